"""What the numbers of lessons and challenges rest on, for the *i* beside them."""

from __future__ import annotations

import math
from dataclasses import replace

from ripple_sim.app.pages.learn.shared_parts import told_unit
from ripple_sim.app.session.provenance import Provenance, of_difference, of_metric
from ripple_sim.app.words import Words
from ripple_sim.learn.challenge import PARTS, Scoring
from ripple_sim.learn.lesson_run import LEVEL, LessonResult, MeasureResult
from ripple_sim.observe.metrics import BY_NAME, Money
from ripple_sim.wording import mark

RULES = mark("the rules of the challenge")
PARTS_SAID = {
    "profit": (
        mark("Points for profit"),
        mark("Profit over the whole horizon minus that of the twin company, on a scale from no points to all points."),
    ),
    "loyalty": (
        mark("Points for loyalty"),
        mark(
            "The measure of loyalty in the last quarter minus that of the twin company, on a "
            "scale from no points to all points."
        ),
    ),
    "well_being": (
        mark("Points for well-being"),
        mark(
            "The share of quarters in which the measure of well-being, minus that of the twin "
            "company, does not fall below its floor."
        ),
    ),
    "foresight": (
        mark("Points for foresight"),
        mark("How close the forecasts were to other possible futures of their quarters."),
    ),
}
MEASURES_SAID = {
    "change": mark("With the change minus without, over the weeks named."),
    "delay": mark("Weeks from the start until half of the largest change is reached."),
    "peak": mark("Weeks from the start until the change is largest."),
    "ratio": mark("One measure divided by another, without their signs."),
    "correlation": mark("The correlation of two figures over the units of the company, without the change."),
}


def of_measure(words: Words, result: LessonResult, finding: MeasureResult) -> Provenance:
    """Return what a measure of a lesson rests on."""
    lesson = result.lesson
    measure = lesson.measure(finding.name)
    of = lesson.measure(measure.of) if measure.kind == "ratio" else measure
    ends = finding.low, finding.high
    over_units = measure.kind == "correlation"
    return replace(
        of_difference(BY_NAME[of.metric or ""]),
        label=finding.label,
        unit=told_unit(words, finding.unit, result.currency),
        kind="rerun" if over_units else "compared",
        help=MEASURES_SAID[measure.kind],
        low=-1.0 if over_units else None,
        high=1.0 if over_units else None,
        interval=ends if all(map(math.isfinite, ends)) else None,
        level=round(100 * LEVEL),
    )


def of_lines(result: LessonResult) -> list[Provenance]:
    """Return what the pictures of a lesson rest on."""
    return [
        replace(known, label=line.label or known.label)
        for line in result.lesson.lines
        for known in [of_difference(BY_NAME[line.metric])]
    ]


def of_rules() -> Provenance:
    """Return what the numbers in a challenge's rules rest on."""
    says = mark("Set by the author of the challenge; there is no published source for the points of a game.")
    return Provenance(mark("How points are earned"), "points", "given", says, RULES, low=0.0, high=100.0)


def of_cost() -> Provenance:
    """Return what the cost of a decision rests on."""
    return Provenance(
        mark("Cost known in advance"),
        Money,
        "given",
        mark("What a decision costs until the end, counted on its own. A decision that saves money costs nothing."),
        mark("the costs that the challenge gives its offers and the company its levers"),
    )


def of_budget() -> Provenance:
    """Return what the budget rests on."""
    return Provenance(mark("Budget"), Money, "given", mark("The most that may be spent in total."), RULES)


def of_points(scoring: Scoring) -> list[Provenance]:
    """Return what the points of each part rest on, and the share of luck in what was earned."""
    profit = of_difference(BY_NAME["profit"])
    metrics = ("profit", scoring.loyalty_metric, scoring.well_being_metric, scoring.forecast_metric)
    parts = []
    for part, metric in zip(PARTS, metrics, strict=True):
        checked = of_metric(BY_NAME[metric]).checked
        span = {"low": 0.0, "high": getattr(scoring, part)}
        label, says = PARTS_SAID[part]
        parts.append(Provenance(label, "points", "rerun", says, RULES, **span, checked=checked))
    whole = mark("Over the whole horizon, not discounted.")
    own = replace(profit, label=mark("Profit compared with the twin company"), help=whole)
    luck = mark(
        "Luck is the profit of your own company minus the average of the re-runs. Its share is its size as a part of "
        "both sizes together."
    )
    share = Provenance(mark("Luck's share"), "%", "rerun", luck, low=0.0, high=100.0, checked=profit.checked)
    return [*parts, own, share]


def of_decisions(scoring: Scoring) -> list[Provenance]:
    """Return what the effects of single decisions rest on."""
    names = dict.fromkeys(("profit", scoring.loyalty_metric, scoring.well_being_metric))
    return [of_difference(BY_NAME[name]) for name in names]


def of_forecasts(scoring: Scoring) -> list[Provenance]:
    """Return what stands beside forecasts rests on."""
    return [replace(of_metric(BY_NAME[scoring.forecast_metric]), kind="rerun")]
