"""Writes what is shown into the browser's address, without going anywhere."""

from __future__ import annotations

import solara


@solara.component_vue("address.vue")
def Address(search: str) -> None:
    """Let the address end with ``?search``; the language asked for stays in it."""
