"""The profit difference over time with its ranges, for a page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look_of_panels
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from ripple_sim.study.compare.result import ComparedPlans

WIDTH, HEIGHT = 5.6, 3.5  # inches
MOST_FUTURES = 40  # thin lines that can still be told from each other
_BOX = (0.115, 0.135, 0.875, 0.815)


def compact_range(result: ComparedPlans, plan: str) -> Figure:
    """Return the profit difference, cumulated: mean, 80 and 95 % interval, and single futures."""
    with look_of_panels():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        FigureCanvasAgg(figure)
        axes = figure.add_axes(_BOX)
        _draw(axes, result, plan)
    return figure


def _draw(axes: Axes, result: ComparedPlans, plan: str) -> None:
    futures, over_time = result.cumulated(plan), result.over_time(plan)
    months = np.arange(futures.shape[1] + 1)
    axes.plot(months, _from_nothing(futures[:MOST_FUTURES]).T, color=LIGHT, linewidth=0.6, zorder=1)
    for level, alpha in ((95, 0.16), (80, 0.30)):
        low, high = (getattr(over_time, f"{end}_{level}") for end in ("low", "high"))
        axes.fill_between(
            months, _from_nothing(low), _from_nothing(high), color=ACCENT, alpha=alpha, linewidth=0, zorder=3
        )
    mean = _from_nothing(over_time.mean)
    axes.plot(months, mean, color=ACCENT, linewidth=2.0, zorder=4)
    axes.axhline(0, color=DARK, linewidth=0.9, zorder=2)
    last = int(months[-1])
    axes.set_xlim(0, last * 1.2)
    axes.set_xticks(_ticks(last))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    axes.set_xlabel("month", fontsize=8, loc="left", color=MIDDLE)
    axes.text(0, 1.02, result.currency, transform=axes.transAxes, fontsize=8, color=MIDDLE, ha="right", va="bottom")
    _mark(axes, result, plan, mean, last)


def _mark(axes: Axes, result: ComparedPlans, plan: str, mean: NDArray[np.float64], last: int) -> None:
    outcomes = result.outcomes(plan)
    end, payback = outcomes["profit"].value, outcomes["payback_month"].value
    low, high = outcomes["profit"].interval_80
    axes.annotate(
        f"{short(end)}\nmean, 80 %:\n{short(low)}\nto {short(high)}",
        (last, end),
        (6, 0),
        textcoords="offset points",
        fontsize=8,
        color=ACCENT,
        va="center",
        fontweight="bold",
        zorder=6,
        bbox={"facecolor": "#ffffff", "edgecolor": "none", "pad": 1.5},
    )
    lowest = int(mean.argmin())
    if mean[lowest] < 0 and lowest < last:
        axes.plot(lowest, mean[lowest], "o", color=SHOCK, markersize=5, zorder=5)
        axes.annotate(
            f"lowest: {short(mean[lowest])}, month {lowest}",
            (lowest, mean[lowest]),
            (0, -9),
            textcoords="offset points",
            fontsize=8,
            color=SHOCK,
            ha="center" if lowest < 0.8 * last else "right",
            va="top",
            zorder=6,
        )
    if math.isfinite(payback):
        axes.plot(payback, 0, "D", color=DARK, markersize=5, zorder=5)
        axes.annotate(
            f"paid back: month {payback:.0f}",
            (payback, 0),
            (-7, 7),
            textcoords="offset points",
            fontsize=8,
            color=DARK,
            ha="right",
            va="bottom",
            zorder=6,
        )


def _from_nothing(series: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a series by month with the start, at which nothing differs, before it."""
    return np.concatenate([np.zeros((*series.shape[:-1], 1)), series], axis=-1)


def _ticks(months: int) -> list[int]:
    steps = (1, 2, 3, 6, *range(12, months + 12, 12))
    step = next(step for step in steps if months / step <= 7)
    return list(range(0, months + 1, step))
