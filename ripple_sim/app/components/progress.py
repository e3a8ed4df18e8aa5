"""A study under way, and buttons that are there at times only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Download
from ripple_sim.app.session.company_address import fits_into_an_address
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words.refusals import refusal
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase


@solara.component
def Button(label: str, pressed: Callable[[], object], **options: Any) -> None:
    """Draw a button that needn't be there each time; options are those of :func:`html.button`."""
    html.button(label, pressed, **options)


@solara.component
def Running(job: Job, label: str, far: str, cancel: Callable[[], None], frame: int) -> None:
    """Draw how far a study has come, and a button that cancels it.

    Parameters
    ----------
    label
        What is counted.
    far
        How far it is, in a sentence.
    frame
        The visit's frame, with which it is drawn anew.
    """
    del frame
    words = use_words()
    with html.within("div", class_="r-row"):
        html.element("progress", max=str(job.total or 1), value=str(job.done) if job.total else None, aria_label=label)
        html.element("span", far, class_="r-quiet", role="status")
        html.button(words.say("Cancel"), cancel, small=True)


@solara.component
def Unshared(base: Scenario, refused: Phrase | None) -> None:
    """Draw why an address's company isn't shown, and that this one's address can't carry it.

    Parameters
    ----------
    base
        The company that is shown.
    refused
        Why the one that the address asks for isn't; None where it is, or none is asked for.
    """
    words = use_words()
    saved = solara.use_reactive(0)
    if refused is not None:
        html.element("p", refusal(words, refused), class_="r-notice is-bad", role="alert")
    if fits_into_an_address(base):
        return
    with html.within("div", class_="r-notice r-stack"):
        html.element(
            "p",
            words.say(
                "Your company's file is too large for this page's address. Send the file as "
                "well; it can be opened on Home."
            ),
        )
        with html.within("div", class_="r-row"):
            html.button(
                words.say("The company (TOML)"),
                lambda: saved.set(saved.peek() + 1),
                icon_name="file-download-outline",
                small=True,
            )
        content = to_toml(base, full=True).encode() if saved.value else b""
        Download(f"{base.name}.toml", content, saved.value)
