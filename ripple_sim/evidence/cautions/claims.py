"""Cautions of causes, of numbers that people repeat, and of what a programme takes."""

from __future__ import annotations

from statistics import fmean

import numpy as np

from ripple_sim.evidence.cautions.caution import Caution, Number, effect_of_engagement, without_its_hours
from ripple_sim.evidence.estimators import Floats, correlation
from ripple_sim.evidence.facts import FOLK, fact
from ripple_sim.evidence.laboratory import (
    CONFOUNDED,
    FORWARD_ONLY,
    HUNDRED_STORES,
    REVERSED,
    SIXTY_STORES,
    UNLINKED,
    Laboratory,
)
from ripple_sim.evidence.observation import QUARTER, Observation, lagged_paths
from ripple_sim.evidence.twins import all_drivers, by_hand, twins, weekly
from ripple_sim.wording import mark

SINGLE_CASES = ("A14", *FOLK)
# One firm, and yet a target of the calibration: no other published figure follows the same stores
# from year to year, and nothing else would say how fast the chain works within a unit.
FITTED_ALL_THE_SAME = "A14"
TRAINING = {"lever": "skills_training", "change": 2.0, "start": 0}
MEETINGS = {"lever": "mirror_analysis", "change": 0.5, "start": 0}


def ten_percent_more(lab: Laboratory) -> tuple[float, float]:
    """Return % better service and % more profit of 60 stores for 10 % more engagement.

    Twins, of whom one moves every driver up and pays for it; the second year, scaled to 10 %.
    """
    usual, lifted = twins(lab, "store-chain", 2, all_drivers(0.1, start=0), SIXTY_STORES)
    year = slice(52, None)
    staff, service, profit = (
        float(weekly(lifted, of, per)[year].mean() / weekly(usual, of, per)[year].mean() - 1)
        for of, per in (("engagement", "filled"), ("satisfaction", "customers"), ("profit", None))
    )
    return 10 * service / staff, 10 * profit / staff


def folk_numbers(lab: Laboratory) -> list[Number]:
    """Return how folk numbers are used, and what one of them comes to here."""
    from ripple_sim.evidence.checks import CHECKS

    fitted = {check.fact for check in CHECKS if check.fitted} & set(SINGLE_CASES)
    shown = {check.fact for check in CHECKS} & set(SINGLE_CASES)
    weak = [id for id in shown if fact(id).strength == "weak"]
    others = fitted - {FITTED_ALL_THE_SAME}
    service, profit = ten_percent_more(lab)
    return [
        (mark("Single cases and folk numbers among the facts"), len(SINGLE_CASES), mark("facts")),
        (mark("of them measured on the board"), len(shown), mark("facts")),
        (mark("of these with the weak-evidence mark"), len(weak), mark("facts")),
        (mark("of these fitted, A14 apart"), len(others), mark("facts")),
        (mark("A14, one firm and yet fitted"), len(fitted - others), mark("facts")),
        (mark("10 % more engagement, by experiment: service (5 is claimed)"), service, mark("%")),
        (mark("10 % more engagement, by experiment: profit, drivers paid (2 is claimed)"), profit, mark("%")),
    ]


def programmes(lab: Laboratory) -> list[Number]:
    """Return what programmes do to sales, with and without the hours they take."""
    training = {**SIXTY_STORES, "interventions": [TRAINING]}
    free = by_hand(lab, "store-chain", 2 * 52, run=without_its_hours, changes=training)
    sales = free.books[1]["revenue"].sum(axis=1, dtype=np.float64)
    usual, trained = twins(lab, "store-chain", 2, [TRAINING], SIXTY_STORES)
    _, met = twins(lab, "store-chain", 2, [MEETINGS], SIXTY_STORES)
    base = weekly(usual, "revenue")

    def more(series: Floats, first: int, last: int) -> float:
        return float(100 * (series[first:last].sum() / base[first:last].sum() - 1))

    whole = weekly(trained, "revenue")
    return [
        (mark("Two hours of training a week: sales of the first quarter"), more(whole, 0, QUARTER), mark("%")),
        (mark("the same training if it took no hours"), more(sales, 0, QUARTER), mark("%")),
        (mark("Two hours of training a week: sales of the second year"), more(whole, 52, 104), mark("%")),
        (mark("the same training if it took no hours"), more(sales, 52, 104), mark("%")),
        (mark("Mirror meetings: sales of the second year"), more(weekly(met, "revenue"), 52, 104), mark("%")),
    ]


CAUTIONS = (
    Caution(
        "K9",
        "Single cases and folk numbers are lines to look at, not to fit; one is fitted, and named.",
        SINGLE_CASES,
        folk_numbers,
        lambda known, shown, weak, others, excused, service, profit: others == 0 and shown - weak == excused == 1,
    ),
    Caution(
        "K10",
        "A programme takes the time in which customers would be served, and may sell nothing.",
        ("A17",),
        programmes,
        lambda first, free, second, free_second, met: (
            first < free - 0.05 and second < free_second - 0.05 and abs(met) < 0.5
        ),
    ),
)


def staff_and_customers(o: Observation) -> float:
    """Return r of engagement and customers' satisfaction over units, means of the first year."""
    return correlation(o.year("engagement"), o.year("customer_satisfaction"))


def reverse_causality(lab: Laboratory) -> list[Number]:
    """Return what stores show with only the links back, and with only those forward."""
    reverse = lab.observe("store-chain", 2, {**HUNDRED_STORES, **REVERSED})
    forward = lab.observe("store-chain", 2, {**HUNDRED_STORES, **FORWARD_ONLY})
    there, back = lagged_paths(reverse)
    forth, returned = lagged_paths(forward)
    off, _ = effect_of_engagement(lab, {**SIXTY_STORES, **REVERSED})
    on, _ = effect_of_engagement(lab, {**SIXTY_STORES, **FORWARD_ONLY})
    return [
        (
            mark("Only customers act on staff: engagement and satisfaction over 100 stores"),
            staff_and_customers(reverse),
            mark("r"),
        ),
        (mark("there: engagement to customers 12 weeks later, within stores"), there, mark("path")),
        (mark("there: customers to engagement 12 weeks later, within stores"), back, mark("path")),
        (mark("there, by experiment: 10 points more engagement to customers"), off, mark("points")),
        (
            mark("Only staff act on customers: engagement and satisfaction over 100 stores"),
            staff_and_customers(forward),
            mark("r"),
        ),
        (mark("there: engagement to customers 12 weeks later, within stores"), forth, mark("path")),
        (mark("there: customers to engagement 12 weeks later, within stores"), returned, mark("path")),
        (mark("there, by experiment: 10 points more engagement to customers"), on, mark("points")),
    ]


def third_variable(lab: Laboratory) -> list[Number]:
    """Return what busyness alone does to two correlations, beside experiments."""
    unlinked = {**SIXTY_STORES, **CONFOUNDED, **UNLINKED}
    # All 300 stores, in two worlds: in few, luck moves a correlation by more than busyness does.
    labs = (lab, Laboratory(lab.seed + 1, lab.values))
    none = [one.observe("store-chain", 1, {**CONFOUNDED, **UNLINKED}) for one in labs]
    hidden = [one.observe("store-chain", 1, CONFOUNDED) for one in labs]
    nothing, _ = effect_of_engagement(lab, unlinked)
    _, contribution = effect_of_engagement(lab, {**SIXTY_STORES, **CONFOUNDED})
    return [
        (
            mark(
                "Stores that differ in busyness, no link: engagement and satisfaction over 300 "
                "stores, mean of two worlds"
            ),
            fmean(staff_and_customers(o) for o in none),
            mark("r"),
        ),
        (mark("there, by experiment: 10 points more engagement to customers"), nothing, mark("points")),
        (
            mark("The same stores with all links: engagement and profit over 300 stores, mean of two worlds"),
            fmean(correlation(o.year("engagement"), o.over_units("profit")) for o in hidden),
            mark("r"),
        ),
        (mark("there, by experiment: 10 points more engagement to contribution"), contribution, mark("% of revenue")),
    ]


CAUSES_CAUTIONS = (
    Caution(
        "K1",
        "Satisfied customers can make happy employees: a correlation does not say who moves whom.",
        ("R02", "F05", "F06", "A18"),
        reverse_causality,
        lambda r, there, back, off, forward_r, forth, returned, on: (
            r > 0.15
            and back > there + 0.05
            and abs(off) < 0.05
            and forward_r > 0.05
            and forth > returned + 0.05
            and on > 0.2
        ),
    ),
    Caution(
        "K3",
        "A third variable makes a correlation where no cause is, or turns one round.",
        ("R01",),
        third_variable,
        lambda r, nothing, hidden, contribution: (
            r > 0.15 and abs(nothing) < 0.05 and hidden < -0.05 and contribution > 0.1
        ),
    ),
)
