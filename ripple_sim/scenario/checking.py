"""Plain data turned into a scenario, or one sentence that says what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.scenario.quantities import Problems, allowed, plain, read_quantities
from ripple_sim.scenario.schema import BYTES_PER_MEMBER, MEMORY_LIMIT_GIB, Scenario
from ripple_sim.scenario.tree import (
    Place,
    dotted,
    field_at,
    hint_for,
    known_paths,
    one_line,
    parameter_at,
    place_of,
    section_of,
    section_of_items,
    short,
    value_at,
)

_LONGEST_VALUE = 40
_LARGEST_TEXT_WITH_LINES = 100_000
_LONGEST_ENTRY = 200
_MEMBERS_PER_GIB = 2**30 / BYTES_PER_MEMBER


Whole = TypeVar("Whole", bound=BaseModel)


def checked(data: Mapping[str, Any], where: str, text: str = "") -> Scenario:
    """Return the scenario that plain data describes; see :func:`checked_as`."""
    return checked_as(Scenario, data, where, text)


def checked_as(kind: type[Whole], data: Mapping[str, Any], where: str, text: str = "") -> Whole:
    """Return what plain data describes: a scenario, a plan.

    Parameters
    ----------
    kind
        The section that a whole file of this kind is.
    data
        What a file holds, as ``tomllib`` reads it.
    where
        What people call the place the data comes from, for the sentence.
    text
        The file's text, to find lines in.

    Raises
    ------
    ScenarioError
        With one sentence on the first thing that is wrong.
    """
    values, problems = read_quantities(data, kind)
    try:
        described = kind.model_validate(values)
    except ValidationError as error:
        problems = _all_problems(kind, error, values, problems)
    if not problems:
        return described
    place, sentence = next(iter(problems.items()))
    more = len(problems) - 1
    others = f" (and {more} more problem{'s' * (more > 1)})" if more else ""
    line = find_line(text, _spoken_of(kind, place, sentence))
    raise ScenarioError(f"{where}{f', line {line}' if line else ''}: {sentence}{others}")


def _all_problems(
    root: type[BaseModel], error: ValidationError, data: dict[str, Any], known: Problems
) -> Problems:
    """Put what pydantic found to what is known; unknown keys come first, missing ones last."""
    details = error.errors(include_url=False)
    problems: Problems = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            problems[detail["loc"]] = _sentence(root, detail, detail["loc"], data)
    problems |= known
    for detail in sorted(details, key=lambda detail: detail["type"] == "missing"):
        place = _real_place(detail["loc"])
        if detail["type"] == "missing" and _guessed(place, problems):
            continue  # the sentence on the unknown key names this one
        if place not in problems:
            problems[place] = _sentence(root, detail, place, data)
    return problems


def _real_place(loc: Place) -> Place:
    """Leave out what pydantic adds to say which of several kinds it tried."""
    return loc[:-1] if loc[-1:] in (("int",), ("str",)) else loc


def _guessed(missing: Place, problems: Problems) -> bool:
    return any(
        place[:-1] == missing[:-1] and f"did you mean '{missing[-1]}'?" in sentence
        for place, sentence in problems.items()
    )


def _spoken_of(root: type[BaseModel], place: Place, sentence: str) -> Place:
    """Return the place to look for: that of a key named first in a sentence on the whole."""
    first = sentence.split(" ", 1)[0]
    return place_of(first) if not place and first in known_paths(root) else place


def _sentence(
    root: type[BaseModel], detail: ErrorDetails, place: Place, data: dict[str, Any]
) -> str:
    kind, path, value = detail["type"], dotted(place), detail["input"]
    parameter = parameter_at(place, data, root)
    field = field_at(place, root)
    if kind == "extra_forbidden":
        return f"there is no '{short(path)}'{hint_for(place, root)}"
    if kind == "missing":
        if field is not None and (section_of(field) or section_of_items(field)):
            return f"the table [{path}] is missing"
        return f"{path} is missing{f'; allowed is {allowed(parameter)}' if parameter else ''}"
    if kind == "value_error":
        message = str(detail["ctx"]["error"])
        if not path or message.startswith(path):
            return message
        return f"{path} {message}" if message.startswith("must") else f"{path}: {message}"
    return f"{path} is {shown(value)}, but must be {_expected(root, detail, place, data)}"


def _expected(
    root: type[BaseModel], detail: ErrorDetails, place: Place, data: dict[str, Any]
) -> str:
    """Say what belongs at a place where something else stands."""
    kind, path, value = detail["type"], dotted(place), detail["input"]
    field = field_at(place, root)
    if field is not None and section_of_items(field):
        return f"a list of tables, each headed [[{path}]]"
    if kind == "model_type":
        return _expected_table(path, value, section_of(field) if field else None)
    if kind == "tuple_type":
        return "a list, written in square brackets"
    parameter = parameter_at(place, data, root)
    if parameter is not None:
        whole = "whole " if kind.startswith("int") else ""
        return f"a {whole}number {allowed(parameter)}{_memory(place, value)}"
    limits = detail.get("ctx", {})
    for limit, words in (("min_length", "at least"), ("max_length", "at most")):
        if limit in limits:
            noun = "character" if kind.startswith("string") else "item"
            return f"of {words} {limits[limit]} {noun}{'s' * (limits[limit] != 1)}"
    return 'a text in quotation marks, such as "a"'


def _expected_table(path: str, value: object, section: type[BaseModel] | None) -> str:
    if section is None:
        return "a table of values"
    if list(section.model_fields) == ["level"]:
        return f"a table: write {path}.level = {shown(value)}"
    return f"a table of values, headed [{path}]"


def _memory(place: Place, value: object) -> str:
    if place != ("market", "members") or not isinstance(value, int | float):
        return ""
    if not MEMORY_LIMIT_GIB * _MEMBERS_PER_GIB < value < 1e15:
        return ""
    return f"; so many would take about {value / _MEMBERS_PER_GIB:,.0f} GiB of memory"


def shown(value: object) -> str:
    """Return a value as it would stand in a file, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    return f"'{short(str(value), _LONGEST_VALUE)}'"


def find_line(text: str, place: Place) -> int | None:
    """Return the line, from 1, on which an entry of a file begins, or its table if it has none.

    The first lines of a file are themselves a file, except where a cut falls within an entry of
    several lines; so the entry begins on the first line without which it isn't there.
    """
    if not place or len(text) > _LARGEST_TEXT_WITH_LINES:
        return None
    lines = text.splitlines()

    def holds(count: int) -> bool:
        for end in range(count, min(count + _LONGEST_ENTRY, len(lines)) + 1):
            try:
                data = tomllib.loads("\n".join(lines[:end]))
            except ValueError:
                continue
            return value_at(data, place) is not None
        return False

    if not holds(len(lines)):
        return find_line(text, place[:-1])
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


_POSITION = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")


def broken_toml(problem: ValueError, where: str) -> ScenarioError:
    """Return the sentence on a text that isn't TOML, with line and column."""
    message = str(problem)
    match = _POSITION.search(message)
    if match and match.group(1):
        where = f"{where}, line {match.group(1)}, column {match.group(2)}"
    elif match:
        where = f"{where}, at its end"
    said = one_line(_POSITION.sub("", message))
    return ScenarioError(f"{where}: this is not valid TOML: {said[:1].lower()}{said[1:]}")
