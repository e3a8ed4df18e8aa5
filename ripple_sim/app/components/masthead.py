"""The masthead: the name, the way between pages, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


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
