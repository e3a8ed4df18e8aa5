"""The story of one person in both worlds: what happened, where the lives part, what followed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ripple_sim.model.records import CUSTOMER, PROSPECT
from ripple_sim.model.week import WEEK
from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import titled
from ripple_sim.study.trace.life import Event, Life, Lives, Parting, customer_events, employee_events
from ripple_sim.study.trace.messages import ALIKE, APART, END, EVENTS, LINES, ONLY_WITHIN, PARTED, START, WORLDS
from ripple_sim.study.trace.named import Person
from ripple_sim.study.trace.twins import CHANNELS
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

BOTH, BASELINE, PLAN, BETWEEN = WORLDS
Happened = tuple[int, str, tuple[tuple[str, int], ...]]  # week, kind of event, facts
NAMING = ("seat",)  # facts of events that name somebody
COUNTED = ("weeks", "good", "bad")  # facts that their sentences count
OF_EMPLOYEE = ("engagement", "energy", "intention", "trained", "skill")
OF_CUSTOMER = ("satisfaction", "expectation", "trust", "attachment", "share_of_wallet")


class StoryLine(NamedTuple):
    """One line of a story: the week, in which world, the kind of event, and the sentence."""

    week: int
    world: str
    kind: str
    says: str


@dataclass(frozen=True, repr=False)
class PersonStory:
    """What a story holds: the life of one person in both worlds.

    Attributes
    ----------
    base, plan, plan_name, plan_title
        The twins' scenarios, the plan's name, and what people call it; empty if it has no title.
    person
        Whose story it is.
    seed, replication, weeks
        The address of all random draws, and the weeks run.
    lives
        The person's records in both worlds, and where they first part.
    wall_seconds
        How long it took.
    """

    base: Scenario
    plan: Scenario
    plan_name: str
    person: Person
    seed: int
    replication: int
    weeks: int
    lives: Lives
    plan_title: str = ""
    wall_seconds: float = 0.0

    @property
    def titled(self) -> str:
        """The plan's title with its name in brackets, or its name where it has no title."""
        return titled(self.plan_title, self.plan_name)

    @property
    def events(self) -> tuple[list[Event], list[Event]]:
        """What happened in the baseline and under the plan."""
        read = employee_events if self.person.table == "employees" else customer_events
        return read(self.lives.base), read(self.lives.plan)

    @takes(words=WORDS)
    def told(self, words: Wording = ENGLISH) -> list[StoryLine]:
        """Return the story, in order; what is the same in both worlds is told once."""
        together, alone = self._sorted(words)
        lines = [StoryLine(0, BOTH, "start", self._start(words)), *together, *alone]
        if self.lives.parting is not None:
            lines.append(self._parting(self.lives.parting, words))
        lines.sort(key=lambda line: (line.week, line.kind != "parting"))
        ends = [self._end(life, words) for life in (self.lives.base, self.lives.plan)]
        worlds = (BOTH,) if ends[0] == ends[1] else (BASELINE, PLAN)
        return lines + [StoryLine(self.weeks, world, "end", end) for world, end in zip(worlds, ends, strict=False)]

    @takes(words=WORDS)
    def lines(self, words: Wording = ENGLISH) -> list[str]:
        """Return the story line by line, each with its week and its world."""
        return [line.says if line.kind == "start" else line_of(line, words) for line in self.told(words)]

    def text(self) -> str:
        """Return the story as plain lines."""
        return "\n".join(self.lines())

    def table(self) -> pd.DataFrame:
        """Return a row a line of the story: week, world, kind of event, and its sentence."""
        import pandas as pd

        return pd.DataFrame(self.told(), columns=["week", "world", "event", "says"])

    @property
    def data(self) -> xr.Dataset:
        """The person's state in both worlds; week 0 is the start."""
        import xarray as xr

        states = np.stack([self.lives.base.states, self.lives.plan.states])
        data = xr.Dataset(
            coords={
                "world": ("world", [BASELINE, PLAN]),
                "week": ("week", np.arange(self.weeks + 1), {"long_name": "Weeks simulated"}),
            },
            attrs={
                "title": self.say(),
                "who": self.person.name,
                "seed": self.seed,
                "replication": self.replication,
                "baseline": self.base.hash(),
                "plan": self.plan.hash(),
            },
        )
        employee = self.person.table == "employees"
        there = states["filled"] != 0 if employee else states["standing"] == CUSTOMER
        label = "Somebody is on the seat" if employee else "Is a customer"
        variables = {"there": (there, label, "yes or no")}
        for name in OF_EMPLOYEE if employee else OF_CUSTOMER:
            values = np.where(there, states[name].astype(np.float64), np.nan)
            variables[name] = (values, name.replace("_", " ").capitalize(), "0 to 1")
        if not employee:
            variables["spent"] = (states["spent"].astype(np.float64), "Spent in the week", self.base.currency)
        for name, (values, label, unit) in variables.items():
            data[name] = (("world", "week"), values, {"long_name": label, "units": unit})
        return data

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return from when on the two worlds differ for the person, in one sentence."""
        parting, weeks = self.lives.parting, self.weeks
        if parting is None:
            number = words.numeral(self.person.row + 1)
            return words.say(ALIKE[self.person.table], number=number, weeks=weeks)
        facts = {"who": self.person.called(words), "week": words.number(parting.week)}
        _, alone = self._sorted(words)
        if not alone:
            return words.say(ONLY_WITHIN, weeks=weeks, **facts)
        base = sum(line.world == BASELINE for line in alone)
        facts |= {"base": words.number(base), "plan": words.number(len(alone) - base)}
        return words.say(APART, first=words.number(min(line.week for line in alone)), **facts)

    def _sorted(self, words: Wording) -> tuple[list[StoryLine], list[StoryLine]]:
        """Return what happened in both worlds, and in one alone, the baseline first."""
        base, plan = (
            Counter((event.week, event.kind, tuple(event.facts.items())) for event in events) for events in self.events
        )

        def lines(world: str, events: Counter[Happened]) -> list[StoryLine]:
            return [
                StoryLine(week, world, kind, _says(kind, dict(facts), words)) for week, kind, facts in events.elements()
            ]

        both = base & plan
        return lines(BOTH, both), lines(BASELINE, base - both) + lines(PLAN, plan - both)

    def _start(self, words: Wording) -> str:
        state = self.lives.base.states[0]
        names = self.base.unit_names()
        facts: dict[str, Any] = {
            "number": words.numeral(self.person.row + 1),
            "unit": names[self.lives.unit] if self.lives.unit < len(names) else words.say("the centre"),
            "weeks": int(state["tenure"]),
            **self._of(state, words),
        }
        if self.person.table == "employees":
            kind = "filled" if state["filled"] else "empty" if state["open"] else "closed"
            facts |= {"team": words.numeral(self.lives.team + 1), "function": _function(self.base, state["function"])}
        else:
            kind = {CUSTOMER: "customer", PROSPECT: "prospect"}.get(int(state["standing"]), "lapsed")
            facts["listeners"] = int(self.lives.listeners)
        return words.say(START[kind], **facts)

    def _end(self, life: Life, words: Wording) -> str:
        state = life.states[-1]
        facts: dict[str, Any] = {"weeks": int(state["tenure"]), "horizon": self.weeks, **self._of(state, words)}
        if self.person.table == "employees":
            kind = "filled" if state["filled"] else "empty"
        else:
            kind = "customer" if state["standing"] == CUSTOMER else "away"
            spent = float(life.states["spent"][1:].sum(dtype=np.float64))
            facts["spent"] = words.amount(round(spent), self.base.currency)
        return words.say(END[kind], **facts)

    def _of(self, state: np.void, words: Wording) -> dict[str, str]:
        names = OF_EMPLOYEE if self.person.table == "employees" else OF_CUSTOMER
        return {name: words.number(round(100 * float(state[name]))) for name in names}

    def _parting(self, parting: Parting, words: Wording) -> StoryLine:
        step, source = WEEK[parting.step].name, words.numeral(parting.source + 1)
        says = words.say(PARTED[CHANNELS[parting.channel].name], step=step, source=source)
        return StoryLine(parting.week, BETWEEN, "parting", says)


def line_of(line: StoryLine, words: Wording = ENGLISH) -> str:
    """Return a line of a story with its week and its world."""
    return words.say(LINES[line.world], week=words.number(line.week), says=line.says)


def _says(kind: str, facts: dict[str, int], words: Wording) -> str:
    read: dict[str, str | int] = {
        name: words.numeral(value) if name in NAMING else words.number(value) for name, value in facts.items()
    }
    read |= {name: facts[name] for name in COUNTED if name in facts}
    return words.say(EVENTS[kind], **read)


def _function(scenario: Scenario, number: int) -> str:
    structure = scenario.company.structure
    functions = (structure.frontline_function, structure.backstage_function)
    return (*functions, *structure.central_functions)[number]
