"""Writes what is shown into the browser's address, without going anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("address.vue")
def Address(search: str) -> None:
    """Let the address end with ``?search``; the language asked for stays in it."""


@solara.component_vue("masthead.vue")
def Masthead(
    pages: list[dict[str, Any]],
    root: str,
    language: str,
    direction: str,
    title: str,
    texts: dict[str, str],
    event_go: Callable[[str], None] | None = None,
) -> None:
    """Draw the masthead; it also tells the browser the page's language and title."""


@solara.component_vue("painted.vue")
def _Painted(seq: int, event_painted: Callable[[int], None] | None = None) -> None: ...


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


@solara.component_vue("transport.vue")
def _Transport(
    week: int,
    weeks: int,
    playing: bool,
    pace: int,
    paces: list[str],
    texts: dict[str, str],
    event_play: Callable[[Any], None] | None = None,
    event_pause: Callable[[Any], None] | None = None,
    event_step: Callable[[Any], None] | None = None,
    event_reset: Callable[[Any], None] | None = None,
    event_pace: Callable[[int], None] | None = None,
    event_go: Callable[[int], None] | None = None,
) -> None: ...


def Transport(
    week: int,
    weeks: int,
    playing: bool,
    pace: int,
    paces: list[str],
    texts: dict[str, str],
    *,
    play: Callable[[], None],
    pause: Callable[[], None],
    step: Callable[[], None],
    reset: Callable[[], None],
    choose_pace: Callable[[int], None],
    go: Callable[[int], None],
) -> Any:
    """Draw the controls.

    Parameters
    ----------
    week, weeks
        Weeks lived, and the horizon.
    pace, paces
        The place of the pace in the paces, and these as they are read.
    texts
        ``label``, ``play``, ``pause``, ``step``, ``reset``, ``pace``, ``go``, ``week``, ``weeks``.
    """

    def take_pace(place: Any) -> None:
        if isinstance(place, int) and 0 <= place < len(paces):
            choose_pace(place)

    def take_week(asked: Any) -> None:
        if isinstance(asked, int | float):
            go(int(min(max(asked, 1), weeks)))

    return _Transport(
        week=week,
        weeks=weeks,
        playing=playing,
        pace=pace,
        paces=paces,
        texts=texts,
        event_play=lambda *_: play(),
        event_pause=lambda *_: pause(),
        event_step=lambda *_: step(),
        event_reset=lambda *_: reset(),
        event_pace=take_pace,
        event_go=take_week,
    )
