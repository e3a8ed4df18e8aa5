"""Metrics over spans of weeks, from a book of weekly ledgers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import LEDGER, Records
from ripple_sim.observe.metrics import Metric
from ripple_sim.observe.recorder import worked_out
from ripple_sim.observe.results import QUARTER

Floats = NDArray[np.float64]


def over_spans(book: Records, metric: Metric, starts: Sequence[int], ends: Sequence[int]) -> Floats:
    """Return a metric over spans of weeks, shape (spans,).

    A ratio is that of the sums over the span; a plain sum is averaged over its weeks.

    Parameters
    ----------
    book
        Weekly ledgers, shape (weeks, units).
    starts, ends
        The first week of each span from 0, and the week after its last.
    """
    sums = np.zeros((len(starts), book.shape[1]), LEDGER)
    for name in {*metric.of, *metric.minus, *metric.per}:
        cumulated = np.concatenate([np.zeros((1, book.shape[1])), book[name].cumsum(axis=0)])
        sums[name] = cumulated[list(ends)] - cumulated[list(starts)]
    values = worked_out(metric, sums, over_units=True)
    return values if metric.per else values / (np.asarray(ends) - np.asarray(starts))


def by_week(book: Records, metric: Metric) -> Floats:
    """Return a metric over the quarter up to each week, shape (weeks,); single weeks are luck."""
    ends = range(1, len(book) + 1)
    return over_spans(book, metric, [max(0, end - QUARTER) for end in ends], list(ends))


def by_quarter(book: Records, metric: Metric) -> Floats:
    """Return a metric in each whole quarter, shape (quarters,)."""
    starts = range(0, len(book) - QUARTER + 1, QUARTER)
    return over_spans(book, metric, list(starts), [start + QUARTER for start in starts])
