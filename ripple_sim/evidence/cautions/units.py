"""K4, K5 and K6: what means over units show, and what fades from link to link."""

from __future__ import annotations

import numpy as np

from ripple_sim.evidence.cautions.caution import Caution, Number
from ripple_sim.evidence.checks.units import (
    contrast_of_customers,
    contrast_of_sales,
    engagement,
    icc_of_persons,
    latent_customers,
    latent_margin,
    latent_productivity,
    productivity,
    share_of_managers,
)
from ripple_sim.evidence.estimators import correlation, regression, variance_explained
from ripple_sim.evidence.observation import Laboratory
from ripple_sim.wording import mark

CERTAINTY, POWER = 1.96, 0.8416  # deviates: 5 % two-sided, seen in 80 % of studies


def units_to_see(r: float) -> float:
    """Return how many units a study needs to see a correlation (Fisher's z, 80 % power)."""
    return float(((CERTAINTY + POWER) / np.arctanh(abs(r))) ** 2 + 3) if r else float("inf")


def units_to_see_a_path(first: float, second: float, unexplained: float) -> float:
    """Return how many units a study needs to see the product of two standardised paths.

    After Sobel: the error of ``first * second`` from the errors of both, ``unexplained`` the share
    of the outcome's variance that both predictors leave.
    """
    if not first * second:
        return float("inf")
    error = first**2 * unexplained / (1 - first**2) + second**2 * (1 - first**2)
    return float((CERTAINTY + POWER) ** 2 * error / (first * second) ** 2)


def persons_and_units(lab: Laboratory) -> list[Number]:
    """Return the same correlation over people and over stores, and shares of variance."""
    o = lab.stores
    world = o.snapshots[4]
    met = (world.members["standing"] == 1) & (world.members["server"] >= 0)
    people = world.members[met]
    single = correlation(world.employees["engagement"][people["server"]], people["satisfaction"])
    return [
        (mark("Engagement and satisfaction, one server and one customer"), single, mark("r")),
        (mark("Engagement and satisfaction, means of 300 stores"), latent_customers(lab), mark("r")),
        (mark("Share of the variance between people that lies between teams"), icc_of_persons(lab), mark("ICC(1)")),
        (mark("Share of the variance between stores that managers explain"), share_of_managers(lab), mark("share")),
    ]


def gaps_and_correlations(lab: Laboratory) -> list[Number]:
    """Return gaps between quarters of stores beside the variance explained."""
    o = lab.stores
    sales = correlation(engagement(o), o.over_units("revenue"))
    customers = latent_customers(lab)
    return [
        (mark("Sales, most engaged against least engaged quarter of stores"), contrast_of_sales(lab), mark("%")),
        (mark("Engagement and sales"), sales, mark("r")),
        (mark("Variance of sales explained"), 100 * sales**2, mark("%")),
        (mark("Customers, most engaged against least engaged quarter"), contrast_of_customers(lab), mark("%")),
        (mark("Engagement and customers"), customers, mark("r")),
        (mark("Variance of customers' satisfaction explained"), 100 * customers**2, mark("%")),
    ]


def attenuation(lab: Laboratory) -> list[Number]:
    """Return correlations along the chain, and how many stores it takes to see them."""
    o = lab.stores
    staff, customers, sales = engagement(o), o.year("customer_satisfaction"), productivity(o)
    first = float(regression(customers, staff, standardised=True)[0])
    second = float(regression(sales, customers, staff, standardised=True)[0])
    unexplained = 1 - variance_explained(sales, customers, staff)
    return [
        (mark("Engagement and customers"), latent_customers(lab), mark("r")),
        (mark("Engagement and sales an hour"), latent_productivity(lab), mark("r")),
        (mark("Engagement and margin"), latent_margin(lab), mark("r")),
        (mark("Engagement to customers to sales, product of both paths"), first * second, mark("path")),
        (mark("Stores it takes to see the first link"), units_to_see(first), mark("stores")),
        (
            mark("Stores it takes to see the mediated path"),
            units_to_see_a_path(first, second, unexplained),
            mark("stores"),
        ),
    ]


CAUTIONS = (
    Caution(
        "K4",
        "What holds for units need not hold for people, and the other way round.",
        ("E02",),
        persons_and_units,
        lambda single, units, between, managers: units > single + 0.05 and managers > between + 0.1,
    ),
    Caution(
        "K5",
        "Top and bottom quarter lie far apart although the correlation is small.",
        ("A01", "A06"),
        gaps_and_correlations,
        lambda sales, r, explained, customers, other_r, other: max(sales, customers) > 5 and max(explained, other) < 25,
    ),
    Caution(
        "K6",
        "Every link adds causes of its own: little of the first arrives at the last.",
        ("B21",),
        attenuation,
        lambda customers, sales, margin, path, direct, mediated: (
            customers > margin and abs(path) < customers / 2 and mediated > direct
        ),
    ),
)
