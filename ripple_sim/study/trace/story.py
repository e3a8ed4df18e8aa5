"""The story of one person in both worlds: what happened, where the lives part, what followed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ripple_sim.model.records import CUSTOMER, PROSPECT
from ripple_sim.model.week import WEEK
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.answer import Answer
from ripple_sim.study.trace.events import Event, customer_events, employee_events
from ripple_sim.study.trace.life import Life, Lives
from ripple_sim.study.trace.person import Person
from ripple_sim.study.trace.touches import CHANNELS
from ripple_sim.study.trace.words import (
    ALIKE,
    APART,
    END,
    EVENTS,
    LINE,
    ONLY_WITHIN,
    PARTED,
    START,
    WORLDS,
)

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

BOTH, BASELINE, PLAN, BETWEEN = WORLDS
Line = tuple[int, str, str]  # week, kind of event, sentence
OF_EMPLOYEE = ("engagement", "energy", "intention", "trained", "skill")
OF_CUSTOMER = ("satisfaction", "expectation", "trust", "attachment", "share_of_wallet")


@dataclass(frozen=True)
class Told:
    """One line of a story: the week, in which world, the kind of event, and the sentence."""

    week: int
    world: str
    kind: str
    says: str


@dataclass(frozen=True)
class Story(Answer):
    """The life of one person in both worlds.

    Attributes
    ----------
    base, plan, plan_name
        The twins' scenarios, and what the plan is called.
    person
        Whose story it is.
    seed, replication, weeks
        The address of all luck, and the weeks lived.
    lives
        The person's records in both worlds, and where they first part.
    """

    base: Scenario
    plan: Scenario
    plan_name: str
    person: Person
    seed: int
    replication: int
    weeks: int
    lives: Lives

    drawing = "story_figure:draw_story"

    @property
    def events(self) -> tuple[list[Event], list[Event]]:
        """What happened in the baseline and under the plan."""
        read = employee_events if self.person.table == "employees" else customer_events
        return read(self.lives.base), read(self.lives.plan)

    def told(self) -> list[Told]:
        """Return the story, in order; what is the same in both worlds is told once."""
        both, base, plan = self._sorted()
        lines = [Told(0, BOTH, "start", self._start())]
        for world, events in ((BOTH, both), (BASELINE, base), (PLAN, plan)):
            lines += [Told(week, world, kind, says) for week, kind, says in events]
        if self.lives.parting is not None:
            lines.append(self._parting())
        ends = [self._end(life) for life in (self.lives.base, self.lives.plan)]
        worlds = (BOTH,) if ends[0] == ends[1] else (BASELINE, PLAN)
        lines.sort(key=lambda line: (line.week, line.kind != "parting"))
        return lines + [
            Told(self.weeks, world, "end", end)
            for world, end in zip(worlds, ends, strict=len(worlds) == 2)
        ]

    def text(self) -> str:
        """Return the story as plain lines."""
        return "\n".join(
            line.says
            if line.kind == "start"
            else LINE.format(week=line.week, world=WORLDS[line.world], says=line.says)
            for line in self.told()
        )

    def table(self) -> pd.DataFrame:
        """Return a row a line of the story: week, world, kind of event, and its sentence."""
        import pandas as pd

        rows = [(line.week, line.world, line.kind, line.says) for line in self.told()]
        return pd.DataFrame(rows, columns=["week", "world", "event", "says"])

    @property
    def data(self) -> xr.Dataset:
        """The person's state in both worlds; week 0 is the start."""
        import xarray as xr

        states = np.stack([self.lives.base.states, self.lives.plan.states])
        found = xr.Dataset(
            coords={
                "world": ("world", [BASELINE, PLAN]),
                "week": ("week", np.arange(self.weeks + 1), {"long_name": "Weeks lived"}),
            },
            attrs={
                "title": self.say(), "who": self.person.name, "seed": self.seed,
                "replication": self.replication, "baseline": self.base.hash(),
                "plan": self.plan.hash(),
            },
        )  # fmt: skip
        employee = self.person.table == "employees"
        there = states["filled"] != 0 if employee else states["standing"] == CUSTOMER
        label = "Somebody is on the seat" if employee else "Is a customer"
        found["there"] = (("world", "week"), there, {"long_name": label, "units": "yes or no"})
        for name in OF_EMPLOYEE if employee else OF_CUSTOMER:
            found[name] = (
                ("world", "week"), np.where(there, states[name].astype(np.float64), np.nan),
                {"long_name": name.replace("_", " ").capitalize(), "units": "0 to 1"},
            )  # fmt: skip
        if not employee:
            found["spent"] = (
                ("world", "week"), states["spent"].astype(np.float64),
                {"long_name": "Spent in the week", "units": self.base.currency},
            )  # fmt: skip
        return found

    def say(self) -> str:
        """Return where the two lives part, in one sentence."""
        who = self.person.name
        parting = self.lives.parting
        if parting is None:
            return ALIKE.format(who=who[0].upper() + who[1:], weeks=self.weeks)
        _, base, plan = self._sorted()
        if not base and not plan:
            return ONLY_WITHIN.format(who=who, week=parting.week, weeks=self.weeks)
        first = min(week for week, _, _ in (*base, *plan))
        return APART.format(who=who, week=parting.week, base=len(base), plan=len(plan), first=first)

    def _sorted(self) -> tuple[list[Line], list[Line], list[Line]]:
        """Return week, kind and sentence of what happened in both worlds, and in each alone."""
        base, plan = (
            Counter((event.week, event.kind, _says(event)) for event in events)
            for events in self.events
        )
        both = base & plan
        return list(both.elements()), list((base - both).elements()), list((plan - both).elements())

    def _start(self) -> str:
        state = self.lives.base.states[0]
        shown = {
            "number": self.person.row + 1,
            "unit": (*self.base.unit_names(), "the centre")[self.lives.unit],
            "weeks": int(state["tenure"]),
        }
        if self.person.table == "employees":
            kind = "filled" if state["filled"] else "empty" if state["open"] else "closed"
            function = _function(self.base, int(state["function"]))
            return START[kind].format(
                **shown, team=self.lives.team + 1, function=function, **_of(state, OF_EMPLOYEE)
            )
        standing = int(state["standing"])
        kind = {CUSTOMER: "customer", PROSPECT: "prospect"}.get(standing, "lapsed")
        return START[kind].format(
            **shown, listeners=self.lives.listeners, **_of(state, OF_CUSTOMER)
        )

    def _end(self, life: Life) -> str:
        state = life.states[-1]
        if self.person.table == "employees":
            return END["filled" if state["filled"] else "empty"].format(
                weeks=int(state["tenure"]), **_of(state, OF_EMPLOYEE)
            )
        spent = f"{float(life.states['spent'][1:].sum(dtype=np.float64)):,.0f}"
        return END["customer" if state["standing"] == CUSTOMER else "away"].format(
            currency=self.base.currency, spent=spent, horizon=self.weeks, **_of(state, OF_CUSTOMER)
        )

    def _parting(self) -> Told:
        parting = self.lives.parting
        assert parting is not None
        says = PARTED[CHANNELS[parting.channel].name].format(
            step=WEEK[parting.step].name, source=parting.source + 1
        )
        return Told(parting.week, BETWEEN, "parting", says)


def _says(event: Event) -> str:
    return EVENTS[event.kind].format(**event.facts)


def _of(state: np.void, names: tuple[str, ...]) -> dict[str, int]:
    return {name: round(100 * float(state[name])) for name in names}


def _function(scenario: Scenario, number: int) -> str:
    structure = scenario.company.structure
    functions = (structure.frontline_function, structure.backstage_function)
    return (*functions, *structure.central_functions)[number]
