"""Scenarios and plans on the screen: the lists, a single one, and what a check says of its size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pydantic import BaseModel
from rich.padding import Padding
from rich.text import Text

from ripple_sim.cli.progress import Screen
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.parameters import Parameter
from ripple_sim.scenario.plan_library import SYSTEMS
from ripple_sim.scenario.plans import Plan, load_plan, plan_names
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.quantities import WITHOUT_UNIT, plain
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import Place, dotted, field_at, parameter_at, section_of_items

_IN_THE_HEADING = ("name", "title", "about")

_OF_ONE = {"business units": "business unit", "hours": "hour", "people": "person", "weeks": "week"}


def list_presets() -> None:
    """Print the names and titles of all presets."""
    table = ConsoleTable.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name in preset_names():
        table.add_row(name, load(name).title)
    Screen().print(table)


def scenario_checked(name: str) -> str:
    """Return one sentence with the main sizes of a scenario."""
    scenario = load(name)
    sizes = [
        _counted(scenario.company.structure.units, "business unit"),
        _counted(scenario.heads(), "seat"),
        _counted(scenario.teams(), "team"),
        _counted(scenario.market.members, "market member"),
        _counted(scenario.weeks, "week"),
        _counted(len(scenario.interventions), "intervention"),
        _counted(len(scenario.shocks), "shock"),
    ]
    return f"{name} is OK: {', '.join(sizes[:-1])} and {sizes[-1]}."


def plan_checked(name: str) -> str:
    """Return one sentence with the main sizes of a plan, tried out on the company it is for."""
    plan = load_plan(name)
    sizes = [
        _counted(len(plan.interventions), "intervention"),
        _counted(len(plan.shocks) + len(plan.context_shocks), "shock"),
        _counted(len(plan.context), "setting"),
    ]
    done = f"{', '.join(sizes[:-1])} and {sizes[-1]}"
    if not plan.base:
        return f"{name} is OK as a plan: {done}; it names no company to try it out on."
    budget = plan.check_budget(load(plan.base))
    return f"{name} is OK as a plan for {plan.base}: {done}. {budget.say()}"


def _counted(number: int, noun: str) -> str:
    return f"{plain(number)} {noun}{'s' * (number != 1)}"


def show_scenario(name: str, everything: bool) -> None:
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
            table.add_row(_label(place, parameter, everything), _value(value, parameter), Text(key, "dim"))
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
    return f"{plain(value)} {_OF_ONE.get(parameter.unit, parameter.unit) if value == 1 else parameter.unit}"


def list_plans() -> None:
    """Print the names and titles of all plans, by the system of the model they belong to."""
    plans = [load_plan(name) for name in plan_names()]
    longest = max(len(plan.name) for plan in plans)
    screen = Screen()
    for number, system in enumerate(SYSTEMS):
        screen.print(Text(("\n" if number else "") + system, style="bold"))
        table = ConsoleTable.grid(padding=(0, 2))
        table.add_column(no_wrap=True, min_width=longest)
        table.add_column(overflow="fold")
        for plan in plans:
            if plan.system == system:
                table.add_row(plan.name, plan.title)
        screen.print(Padding(table, (0, 0, 0, 2)))


def show_plan(name: str, company: str | None) -> None:
    """Print a plan in words, and as a sentence for a company: the given one or its own.

    Raises
    ------
    RippleError
        When it was written for no company and none is given, or doesn't fit it.
    """
    plan = load_plan(name)
    base = load(_company_of(plan, company))
    screen = Screen()
    screen.print(Text(plan.title or plan.name, style="bold"))
    for heading, text in (("Asks", plan.asks), ("Works", plan.works)):
        if text:
            screen.print()
            screen.print(Text(heading, style="bold"))
            screen.print(Padding(Text(text), (0, 0, 0, 2)))
    for heading, points in (("Notice", plan.notice), ("Try", plan.things_to_try)):
        if points:
            screen.print()
            screen.print(Text(heading, style="bold"))
            table = ConsoleTable.grid(padding=(0, 1))
            for point in points:
                table.add_row(" -", Text(point))
            screen.print(table)
    screen.print()
    screen.print(Text(f"For {base.name}", style="bold"))
    screen.print(Padding(Text(plan.say(base)), (0, 0, 0, 2)))


def _company_of(plan: Plan, company: str | None) -> str:
    if not (company or plan.base):
        raise RippleError(f"plan '{plan.name}' names no company; add one, as in --for lending-centre")
    return company or plan.base
