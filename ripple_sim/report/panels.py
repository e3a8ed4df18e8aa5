"""Which panels the overview shows, in the order of the chain, and between which limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.levers import DRIVERS

if TYPE_CHECKING:
    from ripple_sim.observe.results import Run


@dataclass(frozen=True)
class Panel:
    """A picture of one or several metrics that share a unit.

    Attributes
    ----------
    title, metrics
        What is shown; the first metric is the one in colour, unless all are equals.
    span
        The least that the vertical axis spans, in the metrics' unit, so that chance looks like
        chance.
    labels
        What is written at the end of each line; empty where the title says it.
    floor, ceiling
        Values beyond which the axis goes only where the series does.
    from_zero, equals
        Whether zero is always in sight; whether no metric stands out but by how much it moved.
    """

    title: str
    metrics: tuple[str, ...]
    span: float
    labels: tuple[str, ...] = ("",)
    floor: float | None = None
    ceiling: float | None = None
    from_zero: bool = False
    equals: bool = False


_SHORT = {"trust": "Trust", "job": "Job", "growth": "Growth", "pride": "Pride", "training": "Training"}
_SHORT |= {"manager": "Manager"}


def _of_100(title: str, name: str, *others: str, labels: tuple[str, ...] = ("",), span: float = 25) -> Panel:
    return Panel(title, (name, *others), span, labels, floor=0, ceiling=100)


_DRIVERS = Panel(
    "Drivers of engagement",
    tuple(lever.name for lever in DRIVERS),
    25,
    tuple(_SHORT.get(lever.name, lever.label) for lever in DRIVERS),
    floor=0,
    ceiling=100,
    equals=True,
)
_MONEY_LABELS = ("Profit", "Revenue", "Cost")
COLUMNS: tuple[tuple[str, tuple[Panel, ...]], ...] = (
    (
        "People",
        (
            _DRIVERS,
            _of_100("Engagement and energy", "engagement", "energy", labels=("Engagement", "Energy")),
            Panel("Leavers per year", ("leavers",), 20, floor=0, from_zero=True),
        ),
    ),
    (
        "Service",
        (
            _of_100("Skill", "skill", span=20),
            Panel("Waiting", ("waiting",), 1, floor=0, from_zero=True),
            _of_100("Service quality", "service_quality"),
        ),
    ),
    (
        "Customers",
        (
            _of_100("Customer satisfaction", "customer_satisfaction"),
            Panel("Recommendation: cNPS and eNPS", ("cnps", "enps"), 50, ("Customers", "Employees"), -100, 100),
            _of_100("Retention", "retention", span=15),
        ),
    ),
    (
        "Growth and money",
        (
            _of_100("Share of wallet", "share_of_wallet", span=20),
            Panel("Word of mouth: good less bad", ("word_of_mouth",), 40, from_zero=True),
            Panel("Revenue, cost and profit", ("profit", "revenue", "cost"), 1, _MONEY_LABELS, from_zero=True),
        ),
    ),
)

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """One metric as a panel shows it: each week, and over each quarter as a whole.

    ``middles`` are the middles of the quarters, in weeks since the start.
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
