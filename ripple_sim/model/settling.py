"""Settle a new company until nothing drifts, so that a run starts from its own resting state.

The weeks before the run count below zero, so luck has the same address in every twin. Profit acts
on nobody meanwhile: what a company makes at rest is what it is used to.

Two things settle over decades. Standards of service fall in overloaded weeks and never come back
by themselves (C03), so they follow ever rarer weeks; and it takes many years until the market
holds its share of lapsed customers and of the ones who stay. Both run ``PACE`` times as fast
first: comings and goings of customers from the start, the fall of standards once these have
brought demand to its level. Then everything runs at its true pace until tenures, strain,
expectations and shares of wallet are again what the true pace gives. Measured over three years,
a company settled so drifts less than one settled for eight years at the true pace.

How many customers there are is stated in the scenario, and the winning of prospects is bent until
week 0 so that it comes true: the fast years would end a few percent off, which the market needs
years to make good, and where capacity is tight waiting moves twenty times as much.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from ripple_sim.model import settled_files
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.records import Records, pack_parameters
from ripple_sim.model.week import Week, run_week
from ripple_sim.model.world import World
from ripple_sim.rules.loyalty import CUSTOMER
from ripple_sim.scenario.market import Surveys
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario

PACE = 6
YEARS_OF_FAST_CUSTOMERS = 1
YEARS_OF_FAST_CUSTOMERS_AND_STANDARDS = 2
YEARS_AT_TRUE_PACE = 2
YEARS = YEARS_OF_FAST_CUSTOMERS + YEARS_OF_FAST_CUSTOMERS_AND_STANDARDS + YEARS_AT_TRUE_PACE
HOLD = 50.0  # one percent of the market too many takes two fifths off the winning
PROFIT_ACTS_ON_NOBODY = {
    f"behaviour.feedback.profit_to_{what}": 0.0 for what in ("pay", "security", "staffing", "pride")
}


@dataclass(frozen=True)
class Settled:
    """A company at rest, and the weeks it took."""

    world: World
    weeks: int


def settle(world: World, scenario: Scenario, threads: int = 1, pool: ThreadPoolExecutor | None = None) -> Settled:
    """Run a company, without interventions and shocks, until it rests; week 0 comes next."""
    undisturbed = scenario.model_copy(update={"interventions": (), "shocks": ()})
    week = Week(world, InterventionSchedule(undisturbed, world), threads, pool)
    work = np.zeros(len(world.units))
    world.week = -YEARS * WEEKS_PER_YEAR

    at_rest = pack_parameters(undisturbed.with_values(PROFIT_ACTS_ON_NOBODY))
    fast_customers = at_rest.copy()
    for rate in ("churn_per_year", "winning_per_year", "join_of_word"):
        fast_customers[rate] *= PACE
    fast_standards_too = fast_customers.copy()
    fast_standards_too["erosion_weeks"] /= PACE
    for years, parameters in (
        (YEARS_OF_FAST_CUSTOMERS, fast_customers),
        (YEARS_OF_FAST_CUSTOMERS_AND_STANDARDS, fast_standards_too),
        (YEARS_AT_TRUE_PACE, at_rest),
    ):
        world.p = parameters.copy()
        for _ in range(years * WEEKS_PER_YEAR):
            _hold_customers(world, parameters, scenario.market.customer_share)
            run_week(week)
            if world.week > -WEEKS_PER_YEAR:
                work += world.units["arrivals"] * world.units["standard"]

    world.p = pack_parameters(scenario)
    # The hours that were planned are right for the work of the last year.
    usual = work / WEEKS_PER_YEAR * scenario.service.hours_per_contact
    world.units["work"] = world.units["work_at_rest"] = usual
    # People expect from a year's profit what the company has been making.
    world.company["aspiration"] = world.company["margin"]
    for gap in ("pay_gap", "security_gap", "staffing_gap", "pride_gap"):
        world.company[gap] = 0
    return Settled(world, YEARS * WEEKS_PER_YEAR)


def _hold_customers(world: World, usual: Records, stated: float) -> None:
    """Win fewer prospects while there are more customers than stated, and more while fewer."""
    share = np.count_nonzero(world.members["standing"] == CUSTOMER) / len(world.members)
    for rate in ("winning_per_year", "join_of_word"):
        world.p[rate] = usual[rate] * np.exp(HOLD * (stated - share))


# What differs between runs of a study without making another company at rest.
_SETTLES_NOTHING = {"interventions": (), "shocks": (), "weeks": WEEKS_PER_YEAR, "surveys": Surveys()}


class SettledCache:
    """Settled companies by scenario, seed and replication, for the runs of one study.

    Plans that differ only in interventions and shocks start from the same settled company.

    Parameters
    ----------
    most
        How many are held in memory.
    on_disk
        Keep them for later studies too, where a folder can be written.
    """

    def __init__(self, most: int = 64, *, on_disk: bool = False) -> None:
        self._most = most
        self._on_disk = on_disk
        self._known: dict[tuple[str, int, int], Settled] = {}
        self._lock = threading.Lock()

    def get(self, scenario: Scenario, seed: int, replication: int, build: Callable[[], Settled]) -> Settled:
        """Return the settled company, built at the first request."""
        undisturbed = scenario.model_copy(update=_SETTLES_NOTHING)
        key = (undisturbed.hash(), seed, replication)
        with self._lock:
            settled = self._known.get(key)
        if settled is None:
            settled = self._from_disk(key, build) if self._on_disk else build()
            with self._lock:
                if len(self._known) >= self._most:
                    self._known.pop(next(iter(self._known)))
                self._known[key] = settled
        return settled

    @staticmethod
    def _from_disk(key: tuple[str, int, int], build: Callable[[], Settled]) -> Settled:
        name = "-".join(map(str, key))
        kept = settled_files.read(name)
        if kept is not None:
            return Settled(kept, YEARS * WEEKS_PER_YEAR)
        settled = build()
        settled_files.keep(name, settled.world)
        return settled
