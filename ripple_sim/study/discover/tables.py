"""Boxes as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box as lines
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable

if TYPE_CHECKING:
    from ripple_sim.study.discover import Discovery
    from ripple_sim.study.discover.boxes import Share


def discovery_table(found: Discovery) -> ConsoleTable:
    """Return every box in words, with its density and coverage and their 80 % intervals.

    Side by side it needs 80 columns.
    """
    table = ConsoleTable(
        title=Text(f"{found.condition.says}, {found.question.window}", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption="density: share of the points there at which it happens; coverage: share of the "
        "points at which it happens that lie there; with 80 % intervals. A later row counts what "
        "the earlier ones leave.",
        caption_style="dim",
        caption_justify="left",
        box=lines.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("when", min_width=30)
    for name in ("density", "coverage"):
        table.add_column(name, justify="right", no_wrap=True)
    for box in found.boxes:
        table.add_row(Text(found.words(box)), _cell(box.density), _cell(box.coverage))
    table.add_row(Text("all points", style="dim"), _cell(found.usual), "")
    return table


def _cell(share: Share) -> str:
    if not share.count:
        return "–"
    low, high = share.interval(0.80)
    return f"{100 * share.value:.0f} % ({100 * low:.0f} to {100 * high:.0f})"
