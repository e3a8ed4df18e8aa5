"""A comparison as tables for the console."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from ripple_sim.report.numbers import NOTHING, plain, signed, thousands_or_millions
from ripple_sim.study.compare.horizon import horizon_in_words

if TYPE_CHECKING:
    from ripple_sim.study.compare import Comparison, Estimate

_TEN_THOUSAND = 1e4  # from here on, money is told in thousands


def comparison_table(found: Comparison, plan: str) -> Table:
    """Return a plan's outcomes: difference, its 80 % interval, the range of single futures, unit.

    It needs 80 columns.
    """
    baseline = found.worlds.baseline
    table = Table(
        title=Text(f"{found.titled(plan)} against {baseline.title or baseline.name}", style="bold"),
        title_style="not italic",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("plan less baseline", min_width=17)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("80 % interval", justify="right", no_wrap=True)
    table.add_column("80 % of futures", justify="right", no_wrap=True)
    table.add_column("unit", min_width=14)
    window = ""
    for outcome in found.outcomes(plan).values():
        if outcome.outcome.window != window:
            window = outcome.outcome.window
            heading = horizon_in_words(found.weeks) if window == "horizon" else window
            table.add_section()
            table.add_row(Text(f"Over the {heading}", style="bold"))
        table.add_row(*_cells(found, outcome))
    return table


def ranking_table(found: Comparison) -> Table:
    """Return how several plans stand by net present value, the best in expectation first."""
    table = Table(
        title=Text("Plans by net present value", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption="best, expected: probability that its mean is the highest; best, single: share of "
        "single futures in which it turns out best. Regret: what choosing it is expected to lose "
        "against the best in expectation.",
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("plan", overflow="fold")
    for name in ("value", "best, expected", "best, single", "regret"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("money in")
    rows = found.ranking()
    size, word = thousands_or_millions(rows["net_present_value"].abs().max(), _TEN_THOUSAND)
    for _, row in rows.iterrows():
        table.add_row(
            Text(row["title"]),
            signed(row["net_present_value"] / size, 0),
            f"{100 * row['probability_best_expected']:.0f} %",
            f"{100 * row['share_best_single']:.0f} %",
            plain(row["regret_expected"] / size, 0),
            Text(word + found.currency),
        )
    return table


def _cells(found: Comparison, of: Estimate) -> tuple[Text, ...]:
    outcome = of.outcome
    unit = found.unit_of(outcome)
    size, word, decimals = 1.0, "", outcome.decimals
    if unit == found.currency:
        ends = [end for end in (of.value, *of.interval_80, *of.single_80) if math.isfinite(end)]
        size, word = thousands_or_millions(max(map(abs, ends), default=0.0), _TEN_THOUSAND)
    write = plain if outcome.kind != "mean" else signed

    def number(value: float) -> str:
        return "never" if math.isinf(value) else write(value / size, decimals)

    return (
        Text(f" {outcome.label.partition(':')[0]}"),
        Text(number(of.value)),
        Text(_range(of.interval_80, number)),
        Text(_range(of.single_80, number)),
        Text(word + unit),
    )


def _range(ends: tuple[float, float], number: Callable[[float], str]) -> str:
    if any(math.isnan(end) for end in ends):
        return NOTHING
    return f"{number(ends[0])} to {number(ends[1])}"
