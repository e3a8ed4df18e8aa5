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
class Span:
    """Limits of an axis and the step between its marks."""

    low: float
    high: float
    step: float


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


def two_sides(pairs: Sequence[Pair], one: str, other: str, axis: str, span: Span) -> dict[str, Any]:
    """Return the option of rows with a filled circle and an open diamond, joined by a line."""
    there = [(at, p) for at, p in enumerate(pairs) if math.isfinite(p.one + p.other)]
    lines = [_line((p.one, at), (p.other, at), "--line-strong", 2.0) for at, p in there]
    return _rows(
        [(p.name, p.text) for p in pairs],
        axis,
        span,
        [
            _marks(one, "circle", 11, "--accent", True, [(p.one, at, p.told) for at, p in there], lines),
            _marks(other, "diamond", 13, "--warm", False, [(p.other, at, p.told) for at, p in there], []),
        ],
    )


def means(rows: Sequence[Mean], sure: str, unsure: str, axis: str, span: Span) -> dict[str, Any]:
    """Return the option of rows with a mean, its interval, and a line at zero."""
    bars = [
        _line((row.low, at), (row.high, at), "--accent" if row.sure else "--line-strong", 3.0)
        for at, row in enumerate(rows)
    ]
    zero = {"xAxis": 0, "lineStyle": {"color": "--line-strong", "width": 1, "type": "solid"}}
    marks = [[(r.mean, at, r.told) for at, r in enumerate(rows) if r.sure is kind] for kind in (True, False)]
    return _rows(
        [(row.name, row.text) for row in rows],
        axis,
        span,
        [
            _marks(sure, "circle", 11, "--accent", True, marks[0], [*bars, zero]),
            _marks(unsure, "circle", 9, "--line-strong", False, marks[1], []),
        ],
    )


def _rows(names: Sequence[tuple[str, str]], axis: str, span: Span, series: Sequence[dict[str, Any]]) -> dict[str, Any]:
    label = {"color": "--ink", "fontSize": 12, "width": _WIDE, "overflow": "break", "lineHeight": 13}
    plain = {"axisLine": {"show": False}, "axisTick": {"show": False}, "inverse": True}
    return {
        "grid": {"left": NAMES, "right": TEXTS, "top": HEAD, "bottom": FOOT},
        "legend": {
            "top": 0,
            "left": 0,
            "itemWidth": 14,
            "icon": None,
            "selectedMode": False,
            "textStyle": {"color": "--ink", "fontSize": 12},
        },
        "xAxis": {
            "type": "value",
            "min": span.low,
            "max": span.high,
            "interval": span.step,
            "name": axis,
            "nameLocation": "middle",
            "nameGap": 22,
            "nameTextStyle": {"color": "--quiet"},
            "axisLabel": {"color": "--quiet", "hideOverlap": True},
            "splitLine": {"lineStyle": {"color": "--line"}},
        },
        "yAxis": [
            {
                "type": "category",
                "data": [name for name, _ in names],
                **plain,
                "axisLabel": label,
                "splitLine": {"show": True, "lineStyle": {"color": "--line", "opacity": 0.5}},
            },
            {
                "type": "category",
                "data": [text for _, text in names],
                "position": "right",
                **plain,
                "axisLabel": {"color": "--ink", "fontSize": 12, "interval": 0},
            },
        ],
        "tooltip": {"trigger": "item", "confine": True},
        "series": list(series),
    }


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
            "color": colour if filled else "--surface",
            "borderColor": colour,
            "borderWidth": 2,
            "opacity": 1,
        },
        "emphasis": {"disabled": True},
        # A tooltip is read as HTML, and names may come from a visitor's file.
        "data": [{"value": [x, at], "tooltip": {"formatter": _as_text(told)}} for x, at, told in points],
        "markLine": {
            "symbol": "none",
            "silent": True,
            "animation": False,
            "z": 1,
            "label": {"show": False},
            "data": list(lines),
        },
    }


def _as_text(told: str) -> str:
    """Return a text that is neither HTML nor a template of the chart."""
    return escape(told).replace("{", "&#123;").replace("}", "&#125;")


def _line(start: tuple[float, int], end: tuple[float, int], colour: str, width: float) -> list[dict[str, Any]]:
    look = {"color": colour, "width": width, "type": "solid"}
    return [{"coord": list(start), "lineStyle": look}, {"coord": list(end)}]


def span_around(values: Sequence[float], least: float, floor: float = -math.inf, ceiling: float = math.inf) -> Span:
    """Return round limits around values, about ``least`` apart or more, within bounds."""
    there = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(there), max(there)
    spare = max(least - (high - low), 0.06 * (high - low)) / 2
    low, high = max(low - spare, floor), min(high + spare, ceiling)
    rough = max(high - low, 1e-9) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough * 0.999)
    return Span(round(math.floor(low / step + 1e-9) * step, 9), round(math.ceil(high / step - 1e-9) * step, 9), step)
