"""Learn: the chain in six short lessons, and three challenges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import SaveButton
from ripple_sim.app.components.form import FilePick, not_opened
from ripple_sim.app.components.progress import Refusal, use_attempt
from ripple_sim.app.pages.learn.challenge import ChallengePage
from ripple_sim.app.pages.learn.lesson import LessonPage
from ripple_sim.app.pages.learn.shared_parts import Go, back_to_list, use_learning, use_progress
from ripple_sim.app.pages.registry import Door, Page
from ripple_sim.app.session.learning import Learning
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.progress import Progress, Said
from ripple_sim.learn.texts import challenge_names, challenge_path, lesson_names, lesson_path
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
            why = Phrase(
                "'{name}' doesn't come with the package. It may be somebody's own file: open that first, then this "
                "address again.",
                name=name,
            )
            html.element("h1", words.say("Learn"))
            Refusal(words, why)
            back_to_list(words, lambda: go(progress.opened("")))
        else:
            Contents(progress, go)


@solara.component
def Contents(progress: Progress, go: Go) -> None:
    """Draw the lessons, the challenges, and the way to keep what was done."""
    words, learning = use_words(), use_learning()
    lessons, challenges = list(learning.lessons.values()), list(learning.challenges.values())
    done = sum(progress.said.get(lesson.name, Said()).answered > 0 for lesson in lessons)
    lead = words.say(
        "Each lesson takes about five minutes: predict, run, compare with your prediction, explain. Every number comes "
        "from a run that you start."
    )
    finished = words.count(
        "{number} of {total} finished.", "{number} of {total} finished.", done, total=words.number(len(lessons))
    )
    about = words.say(
        "Decide quarter by quarter, within a budget, with one step back allowed. Then your decisions are repeated in "
        "fifty other companies."
    )
    with html.within("div", class_="r-learn"):
        html.head(words.say("Learn the service profit chain"), lead)
        with html.within("section", class_="r-stack", aria_labelledby="lessons"):
            html.element("h2", words.say("Lessons"), id="lessons")
            html.quiet(finished)
            with html.within("ol", class_="r-grid r-learn-list"):
                for number, lesson in enumerate(lessons, 1):
                    state = _how_far(words, progress.said.get(lesson.name, Said()))
                    title = words.say("{number}. {title}", number=words.number(number), title=words.say(lesson.title))
                    _card(words, title, lesson, state, partial(go, progress.opened(f"lesson.{lesson.name}")))
        with html.within("section", class_="r-stack", aria_labelledby="challenges"):
            html.element("h2", words.say("Challenges"), id="challenges")
            html.quiet(about)
            with html.within("ol", class_="r-grid r-learn-list"):
                for one in challenges:
                    state = _played(words, learning, progress, one.name)
                    _card(
                        words, words.say(one.title), one, state, partial(go, progress.opened(f"challenge.{one.name}"))
                    )
        Files(progress, go)


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


def _card(words: Words, title: str, one: Lesson | Challenge, state: str, pressed: Callable[[], object]) -> None:
    with html.within("li", class_="r-card r-stack"):
        with html.within("div"):
            html.element("h3", title)
            html.quiet(words.say(one.says))
        with html.within("div", class_="r-row r-apart"):
            label = words.say("Open: {title}", title=words.say(one.title))
            html.button(words.say("Open"), pressed, small=True, aria_label=label)
            if state:
                html.element("span", html.icon("check"), f" {state}", class_="r-quiet")


@solara.component
def Files(progress: Progress, go: Go) -> None:
    """Draw the ways to open a teacher's file and to keep one's progress."""
    words, learning, visit = use_words(), use_learning(), use_visit()
    too_large: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    refused, attempt = use_attempt()

    def opened(name: str, text: str) -> None:
        too_large.set(None)
        one = attempt(learning.open_text, text, name)
        if isinstance(one, Progress):
            go(one)
        elif one is not None:
            kind = "lesson" if one.name in learning.lessons else "challenge"
            go(progress.opened(f"{kind}.{one.name}"))
        visit.tell()

    about = words.say(
        "There are no accounts. Your progress is stored in this page's address: save the address, or save a file. "
        "Lessons and challenges are text files: copy one, change it, and open it here."
    )
    save = words.say("Save my progress")
    with html.card("files", words.say("Your progress, and files of your own")):
        html.quiet(about)
        with html.within("div", class_="r-row"):
            SaveButton(save, "progress.toml", lambda: progress.text().encode(), icon_name="download")
            FilePick(words.say("Open a lesson, a challenge, or my progress"), opened, too_large.set)
        Copies(learning)
        with html.within("div", role="status"):
            if problem := too_large.value or refused:
                Refusal(words, problem)


@solara.component
def Copies(learning: Learning) -> None:
    """Draw the choice of a file of the package to copy."""
    words = use_words()
    wanted = solara.use_reactive(lesson_names()[0])
    name = wanted.value
    titles = [(one, words.say(learning.lessons[one].title)) for one in lesson_names()]
    titles += [(one, words.say(learning.challenges[one].title)) for one in challenge_names()]
    path = (lesson_path if name in lesson_names() else challenge_path)(name)
    with html.within("div", class_="r-row"):
        html.select(words.say("A file to copy"), titles, name, wanted.set)
        SaveButton(words.say("Get the file"), f"{name}.toml", path.read_bytes, icon_name="download")


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
