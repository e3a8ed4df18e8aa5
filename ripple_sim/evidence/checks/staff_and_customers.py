"""Checks of the link from staff to customers and back (A14, A15, A19, A25, F05, F06, H06)."""

from __future__ import annotations

import numpy as np

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import correlation, cross_lags, partial_correlation, ratio, regression
from ripple_sim.evidence.laboratory import INSIDE_OUT_OFF, OUTSIDE_IN, SIXTY_STORES, SMALL_STORES, Laboratory
from ripple_sim.evidence.observation import QUARTER, Observation
from ripple_sim.evidence.twins import all_drivers, twins, weekly
from ripple_sim.observe.surveys import states_of_customers
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

HALF = tuple(range(1, 31))


def _contact(lab: Laboratory, personal: float) -> Observation:
    """Return 150 stores with a given personal part of a contact."""
    return lab.observe("store-chain", 2, {**SMALL_STORES, "service.personal_contact": personal})


def beyond_quality(lab: Laboratory) -> float:
    """Return the partial r of engagement and satisfaction, quality as customers judge it held."""
    o = lab.stores
    perceived = np.mean(
        [
            states_of_customers(world, settings=o.scenario.surveys).unit_means("quality")[0]
            for world in o.snapshots[1:5]
        ],
        axis=0,
    )[: o.units]
    return abs(partial_correlation(o.year("engagement"), o.year("customer_satisfaction"), perceived))


def personal_against_impersonal(lab: Laboratory) -> float:
    personal, other = _contact(lab, 1.0), _contact(lab, 0.2)
    found = [correlation(o.year("engagement"), o.year("customer_satisfaction")) for o in (personal, other)]
    return found[0] - found[1]


def units_against_individuals(lab: Laboratory) -> float:
    """Return r of engagement and satisfaction over units less r over server and customer."""
    o = lab.stores
    world = o.snapshots[4]
    met = (world.members["standing"] == 1) & (world.members["server"] >= 0)
    people = world.members[met]
    individual = correlation(world.employees["engagement"][people["server"]], people["satisfaction"])
    return correlation(o.year("engagement"), o.year("customer_satisfaction")) - individual


def lift_of_attitude(lab: Laboratory) -> float:
    """Return points of customer satisfaction a point of engagement, half of the stores lifted."""
    change = all_drivers(0.06, start=0, reach={"units": HALF})
    usual, lifted = twins(lab, "store-chain", 2, change, SIXTY_STORES)
    half = slice(0, len(HALF))
    staff = weekly(lifted, "engagement", "filled", half) - weekly(usual, "engagement", "filled", half)
    customers = weekly(lifted, "satisfaction", "customers", half) - weekly(usual, "satisfaction", "customers", half)
    return float(customers[-QUARTER:].mean() / staff[-QUARTER:].mean())


def change_beyond_level(lab: Laboratory, contact: float) -> float:
    """Return the slope of satisfaction on the change of engagement over a year, level held."""
    o = _contact(lab, contact)
    level, before = o.quarter("engagement", 7), o.quarter("engagement", 3)
    return float(regression(o.quarter("customer_satisfaction", 7), level, level - before)[1])


def outside_in(lab: Laboratory) -> float:
    """Return the path from customers to staff over the path from staff to customers.

    From quarter to quarter, the mean over two years: staff see customers within weeks, and over a
    year the paths between single stores are luck.
    """
    o = lab.observe("store-chain", 2, OUTSIDE_IN)
    staff = [o.quarter("engagement", quarter) for quarter in range(8)]
    customers = [o.quarter("customer_satisfaction", quarter) for quarter in range(8)]
    paths = [cross_lags(staff[q], customers[q], staff[q + 1], customers[q + 1]) for q in range(7)]
    forward, backward = np.mean(paths, axis=0)
    return ratio(float(backward), max(float(forward), 0.02))


def only_outside_in(lab: Laboratory) -> float:
    o = lab.observe("store-chain", 2, {**SMALL_STORES, **OUTSIDE_IN, **INSIDE_OUT_OFF})
    forward, backward = cross_lags(
        o.year("engagement"),
        o.year("customer_satisfaction"),
        o.year("engagement", 1),
        o.year("customer_satisfaction", 1),
    )
    return backward - abs(forward)


def ten_percent_more_engagement(lab: Laboratory, of: str, per: str | None) -> float:
    """Return % more of something, in the second year, for 10 % more engagement."""
    pair = twins(lab, "retail-branches", 2, all_drivers(0.1, start=0))
    year = slice(WEEKS_PER_YEAR, None)
    staff = weekly(pair[1], "engagement", "filled")[year].mean()
    staff /= weekly(pair[0], "engagement", "filled")[year].mean()
    shown = weekly(pair[1], of, per)[year].mean() / weekly(pair[0], of, per)[year].mean()
    return float(10 * (shown - 1) / (staff - 1))


# fmt: off
CHECKS: tuple[Check, ...] = (
    experiment("A14", "attitude lifted in half of the stores", "60 stores, twins, last quarter of two years",
        lift_of_attitude, (0.15, 0.40, 0.26, "points a point"),
        "What people feel reaches customers through warmth and competence (serve)"),
    experiment("A15", "service", "branches, twins, second year, per 10 % more engagement",
        lambda lab: ten_percent_more_engagement(lab, "satisfaction", "customers"), (0, 10, 5, "%"),
        "A reference line, never fitted"),
    experiment("A19", "beyond quality", "300 stores, partial r of engagement and satisfaction, size", beyond_quality,
        (0, 0.05, 0, "r"), "Staff reach customers through service alone (encounter)", 20),
    experiment("A19", "personal services", "150 stores, r with personal less r with impersonal contact",
        personal_against_impersonal, (0, INFINITE, None, "r"),
        "Self-service doesn't depend on who is at work (encounter)"),
    experiment("A19", "units against individuals", "300 stores, r over units less r over single encounters",
        units_against_individuals, (0, INFINITE, None, "r"), "Means over many customers lose the luck of single ones",
        20),
    experiment("A25", "with contact", "150 stores, slope of satisfaction on the change of engagement, level held",
        lambda lab: change_beyond_level(lab, 1.0), (0, INFINITE, None, "slope"),
        "Satisfaction follows with a lag, so a rise still shows as lag"),
    experiment("F05", "outside-in",
        "300 stores, strong feedback and weak service link, quarters: path back over path forward", outside_in,
        (1.5, 3, None, "ratio"), "Customers act on staff (watch_service, feel)"),
    experiment("F06", "reverse only", "150 stores, service link off: path back less path forward", only_outside_in,
        (0, INFINITE, None, "path"), "Customers act on staff"),
    experiment("H06", "personal services", "150 stores, r with personal less r with impersonal contact",
        personal_against_impersonal, (0, INFINITE, None, "r"),
        "Self-service doesn't depend on who is at work (encounter)"),
)
# fmt: on
