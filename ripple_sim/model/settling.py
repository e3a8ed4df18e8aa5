"""Settle a new company until nothing drifts, so that a run starts from its own resting state.

The weeks before the run count below zero, so luck has the same address in every twin. Profit acts
on nobody meanwhile: what a company makes at rest is what it is used to. A company has settled when
the yearly means of its slow states change by at most ``ENOUGH`` from one year to the next; it is
given at least three and at most eight years.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.plan import Plan
from ripple_sim.model.records import pack_parameters
from ripple_sim.model.week import Week, live_week
from ripple_sim.model.world import World
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario

LEAST_YEARS = 3
MOST_YEARS = 8
ENOUGH = 0.005
_PROFIT_AT_REST = {
    f"behaviour.feedback.profit_to_{what}": 0.0 for what in ("pay", "security", "staffing", "pride")
}


@dataclass(frozen=True)
class Settled:
    """A company at rest, and the weeks it took."""

    world: World
    weeks: int


def settle(
    world: World, scenario: Scenario, threads: int = 1, pool: ThreadPoolExecutor | None = None
) -> Settled:
    """Let a company live, without interventions and shocks, until it rests; week 0 comes next."""
    undisturbed = scenario.model_copy(update={"interventions": (), "shocks": ()})
    week = Week(world, Plan(undisturbed, world), threads, pool)
    world.p = pack_parameters(undisturbed.with_values(_PROFIT_AT_REST))
    world.week = -MOST_YEARS * WEEKS_PER_YEAR
    before: NDArray[np.float64] | None = None
    years = 0
    while years < MOST_YEARS:
        now = _live_year(week)
        years += 1
        rested = before is not None and np.all(np.abs(now - before) <= ENOUGH * np.abs(before))
        if rested and years >= LEAST_YEARS:
            break
        before = now
    world.p = pack_parameters(scenario)
    # People expect from a year's profit what the company has been making.
    world.company["aspiration"] = world.company["margin"]
    for gap in ("pay_gap", "security_gap", "staffing_gap", "pride_gap"):
        world.company[gap] = 0
    world.week = 0
    return Settled(world, years * WEEKS_PER_YEAR)


def _live_year(week: Week) -> NDArray[np.float64]:
    sums = np.zeros(6)
    for _ in range(WEEKS_PER_YEAR):
        live_week(week)
        sums += _slow_states(week.world)
    return sums / WEEKS_PER_YEAR


def _slow_states(world: World) -> NDArray[np.float64]:
    ledger = world.ledger
    heads = max(float(ledger["filled"].sum()), 1.0)
    customers = max(float(ledger["customers"].sum()), 1.0)
    return np.array(
        [
            float(ledger["engagement"].sum()) / heads,
            float(ledger["standard"].sum()) / heads,
            float(ledger["satisfaction"].sum()) / customers,
            float(ledger["expectation"].sum()) / customers,
            float(ledger["share_of_wallet"].sum()) / customers,
            customers,
        ]
    )


class SettledCache:
    """Settled companies by scenario, seed and replication, for the runs of one study.

    Plans that differ only in interventions and shocks start from the same settled company.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._known: dict[tuple[str, int, int], Settled] = {}
        self._lock = threading.Lock()

    def get(
        self, scenario: Scenario, seed: int, replication: int, build: Callable[[], Settled]
    ) -> Settled:
        """Return the settled company, built at the first request."""
        undisturbed = scenario.model_copy(
            update={"interventions": (), "shocks": (), "weeks": WEEKS_PER_YEAR}
        )
        key = (undisturbed.hash(), seed, replication)
        with self._lock:
            found = self._known.get(key)
        if found is None:
            found = build()
            with self._lock:
                if len(self._known) >= self._most:
                    self._known.pop(next(iter(self._known)))
                self._known[key] = found
        return found
