"""A trace as tables for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.trace.measures import REACH

if TYPE_CHECKING:
    from ripple_sim.study.trace import Trace

_LEAST_SHARE = 5.0  # % of a ring's first touches: rarer ways are in the file


def rings_table(found: Trace) -> Table:
    """Return a row a ring, nearest first: when it moved, how much of it, by how much, how long.

    It needs 100 columns.
    """
    table = _table(
        f"{found.titled} against {found.base.title or found.base.name}, from {found.origin}",
        "dist: meetings away. first, half, plain: weeks in which somebody, half of the ring, was "
        "touched, and from which its size is plain to see for a quarter. size: plan less baseline "
        f"in week {found.weeks}, with the 80 % interval of the mean over {found.pairs} pairs. "
        "halves: weeks after the plan's end until half of it is gone.",
    )
    table.add_column("ring", min_width=14)
    for name in ("dist", "first", "half", "plain", "touched", "size", "80 % interval", "halves"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("unit", min_width=12)
    for ring in found.rings:
        first, size = found.first_week(ring.name), found.rows[ring.name, ring.shows.name]
        mean, low, high = (float(line[-1]) for line in (size.mean, size.low, size.high))
        decimals = 1 if max(abs(low), abs(high)) >= 1 else 2
        table.add_row(
            ring.label,
            str(ring.distance),
            _week(first[0] if first else None),
            _week(found.half_week(ring.name)),
            _week(found.plain_week(ring)),
            f"{plain(float(found.rows[ring.name, REACH.name].mean[-1]), 0)} %",
            signed(mean, decimals),
            f"{signed(low, decimals)} to {signed(high, decimals)}",
            _week(found.half_life(ring).weeks),
            f"{ring.shows.label.lower()}, {size.unit}",
        )
    return table


def passages_table(found: Trace) -> Table:
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
        table.add_row("" if ring == before else ring, step, through, source or NOTHING,
                      f"{plain(float(share), 0)} %")  # fmt: skip
        before = ring
    return table


def _table(title: str, caption: str) -> Table:
    return Table(
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
