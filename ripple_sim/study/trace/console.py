"""A trace as tables for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.trace.measures import REACH

if TYPE_CHECKING:
    from ripple_sim.study.trace import Trace

_LEAST_SHARE = 5.0  # % of a ring's first touches: rarer ways are in the file


def rings_table(found: Trace) -> ConsoleTable:
    """Return a row a ring, nearest first: when it moved, how much of it, and for how long.

    Side by side it needs 80 columns.
    """
    table = _table(
        f"{found.titled} against {found.base.title or found.base.name}, from {found.origin}",
        "away: meetings from the start. first, half: weeks in which somebody, half of the ring, "
        "was touched. plain: week from which its size is plain to see for a quarter. halves: weeks "
        "after the plan's end until half of it is gone.",
    )
    table.add_column("ring", min_width=14)
    for name in ("away", "first", "half", "plain", "touched", "halves"):
        table.add_column(name, justify="right", no_wrap=True)
    for ring in found.rings:
        first = found.first_week(ring.name)
        table.add_row(
            ring.label,
            str(ring.distance),
            _week(first[0] if first else None),
            _week(found.half_week(ring.name)),
            _week(found.plain_week(ring)),
            f"{plain(float(found.rows[ring.name, REACH.name].mean[-1]), 0)} %",
            _week(found.half_life(ring).weeks),
        )
    return table


def sizes_table(found: Trace) -> ConsoleTable:
    """Return a row a ring, nearest first: by how much it differs in the end.

    It needs 80 columns.
    """
    table = _table(
        f"By how much, in week {found.weeks}",
        f"Plan less baseline, with the 80 % interval of the mean over {found.pairs} pairs.",
    )
    table.add_column("ring", min_width=14)
    for name in ("size", "80 % interval"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("of what", min_width=12)
    for ring in found.rings:
        size = found.rows[ring.name, ring.shows.name]
        mean, low, high = (float(line[-1]) for line in (size.mean, size.low, size.high))
        decimals = _decimals(low, high)
        table.add_row(
            ring.label,
            signed(mean, decimals),
            f"{signed(low, decimals)} to {signed(high, decimals)}",
            f"{ring.shows.label.lower()}, {size.unit}",
        )
    return table


def _decimals(low: float, high: float) -> int:
    """Return as many as show on which side of zero the nearer end lies, four at most."""
    nearer, farther = sorted((abs(low), abs(high)))
    least = 1 if farther >= 1 else 2
    apart = low > 0 or high < 0
    return next((d for d in range(least, 4) if not apart or round(nearer, d)), 4)


def passages_table(found: Trace) -> ConsoleTable:
    """Return by which steps of the week and through whom each ring was touched, main ways only."""
    table = _table(
        "Through whom it came",
        "Share of a ring's first touches, over all pairs; ways below "
        f"{_LEAST_SHARE:g} % are left out. Where several would do alone, the nearest is told.",
    )
    for name in ("ring", "step", "through", "who belongs to"):
        table.add_column(name)
    table.add_column("share", justify="right", no_wrap=True)
    rows = found.passages_table()
    before = None
    for row in rows[rows["share_%"] >= _LEAST_SHARE].itertuples(index=False):
        ring, step, through, source, share = row
        if before not in (None, ring):
            table.add_section()
        table.add_row("" if ring == before else ring, step, through, source or NOTHING, f"{plain(float(share), 0)} %")
        before = ring
    return table


def _table(title: str, caption: str) -> ConsoleTable:
    return ConsoleTable(
        title=Text(title, style="bold"),
        title_style="not italic",
        title_justify="left",
        caption=caption,
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )


def _week(week: int | None) -> str:
    return NOTHING if week is None else str(week)
