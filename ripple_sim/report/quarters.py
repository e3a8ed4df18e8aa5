"""A metric by week and by quarter, and the limits between which both are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import QUARTER
from ripple_sim.report.panels import Panel

if TYPE_CHECKING:
    from ripple_sim.observe.results import Run

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """One metric as a panel shows it.

    Attributes
    ----------
    weekly
        The value of each week.
    middles
        The middles of the quarters, in weeks since the start.
    quarters
        The metric over each quarter as a whole.
    """

    weekly: Series
    middles: Series
    quarters: Series

    @property
    def change(self) -> float:
        """The last quarter less the first; 0 where one of them doesn't exist."""
        change = float(self.quarters[-1] - self.quarters[0])
        return change if np.isfinite(change) else 0.0


def span_of(weeks: int) -> int:
    """Return how many weeks stand for a quarter: 13, or half of a run shorter than two quarters."""
    return min(QUARTER, max(weeks // 2, 1))


def line(run: Run, name: str, size: float = 1.0) -> Line:
    """Return a metric's line, in units of ``size``."""
    weekly = run.arrays[name] / size
    span = span_of(run.weeks)
    starts = quarter_starts(run.weeks)
    quarters = np.full(len(starts), np.nan)
    for number, at in enumerate(starts):
        if np.isfinite(weekly[at : at + span]).any():
            quarters[number] = run.recorder.company_over(BY_NAME[name], at, at + span) / size
    return Line(weekly, np.array(starts) + span / 2, quarters)


def quarter_starts(weeks: int) -> list[int]:
    """Return the first week of each quarter, counted from 0.

    Where the weeks don't make whole quarters, the last one is the last 13 weeks, so it overlaps
    the one before.
    """
    span = span_of(weeks)
    starts = list(range(0, weeks - span + 1, span))
    if starts[-1] != weeks - span:
        starts.append(weeks - span)
    return starts


def limits(lines: list[Line], panel: Panel, span: float | None = None) -> tuple[float, float]:
    """Return the lowest and highest value of a panel's vertical axis.

    The quarters always fit; of the single weeks the highest and lowest tenth may not. The axis
    spans at least the panel's ``span`` (or the one given), and stays within its bounds as far as
    the lines do.
    """
    span = panel.span if span is None else span
    seen = [0.0] if panel.from_zero else []
    for one in lines:
        finite = one.weekly[np.isfinite(one.weekly)]
        seen += one.quarters[np.isfinite(one.quarters)].tolist()
        if len(finite):
            seen += np.quantile(finite, (0.1, 0.9)).tolist()
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
