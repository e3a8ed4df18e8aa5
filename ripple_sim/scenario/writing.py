"""Scenarios and plans as TOML, each number with its unit, label and source beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import tomlkit
from pydantic import BaseModel

from ripple_sim.scenario.parameters import Parameter, Section
from ripple_sim.scenario.quantities import plain, settings_of
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import Place, parameter_at, place_of, section_of_items

_WIDEST_ENTRY = 44


def to_toml(scenario: Scenario, full: bool = False) -> str:
    """Return a scenario as the text of a file; reading it gives the same scenario.

    Parameters
    ----------
    scenario
        The scenario.
    full
        Whether values that equal their defaults are written too.
    """
    return _whole(scenario, full)


def plan_to_toml(plan: Section) -> str:
    """Return a plan as the text of a file; reading it gives the same plan."""
    return _whole(plan, full=False)


def _whole(root: BaseModel, full: bool) -> str:
    data = root.model_dump()
    blocks = [_block("", _entries(root, (), data, full, type(root)))]
    blocks += _tables(root, (), data, full, type(root))
    for name, field in type(root).model_fields.items():
        set_in = settings_of(field)
        if set_in is not None:
            blocks.append(_settings(name, getattr(root, name), set_in))
        elif section_of_items(field):
            for i, change in enumerate(getattr(root, name)):
                lines = _entries(change, (name, i), data, full, type(root), inline=True)
                blocks.append(_block(f"[[{name}]]", lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _settings(name: str, settings: dict[str, Any], root: type[BaseModel]) -> str:
    entries = [
        (f"{path} = {_written(value)}", _comment(value, parameter_at(place_of(path), {}, root)))
        for path, value in settings.items()
    ]
    return _block(f"[{name}]", entries) if entries else ""


def _tables(section: BaseModel, place: Place, data: dict[str, Any], full: bool, root: type[BaseModel]) -> Iterator[str]:
    for name in type(section).model_fields:
        inner = getattr(section, name)
        if isinstance(inner, BaseModel) and not _is_level(inner):
            within = (*place, name)
            lines = _entries(inner, within, data, full, root)
            if lines:
                yield _block(f"[{'.'.join(map(str, within))}]", lines)
            yield from _tables(inner, within, data, full, root)


def _entries(
    section: BaseModel, place: Place, data: dict[str, Any], full: bool, root: type[BaseModel], inline: bool = False
) -> list[tuple[str, str]]:
    """Return a section's own entries with their comments.

    Levels, and with ``inline`` all sections within, are written with dotted keys.
    """
    entries: list[tuple[str, str]] = []
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        within = (*place, name)
        if isinstance(value, BaseModel):
            if inline or _is_level(value):
                inner = _entries(value, within, data, full, root, inline=True)
                entries += [(f"{name}.{entry}", comment) for entry, comment in inner]
        elif (
            value is not None
            and section_of_items(field) is None
            and settings_of(field) is None
            and (full or field.is_required() or value != field.default)
        ):
            comment = _comment(value, parameter_at(within, data, root))
            entries.append((f"{name} = {_written(value)}", comment))
    return entries


def _is_level(section: BaseModel) -> bool:
    return list(type(section).model_fields) == ["level"]


def _written(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        negative_zero = value == 0 and math.copysign(1, value) < 0
        value = value if negative_zero else int(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_written(item) for item in value) + "]"
    return str(tomlkit.item(value).as_string())


def _comment(value: Any, parameter: Parameter | None) -> str:
    if parameter is None:
        return ""
    source = parameter.source
    if parameter.kind == "fitted":
        source = f"fitted, {source}"
    if parameter.default is not None and float(value) != parameter.default:
        source = f"default {plain(parameter.default)}, {source}"
    return f"{parameter.unit}; {parameter.label}; {source}"


def _block(header: str, entries: list[tuple[str, str]]) -> str:
    numbers = [len(entry) for entry, comment in entries if comment]
    width = min(max(numbers, default=0), _WIDEST_ENTRY)
    lines = [header] if header else []
    lines += [f"{entry.ljust(width)}  # {comment}" if comment else entry for entry, comment in entries]
    return "\n".join(lines)
