"""The cautions K1 to K12 as text, each to be shown by a run."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Refusal, use_attempt
from ripple_sim.app.session import Visit
from ripple_sim.app.session.evidence import show_caution
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.evidence.cautions import CAUTIONS
from ripple_sim.evidence.cautions.caution import Caution, Number
from ripple_sim.evidence.table import decimals_of
from ripple_sim.wording import Phrase


def _job(id: str) -> str:
    return f"caution {id}"


@solara.component
def Cautions() -> None:
    """Draw all cautions."""
    visit, words = use_visit(), use_words()
    problem, attempt = use_attempt()

    def show(id: str) -> None:
        attempt(visit.jobs.start, _job(id), show_caution, id, when_changed=visit.tell)
        visit.tell()

    about = words.say(
        "Mistakes to avoid when you read studies of this kind. Each can be shown in one simulated world, where the "
        "causes are known. Most take seconds, a few take a minute."
    )
    with html.within("section", class_="r-card r-stack", aria_labelledby="cautions"):
        with html.within("div"):
            html.element("h2", words.say("Twelve ways to misread a study"), id="cautions")
            html.quiet(about)
        with html.within("div", role="status"):
            if problem:
                Refusal(words, problem)
        with html.within("ul", class_="r-cautions"):
            for caution in CAUTIONS:
                _OneCaution(visit, caution, visit.jobs[_job(caution.id)], show, visit.frame)


@solara.component
def _OneCaution(visit: Visit, caution: Caution, job: Job | None, show: Callable[[str], None], frame: int) -> None:
    words = use_words()
    del frame  # drawn anew with the visit

    def cancel() -> None:
        visit.jobs.forget(_job(caution.id))
        visit.tell()

    if job is not None and job.state == "running":
        label, pressed = words.say("Cancel"), cancel
        named = words.say("Cancel: {caution}", caution=caution.id)
    else:
        label, pressed = words.say("Show it"), partial(show, caution.id)
        named = words.say("Show it: {caution}", caution=caution.id)
    with html.within("li", data_caution=caution.id):
        with html.within("div", class_="r-row r-apart r-nowrap"):
            with html.within("div"):
                html.element("strong", caution.id)
                html.element("span", words.say(caution.says))
                html.element("span", words.say("Facts: {facts}", facts=", ".join(caution.facts)), class_="r-quiet")
            html.button(label, pressed, small=True, aria_label=named)
        if job is not None and job.state != "cancelled":
            _outcome(words, job)


def _outcome(words: Words, job: Job) -> None:
    with html.within("div", role="status"):
        if job.state == "running":
            html.quiet(words.say("Simulating one world…"))
        elif job.state == "done":
            _numbers(words, *job.result)
        else:
            Refusal(words, job.problem or Phrase("The run failed."))


def _numbers(words: Words, numbers: list[Number], holds: bool) -> None:
    with html.within("dl", class_="r-numbers"):
        for label, value, unit in numbers:
            whole = math.isfinite(value) and value == round(value)
            read = words.number(value, 0 if whole else decimals_of(value))
            with html.within("div"):
                html.element("dt", words.say(label))
                html.element("dd", words.say("{number} {unit}", number=read, unit=words.say(unit)))
    html.notice(words.say("This run shows it.") if holds else words.say("This run does not show it."), bad=not holds)
