"""The chain over the weeks, the company without changes as a thin line behind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, Line, Option, Scale, over_weeks, scale_between
from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import Series
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import is_money, read, unit
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.wording import mark

# Looks of the first, second and third line of a panel: colour, width, dash.
LOOKS = (("--accent", 2.4, "solid"), ("--warm", 1.8, "dashed"), ("--ink", 1.6, "dotted"))
ROOM = 0.14  # of the level at the start, above and below, so that chance looks like chance
SCORE_ROOM, POINTS_ROOM = 12.0, 30.0
HEIGHT = 290


@dataclass(frozen=True)
class Panel:
    """Metrics that share a unit; ``zero`` keeps zero in sight, ``alone`` has the whole card."""

    metrics: tuple[str, ...]
    zero: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Chart:
    """One card: a title and panels one above the other; ``many`` are drawn as thin lines."""

    title: str
    panels: tuple[Panel, ...]
    many: tuple[str, ...] = ()

    @property
    def metrics(self) -> list[str]:
        """All metrics with a line of their own and a twin."""
        return [name for panel in self.panels for name in panel.metrics]


CHARTS = (
    Chart(
        mark("Drivers and engagement"), (Panel(("engagement",), alone=True),), tuple(driver.name for driver in DRIVERS)
    ),
    Chart(mark("Energy and leavers"), (Panel(("energy",)), Panel(("leavers",), zero=True))),
    Chart(mark("Waiting and service"), (Panel(("waiting",), zero=True), Panel(("service_quality",)))),
    Chart(mark("Satisfaction and recommendation"), (Panel(("customer_satisfaction",)), Panel(("cnps", "enps")))),
    Chart(mark("Customers"), (Panel(("customers",), alone=True),)),
    Chart(mark("Revenue, cost and profit"), (Panel(("revenue", "cost")), Panel(("profit",)))),
)


@solara.component
def Charts() -> None:
    """Draw all charts."""
    words = use_words()
    note = words.say(
        "Leavers, waiting, service and money are shown over the quarter (13 weeks) up to each week, everything else as "
        "it is in that week. Money isn't discounted."
    )
    with html.within("div"):
        with html.within("div", class_="r-grid r-charts"):
            for chart in CHARTS:
                ChainChart(chart)
        html.element("p", note, class_="r-quiet r-below")


@solara.component
def ChainChart(chart: Chart) -> None:
    """Draw one chart, or its table."""
    visit, words = use_visit(), use_words()
    moved = tuple(name for name in chart.many if any(m.lever == name for m in visit.moves.moves))
    option, facts = solara.use_memo(
        lambda: _option(chart, visit, words, moved), [visit.base.hash(), moved, words.language]
    )

    def picture() -> Any:
        own = [visit.company.series(name) for name in (*chart.many, *chart.metrics)]
        return EChart(
            words,
            option,
            _label(chart, visit, words),
            values=[*own, *(visit.twin.series(name) for name in chart.metrics)],
            facts=facts,
            heading=words.say("Week {week}", week="{x}"),
            height=HEIGHT,
            seq=visit.frame,
        )

    Pictured(words.say(chart.title), picture, partial(_table, chart, visit, words))


def _option(chart: Chart, visit: Visit, words: Words, moved: tuple[str, ...]) -> tuple[Option, list[dict[str, Any]]]:
    lines, twins = [], []
    for name in chart.many:
        look = ("--ink", 1.4, "dashed") if name in moved else ("--line-strong", 1.0, "solid")
        lines.append(Line(words.say(BY_NAME[name].label), *look, named=name in moved))
    for number, panel in enumerate(chart.panels):
        for name, (colour, width, dash) in zip(panel.metrics, LOOKS, strict=False):
            metric = BY_NAME[name]
            label, what = words.say(metric.label), unit(words, metric, visit.base.currency)
            short = words.say("no change: {label}", label=label)
            lines.append(Line(label, colour, width, dash, metric.decimals, what, panel=number))
            twins.append(Line(short, "--twin", 1.0, dash, metric.decimals, what, named=False, panel=number))
    every = [*lines, *twins]
    scales = [_scale(panel, visit, words) for panel in chart.panels]
    facts = [{"decimals": line.decimals, "unit": line.unit} for line in every]
    week = words.say("week {week}", week="{value}")
    return over_weeks(every, scales, visit.base.weeks, week, HEIGHT), facts


def _scale(panel: Panel, visit: Visit, words: Words) -> Scale:
    """Return the axis of a panel, around where the company stood in its first quarter."""
    metric = BY_NAME[panel.metrics[0]]
    title = (
        words.say("{currency} a week", currency=visit.base.currency)
        if is_money(metric)
        else unit(words, metric, visit.base.currency)
    )
    at = [visit.twin.over_weeks(name, 0, min(QUARTER, visit.twin.week)) for name in panel.metrics]
    at = [value for value in at if math.isfinite(value)] or [0.0]
    low, high = _span(panel, visit, at)
    return scale_between(title, low, high, parts=4 if panel.alone else 3)


def _span(panel: Panel, visit: Visit, at: list[float]) -> tuple[float, float]:
    metric = BY_NAME[panel.metrics[0]]
    if panel.zero:
        return 0.0, 2.2 * max(at)
    if metric.unit == "0 to 100":
        return max(0.0, min(at) - SCORE_ROOM), min(100.0, max(at) + SCORE_ROOM)
    if metric.unit == "points":
        return min(at) - POINTS_ROOM, max(at) + POINTS_ROOM
    if metric.name == "profit":
        room = ROOM * visit.twin.over_weeks("revenue", 0, min(QUARTER, visit.twin.week))
        return min(at) - room, max(at) + room
    return min(at) * (1 - ROOM), max(at) * (1 + ROOM)


def _label(chart: Chart, visit: Visit, words: Words) -> str:
    now = []
    for name in chart.metrics:
        metric, currency = BY_NAME[name], visit.base.currency
        own, twin = (_last(company.series(name)) for company in (visit.company, visit.twin))
        says = words.say(
            "{label} {value} {unit}, with no change {twin}",
            label=words.say(metric.label),
            value=read(words, metric, own, currency),
            unit=unit(words, metric, currency),
            twin=read(words, metric, twin, currency),
        )
        now.append(says)
    return words.say(
        "{title} over {weeks} weeks; now: {parts}.",
        title=words.say(chart.title),
        weeks=words.number(visit.week),
        parts="; ".join(now),
    )


def _last(series: Series) -> float:
    return float(series[-1]) if len(series) else math.nan


def _table(chart: Chart, visit: Visit, words: Words) -> Any:
    currency = visit.base.currency
    weeks = sorted({*range(QUARTER, visit.week + 1, QUARTER), visit.week} - {0})
    columns = [[words.say("Week"), *map(words.number, weeks)]]

    def column(head: str, metric: Metric, series: Series) -> None:
        columns.append([head, *(read(words, metric, float(series[week - 1]), currency) for week in weeks)])

    for name in (*chart.metrics, *chart.many):
        metric = BY_NAME[name]
        head = words.say("{label} ({unit})", label=words.say(metric.label), unit=unit(words, metric, currency))
        column(head, metric, visit.company.series(name))
        if name in chart.metrics:
            column(words.say("no change"), metric, visit.twin.series(name))
    heads, *rows = zip(*columns, strict=True)
    return Table(words.say(chart.title), heads, rows, caption_hidden=True)
