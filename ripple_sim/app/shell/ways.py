"""Going from page to page, wherever below a site the pages are."""

from __future__ import annotations

from collections.abc import Callable

import solara
import solara.server.settings


def address(path: str) -> str:
    """Return the address of a page by its path, such as ``/watch?week=30``."""
    return f"{solara.server.settings.main.root_path or ''}{path}"


def use_way() -> Callable[[str], None]:
    """Return a function that goes to the page at a path, such as ``/watch``."""
    router = solara.use_router()
    return lambda path: router.push(address(path))
