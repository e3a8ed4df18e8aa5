"""One lesson: predict, run, compare with the prediction, explain, and a question."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, Line, Scale, over_weeks, scale_between
from ripple_sim.app.components.form import Choice, Choices
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.pages.learn.number_sources import of_lines, of_measure
from ripple_sim.app.pages.learn.shared_parts import (
    Go,
    Refusal,
    Sources,
    Underway,
    back_to_list,
    metric_unit,
    title_of,
    told_unit,
    use_learning,
)
from ripple_sim.app.session.learning import LESSON
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.lesson_run import LessonResult
from ripple_sim.learn.measuring import Finding, Path
from ripple_sim.learn.progress import Progress, Said
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase


@solara.component
def LessonPage(lesson: Lesson, progress: Progress, go: Go) -> None:
    """Draw a lesson as far as it has come."""
    words, learning = use_words(), use_learning()
    said = progress.said.get(lesson.name, Said())
    lived = learning.lived(lesson)

    def as_shared() -> None:
        # An address that tells of an answer was taken from a page that showed the run.
        if said.answered and lived is None:
            with suppress(RippleError):  # too much is running; the button is there
                learning.run_lesson(lesson)

    solara.use_effect(as_shared, [])
    with html.within("div", class_="r-learn r-learn-one"):
        with html.within("div"):
            back_to_list(words, lambda: go(progress.opened("")))
            html.element("h1", words.say(lesson.title))
            html.element("p", words.say(lesson.says), class_="r-lead")
        with html.within("section", class_="r-card r-stack", aria_labelledby="idea"):
            html.element("h2", words.say("The idea"), id="idea")
            for paragraph in lesson.idea:
                html.element("p", words.say(paragraph))
        with html.within("section", class_="r-card r-stack", aria_labelledby="predict"):
            html.element("h2", words.say("1. Predict"), id="predict")
            html.element("p", words.say(lesson.predict.asks))
            Choices(
                [
                    Choice(str(number), words.say(option.says), "")
                    for number, option in enumerate(lesson.predict.options, 1)
                ],
                str(said.predicted) if said.predicted else "",
                words.say("Your prediction"),
                lambda number: go(progress.having_said(lesson.name, Said(_whole_number(number), said.answered))),
            )
        Running(lesson, bool(said.predicted))
        if lived is not None and said.predicted:
            LessonAnswer(lived, said.predicted)
            Asked(lesson, progress, go)
            Sources(lesson.facts)
            Next(lesson, progress, go)


def _whole_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) == 1 else 0


@solara.component
def Running(lesson: Lesson, predicted: bool) -> None:
    """Draw the button that lives the pairs, and how far that is."""
    visit, words, learning = use_visit(), use_words(), use_learning()
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    job = visit.jobs[LESSON]
    running = job is not None and job.state == "running"

    def run() -> None:
        problem.set(None)
        try:
            learning.run_lesson(lesson)
        except RippleError as refused:
            problem.set(refused.sentence)

    with html.within("section", class_="r-card r-stack", aria_labelledby="run"):
        html.element("h2", words.say("2. Run"), id="run")
        html.element(
            "p",
            words.say(
                "{pairs} pairs of companies with the same luck, {weeks} weeks each: one with the change, one without.",
                pairs=words.number(lesson.pairs),
                weeks=words.number(lesson.weeks),
            ),
            class_="r-quiet",
        )
        with html.within("div", class_="r-row"):
            html.button(words.say("Run"), run, icon_name="play", main=True, disabled=running or not predicted)
            if not predicted:
                html.element("span", words.say("Predict first."), class_="r-quiet")
        if problem.value:
            Refusal(words, problem.value)
        Underway(LESSON, words.say("Pairs of companies simulated"))


@solara.component
def Asked(lesson: Lesson, progress: Progress, go: Callable[[Progress], None]) -> None:
    """Draw the question at the end, and what is said of the answer."""
    words = use_words()
    said = progress.said.get(lesson.name, Said())
    question = lesson.question
    with html.within("section", class_="r-card r-stack", aria_labelledby="question"):
        html.element("h2", words.say("5. A question"), id="question")
        html.element("p", words.say(question.asks))
        Choices(
            [Choice(str(number), words.say(answer.says), "") for number, answer in enumerate(question.answers, 1)],
            str(said.answered) if said.answered else "",
            words.say("Your answer"),
            lambda number: go(progress.having_said(lesson.name, Said(said.predicted, _whole_number(number)))),
        )
        with html.within("div", role="status"):
            if said.answered:
                right = said.answered == question.right
                html.element(
                    "p",
                    html.icon("check-circle" if right else "close-circle-outline"),
                    html.element("strong", words.say("Right.") if right else words.say("Not quite.")),
                    html.element("span", words.say(question.answers[said.answered - 1].because)),
                    class_="r-notice r-learn-verdict",
                    data_right=str(right).lower(),
                )


@solara.component
def Next(lesson: Lesson, progress: Progress, go: Go) -> None:
    """Draw the way to the next lesson, or to the challenges."""
    words, learning = use_words(), use_learning()
    names = list(learning.lessons)
    following = names[names.index(lesson.name) + 1 :]
    with html.within("div", class_="r-row"):
        if following:
            after = learning.lessons[following[0]]
            html.button(
                words.say("Next: {title}", title=words.say(after.title)),
                lambda: go(progress.opened(f"lesson.{after.name}")),
                icon_name="arrow-right",
                main=True,
            )
        back_to_list(words, lambda: go(progress.opened("")))


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


def _value(words: Words, finding: Finding, value: float) -> str:
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
