"""K4 to K6 and the cautions of surveys: what means over units and answers show."""

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
from ripple_sim.evidence.estimators import correlation, one_way_icc, regression, variance_explained
from ripple_sim.evidence.laboratory import SIXTY_STORES, WITHOUT_HALO, Laboratory
from ripple_sim.evidence.observation import follow
from ripple_sim.evidence.twins import all_drivers
from ripple_sim.observe.survey_items import column, service_of
from ripple_sim.observe.surveys import states_of_customers, states_of_staff, survey_staff
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


WAVES = range(1, 9)


def by_team(lab: Laboratory, construct: str, half: int) -> np.ndarray:
    """Return each team's mean score over every second respondent, from the first or the second."""
    answers = lab.stores.staff(4)
    chosen = np.arange(answers.responded) % 2 == half
    teams = len(lab.stores.snapshots[4].teams)
    heads = np.bincount(answers.team[chosen], minlength=teams)
    total = np.bincount(answers.team[chosen], answers.score[construct][chosen], teams)
    return np.asarray(np.where(heads > 0, total / np.maximum(heads, 1), np.nan))


def common_method(lab: Laboratory) -> list[Number]:
    """Return what one source adds to a correlation of two answers."""
    o = lab.stores
    answers, people = o.staff(4), o.snapshots[4].employees
    asked = o.scenario.surveys
    quiet = survey_staff(
        o.snapshots[4], 4, settings=asked.model_copy(update={"staff": asked.staff.model_copy(update=WITHOUT_HALO)})
    )
    front = people["frontline"][answers.rows] == 1
    given = service_of(people[answers.rows])
    return [
        (
            mark("Relationship with the manager and service, means of teams, the same respondents"),
            correlation(by_team(lab, "manager", 0), by_team(lab, "own_service", 0)),
            mark("r"),
        ),
        (
            mark("the same, service rated by the other half of the team"),
            correlation(by_team(lab, "manager", 0), by_team(lab, "own_service", 1)),
            mark("r"),
        ),
        (
            mark("Relationship and own service, people, the same questionnaire"),
            correlation(answers.score["manager"], answers.score["own_service"]),
            mark("r"),
        ),
        (
            mark("the same questionnaire without anybody's halo"),
            correlation(quiet.score["manager"], quiet.score["own_service"]),
            mark("r"),
        ),
        (
            mark("Relationship, people, and service as it was given, measured without error"),
            correlation(answers.score["manager"][front], given[front]),
            mark("r"),
        ),
    ]


def survivors(lab: Laboratory) -> list[Number]:
    """Return what a survey sees of a year in which many left."""
    bad_year = {**SIXTY_STORES, "interventions": all_drivers(-0.12, start=0)}
    o = lab.observe("store-chain", 1, bad_year)
    everybody = follow(o, 0, 4)
    felt = column(everybody.rows, "engagement")
    # Those who left count as they last felt: at the last quarter's end that saw them.
    last = felt.copy()
    for quarter in range(1, 5):
        now = follow(o, 0, quarter)
        here = ~now.left
        last[here] = column(o.snapshots[quarter].employees[now.seats[here]], "engagement")
    stayed = ~everybody.left
    answers = o.staff(4)
    same = np.isin(answers.rows, everybody.seats[stayed])
    return [
        (mark("A bad year: those at work at its start who left in it"), float(100 * everybody.left.mean()), mark("%")),
        (
            mark("Engagement at its end of all who were there, leavers as they last felt"),
            float(100 * last.mean()),
            mark("points"),
        ),
        (mark("of those who stayed"), float(100 * last[stayed].mean()), mark("points")),
        (
            mark("of those who stayed and answered the survey"),
            float(100 * answers.latent["engagement"][same].mean()),
            mark("points"),
        ),
    ]


def corrected_and_observed(lab: Laboratory) -> list[Number]:
    """Return a true, an observed and a corrected correlation over stores, means of eight waves."""
    o, settings = lab.stores, lab.stores.scenario.surveys
    waves = []
    for quarter in WAVES:
        world, staff, customers = o.snapshots[quarter], o.staff(quarter), o.customers(quarter)
        asked = [staff.unit_means("engagement")[0][: o.units], customers.unit_means("satisfaction")[0][: o.units]]
        true = [
            states_of_staff(world, settings=settings).unit_means("engagement")[0][: o.units],
            states_of_customers(world, settings=settings).unit_means("satisfaction")[0][: o.units],
        ]
        in_units = staff.unit < o.units
        of_staff = one_way_icc(staff.score["engagement"][in_units], staff.unit[in_units])[1]
        of_customers = one_way_icc(customers.score["satisfaction"], customers.unit)[1]
        observed = correlation(*asked)
        known = correlation(asked[0], true[0]) * correlation(asked[1], true[1])
        corrected = observed / float(np.sqrt(of_staff * of_customers))
        waves.append((correlation(*true), observed, of_staff, of_customers, corrected, observed / known))
    values = np.mean(waves, axis=0).tolist()
    labels = (
        ("Engagement and satisfaction, true means of 300 stores", "r"),
        ("The same through one wave of both surveys, mean of eight", "r"),
        ("Reliability of a store's mean, staff survey", "ICC(2)"),
        ("Reliability of a store's mean, customer survey", "ICC(2)"),
        ("Observed, corrected as studies do it, by both ICC(2)", "r"),
        ("Observed, corrected by reliabilities that only a model knows", "r"),
    )
    return [(label, value, unit) for (label, unit), value in zip(labels, values, strict=True)]


SURVEYED_CAUTIONS = (
    Caution(
        "K2",
        "Answers of one person go together because the person is the same.",
        ("B10", "E06"),
        common_method,
        lambda same, two, person, quiet, given: same > two + 0.03 and person > quiet + 0.03,
    ),
    Caution(
        "K8",
        "Those who were unhappiest have left and can't be asked.",
        ("D12", "B17"),
        survivors,
        lambda left, everybody, stayed, answered: left > 10 and stayed > everybody + 0.3 and answered > stayed + 0.3,
    ),
    Caution(
        "K12",
        "An observed correlation is smaller than the true one; a corrected one is an estimate.",
        ("A01", "B10"),
        corrected_and_observed,
        lambda true, observed, of_staff, of_customers, corrected, known: (
            0 < observed < true - 0.02
            and 0 < of_staff < 1
            and 0 < of_customers < 1
            and corrected > observed
            and abs(known - true) < abs(observed - true)
        ),
    ),
)
