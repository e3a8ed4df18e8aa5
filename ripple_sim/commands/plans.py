"""Plans on the screen: the list, one plan, the sizes of a plan."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from ripple_sim.commands.scenarios import counted
from ripple_sim.commands.screen import Screen
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plan_library import SYSTEMS
from ripple_sim.scenario.plans import Plan, load_plan, plan_names
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.showing import escaped


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


def show(name: str, company: str | None) -> None:
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


def check(name: str) -> None:
    """Print one sentence with the main sizes of a plan, tried out on the company it is for."""
    plan = load_plan(name)
    sizes = [
        counted(len(plan.interventions), "intervention"),
        counted(len(plan.shocks) + len(plan.context_shocks), "shock"),
        counted(len(plan.context), "setting"),
    ]
    done = f"{', '.join(sizes[:-1])} and {sizes[-1]}"
    if not plan.base:
        print(escaped(f"{name} is OK as a plan: {done}; it names no company to try it out on."))
        return
    budget = plan.check_budget(load(plan.base))
    print(escaped(f"{name} is OK as a plan for {plan.base}: {done}. {budget.say()}"))


def _company_of(plan: Plan, company: str | None) -> str:
    if not (company or plan.base):
        raise RippleError(
            f"plan '{plan.name}' names no company; add one, as in --for lending-centre"
        )
    return company or plan.base
