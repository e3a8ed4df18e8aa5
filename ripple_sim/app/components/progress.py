"""Work under way: how far it is, why it was refused, and a company that an address can't carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import SaveButton
from ripple_sim.app.session.company import fits_into_an_address
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import refusal
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase


@solara.component
def Bar(label: str, done: int, total: int, says: str, cancel: Callable[[], None] | None = None) -> None:
    """Draw how far something has come, and a button that cancels it.

    ``label`` is what is counted; ``total`` is 0 while that isn't known; ``says`` tells it in a sentence.
    """
    words = use_words()
    with html.within("div", class_="r-row"):
        html.element("progress", max=str(total or 1), value=str(done) if total else None, aria_label=label)
        html.element("span", says, class_="r-quiet")
        if cancel is not None:
            html.button(words.say("Cancel"), cancel, small=True)


def use_attempt() -> tuple[Phrase | None, Callable[..., Any]]:
    """Return why the last attempt was refused, and a function that calls another with what it is given."""
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)

    def attempt(function: Callable[..., Any], *given: Any, **options: Any) -> Any:
        problem.set(None)
        try:
            return function(*given, **options)
        except RippleError as refused:
            problem.set(refused.sentence)
            return None

    return problem.value, attempt


def use_job(name: str) -> tuple[Job | None, Phrase | None, Callable[..., None], Callable[[], None]]:
    """Return a study by its name, why it was refused, and functions that start it and that forget it.

    The first of them takes the function that the study is and what that is given.
    """
    visit = use_visit()
    problem, attempt = use_attempt()

    def start(function: Callable[..., Any], *given: Any) -> None:
        attempt(visit.jobs.start, name, function, *given, when_changed=visit.tell)
        visit.tell()

    def forget() -> None:
        visit.jobs.forget(name)
        visit.tell()

    return visit.jobs[name], problem, start, forget


def Refusal(words: Words, why: Phrase, **attributes: Any) -> Any:
    """Draw a sentence that says why something isn't done."""
    return html.notice(refusal(words, why), bad=True, **attributes)


@solara.component
def Unshared(base: Scenario, refused: Phrase | None) -> None:
    """Draw why an address's company isn't shown, and that this one's address can't carry it.

    ``base`` is the company shown; ``refused`` is None where it is the one that the address asks for.
    """
    words = use_words()
    if refused is not None:
        Refusal(words, refused, role="alert")
    if fits_into_an_address(base):
        return
    says = words.say(
        "Your company's file is too large for this page's address. Send the file as well; it can be opened on Home."
    )
    with html.within("div", class_="r-notice r-stack"):
        html.element("p", says)
        with html.within("div", class_="r-row"):
            SaveButton(
                words.say("The company (TOML)"),
                f"{base.name}.toml",
                lambda: to_toml(base, full=True).encode(),
                icon_name="file-download-outline",
                small=True,
            )
