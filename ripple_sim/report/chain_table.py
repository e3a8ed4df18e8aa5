"""The chain as one table, from the drivers of engagement to money."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ripple_sim.observe.results import QUARTER
from ripple_sim.report.console_table import ConsoleTable, titled_table
from ripple_sim.report.numbers import decimals_of_three, plain, signed, thousands_or_millions, weeks_in_words
from ripple_sim.report.panels import span_of

if TYPE_CHECKING:
    from ripple_sim.observe.results import ChainRow, Run

_A_MILLION = 1e6  # from here on, whole numbers need a shorter unit to fit 60 columns


def chain_table(run: Run) -> ConsoleTable:
    """Return the chain: a section a link; measure, start, end, change and unit of each.

    Side by side it needs 60 columns; words wrap, numbers don't.
    """
    table = titled_table(_title(run), _caption(run.weeks))
    table.add_column("measure", min_width=13)
    table.add_numbers("start", "end", "change")
    table.add_column("unit", min_width=14)
    rows = run.chain()
    for link, section in groupby(rows, key=lambda row: row.link):
        table.add_section()
        table.add_row(Text(link.capitalize(), style="bold"))
        for row in section:
            table.add_row(*_cells(row, _largest(rows, row.unit)))
    return table


def _largest(rows: list[ChainRow], unit: str) -> float:
    values = [abs(value) for row in rows if row.unit == unit for value in (row.start, row.end)]
    return max(filter(math.isfinite, values), default=0.0)


def _cells(row: ChainRow, largest: float) -> tuple[RenderableType, ...]:
    size, word = thousands_or_millions(largest, _A_MILLION)

    def number(write: Callable[[float, int], str], value: float) -> str:
        held = value / size
        return write(held, row.decimals if size == 1 else decimals_of_three(held))

    return (
        Padding(Text(row.label), (0, 0, 0, 1)),
        number(plain, row.start),
        number(plain, row.end),
        number(signed, row.change),
        Text(word + row.unit),
    )


def _title(run: Run) -> Text:
    address = f"seed {run.seed}"
    if run.replication:
        address += f", replication {run.replication}"
    stopped = ", stopped early" if run.interrupted else ""
    title = Text(run.scenario.title or run.scenario.name, style="bold")
    facts = f"\n{weeks_in_words(run.weeks)}{stopped} · {address} · money in {run.scenario.currency}"
    return title.append(facts, style="not bold")


def _caption(weeks: int) -> Text:
    if weeks == 1:
        return Text("start and end: the only week")
    span = span_of(weeks)
    first, last = _weeks(1, span), _weeks(weeks - span + 1, weeks)
    quarter = " (first and last quarter)" if span == QUARTER else ""
    return Text(
        f"start: {first} as a whole; end: {last}{quarter}. One run is one draw of luck: small changes may be chance."
    )


def _weeks(first: int, last: int) -> str:
    return f"week {first}" if first == last else f"weeks {first} to {last}"
