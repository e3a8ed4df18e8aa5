"""Scenarios on the screen: the list of presets, one scenario, the sizes of a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pydantic import BaseModel
from rich.text import Text

from ripple_sim.commands.screen import Screen
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.parameters import Parameter
from ripple_sim.scenario.quantities import WITHOUT_UNIT, plain
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.showing import escaped
from ripple_sim.scenario.tree import Place, dotted, field_at, parameter_at, section_of_items

_IN_THE_HEADING = ("name", "title", "about")


def list_presets() -> None:
    """Print the names and titles of all presets."""
    table = ConsoleTable.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name in preset_names():
        table.add_row(name, load(name).title)
    Screen().print(table)


def check(name: str) -> None:
    """Print one sentence with the main sizes of a scenario."""
    scenario = load(name)
    sizes = [
        counted(scenario.company.structure.units, "business unit"),
        counted(scenario.heads(), "seat"),
        counted(scenario.teams(), "team"),
        counted(scenario.market.members, "market member"),
        counted(scenario.weeks, "week"),
        counted(len(scenario.interventions), "intervention"),
        counted(len(scenario.shocks), "shock"),
    ]
    print(escaped(f"{name} is OK: {', '.join(sizes[:-1])} and {sizes[-1]}."))


def counted(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{plain(number)} {noun}{'s' * (number != 1)}"


def show(name: str, everything: bool) -> None:
    """Print a scenario in words: what it states, or with ``everything`` all its values."""
    scenario = load(name)
    screen = Screen()
    screen.print(Text(scenario.title or scenario.name, style="bold"))
    if scenario.about:
        screen.print(scenario.about)
    data = scenario.model_dump()
    stated = (item for item in _values(scenario, ()) if everything or _is_stated(*item))
    for heading, items in groupby(stated, key=lambda item: _heading(item[0])):
        table = ConsoleTable.grid(padding=(0, 2))
        for ratio in (5, 4, 5):
            table.add_column(ratio=ratio, overflow="fold")
        for place, value in items:
            parameter = parameter_at(place, data, Scenario)
            key = dotted(place).removeprefix(f"{heading}.")
            table.add_row(
                _label(place, parameter, everything), _value(value, parameter), Text(key, "dim")
            )
        screen.print()
        screen.print(Text(heading, style="bold"))
        screen.print(table)
    if not everything:
        screen.print("\nAll else stands at its default; add --all to see it.")


def _values(section: BaseModel, place: Place) -> Iterator[tuple[Place, Any]]:
    for name, field in type(section).model_fields.items():
        held, within = getattr(section, name), (*place, name)
        if isinstance(held, BaseModel):
            yield from _values(held, within)
        elif section_of_items(field):
            for i, item in enumerate(held):
                yield from _values(item, (*within, i))
        elif within[0] not in _IN_THE_HEADING:
            yield within, held


def _is_stated(place: Place, value: object) -> bool:
    field = field_at(place, Scenario)
    return field is None or field.is_required() or value != field.default


def _heading(place: Place) -> str:
    if len(place) == 1:
        return "scenario"
    return dotted(place[: min(len(place) - 1, 2)])


def _label(place: Place, parameter: Parameter | None, everything: bool) -> Text:
    field = field_at(place, Scenario)
    label = parameter.label if parameter else (field.description if field else "")
    text = Text(label or "")
    if parameter and everything:
        bounds = f"{plain(parameter.low)} to {plain(parameter.high)}"
        facts = f"{bounds}; {parameter.source}; {parameter.trust}"
        text.append(f"\n{facts}", style="dim")
    return text


def _value(value: object, parameter: Parameter | None) -> str:
    if parameter is None or not isinstance(value, int | float):
        if isinstance(value, tuple):
            return ", ".join(map(str, value)) or "-"
        return "-" if value is None else str(value)
    if parameter.unit in WITHOUT_UNIT:
        return f"{plain(value)} ({parameter.unit})"
    return f"{plain(value)} {parameter.unit}"
