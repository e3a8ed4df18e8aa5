"""Points for what a company became under a player, beside its twin that nothing was done to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.learn.challenge import PARTS, Scoring
from ripple_sim.learn.measuring import by_quarter
from ripple_sim.model.records import Records
from ripple_sim.observe.metrics import BY_NAME
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

    ``quarters`` are those that were played; one was lived before them, and weeks after them don't
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
