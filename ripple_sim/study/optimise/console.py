"""The front of an optimum as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.report.numbers import signed
from ripple_sim.study.compare.worlds import titled
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from ripple_sim.scenario.plans import Plan
    from ripple_sim.study.compare.outcomes import Estimate
    from ripple_sim.study.optimise.result import PlansTried


def optimum_table(found: PlansTried) -> ConsoleTable:
    """Return the front, doing nothing and the plan as written: split, profit, well-being, burn-out.

    Doing nothing stands for choice like the others; what is recommended is said.

    Side by side it needs 80 columns.
    """
    own = found.space.plan
    table = ConsoleTable(
        title=Text(f"{titled(own.title, own.name)}: a better split and timing", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption="Measured again with new pairs, means with 80 % intervals; profit difference "
        f"in {found.currency}; {found.aim_label}, better by; burnt out: % of staff in the worst "
        "quarter. *: breaks a limit.",
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("change, first week, cost", min_width=20)
    for name in ("profit", "well-being", "burnt out"):
        table.add_column(name, justify="right", no_wrap=True)
    for plan in found.rows[:-1]:
        table.add_row(*_cells(found, plan, "recommended: " if plan is found.best else ""))
    table.add_section()
    table.add_row(*_cells(found, found.space.plan, "as written: "))
    return table


def _cells(found: PlansTried, plan: Plan, before: str) -> tuple[Text, str, str, str]:
    name = found.name_of(plan)
    parts = [f"{title} {change:+.2g}, {start}, {short(cost)}" for title, change, start, cost in found.split(plan)]
    broken = "" if found.keeps_limits(name) else "*"
    profit, well = found.profit(name), found.well_being(name)
    return (
        Text(f"{before}{'; '.join(parts) or 'do nothing'}"),
        f"{short(profit.value)} ({short(profit.interval_80[0])} to {short(profit.interval_80[1])})",
        _range(well),
        f"{found.worst(name):.1f}{broken}",
    )


def _range(of: Estimate) -> str:
    low, high = of.interval_80
    return f"{signed(of.value, 1)} ({signed(low, 1)} to {signed(high, 1)})"
