"""Draw one panel: weeks thin, quarters bold, labels at the end of the lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ripple_sim.observe.metrics import BY_NAME, Money
from ripple_sim.report.numbers import decimals_of_three, plain, thousands_or_millions
from ripple_sim.report.panels import limits, line
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SMALL_POINTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.observe.results import Run
    from ripple_sim.report.panels import Line, Panel, Series

TITLE_POINTS = 10.5
LABEL_POINTS = 8.5
_LINE_GAP = 1.35  # distance of labels, in heights of the type
_MOST_HIGHLIGHTED = 3
_MOVED = 0.12  # of the panel's least span: a line that moved more stands out
_STACKED = 1e4  # larger numbers are shown in thousands


def draw_panel(axes: Axes, panel: Panel, run: Run) -> None:
    """Draw a panel's weekly series, quarterly means, title, unit and labels into axes.

    The horizontal axis counts weeks since the start.
    """
    unit = run.unit_of(BY_NAME[panel.metrics[0]])
    weekly = [run.arrays[name] for name in panel.metrics]
    largest = max((float(np.nanmax(np.abs(s), initial=0.0)) for s in weekly), default=0.0)
    size, word = thousands_or_millions(largest, _STACKED)
    lines = [line(run, name, size) for name in panel.metrics]
    # Of waiting the axis spans at least the wait that customers tolerate.
    span = run.scenario.service.tolerated_wait_hours if panel.metrics == ("waiting",) else panel.span
    low, high = limits(lines, panel, span / size)
    axes.set_xlim(0, run.weeks)
    axes.set_ylim(low, high)
    _furnish(axes, panel.title, word + unit)
    if low < 0 < high:
        axes.axhline(0, color=MIDDLE, linewidth=0.8, zorder=1.5)
    colours = _colours(panel, lines)
    for one, colour in zip(lines, colours, strict=True):
        _draw_line(axes, one, colour, faint=panel.equals)
    decimals = 0 if panel.equals or high - low >= 100 else 1 if high - low >= 2 else 2
    counts_money = BY_NAME[panel.metrics[0]].unit.startswith(Money)
    _label_ends(axes, panel, lines, colours, decimals_of_three if counts_money else lambda _: decimals)


def _furnish(axes: Axes, title: str, unit: str) -> None:
    axes.set_title(title, loc="left", fontsize=TITLE_POINTS, fontweight="bold", color=DARK, pad=17, y=1)
    small: dict[str, Any] = {"textcoords": "offset points", "fontsize": SMALL_POINTS, "color": MIDDLE}
    axes.annotate(unit, (0, 1), (0, 5), xycoords="axes fraction", gid="unit", **small)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(_tick))
    # The axes have no names, so nothing need be measured to find places for them.
    axes.xaxis.set_label_coords(0.5, 0)
    axes.yaxis.set_label_coords(0, 0.5)


def _tick(value: float, _: int | None = None) -> str:
    decimals = 0 if float(value).is_integer() else 1 if float(value * 10).is_integer() else 2
    return plain(value, decimals)


def _colours(panel: Panel, lines: list[Line]) -> list[str]:
    if not panel.equals:
        return [ACCENT, MIDDLE, DARK][: len(lines)]
    moved = [abs(one.change) for one in lines]
    most = sorted(moved, reverse=True)[:_MOST_HIGHLIGHTED]
    enough = max(_MOVED * panel.span, most[-1])
    return [ACCENT if size >= enough else MIDDLE for size in moved]


def _draw_line(axes: Axes, one: Line, colour: str, faint: bool) -> None:
    if not faint:
        weeks = np.arange(len(one.weekly)) + 0.5
        alpha = _weight(axes, one.weekly)
        axes.plot(weeks, one.weekly, color=colour, linewidth=0.6, alpha=alpha, zorder=2)
    style: dict[str, Any] = {"solid_capstyle": "round", "solid_joinstyle": "round"}
    style |= {"linewidth": 1.2 if faint and colour != ACCENT else 2.2, "zorder": 4 if colour == ACCENT else 3}
    marker = "o" if len(one.quarters) == 1 else None
    axes.plot(one.middles, one.quarters, color=colour, marker=marker, **style)


def _weight(axes: Axes, values: Series) -> float:
    """Weeks that leap through much of a panel are drawn fainter: they would hide the quarters."""
    low, high = axes.get_ylim()
    finite = values[np.isfinite(values)]
    swing = np.ptp(np.quantile(finite, (0.1, 0.9))) if len(finite) else 0.0
    return 0.2 if swing > 0.4 * (high - low) else 0.45


def _label_ends(
    axes: Axes, panel: Panel, lines: list[Line], colours: list[str], decimals: Callable[[float], int]
) -> None:
    ends = [one.quarters for one in lines]
    known = [i for i, quarters in enumerate(ends) if np.isfinite(quarters[-1])]
    if not known:
        axes.text(0.5, 0.5, "no figures", transform=axes.transAxes, ha="center", color=MIDDLE)
        return
    low, high = axes.get_ylim()
    figure = axes.get_figure()
    assert figure is not None
    height = axes.bbox.height / figure.dpi * 72
    rows = 1 if panel.equals else 2
    gap = LABEL_POINTS * _LINE_GAP * rows / height * (high - low)
    half = gap / 2 if rows == 2 else 0.0
    places = spread([float(ends[i][-1]) for i in known], gap, low + half, high - half)
    for i, place in zip(known, places, strict=True):
        first, last = float(ends[i][0]), float(ends[i][-1])
        text = f"{panel.labels[i]} {plain(last, decimals(last))}".strip()
        start = f"from {plain(first, decimals(first))}"
        _lead(axes, float(lines[i].middles[-1]), float(ends[i][-1]), place)
        _label(axes, place, text, "" if panel.equals else start, colours[i])


def _lead(axes: Axes, week: float, value: float, place: float) -> None:
    """Lead from the end of a line, along its value to the panel's edge, to its label."""
    right = axes.get_xlim()[1]
    across, up = [week, right, right * 1.035], [value, value, place]
    axes.plot(across, up, color=LIGHT, linewidth=0.7, clip_on=False, zorder=1.8, label="_lead")


def _label(axes: Axes, place: float, text: str, start: str, colour: str) -> None:
    at = (axes.get_xlim()[1], place)
    style: dict[str, Any] = {"textcoords": "offset points", "annotation_clip": False}
    heavy: dict[str, Any] = {
        "fontsize": LABEL_POINTS,
        "color": colour,
        "fontweight": "bold" if colour == ACCENT else "normal",
    }
    axes.annotate(text, at, (9, 0.5 if start else 0), va="bottom" if start else "center", **heavy, **style)
    if start:
        axes.annotate(start, at, (9, -1), va="top", fontsize=SMALL_POINTS, color=MIDDLE, **style)


def spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return places at least ``gap`` apart, between ``low`` and ``high``, near the wanted ones.

    Neighbours that would touch share the distance each is moved. Where there is no room for all,
    the gap shrinks.
    """
    count = len(wanted)
    if count > 1:
        gap = min(gap, (high - low) / (count - 1))
    order = sorted(range(count), key=lambda i: wanted[i])
    heaps: list[tuple[float, int]] = []  # middle and size of labels that touch
    for i in order:
        middle, size = _inside(wanted[i], 1, gap, low, high), 1
        while heaps and _touch(heaps[-1], (middle, size), gap):
            before, more = heaps.pop()
            size, middle = size + more, (before * more + middle * size) / (size + more)
            middle = _inside(middle, size, gap, low, high)
        heaps.append((middle, size))
    places = [0.0] * count
    ranks = iter(order)
    for middle, size in heaps:
        for step in range(size):
            places[next(ranks)] = middle + (step - (size - 1) / 2) * gap
    return places


def _touch(below: tuple[float, int], above: tuple[float, int], gap: float) -> bool:
    (low, fewer), (high, more) = below, above
    return high - (more - 1) / 2 * gap - (low + (fewer - 1) / 2 * gap) < gap


def _inside(middle: float, size: int, gap: float, low: float, high: float) -> float:
    half = (size - 1) / 2 * gap
    return min(max(middle, low + half), high - half)
