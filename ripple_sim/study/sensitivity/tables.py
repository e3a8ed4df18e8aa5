"""What most moves an outcome, as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.study.sweep.messages import range_in_words

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity

MOST = 12


def tornado_table(found: Sensitivity, most: int = MOST) -> ConsoleTable:
    """Return the strongest factors with their ranges, indices and 95 % intervals.

    Side by side it needs 80 columns.
    """
    sobol = found.method == "sobol"
    table = ConsoleTable(
        title=Text(f"{found.question.label} {found.question.window}", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption=_caption(found, most),
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("what varies", min_width=22)
    table.add_column("range", min_width=14)
    for name in ("alone", "with others") if sobol else ("mean effect", "direction"):
        table.add_column(name, justify="right" if name != "direction" else "left", no_wrap=True)
    for path in map(str, found.ranked.index[:most]):
        factor = found.factor(path)
        table.add_row(Text(factor.label), Text(range_in_words(factor)), *_cells(found, path))
    return table


def _cells(found: Sensitivity, path: str) -> tuple[str, str]:
    if found.method == "sobol":
        first, total = (
            f"{100 * found.value(path, name):.0f} ± {100 * found.value(path, f'{name}_half'):.0f}"
            for name in ("first", "total")
        )
        return f"{first} %", f"{total} %"
    amount = found.question.amount
    size, half = found.value(path, "mu_star"), found.value(path, "mu_star_half")
    unit = found.question.unit
    said = f"{amount(size)} ± {amount(half).replace(unit, '').strip()}"
    return said, found.direction(path)


def _caption(found: Sensitivity, most: int) -> str:
    rest = max(len(found.question.factors) - most, 0)
    more = f" {rest} weaker ones are left out." if rest else ""
    if found.method == "sobol":
        return f"Shares of the outcome's variance, with 95 % intervals.{more}"
    return (
        "Mean absolute effect of moving it over its whole range, with its 95 % interval; "
        f"direction: what a higher value does.{more}"
    )
