"""Commands that list, show, copy and check scenarios and plans."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import ScenarioName

if TYPE_CHECKING:
    from rich.text import Text

    from ripple_sim.report.console_table import ConsoleTable
    from ripple_sim.scenario.levers import Lever

_GROUPS = {"driver": "Drivers of engagement", "practice": "Practices", "shock": "Shocks"}


@command
def levers() -> None:
    """List what can be moved and what can happen."""
    from rich.text import Text

    from ripple_sim.cli.progress import Screen
    from ripple_sim.scenario.levers import LEVERS
    from ripple_sim.scenario.quantities import WITHOUT_UNIT, plain

    screen = Screen()
    for group, within in groupby(LEVERS, key=lambda lever: lever.group):
        table = _table(Text(_GROUPS[group], style="bold"), "name", "level", "what it means")
        for lever in within:
            bounds = f"{plain(lever.low)} to {plain(lever.high)}"
            unit = "" if lever.unit in WITHOUT_UNIT else f"\n{lever.unit}"
            ordinary = "" if group == "shock" else f"\nordinary {plain(lever.level)}"
            meaning = Text(lever.label, style="bold").append(f"\n{lever.help}", style="not bold")
            if group != "shock":
                meaning.append(f"\n{_takes(lever)}", style="not bold dim")
            table.add_row(lever.name, f"{bounds}{unit}{ordinary}", meaning)
        screen.print(table)
    screen.print(
        "Costs and hours count from the ordinary level; these are the defaults. A scenario may say "
        "otherwise: levers.coaching.cost, levers.coaching.hours, levers.coaching.ordinary."
    )


def _takes(lever: Lever) -> str:
    """Return what one unit of a lever's level costs and takes."""
    from ripple_sim.scenario.quantities import plain

    cost = f"{plain(round(100 * lever.cost, 6))} % of the payroll reached"
    hours = f"{plain(lever.hours)} hour{'s' if lever.hours != 1 else ''} a week of each person"
    if lever.cost and lever.hours:
        return f"One unit more costs {cost} and takes {hours}."
    if lever.cost or lever.hours:
        return f"One unit more costs {cost}." if lever.cost else f"One unit more takes {hours}."
    return "It has no cost of its own."


@command
def explain_week() -> None:
    """List the steps of a week in their order."""
    from rich.text import Text

    from ripple_sim.cli.progress import Screen
    from ripple_sim.model.week import WEEK

    table = _table(None, "phase", "step", "what happens")
    for phase, steps in groupby(WEEK, key=lambda step: step.phase):
        table.add_section()
        for i, step in enumerate(steps):
            says = Text(step.says)
            if step.rules:
                says.append(f"\nrules: {', '.join(step.rules)}", style="dim")
            name = Text(step.name, style="bold").append(f"\n{step.who}", style="not bold dim")
            table.add_row("" if i else phase, name, says)
    Screen().print(table)


def _table(title: Text | None, *columns: str) -> ConsoleTable:
    from rich import box

    from ripple_sim.report.console_table import ConsoleTable

    table = ConsoleTable(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


@command
def presets() -> None:
    """List the scenarios that come with the package."""
    from ripple_sim.cli.scenario_tables import list_presets

    list_presets()


@command
def show(
    scenario: ScenarioName,
    all: Annotated[bool, typer.Option("--all", help="Every value, with range, source and kind.")] = False,
) -> None:
    """Show a scenario in words, with units."""
    from ripple_sim.cli.scenario_tables import show_scenario

    show_scenario(scenario, all)


@command
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
    source: Annotated[str, typer.Option("--from", metavar="NAME", help="The preset or plan to copy.")],
) -> None:
    """Make a file from a preset or a plan."""
    from ripple_sim.scenario.files import new_file
    from ripple_sim.scenario.plans import new_plan_file, plan_names
    from ripple_sim.scenario.showing import escaped

    make = new_plan_file if source in plan_names() else new_file
    make(file, source)
    print(escaped(f"Written to {file}; 'ripple check {file}' checks it after a change."))


@command
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of a scenario or a plan, or a name.")],
) -> None:
    """Check a scenario or plan file without running it."""
    from ripple_sim.cli.scenario_tables import plan_checked, scenario_checked
    from ripple_sim.scenario.plans import names_a_plan
    from ripple_sim.scenario.showing import escaped

    print(escaped(plan_checked(file) if names_a_plan(file) else scenario_checked(file)))


@command
def plans(
    plan: Annotated[
        str | None, typer.Argument(metavar="[PLAN]", help="A plan's name or a file.", show_default="list all")
    ] = None,
    company: Annotated[
        str | None,
        typer.Option("--for", metavar="SCENARIO", help="The company to tell it for.", show_default="the plan's own"),
    ] = None,
) -> None:
    """List the plans that come with the package, or show one.

    A plan is shown with the question it asks, how it works, what to notice and to try, and as one
    sentence with whom it reaches, when, and what it costs.
    """
    from ripple_sim.cli.scenario_tables import list_plans, show_plan

    if plan is None:
        list_plans()
    else:
        show_plan(plan, company)
