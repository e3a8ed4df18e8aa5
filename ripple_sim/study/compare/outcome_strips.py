"""Outcomes of a plan as rows: a small range each, and the numbers beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from ripple_sim.report.numbers import signed
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.study.compare import Comparison, Estimate

SHOWN = (
    "net_present_value",
    "cost",
    "return_on_investment",
    "pays_back",
    "leavers_avoided",
    "engagement",
    "enps",
    "burnt_out",
    "waiting",
    "service_quality",
    "customer_satisfaction",
    "cnps",
    "retention",
    "share_of_wallet",
    "customers",
)

# Places within the panel, in shares of its width.
_STRIP, _STRIP_WIDE, _NUMBER = 0.36, 0.30, 0.68


def draw_strips(axes: Axes, found: Comparison, plan: str) -> None:
    """Draw a row for each outcome shown, every one on a scale of its own, zero marked."""
    axes.set(xlim=(0, 1), ylim=(len(SHOWN) - 0.5, -0.5))
    axes.set_axis_off()
    axes.set_title(
        "What else it changes, plan less baseline", loc="left", fontsize=11, color=DARK, pad=36, fontweight="bold"
    )
    axes.text(
        0,
        1.025,
        "Dot and bars: mean with 80 (thick) and 95 % interval. Pale: 80 % of futures. "
        "Tick: no difference.\nMoney over the horizon; levels in the last quarter. Every row has "
        "its own scale.",
        transform=axes.transAxes,
        fontsize=8,
        color=MIDDLE,
        va="bottom",
        linespacing=1.35,
    )
    outcomes = found.outcomes(plan)
    for row, name in enumerate(SHOWN):
        _draw_row(axes, row, outcomes[name], found)


def _draw_row(axes: Axes, row: int, of: Estimate, found: Comparison) -> None:
    chance = of.outcome.kind == "chance"
    axes.text(0, row, of.outcome.label.partition(":")[0], fontsize=9, color=DARK, va="center")
    axes.text(_NUMBER, row, _numbers(of, found), fontsize=8.5, color=DARK, va="center")
    if not math.isfinite(of.value):
        return
    scale = (0.0, 100.0) if chance else _scale(of)

    def at(value: float) -> float:
        low, high = scale
        share = (value - low) / (high - low) if high > low else 0.5
        return _STRIP + min(max(share, 0.0), 1.0) * _STRIP_WIDE

    if math.isfinite(of.single_80[0]):
        left, right = (at(end) for end in of.single_80)
        axes.add_patch(Rectangle((left, row - 0.2), right - left, 0.4, facecolor=LIGHT, linewidth=0, zorder=1))
    zero = at(0.0)
    axes.plot([zero, zero], [row - 0.34, row + 0.34], color=MIDDLE, linewidth=1.0, zorder=2)
    for ends, width in ((of.interval_95, 1.1), (of.interval_80, 3.2)):
        if math.isfinite(ends[0]):
            axes.plot(
                [at(ends[0]), at(ends[1])], [row, row], color=ACCENT, linewidth=width, solid_capstyle="butt", zorder=3
            )
    axes.plot(
        at(of.value), row, "o", color=ACCENT, markersize=5, markeredgecolor="white", markeredgewidth=0.8, zorder=4
    )


def _scale(of: Estimate) -> tuple[float, float]:
    """Return the ends of a row's scale: all ranges and zero, with a little room."""
    ends = [0.0, of.value, *of.interval_95, *of.single_80]
    finite = [end for end in ends if math.isfinite(end)]
    low, high = min(finite), max(finite)
    room = 0.04 * (high - low)
    return low - room, high + room


def _numbers(of: Estimate, found: Comparison) -> str:
    unit, decimals = found.unit_of(of.outcome), of.outcome.decimals
    low, high = of.interval_80
    if not math.isfinite(of.value):
        return "–"
    if unit == found.currency:
        return f"{unit} {short(of.value)} ({short(low)} to {short(high)})"
    if of.outcome.kind == "chance":
        return f"{of.value:.0f} % ({low:.0f} to {high:.0f})"
    ends = f"{signed(low, decimals)} to {signed(high, decimals)}"
    if not math.isfinite(low):
        ends = "no range"
    return f"{signed(of.value, decimals)} ({ends}) {unit}"
