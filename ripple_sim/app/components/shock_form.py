"""A form for a shock to the company: what, how large, for how long."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import solara

from ripple_sim.app.components.fields import step_of
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME, SHOCKS
from ripple_sim.scenario.quantities import WITHOUT_UNIT

MOST_WEEKS = 104


@solara.component_vue("shock_form.vue")
def _ShockForm(
    kinds: list[dict[str, Any]],
    most: int,
    language: str,
    texts: dict[str, str],
    event_start: Callable[[dict[str, Any]], None] | None = None,
) -> None: ...


def ShockForm(words: Words, start_shock: Callable[[str, float, int], None]) -> Any:
    """Draw the form; ``start_shock`` is called with the shock's name, size, and weeks."""

    def take(asked: dict[str, Any]) -> None:
        lever = BY_NAME.get(str(asked.get("kind")))
        try:
            size, weeks = float(asked["size"]), float(asked["weeks"])
        except (KeyError, TypeError, ValueError):
            return
        if lever in SHOCKS and math.isfinite(size) and math.isfinite(weeks):
            allowed = min(max(size, lever.low), lever.high)
            start_shock(lever.name, allowed, int(min(max(weeks, 1), MOST_WEEKS)))

    return _ShockForm(
        kinds=_kinds(words),
        most=MOST_WEEKS,
        language=words.tag,
        texts={
            "kind": words.say("Shock"),
            "size": words.say("Size"),
            "weeks": words.say("Weeks"),
            "start": words.say("Start the shock"),
        },
        event_start=take,
    )


# Where the form stands at first: a size that can be felt, and for how long.
_FIRST: dict[str, tuple[float, int]] = {
    "demand_wave": (0.3, 13),
    "competitor": (0.3, 26),
    "flu": (0.2, 4),
    "manager_loss": (1.0, 1),
}


def _kinds(words: Words) -> Sequence[dict[str, Any]]:
    found = []
    for lever in SHOCKS:
        size, weeks = _FIRST[lever.name]
        found.append(
            {
                "name": lever.name,
                "label": words.say(lever.label),
                "help": words.say(lever.help),
                "unit": "" if lever.unit in WITHOUT_UNIT else words.say(lever.unit),
                "low": lever.low,
                "high": lever.high,
                "step": 1 if lever.unit == "0 or 1" else step_of(lever.low, lever.high),
                "size": size,
                "weeks": weeks,
            }
        )
    return found
