"""A comparison as tables for the console."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich import box
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.compare.tables import ranking
from ripple_sim.study.core.horizon import horizon_in_words
from ripple_sim.wording.english import short, short_change

if TYPE_CHECKING:
    from ripple_sim.study.compare.outcomes import Estimate
    from ripple_sim.study.compare.result import ComparedPlans

CAPTION = "Mean, 80 %: the error of the simulation. Futures, 80 %: what may happen."


def comparison_table(found: ComparedPlans, plan: str) -> ConsoleTable:
    """Return a plan's outcomes: difference, interval of the mean, range of single futures, unit.

    Side by side it needs 80 columns.
    """
    baseline = found.worlds.baseline
    table = ConsoleTable(
        title=Text(f"{found.titled(plan)} against {baseline.title or baseline.name}", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption=CAPTION,
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("plan less baseline", min_width=14)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("mean, 80 %", justify="right", no_wrap=True)
    table.add_column("futures, 80 %", justify="right", no_wrap=True)
    table.add_column("unit")
    window = ""
    for outcome in found.outcomes(plan).values():
        if outcome.outcome.window != window:
            window = outcome.outcome.window
            heading = horizon_in_words(found.weeks) if window == "horizon" else window
            table.add_section()
            table.add_row(Text(f"Over the {heading}", style="bold"))
        table.add_row(*_cells(found, outcome))
    return table


def ranking_table(found: ComparedPlans) -> ConsoleTable:
    """Return how several plans stand by net present value, the best on average first."""
    table = ConsoleTable(
        title=Text("Plans by net present value", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption="best, mean: probability that its mean is the highest; best, futures: share of "
        "simulated futures in which it turns out best. Regret: what choosing it is expected to "
        "lose against the best on average.",
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("plan", overflow="fold")
    for name in ("value", "cost", "best, mean", "best, futures", "regret"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("money in")
    for _, row in ranking(found).iterrows():
        table.add_row(
            Text(row["title"]),
            short_change(row["net_present_value"]),
            short(row["cost"]),
            f"{100 * row['probability_best_expected']:.0f} %",
            f"{100 * row['share_best_single']:.0f} %",
            short(row["regret_expected"]),
            Text(found.currency),
        )
    return table


def _cells(found: ComparedPlans, of: Estimate) -> tuple[Text, ...]:
    outcome = of.outcome
    unit = found.unit_of(outcome)
    write = plain if outcome.kind != "mean" else signed

    def number(value: float) -> str:
        if math.isinf(value):
            return "never"
        return short_change(value) if unit == found.currency else write(value, outcome.decimals)

    return (
        Text(f" {outcome.label.partition(':')[0]}"),
        Text(number(of.value)),
        Text(_range(of.interval_80, number)),
        Text(_range(of.single_80, number)),
        Text(unit),
    )


def _range(ends: tuple[float, float], number: Callable[[float], str]) -> str:
    if any(math.isnan(end) for end in ends):
        return NOTHING
    return f"{number(ends[0])} to {number(ends[1])}"
