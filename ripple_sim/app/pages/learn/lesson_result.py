"""What a lesson's run showed: beside the prediction, as a picture, as a table, explained."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.chart import EChart, Line, Scale, over_weeks, scale_between
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.picture_with_table import Pictured
from ripple_sim.app.components.table import Table
from ripple_sim.app.pages.learn.number_sources import of_lines, of_measure
from ripple_sim.app.pages.learn.shared_parts import metric_unit, title_of, told_unit
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.learn.lesson_run import LessonResult, MeasureResult, Path
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import QUARTER

PANEL = 150
LOOKS = (("--accent", "solid"), ("--warm", "dashed"), ("--ink", "dotted"))


@solara.component
def LessonAnswer(lived: LessonResult, predicted: int) -> None:
    """Draw the comparison with the prediction, and the explanation."""
    words = use_words()
    lesson = lived.lesson
    with html.within("div", class_="r-learn"):
        with html.within("section", class_="r-card r-stack", aria_labelledby="compare"):
            html.element("h2", words.say("3. Compare"), id="compare")
            with html.within("div", class_="r-notice r-stack", role="status", data_option=lived.option + 1):
                html.element(
                    "p", words.say("You predicted: {said}", said=words.say(lesson.predict.options[predicted - 1].says))
                )
                html.element(
                    "p",
                    html.element(
                        "strong",
                        words.say("The runs show: {shown}", shown=words.say(lesson.predict.options[lived.option].says)),
                    ),
                )
                html.element("p", _comparison(words, lived, predicted))
            Table(
                words.say(
                    "Averages over {pairs} pairs with their 80 % interval: with the change "
                    "minus without. Money is not discounted. These are results of a model, "
                    "not of your company.",
                    pairs=words.number(lived.pairs),
                ),
                [words.say("Measured"), words.say("Value"), words.say("80 % interval")],
                [
                    [
                        words.say(one.label),
                        words.say(
                            "{value} {unit}",
                            value=_value(words, one, one.value),
                            unit=told_unit(words, one.unit, lived.currency),
                        ),
                        words.say(
                            "{low} to {high}", low=_value(words, one, one.low), high=_value(words, one, one.high)
                        ),
                    ]
                    for one in lived.findings
                ],
            )
            RestsOn([of_measure(words, lived, one) for one in lived.findings])
        Paths(lived)
        with html.within("section", class_="r-card r-stack", aria_labelledby="explain"):
            html.element("h2", words.say("4. Explain"), id="explain")
            if not lived.as_expected:
                html.element(
                    "p",
                    words.say(
                        "These runs don't show what the lesson explains, so read the "
                        "explanation with care: it describes what usually happens."
                    ),
                    class_="r-notice",
                )
            for paragraph in lesson.explain:
                html.element("p", words.say(paragraph))


def _comparison(words: Words, lived: LessonResult, predicted: int) -> str:
    if not lived.certain:
        return words.say("The interval also covers a neighbouring option: it takes more pairs to decide between them.")
    if predicted - 1 == lived.option:
        return words.say("Your prediction holds over the whole interval.")
    return words.say("Your prediction lies outside the whole interval.")


def _value(words: Words, finding: MeasureResult, value: float) -> str:
    if finding.unit in ("times", "weeks", "r"):
        return words.number(value, finding.decimals)
    return words.change(value, finding.decimals)


@solara.component
def Paths(lived: LessonResult) -> None:
    """Draw how the change spreads over the weeks."""
    words = use_words()
    lesson = lived.lesson
    height = PANEL * len(lesson.lines) + 24
    title = words.say("What changes, week by week")

    def chart() -> tuple[dict[str, Any], list[Any], list[dict[str, Any]]]:
        lines, values, facts = [], [], []
        for path in lived.paths:
            colour, dash = LOOKS[path.plan]
            metric = BY_NAME[lesson.lines[path.line].metric]
            name = words.say(lesson.plans[path.plan].title or lesson.plans[path.plan].name)
            fact = {"decimals": metric.decimals, "unit": metric_unit(words, metric, lived.currency)}
            lines.append(Line(name, colour, 2.2, dash, panel=path.line))
            lines += [Line(name, colour, 0.8, "dotted", named=False, panel=path.line)] * 2
            values += [path.mean, path.low, path.high]
            facts += [fact, {**fact, "hidden": True}, {**fact, "hidden": True}]
        scales = [_scale(words, lived, number) for number in range(len(lesson.lines))]
        week = words.say("week {week}", week="{value}")
        return over_weeks(lines, scales, lived.weeks, week, height), values, facts

    option, values, facts = solara.use_memo(chart, [id(lived), words.language])

    def picture() -> None:
        EChart(
            words,
            option,
            words.say(
                "Change by week of: {metrics}.",
                metrics=", ".join(_title(words, lived, i) for i in range(len(lesson.lines))),
            ),
            values=values,
            facts=facts,
            heading=words.say("Quarter up to week {week}", week="{x}"),
            height=height,
            seq=1,
        )

    Pictured(
        title,
        picture,
        lambda: _table(words, lived),
        note=words.say(
            "With the change minus without, over the quarter up to each week. Line: average "
            "of the pairs; dotted: its 80 % interval."
        ),
    )
    RestsOn(of_lines(lived))


def _title(words: Words, lived: LessonResult, line: int) -> str:
    stated = lived.lesson.lines[line]
    metric = BY_NAME[stated.metric]
    return words.say(
        "{label} ({unit})",
        label=words.say(stated.label) if stated.label else title_of(words, stated.metric),
        unit=metric_unit(words, metric, lived.currency),
    )


def _scale(words: Words, lived: LessonResult, line: int) -> Scale:
    values = np.concatenate([edge for path in lived.paths if path.line == line for edge in (path.low, path.high)])
    there = values[np.isfinite(values)]
    low, high = (min(0.0, float(there.min())), max(0.0, float(there.max()))) if len(there) else (0.0, 1.0)
    return scale_between(_title(words, lived, line), low, high if high > low else low + 1, parts=3)


def _table(words: Words, lived: LessonResult) -> Any:
    heads = [words.say("Week")]
    for path in lived.paths:
        plan = lived.lesson.plans[path.plan]
        heads.append(
            words.say("{plan}: {line}", plan=words.say(plan.title or plan.name), line=_title(words, lived, path.line))
        )
    weeks = sorted({*range(QUARTER, lived.weeks + 1, QUARTER), lived.weeks})
    rows = [[words.number(week), *(_cell(words, lived, path, week) for path in lived.paths)] for week in weeks]
    return Table(words.say("Change over the quarter up to each week, with its 80 % interval"), heads, rows)


def _cell(words: Words, lived: LessonResult, path: Path, week: int) -> str:
    decimals = BY_NAME[lived.lesson.lines[path.line].metric].decimals
    mean, low, high = (float(edge[week - 1]) for edge in (path.mean, path.low, path.high))
    if not math.isfinite(mean):
        return words.number(mean)
    return words.say(
        "{mean} ({low} to {high})",
        mean=words.change(mean, decimals),
        low=words.change(low, decimals),
        high=words.change(high, decimals),
    )
