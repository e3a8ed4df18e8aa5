"""The outcomes of a comparison: what each is, and its value in every pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import Money
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.study.compare.figures import LEVELS, Figures
from ripple_sim.study.compare.horizon import month_ends

Floats = NDArray[np.float64]
Kind = Literal["mean", "median", "chance"]
DISCOUNT_RATE = 0.08


@dataclass(frozen=True)
class Outcome:
    """One outcome of a plan against its baseline.

    Attributes
    ----------
    name, label, unit
        The name in data, the manager's words, and the unit (``currency`` as in metrics).
    window
        The weeks it is about.
    kind
        What is estimated over pairs: the mean, the median or a chance.
    decimals
        Digits after the point worth showing.
    """

    name: str
    label: str
    unit: str
    window: str
    kind: Kind = "mean"
    decimals: int = 0


_WHOLE, _LAST = "horizon", "last quarter"
MONEY = (
    Outcome("profit", "Profit", Money, _WHOLE),
    Outcome("net_present_value", "Net present value", Money, _WHOLE),
    Outcome("spent", "Spent on programmes", Money, _WHOLE),
    Outcome("gain", "Brought before its own cost", Money, _WHOLE),
    Outcome("return_on_investment", "Return on investment", "% of cost", _WHOLE),
    Outcome("deepest_point", "Deepest point, cumulated", Money, _WHOLE),
    Outcome("break_even_month", "Break-even: it earns more than it costs from then on",
            "month", _WHOLE, "median"),
    Outcome("payback_month", "Payback: all is earned back for good", "month", _WHOLE,
            "median"),
    Outcome("pays_back", "Chance of paying back", "%", _WHOLE, "chance"),
    Outcome("leavers_avoided", "Leavers avoided", "people", _WHOLE, "mean", 1),
)  # fmt: skip
OUTCOMES = MONEY + tuple(
    Outcome(
        metric.name,
        metric.label,
        # Said in full by the metric, which is too long beside a number.
        f"{Money} per {Money} spent" if metric.name == "rocxi" else metric.unit,
        _LAST,
        "mean",
        max(metric.decimals, 1),
    )
    for metric in LEVELS
)
BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}


def cumulated(figures: Figures, world: int) -> Floats:
    """Return the profit difference to the baseline, cumulated to each month's end.

    In money, shape (pairs, months); world 0 is the baseline.
    """
    cents = (figures.profit[:, world] - figures.profit[:, 0]).cumsum(axis=1)
    return _money(cents[:, month_ends(figures.weeks) - 1])


def discounted(weekly: Floats, rate: float) -> Floats:
    """Return the present value of weekly money (last axis), each week's at its end.

    ``rate`` is a year's, compounded: a week's money after w weeks is divided by
    ``(1 + rate) ** (w / 52)``.
    """
    weeks = np.arange(1, weekly.shape[-1] + 1)
    return np.asarray((weekly * (1 + rate) ** (-weeks / WEEKS_PER_YEAR)).sum(axis=-1))


def values(figures: Figures, world: int, rate: float) -> dict[str, Floats]:
    """Return each outcome's value in every pair, world ``world`` against the baseline.

    Shape (pairs,) each. Months are inf where they don't come within the horizon; whether it pays
    back is 100 or 0; the return on investment is NaN unless more is spent than in the baseline.
    """
    weekly = figures.profit[:, world] - figures.profit[:, 0]
    profit = _money(weekly.sum(axis=1))
    spent = _money((figures.spent[:, world] - figures.spent[:, 0]).sum(axis=1))
    by_month = cumulated(figures, world)
    payback = payback_months(by_month)
    found = {
        "profit": profit,
        "net_present_value": discounted(_money(weekly), rate),
        "spent": spent,
        "gain": profit + spent,
        "return_on_investment": 100
        * np.divide(profit, spent, out=np.full_like(profit, np.nan), where=spent > 0),
        "deepest_point": np.minimum(by_month.min(axis=1), 0.0),
        "break_even_month": break_even_months(by_month),
        "payback_month": payback,
        "pays_back": np.where(np.isfinite(payback), 100.0, 0.0),
        "leavers_avoided": (figures.leavers_by_unit[:, 0] - figures.leavers_by_unit[:, world]).sum(
            axis=1
        ),
    }
    for number, metric in enumerate(LEVELS):
        found[metric.name] = figures.last[:, world, number] - figures.last[:, 0, number]
    return found


def _money(cents: NDArray[np.int64]) -> Floats:
    return np.asarray(cents / 100, np.float64)


def payback_months(by_month: Floats) -> Floats:
    """Return the first month from whose end on the cumulated difference stays above zero.

    ``by_month`` has the shape (pairs, months); inf where the last one isn't above zero.
    """
    behind = ~(by_month > 0)
    months = by_month.shape[1]
    last_behind = np.where(behind.any(axis=1), months - behind[:, ::-1].argmax(axis=1), 0)
    return np.where(last_behind < months, last_behind + 1.0, np.inf)


def break_even_months(by_month: Floats) -> Floats:
    """Return the month after the one at whose end the cumulated difference is at its lowest.

    From then on, taken together, the plan earns more than it costs. Month 0 counts with nothing
    cumulated yet; inf where the lowest is at the horizon, or nothing ever differs.
    """
    from_nothing = np.concatenate([np.zeros((len(by_month), 1)), by_month], axis=1)
    months = by_month.shape[1]
    lowest = months - from_nothing[:, ::-1].argmin(axis=1)  # the last of equal ones
    return np.where(lowest < months, lowest + 1.0, np.inf)
