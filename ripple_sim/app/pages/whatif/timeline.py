"""A plan on its timeline: a bar for each part, which can be dragged and moved by keys."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.session import planning
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.quantities import WITHOUT_UNIT


@solara.component_vue("timeline.vue")
def _Timeline(
    bars: list[dict[str, Any]],
    weeks: int,
    chosen: int,
    ticks: list[list[Any]],
    texts: dict[str, str],
    event_pick: Callable[[int], None] | None = None,
    event_shift: Callable[[dict[str, Any]], None] | None = None,
) -> None: ...


@solara.component
def Timeline(plan: Plan, weeks: int, chosen: int, choose: Callable[[int], None], write: Callable[..., None]) -> None:
    """Draw the parts of a plan; ``choose`` gets the place of one, ``write`` changes the plan."""
    words = use_words()
    _Timeline(
        bars=[_bar(words, plan, place) for place in range(len(plan.interventions))],
        weeks=weeks,
        chosen=chosen,
        ticks=_ticks(words, weeks),
        texts={
            "how": words.say(
                "Drag to move, drag its end for the length; arrow keys move it by a week, "
                "with Shift they change its length"
            )
        },
        event_pick=lambda place: choose(_place(plan, place)),
        event_shift=lambda told: _shift(write, plan, told),
    )


def _bar(words: Words, plan: Plan, place: int) -> dict[str, Any]:
    one = plan.interventions[place]
    lever = BY_NAME[one.lever]
    label = words.say(lever.label)
    decimals = 0 if one.change == int(one.change) else 2
    size = words.change(one.change, decimals)
    until = (
        words.say("to the end")
        if one.duration is None
        else words.say("to week {week}", week=words.number(one.start + one.duration))
    )
    unit = "" if lever.unit in (*WITHOUT_UNIT, "index") else words.say(lever.unit)
    return {
        "place": place,
        "label": label,
        "size": f"{size} {unit}".strip(),
        "start": one.start,
        "ramp": one.ramp,
        "duration": one.duration,
        "decay": one.decay,
        "says": words.say(
            "{lever} {size}, from week {start} {until}",
            lever=label,
            size=f"{size} {unit}".strip(),
            start=words.number(one.start),
            until=until,
        ),
    }


def _ticks(words: Words, weeks: int) -> list[list[Any]]:
    step = next((one for one in (1, 4, 13, 26, 52, 104) if weeks / one <= 6), 260)
    return [
        [week, words.say("week {week}", week=words.number(week)) if not week else words.number(week)]
        for week in range(0, weeks, step)
    ]


def _place(plan: Plan, place: Any) -> int:
    known = isinstance(place, int) and 0 <= place < len(plan.interventions)
    return place if known else 0


def _shift(write: Callable[..., None], plan: Plan, told: dict[str, Any]) -> None:
    start, duration = told.get("start"), told.get("duration")
    if _whole(start) and (duration is None or _whole(duration)):
        place = _place(plan, told.get("place"))
        write(planning.changed, place, {"start": int(start), "duration": duration}, field="start")  # type: ignore[arg-type]


def _whole(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and value == int(value)
