"""What a plan's profit difference depends on most, as a tornado."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Table
from ripple_sim.app.components.chart import (
    FIRM,
    Option,
    PicturedChart,
    mark_lines,
    money_scale,
    named_below,
    value_axis,
)
from ripple_sim.app.pages.whatif.answer import how_worked_out
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.study.sensitivity import Sensitivity
from ripple_sim.wording import mark

MOST = 10
DIRECTIONS = {
    "raises": mark("a higher value raises it"),
    "lowers": mark("a higher value lowers it"),
    "either way": mark("either way, depending on the rest"),
    "unclear": mark("its interval reaches zero"),
    "nothing": mark("has no effect"),
    "no order": mark("values without an order"),
}
HEADS = (mark("What varies"), mark("Range"), mark("Mean effect"), mark("95 % interval"), mark("Direction"))
COLOURS = {"raises": "--accent", "lowers": "--warm"}
SIGNS = {"raises": "▲", "lowers": "▼", "either way": "◆"}
_ROW = 40


@solara.component
def Tornado(result: Sensitivity) -> None:
    """Draw the tornado, and the table that says the same."""
    words = use_words()
    note = words.say(
        "Bar: by how much the profit difference changes on average when this value goes over its whole range. Line: "
        "95 % interval. ▲ a higher value raises it, ▼ lowers it, ◆ either way; grey without a sign: its interval "
        "reaches zero."
    )
    html.answer(result.say(words=words))
    PicturedChart(
        words.say("What changes it most"),
        lambda: tornado_option(words, result),
        [id(result)],
        words.say("What the profit difference depends on, the strongest first"),
        70 + _ROW * min(len(result.ranked), MOST),
        lambda: _table(words, result),
        note,
    )
    how_worked_out(words, result)


def tornado_option(words: Words, result: Sensitivity) -> Option:
    """Return the strongest as bars with their intervals, the most at the top."""
    paths = [str(path) for path in result.ranked.index[:MOST]]
    largest = max(result.value(path, "mu_star") + result.value(path, "mu_star_half") for path in paths)
    size, unit = money_scale(words, result.question.base.currency, largest)
    bars, lines, names = [], [], []
    for place, path in enumerate(paths):
        way = result.direction(path)
        value, half = (result.value(path, name) / size for name in ("mu_star", "mu_star_half"))
        look = {"color": COLOURS.get(way, "--line-strong"), "opacity": 0.8}
        names.append(f"{words.say(result.factor(path).label)} {SIGNS.get(way, '')}".strip())
        bars.append({"value": round(value, 3), "itemStyle": look})
        lines.append([{"coord": [round(max(value - half, 0.0), 3), place]}, {"coord": [round(value + half, 3), place]}])
    label = {"color": "--ink", "width": 150, "overflow": "break", "fontSize": 11, "lineHeight": 13, "interval": 0}
    ends = {"symbol": ["rect", "rect"], "symbolSize": [2, 9]}
    line = {"color": "--ink", "width": 1.4, "type": "solid"}
    return {
        "grid": {"left": 8, "right": 24, "top": 8, "bottom": 44, "containLabel": True},
        "xAxis": value_axis(min=0, max=_round_end(largest / size), **named_below(unit, 28)),
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": names,
            "axisTick": {"show": False},
            "axisLine": FIRM,
            "axisLabel": label,
        },
        "tooltip": {"trigger": "item", "confine": True, "formatter": f"{{b}}: {{c}} ({unit})"},
        "series": [
            {"type": "bar", "barWidth": "58%", "data": bars, "markLine": mark_lines(lines, lineStyle=line, **ends)}
        ],
    }


def _round_end(value: float) -> float:
    """Return a round number that is at least as large, for the end of an axis."""
    step = 10.0 ** math.floor(math.log10(value)) / 2 if value > 0 else 1.0
    return math.ceil(value / step) * step


def _table(words: Words, result: Sensitivity) -> Any:
    money = partial(words.money, currency=result.question.base.currency)
    rows = []
    for path in map(str, result.ranked.index):
        factor = result.factor(path)
        low, high = (factor.values[0], factor.values[-1]) if factor.values else (factor.low, factor.high)
        unit = words.say(factor.unit)
        rows.append(
            [
                words.say(factor.label),
                words.say("{low} to {high} {unit}", low=_read(words, low), high=_read(words, high), unit=unit).strip(),
                money(result.value(path, "mu_star")),
                words.say("± {half}", half=money(result.value(path, "mu_star_half"))),
                words.say(DIRECTIONS.get(result.direction(path), "")),
            ]
        )
    what, when = result.question.label_in(words), result.question.window_in(words)
    return Table(words.say("{what} {when}", what=what, when=when), map(words.say, HEADS), rows)


def _read(words: Words, value: Any) -> str:
    if isinstance(value, int | float):
        return words.number(float(value), 0 if float(value).is_integer() else 3)
    return str(value)
