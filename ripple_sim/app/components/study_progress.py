"""A study under way, and buttons that are there at times only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.shell.visiting import use_words


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
