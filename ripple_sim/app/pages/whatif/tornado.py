"""What a plan's profit difference depends on most, as a tornado."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart
from ripple_sim.app.pages.whatif.outcome_text import money_scale
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.wording import mark

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity

MOST = 10
DIRECTIONS = {
    "raises": mark("a higher value raises it"),
    "lowers": mark("a higher value lowers it"),
    "either way": mark("either way, depending on the rest"),
    "unclear": mark("its interval reaches zero"),
    "nothing": mark("has no effect"),
    "no order": mark("values without an order"),
}
COLOURS = {"raises": "--accent", "lowers": "--warm"}
SIGNS = {"raises": "▲", "lowers": "▼", "either way": "◆"}
_ROW = 40


@solara.component
def Tornado(result: Sensitivity) -> None:
    """Draw the tornado, and the table that says the same."""
    words = use_words()
    option = solara.use_memo(lambda: tornado_option(words, result), [id(result), words.language])
    rows = min(len(result.ranked), MOST)

    def picture() -> Any:
        return EChart(
            words,
            option,
            words.say("What the profit difference depends on, the strongest first"),
            height=70 + _ROW * rows,
        )

    html.element("p", html.element("strong", result.say(words=words)), class_="r-answer")
    Pictured(
        words.say("What changes it most"),
        picture,
        lambda: _table(words, result),
        words.say(
            "Bar: by how much the profit difference changes on average when this value goes "
            "over its whole range. Line: 95 % interval. ▲ a higher value raises it, ▼ lowers "
            "it, ◆ either way; grey without a sign: its interval reaches zero."
        ),
    )
    with html.within("details"):
        html.element("summary", words.say("Notes on all numbers"))
        html.listing(list(result.conditions(words)), class_="r-quiet r-done")


def tornado_option(words: Words, result: Sensitivity) -> dict[str, Any]:
    """Return the strongest as bars with their intervals, the most at the top."""
    paths = [str(path) for path in result.ranked.index[:MOST]]
    ends = [result.value(path, "mu_star") + result.value(path, "mu_star_half") for path in paths]
    currency = result.question.base.currency
    size, unit = money_scale(words, currency, max(ends))
    bars, lines, names = [], [], []
    for place, path in enumerate(paths):
        way = result.direction(path)
        value, half = (result.value(path, name) / size for name in ("mu_star", "mu_star_half"))
        sign = SIGNS.get(way, "")
        names.append(f"{words.say(result.factor(path).label)} {sign}".strip())
        bars.append(
            {"value": round(value, 3), "itemStyle": {"color": COLOURS.get(way, "--line-strong"), "opacity": 0.8}}
        )
        lines.append([{"coord": [round(max(value - half, 0.0), 3), place]}, {"coord": [round(value + half, 3), place]}])
    return {
        "grid": {"left": 8, "right": 24, "top": 8, "bottom": 44, "containLabel": True},
        "xAxis": {
            "type": "value",
            "name": unit,
            "nameLocation": "middle",
            "nameGap": 28,
            "min": 0,
            "max": _round_end(max(ends) / size),
            "nameTextStyle": {"color": "--quiet"},
            "axisLabel": {"color": "--quiet", "hideOverlap": True},
            "splitLine": {"lineStyle": {"color": "--line"}},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": names,
            "axisTick": {"show": False},
            "axisLine": {"lineStyle": {"color": "--line-strong"}},
            "axisLabel": {
                "color": "--ink",
                "width": 150,
                "overflow": "break",
                "fontSize": 11,
                "lineHeight": 13,
                "interval": 0,
            },
        },
        "tooltip": {"trigger": "item", "confine": True, "formatter": f"{{b}}: {{c}} ({unit})"},
        "series": [
            {
                "type": "bar",
                "barWidth": "58%",
                "data": bars,
                "markLine": {
                    "symbol": ["rect", "rect"],
                    "symbolSize": [2, 9],
                    "silent": True,
                    "label": {"show": False},
                    "data": lines,
                    "lineStyle": {"color": "--ink", "width": 1.4, "type": "solid"},
                },
            }
        ],
    }


def _round_end(value: float) -> float:
    """Return a round number that is at least as large, for the end of an axis."""
    step = 10.0 ** math.floor(math.log10(value)) / 2 if value > 0 else 1.0
    return math.ceil(value / step) * step


def _table(words: Words, result: Sensitivity) -> Any:
    rows = []
    for path in map(str, result.ranked.index):
        factor = result.factor(path)
        low, high = (factor.values[0], factor.values[-1]) if factor.values else (factor.low, factor.high)
        rows.append(
            [
                words.say(factor.label),
                words.say(
                    "{low} to {high} {unit}",
                    low=_read(words, low),
                    high=_read(words, high),
                    unit=words.say(factor.unit),
                ).strip(),
                words.money(result.value(path, "mu_star"), result.question.base.currency),
                words.say(
                    "± {half}", half=words.money(result.value(path, "mu_star_half"), result.question.base.currency)
                ),
                words.say(DIRECTIONS.get(result.direction(path), "")),
            ]
        )
    return Table(
        words.say("{what} {when}", what=result.question.label_in(words), when=result.question.window_in(words)),
        [
            words.say("What varies"),
            words.say("Range"),
            words.say("Mean effect"),
            words.say("95 % interval"),
            words.say("Direction"),
        ],
        rows,
    )


def _read(words: Words, value: Any) -> str:
    if isinstance(value, int | float):
        decimals = 0 if float(value).is_integer() else 3
        return words.number(float(value), decimals)
    return str(value)
