"""Ranges of what pairs show: of the mean, of the median, of a chance, and of single futures.

The interval of a mean or a chance says how well the *expected* effect is known; it shrinks with
more pairs. The range of single futures says what may happen to one company; it doesn't.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVELS = (0.80, 0.95)


@dataclass(frozen=True)
class Band:
    """Mean over pairs with its 80 and 95 % interval and the range of single futures.

    Each of the shape that one pair has.
    """

    mean: Floats
    low_80: Floats
    high_80: Floats
    low_95: Floats
    high_95: Floats
    single_low_80: Floats
    single_high_80: Floats
    single_low_95: Floats
    single_high_95: Floats


def mean_of(values: Floats) -> tuple[Floats, Floats]:
    """Return the mean over pairs (the first axis) and its standard error.

    A column that is the same in all pairs has exactly that mean, and no error. Missing values (NaN)
    are left out; the error of fewer than two values is NaN.
    """
    there = np.isfinite(values)
    count = there.sum(axis=0)
    filled = np.where(there, values, 0.0)
    low = np.where(there, values, np.inf).min(axis=0)
    high = np.where(there, values, -np.inf).max(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = filled.sum(axis=0) / count
        mean = np.where(low == high, low, mean)
        squares = np.where(there, (values - mean) ** 2, 0.0).sum(axis=0)
        error = np.sqrt(squares / (count - 1) / count)
    return np.asarray(mean), np.asarray(np.where(count > 1, error, np.nan))


def half_width(values: Floats, level: float) -> Floats:
    """Return half the width of the mean's interval, by Student's t over pairs (first axis)."""
    from scipy.special import stdtrit

    _, error = mean_of(values)
    count = np.isfinite(values).sum(axis=0)
    return np.asarray(stdtrit(np.maximum(count - 1, 1), (1 + level) / 2) * error)


def band(values: Floats) -> Band:
    """Return mean, intervals and range of single futures over pairs, the first axis."""
    mean, _ = mean_of(values)
    low_high = []
    for level in LEVELS:
        half = half_width(values, level)
        low_high += [mean - half, mean + half]
    for level in LEVELS:
        low_high += list(single_futures(values, level))
    return Band(mean, *low_high)


def single_futures(
    values: Floats, level: float, method: Literal["linear", "nearest"] = "linear"
) -> tuple[Floats, Floats]:
    """Return between which values that share of single futures lies, the tails being equal.

    Futures without a value (NaN) are left out; endless ones (inf) count as the largest, and want
    the method ``nearest``, which returns values that are there.
    """
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    columns = values.reshape(len(values), -1)
    result = np.full((2, columns.shape[1]), np.nan)
    for number, column in enumerate(columns.T):
        kept = column[~np.isnan(column)]
        if len(kept):
            result[:, number] = np.quantile(kept, tails, method=method)
    low, high = result.reshape(2, *values.shape[1:])
    return low, high


def share_of_one(values: Floats) -> float:
    """Return which share of the spread (sum of squares) a single pair makes; 0 without spread.

    Where it is large, something rare happened once, and how rare it is the pairs hardly tell.
    """
    squares = (values - values.mean()) ** 2
    return float(squares.max() / squares.sum()) if np.ptp(values) > 0 else 0.0


def median_interval(values: Floats, level: float) -> tuple[float, float]:
    """Return an interval of the median that holds for any distribution, from order statistics.

    ``values`` may hold inf. NaN where there are too few for an interval of this level.
    """
    from scipy.special import bdtr

    count = len(values)
    ranks = np.arange(count // 2 + 1)
    inside = 1 - 2 * bdtr(ranks - 1.0, count, 0.5) >= level if count else np.zeros(0, bool)
    fitting = ranks[inside & (ranks >= 1)] if count else ranks[:0]
    if not len(fitting):
        return np.nan, np.nan
    ordered, rank = np.sort(values), int(fitting[-1])
    return float(ordered[rank - 1]), float(ordered[count - rank])


def chance_interval(hits: int, count: int, level: float) -> tuple[float, float]:
    """Return Wilson's interval of a chance (Wilson 1927), in shares of 1."""
    from scipy.stats import binomtest

    result = binomtest(hits, count).proportion_ci(level, method="wilson")
    return float(result.low), float(result.high)


def pairs_for(half: float, count: int, wanted: float) -> float:
    """Return about how many pairs give an interval of half the width wanted.

    The width shrinks with the square root of the number of pairs.
    """
    if half == 0:
        return float(count)
    return count * (half / wanted) ** 2 if wanted > 0 else np.inf
