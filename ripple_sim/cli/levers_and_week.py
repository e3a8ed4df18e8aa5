"""Commands that show what the model is made of: the levers, and the steps of a week."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ripple_sim.cli.application import command

if TYPE_CHECKING:
    from rich.text import Text

    from ripple_sim.report.console_table import ConsoleTable
    from ripple_sim.scenario.levers import Lever

_GROUPS = {"driver": "Drivers of engagement", "practice": "Practices", "shock": "Shocks"}


@command
def levers() -> None:
    """List what can be moved and what can happen."""
    from rich.text import Text

    from ripple_sim.cli.screen import Screen
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

    from ripple_sim.cli.screen import Screen
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
