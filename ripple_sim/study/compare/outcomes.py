"""The outcomes of a comparison: what each is, its value in every pair, and how plans rank by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import Money
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.study.compare.figures import LEVELS, Figures
from ripple_sim.study.core.horizon import month_ends
from ripple_sim.study.core.intervals import band, chance_interval, mean_of, median_interval, single_futures

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
    Outcome("gain", "What it brings, its cost not deducted", Money, _WHOLE),
    Outcome("cost", "Cost: programmes, pay raised and seats opened", Money, _WHOLE),
    Outcome("cost_of_programmes", "Of the cost, programmes", Money, _WHOLE),
    Outcome("cost_of_raises", "Of the cost, pay raised", Money, _WHOLE),
    Outcome("cost_of_seats", "Of the cost, seats opened", Money, _WHOLE),
    Outcome(
        "return_on_investment",
        "Return on investment: what it brings less its cost, against the cost",
        "% of cost",
        _WHOLE,
    ),
    Outcome("hours_taken", "Hours of staff taken", "hours", _WHOLE),
    Outcome("hours_at_wage", "Hours of staff, at the wage: paid anyway, so no part of the cost", Money, _WHOLE),
    Outcome("deepest_point", "Deepest point, cumulated", Money, _WHOLE),
    Outcome(
        "turning_point_month",
        "Turning point: from this month on it earns more than it costs",
        "month",
        _WHOLE,
        "median",
    ),
    Outcome("payback_month", "Payback: all is earned back for good", "month", _WHOLE, "median"),
    Outcome("pays_back", "Chance of paying back", "%", _WHOLE, "chance"),
    Outcome("leavers_avoided", "Leavers avoided", "people", _WHOLE, "mean", 1),
)
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

    Shape (pairs,) each. The cost is that of programmes, raises and seats; what the plan brings
    before it, less it, is the profit difference. Months are inf where they don't come within the
    horizon; whether it pays back is 100 or 0; the return on investment is
    NaN unless the plan costs more than the baseline.
    """
    weekly = figures.profit[:, world] - figures.profit[:, 0]
    profit = _money(weekly.sum(axis=1))
    costs = costs_of(figures, world)
    cost = sum(costs.values(), np.zeros(figures.pairs))
    by_month = cumulated(figures, world)
    payback = payback_months(by_month)
    result = {
        "profit": profit,
        "net_present_value": discounted(_money(weekly), rate),
        "gain": profit + cost,
        "cost": cost,
        **costs,
        "return_on_investment": 100 * np.divide(profit, cost, out=np.full_like(profit, np.nan), where=cost > 0),
        "hours_taken": figures.hours[:, world] - figures.hours[:, 0],
        "hours_at_wage": figures.hours_at_wage[:, world] - figures.hours_at_wage[:, 0],
        "deepest_point": np.minimum(by_month.min(axis=1), 0.0),
        "turning_point_month": turning_point_months(by_month),
        "payback_month": payback,
        "pays_back": np.where(np.isfinite(payback), 100.0, 0.0),
        "leavers_avoided": (figures.leavers_by_unit[:, 0] - figures.leavers_by_unit[:, world]).sum(axis=1),
    }
    for number, metric in enumerate(LEVELS):
        result[metric.name] = figures.last[:, world, number] - figures.last[:, 0, number]
    return result


def costs_of(figures: Figures, world: int) -> dict[str, Floats]:
    """Return the parts of a plan's cost in every pair, in money; together they are its cost.

    All of them lower profit in the same currency and weeks. The hours of staff are no part of it:
    their pay is drawn with and without the plan, and what is lost with them is simulated.
    """
    return {
        "cost_of_programmes": _money((figures.spent[:, world] - figures.spent[:, 0]).sum(axis=1)),
        "cost_of_raises": figures.raises[:, world] - figures.raises[:, 0],
        "cost_of_seats": figures.seats[:, world] - figures.seats[:, 0],
    }


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


def turning_point_months(by_month: Floats) -> Floats:
    """Return the month after the one at whose end the cumulated difference is at its lowest.

    From then on, taken together, the plan earns more than it costs. Month 0 counts with nothing
    cumulated yet; inf where the lowest is at the horizon, or nothing ever differs.
    """
    from_nothing = np.concatenate([np.zeros((len(by_month), 1)), by_month], axis=1)
    months = by_month.shape[1]
    lowest = months - from_nothing[:, ::-1].argmin(axis=1)  # the last of equal ones
    return np.where(lowest < months, lowest + 1.0, np.inf)


Range = tuple[float, float]
NONE: Range = (np.nan, np.nan)


@dataclass(frozen=True)
class Estimate:
    """What the pairs tell of an outcome.

    Attributes
    ----------
    outcome
        What it is.
    value
        The mean, the median or the chance, as the outcome's kind says; months are inf where the
        median lies beyond the horizon.
    interval_80, interval_95
        How well the value is known: intervals of the mean, median or chance.
    single_80, single_95
        What may happen: between which values that share of single futures lies; NaN for a chance.
    baseline
        The baseline's own figure, for levels; else NaN.
    """

    outcome: Outcome
    value: float
    interval_80: Range
    interval_95: Range
    single_80: Range = NONE
    single_95: Range = NONE
    baseline: float = np.nan

    @property
    def told_from_zero(self) -> bool:
        """Whether the 80 % interval leaves out zero."""
        low, high = self.interval_80
        return bool(low > 0 or high < 0)


def estimate(outcome: Outcome, values: Floats, baseline: float = np.nan) -> Estimate:
    """Return what the values of the pairs, shape (pairs,), tell of an outcome."""
    if outcome.kind == "chance":
        hits = int((values > 0).sum())
        low_high = [tuple(100 * end for end in chance_interval(hits, len(values), level)) for level in (0.80, 0.95)]
        return Estimate(outcome, 100 * hits / len(values), *low_high)  # type: ignore[arg-type]
    if outcome.kind == "median":
        return Estimate(
            outcome,
            # The lower of two middle ones: between a month and never lies no month.
            float(np.sort(values)[(len(values) - 1) // 2]),
            median_interval(values, 0.80),
            median_interval(values, 0.95),
            _pair(single_futures(values, 0.80, "nearest")),
            _pair(single_futures(values, 0.95, "nearest")),
        )
    result = band(values)
    return Estimate(
        outcome,
        float(result.mean),
        (float(result.low_80), float(result.high_80)),
        (float(result.low_95), float(result.high_95)),
        (float(result.single_low_80), float(result.single_high_80)),
        (float(result.single_low_95), float(result.single_high_95)),
        baseline,
    )


def _pair(ends: tuple[Floats, Floats]) -> Range:
    return float(ends[0]), float(ends[1])


DRAWS = 4096  # a power of two, as Sobol's points want it


@dataclass(frozen=True)
class Ranking:
    """How choices stand, each array of the shape (choices,).

    Attributes
    ----------
    mean
        The value expected.
    best_expected
        The probability that the choice has the highest expected value, as far as the pairs tell.
    best_single
        The share of single futures in which it turns out best.
    regret_expected
        What choosing it is expected to lose against the choice that is truly best in expectation.
    regret_single
        The mean loss against the choice that turns out best, which nobody knows beforehand.
    """

    mean: Floats
    best_expected: Floats
    best_single: Floats
    regret_expected: Floats
    regret_single: Floats


def rank(values: Floats) -> Ranking:
    """Rank choices by their values in the same futures, shape (pairs, choices)."""
    mean, _ = mean_of(values)
    likely = likely_means(values)
    return Ranking(mean, _share_best(likely), _share_best(values), _regret(likely), _regret(values))


def likely_means(values: Floats) -> Floats:
    """Return sets of means that the pairs leave likely, shape (draws, choices).

    From the multivariate t distribution around the means found: what a flat prior makes of normal
    values. The points are Sobol's, evenly spread and the same at every call.
    """
    from scipy.special import chdtri, ndtri
    from scipy.stats.qmc import Sobol

    pairs, choices = values.shape
    mean, _ = mean_of(values)
    covariance = np.atleast_2d(np.cov(values, rowvar=False)) / pairs
    strengths, directions = np.linalg.eigh(covariance)
    sobol = Sobol(choices + 1, scramble=False)
    sobol.fast_forward(1)  # the first point lies in the corner, where a normal is endless
    points = sobol.random(DRAWS)
    normal = ndtri(points[:, :choices]) * np.sqrt(np.maximum(strengths, 0.0)) @ directions.T
    spread = np.sqrt((pairs - 1) / chdtri(pairs - 1, points[:, choices]))
    return np.asarray(mean + normal * spread[:, None])


def _share_best(values: Floats) -> Floats:
    """Return how often each choice is the best; those equally good share the place."""
    best = values == values.max(axis=1, keepdims=True)
    return np.asarray((best / best.sum(axis=1, keepdims=True)).mean(axis=0))


def _regret(values: Floats) -> Floats:
    return np.asarray((values.max(axis=1, keepdims=True) - values).mean(axis=0))
