"""Learn: the chain in six short lessons, and three challenges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Download
from ripple_sim.app.components.form import FilePick, not_opened
from ripple_sim.app.pages.learn.challenge import ChallengePage
from ripple_sim.app.pages.learn.lesson import LessonPage
from ripple_sim.app.pages.learn.shared_parts import Refusal, back_to_list, use_learning, use_progress
from ripple_sim.app.pages.registry import Door, Page
from ripple_sim.app.session.learning import Learning
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.learn.progress import Progress, Said
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase, mark


@solara.component
def Learn() -> None:
    """Draw what the address has open."""
    use_visit()
    words, learning = use_words(), use_learning()
    progress, go = use_progress()
    kind, _, name = progress.open.partition(".")
    with html.within("div", class_="r-page"):
        if kind == "lesson" and name in learning.lessons:
            LessonPage(learning.lessons[name], progress, go).key(f"lesson-{name}")
        elif kind == "challenge" and name in learning.challenges:
            ChallengePage(learning.challenges[name], progress, go).key(f"challenge-{name}")
        elif kind:
            html.element("h1", words.say("Learn"))
            Refusal(
                words,
                Phrase(
                    "'{name}' doesn't come with the package. It may be somebody's own file: open "
                    "that first, then this address again.",
                    name=name,
                ),
            )
            back_to_list(words, lambda: go(progress.opened("")))
        else:
            Contents(progress, go)


@solara.component
def Contents(progress: Progress, go: Callable[[Progress], None]) -> None:
    """Draw the lessons, the challenges, and the way to keep what was done."""
    words, learning = use_words(), use_learning()
    lessons, challenges = list(learning.lessons.values()), list(learning.challenges.values())
    done = sum(_finished(progress, lesson.name) for lesson in lessons)
    with html.within("div", class_="r-learn"):
        with html.within("div"):
            html.element("h1", words.say("Learn the service profit chain"))
            html.element(
                "p",
                words.say(
                    "Each lesson takes about five minutes: predict, run, compare with your "
                    "prediction, explain. Every number comes from a run that you start."
                ),
                class_="r-lead",
            )
        with html.within("section", class_="r-stack", aria_labelledby="lessons"):
            html.element("h2", words.say("Lessons"), id="lessons")
            html.element(
                "p",
                words.count(
                    "{number} of {total} finished.",
                    "{number} of {total} finished.",
                    done,
                    total=words.number(len(lessons)),
                ),
                class_="r-quiet",
            )
            _cards(
                words,
                [
                    (
                        words.number(number),
                        words.say(lesson.title),
                        words.say(lesson.says),
                        _how_far(words, progress.said.get(lesson.name, Said())),
                        partial(go, progress.opened(f"lesson.{lesson.name}")),
                    )
                    for number, lesson in enumerate(lessons, 1)
                ],
            )
        with html.within("section", class_="r-stack", aria_labelledby="challenges"):
            html.element("h2", words.say("Challenges"), id="challenges")
            html.element(
                "p",
                words.say(
                    "Decide quarter by quarter, within a budget, with one step back allowed. "
                    "Then your decisions are repeated in fifty other companies."
                ),
                class_="r-quiet",
            )
            _cards(
                words,
                [
                    (
                        "",
                        words.say(one.title),
                        words.say(one.says),
                        _played(words, learning, progress, one.name),
                        partial(go, progress.opened(f"challenge.{one.name}")),
                    )
                    for one in challenges
                ],
            )
        Files(progress, go)


def _finished(progress: Progress, name: str) -> bool:
    return progress.said.get(name, Said()).answered > 0


def _how_far(words: Words, said: Said) -> str:
    if said.answered:
        return words.say("Finished")
    return words.say("Predicted") if said.predicted else ""


def _played(words: Words, learning: Learning, progress: Progress, name: str) -> str:
    if not progress.games.get(name):
        return ""
    game = learning.game(learning.challenges[name], progress)
    if game.over:
        return words.say("Played to the end")
    return words.say(
        "Quarter {quarter} of {quarters}",
        quarter=words.number(game.quarter),
        quarters=words.number(game.challenge.quarters),
    )


def _cards(words: Words, cards: Sequence[tuple[str, str, str, str, Callable[[], object]]]) -> None:
    with html.within("ol", class_="r-grid r-learn-list"):
        for number, title, says, state, pressed in cards:
            with html.within("li", class_="r-card r-stack"):
                with html.within("div"):
                    html.element("h3", words.say("{number}. {title}", number=number, title=title) if number else title)
                    html.element("p", says, class_="r-quiet")
                with html.within("div", class_="r-row r-apart"):
                    html.button(
                        words.say("Open"), pressed, small=True, aria_label=words.say("Open: {title}", title=title)
                    )
                    if state:
                        html.element("span", html.icon("check"), f" {state}", class_="r-quiet")


@solara.component
def Files(progress: Progress, go: Callable[[Progress], None]) -> None:
    """Draw the ways to open a teacher's file and to keep one's progress."""
    words, learning, visit = use_words(), use_learning(), use_visit()
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    saved = solara.use_reactive(0)

    def opened(name: str, text: str) -> None:
        problem.set(None)
        try:
            found = learning.open_text(text, name)
        except RippleError as refused:
            problem.set(refused.sentence)
            return
        if isinstance(found, Progress):
            go(found)
        else:
            kind = "lesson" if found.name in learning.lessons else "challenge"
            go(progress.opened(f"{kind}.{found.name}"))
        visit.tell()

    with html.within("section", class_="r-card r-stack", aria_labelledby="files"):
        html.element("h2", words.say("Your progress, and files of your own"), id="files")
        html.element(
            "p",
            words.say(
                "There are no accounts. Your progress is stored in this page's address: save "
                "the address, or save a file. Lessons and challenges are text files: copy "
                "one, change it, and open it here."
            ),
            class_="r-quiet",
        )
        with html.within("div", class_="r-row"):
            html.button(words.say("Save my progress"), lambda: saved.set(saved.peek() + 1), icon_name="download")
            FilePick(
                words.say("Open a lesson, a challenge, or my progress"),
                ".toml",
                opened,
                lambda name: problem.set(not_opened(name)),
            )
            Download("progress.toml", progress.text().encode(), saved.value)
        Copies(learning)
        with html.within("div", role="status"):
            if problem.value:
                Refusal(words, problem.value)


@solara.component
def Copies(learning: Learning) -> None:
    """Draw the choice of a file of the package to copy."""
    from ripple_sim.learn.texts import challenge_names, challenge_path, lesson_names, lesson_path

    words = use_words()
    wanted, saved = solara.use_reactive(lesson_names()[0]), solara.use_reactive(0)
    titles = {name: learning.lessons[name].title for name in lesson_names()}
    titles |= {name: learning.challenges[name].title for name in challenge_names()}
    path = lesson_path if wanted.value in lesson_names() else challenge_path
    with html.within("div", class_="r-row"):
        html.select(
            words.say("A file to copy"),
            [(name, words.say(title)) for name, title in titles.items()],
            wanted.value,
            wanted.set,
        )
        html.button(words.say("Get the file"), lambda: saved.set(saved.peek() + 1), icon_name="download")
        content: Any = path(wanted.value).read_bytes() if saved.value else b""
        Download(f"{wanted.value}.toml", content, saved.value)


PAGE = Page(
    path="learn",
    label=mark("Learn"),
    icon="school-outline",
    order=50,
    component=Learn,
    door=Door(
        mark("Learn the chain"), mark("Six short lessons: predict, run, compare, explain. Then three challenges.")
    ),
)
