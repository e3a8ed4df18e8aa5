"""Checks over business units: engagement beside customers, quits, productivity and profit (A).

The population is that of the published studies: 300 stores of 48 people, watched for two years
after settling. Engagement is taken over the first year, outcomes over the same year, quits over
the second (the lag of the study). Latent figures are states; observed ones go through two waves of
the survey, as yearly surveys do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.check import INFINITE, Check, Population, experiment
from ripple_sim.evidence.estimators import (
    correlation,
    cross_lags,
    odds_of_success,
    one_way_icc,
    quartile_contrast,
    regression,
    slope,
    standard_scores,
    variance_explained,
)
from ripple_sim.evidence.laboratory import TWO_HUNDRED_BRANCHES, TWO_HUNDRED_HOTELS, Laboratory
from ripple_sim.evidence.observation import Observation

Floats = NDArray[np.float64]
ONE_WAVE = (2,)
LOW_TURNOVER_ABOUT = "store-chain has about 30 % quits a year, the studies' lower class (to 40 %)"


def engagement(o: Observation) -> Floats:
    """Return each unit's latent mean engagement over the first year, 0 to 100."""
    return o.year("engagement")


def productivity(o: Observation) -> Floats:
    """Return each unit's revenue for each hour worked in the first year, in currency."""
    hours = o.over_units("present") * o.scenario.company.staffing.hours_per_week
    return np.asarray(o.over_units("spending") / (hours + o.over_units("overtime_hours")))


def margin(o: Observation) -> Floats:
    """Return each unit's profit as a share of its revenue in the first year."""
    return np.asarray(o.over_units("profit") / o.over_units("revenue"))


def quits(o: Observation) -> Floats:
    """Return each unit's quits in the second year, % of seats."""
    return o.year("leavers", 1)


def composite(o: Observation) -> Floats:
    """Return the mean z-score of customers, staying, productivity and profit."""
    parts = (o.year("customer_satisfaction"), -quits(o), productivity(o), margin(o))
    return np.asarray(np.mean([standard_scores(part) for part in parts], axis=0))


def latent_customers(lab: Laboratory) -> float:
    return correlation(engagement(lab.stores), lab.stores.year("customer_satisfaction"))


def observed_customers(lab: Laboratory) -> float:
    o = lab.stores
    return correlation(
        o.surveyed_by_unit("staff", "engagement", ONE_WAVE), o.surveyed_by_unit("customers", "satisfaction", ONE_WAVE)
    )


def latent_quits(lab: Laboratory) -> float:
    return correlation(engagement(lab.stores), quits(lab.stores))


def latent_productivity(lab: Laboratory) -> float:
    return correlation(engagement(lab.stores), productivity(lab.stores))


def latent_margin(lab: Laboratory) -> float:
    return correlation(engagement(lab.stores), margin(lab.stores))


def latent_composite(lab: Laboratory) -> float:
    return correlation(engagement(lab.stores), composite(lab.stores))


def customers_before_profit(lab: Laboratory) -> float:
    return latent_customers(lab) - latent_margin(lab)


def productivity_before_profit(lab: Laboratory) -> float:
    return latent_productivity(lab) - latent_margin(lab)


def contrast_of_customers(lab: Laboratory) -> float:
    return quartile_contrast(engagement(lab.stores), lab.stores.year("customer_satisfaction"))


def contrast_of_sales(lab: Laboratory) -> float:
    return quartile_contrast(engagement(lab.stores), lab.stores.over_units("revenue"))


def contrast_of_profit(lab: Laboratory) -> float:
    return quartile_contrast(engagement(lab.stores), lab.stores.over_units("profit"))


def contrast_of_quits(lab: Laboratory) -> float:
    return quartile_contrast(engagement(lab.stores), quits(lab.stores))


def contrast_of_absence(lab: Laboratory) -> float:
    return quartile_contrast(engagement(lab.stores), lab.stores.year("absence"))


def contrast_of_productivity(lab: Laboratory) -> float:
    return quartile_contrast(engagement(lab.stores), productivity(lab.stores))


def success_of_the_engaged(lab: Laboratory) -> float:
    return odds_of_success(engagement(lab.stores), composite(lab.stores))


def yearly_cross_lags(lab: Laboratory) -> float:
    """Return the path engagement to customers less the path back, over a year, standardised."""
    o = lab.stores
    forward, backward = cross_lags(
        engagement(o), o.year("customer_satisfaction"), o.year("engagement", 1), o.year("customer_satisfaction", 1)
    )
    return forward - backward


def changes_of_staff_and_customers(lab: Laboratory) -> float:
    """Return the slope of yearly changes: points of customer impression a point of attitude."""
    o = lab.stores
    staff = o.quarter("engagement", 7) - o.quarter("engagement", 3)
    customers = o.quarter("customer_satisfaction", 7) - o.quarter("customer_satisfaction", 3)
    return slope(staff, customers)


def customers_and_growth(lab: Laboratory) -> float:
    """Return percentage points of yearly revenue growth a point of customer impression."""
    o = lab.stores
    impression = o.year("customer_satisfaction", 1) - o.year("customer_satisfaction", 0)
    growth = 100 * (o.over_units("revenue", 1) / o.over_units("revenue", 0) - 1)
    return slope(impression, growth)


def climate_and_customers(lab: Laboratory) -> float:
    o = lab.stores
    world = o.snapshots[4]
    front = world.teams[world.teams["frontline"] == 1]
    heads = np.bincount(front["unit"], minlength=o.units)[: o.units]
    focus = np.bincount(front["unit"], front["customer_focus"], o.units)[: o.units] / heads
    return correlation(focus, o.year("customer_satisfaction"))


def performance_and_customers(lab: Laboratory) -> float:
    o = lab.stores
    served = o.over_units("warmth") + o.over_units("competence") + o.over_units("fairness")
    return correlation(served / o.over_units("filled"), o.year("customer_satisfaction"))


def mediated_sales(lab: Laboratory) -> float:
    """Return the product of the standardised paths engagement, satisfaction, sales."""
    o = lab.observe("retail-branches", 2, TWO_HUNDRED_BRANCHES)
    staff, customers = engagement(o), o.year("customer_satisfaction")
    sales = o.over_units("revenue")
    to_customers = float(regression(customers, staff, standardised=True)[0])
    to_sales = float(regression(sales, customers, staff, standardised=True)[0])
    return abs(to_customers * to_sales)


def quality_path(lab: Laboratory) -> float:
    """Return the standardised path from engagement to perceived quality in 200 hotels."""
    o = _hotels(lab)
    return float(regression(o.year("service_quality"), engagement(o), standardised=True)[0])


def profit_back_to_staff(lab: Laboratory) -> float:
    """Return the standardised path from a unit's profit to its engagement a year later."""
    o = _hotels(lab)
    return float(regression(o.year("engagement", 1), margin(o), engagement(o), standardised=True)[0])


def _hotels(lab: Laboratory) -> Observation:
    return lab.observe("hotel-group", 2, TWO_HUNDRED_HOTELS)


def share_of_managers(lab: Laboratory) -> float:
    """Return the share of the variance of units' mean engagement that its managers explain.

    R squared of the unit's mean engagement on its managers' mean leadership, word-deed integrity
    and own engagement, weighted by seats.
    """
    o = lab.stores
    world = o.snapshots[4]
    teams, managers = world.teams, world.managers
    serving = teams["unit"] < o.units
    unit, seats = teams["unit"][serving], teams["planned"][serving]
    whole = np.bincount(unit, seats, o.units)
    columns = [
        np.bincount(unit, managers[name][serving] * seats, o.units) / whole
        for name in ("leadership", "integrity", "engagement")
    ]
    return variance_explained(engagement(o), *columns)


def surveyed_icc(lab: Laboratory) -> tuple[float, float]:
    """Return ICC(1) and ICC(2) of surveyed engagement by team."""
    answers = lab.stores.staff(2)
    return one_way_icc(answers.score["engagement"], answers.team)


def icc_of_persons(lab: Laboratory) -> float:
    return surveyed_icc(lab)[0]


def icc_of_teams(lab: Laboratory) -> float:
    return surveyed_icc(lab)[1]


_TO_CUSTOMERS = (
    "Engagement lifts effort, warmth and competence (serve), which customers meet (encounter) and "
    "judge; local taste of customers has nothing to do with it"
)
_TO_QUITS = "Engagement lowers the intention to leave (intend), the only way into quitting (leave)"
_TO_SALES = "Satisfied customers stay and give more of their wallet (allot, stay_or_lapse); warmth sells"
_TO_PROFIT = "Revenue and fewer replacements, diluted by rent, local means and the year's luck (settle)"

_STORES = Population("300 stores")

# fmt: off
CHECKS: tuple[Check, ...] = (
    _STORES.check("A01", "latent r", "first year, states", latent_customers, (0.25, 0.40, 0.33, "r"), _TO_CUSTOMERS,
        fitted=True),
    _STORES.check("A01", "observed r", "one wave of both surveys", observed_customers, (0.10, 0.22, 0.16, "r"),
        "The same, weakened by sampling and noise of both surveys", fitted=True),
    _STORES.check("A02", "latent r", "quits in the following year", latent_quits, (-0.40, -0.20, -0.30, "r"),
        _TO_QUITS, fitted=True),
    _STORES.check("A03", "latent r", "revenue an hour worked", latent_productivity, (0.15, 0.30, 0.25, "r"),
        _TO_SALES, fitted=True),
    _STORES.check("A04", "latent r", "profit as a share of revenue", latent_margin, (0.05, 0.25, 0.17, "r"),
        _TO_PROFIT, fitted=True),
    _STORES.check("A04", "less than A01", "difference of the two r", customers_before_profit,
        (0, INFINITE, 0.16, "r"), "Each link adds causes of its own", kind="direction"),
    _STORES.check("A03", "more than A04", "difference of the two r", productivity_before_profit,
        (0, INFINITE, 0.08, "r"), "Costs come after sales", kind="direction"),
    _STORES.check("A05", "latent r", "mean z-score of four outcomes", latent_composite, (0.28, 0.48, 0.38, "r"),
        "The four outcomes share engagement and little else"),
    _STORES.check("A06", "customers", "top against bottom quarter", contrast_of_customers, (5, 15, 10, "%"),
        _TO_CUSTOMERS),
    _STORES.check("A06", "sales", "top against bottom quarter", contrast_of_sales, (10, 25, 18, "%"), _TO_SALES),
    _STORES.check("A06", "profit", "top against bottom quarter", contrast_of_profit, (10, 35, 23, "%"), _TO_PROFIT),
    _STORES.check("A06", "quits", "top against bottom quarter, following year", contrast_of_quits,
        (-55, -15, -51, "%"), f"{_TO_QUITS}; {LOW_TURNOVER_ABOUT}"),
    _STORES.check("A07", "customers", "top against bottom quarter", contrast_of_customers, (5, 15, 10, "%"),
        _TO_CUSTOMERS),
    _STORES.check("A07", "productivity", "revenue an hour, top against bottom quarter", contrast_of_productivity,
        (10, 25, 17, "%"), _TO_SALES),
    _STORES.check("A08", "success", "above the median in the composite, upper against lower half",
        success_of_the_engaged, (1.5, 2.5, 1.9, "ratio"), "As A05"),
    _STORES.check("A10", "forward less backward", "yearly cross-lags of engagement and satisfaction",
        yearly_cross_lags, (0, INFINITE, None, "standardised path"),
        "Service reaches customers faster and more strongly than customers reach staff", kind="direction"),
    _STORES.check("A14", "attitude to impression", "changes over a year", changes_of_staff_and_customers,
        (0.15, 0.40, 0.26, "points a point"), _TO_CUSTOMERS, fitted=True),
    _STORES.check("A14", "impression to growth", "change of impression and growth of revenue over a year",
        customers_and_growth, (0.2, 0.6, 0.385, "pp a year and point"), _TO_SALES, fitted=True),
    _STORES.check("A21", "climate", "frontline teams' customer focus", climate_and_customers, (0.20, 0.40, 0.29, "r"),
        "Norms follow what is measured and what managers hold to matter (set_norm)", fitted=True),
    _STORES.check("A21", "performance", "mean of warmth, competence, fairness", performance_and_customers,
        (0.40, 0.65, 0.53, "r"), "Customers judge what they meet (judge)"),
    experiment("B21", "mediated path", "200 branches of a bank: engagement to satisfaction to sales", mediated_sales,
        (0, 0.05, None, "product of paths"),
        "Two weak paths multiply; most revenue of a bank recurs without a contact"),
    experiment("A18", "satisfaction to quality", "206 hotels, states of a year", quality_path,
        (0.3, 0.5, 0.423, "standardised path"), _TO_CUSTOMERS),
    experiment("A18", "profit to satisfaction", "206 hotels, profit of a year to engagement of the next",
        profit_back_to_staff, (0.1, 0.25, 0.181, "standardised path"),
        "Customers' satisfaction reaches staff who see it (watch_service); the company's profit "
        "reaches all units alike"),
    _STORES.check("E01", "share of managers", "variance of units' engagement explained by managers",
        share_of_managers, (0.5, 0.8, 0.7, "share of variance"),
        "People see the company through their manager (perceive)"),
    _STORES.check("E02", "ICC(1)", "surveyed engagement by team", icc_of_persons, (0.03, 0.15, 0.127, "ICC"),
        "Managers and co-workers make teams alike; the rest is the person and noise", fitted=True),
    _STORES.check("E02", "ICC(2)", "surveyed engagement by team", icc_of_teams, (0.6, 0.9, None, "ICC"),
        "As ICC(1), by the size of the team"),
)
# fmt: on
