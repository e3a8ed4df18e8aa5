"""An explanation as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from ripple_sim.report.numbers import NOTHING, signed, thousands_or_millions
from ripple_sim.study.explain.links import BY_NAME, LAYERS
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation, Part

_LEAST = 1e5  # from here on, money is told in thousands


def explanation_table(found: Explanation) -> Table:
    """Return the parts of both layers with their 80 % intervals, and their sum after each layer.

    It needs 80 columns.
    """
    divisor, word = _scale(found)
    table = Table(
        title=Text(
            f"{found.titled} against {found.baseline.title or found.baseline.name}, link by link",
            style="bold",
        ),
        title_style="not italic",
        title_justify="left",
        caption=_caption(found),
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column(f"part of profit, {word}{found.currency}", min_width=26)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("80 % interval", justify="right", no_wrap=True)
    if _sampled(found):
        table.add_column("± orders", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    for layer in LAYERS:
        table.add_section()
        table.add_row(Text(LAYER_LABELS[layer], style="bold"))
        for part in ordered(found, layer):
            table.add_row(*_cells(found, part, divisor), _kind(part))
        table.add_row(*_cells(found, found.total, divisor), "sum", style="bold")
    return table


def _scale(found: Explanation) -> tuple[float, str]:
    ends = [
        abs(float(end))
        for part in (*found.parts, found.total)
        for end in (part.band.low_80, part.band.high_80)
    ]
    return thousands_or_millions(max(ends), _LEAST)


def _cells(found: Explanation, part: Part, divisor: float) -> list[str]:
    decimals = 0 if divisor == 1 else 1
    low, high = (float(end) / divisor for end in (part.band.low_80, part.band.high_80))
    cells = [
        part.label,
        signed(part.mean / divisor, decimals),
        NOTHING if low == high else f"{signed(low, decimals)} to {signed(high, decimals)}",
    ]
    if _sampled(found):
        cells.append(signed(part.error / divisor, decimals).lstrip("+") if part.error else NOTHING)
    return cells


def _kind(part: Part) -> str:
    return "cost" if part.cost else "link" if part.name in BY_NAME else "rest"


def _sampled(found: Explanation) -> bool:
    return any(couples is not None for couples in found.couples.values())


def _caption(found: Explanation) -> str:
    said = "80 % interval: how well the mean over pairs is known; none where all pairs agree."
    if _sampled(found):
        said += " ± orders: standard error that comes of opening the links in some orders only."
    return said
