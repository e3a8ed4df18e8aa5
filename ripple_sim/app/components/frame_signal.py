"""Tells when a frame is on the screen, so that the next one needn't come before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("painted.vue")
def _Painted(seq: int, event_painted: Callable[[int], None] | None = None) -> None: ...


def Painted(seq: int, painted: Callable[[], None]) -> Any:
    """Call ``painted`` once what was sent with frame ``seq`` is painted; goes last on a page."""
    return _Painted(seq=seq, event_painted=lambda *_: painted())
