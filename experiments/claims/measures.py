"""What people say of employees, customers and profit, and how the model measures each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.cautions.claims import ten_percent_more
from ripple_sim.evidence.checks.staff_and_customers import lift_of_attitude
from ripple_sim.evidence.checks.units import quits, share_of_managers
from ripple_sim.evidence.estimators import ratio, share
from ripple_sim.evidence.laboratory import SIXTY_STORES, Laboratory
from ripple_sim.evidence.twins import weekly
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import CUSTOMER
from ripple_sim.observe.surveys import states_of_customers, survey_customers

POINTS = 0.05
DISCOUNT = 0.08  # a year; assumption, usual in lifetime arithmetic
YEAR = 52
PROMISE = 0.65
VALUES: Mapping[str, Any] = {"company.practices.announced_values.level": 0.6}
VALUES_APART: Mapping[str, Any] = {
    "company.practices.announced_values.level": 0.9,
    "company.practices.lived_values.level": 0.4,
}


@dataclass(frozen=True)
class Claim:
    """One number that people repeat.

    Attributes
    ----------
    fact, says, unit
        The fact's id, what is claimed in a sentence, and the unit of the number.
    low, high
        The claim, or its range.
    measure
        Measures the same in one world.
    how
        How, in a sentence.
    """

    fact: str
    says: str
    low: float
    high: float
    unit: str
    measure: Callable[[Laboratory], float]
    how: str


def contribution_of_customers(lab: Laboratory) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return answers to the recommend question, and each one's contribution in the two years after.

    Contribution is spending less goods and the cost of contacts; who lapses brings nothing more.
    """
    scenario = lab.scenario("retail-branches")
    engine = Engine(scenario, lab.seed, threads=1, settled=lab.settled)
    answers = survey_customers(engine.world, 0, settings=scenario.surveys)
    money = np.zeros(answers.responded)
    kept = 1 - scenario.market.goods_share
    for _ in range(2 * YEAR):
        engine.step()
        rows = engine.world.members[answers.rows]
        here = rows["standing"] == CUSTOMER
        cost = scenario.market.cost_per_contact * rows["contacts"]
        money += np.where(here, rows["spent"] * kept - cost, 0.0)
    return answers.answer("recommend"), money


def loyal_against_satisfied(lab: Laboratory) -> float:
    """Return the two years' contribution of a promoter against that of a passive customer."""
    recommend, money = contribution_of_customers(lab)
    return ratio(float(money[recommend >= 9].mean()), float(money[(recommend == 7) | (recommend == 8)].mean()))


def worse_than_promised(lab: Laboratory, values: Mapping[str, Any]) -> float:
    """Return the share of stores whose customers meet less than was promised."""
    held = {**SIXTY_STORES, "company.practices.promise.level": PROMISE, **values}
    o = lab.observe("store-chain", 1, held)
    met = states_of_customers(o.snapshots[-1], settings=o.scenario.surveys)
    return share(met.unit_means("quality")[0][: o.units] < PROMISE)


def values_that_differ(lab: Laboratory) -> float:
    """Return how much likelier a store falls short of its promise where values only are announced.

    Stores stand for firms. NaN where no store with lived values falls short.
    """
    return ratio(worse_than_promised(lab, VALUES_APART), worse_than_promised(lab, VALUES))


def worth_of_retention(lab: Laboratory) -> float:
    """Return % more lifetime value of an average customer who stays with 5 points more a year.

    The arithmetic behind the claim: the same yearly contribution, discounted, retention as it is.
    """
    o = lab.observe("retail-branches", 2)
    kept = 1 - float(weekly(o, "left_customers")[:YEAR].sum() / weekly(o, "customers")[:YEAR].mean())
    worth = [1 / (1 + DISCOUNT - r) for r in (kept, min(kept + POINTS, 0.999))]
    return 100 * (worth[1] / worth[0] - 1)


def profit_of_retention(lab: Laboratory) -> float:
    """Return % more profit in the third year of stores whose customers leave 5 points less a year.

    The experiment: from the first week on the twin's customers lapse at a rate lower by 5 points.
    """
    scenario = lab.scenario("store-chain", SIXTY_STORES)
    usual, kept = (Engine(scenario, lab.seed, threads=1, settled=lab.settled) for _ in range(2))
    kept.world.p["churn_per_year"] = max(scenario.market.churn_per_year - POINTS, 0.0)
    profit = np.zeros(2)
    for week in range(3 * YEAR):
        for row, engine in enumerate((usual, kept)):
            engine.step()
            if week >= 2 * YEAR:
                profit[row] += engine.world.ledger["profit"].sum()
    return float(100 * (profit[1] / profit[0] - 1)) if profit[0] > 0 else float("nan")


def sales_where_few_leave(lab: Laboratory) -> float:
    """Return sales of the fifth of stores with the fewest quits against the fifth with the most."""
    o = lab.stores
    left, sales = quits(o), o.over_units("revenue", 1)
    few, many = np.quantile(left, (0.2, 0.8))
    return ratio(float(sales[left <= few].mean()), float(sales[left >= many].mean()))


def sales_with_half_the_quits(lab: Laboratory) -> float:
    """Return % more sales, second year, of stores whose quitting is halved by hand."""
    halved = float(np.log(2))
    scenario = lab.scenario("store-chain", SIXTY_STORES)
    usual, held = (Engine(scenario, lab.seed, threads=1, settled=lab.settled) for _ in range(2))
    held.world.p["quit_offset"] -= halved
    sales = np.zeros(2)
    for week in range(2 * YEAR):
        for row, engine in enumerate((usual, held)):
            engine.step()
            if week >= YEAR:
                sales[row] += engine.world.ledger["revenue"].sum()
    return float(100 * (sales[1] / sales[0] - 1))


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "A15",
        "10 % more engagement brings 5 % better service",
        5,
        5,
        "%",
        lambda lab: ten_percent_more(lab)[0],
        "60 stores, every driver up, twins, second year: customers' satisfaction",
    ),
    Claim(
        "A15",
        "and 2 % more profit",
        2,
        2,
        "%",
        lambda lab: ten_percent_more(lab)[1],
        "the same, what the drivers cost paid",
    ),
    Claim(
        "B03",
        "a loyal customer is about twice as profitable as a satisfied one",
        1.9,
        1.9,
        "times",
        loyal_against_satisfied,
        "bank, two years' contribution of those answering 9 or 10 against 7 or 8",
    ),
    Claim(
        "B15",
        "four times as many fall short of their promise where values differ",
        4,
        4,
        "times",
        values_that_differ,
        "stores as firms, announced beyond lived values against the two alike",
    ),
    Claim(
        "B02",
        "5 points of retention bring 25 to 85 % more profit: lifetime value",
        25,
        85,
        "%",
        worth_of_retention,
        "bank, arithmetic of an average customer's value at 8 % interest",
    ),
    Claim(
        "B02",
        "the same: the company's profit three years later",
        25,
        85,
        "%",
        profit_of_retention,
        "60 stores, twins of whom one loses 5 points fewer, third year",
    ),
    Claim(
        "A27",
        "stores with the fewest quits sell twice as much",
        2,
        2,
        "times",
        sales_where_few_leave,
        "300 stores, outer fifths by quits, as the claim compares",
    ),
    Claim(
        "A27",
        "the same by experiment: quitting halved",
        100,
        100,
        "%",
        sales_with_half_the_quits,
        "60 stores, twins, more sales in the second year",
    ),
    Claim(
        "A14",
        "a point of attitude brings 0.26 points of customers' impression",
        0.26,
        0.26,
        "points",
        lift_of_attitude,
        "60 stores, half of them lifted, twins, after two years",
    ),
    Claim(
        "E01",
        "managers make 70 % of the differences between units",
        0.7,
        0.7,
        "share",
        share_of_managers,
        "300 stores, variance of engagement that managers explain",
    ),
)
