"""Commands about scenarios and the model's words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import Name


@command
def presets() -> None:
    """List the scenarios that come with the package."""
    from ripple_sim.commands.scenarios import list_presets

    list_presets()


@command
def show(
    scenario: Name,
    all: Annotated[
        bool, typer.Option("--all", help="Every value, with range, source and kind.")
    ] = False,
) -> None:
    """Show a scenario in words, with units."""
    from ripple_sim.commands import scenarios

    scenarios.show(scenario, all)


@command
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
    source: Annotated[
        str, typer.Option("--from", metavar="NAME", help="The preset or plan to copy.")
    ],
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
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A file of a scenario or a plan, or a name.")
    ],
) -> None:
    """Check a scenario or plan file without running it."""
    from ripple_sim.commands import plans, scenarios
    from ripple_sim.scenario.plans import names_a_plan

    kind = plans if names_a_plan(file) else scenarios
    kind.check(file)


@command
def levers() -> None:
    """List what can be moved and what can happen."""
    from ripple_sim.commands.lists import list_levers

    list_levers()


@command
def explain_week() -> None:
    """List the steps of a week in their order."""
    from ripple_sim.commands import lists

    lists.explain_week()


@command
def balance(
    scenario: Name,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to make.")],
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Worlds to average over.")] = 4,
) -> None:
    """Make a scenario's yearly rates come true.

    Finds the offsets with which the company at rest shows the turnover, churn and winning that the
    scenario states, and writes a new scenario file.
    """
    from ripple_sim.commands import balancing

    balancing.balance(scenario, out, seeds)


@command
def doctor() -> None:
    """Show versions, and where the compiled model is kept."""
    from ripple_sim.commands import doctor as examination

    examination.doctor()
