"""K7: losses weigh more than gains, small gaps are forgiven, and most is not best."""

from __future__ import annotations

import numpy as np

from ripple_sim.evidence.cautions.caution import Caution, Number
from ripple_sim.evidence.estimators import ratio
from ripple_sim.evidence.finding import gain, lived_beside, more_expected
from ripple_sim.evidence.observation import Changes, Laboratory
from ripple_sim.evidence.worlds import SCARCE_HANDS, SIXTY_STORES, twins, weekly
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
    books = lived_beside(lab, "store-chain", SIXTY_STORES, 39, more_expected(by))
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
