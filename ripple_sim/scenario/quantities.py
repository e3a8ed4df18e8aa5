"""Numbers written with their unit, such as "7 months" or "12.6 %", turned into plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ripple_sim.scenario.parameters import Parameter, in_unit
from ripple_sim.scenario.problems import UnfitError, hinted, meant
from ripple_sim.scenario.showing import short
from ripple_sim.scenario.tree import (
    Place,
    dotted,
    field_at,
    is_number,
    nearest_path,
    parameter_at,
    place_of,
    section_of,
    section_of_items,
)
from ripple_sim.scenario.written_numbers import UnclearError
from ripple_sim.wording import ENGLISH, Field, Phrase, Wording

Problems = dict[Place, Phrase]
WITHOUT_UNIT = ("0 to 1", "-1 to 1", "0 or 1")
DATED = ("interventions", "shocks")
LONGEST_QUANTITY = 40
MOST_HINTS = 20


@dataclass(frozen=True)
class SettingsOf:
    """Marks a field that holds settings of another kind of file by their dotted paths."""

    root: type[BaseModel]


def settings_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the kind of file whose settings a field holds, or None."""
    return next((one.root for one in field.metadata if isinstance(one, SettingsOf)), None)


def read_quantities(data: Mapping[str, Any], root: type[BaseModel]) -> tuple[dict[str, Any], Problems]:
    """Return a file's plain data with every quantity in its parameter's unit, and what is wrong.

    A value that can't be read stays as it is. True and false are no numbers here. Settings of
    another kind of file, however nested, come back by their dotted paths.
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
        set_in = settings_of(field)
        if set_in is not None:
            return _settings(held, place, problems, set_in)
        if isinstance(held, list | tuple):
            if item is None:
                _refuse_truth_values(held, place, problems)
                return held
            return [section(item, one, (*place, i)) for i, one in enumerate(held)]
        if is_number(field) and isinstance(held, bool | str):
            return _number(held, place, parameter_at(place, data, root), problems)
        return held

    return {key: value(root, key, held, (key,)) for key, held in data.items()}, problems


def _settings(held: object, place: Place, problems: Problems, root: type[BaseModel]) -> object:
    """Return settings of a kind of file by their dotted paths, quantities read."""
    if not isinstance(held, Mapping):
        return held
    flat: dict[str, object] = {}
    for place_in_file, path, value in _leaves(held, place, ""):
        # To look for a near name takes long; one sentence is said, however many are wrong.
        problem = why_not_set(path, root, len(problems) < MOST_HINTS)
        if problem:
            problems[place_in_file] = Phrase("{path} {problem}", path=dotted(place), problem=problem)
        elif not isinstance(value, bool | str):
            flat[path] = value
        else:
            parameter = parameter_at(place_of(path), {}, root)
            flat[path] = _number(value, place_in_file, parameter, problems)
    return flat


def why_not_set(path: str, root: type[BaseModel], hint: bool = True) -> Phrase | None:
    """Return why a dotted path is no value that a company's context may set; None if it is.

    With ``hint``, it names the nearest path that may be set.
    """
    place = place_of(path)
    field = field_at(place, root)
    if field and len(place) > 1 and not section_of(field) and place[0] not in DATED:
        return None
    near = nearest_path(path, root) if hint else None
    may = near and near != path and "." in near and near.split(".")[0] not in DATED
    return hinted(Phrase("can't set '{path}'", path=short(path)), meant(near) if near and may else None)


def _leaves(held: Mapping[str, Any], place: Place, before: str) -> Iterator[tuple[Place, str, object]]:
    for key, value in held.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*place, key), f"{before}{key}.")
        else:
            yield (*place, key), before + key, value


def _number(held: bool | str, place: Place, parameter: Parameter | None, problems: Problems) -> object:
    if parameter is None:
        return held
    path, unit = dotted(place), parameter.unit
    if isinstance(held, bool):
        problems[place] = no_number(path, str(held).lower(), parameter)
        return held
    try:
        return in_unit(held, unit, parameter.spoken_unit)
    except UnfitError as problem:
        bare = unit in WITHOUT_UNIT and not isinstance(problem, UnclearError)
        if bare or len(held) > LONGEST_QUANTITY:
            problems[place] = no_number(path, f"'{short(held, LONGEST_QUANTITY)}'", parameter)
        else:
            problems[place] = Phrase(
                "{path}: {problem}; allowed is {range}", path=path, problem=problem.sentence, range=allowed(parameter)
            )
        return held


def _refuse_truth_values(held: list[Any] | tuple[Any, ...], place: Place, problems: Problems) -> None:
    for i, one in enumerate(held):
        if isinstance(one, bool):
            problems[(*place, i)] = Phrase("{path} can't be {value}", path=dotted((*place, i)), value=str(one).lower())


def no_number(path: str, value: Field, parameter: Parameter) -> Phrase:
    """Return the sentence on a value that stands where a number belongs."""
    return Phrase("{path} is {value}, but must be {number}", path=path, value=value, number=number_of(parameter))


def number_of(parameter: Parameter) -> Phrase:
    """Return what belongs where a number stands: a number, in which range, in which unit."""
    if abs(parameter.low) < math.inf:
        return Phrase("a number {range}", range=allowed(parameter))
    if parameter.unit in WITHOUT_UNIT:
        return Phrase("a number")
    return Phrase("a number ({unit})", unit=parameter.spoken_unit)


def allowed(parameter: Parameter) -> Phrase:
    """Return a parameter's range and unit in words."""
    unit = parameter.spoken_unit
    if abs(parameter.low) == math.inf:
        if parameter.unit in WITHOUT_UNIT:
            return Phrase("any number")
        return Phrase("any number ({unit})", unit=unit)
    low, high = Plain(parameter.low), Plain(parameter.high)
    if parameter.unit in WITHOUT_UNIT:
        return Phrase("from {low} to {high}", low=low, high=high)
    return Phrase("from {low} to {high} ({unit})", low=low, high=high, unit=unit)


@dataclass(frozen=True)
class Plain:
    """A number as :func:`plain` writes it, said later."""

    value: float

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the number in a language."""
        value = self.value
        if isinstance(value, float) and not math.isfinite(value):
            return words.numeral(value)
        if abs(value) < 1e15 and value == int(value):
            return words.numeral(int(value), True)
        if isinstance(value, int):
            digits = int(value.bit_length() * math.log10(2))
            return words.say("about 10^{digits}", digits=words.numeral(digits))
        return words.numeral(float(value))


def plain(value: float) -> str:
    """Return a number as people write it: ``20,000,000``, ``0.133``."""
    return Plain(value).said()
