"""Cautions of shape: losses weigh more than gains, most is not best, and what erodes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ripple_sim.evidence.cautions.caution import Caution, Number, books_beside, books_with, gain, more_expected
from ripple_sim.evidence.checks.service import OVERLOAD
from ripple_sim.evidence.estimators import ratio
from ripple_sim.evidence.laboratory import SCARCE_HANDS, SIXTY_STORES, SYMMETRIC_STANDARDS, Changes, Laboratory
from ripple_sim.evidence.twins import twins, weekly
from ripple_sim.model.records import CUSTOMER
from ripple_sim.rules.judgement import experienced, judge
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.wording import mark

STAFFING = (20, 30, 40, 50, 70)
PAY = (-0.3, -0.15, 0.0, 0.15, 0.3)
SMALL, LARGE = 0.04, 0.15
CUSTOMERS = 500


def profits_of_staffing(lab: Laboratory) -> np.ndarray:
    """Return the yearly profit of 60 stores settled at each number of seats, % of usual revenue."""
    revenue = weekly(lab.observe("store-chain", 1, SIXTY_STORES), "revenue").sum()
    found = []
    for seats in STAFFING:
        settled = {**SIXTY_STORES, "company.structure.frontline_per_unit": seats}
        found.append(weekly(lab.observe("store-chain", 1, settled), "profit").sum())
    return np.asarray(100 * np.array(found) / revenue)


def profits_of_pay(lab: Laboratory, changes: Changes) -> np.ndarray:
    """Return the third year's profit of 60 stores at each level of pay, % of usual revenue."""
    last = slice(2 * WEEKS_PER_YEAR, 3 * WEEKS_PER_YEAR)
    held = {**SIXTY_STORES, **changes}
    usual = lab.observe("store-chain", 3, held)
    found = []
    for change in PAY:
        paid = [{"lever": "pay", "change": change, "start": 0}]
        o = twins(lab, "store-chain", 3, paid, held)[1] if change else usual
        found.append(weekly(o, "profit")[last].sum())
    return np.asarray(100 * np.array(found) / weekly(usual, "revenue")[last].sum())


def answer_to_expectation(lab: Laboratory, by: float) -> float:
    """Return points of satisfaction when customers expect ``by`` more than their twins."""
    books = books_beside(lab, "store-chain", SIXTY_STORES, 39, more_expected(by))
    return 100 * gain(books, "satisfaction", "customers")


def answer_to_one_contact(lab: Laboratory, short_by: float) -> float:
    """Return points of satisfaction after one contact that falls short by so much.

    The run's customers, each with what was met and remembered, judge one contact of the usual kind,
    against the same contact just as expected.
    """
    world = lab.observe("store-chain", 1, SIXTY_STORES).snapshots[-1]
    standing = np.flatnonzero(world.members["standing"] == CUSTOMER)[:CUSTOMERS]
    units, levers, p = (table.view(np.recarray) for table in (world.units, world.unit_levers, world.p))
    means = []
    for by in (short_by, 0.0):
        people = world.members[standing].view(np.recarray)
        people.failure = 0
        for person in people:
            person.expectation = experienced(person) + by
            judge(person, units[person.unit], levers[person.unit], p[0])
        means.append(float(people.satisfaction.mean()))
    return 100 * (means[0] - means[1])


def shape(lab: Laboratory) -> list[Number]:
    """Return how loss compares with gain, and where staffing and pay are best."""
    short, beyond = answer_to_expectation(lab, LARGE), answer_to_expectation(lab, -LARGE)
    large, small = answer_to_one_contact(lab, LARGE), answer_to_one_contact(lab, SMALL)
    staffing = profits_of_staffing(lab)
    scarce, plenty = profits_of_pay(lab, SCARCE_HANDS), profits_of_pay(lab, {})
    return [
        (mark("Falling short of what is expected by 15 points"), short, mark("points of satisfaction")),
        (mark("Exceeding what is expected by as much"), beyond, mark("points of satisfaction")),
        (mark("Loss against gain"), ratio(-short, beyond), mark("ratio")),
        (
            mark("One contact short by 15 points against one short by 4, loss for each point"),
            ratio(large / LARGE, small / SMALL),
            mark("ratio"),
        ),
        (mark("Seats in a store, of five numbers: the best"), STAFFING[int(np.argmax(staffing))], mark("seats")),
        (mark("best less fewest seats, profit"), float(staffing.max() - staffing[0]), mark("% of revenue")),
        (mark("best less most seats, profit"), float(staffing.max() - staffing[-1]), mark("% of revenue")),
        (
            mark("Pay where hands are scarce, of five levels: the best against the present"),
            PAY[int(np.argmax(scarce))],
            mark("index"),
        ),
        (mark("best less lowest pay, profit"), float(scarce.max() - scarce[0]), mark("% of revenue")),
        (mark("best less highest pay, profit"), float(scarce.max() - scarce[-1]), mark("% of revenue")),
        (
            mark("Pay where they are not: best less lowest pay, profit (0: the lowest is best)"),
            float(plenty.max() - plenty[0]),
            mark("% of revenue"),
        ),
    ]


CAUTIONS = (
    Caution(
        "K7",
        "Links are bent: a loss weighs more than a gain, small gaps are forgiven, most isn't best.",
        ("B07", "A20", "B22"),
        shape,
        lambda short, beyond, loss, zone, seats, fewest, most, pay, lowest, highest, plenty: (
            loss > 1.2 and zone > 1.5 and min(fewest, most) > 0.5 and min(lowest, highest) > 0.5
        ),
    ),
)


FASTEST, SLOWEST = 8.0, 53.0  # the published interval of the time to erode, weeks (C02)
END = WEEKS_PER_YEAR - 1
Series = tuple[np.ndarray, np.ndarray]


def overloaded(lab: Laboratory, coefficients: Mapping[str, float]) -> Series:
    """Return the bank's weekly standard and time per customer: a year of overload, two without."""
    wave = {"kind": "demand_wave", "size": OVERLOAD, "start": 0, "duration": WEEKS_PER_YEAR}
    books = books_with(lab, "lending-centre", {"shocks": [wave]}, 3 * WEEKS_PER_YEAR, coefficients)
    standard = books["standard"].sum(axis=1) / books["filled"].sum(axis=1)
    time = books["time_ratio"].sum(axis=1) / books["served"].sum(axis=1)
    return standard, time


def erosion(lab: Laboratory) -> list[Number]:
    """Return what a year of overload and the two years after it say about standards."""
    one_way, time = overloaded(lab, {})
    both_ways, other_time = overloaded(lab, SYMMETRIC_STANDARDS)
    fast, _ = overloaded(lab, {"erosion_weeks": FASTEST})
    slow, _ = overloaded(lab, {"erosion_weeks": SLOWEST})
    year = slice(0, WEEKS_PER_YEAR)

    def lost(standard: np.ndarray) -> float:
        return float(100 * (standard[0] - standard[END]))

    return [
        (mark("A year of overload: standard lost if standards only fall"), lost(one_way), mark("points")),
        (mark("lost if they rise as they fall"), lost(both_ways), mark("points")),
        (
            mark("Time given to a customer: typical difference of the two over the year"),
            float(100 * np.sqrt(np.mean((time[year] - other_time[year]) ** 2))),
            mark("%"),
        ),
        (
            mark("scatter of one week, which the data have anyhow"),
            float(100 * np.diff(time[year]).std() / np.sqrt(2)),
            mark("%"),
        ),
        (
            mark("Two years later: standard against its start if standards only fall"),
            float(100 * (one_way[-1] - one_way[0])),
            mark("points"),
        ),
        (mark("if they rise as they fall"), float(100 * (both_ways[-1] - both_ways[0])), mark("points")),
        (mark("Lost in the year at the fast end of the published interval"), lost(fast), mark("points")),
        (mark("at its slow end"), lost(slow), mark("points")),
    ]


EROSION_CAUTIONS = (
    Caution(
        "K11",
        "A year of data hardly tells whether standards come back: keep both, with intervals.",
        ("C02", "C03"),
        erosion,
        lambda lost, other, apart, scatter, back, other_back, fast, slow: (
            lost > 1 and other > 1 and apart < scatter and other_back > back + 1 and fast > slow + 1
        ),
    ),
)
