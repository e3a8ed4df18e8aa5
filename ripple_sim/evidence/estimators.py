"""Statistics the published facts are stated in. Plain arrays in, one number out.

Rows with a missing value in any array are left out. A statistic that can't be worked out (nobody
left, no variance) is NaN.

They are NumPy's least squares and counts, a few lines each, rather than a statistics package: on
the rows of a company statsmodels gives the same numbers three times as slowly, SciPy's analysis of
variance twenty to sixty times, and pingouin's ICC wants groups of equal size. The tests compare
them with statsmodels and SciPy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def complete(*columns: ArrayLike) -> list[Floats]:
    """Return the columns as floats, without rows in which any of them is missing."""
    arrays = [np.asarray(column, dtype=np.float64).ravel() for column in columns]
    kept = np.all([np.isfinite(array) for array in arrays], axis=0)
    return [array[kept] for array in arrays]


def correlation(x: ArrayLike, y: ArrayLike) -> float:
    """Return Pearson's correlation."""
    a, b = complete(x, y)
    if len(a) < 3 or a.std() == 0 or b.std() == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def regression(y: ArrayLike, *predictors: ArrayLike, standardised: bool = False) -> Floats:
    """Return least-squares slopes, the intercept left out, shape (predictors,)."""
    target, *columns = complete(y, *predictors)
    if len(target) < len(columns) + 2:
        return np.full(len(columns), np.nan)
    if standardised:
        target, *columns = [standard_scores(column) for column in (target, *columns)]
    design = np.column_stack([np.ones(len(target)), *columns])
    return np.asarray(np.linalg.lstsq(design, target, rcond=None)[0][1:], dtype=np.float64)


def variance_explained(y: ArrayLike, *predictors: ArrayLike) -> float:
    """Return R squared of a least-squares regression."""
    target, *columns = complete(y, *predictors)
    if len(target) < len(columns) + 2 or target.var() == 0:
        return float("nan")
    design = np.column_stack([np.ones(len(target)), *columns])
    fitted = design @ np.linalg.lstsq(design, target, rcond=None)[0]
    return float(1 - (target - fitted).var() / target.var())


def slope(x: ArrayLike, y: ArrayLike) -> float:
    """Return the least-squares slope of ``y`` on ``x``."""
    return float(regression(y, x)[0])


def partial_correlation(x: ArrayLike, y: ArrayLike, *held: ArrayLike) -> float:
    """Return the correlation of ``x`` and ``y`` with other columns held."""
    a, b, *others = complete(x, y, *held)
    if len(a) < len(others) + 3:
        return float("nan")
    design = np.column_stack([np.ones(len(a)), *others])
    rest = [v - design @ np.linalg.lstsq(design, v, rcond=None)[0] for v in (a, b)]
    return correlation(*rest)


def standard_scores(x: ArrayLike) -> Floats:
    """Return z-scores; zeros where nothing varies."""
    values = np.asarray(x, dtype=np.float64)
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def quartile_contrast(by: ArrayLike, of: ArrayLike) -> float:
    """Return by how many percent the top quarter's median exceeds the bottom quarter's.

    Quarters are formed by ``by``; the medians are those of ``of``.
    """
    sorter, values = complete(by, of)
    low, high = np.quantile(sorter, (0.25, 0.75))
    bottom, top = np.median(values[sorter <= low]), np.median(values[sorter >= high])
    return float(100 * (top / bottom - 1)) if bottom > 0 else float("nan")


def odds_of_success(by: ArrayLike, outcome: ArrayLike) -> float:
    """Return the odds ratio of an above-median outcome for the half above the median in ``by``.

    The chances of both halves are compared as odds of one against the other:
    ``P(success | upper half) / P(success | lower half)``.
    """
    sorter, values = complete(by, outcome)
    upper = sorter > np.median(sorter)
    success = values > np.median(values)
    lower_share = success[~upper].mean()
    return float(success[upper].mean() / lower_share) if lower_share > 0 else float("nan")


def one_way_icc(values: ArrayLike, group: ArrayLike) -> tuple[float, float]:
    """Return ICC(1) and ICC(2) of a one-way analysis of variance (Bartko 1976).

    ``ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW)``, ``ICC(2) = (MSB - MSW) / MSB``, with ``k`` the
    mean group size corrected for unequal groups.
    """
    y, g = complete(values, group)
    _, codes = np.unique(g, return_inverse=True)
    sizes = np.bincount(codes).astype(np.float64)
    groups = len(sizes)
    if groups < 2 or len(y) <= groups:
        return float("nan"), float("nan")
    means = np.bincount(codes, y) / sizes
    between = float((sizes * (means - y.mean()) ** 2).sum() / (groups - 1))
    within = float(((y - means[codes]) ** 2).sum() / (len(y) - groups))
    k = (len(y) - (sizes**2).sum() / len(y)) / (groups - 1)
    whole = between + (k - 1) * within
    return (
        float((between - within) / whole) if whole > 0 else float("nan"),
        float((between - within) / between) if between > 0 else float("nan"),
    )


def within_person_slope(x: NDArray[np.generic], y: NDArray[np.generic]) -> float:
    """Return the slope of ``y`` on ``x`` with each person's own means taken out.

    Both are of shape (occasions, people); missing occasions are NaN.
    """
    a, b = np.asarray(x, np.float64), np.asarray(y, np.float64)
    seen = np.isfinite(a) & np.isfinite(b)
    a, b = np.where(seen, a, np.nan), np.where(seen, b, np.nan)
    enough = seen.sum(axis=0) > 1
    a, b = a[:, enough], b[:, enough]
    return slope(a - np.nanmean(a, axis=0), b - np.nanmean(b, axis=0))


def cross_lags(x: Floats, y: Floats, x_later: Floats, y_later: Floats) -> tuple[float, float]:
    """Return the standardised cross-lagged paths ``x -> y later`` and ``y -> x later``.

    Each later value is regressed on both earlier ones.
    """
    forward = regression(y_later, x, y, standardised=True)[0]
    backward = regression(x_later, y, x, standardised=True)[0]
    return float(forward), float(backward)


def share(condition: ArrayLike, among: ArrayLike | None = None) -> float:
    """Return the share for which a condition holds, among some."""
    hits = np.asarray(condition, dtype=bool)
    if among is not None:
        hits = hits[np.asarray(among, dtype=bool)]
    return float(hits.mean()) if hits.size else float("nan")


def ratio(of: float, to: float) -> float:
    """Return a ratio; NaN where there is nothing to divide by."""
    return of / to if to and np.isfinite(to) else float("nan")
