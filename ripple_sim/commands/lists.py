"""What the model is made of: the levers, and the steps of a week."""

from __future__ import annotations

from itertools import groupby

from rich import box
from rich.text import Text

from ripple_sim.commands.screen import Screen
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.scenario.levers import LEVERS
from ripple_sim.scenario.quantities import WITHOUT_UNIT, plain

_GROUPS = {
    "driver": "Drivers of engagement",
    "practice": "Practices",
    "shock": "Shocks",
}


def list_levers() -> None:
    """Print every lever: what a company can move, and what can befall it."""
    screen = Screen()
    for group, levers in groupby(LEVERS, key=lambda lever: lever.group):
        table = _table(Text(_GROUPS[group], style="bold"), "name", "level", "what it means")
        for lever in levers:
            bounds = f"{plain(lever.low)} to {plain(lever.high)}"
            unit = "" if lever.unit in WITHOUT_UNIT else f"\n{lever.unit}"
            meaning = Text(lever.label, style="bold").append(f"\n{lever.help}", style="not bold")
            table.add_row(lever.name, f"{bounds}{unit}", meaning)
        screen.print(table)


def explain_week() -> None:
    """Print the steps of a week in their order, with the rules each calls."""
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
    table = ConsoleTable(
        title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
