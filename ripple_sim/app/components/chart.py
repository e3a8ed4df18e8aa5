"""Charts by ECharts: an option that is sent once, and values that follow week by week."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import solara
import solara.server.settings
from numpy.typing import NDArray

from ripple_sim.app.browser_files import pin_of
from ripple_sim.app.words import Words

ECHARTS = f"/static/public/cdn/{pin_of('echarts').folder}/dist/echarts.min.js"


@solara.component_vue("echart.vue")
def _EChart(
    source: str,
    option: dict[str, Any],
    values: bytes,
    points: int,
    facts: list[dict[str, Any]],
    heading: str,
    language: str,
    label: str,
    height: int,
    seq: int,
) -> None: ...


def EChart(
    words: Words,
    option: dict[str, Any],
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
        source=(solara.server.settings.main.root_path or "") + ECHARTS,
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
    """The vertical axis of a panel: its title, round limits that hold unless values go beyond."""

    title: str
    low: float
    high: float
    step: float


def scale_between(title: str, low: float, high: float, parts: int = 4) -> Scale:
    """Return the axis that holds a span in about so many round steps."""
    span = max(high - low, 1e-6)
    rough = span / parts
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    return Scale(title, math.floor(low / step + 1e-6) * step, math.ceil(high / step - 1e-6) * step, step)


HEAD, FOOT, LEFT, RIGHT = 26, 24, 54, 92  # pixels around the panels; the right is for names


def over_weeks(
    lines: Sequence[Line], scales: Sequence[Scale], weeks: int, week_mark: str, height: int
) -> dict[str, Any]:
    """Return the option of lines over weeks, in panels one above the other.

    ``week_mark`` is what stands at a place on the axis, with ``{value}`` for the week.
    """
    count = len(scales)
    each = (height - FOOT) / count
    grids, x_axes, y_axes = [], [], []
    for number, scale in enumerate(scales):
        last = number == count - 1
        grids.append({"left": LEFT, "right": RIGHT, "top": number * each + HEAD, "height": each - HEAD - 6})
        x_axes.append(
            {
                "type": "value",
                "gridIndex": number,
                "min": 0,
                "max": weeks,
                "interval": _interval(weeks),
                "splitLine": {"show": False},
                "axisLine": {"onZero": False, "lineStyle": {"color": "--line-strong"}},
                "axisTick": {"show": last},
                "axisLabel": {"show": last, "color": "--quiet", "formatter": week_mark, "hideOverlap": True},
            }
        )
        y_axes.append(
            {
                "type": "value",
                "gridIndex": number,
                "name": scale.title,
                "nameGap": 8,
                "nameTextStyle": {"color": "--quiet", "align": "left", "padding": [0, 0, 0, 8 - LEFT]},
                "axisLabel": {"color": "--quiet", "hideOverlap": True},
                "splitLine": {"lineStyle": {"color": "--line"}},
                "low": scale.low,
                "high": scale.high,
                "step": scale.step,
            }
        )
    return {
        "grid": grids,
        "xAxis": x_axes,
        "yAxis": y_axes,
        "axisPointer": {"link": [{"xAxisIndex": "all"}]},
        "tooltip": {"trigger": "axis", "confine": True},
        "series": [_series(line) for line in lines],
    }


def _interval(weeks: int) -> int:
    return next((step for step in (13, 26, 52, 104) if weeks / step <= 4), 260)


def _series(line: Line) -> dict[str, Any]:
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
