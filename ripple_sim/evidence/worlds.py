"""Worlds in which a caution can be shown: the default company with some links off or strong.

Each is a set of values by dotted path, for :meth:`Laboratory.observe`. They show what a mechanism
can do when it is switched; none of them is a claim about ordinary companies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.estimators import Floats
from ripple_sim.evidence.observation import Changes, Laboratory, Observation, of_size
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import LEDGER, Records
from ripple_sim.model.week import Step, Week, compiled
from ripple_sim.model.world import World
from ripple_sim.observe.survey_items import column, service_of
from ripple_sim.observe.surveys import Answers
from ripple_sim.scenario.levers import DRIVERS

SIXTY_STORES: Changes = of_size("store-chain", 60)
HUNDRED_STORES: Changes = of_size("store-chain", 100)
# Fewer customers to a store, too: where a correlation over stores is all that is asked.
SMALL_STORES: Changes = {**of_size("store-chain", 150), "market.members": 30_000}
TWO_HUNDRED_HOTELS: Changes = of_size("hotel-group", 206)
TWO_HUNDRED_BRANCHES: Changes = of_size("retail-branches", 200)
SMALL_CALL_CENTRE: Changes = {
    "company.structure.frontline_per_unit": 11,
    "company.structure.backstage_per_unit": 1,
    "market.members": 6_000,
}

# What people feel about work does not reach what they do for customers.
INSIDE_OUT_OFF: Changes = {
    "behaviour.work.warmth_of_engagement": 0.0,
    "behaviour.work.competence_of_engagement": 0.0,
    "behaviour.employees.effort_of_engagement": 0.0,
}
# Nor by their energy, nor by leaving.
FEELINGS_WITHOUT_EFFECT: Changes = {
    **INSIDE_OUT_OFF,
    "behaviour.employees.energy_of_engagement": 0.0,
    "behaviour.employees.intention_of_engagement": 0.0,
}
CUSTOMERS_WITHOUT_EFFECT: Changes = {"behaviour.employees.pull_of_customers": 0.0}
REVERSED: Changes = {**FEELINGS_WITHOUT_EFFECT, "behaviour.employees.pull_of_customers": 0.6}
UNLINKED: Changes = {**FEELINGS_WITHOUT_EFFECT, **CUSTOMERS_WITHOUT_EFFECT}
FORWARD_ONLY: Changes = CUSTOMERS_WITHOUT_EFFECT
# Service that hardly depends on feelings, for customers who are known by name and thank or scold.
OUTSIDE_IN: Changes = {
    "behaviour.work.warmth_of_engagement": 0.05,
    "behaviour.work.competence_of_engagement": 0.02,
    "behaviour.employees.pull_of_customers": 0.75,
    "places.local_taste_spread": 0.035,
}

# Stores that differ in nothing but how busy their street is. There is no other shop in it, so
# customers stay; work is not cut short, so being busy is felt as being tired; hands are easily
# replaced. Busy stores earn more, and tire people and serve worse.
CONFOUNDED: Changes = {
    "places.local_demand_spread": 0.45,
    "places.local_wallet_spread": 0.0,
    "places.local_rent_spread": 0.0,
    "service.hours_per_contact": 2.2,
    "service.tolerated_wait_hours": 2.0,
    "company.staffing.hiring_weeks": 2,
    "company.staffing.learning_weeks": 2,
    "market.recurring_share": 0.6,
    "market.switching_barrier": 0.9,
    "market.churn_per_year": 0.08,
    "market.winning_per_year": 0.6,
    "behaviour.work.erosion_weeks": 1e6,
    "behaviour.employees.job_under_pressure": 2.0,
    "behaviour.employees.energy_of_overtime": 2.0,
    "behaviour.employees.exhausted_below": 0.7,
    "behaviour.employees.engagement_lost_to_exhaustion": 0.6,
    "behaviour.customers.lapse_of_satisfaction": 0.5,
    "behaviour.customers.lapse_of_attachment": 0.3,
    "behaviour.customers.lapse_of_trust": 0.2,
    "behaviour.customers.lapse_below_threshold": 0.0,
    "behaviour.customers.wallet_of_satisfaction": 0.15,
    "behaviour.customers.wallet_of_attachment": 0.15,
    "behaviour.customers.sales_of_warmth": 0.4,
}

# Firms that share their fortune with their people soon, and whose people hardly move their profit.
PROFIT_FIRST: Changes = {
    "behaviour.finance.bonus_of_profit": 3.0,
    "behaviour.finance.security_of_profit": 5.0,
    "behaviour.finance.pride_of_profit": 3.0,
    "behaviour.finance.aspiration_weeks": 520.0,
    "behaviour.employees.growth_of_profit": 2.0,
    "behaviour.leaders.top_of_profit": 2.0,
    "behaviour.feedback.pay_lag_weeks": 13.0,
    "behaviour.feedback.security_lag_weeks": 13.0,
    "behaviour.feedback.pride_lag_weeks": 26.0,
    "behaviour.work.warmth_of_engagement": 0.05,
    "behaviour.work.competence_of_engagement": 0.02,
    "behaviour.employees.effort_of_engagement": 0.05,
}

# A labour market in which leaving for better pay is easy and replacing takes long.
SCARCE_HANDS: Changes = {"company.staffing.hiring_weeks": 20, "behaviour.employees.intention_of_pay": 1.5}

WITHOUT_HALO: Changes = {"lasting_halo": 0.0, "occasion_halo": 0.0}
# Standards that come back as fast as they fall: coefficients set in a company at rest.
SYMMETRIC_STANDARDS: Mapping[str, float] = {"upward_weeks": 18.8}


Touch = Callable[[World, World], None]


def weekly(o: Observation, of: str, per: str | None = None, units: slice = slice(None)) -> Floats:
    """Return a weekly sum of the books over some units, or the ratio of two."""
    books = o.recorder.ledgers[:, units]
    total = books[of].sum(axis=1, dtype=np.float64)
    if per is None:
        return np.asarray(total)
    return np.asarray(total / np.maximum(books[per].sum(axis=1), 1e-9))


def twins(
    lab: Laboratory, preset: str, years: int, changes: list[dict[str, Any]], more: Mapping[str, Any] | None = None
) -> tuple[Observation, Observation]:
    """Return a population without and with interventions: same luck, same settled company."""
    held = dict(more or {})
    return (lab.observe(preset, years, held), lab.observe(preset, years, {**held, "interventions": changes}))


def all_drivers(change: float, **dated: Any) -> list[dict[str, Any]]:
    """Return interventions that move every driver by the same change."""
    return [{"name": "drivers", "lever": driver.name, "change": change, **dated} for driver in DRIVERS]


@dataclass(frozen=True)
class Twins:
    """A company and its twin that was moved by hand.

    Attributes
    ----------
    usual, moved
        Both as they are in the end.
    books
        The weekly books of the usual and of the moved one, each of shape (weeks, units + 1).
    """

    usual: World
    moved: World
    books: tuple[Records, Records]


def untouched(usual: World, moved: World) -> None:
    """Leave the twin alone."""


def by_hand(
    lab: Laboratory,
    preset: str,
    weeks: int,
    *,
    start: Touch = untouched,
    hold: Touch = untouched,
    run: Callable[[Step, Week], None] = compiled,
    changes: Changes | None = None,
) -> Twins:
    """Let twins live some weeks, of which one is moved.

    Parameters
    ----------
    start
        Called once before the first week with the usual and the moved world, to move the latter.
    hold
        The same after every week.
    run
        How the moved one runs a step of its week.
    """
    scenario = lab.scenario(preset, changes)
    usual, moved = (Engine(scenario, lab.seed, threads=1, settled=lab.settled) for _ in range(2))
    books = np.zeros((2, weeks, len(usual.world.units)), LEDGER)
    start(usual.world, moved.world)
    for week in range(weeks):
        usual.step()
        moved.step(run)
        books[0, week], books[1, week] = usual.world.ledger, moved.world.ledger
        hold(usual.world, moved.world)
    return Twins(usual.world, moved.world, (books[0], books[1]))


Booleans = NDArray[np.bool_]


def performance(rows: Records) -> Floats:
    """Return quality-adjusted output: productivity times service given."""
    return column(rows, "productivity") * service_of(rows)


@dataclass(frozen=True)
class Followed:
    """People at one snapshot, and whether they had left by a later one.

    Attributes
    ----------
    rows
        Their records at the first snapshot, shape (people,).
    seats
        Their seats' rows.
    left
        Whether the seat had lost them by the later snapshot.
    """

    rows: Records
    seats: NDArray[np.int64]
    left: Booleans


def follow(o: Observation, first: int, last: int) -> Followed:
    """Follow everybody at work from one quarter's end to another's."""
    before, after = o.snapshots[first].employees, o.snapshots[last].employees
    seats = np.flatnonzero(before["filled"] == 1).astype(np.int64)
    gone = (after["incumbent"][seats] != before["incumbent"][seats]) | (after["filled"][seats] == 0)
    return Followed(before[seats], seats, gone)


def same_people(first: Answers, second: Answers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions, in two waves, of those who answered both."""
    one = first.rows * 1_000_000 + first.incumbent
    two = second.rows * 1_000_000 + second.incumbent
    _, a, b = np.intersect1d(one, two, return_indices=True)
    return a, b
