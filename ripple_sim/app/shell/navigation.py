"""Going from page to page, wherever below a site the pages are and in the language being read."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import solara
import solara.server.settings

from ripple_sim.learn.progress import asked_in, first_of

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
