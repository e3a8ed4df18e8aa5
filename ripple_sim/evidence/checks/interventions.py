"""Checks of what a company does: staffing, training, metrics, lags (A20, H01, H02, L01, L03)."""

from __future__ import annotations

import numpy as np

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import Floats, correlation, regression
from ripple_sim.evidence.laboratory import SIXTY_STORES, Laboratory
from ripple_sim.evidence.observation import QUARTER, Observation
from ripple_sim.evidence.twins import all_drivers, twins, weekly
from ripple_sim.observe.survey_items import column
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.scenario.schema import WEEKS_PER_YEAR


def interior_staffing(lab: Laboratory) -> float:
    """Return by how much profit falls from its best staffing to the most generous, % of revenue.

    Zero where the most generous staffing is the best.
    """
    profits = []
    for slack in (-0.2, -0.1, 0.0, 0.1, 0.25):
        o = lab.observe("retail-branches", 3, {"company.practices.slack.level": slack})
        profits.append(weekly(o, "profit").sum() / weekly(o, "revenue").sum())
    return float(100 * (max(profits) - profits[-1]))


def interior_investment(lab: Laboratory) -> float:
    """Return by how much profit falls from its best investment in drivers to either end.

    Every driver from 0.3 below to 0.3 above: an interior optimum has both ends below it. The
    number is the smaller of the two falls, % of revenue.
    """
    profits = []
    for change in (-0.3, -0.15, 0.0, 0.15, 0.3):
        levels = {f"company.drivers.{d.name}.level": float(np.clip(d.level + change, 0, 1)) for d in DRIVERS}
        o = lab.observe("retail-branches", 3, levels)
        profits.append(weekly(o, "profit").sum() / weekly(o, "revenue").sum())
    return float(100 * min(max(profits) - profits[0], max(profits) - profits[-1]))


def quality_on_profit_beyond_loyalty(lab: Laboratory) -> float:
    o = lab.stores
    margin = o.over_units("profit") / o.over_units("revenue")
    return float(
        regression(
            margin, o.year("service_quality"), o.year("retention"), o.year("share_of_wallet"), standardised=True
        )[0]
    )


def training_after_three_months(lab: Laboratory) -> float:
    """Return the lift of competence of trained people after 13 weeks, in standard deviations."""
    usual, trained = twins(lab, "retail-branches", 1, [{"lever": "skills_training", "change": 2.0, "start": 0}])
    before, after = usual.snapshots[1].employees, trained.snapshots[1].employees
    same = (before["filled"] == 1) & (after["filled"] == 1) & (before["frontline"] == 1)
    same &= before["incumbent"] == after["incumbent"]
    lift = column(after[same], "competence") - column(before[same], "competence")
    return float(lift.mean() / column(before[same], "competence").std())


def _metrics_for_customers(lab: Laboratory) -> tuple[Observation, Observation]:
    money = {"company.practices.customer_metrics.level": 0.1}
    change = [{"lever": "customer_metrics", "change": 0.8, "start": 0}]
    return twins(lab, "hotel-group", 3, change, money)


def _profit_gain(pair: tuple[Observation, Observation], first: int, last: int) -> float:
    usual, changed = (weekly(o, "profit")[first:last].sum() for o in pair)
    return float(100 * (changed - usual) / weekly(pair[0], "revenue")[first:last].sum())


def satisfaction_after_metrics(lab: Laboratory) -> float:
    usual, changed = _metrics_for_customers(lab)
    gain = weekly(changed, "satisfaction", "customers") - weekly(usual, "satisfaction", "customers")
    return float(100 * gain[QUARTER : 2 * QUARTER].mean())


def first_half_year_after_metrics(lab: Laboratory) -> float:
    return _profit_gain(_metrics_for_customers(lab), 0, 2 * QUARTER)


def third_year_after_metrics(lab: Laboratory) -> float:
    return _profit_gain(_metrics_for_customers(lab), 2 * WEEKS_PER_YEAR, 3 * WEEKS_PER_YEAR)


def _impulse(lab: Laboratory) -> tuple[Observation, Observation]:
    return twins(lab, "store-chain", 4, all_drivers(0.15, start=0), SIXTY_STORES)


def _gain(pair: tuple[Observation, Observation], of: str, per: str | None) -> Floats:
    usual, changed = (weekly(o, of, per) for o in pair)
    return changed - usual


def weeks_of_rise(response: Floats) -> float:
    """Return the week by which a response has made 63 % of its rise to the last half-year."""
    final = response[-26:].mean()
    smooth = np.convolve(response, np.ones(4) / 4, "same")
    return float(np.argmax(smooth >= 0.63 * final)) if final > 0 else float("nan")


def peak_lag(cause: Floats, effect: Floats) -> int:
    """Return the lag in weeks, 0 to 104, at which an effect follows its cause most closely.

    Both are differences between twins, which rise as the impulse works; the lag is that of the
    largest correlation of their weekly changes, smoothed over a quarter.
    """
    smooth = np.ones(QUARTER) / QUARTER
    a = np.diff(np.convolve(cause, smooth, "valid"))
    b = np.diff(np.convolve(effect, smooth, "valid"))
    lags = range(min(104, len(a) - 26))
    found = [correlation(a[: len(a) - lag], b[lag:]) for lag in lags]
    return int(np.nanargmax(found))


def investment_to_staff(lab: Laboratory) -> float:
    return weeks_of_rise(_gain(_impulse(lab), "engagement", "filled"))


def staff_to_customers(lab: Laboratory) -> float:
    pair = _impulse(lab)
    return peak_lag(_gain(pair, "engagement", "filled"), _gain(pair, "satisfaction", "customers"))


def customers_to_profit(lab: Laboratory) -> float:
    pair = _impulse(lab)
    return peak_lag(_gain(pair, "satisfaction", "customers"), _gain(pair, "revenue", None))


# fmt: off
CHECKS: tuple[Check, ...] = (
    experiment("A20", "generous staffing",
        "branches, fall of profit from the best of five staffings to the most generous", interior_staffing,
        (0, INFINITE, None, "% of revenue"), "Hours cost wages; beyond need they bring little"),
    experiment("A20", "interior optimum",
        "branches, drivers from far below to far above: smaller fall from the best to an end", interior_investment,
        (0.001, INFINITE, None, "% of revenue"), "Drivers cost money and saturate"),
    experiment("A20", "quality beyond loyalty", "300 stores, standardised path of quality to margin, loyalty held",
        quality_on_profit_beyond_loyalty, (-INFINITE, 0, -0.19, "path"), "Quality pays through loyal customers only",
        20),
    experiment("H01", "training", "branches, twins, 2 h a week more, competence after 13 weeks",
        training_after_three_months, (0.4, 0.7, 0.62, "sd"),
        "Training raises the ceiling of skill and the pace to it (learn)"),
    experiment("H02", "satisfaction", "hotels, from money to customer metrics, months 4 to 6",
        satisfaction_after_metrics, (0, INFINITE, None, "points"),
        "Teams come to hold customers to be their task (set_norm)"),
    experiment("H02", "no free lunch", "hotels, profit of the first half-year", first_half_year_after_metrics,
        (-INFINITE, 0, None, "% of revenue"), "Less pushing sells less now (spend, offer_hours)"),
    experiment("H02", "profit later", "hotels, profit of the third year", third_year_after_metrics,
        (0, INFINITE, None, "% of revenue"), "Fair treatment and competence keep customers"),
    experiment("L01", "investment to staff", "60 stores, all drivers up, weeks to 63 % of the rise",
        investment_to_staff, (26, 52, None, "weeks"), "Drivers are seen slowly (perceive)"),
    experiment("L01", "staff to customers", "60 stores, all drivers up, lag of closest changes", staff_to_customers,
        (0, 13, 0, "weeks"), "Warmth is met in the same week (encounter)"),
    experiment("L01", "customers to profit", "60 stores, all drivers up, lag of revenue", customers_to_profit,
        (26, 52, None, "weeks"), "Share of wallet and lapsing move slowly (allot, stay_or_lapse)"),
    experiment("L03", "staff to customers", "60 stores, all drivers up, lag of closest changes", staff_to_customers,
        (0, 52, 52, "weeks"), "Warmth is met in the same week (encounter)"),
)
# fmt: on
