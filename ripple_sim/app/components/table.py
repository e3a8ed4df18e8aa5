"""Tables: what a picture shows, in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import solara


@solara.component_vue("table.vue")
def _Table(caption: str, heads: list[str], rows: list[list[str]], hidden: bool) -> None: ...


def Table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, caption_hidden: bool = False) -> Any:
    """Draw a table that can be scrolled sideways on a small screen.

    Parameters
    ----------
    caption
        What it shows, with units and horizon.
    heads
        The heads of the columns; the first column names the rows.
    rows
        The cells as they are read.
    caption_hidden
        Whether the caption is there for screen readers alone.
    """
    return _Table(caption=caption, heads=list(heads), rows=[list(row) for row in rows], hidden=caption_hidden)
