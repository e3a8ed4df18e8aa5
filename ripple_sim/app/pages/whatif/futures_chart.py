"""The profit difference over time as a fan: its mean, how well that is known, single futures."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import solara
from numpy.typing import NDArray

from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, scale_between
from ripple_sim.app.pages.whatif.outcome_text import money_scale, ranged
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.study.compare import Comparison

Floats = NDArray[np.float64]
MOST_FUTURES = 40  # thin lines that can still be told from each other
HEIGHT = 320
_EVERY = 3  # months between the rows of the table


@solara.component
def Fan(result: Comparison, plan: str, title: str, span: tuple[float, float]) -> None:
    """Draw a plan's fan and its table.

    Parameters
    ----------
    title
        The heading of the card.
    span
        From where to where money goes, so that the fans of several plans can be compared.
    """
    words = use_words()
    option, facts = solara.use_memo(
        lambda: fan_option(words, result, plan, span), [id(result), plan, span, words.language]
    )

    def picture() -> Any:
        return EChart(
            words,
            option,
            words.say(
                "Cumulative profit with {plan} minus profit without, by month, with ranges",
                plan=words.say(result.title(plan)),
            ),
            facts=facts,
            heading=words.say("After month {month}", month="{x}"),
            height=HEIGHT,
        )

    Pictured(
        title,
        picture,
        lambda: fan_table(words, result, plan),
        words.say(
            "Cumulative profit with the plan minus profit without, not discounted. Bold: "
            "average of {pairs} pairs. Bands: its 80 % and 95 % intervals. Thin: single "
            "futures. Diamond: half of the futures have paid back.",
            pairs=words.number(result.pairs),
        ),
    )


def span_of(result: Comparison) -> tuple[float, float]:
    """Return from where to where the money of all plans goes, the rarest futures left out."""
    lows, highs = [0.0], [0.0]
    for plan in result.plans:
        band = result.over_time(plan)
        lows.append(float(min(np.nanmin(band.low_95), np.nanmin(band.single_low_95))))
        highs.append(float(max(np.nanmax(band.high_95), np.nanmax(band.single_high_95))))
    return min(lows), max(highs)


def fan_option(
    words: Words, result: Comparison, plan: str, span: tuple[float, float]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the option of the chart, and how each of its series is read at a point."""
    band, pairs = result.over_time(plan), _from_nothing(result.cumulated(plan))
    size, unit = money_scale(words, result.currency, max(map(abs, span)))
    months = pairs.shape[1]
    series: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []

    def add(told: bool, **held: Any) -> None:
        series.append({"type": "line", "symbol": "none", "silent": True, **held})
        facts.append({"decimals": 1, "unit": unit, "money": True} if told else {"hidden": True})

    for one in pairs[:MOST_FUTURES]:
        add(False, data=_points(one / size), z=1, lineStyle={"color": "--line-strong", "width": 0.6, "opacity": 0.55})
    for level, opacity in (("95", 0.16), ("80", 0.28)):
        low, high = (_from_nothing(getattr(band, f"{end}_{level}")) / size for end in ("low", "high"))
        clear = {"width": 0, "opacity": 0}
        stack = {"stack": level, "stackStrategy": "all", "lineStyle": clear, "z": 2}
        add(False, data=_points(low), **stack)
        add(False, data=_points(high - low), **stack, areaStyle={"color": "--accent", "opacity": opacity})
    mean = _from_nothing(band.mean) / size
    add(
        True,
        name=words.say("Mean"),
        data=_points(mean),
        z=4,
        lineStyle={"color": "--accent", "width": 2.6},
        itemStyle={"color": "--accent"},
        markLine={
            "symbol": "none",
            "silent": True,
            "label": {"show": False},
            "lineStyle": {"color": "--ink", "width": 1, "type": "solid"},
            "data": [{"yAxis": 0}],
        },
        endLabel={
            "show": True,
            "color": "--accent",
            "fontWeight": 500,
            "fontSize": 12,
            "formatter": _short(words, float(mean[-1]) * size, result.currency),
        },
    )
    for name, level, end in (
        (words.say("80 %: from"), "80", "low"),
        (words.say("80 %: to"), "80", "high"),
        (words.say("95 %: from"), "95", "low"),
        (words.say("95 %: to"), "95", "high"),
    ):
        values = _from_nothing(getattr(band, f"{end}_{level}")) / size
        add(True, name=name, data=_points(values), lineStyle={"opacity": 0, "width": 0})
    payback = result.outcomes(plan)["payback_month"].value
    if math.isfinite(payback):
        series.append(
            {
                "type": "scatter",
                "symbol": "diamond",
                "symbolSize": 12,
                "z": 5,
                "silent": True,
                "itemStyle": {"color": "--ink"},
                "data": [[int(payback), 0]],
                "label": {
                    "show": True,
                    "position": _side(payback, months),
                    "color": "--ink",
                    "distance": 8,
                    "formatter": words.say("paid back: month {month}", month=words.number(payback)),
                },
            }
        )
        facts.append({"hidden": True})
    scale = scale_between(unit, span[0] / size, span[1] / size)
    return {
        "grid": {"left": 54, "right": 74, "top": 28, "bottom": 42},
        "xAxis": {
            "type": "category",
            "boundaryGap": False,
            "data": [str(n) for n in range(months)],
            "name": words.say("month"),
            "nameLocation": "middle",
            "nameGap": 26,
            "nameTextStyle": {"color": "--quiet"},
            "axisLine": {"onZero": False, "lineStyle": {"color": "--line-strong"}},
            "axisTick": {"alignWithLabel": True, "interval": _interval(months)},
            "axisLabel": {"color": "--quiet", "interval": _interval(months)},
        },
        "yAxis": {
            "type": "value",
            "name": unit,
            "nameGap": 10,
            "nameTextStyle": {"color": "--quiet", "align": "left", "padding": [0, 0, 0, -46]},
            "min": scale.low,
            "max": scale.high,
            "interval": scale.step,
            "axisLabel": {"color": "--quiet", "hideOverlap": True},
            "splitLine": {"lineStyle": {"color": "--line"}},
        },
        "tooltip": {"trigger": "axis", "confine": True},
        "series": series,
    }, facts


def _side(month: float, months: int) -> str:
    """Return on which side of a mark its words have room."""
    return "right" if month < 0.3 * months else "left" if month > 0.7 * months else "top"


def _from_nothing(series: Floats) -> Floats:
    """Return a series by month with the start, at which nothing differs, before it."""
    return np.concatenate([np.zeros((*series.shape[:-1], 1)), series], axis=-1)


def _points(values: Floats) -> list[list[float]]:
    return [[month, round(float(value), 6)] for month, value in enumerate(values)]


def _interval(months: int) -> int:
    return next((step for step in (1, 2, 3, 6, 12, 24) if months / step <= 8), 60) - 1


def _short(words: Words, value: float, currency: str) -> str:
    said = words.short_money(value, currency)
    return f"+{said}" if value > 0 else said


def fan_table(words: Words, result: Comparison, plan: str) -> Any:
    """Draw the fan as a table, a row each quarter and one at the end."""
    band, months = result.over_time(plan), result.cumulated(plan).shape[1]

    def read(value: float) -> str:
        return words.money_change(value, result.currency)

    rows = []
    for month in sorted({*range(_EVERY, months + 1, _EVERY), months}):
        at = month - 1
        rows.append(
            [
                words.number(month),
                read(float(band.mean[at])),
                *(
                    ranged(words, float(low[at]), float(high[at]), read)
                    for low, high in (
                        (band.low_80, band.high_80),
                        (band.low_95, band.high_95),
                        (band.single_low_80, band.single_high_80),
                    )
                ),
            ]
        )
    return Table(
        words.say(
            "Cumulative profit difference of {plan} at the end of each month", plan=words.say(result.title(plan))
        ),
        [
            words.say("Month"),
            words.say("Mean"),
            words.say("Mean, 80 % interval"),
            words.say("Mean, 95 % interval"),
            words.say("80 % of single futures"),
        ],
        rows,
    )
