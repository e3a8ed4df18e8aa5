"""A baseline, its plan and their hybrids, lived side by side under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.records import MONEY_PARTS
from ripple_sim.model.week import Step, Week, compiled, run_week
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.core.pairs import weeks_in_common
from ripple_sim.study.explain.hybrid import Hybrid, Tables, copied, tables_read
from ripple_sim.study.explain.links import LINKS, Layer, Link
from ripple_sim.study.explain.shapley import Coalition

LINES = ("revenue", *MONEY_PARTS)
"""The lines of the books that profit is made of: it is the first less all others."""
SHOWN = tuple(sorted({name for link in LINKS for name in link.shown if name} - set(LINES)))
"""The other sums of the books in which links show."""
KEPT = LINES + SHOWN

Floats = NDArray[np.float64]
Game = dict[Coalition, Floats]


@dataclass(frozen=True)
class Told:
    """What one pair and its hybrids tell, summed over the horizon and the whole company.

    Attributes
    ----------
    baseline, planned
        The sums of :data:`KEPT` in both worlds, money in cents; shape (kept,).
    games
        For each layer the same by which links are open.
    seats
        Wages of the seats that the plan opens less those of the seats it closes, in currency.
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
) -> Told:
    """Live a pair and the hybrids of each layer.

    Parameters
    ----------
    baseline, planned
        The same company, of which only what is done and befalls it differs.
    layers
        For each layer its links, and the coalitions of open links to live. The world with all
        links open is the plan's own and is not lived again.
    weeks
        The horizon.
    seed, replication
        The address of all luck.
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
    lived = [(week, books.copy()) for week in (usual, moved, *(h.week for h in hybrids.values()))]
    read = tables_read(link for links, _ in layers.values() for link in links)
    labour = LabourCosts((baseline, planned))
    for _ in range(weeks - shared):
        _live_week(usual, moved, hybrids.values(), read)
        for week, sums in lived:
            sums += _sums(week)
        for number, week in enumerate((usual, moved)):
            labour.watch(number, week.world)
        on_week()

    baseline_sums, planned_sums, *others = (sums for _, sums in lived)
    games: dict[Layer, Game] = {
        layer: {frozenset(link.name for link in links): planned_sums} for layer, (links, _) in layers.items()
    }
    for (layer, coalition), sums in zip(hybrids, others, strict=True):
        games[layer][coalition] = sums
    return Told(baseline_sums, planned_sums, games, float(labour.seats[1]))


def _live_week(usual: Week, moved: Week, hybrids: Iterable[Hybrid], read: Mapping[str, frozenset[str]]) -> None:
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
