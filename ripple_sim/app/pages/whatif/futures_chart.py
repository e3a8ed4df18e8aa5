"""The profit difference over time as a fan: its mean, how well that is known, possible futures."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
import solara
from numpy.typing import NDArray

from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import (
    FIRM,
    QUIET,
    EChart,
    Option,
    mark_lines,
    money_scale,
    named_above,
    named_below,
    scale_between,
    value_axis,
)
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import ranged
from ripple_sim.study.compare import Comparison
from ripple_sim.wording import mark

Floats = NDArray[np.float64]
Facts = list[dict[str, Any]]
MOST_FUTURES = 40  # thin lines that can still be told from each other
HEIGHT = 320
HEADS = (mark("Month"), mark("Mean"), mark("Mean, 80 % interval"), mark("Mean, 95 % interval"), mark("80 % of futures"))
_EVERY = 3  # months between the rows of the table


@solara.component
def Fan(result: Comparison, plan: str, title: str, span: tuple[float, float]) -> None:
    """Draw a plan's fan and its table.

    ``span`` is from where to where money goes, so that the fans of several plans can be compared.
    """
    words = use_words()
    option, facts = solara.use_memo(
        lambda: fan_option(words, result, plan, span), [id(result), plan, span, words.language]
    )
    label = words.say(
        "Cumulative profit with {plan} minus profit without, by month, with ranges", plan=words.say(result.title(plan))
    )
    note = words.say(
        "Cumulative profit with the plan minus profit without, not discounted. Bold: average of "
        "{pairs:one=# pair|other=# pairs}. Bands: its 80 % and 95 % intervals. Each thin line: one possible future. "
        "Diamond: half of the futures have paid back.",
        pairs=result.pairs,
    )
    heading = words.say("After month {month}", month="{x}")
    Pictured(
        title,
        lambda: EChart(words, option, label, facts=facts, heading=heading, height=HEIGHT),
        lambda: _table(words, result, plan),
        note,
    )


def span_of(result: Comparison) -> tuple[float, float]:
    """Return from where to where the money of all plans goes, the rarest futures left out."""
    bands = [result.over_time(plan) for plan in result.plans]
    lows = [float(np.nanmin(values)) for band in bands for values in (band.low_95, band.single_low_95)]
    highs = [float(np.nanmax(values)) for band in bands for values in (band.high_95, band.single_high_95)]
    return min(0.0, *lows), max(0.0, *highs)


def fan_option(words: Words, result: Comparison, plan: str, span: tuple[float, float]) -> tuple[Option, Facts]:
    """Return the option of the chart, and how each of its series is read at a point."""
    band, pairs = result.over_time(plan), _from_nothing(result.cumulated(plan))
    size, unit = money_scale(words, result.currency, max(map(abs, span)))
    months = pairs.shape[1]
    series: list[Option] = []
    facts: Facts = []

    def add(told: bool, values: Floats, **held: Any) -> None:
        points = [[month, round(float(value), 6)] for month, value in enumerate(values)]
        series.append({"type": "line", "symbol": "none", "silent": True, "data": points, **held})
        facts.append({"decimals": 1, "unit": unit, "money": True} if told else {"hidden": True})

    def edge(level: str, end: str) -> Floats:
        return _from_nothing(getattr(band, f"{end}_{level}")) / size

    for one in pairs[:MOST_FUTURES]:
        add(False, one / size, z=1, lineStyle={"color": "--line-strong", "width": 0.6, "opacity": 0.55})
    for level, opacity in (("95", 0.16), ("80", 0.28)):
        low, high = edge(level, "low"), edge(level, "high")
        stack = {"stack": level, "stackStrategy": "all", "lineStyle": {"width": 0, "opacity": 0}, "z": 2}
        add(False, low, **stack)
        add(False, high - low, **stack, areaStyle={"color": "--accent", "opacity": opacity})
    _add_mean(words, add, _from_nothing(band.mean) / size, _short(words, float(band.mean[-1]), result.currency))
    for name, level, end in (
        (words.say("80 %: from"), "80", "low"),
        (words.say("80 %: to"), "80", "high"),
        (words.say("95 %: from"), "95", "low"),
        (words.say("95 %: to"), "95", "high"),
    ):
        add(True, edge(level, end), name=name, lineStyle={"opacity": 0, "width": 0})
    payback = result.outcomes(plan)["payback_month"].value
    if math.isfinite(payback):
        series.append(_diamond(words, payback, months))
        facts.append({"hidden": True})
    scale = scale_between(unit, span[0] / size, span[1] / size)
    every = next((step for step in (1, 2, 3, 6, 12, 24) if months / step <= 8), 60) - 1
    return {
        "grid": {"left": 54, "right": 74, "top": 28, "bottom": 42},
        "xAxis": {
            "type": "category",
            "boundaryGap": False,
            "data": [str(n) for n in range(months)],
            **named_below(words.say("month"), 26),
            "axisLine": {"onZero": False, **FIRM},
            "axisTick": {"alignWithLabel": True, "interval": every},
            "axisLabel": {**QUIET, "interval": every},
        },
        "yAxis": value_axis(min=scale.low, max=scale.high, interval=scale.step, **named_above(unit, 10, 46)),
        "tooltip": {"trigger": "axis", "confine": True},
        "series": series,
    }, facts


def _add_mean(words: Words, add: Any, mean: Floats, said: str) -> None:
    zero = mark_lines([{"yAxis": 0}], lineStyle={"color": "--ink", "width": 1, "type": "solid"})
    end = {"show": True, "color": "--accent", "fontWeight": 500, "fontSize": 12, "formatter": said}
    line = {"color": "--accent", "width": 2.6}
    add(
        True,
        mean,
        name=words.say("Mean"),
        z=4,
        lineStyle=line,
        itemStyle={"color": "--accent"},
        markLine=zero,
        endLabel=end,
    )


def _diamond(words: Words, payback: float, months: int) -> Option:
    """Return the mark of the month of payback, its words where they have room."""
    side = "right" if payback < 0.3 * months else "left" if payback > 0.7 * months else "top"
    says = words.say("paid back: month {month}", month=words.number(payback))
    return {
        "type": "scatter",
        "symbol": "diamond",
        "symbolSize": 12,
        "z": 5,
        "silent": True,
        "itemStyle": {"color": "--ink"},
        "data": [[int(payback), 0]],
        "label": {"show": True, "position": side, "color": "--ink", "distance": 8, "formatter": says},
    }


def _from_nothing(series: Floats) -> Floats:
    """Return a series by month with the start, at which nothing differs, before it."""
    return np.concatenate([np.zeros((*series.shape[:-1], 1)), series], axis=-1)


def _short(words: Words, value: float, currency: str) -> str:
    said = words.short_money(value, currency)
    return f"+{said}" if value > 0 else said


def _table(words: Words, result: Comparison, plan: str) -> Any:
    """Draw the fan as a table, a row each quarter and one at the end."""
    band, months = result.over_time(plan), result.cumulated(plan).shape[1]
    read = partial(words.money_change, currency=result.currency)
    ranges = ((band.low_80, band.high_80), (band.low_95, band.high_95), (band.single_low_80, band.single_high_80))
    rows = []
    for month in sorted({*range(_EVERY, months + 1, _EVERY), months}):
        ends = [(float(low[month - 1]), float(high[month - 1])) for low, high in ranges]
        said = [ranged(words, low, high, read) for low, high in ends]
        rows.append([words.number(month), read(float(band.mean[month - 1])), *said])
    caption = words.say(
        "Cumulative profit difference of {plan} at the end of each month", plan=words.say(result.title(plan))
    )
    return Table(caption, map(words.say, HEADS), rows)
