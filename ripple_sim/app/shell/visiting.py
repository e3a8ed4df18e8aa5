"""The visit of the page that asks: every open page has its own; and how one goes from page to page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import solara
import solara.lab
import solara.server.settings
from solara.server import kernel_context

from ripple_sim.app.session import Visit
from ripple_sim.app.words import Words, words_in
from ripple_sim.learn.progress import asked_in, first_of

# Solara keeps one value of a reactive for each open page.
_visit: solara.Reactive[Visit | None] = solara.reactive(None)
_frame: solara.Reactive[int] = solara.reactive(0)
_language: solara.Reactive[str] = solara.reactive("en")


@solara.lab.on_kernel_start
def _begin() -> Callable[[], None]:
    visit = Visit()
    within = kernel_context.get_current_context()

    def show() -> None:
        # Weeks and studies run in threads of their own, which must be told whose page this is.
        if not within.closed_event.is_set():
            with within:
                _frame.set(visit.frame)

    visit.when_changed(show)
    visit.player.ended = visit.tell
    _visit.set(visit)
    return visit.close


def current_visit() -> Visit:
    """Return the visit of this page."""
    visit: Visit | None = _visit.peek()
    if visit is None:
        raise RuntimeError("there is no page here, so there is no visit")
    return visit


def use_visit() -> Visit:
    """Return the visit of this page, and draw the component anew whenever it changes."""
    _ = _frame.value
    visit = current_visit()
    visit.open_first()
    return visit


def use_words() -> Words:
    """Return the words of this page's language, and draw anew when that changes."""
    return words_in(_language.value)


def speak(language: str) -> None:
    """Let this page speak a language; English where there is no such translation."""
    _language.set(words_in(language).language)


LANGUAGE = "lang"
MOST_FIELDS, LONGEST_ADDRESS = 200, 64_000


def address(path: str) -> str:
    """Return the address of a page by its path, such as ``/watch?week=30``."""
    return f"{solara.server.settings.main.root_path or ''}{path}"


def language_asked(search: str | None) -> str:
    """Return the language that an address asks for; "" where it asks for none."""
    return first_of(asked_in(search, MOST_FIELDS, LONGEST_ADDRESS), LANGUAGE)


def use_way() -> Callable[[str], None]:
    """Return a function that goes to the page at a path, such as ``/watch``, in this language."""
    router = solara.use_router()
    language = language_asked(router.search)

    def go(path: str) -> None:
        if language and not language_asked(path.partition("?")[2]):
            path += f"{'&' if '?' in path else '?'}{urlencode({LANGUAGE: language})}"
        router.push(address(path))

    return go
