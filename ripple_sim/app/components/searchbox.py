"""A field for words to look for; it tells a moment after the last key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("searchbox.vue")
def _SearchBox(label: str, value: str, longest: int, event_search: Callable[[str], None] | None = None) -> None: ...


def SearchBox(label: str, value: str, longest: int, search: Callable[[str], None]) -> Any:
    """Draw the field; ``search`` is called with the words, at most ``longest`` characters."""
    return _SearchBox(label=label, value=value, longest=longest, event_search=lambda said: search(str(said)[:longest]))
