"""Choosing another company, or opening one from a file."""

from __future__ import annotations

import threading
from collections.abc import Callable

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.choices import Choice, Choices
from ripple_sim.app.components.filepick import FilePick, not_opened
from ripple_sim.app.server.guard import SENTENCE, noted
from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import company_in
from ripple_sim.app.session.examples import finished_chain
from ripple_sim.app.session.room import ROOM
from ripple_sim.app.session.visit import company_of
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words.catalogue import refusal
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase


@solara.component
def CompanyPicker() -> None:
    """Draw the companies that come with the package, and the way to open another."""
    visit, words = use_visit(), use_words()
    opening = solara.use_reactive("")
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    in_turn = solara.use_memo(threading.Lock, [])

    def begin(name: str, company: Callable[[], Scenario]) -> None:
        opening.set(name)
        problem.set(None)

        def work() -> None:
            with in_turn:
                said = opened(company, visit)
                if opening.peek() == name:  # nothing else was asked for meanwhile
                    problem.set(said)
                    opening.set("")

        threading.Thread(target=work, daemon=True).start()

    presets = solara.use_memo(lambda: [load(name) for name in preset_names()], [])
    with html.within("section", class_="r-card r-stack", aria_labelledby="company"):
        html.element("h2", words.say("Another company"), id="company")
        Choices(
            [Choice(one.name, words.say(one.title), words.say(one.about)) for one in presets],
            opening.value or visit.base.name,
            words.say("Company"),
            lambda name: begin(name, lambda: company_in(name)),
        )
        with html.within("div", class_="r-row"):
            FilePick(
                words.say("Open a scenario file"),
                ".toml",
                lambda name, text: begin(name, lambda: company_of(text, name)),
                lambda name: problem.set(not_opened(name)),
            )
            html.element(
                "span",
                words.say(
                    "A TOML file of your own; 'ripple new mine.toml' writes one to begin with. It "
                    "stays on this computer and is read by this server only."
                ),
                class_="r-quiet",
            )
        with html.within("div", role="status"):
            if opening.value:
                html.element("p", words.say("Preparing the company…"), class_="r-notice")
            elif problem.value:
                html.element("p", refusal(words, problem.value), class_="r-notice is-bad")


def opened(company: Callable[[], Scenario], visit: Visit) -> Phrase | None:
    """Open a company and let it live to its end; returns what went wrong, or None.

    It is lived to its end before it is opened, so that nobody waits for a page half drawn.
    """
    try:
        base = company()
        ROOM.look(visit, base)
        finished_chain(base, visit.seed)
        visit.open_company(base)
    except RippleError as refused:
        return refused.sentence
    except Exception as broken:
        return Phrase(SENTENCE, reference=noted(broken))
    return None
