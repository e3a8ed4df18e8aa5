"""Opening a file from the visitor's disk, within a limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.wording import Number, Phrase

MOST_BYTES = 256 * 1024


@solara.component_vue("filepick.vue")
def _FilePick(
    label: str,
    accept: str,
    limit: int,
    event_file: Callable[[dict[str, Any]], None] | None = None,
    event_refused: Callable[[dict[str, Any]], None] | None = None,
) -> None: ...


def not_opened(name: str, limit: int = MOST_BYTES) -> Phrase:
    """Return why a file was not opened that is too large or no text."""
    return Phrase(
        "'{name}' was not opened: it must be a text file of at most {size} KiB.", name=name, size=Number(limit / 1024)
    )


def FilePick(
    label: str, accept: str, opened: Callable[[str, str], None], refused: Callable[[str], None], limit: int = MOST_BYTES
) -> Any:
    """Draw a button that opens a text file.

    Parameters
    ----------
    label
        Its text.
    accept
        Which endings are offered, such as ``.toml``.
    opened
        Called with the file's name and text.
    refused
        Called with the name of a file that is larger than ``limit`` bytes or no text.
    """

    def take(file: dict[str, Any]) -> None:
        # The browser has looked at the size already, but a browser can be made to say anything.
        name, text = str(file.get("name", ""))[:80], file.get("text")
        if not isinstance(text, str) or len(text.encode("utf-8", "replace")) > limit:
            refused(name)
        else:
            opened(name, text)

    return _FilePick(
        label=label,
        accept=accept,
        limit=limit,
        event_file=take,
        event_refused=lambda file: refused(str(file.get("name", ""))[:80]),
    )
