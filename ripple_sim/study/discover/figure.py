"""Where something happens: the first box among the points, and all boxes as ranges."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ripple_sim.report.drawing import SMALL, open_axes, sheet, write_note, write_title
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look
from ripple_sim.study.discover.boxes import Box, Limit
from ripple_sim.study.discover.messages import limit_in_words, sentence, share_in_words
from ripple_sim.study.discover.result import DiscoveryNumbers
from ripple_sim.study.sweep.messages import value_in_words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


WIDTH, HEIGHT = 14.0, 7.5  # inches
_ROW = 0.055  # of the height
_FRAME: dict[str, Any] = {"fill": False, "edgecolor": ACCENT, "linewidth": 2}


def discovery_figure(result: DiscoveryNumbers) -> Figure:
    """Return the points by the two things that limit the first box, and every box's ranges.

    Filled points are of interest. Where only one thing is limited, the other axis is the outcome.
    """
    with look():
        figure = sheet(WIDTH, HEIGHT)
        axes = figure.add_axes((0.09, 0.13, 0.42, 0.66), label="points")
        _draw_points(axes, result)
        _write_around(figure, result)
        at = 0.79
        for number, box in enumerate(result.boxes, 1):
            at = _draw_box(figure, result, number, box, at)
    return figure


def _write_around(figure: Figure, result: DiscoveryNumbers) -> None:
    about = result.found.about
    says = result.condition.says
    title = f"Where {says if result.question.plan else says[:1].lower() + says[1:]}"
    write_title(figure, title, sentence(result), 0.03, (0.945, 0.922), 165)
    note = (
        f"{result.address} · {result.searched} points searched, {len(result.values) - result.searched} kept aside, "
        f"replications at each: {about.replications}, seed {about.seed}, {about.weeks} weeks, not "
        "discounted. Ranges in brackets: 80 % intervals at the points kept aside."
    )
    write_note(figure, note, 0.03)


def _draw_points(axes: Axes, result: DiscoveryNumbers) -> None:
    limits = [one for one in (result.boxes[0].limits if result.boxes else ()) if not one.values]
    paths = [one.path for one in limits[:2]]
    if not paths:
        numeric = (one.path for one in result.question.factors if one.numeric)
        paths = [next(numeric, result.question.factors[0].path)]
    known = np.isfinite(result.values)
    xs = result.points[paths[0]].to_numpy()
    ys = result.points[paths[1]].to_numpy() if len(paths) > 1 else result.values
    for interest, colour, face, zorder in ((False, MIDDLE, "none", 2), (True, SHOCK, SHOCK, 3)):
        chosen = known & (result.interest == interest)
        dots: dict[str, Any] = {"s": 26, "facecolors": face, "edgecolors": colour, "linewidths": 0.9, "alpha": 0.85}
        axes.scatter(xs[chosen], ys[chosen], zorder=zorder, **dots)
    axes.set_xlabel(_axis(result, paths[0]))
    if len(paths) > 1:
        axes.set_ylabel(_axis(result, paths[1]))
    else:
        axes.set_ylabel(result.question.label)
        axes.axhline(result.condition.bound, color=DARK, linewidth=1, linestyle="--")
        axes.yaxis.set_major_formatter(lambda value, _: result.question.amount(value))
    open_axes(axes)
    if limits:
        _draw_frame(axes, limits[0], limits[1] if len(limits) > 1 else None)
    dot: dict[str, Any] = {"marker": "o", "linestyle": ""}
    handles: list[Artist] = [
        Line2D([], [], color=SHOCK, label="it happens", **dot),
        Line2D([], [], markerfacecolor="none", markeredgecolor=MIDDLE, label="it doesn't", **dot),
    ]
    if limits:
        handles.append(Rectangle((0, 0), 1, 1, label="first box", **_FRAME))
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=3, frameon=False, fontsize=8.5)


def _axis(result: DiscoveryNumbers, path: str) -> str:
    factor = result.factor(path)
    unit = f" ({factor.unit})" if factor.unit else ""
    return shorten(f"{factor.label}{unit}", 70, placeholder=" …")


def _draw_frame(axes: Axes, across: Limit, up: Limit | None) -> None:
    left, right = _within(axes.get_xlim(), across)
    bottom, top = _within(axes.get_ylim(), up)
    limits = axes.get_xlim(), axes.get_ylim()
    axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, facecolor=ACCENT, alpha=0.10, zorder=1))
    axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, zorder=4, **_FRAME))
    axes.set(xlim=limits[0], ylim=limits[1])


def _within(ends: tuple[float, float], limit: Limit | None) -> tuple[float, float]:
    low, high = ends
    if limit is None:
        return low, high
    return max(low, limit.low), min(high, limit.high)


def _draw_box(figure: Figure, result: DiscoveryNumbers, number: int, box: Box, top: float) -> float:
    """Draw a box as a row of ranges; returns where the next one begins."""
    left, wide = 0.55, 0.42
    figure.text(left, top, f"Box {number}", fontsize=11, fontweight="bold", color=DARK, va="top")
    fit = f"density {share_in_words(box.density)}, coverage {share_in_words(box.coverage)}"
    figure.text(left + 0.05, top, fit, fontsize=9, color=DARK, va="top")
    tall = _ROW * len(box.limits)
    axes = figure.add_axes((left, top - 0.045 - tall, wide, tall), label=f"box {number}")
    axes.set(xlim=(0, 1), ylim=(len(box.limits) - 0.5, -0.5))
    axes.set_axis_off()
    for row, limit in enumerate(box.limits):
        factor = result.factor(limit.path)
        words = shorten(f"{limit_in_words(limit, factor)} ({_chance(limit)})", 100, placeholder=" …")
        axes.text(0, row - 0.2, words, **SMALL)
        axes.add_patch(Rectangle((0, row + 0.12), 0.7, 0.16, facecolor=LIGHT, linewidth=0))
        if limit.values:
            continue
        low, high = factor.low, factor.high
        if factor.values:
            numbers = [float(value) for value in factor.values]
            low, high = min(numbers), max(numbers)
        ends = [0.7 * (min(max(end, low), high) - low) / (high - low) for end in (limit.low, limit.high)]
        axes.add_patch(Rectangle((ends[0], row + 0.12), ends[1] - ends[0], 0.16, facecolor=ACCENT, linewidth=0))
        whole = f"of {value_in_words(factor, low)} to {value_in_words(factor, high)}"
        axes.text(0.71, row + 0.2, whole, fontsize=7, color=MIDDLE, va="center")
    return top - 0.045 - tall - 0.04


def _chance(limit: Limit) -> str:
    known = [p for p in (limit.quasi_p_low, limit.quasi_p_high) if np.isfinite(p)]
    smallest = min(known, default=np.nan)
    return "quasi p under 0.001" if smallest < 0.001 else f"quasi p {smallest:.2g}"
