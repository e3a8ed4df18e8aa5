"""Sliders made from what is known of each number: label, unit, range, help, source."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import solara

from ripple_sim.app.components.information_mark import told
from ripple_sim.app.session.provenance import of_parameter
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.parameters import Parameter
from ripple_sim.scenario.quantities import WITHOUT_UNIT
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import parameter_at

STEPS = 100


@dataclass(frozen=True)
class Field:
    """One slider; texts as they are read.

    Attributes
    ----------
    name
        The key by which a change is told.
    label, unit, help, about
        What it is, in what, what moving it means, and what it rests on (terms and their texts).
    low, high, step
        Its range.
    value, own
        Where it stands, and where it stood by itself.
    decimals
        Digits after the point.
    """

    name: str
    label: str
    unit: str
    help: str
    about: list[list[str]]
    low: float
    high: float
    step: float
    value: float
    own: float
    decimals: int


@dataclass(frozen=True)
class Group:
    """Fields under a heading; an open group is shown at once."""

    name: str
    title: str
    fields: Sequence[Field]
    open: bool = True


def field_of(words: Words, name: str, parameter: Parameter, value: float, own: float) -> Field:
    """Return the slider of a parameter."""
    step = step_of(parameter.low, parameter.high)
    return Field(
        name=name,
        label=words.say(parameter.label),
        unit="" if parameter.unit in WITHOUT_UNIT else words.say(parameter.unit),
        help=words.say(parameter.help),
        about=told(words, replace(of_parameter(parameter), help="")),
        low=parameter.low,
        high=parameter.high,
        step=step,
        value=value,
        own=own,
        decimals=max(0, -math.floor(math.log10(step) + 1e-9)),
    )


def lever_fields(words: Words, base: Scenario, names: Iterable[str], level: Callable[[str], float]) -> list[Field]:
    """Return the sliders of drivers and practices; ``level`` says where each stands."""
    data = base.model_dump()
    fields = []
    for name in names:
        section = "drivers" if BY_NAME[name].group == "driver" else "practices"
        parameter = parameter_at(("company", section, name, "level"), data, Scenario)
        assert parameter is not None
        own = float(data["company"][section][name]["level"])
        fields.append(field_of(words, name, parameter, level(name), own))
    return fields


def step_of(low: float, high: float) -> float:
    """Return a round step that divides a range into about a hundred."""
    rough = (high - low) / STEPS
    size = 10.0 ** math.floor(math.log10(rough) + 1e-9)
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough * 0.999)


@solara.component_vue("fields.vue")
def _Fields(
    groups: list[dict[str, Any]],
    version: int,
    language: str,
    texts: dict[str, str],
    event_change: Callable[[dict[str, Any]], None] | None = None,
) -> None: ...


def Fields(words: Words, groups: Sequence[Group], change: Callable[[str, float], None], version: int = 0) -> Any:
    """Draw groups of sliders.

    Parameters
    ----------
    change
        Called with a field's name and its new value while it is moved, ten times a second at most.
    version
        Another number lets sliders forget where the visitor holds them, as after a reset.
    """
    known = {field.name for group in groups for field in group.fields}

    def take(told: dict[str, Any]) -> None:
        name, value = told.get("name"), told.get("value")
        if name in known and isinstance(value, int | float) and math.isfinite(value):
            change(str(name), float(value))

    return _Fields(
        groups=[{**asdict(group), "fields": [asdict(field) for field in group.fields]} for group in groups],
        version=version,
        language=words.tag,
        texts={
            "about": words.say("About {label}", label="{label}"),
            "own": words.say("at first {value}", value="{value}"),
        },
        event_change=take,
    )
