"""What the model is made of: the levers, and the steps of a week."""

from __future__ import annotations

from itertools import groupby

from rich import box
from rich.table import Table
from rich.text import Text

from ripple_sim.commands.screen import Screen
from ripple_sim.scenario.levers import LEVERS, Lever
from ripple_sim.scenario.quantities import WITHOUT_UNIT, plain

_GROUPS = {
    "driver": "Drivers of engagement",
    "practice": "Practices",
    "shock": "Shocks",
}


def list_levers() -> None:
    """Print every lever: what a company can move, what that costs, and what can befall it.

    Costs and hours are the defaults, for one unit of the level beyond the ordinary.
    """
    screen = Screen()
    for group, levers in groupby(LEVERS, key=lambda lever: lever.group):
        free = group == "shock"
        costs = () if free else ("one unit more costs",)
        heads = ("name", "level", *costs, "what it means")
        table = _table(Text(_GROUPS[group], style="bold"), *heads)
        for lever in levers:
            bounds = f"{plain(lever.low)} to {plain(lever.high)}"
            unit = "" if lever.unit in WITHOUT_UNIT else f"\n{lever.unit}"
            meaning = Text(lever.label, style="bold").append(f"\n{lever.help}", style="not bold")
            takes = () if free else (_takes(lever),)
            table.add_row(lever.name, f"{bounds}{unit}{_ordinary(lever)}", *takes, meaning)
        screen.print(table)
    screen.print(
        "Costs and hours count from the ordinary level; these are the defaults. A scenario may say "
        "otherwise: levers.coaching.cost, levers.coaching.hours, levers.coaching.ordinary."
    )


def _ordinary(lever: Lever) -> str:
    return "" if lever.group == "shock" else f"\nordinary {plain(lever.level)}"


def _takes(lever: Lever) -> str:
    """Return what one unit of a lever's level costs and takes, or a dash."""
    cost = f"{plain(round(100 * lever.cost, 6))} % of payroll" if lever.cost else ""
    hours = f"{plain(lever.hours)} h/week each" if lever.hours else ""
    return "\n".join(filter(None, (cost, hours))) or "-"


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


def _table(title: Text | None, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
