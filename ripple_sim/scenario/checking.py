"""Plain data turned into a scenario, or one sentence that says what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ripple_sim.scenario.market import BYTES_PER_MEMBER, MEMORY_LIMIT_GIB
from ripple_sim.scenario.problems import ScenarioError, UnfitError, Where, hinted
from ripple_sim.scenario.quantities import MOST_HINTS, Plain, Problems, allowed, number_of, read_quantities
from ripple_sim.scenario.showing import short
from ripple_sim.scenario.toml_texts import MOST_DEEP, nested_too_deeply
from ripple_sim.scenario.tree import (
    Place,
    dotted,
    field_at,
    hint_for,
    known_paths,
    parameter_at,
    place_of,
    section_of,
    section_of_items,
    value_at,
)
from ripple_sim.wording import Counted, Field, Number, Phrase, plural

_LONGEST_VALUE = 40
_LARGEST_TEXT_WITH_LINES = 100_000
_LONGEST_ENTRY = 200
_ONE_MORE = Phrase("one more")
_MOST_READ_FOR_A_LINE = 2_000_000
_MEMBERS_PER_GIB = 2**30 / BYTES_PER_MEMBER


Whole = TypeVar("Whole", bound=BaseModel)


def checked_as(kind: type[Whole], data: Mapping[str, Any], where: Where, text: str = "") -> Whole:
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
    if _depth_beyond(data, MOST_DEEP):
        raise nested_too_deeply(where)
    values, problems = read_quantities(data, kind)
    try:
        described = kind.model_validate(values)
    except ValidationError as error:
        problems = _all_problems(kind, error, values, problems)
    if not problems:
        return described
    place, sentence = next(iter(problems.items()))
    more = len(problems) - 1
    line = find_line(text, _spoken_of(kind, place, sentence))
    said = Phrase("{where}: {problem}", where=where, problem=sentence)
    if line:
        said = Phrase("{where}, line {line}: {problem}", where=where, line=line, problem=sentence)
    if more:
        said = Counted(
            "{sentence} (and {number} more problem)", "{sentence} (and {number} more problems)", more, sentence=said
        )
    raise ScenarioError(said)


def _depth_beyond(data: object, most: int) -> bool:
    """Tell whether something stands inside more than so many tables and lists."""
    level = [data]
    for _ in range(most + 1):
        level = [
            inner
            for held in level
            if isinstance(held, Mapping | list | tuple)
            for inner in (held.values() if isinstance(held, Mapping) else held)
        ]
    return bool(level)


def _all_problems(root: type[BaseModel], error: ValidationError, data: dict[str, Any], known: Problems) -> Problems:
    """Put what pydantic found to what is known; unknown keys come first, missing ones last."""
    details = error.errors(include_url=False)
    problems: Problems = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            problems[detail["loc"]] = _sentence_unless_many(problems, root, detail, detail["loc"], data)
    problems |= known
    # Of what may be a number or a name, what is said of the name tells more.
    details.sort(key=lambda one: (one["type"] == "missing", one["loc"][-1:] == ("int",)))
    for detail in details:
        place = _real_place(detail["loc"])
        if detail["type"] == "missing" and _guessed(place, problems):
            continue  # the sentence on the unknown key names this one
        if place not in problems:
            problems[place] = _sentence_unless_many(problems, root, detail, place, data)
    return problems


def _sentence_unless_many(
    problems: Problems, root: type[BaseModel], detail: ErrorDetails, place: Place, data: dict[str, Any]
) -> Phrase:
    """Return the sentence on a problem; only the first of many are looked into."""
    return _sentence(root, detail, place, data) if len(problems) < MOST_HINTS else _ONE_MORE


def _real_place(loc: Place) -> Place:
    """Leave out what pydantic adds to say which of several kinds it tried."""
    tried = loc[-1:] in (("int",), ("str",)) or str(loc[-1:]).startswith("('function-after[")
    return loc[:-1] if tried else loc


def _guessed(missing: Place, problems: Problems) -> bool:
    return any(
        place[:-1] == missing[:-1] and f"did you mean '{missing[-1]}'?" in str(sentence)
        for place, sentence in islice(problems.items(), MOST_HINTS)
    )


def _spoken_of(root: type[BaseModel], place: Place, sentence: Phrase) -> Place:
    """Return the place to look for: that of a key named first in a sentence on the whole."""
    first = str(sentence).split(" ", 1)[0]
    return place_of(first) if not place and first in known_paths(root) else place


def _sentence(root: type[BaseModel], detail: ErrorDetails, place: Place, data: dict[str, Any]) -> Phrase:
    kind, path, value = detail["type"], dotted(place), detail["input"]
    parameter = parameter_at(place, data, root)
    field = field_at(place, root)
    if kind == "extra_forbidden":
        return hinted(Phrase("there is no '{path}'", path=short(path)), hint_for(place, root))
    if kind == "missing":
        if field is not None and (section_of(field) or section_of_items(field)):
            return Phrase("the table [{path}] is missing", path=path)
        if parameter is None:
            return Phrase("{path} is missing", path=path)
        return Phrase("{path} is missing; allowed is {range}", path=path, range=allowed(parameter))
    if kind == "value_error":
        error = detail["ctx"]["error"]
        said = error.sentence if isinstance(error, UnfitError) else Phrase(str(error))
        if not path or str(said).startswith(path):
            return said
        if str(said).startswith("must") and isinstance(value, str):
            return Phrase("{path} is {value}, but {problem}", path=path, value=shown(value), problem=said)
        if str(said).startswith("must"):
            return Phrase("{path} {problem}", path=path, problem=said)
        return Phrase("{path}: {problem}", path=path, problem=said)
    return Phrase(
        "{path} is {value}, but must be {expected}",
        path=path,
        value=shown(value),
        expected=_expected(root, detail, place, data),
    )


def _expected(root: type[BaseModel], detail: ErrorDetails, place: Place, data: dict[str, Any]) -> Phrase:
    """Say what belongs at a place where something else stands."""
    kind, path, value = detail["type"], dotted(place), detail["input"]
    field = field_at(place, root)
    limits = detail.get("ctx", {})
    if kind == "too_long":
        return Counted(*_LENGTHS["max_length", False], limits["max_length"])
    if field is not None and section_of_items(field):
        return Phrase("a list of tables, each headed [[{path}]]", path=path)
    if kind == "model_type":
        return _expected_table(path, value, section_of(field) if field else None)
    if kind == "tuple_type":
        return Phrase("a list, written in square brackets")
    parameter = parameter_at(place, data, root)
    if parameter is not None:
        number = number_of(parameter)
        if kind.startswith("int"):
            number = Phrase("a whole number {range}", range=allowed(parameter))
        return hinted(number, _memory(place, value))
    for limit in ("min_length", "max_length"):
        if limit in limits:
            return Counted(*_LENGTHS[limit, kind.startswith("string")], limits[limit])
    return Phrase('a text in quotation marks, such as "a"')


_LENGTHS = {
    ("min_length", True): plural("of at least {number} character", "of at least {number} characters"),
    ("max_length", True): plural("of at most {number} character", "of at most {number} characters"),
    ("min_length", False): plural("of at least {number} item", "of at least {number} items"),
    ("max_length", False): plural("of at most {number} item", "of at most {number} items"),
}


def _expected_table(path: str, value: object, section: type[BaseModel] | None) -> Phrase:
    if section is None:
        return Phrase("a table of values")
    if list(section.model_fields) == ["level"]:
        return Phrase("a table: write {path}.level = {value}", path=path, value=shown(value))
    return Phrase("a table of values, headed [{path}]", path=path)


def _memory(place: Place, value: object) -> Phrase | None:
    if place != ("market", "members") or not isinstance(value, int | float):
        return None
    if not MEMORY_LIMIT_GIB * _MEMBERS_PER_GIB < value < 1e15:
        return None
    memory = Number(round(value / _MEMBERS_PER_GIB))
    return Phrase("so many would take about {memory} GiB of memory", memory=memory)


def shown(value: object) -> Field:
    """Return a value as it would stand in a file, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return Plain(value)
    if isinstance(value, Mapping):
        return Phrase("a table")
    if isinstance(value, list | tuple):
        return Phrase("a list") if value else Phrase("an empty list")
    return f"'{short(str(value), _LONGEST_VALUE)}'"


def find_line(text: str, place: Place) -> int | None:
    """Return the line, from 1, on which an entry of a file begins, or its table if it has none.

    The first lines of a file are themselves a file, except where a cut falls within an entry of
    several lines; so the entry begins on the first line without which it isn't there. Where that
    takes much reading, no line is told. No reader of TOML that is kept up tells positions: tomllib,
    tomlkit and those written in Rust drop them, and those that keep them stand still since 2022.
    """
    if not place or len(text) > _LARGEST_TEXT_WITH_LINES:
        return None
    lines = text.removeprefix("\ufeff").split("\n")
    left = _MOST_READ_FOR_A_LINE

    def holds(count: int) -> bool:
        nonlocal left
        for end in range(count, min(count + _LONGEST_ENTRY, len(lines)) + 1):
            beginning = "\n".join(lines[:end])
            left -= len(beginning)
            if left < 0:
                return False
            try:
                data = tomllib.loads(beginning)
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
    return high if left > 0 else None
