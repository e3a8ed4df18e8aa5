"""Numbers written with their unit, such as "7 months" or "12.6 %", turned into plain numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from ripple_sim.scenario.parameters import Parameter, in_unit
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import (
    Place,
    dotted,
    is_number,
    one_line,
    parameter_at,
    section_of,
    section_of_items,
    short,
)

Problems = dict[Place, str]
WITHOUT_UNIT = ("0 to 1", "-1 to 1", "0 or 1")
LONGEST_QUANTITY = 40


def read_quantities(data: Mapping[str, Any]) -> tuple[dict[str, Any], Problems]:
    """Return plain scenario data with every quantity in its parameter's unit, and what is wrong.

    A value that can't be read stays as it is. True and false are no numbers here.
    """
    problems: Problems = {}

    def section(kind: type[BaseModel], values: object, place: Place) -> object:
        if not isinstance(values, Mapping):
            return values
        return {key: value(kind, key, held, (*place, key)) for key, held in values.items()}

    def value(kind: type[BaseModel], key: str, held: object, place: Place) -> object:
        field = kind.model_fields.get(key)
        if field is None:
            return held
        inner, item = section_of(field), section_of_items(field)
        if inner is not None:
            return section(inner, held, place)
        if isinstance(held, list | tuple):
            if item is None:
                _refuse_truth_values(held, place, problems)
                return held
            return [section(item, one, (*place, i)) for i, one in enumerate(held)]
        if is_number(field):
            return _number(held, place, data, problems)
        return held

    return {key: value(Scenario, key, held, (key,)) for key, held in data.items()}, problems


def _number(held: object, place: Place, data: Mapping[str, Any], problems: Problems) -> object:
    if not isinstance(held, bool | str):
        return held
    parameter = parameter_at(place, data)
    if parameter is None:
        return held
    path, unit = dotted(place), parameter.unit
    if isinstance(held, bool):
        word = str(held).lower()
        problems[place] = f"{path} is {word}, but must be a number {allowed(parameter)}"
        return held
    try:
        return in_unit(held, unit)
    except ValueError as problem:
        if unit in WITHOUT_UNIT or len(held) > LONGEST_QUANTITY:
            text = short(held, LONGEST_QUANTITY)
            problems[place] = f"{path} is '{text}', but must be a number {allowed(parameter)}"
        else:
            problems[place] = f"{path}: {one_line(str(problem))}; allowed is {allowed(parameter)}"
        return held


def _refuse_truth_values(
    held: list[Any] | tuple[Any, ...], place: Place, problems: Problems
) -> None:
    for i, one in enumerate(held):
        if isinstance(one, bool):
            problems[(*place, i)] = f"{dotted((*place, i))} can't be {str(one).lower()}"


def allowed(parameter: Parameter) -> str:
    """Return a parameter's range and unit in words."""
    unit = "" if parameter.unit in WITHOUT_UNIT else f" ({parameter.unit})"
    if abs(parameter.low) == math.inf:
        return f"any number{unit}"
    return f"from {plain(parameter.low)} to {plain(parameter.high)}{unit}"


def plain(value: float) -> str:
    """Return a number as people write it: ``20,000,000``, ``0.133``."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if abs(value) < 1e15 and value == int(value):
        return f"{int(value):,}"
    if isinstance(value, int):
        return f"about 10^{int(value.bit_length() * math.log10(2))}"
    return f"{value:.6g}"
