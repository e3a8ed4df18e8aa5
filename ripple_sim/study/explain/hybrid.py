"""Hybrid worlds: the plan's world in which closed links carry the baseline's values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model import member_loops
from ripple_sim.model.engine import Engine
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.records import CUSTOMER, MONEY_PARTS, Records
from ripple_sim.model.week import Step, Week, compiled, run_week
from ripple_sim.model.world import World
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.core.pairs import copied, weeks_in_common
from ripple_sim.study.explain.links import LINKS, Layer, Link, Reading
from ripple_sim.study.explain.shapley import Coalition

HIRES = "come_and_go"
CHOOSES = "decide"
MANAGERS_LEAVE = Reading("lead", "managers", ("in_place",), ("change_manager",))
LEVELS = ("team_levers", "unit_levers", "common_lever")

Tables = dict[str, Records]


def tables_read(links: Iterable[Link]) -> dict[str, frozenset[str]]:
    """Return for each step which tables of the baseline some link reads in it."""
    tables: dict[str, frozenset[str]] = {}
    for link in links:
        for reading in link.readings:
            tables[reading.step] = tables.get(reading.step, frozenset()) | {reading.table}
    return tables


class Hybrid:
    """A world under the plan in which closed links carry the baseline's values.

    It starts as the plan's own world is, and takes from there what the plan does week by week, so
    that it reaches the same people and costs the same.
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

    def run_week(self, before: Mapping[str, Tables], usual: World) -> None:
        """Run a week, after the baseline and the plan's world.

        ``before`` holds for each step the baseline's tables as they were when it ran the step,
        ``usual`` the baseline after the week.
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
        world, planned = self.week.world, self._planned
        for ledger in (world.ledger, world.chunk_ledger):
            ledger.view(np.uint8).fill(0)
        for name in LEVELS:
            getattr(world, name).view(np.uint8)[...] = getattr(planned, name).view(np.uint8)
        world.teams["attention_hours"] = planned.teams["attention_hours"]
        for name in ("programme_spending", "fixed_spending"):
            world.ledger[name] = planned.ledger[name]

    def _run_lent(self, step: Step, before: Tables, usual: World) -> None:
        """Put the baseline's values where closed links read, run, and put the own ones back."""
        world = self.week.world
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
        world, p = self.week.world, self.week.world.p
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
        world, members = self.week.world, self.week.world.members
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


def _decide(world: World, members: Records, voices: NDArray[np.float32], around: World, p: Records) -> None:
    """Run the loop in which members choose, on their records, in the surroundings of a world."""
    surroundings = (around.employees, around.teams, around.units, around.unit_levers)
    chunks = (world.chunks, 0, len(world.chunks), world.chunk_ledger)
    address = (world.seed, world.replication, world.week)
    member_loops.members_decide(members, voices, *surroundings, *chunks, False, p, *address)


def _with(p: Records, **values: float) -> Records:
    other = p.copy()
    for name, value in values.items():
        other[name] = value
    return other


LINES = ("revenue", *MONEY_PARTS)
"""The lines of the books that profit is made of: it is the first less all others."""
SHOWN = tuple(sorted({name for link in LINKS for name in link.shown if name} - set(LINES)))
"""The other sums of the books in which links show."""
KEPT = LINES + SHOWN

Floats = NDArray[np.float64]
Game = dict[Coalition, Floats]


@dataclass(frozen=True)
class PairBooks:
    """The sums of :data:`KEPT` of a pair and its hybrids, over the horizon and the whole company.

    Money is in cents; shape (kept,). ``games`` has for each layer the sums by which links are open.
    ``seats`` are the wages of the seats that the plan opens less those of the seats it closes, in
    currency.
    """

    baseline: Floats
    planned: Floats
    games: dict[Layer, Game]
    seats: float


def live_hybrids(
    baseline: Scenario,
    planned: Scenario,
    layers: Mapping[Layer, tuple[Sequence[Link], Sequence[Coalition]]],
    weeks: int,
    *,
    seed: int = 0,
    replication: int = 0,
    on_week: Callable[[], None] = lambda: None,
) -> PairBooks:
    """Run a pair and the hybrids of each layer, and return their sums over so many weeks.

    Parameters
    ----------
    baseline, planned
        The same company, of which only interventions and shocks differ.
    layers
        For each layer its links, and the coalitions of open links to run. The world with all
        links open is the plan's own and is not run again.
    on_week
        Called after each week; what it raises ends it all.
    """
    company = Engine(baseline, seed, replication, threads=1)
    usual = company.week_context
    start = weeks_in_common((baseline, planned))
    shared = weeks if start is None else min(start, weeks)
    books = np.zeros(len(KEPT))  # whole cents and people; doubles hold them exactly
    for _ in range(shared):
        company.step()
        books += _sums(usual)
        on_week()

    moved = Week(usual.world.copy(), InterventionSchedule(planned, usual.world))
    hybrids = {
        (layer, coalition): Hybrid(moved, [link for link in links if link.name not in coalition])
        for layer, (links, several) in layers.items()
        for coalition in several
        if len(coalition) < len(links)
    }
    worlds = [(week, books.copy()) for week in (usual, moved, *(h.week for h in hybrids.values()))]
    read = tables_read(link for links, _ in layers.values() for link in links)
    labour = LabourCosts((baseline, planned))
    for _ in range(weeks - shared):
        _live_all(usual, moved, hybrids.values(), read)
        for week, sums in worlds:
            sums += _sums(week)
        for number, week in enumerate((usual, moved)):
            labour.watch(number, week.world)
        on_week()

    baseline_sums, planned_sums, *others = (sums for _, sums in worlds)
    games: dict[Layer, Game] = {
        layer: {frozenset(link.name for link in links): planned_sums} for layer, (links, _) in layers.items()
    }
    for (layer, coalition), sums in zip(hybrids, others, strict=True):
        games[layer][coalition] = sums
    return PairBooks(baseline_sums, planned_sums, games, float(labour.seats[1]))


def _live_all(usual: Week, moved: Week, hybrids: Iterable[Hybrid], read: Mapping[str, frozenset[str]]) -> None:
    before: dict[str, Tables] = {}

    def noting(step: Step, week: Week) -> None:
        before[step.name] = {table: copied(getattr(week.world, table)) for table in read.get(step.name, ())}
        compiled(step, week)

    run_week(usual, noting)
    run_week(moved)
    # World after world and not step after step: each stays in the processor's cache for a week.
    for hybrid in hybrids:
        hybrid.run_week(before, usual.world)


def _sums(week: Week) -> Floats:
    ledger = week.world.ledger
    return np.array([ledger[name].sum() for name in KEPT], np.float64)
