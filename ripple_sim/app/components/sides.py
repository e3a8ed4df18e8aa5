"""Charts of rows: two sides joined by a line, and means with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

ROW, HEAD, FOOT = 30, 40, 34  # pixels
NAMES, TEXTS = 124, 62  # pixels at the left and at the right
_WIDE = 110


@dataclass(frozen=True)
class Pair:
    """One row with two sides and what is written at its end."""

    name: str
    one: float
    other: float
    text: str
    told: str


@dataclass(frozen=True)
class Mean:
    """One row with a mean and its interval; ``sure`` where the interval leaves zero out."""

    name: str
    mean: float
    low: float
    high: float
    sure: bool
    text: str
    told: str


def height_of(rows: int) -> int:
    """Return the height of a chart of so many rows, in pixels."""
    return HEAD + FOOT + ROW * max(rows, 1)


def two_sides(
    pairs: Sequence[Pair], one: str, other: str, axis: str, low: float, high: float
) -> dict[str, Any]:
    """Return the option of rows with a filled circle and an open diamond, joined by a line."""
    there = [(at, p) for at, p in enumerate(pairs) if math.isfinite(p.one + p.other)]
    lines = [_line((p.one, at), (p.other, at), "--line-strong", 2.0) for at, p in there]
    return _rows(
        [(p.name, p.text) for p in pairs],
        axis,
        low,
        high,
        [
            _marks(one, "circle", 11, "--accent", True, [(p.one, at, p.told) for at, p in there],
                   lines),
            _marks(other, "diamond", 13, "--warm", False,
                   [(p.other, at, p.told) for at, p in there], []),
        ],
    )  # fmt: skip


def means(
    rows: Sequence[Mean], sure: str, unsure: str, axis: str, low: float, high: float
) -> dict[str, Any]:
    """Return the option of rows with a mean, its interval, and a line at zero."""
    bars = [
        _line((row.low, at), (row.high, at), "--accent" if row.sure else "--line-strong", 3.0)
        for at, row in enumerate(rows)
    ]
    zero = {"xAxis": 0, "lineStyle": {"color": "--line-strong", "width": 1, "type": "solid"}}
    marks = [[(r.mean, at, r.told) for at, r in enumerate(rows) if r.sure is kind]
             for kind in (True, False)]  # fmt: skip
    return _rows(
        [(row.name, row.text) for row in rows],
        axis,
        low,
        high,
        [
            _marks(sure, "circle", 11, "--accent", True, marks[0], [*bars, zero]),
            _marks(unsure, "circle", 9, "--line-strong", False, marks[1], []),
        ],
    )


def _rows(
    names: Sequence[tuple[str, str]],
    axis: str,
    low: float,
    high: float,
    series: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    label = {"color": "--ink", "fontSize": 12, "width": _WIDE, "overflow": "truncate"}
    plain = {"axisLine": {"show": False}, "axisTick": {"show": False}, "inverse": True}
    return {
        "grid": {"left": NAMES, "right": TEXTS, "top": HEAD, "bottom": FOOT},
        "legend": {
            "top": 0, "left": 0, "itemWidth": 14, "icon": None, "selectedMode": False,
            "textStyle": {"color": "--ink", "fontSize": 12},
        },
        "xAxis": {
            "type": "value", "min": low, "max": high, "name": axis, "nameLocation": "middle",
            "nameGap": 22, "nameTextStyle": {"color": "--quiet"},
            "axisLabel": {"color": "--quiet", "hideOverlap": True}, "splitNumber": 4,
            "splitLine": {"lineStyle": {"color": "--line"}},
        },
        "yAxis": [
            {"type": "category", "data": [name for name, _ in names], **plain,
             "axisLabel": label,
             "splitLine": {"show": True, "lineStyle": {"color": "--line", "opacity": 0.5}}},
            {"type": "category", "data": [text for _, text in names], "position": "right",
             **plain,
             "axisLabel": {"color": "--ink", "fontSize": 12, "interval": 0}},
        ],
        "tooltip": {"trigger": "item", "confine": True},
        "series": list(series),
    }  # fmt: skip


def _marks(
    name: str,
    symbol: str,
    size: int,
    colour: str,
    filled: bool,
    points: Sequence[tuple[float, int, str]],
    lines: Sequence[Any],
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "symbol": symbol,
        "symbolSize": size,
        "z": 3,
        "itemStyle": {
            "color": colour if filled else "--surface", "borderColor": colour, "borderWidth": 2,
        },
        "emphasis": {"disabled": True},
        # A tooltip is read as HTML, and names may come from a visitor's file.
        "data": [
            {"value": [x, at], "tooltip": {"formatter": _as_text(told)}} for x, at, told in points
        ],
        "markLine": {"symbol": "none", "silent": True, "animation": False, "z": 1,
                     "label": {"show": False}, "data": list(lines)},
    }  # fmt: skip


def _as_text(told: str) -> str:
    """Return a text that is neither HTML nor a template of the chart."""
    return escape(told).replace("{", "&#123;").replace("}", "&#125;")


def _line(
    start: tuple[float, int], end: tuple[float, int], colour: str, width: float
) -> list[dict[str, Any]]:
    look = {"color": colour, "width": width, "type": "solid"}
    return [{"coord": list(start), "lineStyle": look}, {"coord": list(end)}]


def span_around(
    values: Sequence[float], least: float, floor: float = -math.inf, ceiling: float = math.inf
) -> tuple[float, float]:
    """Return round limits around values, at least ``least`` apart and within floor and ceiling."""
    there = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(there), max(there)
    spare = max(least - (high - low), 0) / 2 + 0.04 * (high - low)
    size = 10.0 ** math.floor(math.log10(max(high - low, least) / 4))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor * 8 >= high - low)
    low, high = math.floor((low - spare) / step) * step, math.ceil((high + spare) / step) * step
    return round(max(low, floor), 6), round(min(high, ceiling), 6)
