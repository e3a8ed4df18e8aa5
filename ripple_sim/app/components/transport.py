"""The controls of time: play, pause, step, pace, another week, from the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


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
