"""What is kept of each pair's books: money by week, levels by month, both by unit at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import LEDGER, Records
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.recorder import worked_out
from ripple_sim.study.core.horizon import last_quarter, month_ends
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.core.pairs import Books

LEVELS = tuple(
    BY_NAME[name]
    for name in (
        "engagement",
        "burnt_out",
        "enps",
        "leavers",
        "skill",
        "waiting",
        "service_quality",
        "customer_satisfaction",
        "cnps",
        "retention",
        "share_of_wallet",
        "word_of_mouth",
        "customers",
        "rocxi",
    )
)

Floats = NDArray[np.float64]
Cents = NDArray[np.int64]


@dataclass(frozen=True)
class Figures:
    """Figures of the worlds of some pairs, the baseline first.

    Attributes
    ----------
    profit, spent
        Cents a week: profit, and what was spent on programmes; shape (pairs, worlds, weeks).
    revenue
        Cents over the horizon; shape (pairs, worlds).
    profit_by_unit
        Cents over the horizon; shape (pairs, worlds, units + 1).
    leavers_by_unit
        People over the horizon; shape (pairs, worlds, units + 1).
    monthly
        The levels of :data:`LEVELS` in each month; shape (pairs, worlds, levels, months).
    last
        The same in the last quarter as a whole; shape (pairs, worlds, levels).
    last_by_unit
        The same by unit; shape (pairs, worlds, levels, units + 1).
    raises, seats
        What the plan itself adds to wages over the horizon, beyond the baseline's, in currency: pay
        raised, and seats opened; shape (pairs, worlds), 0 in the baseline
        (:class:`ripple_sim.study.core.labour.LabourCosts`).
    hours, hours_at_wage
        Hours of staff that the plan takes beyond the baseline's, and what they are worth at the
        wage, in currency; shape (pairs, worlds).
    """

    profit: Cents
    spent: Cents
    revenue: Cents
    profit_by_unit: Cents
    leavers_by_unit: Floats
    monthly: Floats
    last: Floats
    last_by_unit: Floats
    raises: Floats
    seats: Floats
    hours: Floats
    hours_at_wage: Floats

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return len(self.profit)

    @property
    def weeks(self) -> int:
        """The weeks of the horizon."""
        return int(self.profit.shape[2])

    def arrays(self) -> dict[str, Floats]:
        """Return every array by its name, as floats."""
        return {field.name: np.asarray(getattr(self, field.name), np.float64) for field in fields(self)}


def figures_of(books: Books, labour: LabourCosts) -> Figures:
    """Return the figures of one pair."""
    worlds = np.stack(books)
    span = last_quarter(worlds.shape[1])
    ends = month_ends(worlds.shape[1])
    starts = np.concatenate(([0], ends[:-1]))
    monthly = [_over(book, starts, ends - starts, over_units=True) for book in worlds]
    last = [book[span] for book in worlds]
    weeks, first = np.array([span.stop - span.start]), np.array([0])
    return Figures(
        profit=worlds["profit"].sum(axis=2)[None],
        spent=worlds["programmes"].sum(axis=2)[None],
        revenue=worlds["revenue"].sum(axis=(1, 2))[None],
        profit_by_unit=worlds["profit"].sum(axis=1)[None],
        leavers_by_unit=worlds["leavers"].sum(axis=1)[None],
        monthly=np.stack(monthly)[None],
        last=np.stack([_over(book, first, weeks, over_units=True)[:, 0] for book in last])[None],
        last_by_unit=np.stack([_over(book, first, weeks, over_units=False)[:, 0] for book in last])[None],
        raises=labour.raises[None],
        seats=labour.seats[None],
        hours=labour.hours[None],
        hours_at_wage=labour.hours_at_wage[None],
    )


def together(parts: Sequence[Figures]) -> Figures:
    """Return the figures of many pairs as one."""
    return Figures(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Figures)))


def _over(book: Records, starts: NDArray[np.int64], lengths: NDArray[np.int64], *, over_units: bool) -> Floats:
    """Return every level over spans of weeks, shape (levels, spans) or (levels, spans, units + 1).

    A ratio is that of the sums over the span; a plain sum is averaged over its weeks.
    """
    sums = np.zeros((len(starts), book.shape[1]), LEDGER)
    for name in {name for metric in LEVELS for name in _parts(metric)}:
        sums[name] = np.add.reduceat(book[name], starts, axis=0)
    values = []
    for metric in LEVELS:
        value = worked_out(metric, sums, over_units=over_units)
        weeks = lengths if over_units else lengths[:, None]
        values.append(value if metric.per else value / weeks)
    return np.stack(values)


def _parts(metric: Metric) -> tuple[str, ...]:
    return (*metric.of, *metric.minus, *metric.per)
