"""Charts by ECharts: an option that is sent once, and values that follow week by week."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import solara
from numpy.typing import NDArray

from ripple_sim.app.browser_files import pin_of
from ripple_sim.app.components.cards import Pictured
from ripple_sim.app.components.html import Rows
from ripple_sim.app.shell.visiting import address, use_words
from ripple_sim.app.words import Words

ECHARTS = f"/static/public/cdn/{pin_of('echarts').folder}/dist/echarts.min.js"
Option = dict[str, Any]
QUIET = {"color": "--quiet"}
INK = {"color": "--ink", "fontSize": 12}
_THOUSAND, _MILLION = 1e4, 1e7  # from here on, an axis counts in these
FIRM = {"lineStyle": {"color": "--line-strong"}}


def echarts() -> str:
    """Return the address of ECharts."""
    return address(ECHARTS)


@solara.component_vue("echart.vue")
def _EChart(
    source: str,
    option: Option,
    values: bytes,
    points: int,
    facts: Rows,
    heading: str,
    language: str,
    label: str,
    height: int,
    seq: int,
) -> None: ...


def EChart(
    words: Words,
    option: Option,
    label: str,
    *,
    values: Sequence[NDArray[np.float64]] = (),
    facts: Sequence[dict[str, Any]] = (),
    heading: str = "{x}",
    height: int = 240,
    seq: int = 0,
) -> Any:
    """Draw a chart.

    Parameters
    ----------
    option
        The option of ECharts, with every series; it should be the same object from frame to frame
        (``use_memo``). A colour that begins with ``--`` is a colour of the page, light or dark.
    label
        What the chart shows, in a sentence; for those who can't see it.
    values
        One array of equal length for each series of the option that changes by frame: its values
        at 1, 2, 3 ... along the axis. Without them the option holds its own data.
    facts
        For each series how its values read: ``{"decimals": 1, "unit": "hours"}``; with
        ``"money": True`` small values show three digits that count; with ``"hidden": True`` they
        aren't read out at a point.
    heading
        What stands above the values of a point, with ``{x}`` for its place on the axis.
    height
        In pixels.
    seq
        A number that grows with each frame.
    """
    table = np.asarray(values, dtype=np.float32)
    return _EChart(
        source=echarts(),
        option=option,
        values=table.tobytes(),
        points=table.shape[1] if table.ndim == 2 else 0,
        facts=list(facts),
        heading=heading,
        language=words.tag,
        label=label,
        height=height,
        seq=seq,
    )


def PicturedChart(
    title: str,
    made: Callable[[], Option],
    depends: Sequence[Any],
    label: str,
    height: int,
    table: Callable[[], Any],
    note: str = "",
    **options: Any,
) -> None:
    """Draw a card with a chart and its table; to be called at each drawing, for it uses hooks.

    Parameters
    ----------
    made, depends
        Makes the chart's option, anew when something of this changes.
    label, height, **options
        As of :func:`EChart`.
    title, table, note
        As of :func:`Pictured`.
    """
    words = use_words()
    option = solara.use_memo(made, [*depends, words.language])
    Pictured(title, lambda: EChart(words, option, label, height=height, **options), table, note)


@dataclass(frozen=True)
class Line:
    """One line of a chart over time.

    Attributes
    ----------
    name
        What is written at its end and in the table.
    colour, width, dash
        How it looks; lines of one chart never differ by colour alone.
    decimals, unit
        How its values read.
    named
        Whether its name stands at its end.
    panel
        In which panel it is drawn, from 0, where a chart has several one above the other.
    """

    name: str
    colour: str = "--accent"
    width: float = 2.0
    dash: str = "solid"
    decimals: int = 1
    unit: str = ""
    named: bool = True
    panel: int = 0


@dataclass(frozen=True)
class Scale:
    """An axis: its title, round limits, and the step between its marks."""

    title: str
    low: float
    high: float
    step: float


def round_step(rough: float, factors: Sequence[float] = (1, 2, 5, 10)) -> float:
    """Return a round number that is as large or larger."""
    size = 10.0 ** math.floor(math.log10(rough) + 1e-9)
    return next(size * factor for factor in factors if size * factor >= rough * 0.999)


def scale_between(title: str, low: float, high: float, parts: int = 4) -> Scale:
    """Return the axis that holds a span in about so many round steps."""
    step = round_step(max(high - low, 1e-6) / parts, (1, 2, 2.5, 5, 10))
    return Scale(title, math.floor(low / step + 1e-6) * step, math.ceil(high / step - 1e-6) * step, step)


def money_scale(words: Words, currency: str, largest: float) -> tuple[float, str]:
    """Return by what to divide money on an axis, and the axis' title."""
    if largest >= _MILLION:
        return 1e6, words.say("Million {currency}", currency=currency)
    if largest >= _THOUSAND:
        return 1e3, words.say("Thousand {currency}", currency=currency)
    return 1.0, currency


def value_axis(**more: Any) -> Option:
    """Return an axis of values as all charts draw it, with what is its own."""
    label = {**QUIET, "hideOverlap": True}
    return {"type": "value", "axisLabel": label, "splitLine": {"lineStyle": {"color": "--line"}}, **more}


def named_below(name: str, gap: int) -> Option:
    """Return the name of a horizontal axis, so many pixels below it."""
    return {"name": name, "nameLocation": "middle", "nameGap": gap, "nameTextStyle": QUIET}


def named_above(name: str, gap: int, left: int) -> Option:
    """Return the name of a vertical axis above it, from so many pixels left of it."""
    return {"name": name, "nameGap": gap, "nameTextStyle": {**QUIET, "align": "left", "padding": [0, 0, 0, -left]}}


def mark_lines(lines: Sequence[Any], **more: Any) -> Option:
    """Return lines that stand in a series without being part of it."""
    return {"symbol": "none", "silent": True, "label": {"show": False}, "data": list(lines), **more}


HEAD, FOOT, LEFT, RIGHT = 26, 24, 54, 92  # pixels around the panels; the right is for names


def over_weeks(lines: Sequence[Line], scales: Sequence[Scale], weeks: int, week_mark: str, height: int) -> Option:
    """Return the option of lines over weeks, in panels one above the other.

    ``week_mark`` is what stands at a place on the axis, with ``{value}`` for the week.
    """
    each = (height - FOOT) / len(scales)
    grids, x_axes, y_axes = [], [], []
    for number, scale in enumerate(scales):
        last = number == len(scales) - 1
        grids.append({"left": LEFT, "right": RIGHT, "top": number * each + HEAD, "height": each - HEAD - 6})
        x_axes.append(
            {
                "type": "value",
                "gridIndex": number,
                "min": 0,
                "max": weeks,
                "interval": next((step for step in (13, 26, 52, 104) if weeks / step <= 4), 260),
                "splitLine": {"show": False},
                "axisLine": {"onZero": False, **FIRM},
                "axisTick": {"show": last},
                "axisLabel": {"show": last, **QUIET, "formatter": week_mark, "hideOverlap": True},
            }
        )
        name = named_above(scale.title, 8, LEFT - 8)
        y_axes.append(value_axis(gridIndex=number, low=scale.low, high=scale.high, step=scale.step, **name))
    return {
        "grid": grids,
        "xAxis": x_axes,
        "yAxis": y_axes,
        "axisPointer": {"link": [{"xAxisIndex": "all"}]},
        "tooltip": {"trigger": "axis", "confine": True},
        "series": [_series(line) for line in lines],
    }


def _series(line: Line) -> Option:
    return {
        "type": "line",
        "name": line.name,
        "xAxisIndex": line.panel,
        "yAxisIndex": line.panel,
        "symbol": "none",
        "silent": True,
        "z": 3 if line.named else 2,
        "lineStyle": {"color": line.colour, "width": line.width, "type": line.dash},
        "itemStyle": {"color": line.colour},
        "emphasis": {"disabled": True},
        "endLabel": {
            "show": line.named,
            "formatter": "{a}",
            "color": line.colour,
            "width": 84,
            "overflow": "break",
            "lineHeight": 14,
            "fontSize": 12,
        },
        "labelLayout": {"moveOverlap": "shiftY"},
        "data": [],
    }
