"""K1 and K3: what a correlation over stores says about causes, beside an experiment."""

from __future__ import annotations

from statistics import fmean

from ripple_sim.evidence.cautions.caution import Caution, Number
from ripple_sim.evidence.estimators import correlation, lagged_paths
from ripple_sim.evidence.finding import effect_of_engagement
from ripple_sim.evidence.observation import Laboratory, Observation
from ripple_sim.evidence.worlds import CONFOUNDED, FORWARD_ONLY, HUNDRED_STORES, REVERSED, SIXTY_STORES, UNLINKED
from ripple_sim.wording import mark


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


CAUTIONS = (
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
