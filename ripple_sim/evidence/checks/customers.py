"""Checks of customers followed through the snapshots (A27, B01 to B06, B14, B17, B22).

What people say goes through the survey; what they do is read off the members, quarter by quarter,
as a panel reads it. A loyal customer is one who stays; the stores have no single orders. Nobody in
the model pays more or less for the same, so the price in B05 has no counterpart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ripple_sim.evidence.check import INFINITE, Check, Population
from ripple_sim.evidence.estimators import complete, correlation, ratio, share
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.evidence.observation import QUARTER, Observation
from ripple_sim.model.records import CUSTOMER, Records
from ripple_sim.observe.survey_items import Item, column
from ripple_sim.observe.surveys import Answers, survey_customers
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

FIVE_POINTS = (Item("satisfaction", "satisfaction", "satisfaction", 5),)
DISCOUNT = 0.10  # a year; usual in lifetime values, an assumption
HORIZON = 40  # years, by when nobody of a cohort is left
FEW_YEARS = 5  # of tenure told apart


# Stores with low turnover (A27)


def calm_against_restless(lab: Laboratory, of: str) -> float:
    """Return a sum of the books in the fifth of stores with least turnover over that with most."""
    o = lab.stores
    leavers, filled, value = (o.over_units(name, 0) + o.over_units(name, 1) for name in ("leavers", "filled", of))
    turnover = leavers / filled
    low, high = np.quantile(turnover, (0.2, 0.8))
    return ratio(float(value[turnover <= low].mean()), float(value[turnover >= high].mean()))


# Customers between two snapshots


def stayed(o: Observation, first: int, last: int) -> Booleans:
    """Return whether each market member was a customer all the time between two snapshots.

    Shape (members,). A customer's tenure grows by one a week and starts anew on coming back.
    """
    before, after = o.snapshots[first].members, o.snapshots[last].members
    both = (before["standing"] == CUSTOMER) & (after["standing"] == CUSTOMER)
    return np.asarray(both & (after["tenure"] == before["tenure"] + QUARTER * (last - first)))


def mean_week(o: Observation, of: Callable[[Records], ArrayLike], first: int, last: int) -> Floats:
    """Return the mean of something over the snapshots after ``first``, up to ``last``.

    Shape (members,): one week a quarter of what each member did, a sample of the time between.
    """
    weeks = [np.asarray(of(o.snapshots[k].members), np.float64) for k in range(first + 1, last + 1)]
    return np.asarray(np.mean(weeks, axis=0))


def contributed(o: Observation, members: Records) -> Floats:
    """Return each member's contribution of the week: spending less goods and costs of contact."""
    market = o.scenario.market
    served = column(members, "contacts") * (members["server"] >= 0)
    return (1 - market.goods_share) * column(members, "spent") - market.cost_per_contact * served


# Staying by satisfaction (B01, B05, B06)


def staying_at(lab: Laboratory, satisfied: int) -> float:
    """Return the share still customers 18 months after they answered so on five points."""
    o = lab.stores
    answers = survey_customers(o.snapshots[2], 2, settings=o.scenario.surveys, items=FIVE_POINTS)
    return share(stayed(o, 2, 8)[answers.rows], answers.answer("satisfaction") == satisfied)


def loyal_at_the_top(lab: Laboratory) -> float:
    return ratio(staying_at(lab, 5), staying_at(lab, 4))


def steeper_at_the_top(lab: Laboratory) -> float:
    """Return the ratio of staying at 5 to 4 less that at 4 to 3."""
    return loyal_at_the_top(lab) - ratio(staying_at(lab, 4), staying_at(lab, 3))


def satisfaction_and(lab: Laboratory, later: Callable[[Observation], ArrayLike]) -> float:
    """Return r of surveyed satisfaction with what the same customers did in the year after it."""
    answers = lab.stores.customers(4)
    done = np.asarray(later(lab.stores), np.float64)
    return correlation(answers.score["satisfaction"], done[answers.rows])


def staying_a_year(o: Observation) -> Booleans:
    return stayed(o, 4, 8)


def share_of_wallet_later(o: Observation) -> Floats:
    """Return what members spent of what they could; shape (members,)."""
    return mean_week(o, lambda m: column(m, "spent") / np.maximum(column(m, "wallet"), 1e-9), 4, 8)


def words_later(o: Observation) -> Floats:
    """Return members' mean voice, silence counted as none; shape (members,)."""
    return mean_week(o, lambda m: column(m, "voice"), 4, 8)


def intention(lab: Laboratory) -> float:
    score = lab.stores.customers(4).score
    return correlation(score["satisfaction"], score["repurchase"])


def intention_above_behaviour(lab: Laboratory) -> float:
    return intention(lab) - satisfaction_and(lab, staying_a_year)


# Lifetime value and loyal customers' contribution (B02, B03)


def lifetime_gain(yearly: ArrayLike, retention: float, more: float = 0.05) -> float:
    """Return % more discounted contribution of a customer kept with a higher yearly chance.

    Parameters
    ----------
    yearly
        Contribution in the first, second ... year of tenure; the last stands for all later ones.
    retention
        The yearly chance of staying, and ``more`` what is added to it.
    """
    known = np.asarray(yearly, np.float64)
    flow = known[np.minimum(np.arange(HORIZON), len(known) - 1)]

    def value(stays: float) -> float:
        return float((flow * (stays / (1 + DISCOUNT)) ** np.arange(HORIZON)).sum())

    return 100 * (value(retention + more) / value(retention) - 1)


def contribution_by_tenure(o: Observation) -> Floats:
    """Return a customer's mean contribution a week by year of tenure; shape (FEW_YEARS,)."""
    total, heads = np.zeros(FEW_YEARS), np.zeros(FEW_YEARS)
    for world in o.snapshots:
        present = world.members[world.members["standing"] == CUSTOMER]
        year = np.minimum(present["tenure"] // WEEKS_PER_YEAR, FEW_YEARS - 1)
        total += np.bincount(year, contributed(o, present), FEW_YEARS)
        heads += np.bincount(year, minlength=FEW_YEARS)
    return total / np.maximum(heads, 1)


def five_points_more_retention(lab: Laboratory, retention: float) -> float:
    """Return % more lifetime value of a branch customer at five points more retention."""
    return lifetime_gain(contribution_by_tenure(lab.observe("retail-branches")), retention)


def promoters_against_passives(lab: Laboratory) -> float:
    """Return the ratio of contribution over two years, of those who answered 9-10 to 7-8."""
    o = lab.stores
    answers = o.customers(0)
    given = answers.answer("recommend")
    worth = mean_week(o, partial(contributed, o), 0, 8)[answers.rows]
    return ratio(float(worth[given >= 9].mean()), float(worth[(given >= 7) & (given <= 8)].mean()))


# Attached and merely satisfied (B14)


def attached_and_satisfied(answers: Answers, attachment: Floats) -> tuple[Booleans, Booleans]:
    """Return which respondents are attached, and which are satisfied without being attached.

    Both are satisfied: at the median of surveyed satisfaction or above. Attached are those of
    them whose attachment lies above the median of all respondents. Shape (respondents,) each.
    """
    surveyed = answers.score["satisfaction"]
    satisfied = surveyed >= np.median(surveyed)
    high = attachment > np.median(attachment)
    return satisfied & high, satisfied & ~high


def _of_the_attached(lab: Laboratory, of: Callable[[Observation, Answers], Floats]) -> tuple[float, float]:
    """Return the mean of something among the attached, and among the merely satisfied."""
    o = lab.stores
    answers = o.customers(4)
    attachment = column(o.snapshots[4].members[answers.rows], "attachment")
    groups = attached_and_satisfied(answers, attachment)
    found = of(o, answers)
    attached, satisfied = (float(found[group].mean()) for group in groups)
    return attached, satisfied


def attached_stay(lab: Laboratory) -> float:
    """Return the gap in staying a year, percentage points."""
    attached, satisfied = _of_the_attached(lab, lambda o, answers: staying_a_year(o)[answers.rows].astype(np.float64))
    return 100 * (attached - satisfied)


def attached_recommend(lab: Laboratory) -> float:
    """Return the ratio of recommendations made in the year after."""

    def good_words(o: Observation, answers: Answers) -> Floats:
        return mean_week(o, lambda m: m["voice"] > 0, 4, 8)[answers.rows]

    return ratio(*_of_the_attached(lab, good_words))


def attached_promote(lab: Laboratory) -> float:
    """Return the gap in net promoter score, points."""

    def balance(_: Observation, answers: Answers) -> Floats:
        given = answers.answer("recommend")
        return 100.0 * (given >= 9) - 100.0 * (given <= 6)

    attached, satisfied = _of_the_attached(lab, balance)
    return attached - satisfied


# Lapsing by tenure (B17)


def hazard(o: Observation, among: Callable[[Records], Booleans]) -> float:
    """Return the share of some customers who leave within a quarter."""
    stay, all_ = 0, 0
    for k in range(len(o.snapshots) - 1):
        members = o.snapshots[k].members
        chosen = (members["standing"] == CUSTOMER) & among(members)
        stay += int(stayed(o, k, k + 1)[chosen].sum())
        all_ += int(chosen.sum())
    return 1 - stay / all_ if all_ else float("nan")


def hazard_of_newcomers(lab: Laboratory) -> float:
    """Return the ratio of hazards, in the first half-year to after two years."""
    half, two = WEEKS_PER_YEAR // 2, 2 * WEEKS_PER_YEAR
    return ratio(hazard(lab.stores, lambda m: m["tenure"] < half), hazard(lab.stores, lambda m: m["tenure"] >= two))


def hazard_of_the_bound(lab: Laboratory) -> float:
    """Return the ratio of hazards, in the upper to the lower half of switching barriers."""
    middle = float(np.median(lab.stores.snapshots[0].members["barrier"]))
    return ratio(
        hazard(lab.stores, lambda m: m["barrier"] > middle), hazard(lab.stores, lambda m: m["barrier"] <= middle)
    )


# Thresholds over stores (B22)


def better_by_thresholds(mean: ArrayLike, crossing: ArrayLike, sales: ArrayLike) -> float:
    """Return by how much crossing a threshold goes with sales more than the mean does, in r."""
    a, b, sold = complete(mean, crossing, sales)
    return abs(correlation(b, sold)) - abs(correlation(a, sold))


def thresholds_over_stores(lab: Laboratory) -> float:
    """Return what the share that crosses the middle of the scale says beyond the mean, over stores.

    Changes from the first to the second year: of a store's mean satisfaction, of the share of its
    respondents who answer 5 or less of 10, and of the logarithm of its sales.
    """
    o = lab.stores
    mean, crossing = (
        _unit_means(o, of, range(5, 9)) - _unit_means(o, of, range(1, 5)) for of in (_satisfied, _dissatisfied)
    )
    sales = np.log(o.over_units("revenue", 1) / o.over_units("revenue", 0))
    return better_by_thresholds(mean, crossing, sales)


def _satisfied(answers: Answers) -> Floats:
    return answers.score["satisfaction"]


def _dissatisfied(answers: Answers) -> Floats:
    return (answers.answer("satisfaction_overall") <= 5).astype(np.float64)


def _unit_means(o: Observation, of: Callable[[Answers], Floats], waves: range) -> Floats:
    """Return each unit's mean over all who answered in some waves; NaN where nobody did."""
    unit = np.concatenate([o.customers(wave).unit for wave in waves])
    found = np.concatenate([of(o.customers(wave)) for wave in waves])
    heads = np.bincount(unit, minlength=o.units)[: o.units]
    means = np.full(o.units, np.nan)
    np.divide(np.bincount(unit, found, o.units)[: o.units], heads, out=means, where=heads > 0)
    return means


_STAYS = "Satisfied, attached and trusting customers stay (stay_or_lapse)"
_INTENDS = "The intention follows the hazard of lapsing; halo adds"
_LUCK = "Whom the hazard of stay_or_lapse hits within a year is chance"
_WALLET = "Satisfaction and attachment move the share of wallet (allot)"
_TALKS = "Advocacy is what is said when somebody talks (advocate, speak)"
_VALUE = "Contribution by years of tenure (allot, spend), discounted; arithmetic"
_ATTACHED = "Attachment keeps people and makes them speak well (stay_or_lapse, advocate)"
_THRESHOLD = "Below the breaking point customers leave much faster (stay_or_lapse)"

_CUSTOMERS = Population("customers of 300 stores")
_STORES = Population("300 stores")
_BRANCHES = Population("customers of 12 branches", worlds=10)

# fmt: off
CHECKS: tuple[Check, ...] = (
    *(
        _STORES.check(
            "A27",
            what,
            "two years, the fifth with the least turnover over that with the most, location not held",
            partial(calm_against_restless, of=of),
            (1, INFINITE, published, "ratio"),
            "Quits cost experience and outlay (learn, settle); a reference line",
            kind="direction",
        )
        for what, of, published in (("sales", "revenue", 2), ("profit", "profit", 1.55))
    ),
    _CUSTOMERS.check("B01", "very satisfied to satisfied", "answers on five points, still customers after 18 months",
        loyal_at_the_top, (2, 6, 6, "ratio"), _STAYS),
    _CUSTOMERS.check("B01", "steeper at the top", "ratio of 5 to 4 less ratio of 4 to 3", steeper_at_the_top,
        (0, INFINITE, None, "ratio"), _STAYS, kind="direction"),
    *(
        _BRANCHES.check(
            "B02",
            f"lifetime value at {retention:.2f}",
            "five points more retention, discounted at 10 %",
            partial(five_points_more_retention, retention=retention),
            (25, 85, None, "%"),
            _VALUE,
        )
        for retention in (0.80, 0.90)
    ),
    _CUSTOMERS.check("B03", "promoters to passives", "contribution over two years", promoters_against_passives,
        (1.5, 2.2, 1.9, "ratio"), f"{_STAYS}; {_WALLET}"),
    _CUSTOMERS.check("B05", "staying", "surveyed satisfaction, still a customer after a year",
        lambda lab: satisfaction_and(lab, staying_a_year), (0, INFINITE, None, "r"), _STAYS, kind="direction"),
    _CUSTOMERS.check("B05", "word of mouth", "surveyed satisfaction, voice in the year after",
        lambda lab: satisfaction_and(lab, words_later), (0, INFINITE, None, "r"), _TALKS, kind="direction"),
    _CUSTOMERS.check("B05", "spending", "surveyed satisfaction, part of the wallet spent in the year after",
        lambda lab: satisfaction_and(lab, share_of_wallet_later), (0, INFINITE, None, "r"),
        f"{_WALLET}; who lapses spends nothing", kind="direction"),
    _CUSTOMERS.check("B06", "intention to buy again", "one survey", intention, (0.4, 0.6, 0.52, "r"), _INTENDS),
    _CUSTOMERS.check("B06", "buying again", "surveyed satisfaction, still a customer after a year",
        lambda lab: satisfaction_and(lab, staying_a_year), (0.1, 0.3, None, "r"), f"{_STAYS}. {_LUCK}", fitted=True),
    _CUSTOMERS.check("B06", "intention above behaviour", "difference of the two r", intention_above_behaviour,
        (0, INFINITE, None, "r"), _LUCK, kind="direction"),
    _CUSTOMERS.check("B14", "retention", "attached less satisfied, a year; accepted within a third", attached_stay,
        (16, 32, 24, "points"), _ATTACHED),
    _CUSTOMERS.check("B14", "recommendations", "attached to satisfied, a year; accepted within a third",
        attached_recommend, (1.2, 2.4, 1.8, "ratio"), _ATTACHED),
    _CUSTOMERS.check("B14", "net promoter score", "attached less satisfied; accepted within a third",
        attached_promote, (24, 48, 36, "points"), _ATTACHED),
    _CUSTOMERS.check("B17", "hazard by tenure", "first half-year to after two years", hazard_of_newcomers,
        (1, INFINITE, None, "ratio"),
        "Who is ill served leaves early and who stays is attached; newcomers' expectations are promises (join_or_wait)",
        kind="shape"),
    _CUSTOMERS.check("B17", "hazard by barrier",
        "upper to lower half of switching barriers, which stand for contracts", hazard_of_the_bound,
        (0, 1, None, "ratio"), "Barriers keep even the unhappy (stay_or_lapse)", kind="shape"),
    _STORES.check("B22", "thresholds beyond means",
        "year on year, r with sales of the share that answers 5 or less of 10, less r of the mean",
        thresholds_over_stores, (0, INFINITE, None, "r"), _THRESHOLD, kind="direction"),
)
# fmt: on
