"""Comparing, with progress and a way to stop; and the studies that ask why."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Bar, Refusal
from ripple_sim.app.pages.whatif.answer import Answer, Ranges
from ripple_sim.app.pages.whatif.ripple import Rings
from ripple_sim.app.pages.whatif.tornado import Tornado
from ripple_sim.app.pages.whatif.why import Why
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.session.whatif import Kind, WhatIf
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.study.compare import Comparison
from ripple_sim.wording import Phrase, mark

CHOICES = ("30", "60", "120", "auto")
STUDIES: tuple[tuple[Kind, str, str, str], ...] = (
    (
        "why",
        mark("Why"),
        mark("Ask why"),
        mark(
            "Switches the links of the chain on and off one by one to find each link's part of the profit difference. "
            "Takes about a minute."
        ),
    ),
    (
        "ripple",
        mark("Ripple"),
        mark("Follow the ripple"),
        mark(
            "Compares both worlds person by person: whom the plan reaches, when, and how far it spreads. Takes about "
            "half a minute."
        ),
    ),
    (
        "matters",
        mark("What would change the answer"),
        mark("Ask what it depends on"),
        mark(
            "Varies the fitted parameters over the range that the evidence allows. The quick study takes about two "
            "minutes, the thorough one about five."
        ),
    ),
)


@solara.component
def Comparing(asking: WhatIf) -> None:
    """Draw the button that compares, how far it has come, and what it shows."""
    use_visit()
    words = use_words()
    done, total = asking.progress
    ready = any(plan.interventions or plan.shocks for plan in asking.plans)

    def choose_pairs(key: str) -> None:
        asking.pairs = "auto" if key == "auto" else int(key)
        asking.visit.tell()

    with html.card("compare", words.say("Compare with no change")):
        with html.within("div", class_="r-row"):
            if asking.running and asking.job is not None:
                html.button(words.say("Cancel"), asking.cancel, icon_name="close")
            else:
                label = words.count("Compare {number} plan", "Compare {number} plans", len(asking.plans))
                html.button(label, asking.compare, icon_name="scale-balance", main=True, disabled=not ready)
            html.select(words.say("In"), _numbers_of_pairs(words, asking), str(asking.pairs), choose_pairs)
        with html.within("div", role="status"):
            _state(words, asking, done, total)
    newest = asking.result or asking.so_far
    if newest is not None:
        early = ""
        if asking.result is None:
            early = words.say(
                "From the first {pairs} of {total} pairs: ranges are still wide, and every number may change.",
                pairs=words.number(newest.pairs),
                total=words.number(max(total, newest.pairs)),
            )
        Answer(newest, early)


def _numbers_of_pairs(words: Words, asking: WhatIf) -> list[tuple[str, str]]:
    said = {"auto": words.say("as many pairs as needed")}
    for key in (*CHOICES, str(asking.pairs)):
        if key != "auto":
            said[key] = words.count("{number} pair of worlds", "{number} pairs of worlds", int(key))
    return [(key, said[key]) for key in dict.fromkeys((*CHOICES, str(asking.pairs)))]


def _state(words: Words, asking: WhatIf, done: int, total: int) -> None:
    job = asking.job
    if asking.running:
        says = words.say(
            "{done} of {total:one=# pair|other=# pairs} of simulated companies done",
            done=words.number(done),
            total=total,
        )
        _progress(words, done, total, says if total else words.say("Preparing the first companies…"))
    elif job is not None and job.state != "done":
        _refusal(words, job)
    elif asking.outdated and asking.result is not None:
        html.notice(words.say("The answer below is for the plans before your last changes; compare again."))


def _progress(words: Words, done: int, total: int, says: str) -> None:
    Bar(words.say("How far it has come"), done, total, says)


def _refusal(words: Words, job: Job) -> None:
    if job.state == "cancelled":
        html.notice(words.say("Stopped."))
    else:
        Refusal(words, job.problem or Phrase("The study failed; the server's log gives the reason."), role="alert")


@solara.component
def InFull(asking: WhatIf) -> None:
    """Draw every outcome of the comparison that is shown."""
    use_visit()
    newest = asking.result or asking.so_far
    if newest is not None:
        Ranges(newest)


@solara.component
def Studies(asking: WhatIf) -> None:
    """Draw the studies of a plan that was compared."""
    use_visit()
    words = use_words()
    about = solara.use_reactive("")
    result = asking.result
    if result is None:
        return
    plan = about.value if about.value in result.plans else result.plans[result.number() - 1]
    with html.within("section", class_="r-stack", aria_labelledby="ask-on"):
        with html.within("div", class_="r-row r-apart"):
            html.element("h2", words.say("Ask more about a plan"), id="ask-on")
            if len(result.plans) > 1:
                titles = [(one, words.say(result.title(one))) for one in result.plans]
                html.select(words.say("About"), titles, plan, about.set)
        with html.within("div", class_="r-studies"):
            for kind, title, ask, says in STUDIES:
                Study(asking, plan, kind, title, ask, says).key(f"{kind}-{plan}")


@solara.component
def Study(asking: WhatIf, plan: str, kind: Kind, title: str, ask: str, says: str) -> None:
    """Draw one study: what it does, how far it is, and what it shows."""
    use_visit()
    words = use_words()
    job, result = asking.questions.job_of(kind, plan), asking.questions.known(kind, plan)
    running = job is not None and job.state == "running"
    wide = " is-wide" if result is not None else ""
    with html.within("section", class_=f"r-card r-stack{wide}", aria_label=words.say(title), data_study=kind):
        html.element("h3", words.say(title))
        if result is None:
            html.quiet(words.say(says))
        if running or result is None or kind == "matters":
            with html.within("div", class_="r-row"):
                if running and job is not None:
                    html.button(words.say("Cancel"), job.cancel, icon_name="close")
                elif result is None:
                    html.button(words.say(ask), partial(asking.study, kind, plan))
                if kind == "matters" and not running:
                    thorough = partial(asking.study, kind, plan, True)
                    html.button(words.say("Ask thoroughly"), thorough, plain=result is None)
        with html.within("div", role="status"):
            if running and job is not None:
                far = words.say(
                    "{done} of {total} worlds or pairs done", done=words.number(job.done), total=words.number(job.total)
                )
                waiting = words.say("Waiting for a free processor, or preparing the company…")
                _progress(words, job.done, job.total, far if job.total else waiting)
            elif job is not None and job.state != "done":
                _refusal(words, job)
        if result is not None:
            _answer(kind, result, asking.result)


def _answer(kind: Kind, result: Any, answer: Comparison | None) -> None:
    if kind == "why":
        Why(result, answer)
    elif kind == "ripple":
        Rings(result)
    else:
        Tornado(result)
