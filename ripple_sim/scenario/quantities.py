"""Numbers written with their unit, such as "7 months" or "12.6 %", turned into plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from ripple_sim.scenario.parameters import Parameter, in_unit
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import (
    Place,
    dotted,
    field_at,
    is_number,
    nearest_path,
    one_line,
    parameter_at,
    place_of,
    section_of,
    section_of_items,
    short,
)

Problems = dict[Place, str]
WITHOUT_UNIT = ("0 to 1", "-1 to 1", "0 or 1")
DATED = ("interventions", "shocks")
LONGEST_QUANTITY = 40
SETTINGS: dict[str, Any] = {"holds": "settings of a scenario by their dotted paths"}


def read_quantities(
    data: Mapping[str, Any], root: type[BaseModel] = Scenario
) -> tuple[dict[str, Any], Problems]:
    """Return a file's plain data with every quantity in its parameter's unit, and what is wrong.

    A value that can't be read stays as it is. True and false are no numbers here. Settings of a
    scenario, however nested, come back by their dotted paths.
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
        if field.json_schema_extra == SETTINGS:
            return _settings(held, place, problems)
        if isinstance(held, list | tuple):
            if item is None:
                _refuse_truth_values(held, place, problems)
                return held
            return [section(item, one, (*place, i)) for i, one in enumerate(held)]
        if is_number(field) and isinstance(held, bool | str):
            return _number(held, place, parameter_at(place, data, root), problems)
        return held

    return {key: value(root, key, held, (key,)) for key, held in data.items()}, problems


def _settings(held: object, place: Place, problems: Problems) -> object:
    """Return settings of a scenario by their dotted paths, quantities read."""
    if not isinstance(held, Mapping):
        return held
    flat: dict[str, object] = {}
    for place_in_file, path, value in _leaves(held, place, ""):
        problem = why_not_set(path)
        if problem:
            problems[place_in_file] = f"{dotted(place)} {problem}"
        elif not isinstance(value, bool | str):
            flat[path] = value
        else:
            flat[path] = _number(value, place_in_file, parameter_at(place_of(path), {}), problems)
    return flat


def why_not_set(path: str) -> str:
    """Return why a dotted path is no value that a company's context may set; empty if it is."""
    place = place_of(path)
    field = field_at(place)
    if field and len(place) > 1 and not section_of(field) and place[0] not in DATED:
        return ""
    near = nearest_path(path)
    may = near and near != path and "." in near and near.split(".")[0] not in DATED
    return f"can't set '{short(path)}'" + (f"; did you mean '{near}'?" if may else "")


def _leaves(
    held: Mapping[str, Any], place: Place, before: str
) -> Iterator[tuple[Place, str, object]]:
    for key, value in held.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*place, key), f"{before}{key}.")
        else:
            yield (*place, key), before + key, value


def _number(
    held: bool | str, place: Place, parameter: Parameter | None, problems: Problems
) -> object:
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
