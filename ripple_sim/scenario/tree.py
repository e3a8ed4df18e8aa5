"""What may stand where in a scenario: sections, numbers and dotted paths.

A place is a tuple of keys and list positions from 0, as pydantic names it; a dotted path is what
people write, with list positions from 1: ``("interventions", 0, "change")`` is
``interventions.1.change``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.parameters import Parameter, declared
from ripple_sim.scenario.problems import ScenarioError, meant, near
from ripple_sim.scenario.showing import short, short_value
from ripple_sim.wording import Phrase, mark, row_of

Place = tuple[str | int, ...]
_NEAR = 0.6
_UNKNOWN = mark("the lever's unit")


def dotted(place: Sequence[str | int]) -> str:
    """Return a place as people write it."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def place_of(path: str) -> Place:
    """Return the place that a dotted path names."""
    parts = path.split(".")
    return tuple(int(part) - 1 if re.fullmatch("[0-9]{1,6}", part) else part for part in parts)


def section_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the section that a key holds, or None."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def section_of_items(field: FieldInfo) -> type[BaseModel] | None:
    """Return the section that every item of a key's list holds, or None."""
    if get_origin(field.annotation) is not tuple:
        return None
    item = get_args(field.annotation)[0]
    return item if isinstance(item, type) and issubclass(item, BaseModel) else None


def is_number(field: FieldInfo) -> bool:
    """Tell whether a key holds a number."""
    return _is_number(field.annotation)


def _is_number(kind: Any) -> bool:
    if get_origin(kind) is Annotated:
        return _is_number(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return any(_is_number(part) for part in get_args(kind))
    return kind in (int, float)


def section_at(place: Place, root: type[BaseModel]) -> type[BaseModel] | None:
    """Return the section that stands at a place of a kind of file, or None where none can."""
    section: type[BaseModel] | None = root
    field: FieldInfo | None = None
    for part in place:
        if isinstance(part, int):
            section, field = section_of_items(field) if field else None, None
        else:
            field = section.model_fields.get(part) if section else None
            section = section_of(field) if field else None
        if section is None and field is None:
            return None
    return section


def field_at(place: Place, root: type[BaseModel]) -> FieldInfo | None:
    """Return the field of a key, or None where there is no such key."""
    if not place or isinstance(place[-1], int):
        return None
    section = section_at(place[:-1], root)
    return section.model_fields.get(place[-1]) if section else None


def value_at(data: object, place: Place) -> object:
    """Return what stands at a place in plain data, or None."""
    for part in place:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def parameter_at(place: Place, data: Mapping[str, Any], root: type[BaseModel]) -> Parameter | None:
    """Return what is known of the number at a place; units of money in the data's currency."""
    field = field_at(place, root)
    if field is None or not is_number(field):
        return None
    section = section_at(place[:-1], root)
    found = None
    if section is not None:
        found = next((p for p in declared(section) if p.path == place[-1]), None)
    found = found or _undeclared(place, field, data)
    if "currency" in root.model_fields:
        currency = data.get("currency", root.model_fields["currency"].default)
        found = found.in_money(short(str(currency), 8))
    return replace(found, path=dotted(place))


def _undeclared(place: Place, field: FieldInfo, data: Mapping[str, Any]) -> Parameter:
    """Describe a number whose unit and range follow from its lever, or that counts weeks."""
    label = field.description or ""
    name = {"change": "lever", "size": "kind"}.get(str(place[-1]))
    if name is None:
        bounds = {key: getattr(m, key) for m in field.metadata for key in ("ge", "le") if hasattr(m, key)}
        if not bounds:  # on the scale of whatever is measured, as where an option ends
            return Parameter("", label, "0 to 1", -math.inf, math.inf, None, "assumption", "given", label)
        return Parameter("", label, "weeks", bounds["ge"], bounds["le"], None, "assumption", "given", label)
    lever = BY_NAME.get(str(value_at(data, (*place[:-1], name))))
    if lever is None:
        return Parameter("", label, _UNKNOWN, -math.inf, math.inf, None, "assumption", "given", label)
    low, high = lever.low, lever.high
    if name == "lever":
        low, high = low - high, high - low
    return Parameter("", label, lever.unit, low, high, None, "assumption", "given", label)


@cache
def known_paths(root: type[BaseModel]) -> tuple[str, ...]:
    """Return the dotted path of every single value; list positions are left out."""
    return tuple(_paths(root, ""))


def _paths(section: type[BaseModel], before: str) -> Iterator[str]:
    for name, field in section.model_fields.items():
        inner = section_of(field) or section_of_items(field)
        if inner is None:
            yield before + name
        else:
            yield from _paths(inner, f"{before}{name}.")


def nearest_path(path: str, root: type[BaseModel]) -> str | None:
    """Return the known dotted path nearest to one that nobody knows, or None."""
    words = [part for part in short(path).split(".") if not part.isdecimal()]
    wanted = ".".join(words)

    def same_end(known: str) -> int:
        return max(_same_end(known, wanted), _same_end(known, f"{wanted}.level"))

    def likeness(known: str) -> float:
        return SequenceMatcher(None, known, wanted).ratio()

    best = max(known_paths(root), key=lambda known: (same_end(known), likeness(known)))
    if same_end(best):
        return best
    last = SequenceMatcher(None, best.rsplit(".", 1)[-1], words[-1] if words else "").ratio()
    return best if max(likeness(best), last) >= _NEAR else None


def _same_end(known: str, wanted: str) -> int:
    """Count the parts that two paths share at their ends; a bare ``level`` says nothing."""
    count = 0
    for ours, theirs in zip(reversed(known.split(".")), reversed(wanted.split(".")), strict=False):
        if ours != theirs:
            break
        count += 1
    return 0 if count == 1 and known.endswith(".level") else count


def hint_for(place: Place, root: type[BaseModel]) -> Phrase | None:
    """Return a hint for an unknown key: the same key elsewhere, a near one here or elsewhere."""
    word = str(place[-1])
    paths = known_paths(root)
    elsewhere = [path for path in paths if word in path.split(".")[-2:] and word != "level"]
    if len(elsewhere) == 1:
        return meant(elsewhere[0])
    section = section_at(place[:-1], root)
    here = list(section.model_fields) if section else []
    hint = near(word, here)
    if hint:
        return hint
    path = nearest_path(dotted(place), root)
    if path:
        return meant(path)
    return Phrase("known here: {names}", names=row_of(here)) if here else None


def put(data: dict[str, Any], path: str, value: Any, root: type[BaseModel]) -> None:
    """Set the value at a dotted path in the plain data of a kind of file, in place.

    Raises
    ------
    ScenarioError
        When there is no such path.
    """
    place = place_of(path)
    if field_at(place, root) is None:
        found = nearest_path(path, root)
        hint = meant(found) if found else Phrase("'ripple show NAME --all' lists the paths")
        raise ScenarioError("there is no '{path}'", path=short(path), hint=hint)
    holder: Any = data
    for i, part in enumerate(place[:-1]):
        kinds = (list, tuple) if isinstance(part, int) else dict
        if not isinstance(holder, kinds):
            raise _no_holder(place[:i], holder)
        if isinstance(part, int) and not 0 <= part < len(holder):
            there = Phrase("there are {number}", number=len(holder))
            raise ScenarioError(
                "there is no '{path}'", path=dotted(place[: i + 1]), hint=there if holder else Phrase("there are none")
            )
        # A table that an earlier setting left out is empty; what it lacks is said of the whole.
        if isinstance(holder, dict):
            holder.setdefault(part, {})
        holder = holder[part]  # type: ignore[index]
    if not isinstance(holder, dict):
        raise _no_holder(place[:-1], holder)
    holder[place[-1]] = value


def _no_holder(place: Place, held: object) -> ScenarioError:
    return ScenarioError(
        "{path} is '{value}', so nothing can be set within it", path=dotted(place), value=short_value(held)
    )
