"""Quarterly means of a weekly series, and the limits between which both are shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.results import QUARTER
from ripple_sim.report.panels import Panel

Series = NDArray[np.float64]


def span_of(weeks: int) -> int:
    """Return over how many weeks means are taken: a quarter, or half of a shorter run."""
    return min(QUARTER, max(weeks // 2, 1))


def quarterly(values: Series) -> tuple[Series, Series]:
    """Return the middles of the quarters, in weeks since the start, and the means over them.

    Where the weeks don't make whole quarters, the last point is the mean of the last 13 weeks, so
    it overlaps the one before. A series shorter than two quarters is halved. Weeks without a value
    are passed over; a quarter without any gives NaN.
    """
    weeks = len(values)
    span = span_of(weeks)
    starts = list(range(0, weeks - span + 1, span))
    if starts[-1] != weeks - span:
        starts.append(weeks - span)
    means = [_mean(values[start : start + span]) for start in starts]
    return np.array(starts) + span / 2, np.array(means)


def _mean(values: Series) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if len(finite) else float("nan")


def limits(series: list[Series], panel: Panel, span: float | None = None) -> tuple[float, float]:
    """Return the lowest and highest value of a panel's vertical axis.

    The quarterly means always fit; of the single weeks the highest and lowest tenth may not.
    The axis spans at least the panel's ``span`` (or the one given), and stays within its bounds
    as far as the series does.
    """
    span = panel.span if span is None else span
    seen = [0.0] if panel.from_zero else []
    for values in series:
        finite = values[np.isfinite(values)]
        if len(finite):
            means = quarterly(values)[1]
            seen += [*means[np.isfinite(means)], *np.quantile(finite, (0.1, 0.9))]
    if not seen:
        seen = [panel.floor or 0.0]
    low, high = min(seen), max(seen)
    floor = -np.inf if panel.floor is None else min(panel.floor, low)
    ceiling = np.inf if panel.ceiling is None else max(panel.ceiling, high)
    margin = 0.08 * max(high - low, span)
    rests = panel.from_zero and low == 0
    low, high = (low if rests else low - margin), high + margin
    if (short := span - (high - low)) > 0:
        below = 0.0 if rests else short / 2
        low, high = low - below, high + short - below
    if high > ceiling:
        low, high = min(low, ceiling - span), ceiling
    if low < floor:
        low, high = floor, max(high, floor + span)
    return low, high
