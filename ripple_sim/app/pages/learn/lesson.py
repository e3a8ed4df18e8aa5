"""One lesson: predict, run, compare with the prediction, explain, and a question."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.choices import Choice, Choices
from ripple_sim.app.pages.learn.address import Go, use_learning
from ripple_sim.app.pages.learn.lesson_result import LessonAnswer
from ripple_sim.app.pages.learn.shared_parts import Refusal, Sources, Underway, back_to_list
from ripple_sim.app.session.learning import LESSON
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.progress import Progress, Said
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
                lambda number: go(progress.having_said(lesson.name, Said(_number(number), said.answered))),
            )
        Running(lesson, bool(said.predicted))
        if lived is not None and said.predicted:
            LessonAnswer(lived, said.predicted)
            Asked(lesson, progress, go)
            Sources(lesson.facts)
            Next(lesson, progress, go)


def _number(text: str) -> int:
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
            lambda number: go(progress.having_said(lesson.name, Said(said.predicted, _number(number)))),
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
