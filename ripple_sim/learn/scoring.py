"""Metrics over spans of weeks, and the points for what a company became under a player."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.learn.challenge import PARTS, Scoring
from ripple_sim.model.records import LEDGER, Records
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.recorder import worked_out
from ripple_sim.observe.results import QUARTER

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GameResult:
    """How one company ended, less its twin.

    Attributes
    ----------
    profit
        Profit over the horizon, in the currency, not discounted.
    loyalty
        The loyalty metric in the last quarter.
    well_being
        The well-being metric in each quarter that was played, shape (quarters,).
    """

    profit: float
    loyalty: float
    well_being: Floats


def outcome_of(scoring: Scoring, twin: Records, company: Records, quarters: int) -> GameResult:
    """Return how a company ended, from the weekly books of both.

    ``quarters`` are those that were played; one ran before them, and weeks after them don't
    count.
    """
    weeks = QUARTER * (quarters + 1)
    twin, company = twin[:weeks], company[:weeks]
    cents = int(company["profit"].sum()) - int(twin["profit"].sum())
    loyalty, well_being = (
        by_quarter(company, BY_NAME[name]) - by_quarter(twin, BY_NAME[name])
        for name in (scoring.loyalty_metric, scoring.well_being_metric)
    )
    return GameResult(cents / 100, float(loyalty[-1]), well_being[1:])


def points_of(scoring: Scoring, outcome: GameResult, foresight: float) -> Floats:
    """Return the points of each part, in the order of ``PARTS``; foresight from 0 to 1."""
    shares = (
        between(outcome.profit, scoring.profit_none, scoring.profit_full),
        between(outcome.loyalty, scoring.loyalty_none, scoring.loyalty_full),
        float(np.mean(outcome.well_being >= scoring.well_being_floor)),
        foresight,
    )
    weights = [getattr(scoring, part) for part in PARTS]
    return np.asarray(np.array(shares) * np.array(weights), np.float64)


def between(value: float, none: float, full: float) -> float:
    """Return where a value stands between what earns nothing and what earns all, 0 to 1."""
    return float(min(max((value - none) / (full - none), 0.0), 1.0))


def forecast_share(forecast: float | None, came: float, off: float) -> float:
    """Return what a forecast is worth, 0 to 1: all if exact, nothing if wrong by ``off``."""
    return 0.0 if forecast is None else max(0.0, 1.0 - abs(forecast - came) / off)


def share_of_luck(own: float, expected: float) -> float:
    """Return how much of what one company earned was luck, 0 to 1.

    What decisions earn is the mean over re-runs; what the own company earned beyond that, or
    less, is luck. Its share is its size in the sum of both sizes.
    """
    luck, decided = abs(own - expected), abs(expected)
    return luck / (luck + decided) if luck + decided else 0.0


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
