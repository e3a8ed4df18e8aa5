"""Commands that list, show, copy and check scenarios and plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import ScenarioName


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
