"""What can be taken away: the brief, the plan, the company, the data, a link."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Download
from ripple_sim.app.components.progress import Refusal, use_attempt
from ripple_sim.app.session import plan_studies
from ripple_sim.app.session.company import fits_into_an_address
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.writing import plan_to_toml
from ripple_sim.study.compare import Comparison
from ripple_sim.wording import Phrase

FILE = "file"
FORM_NAMES = {"html": "HTML", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
Make = Callable[..., None]


@solara.component_vue("share.vue")
def _Share(search: str, texts: dict[str, str]) -> None: ...


@solara.component
def TakeAway(asking: WhatIf) -> None:
    """Draw what can be downloaded, and the link that shows the same to somebody else."""
    visit, words = use_visit(), use_words()
    ready = solara.use_reactive(("", b"", 0))
    waiting = solara.use_reactive("")
    failure: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    refused, attempt = use_attempt()
    result = asking.result if not asking.outdated else None
    base, plan = visit.base, asking.plan

    def hand(name: str, content: bytes) -> None:
        ready.set((name, content, ready.peek()[2] + 1))

    def make(name: str, function: Callable[..., bytes], *given: Any) -> None:
        """Make a file in a process of its own, then hand it over."""
        failure.set(None)
        within = solara.server.kernel_context.get_current_context()

        def changed() -> None:
            job = visit.jobs[FILE]
            if job is not None and job.finished.is_set():
                waiting.set("")
                if job.state == "done":
                    hand(name, job.result)
                elif job.state != "cancelled":
                    failure.set(job.problem or Phrase("The file could not be made."))
            visit.tell()

        def told() -> None:
            if not within.closed_event.is_set():
                with within:
                    changed()

        waiting.set(name)
        if attempt(visit.jobs.start, FILE, function, *given, when_changed=told) is None:
            waiting.set("")

    with html.card("take-away", words.say("Download and share")):
        if result is not None:
            _brief(words, asking, result, make, bool(waiting.value))
        html.element("h3", words.say("Data, plan and company"))
        with html.within("div", class_="r-row"):
            if result is not None:
                html.button(
                    words.say("Data (CSV and NetCDF)"),
                    partial(make, "comparison.zip", plan_studies.data_of, result),
                    icon_name="database",
                    disabled=bool(waiting.value),
                )
            if plan is not None:
                html.button(
                    words.say("The plan (TOML)"),
                    lambda: hand(f"{plan.name}.toml", plan_to_toml(plan).encode()),
                    icon_name="file-download-outline",
                )
            html.button(
                words.say("The company (TOML)"),
                lambda: hand(f"{base.name}.toml", to_toml(base, full=True).encode()),
                icon_name="file-download-outline",
            )
        with html.within("div", role="status"):
            if waiting.value:
                html.quiet(words.say("Making {file}…", file=waiting.value))
            elif problem := refused or failure.value:
                Refusal(words, problem)
        html.element("h3", words.say("Share"))
        _Share(
            search=asking.address,
            texts={
                "label": words.say("This link shows the same"),
                "copy": words.say("Copy the link"),
                "copied": words.say("Copied."),
            },
        )
        if not fits_into_an_address(base):
            says = words.say(
                "Your company's file is too large for a link: send the file as well; it can be opened on Home."
            )
            html.notice(says)
        name, content, number = ready.value
        Download(name, content, number)


def _brief(words: Words, asking: WhatIf, result: Comparison, make: Make, waiting: bool) -> None:
    name = result.plans[result.number() - 1]
    known = asking.questions.known("why", name), asking.questions.known("matters", name)
    html.element("h3", words.say("One-page brief about {plan}", plan=words.say(result.title(name))))
    with html.within("div", class_="r-row"):
        for form in plan_studies.FORMS:
            html.button(
                FORM_NAMES[form],
                partial(make, f"{name}.{form}", plan_studies.brief_of, result, name, *known, form),
                icon_name="file-download-outline",
                disabled=waiting,
                aria_label=words.say("Download the brief as {form}", form=FORM_NAMES[form]),
            )
    says = words.say(
        "Answers under Why and What would change the answer are included. 'ripple verify' checks its numbers."
    )
    html.quiet(says)
