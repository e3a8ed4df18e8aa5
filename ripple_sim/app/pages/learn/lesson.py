"""One lesson: predict, run, compare with the prediction, explain, and a question."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, Line, Option, Scale, over_weeks, scale_between
from ripple_sim.app.components.form import Choices
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.progress import Refusal, use_attempt
from ripple_sim.app.pages.learn.number_sources import of_lines, of_measure
from ripple_sim.app.pages.learn.shared_parts import (
    Go,
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
from ripple_sim.app.words.catalogue import between, with_range
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.lesson_run import LessonResult, MeasureResult, Path
from ripple_sim.learn.progress import Progress, Said
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.problems import RippleError

PANEL = 150
LOOKS = (("--accent", "solid"), ("--warm", "dashed"), ("--ink", "dotted"))


@solara.component
def LessonPage(lesson: Lesson, progress: Progress, go: Go) -> None:
    """Draw a lesson as far as it has come."""
    words, learning = use_words(), use_learning()
    said = progress.said.get(lesson.name, Said())
    result = learning.lived(lesson)

    def as_shared() -> None:
        # An address that tells of an answer was taken from a page that showed the run.
        if said.answered and result is None:
            with suppress(RippleError):  # too much is running; the button is there
                learning.run_lesson(lesson)

    solara.use_effect(as_shared, [])
    with html.within("div", class_="r-learn r-learn-one"):
        with html.within("div"):
            back_to_list(words, lambda: go(progress.opened("")))
            html.element("h1", words.say(lesson.title))
            html.element("p", words.say(lesson.says), class_="r-lead")
        with html.card("idea", words.say("The idea")):
            for paragraph in lesson.idea:
                html.element("p", words.say(paragraph))
        with html.card("predict", words.say("1. Predict")):
            html.element("p", words.say(lesson.predict.asks))
            _numbered_choice(
                [words.say(option.says) for option in lesson.predict.options],
                said.predicted,
                words.say("Your prediction"),
                lambda number: go(progress.having_said(lesson.name, Said(number, said.answered))),
            )
        Running(lesson, bool(said.predicted))
        if result is not None and said.predicted:
            LessonAnswer(result, said.predicted)
            Asked(lesson, progress, go)
            Sources(lesson.facts)
            Next(lesson, progress, go)


def _numbered_choice(texts: Sequence[str], chosen: int, legend: str, choose: Callable[[int], None]) -> None:
    choices = [(str(number), text, "") for number, text in enumerate(texts, 1)]

    def take(text: str) -> None:
        choose(int(text) if text.isdecimal() and len(text) == 1 else 0)

    Choices(choices, str(chosen) if chosen else "", legend, take)


@solara.component
def Running(lesson: Lesson, predicted: bool) -> None:
    """Draw the button that simulates the pairs, and how far that is."""
    visit, words, learning = use_visit(), use_words(), use_learning()
    problem, attempt = use_attempt()
    job = visit.jobs[LESSON]
    busy = job is not None and job.state == "running"
    about = words.say(
        "{pairs} pairs of companies with the same luck, {weeks} weeks each: one with the change, one without.",
        pairs=words.number(lesson.pairs),
        weeks=words.number(lesson.weeks),
    )
    run = partial(attempt, learning.run_lesson, lesson)
    with html.card("run", words.say("2. Run")):
        html.quiet(about)
        with html.within("div", class_="r-row"):
            html.button(words.say("Run"), run, icon_name="play", main=True, disabled=busy or not predicted)
            if not predicted:
                html.element("span", words.say("Predict first."), class_="r-quiet")
        if problem:
            Refusal(words, problem)
        Underway(LESSON, words.say("Pairs of companies simulated"))


@solara.component
def LessonAnswer(result: LessonResult, predicted: int) -> None:
    """Draw the comparison with the prediction, and the explanation."""
    words = use_words()
    options = result.lesson.predict.options
    caption = words.say(
        "Averages over {pairs} pairs with their 80 % interval: with the change minus without. Money is not discounted. "
        "These are results of a model, not of your company.",
        pairs=words.number(result.pairs),
    )
    rows = [
        [
            words.say(one.label),
            words.say(
                "{value} {unit}", value=_value(words, one, one.value), unit=told_unit(words, one.unit, result.currency)
            ),
            between(words, one.low, one.high, partial(_value, words, one)),
        ]
        for one in result.findings
    ]
    with html.within("div", class_="r-learn"):
        with html.card("compare", words.say("3. Compare")):
            with html.within("div", class_="r-notice r-stack", role="status", data_option=result.option + 1):
                html.element("p", words.say("You predicted: {said}", said=words.say(options[predicted - 1].says)))
                shown = words.say("The runs show: {shown}", shown=words.say(options[result.option].says))
                html.element("p", html.element("strong", shown))
                html.element("p", _comparison(words, result, predicted))
            Table(caption, [words.say("Measured"), words.say("Value"), words.say("80 % interval")], rows)
            RestsOn([of_measure(words, result, one) for one in result.findings])
        Paths(result)
        with html.card("explain", words.say("4. Explain")):
            if not result.as_expected:
                says = words.say(
                    "These runs don't show what the lesson explains, so read the explanation with care: it describes "
                    "what usually happens."
                )
                html.notice(says)
            for paragraph in result.lesson.explain:
                html.element("p", words.say(paragraph))


def _comparison(words: Words, result: LessonResult, predicted: int) -> str:
    if not result.certain:
        return words.say("The interval also covers a neighbouring option: it takes more pairs to decide between them.")
    return words.say(
        "Your prediction {holds:yes=holds over|other=lies outside} the whole interval.",
        holds="yes" if predicted - 1 == result.option else "no",
    )


def _value(words: Words, finding: MeasureResult, value: float) -> str:
    if finding.unit in ("times", "weeks", "r"):
        return words.number(value, finding.decimals)
    return words.change(value, finding.decimals)


@solara.component
def Paths(result: LessonResult) -> None:
    """Draw how the change spreads over the weeks."""
    words = use_words()
    lesson = result.lesson
    height = PANEL * len(lesson.lines) + 24

    def chart() -> tuple[Option, list[Any], list[dict[str, Any]]]:
        lines, values, facts = [], [], []
        for path in result.paths:
            colour, dash = LOOKS[path.plan]
            metric = BY_NAME[lesson.lines[path.line].metric]
            name = _plan(words, result, path)
            fact = {"decimals": metric.decimals, "unit": metric_unit(words, metric, result.currency)}
            lines.append(Line(name, colour, 2.2, dash, panel=path.line))
            lines += [Line(name, colour, 0.8, "dotted", named=False, panel=path.line)] * 2
            values += [path.mean, path.low, path.high]
            facts += [fact, {**fact, "hidden": True}, {**fact, "hidden": True}]
        scales = [_scale(words, result, number) for number in range(len(lesson.lines))]
        return over_weeks(lines, scales, result.weeks, words.say("week {week}", week="{value}"), height), values, facts

    option, values, facts = solara.use_memo(chart, [id(result), words.language])
    metrics = ", ".join(_title(words, result, line) for line in range(len(lesson.lines)))
    label = words.say("Change by week of: {metrics}.", metrics=metrics)
    heading = words.say("Quarter up to week {week}", week="{x}")
    note = words.say(
        "With the change minus without, over the quarter up to each week. Line: average of the pairs; dotted: its 80 % "
        "interval."
    )
    Pictured(
        words.say("What changes, week by week"),
        lambda: EChart(words, option, label, values=values, facts=facts, heading=heading, height=height, seq=1),
        lambda: _table(words, result),
        note,
    )
    RestsOn(of_lines(result))


def _plan(words: Words, result: LessonResult, path: Path) -> str:
    plan = result.lesson.plans[path.plan]
    return words.say(plan.title or plan.name)


def _title(words: Words, result: LessonResult, line: int) -> str:
    stated = result.lesson.lines[line]
    return words.say(
        "{label} ({unit})",
        label=words.say(stated.label) if stated.label else title_of(words, stated.metric),
        unit=metric_unit(words, BY_NAME[stated.metric], result.currency),
    )


def _scale(words: Words, result: LessonResult, line: int) -> Scale:
    values = np.concatenate([edge for path in result.paths if path.line == line for edge in (path.low, path.high)])
    there = values[np.isfinite(values)]
    low, high = (min(0.0, float(there.min())), max(0.0, float(there.max()))) if len(there) else (0.0, 1.0)
    return scale_between(_title(words, result, line), low, high if high > low else low + 1, parts=3)


def _table(words: Words, result: LessonResult) -> Any:
    heads = [words.say("Week")]
    for path in result.paths:
        line = _title(words, result, path.line)
        heads.append(words.say("{plan}: {line}", plan=_plan(words, result, path), line=line))
    weeks = sorted({*range(QUARTER, result.weeks + 1, QUARTER), result.weeks})
    rows = [[words.number(week), *(_cell(words, result, path, week) for path in result.paths)] for week in weeks]
    return Table(words.say("Change over the quarter up to each week, with its 80 % interval"), heads, rows)


def _cell(words: Words, result: LessonResult, path: Path, week: int) -> str:
    decimals = BY_NAME[result.lesson.lines[path.line].metric].decimals
    mean, low, high = (float(edge[week - 1]) for edge in (path.mean, path.low, path.high))
    if not math.isfinite(mean):
        return words.number(mean)
    return with_range(words, mean, low, high, partial(words.change, decimals=decimals))


@solara.component
def Asked(lesson: Lesson, progress: Progress, go: Go) -> None:
    """Draw the question at the end, and what is said of the answer."""
    words = use_words()
    said = progress.said.get(lesson.name, Said())
    question = lesson.question
    with html.card("question", words.say("5. A question")):
        html.element("p", words.say(question.asks))
        _numbered_choice(
            [words.say(answer.says) for answer in question.answers],
            said.answered,
            words.say("Your answer"),
            lambda number: go(progress.having_said(lesson.name, Said(said.predicted, number))),
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
