"""Charts of rows: two sides joined by a line, and means with their intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ripple_sim.app.components.chart import (
    INK,
    Option,
    PicturedChart,
    Scale,
    mark_lines,
    named_below,
    round_step,
    value_axis,
)
from ripple_sim.app.session.mirror_study import Range
from ripple_sim.app.words import Words
from ripple_sim.learn.debriefing import Effect

ROW, HEAD, FOOT = 30, 40, 34  # pixels
NAMES, TEXTS = 124, 62  # pixels at the left and at the right
_WIDE = 110


@dataclass(frozen=True)
class Pair:
    """One row with two sides, what is written at its end, and what it says when pointed at."""

    name: str
    one: float
    other: float
    text: str
    told: str


@dataclass(frozen=True)
class Mean:
    """One row with a mean and its interval, what is written at its end, and what it says when pointed at."""

    name: str
    of: Range | Effect
    text: str
    told: str

    @property
    def sure(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.of.low > 0 or self.of.high < 0


def height_of(rows: int) -> int:
    """Return the height of a chart of so many rows, in pixels."""
    return HEAD + FOOT + ROW * max(rows, 1)


def two_sides(pairs: Sequence[Pair], one: str, other: str, axis: str, span: Scale) -> Option:
    """Return the option of rows with a filled circle and an open diamond, joined by a line."""
    there = [(at, p) for at, p in enumerate(pairs) if math.isfinite(p.one + p.other)]
    lines = [_line((p.one, at), (p.other, at), "--line-strong", 2.0) for at, p in there]
    series = [
        _marks(one, "circle", 11, "--accent", [(p.one, at, p.told) for at, p in there], lines),
        _marks(other, "diamond", 13, "--warm", [(p.other, at, p.told) for at, p in there], hollow=True),
    ]
    return _rows([(p.name, p.text) for p in pairs], axis, span, series)


def MeansChart(
    words: Words,
    title: str,
    made: Callable[[], Sequence[Mean]],
    rows: int,
    depends: Sequence[Any],
    axis: str,
    least: float,
    label: str,
    table: Callable[[], Any],
    note: str,
) -> None:
    """Draw a card with means, their intervals and a line at zero; it uses hooks.

    Parameters
    ----------
    made, rows, depends
        Makes the rows, anew when something of ``depends`` changes; how many there are.
    axis, least
        The name of the axis, and how much it spans at least.
    title, label, table, note
        As of :func:`ripple_sim.app.components.chart.PicturedChart`.
    """

    def option() -> Option:
        means = made()
        span = span_around([0.0, *(end for one in means for end in (one.of.low, one.of.high))], least)
        return _means(means, words.say("clearly not zero"), words.say("may be chance"), axis, span)

    PicturedChart(title, option, depends, label, height_of(rows), table, note)


def _means(rows: Sequence[Mean], sure: str, unsure: str, axis: str, span: Scale) -> Option:
    bars = [
        _line((row.of.low, at), (row.of.high, at), "--accent" if row.sure else "--line-strong", 3.0)
        for at, row in enumerate(rows)
    ]
    zero = {"xAxis": 0, "lineStyle": {"color": "--line-strong", "width": 1, "type": "solid"}}
    marks = [[(r.of.mean, at, r.told) for at, r in enumerate(rows) if r.sure is kind] for kind in (True, False)]
    series = [
        _marks(sure, "circle", 11, "--accent", marks[0], [*bars, zero]),
        _marks(unsure, "circle", 9, "--line-strong", marks[1], hollow=True),
    ]
    return _rows([(row.name, row.text) for row in rows], axis, span, series)


def _rows(names: Sequence[tuple[str, str]], axis: str, span: Scale, series: Sequence[Option]) -> Option:
    label = {**INK, "width": _WIDE, "overflow": "break", "lineHeight": 13}
    plain = {"type": "category", "axisLine": {"show": False}, "axisTick": {"show": False}, "inverse": True}
    between = {"show": True, "lineStyle": {"color": "--line", "opacity": 0.5}}
    return {
        "grid": {"left": NAMES, "right": TEXTS, "top": HEAD, "bottom": FOOT},
        "legend": {"top": 0, "left": 0, "itemWidth": 14, "icon": None, "selectedMode": False, "textStyle": INK},
        "xAxis": value_axis(min=span.low, max=span.high, interval=span.step, **named_below(axis, 22)),
        "yAxis": [
            {**plain, "data": [name for name, _ in names], "axisLabel": label, "splitLine": between},
            {**plain, "data": [text for _, text in names], "position": "right", "axisLabel": {**INK, "interval": 0}},
        ],
        "tooltip": {"trigger": "item", "confine": True},
        "series": list(series),
    }


def _marks(
    name: str,
    symbol: str,
    size: int,
    colour: str,
    points: Sequence[tuple[float, int, str]],
    lines: Sequence[Any] = (),
    hollow: bool = False,
) -> Option:
    inside = "--surface" if hollow else colour
    return {
        "type": "scatter",
        "name": name,
        "symbol": symbol,
        "symbolSize": size,
        "z": 3,
        "itemStyle": {"color": inside, "borderColor": colour, "borderWidth": 2, "opacity": 1},
        "emphasis": {"disabled": True},
        # A tooltip is read as HTML, and names may come from a visitor's file.
        "data": [{"value": [x, at], "tooltip": {"formatter": _as_text(told)}} for x, at, told in points],
        "markLine": mark_lines(lines, animation=False, z=1),
    }


def _as_text(told: str) -> str:
    """Return a text that is neither HTML nor a template of the chart."""
    return escape(told).replace("{", "&#123;").replace("}", "&#125;")


def _line(start: tuple[float, int], end: tuple[float, int], colour: str, width: float) -> list[Option]:
    look = {"color": colour, "width": width, "type": "solid"}
    return [{"coord": list(start), "lineStyle": look}, {"coord": list(end)}]


def span_around(values: Sequence[float], least: float, floor: float = -math.inf, ceiling: float = math.inf) -> Scale:
    """Return round limits around values, about ``least`` apart or more, within bounds."""
    there = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(there), max(there)
    spare = max(least - (high - low), 0.06 * (high - low)) / 2
    low, high = max(low - spare, floor), min(high + spare, ceiling)
    step = round_step(max(high - low, 1e-9) / 4)
    ends = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Scale("", round(ends[0], 9), round(ends[1], 9), step)
