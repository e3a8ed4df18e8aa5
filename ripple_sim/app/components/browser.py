"""What the browser does besides drawing: its address, the masthead, files to save, frames on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.html import Event, Rows, Texts


@solara.component_vue("address.vue")
def Address(search: str) -> None:
    """Let the address end with ``?search``; the language asked for stays in it."""


@solara.component_vue("masthead.vue")
def Masthead(
    pages: Rows, root: str, language: str, direction: str, title: str, texts: Texts, event_go: Event = None
) -> None:
    """Draw the masthead; it also tells the browser the page's language and title."""


@solara.component_vue("painted.vue")
def _Painted(seq: int, event_painted: Event = None) -> None: ...


def Painted(seq: int, painted: Callable[[], None]) -> Any:
    """Call ``painted`` once what was sent with frame ``seq`` is painted; goes last on a page."""
    return _Painted(seq=seq, event_painted=lambda *_: painted())


KINDS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "toml": "application/toml",
    "csv": "text/csv",
    "json": "application/json",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@solara.component_vue("download.vue")
def _Download(content: bytes, name: str, kind: str, number: int) -> None: ...


def Download(name: str, content: bytes, number: int) -> Any:
    """Let the browser save a file, once for every new ``number``; 0 saves nothing."""
    kind = KINDS.get(name.rpartition(".")[2], "application/octet-stream")
    return _Download(content=content, name=name, kind=kind, number=number)


@solara.component
def SaveButton(label: str, name: str, content: Callable[[], bytes], **options: Any) -> None:
    """Draw a button that lets the browser save a file, whose content is made once it is pressed.

    Options are those of :func:`html.button`.
    """
    saved = solara.use_reactive(0)
    with html.within("span"):
        html.button(label, lambda: saved.set(saved.peek() + 1), **options)
        Download(name, content() if saved.value else b"", saved.value)
