"""Hybrid worlds: the plan's world in which closed links carry the baseline's values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model import member_loops
from ripple_sim.model.records import CUSTOMER, Records
from ripple_sim.model.week import Step, Week, compiled, run_week
from ripple_sim.model.world import World
from ripple_sim.study.explain.links import Link, Reading

HIRES = "come_and_go"
CHOOSES = "decide"
MANAGERS_LEAVE = Reading("lead", "managers", ("in_place",), ("change_manager",))
LEVELS = ("team_levers", "unit_levers", "common_lever")

Tables = dict[str, Records]
Floats = NDArray[np.float32]


def copied(records: Records) -> Records:
    """Return a copy, made as bytes: field by field it takes a hundred times as long."""
    return records.view(np.uint8).copy().view(records.dtype)


def tables_read(links: Iterable[Link]) -> dict[str, frozenset[str]]:
    """Return for each step which tables of the baseline some link reads in it."""
    found: dict[str, frozenset[str]] = {}
    for link in links:
        for reading in link.readings:
            found[reading.step] = found.get(reading.step, frozenset()) | {reading.table}
    return found


class Hybrid:
    """A world that lives under the plan while some links carry the baseline's values.

    Parameters
    ----------
    planned
        The plan's own week, live: the hybrid starts as its world is, and takes from there what the
        plan does, so that it reaches the same people and costs the same.
    closed
        The links that are closed.
    """

    def __init__(self, planned: Week, closed: Iterable[Link]) -> None:
        self.week = Week(planned.world.copy(), planned.schedule)
        self._planned = planned.world
        self._lent: dict[str, list[Reading]] = {}
        self._choices: set[str] = set()
        for link in closed:
            if link.layer == "money":
                self._choices.add(link.name)
                continue
            for reading in link.readings:
                self._lent.setdefault(reading.step, []).append(reading)
        self._read_by_customers = ("satisfaction", "attachment", "trust") + (
            ("contacts", "server") if "spending" in self._choices else ()
        )
        p = planned.world.p
        self._no_chance_to_leave = _with(p, turnover_per_year=0)
        own_stay = "retention" not in self._choices
        loyal = _with(p, churn_per_year=0)
        self._p_of_own = p if own_stay else loyal
        # Nothing is forgotten and nobody speaks, so what was heard stays as it is.
        self._p_of_lent = _with(loyal if own_stay else p, hearing_weeks=np.inf)

    @property
    def world(self) -> World:
        """The hybrid's records, live."""
        return self.week.world

    def run_week(self, before: Mapping[str, Tables], usual: World) -> None:
        """Live a week, which the baseline and the plan's world have lived already.

        Parameters
        ----------
        before
            For each step the baseline's tables as they were when it ran the step.
        usual
            The baseline after the week.
        """
        run_week(self.week, lambda step, _: self._run(step, before[step.name], usual))

    def _run(self, step: Step, before: Tables, usual: World) -> None:
        if step.name == "plan":
            self._do_as_planned()
        elif step.name == CHOOSES and self._choices:
            self._choose(before, usual)
            if step.count is not None:
                step.count(self.week)
        elif step.name in self._lent:
            self._run_lent(step, before, usual)
        else:
            compiled(step, self.week)

    def _do_as_planned(self) -> None:
        world, planned = self.world, self._planned
        for ledger in (world.ledger, world.chunk_ledger):
            ledger.view(np.uint8).fill(0)
        for name in LEVELS:
            getattr(world, name).view(np.uint8)[...] = getattr(planned, name).view(np.uint8)
        world.teams["attention_hours"] = planned.teams["attention_hours"]
        for name in ("programme_spending", "fixed_spending"):
            world.ledger[name] = planned.ledger[name]

    def _run_lent(self, step: Step, before: Tables, usual: World) -> None:
        """Put the baseline's values where closed links read, run, and put the own ones back."""
        world = self.world
        readings = self._lent[step.name]
        kept = []
        for reading in readings:
            if reading == MANAGERS_LEAVE:
                continue
            for name in reading.fields:
                column = getattr(world, reading.table)[name]
                kept.append((reading.table, column, column.copy()))
                column[...] = before[reading.table][name]
        if MANAGERS_LEAVE in readings:
            self._let_managers_leave(step, before["managers"], usual.managers)
        else:
            compiled(step, self.week)
        for table, column, own in reversed(kept):
            if step.name == HIRES and table == "employees":
                # A newcomer's own values were written in the step.
                np.copyto(column, own, where=world.employees["hired"] == 0)
            else:
                column[...] = own

    def _let_managers_leave(self, step: Step, before: Records, after: Records) -> None:
        """Run a step in which those managers leave who leave in the baseline, and no others.

        They leave as if the shock that takes a manager away had struck them alone.
        """
        world, p = self.world, self.world.p
        struck = (before["in_place"] == 1) & (after["in_place"] == 0)
        level = world.team_levers["manager_loss"]
        own = level.copy()
        world.managers["loss_seen"] = ~struck
        level[...] = struck
        world.p = self._no_chance_to_leave
        compiled(step, self.week)
        world.p = p
        level[...] = own
        world.managers["loss_seen"] = own

    def _choose(self, before: Tables, usual: World) -> None:
        """Let members stay, spend and join: by their own values, or as closed links say.

        The same compiled loop runs twice, over own and over lent values, and each choice is taken
        from one of the two.
        """
        world, members = self.world, self.world.members
        lent, voices = copied(members), members["voice"].copy()
        customers = lent["standing"] == CUSTOMER
        _decide(world, members, voices, world, self._p_of_own)
        if self._choices != {"winning"}:
            # Who is no customer in the baseline has no values there but those left from earlier.
            known = customers & (before["members"]["standing"] == CUSTOMER)
            lent["satisfaction"] = members["satisfaction"]
            for name in self._read_by_customers:
                np.copyto(lent[name], usual.members[name], where=known)
        if "winning" in self._choices:
            lent["heard"] = usual.members["heard"]
        _decide(world, lent, np.zeros_like(voices), usual, self._p_of_lent)

        if "spending" in self._choices:
            for name in ("share_of_wallet", "spent"):
                np.copyto(members[name], lent[name], where=customers)
        if "retention" in self._choices:
            for name in ("standing", "tenure"):
                np.copyto(members[name], lent[name], where=customers)
        members["share_of_wallet"][customers & (members["standing"] != CUSTOMER)] = 0
        if "winning" in self._choices:
            for name in ("standing", "tenure", "failure", "expectation", "share_of_wallet"):
                np.copyto(members[name], lent[name], where=~customers)


def _decide(world: World, members: Records, voices: Floats, around: World, p: Records) -> None:
    """Run the loop in which members choose, on their records, in the surroundings of a world."""
    member_loops.members_decide(
        members,
        voices,
        around.employees,
        around.teams,
        around.units,
        around.unit_levers,
        world.chunks,
        0,
        len(world.chunks),
        world.chunk_ledger,
        False,
        p,
        world.seed,
        world.replication,
        world.week,
    )


def _with(p: Records, **values: float) -> Records:
    other = p.copy()
    for name, value in values.items():
        other[name] = value
    return other
