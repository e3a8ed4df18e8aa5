"""An explanation as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.report.numbers import NOTHING
from ripple_sim.study.explain.links import BY_NAME, LAYERS
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered
from ripple_sim.wording.english import short, short_change

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation, Part


def explanation_table(found: Explanation) -> ConsoleTable:
    """Return the parts of both layers with their 80 % intervals, and their sum after each layer.

    Side by side it needs 80 columns.
    """
    table = ConsoleTable(
        title=Text(f"{found.titled} against {found.baseline.title or found.baseline.name}, link by link", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption=_caption(found),
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column(f"part of profit, {found.currency}", min_width=26)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("mean, 80 %", justify="right", no_wrap=True)
    if _sampled(found):
        table.add_column("± orders", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    for layer in LAYERS:
        table.add_section()
        table.add_row(Text(LAYER_LABELS[layer], style="bold"))
        for part in ordered(found, layer):
            table.add_row(*_cells(found, part), _kind(part))
        table.add_row(*_cells(found, found.total), "sum", style="bold")
    return table


def _cells(found: Explanation, part: Part) -> list[str]:
    low, high = float(part.band.low_80), float(part.band.high_80)
    cells = [
        part.label,
        short_change(part.mean),
        NOTHING if low == high else f"{short_change(low)} to {short_change(high)}",
    ]
    if _sampled(found):
        cells.append(short(part.error) if part.error else NOTHING)
    return cells


def _kind(part: Part) -> str:
    return "cost" if part.cost else "link" if part.name in BY_NAME else "rest"


def _sampled(found: Explanation) -> bool:
    return any(couples is not None for couples in found.couples.values())


def _caption(found: Explanation) -> str:
    said = "Mean, 80 %: how well the mean over pairs is known, the error of the simulation; none where all pairs agree."
    if _sampled(found):
        said += " ± orders: standard error that comes of opening the links in some orders only."
    return said
