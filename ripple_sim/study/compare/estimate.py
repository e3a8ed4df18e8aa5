"""One outcome of one plan, with its ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.study.compare.outcomes import Outcome
from ripple_sim.study.core.intervals import band, chance_interval, median_interval, single_futures

Floats = NDArray[np.float64]
Range = tuple[float, float]
NONE: Range = (np.nan, np.nan)


@dataclass(frozen=True)
class Estimate:
    """What the pairs tell of an outcome.

    Attributes
    ----------
    outcome
        What it is.
    value
        The mean, the median or the chance, as the outcome's kind says; months are inf where the
        median lies beyond the horizon.
    interval_80, interval_95
        How well the value is known: intervals of the mean, median or chance.
    single_80, single_95
        What may happen: between which values that share of single futures lies; NaN for a chance.
    baseline
        The baseline's own figure, for levels; else NaN.
    """

    outcome: Outcome
    value: float
    interval_80: Range
    interval_95: Range
    single_80: Range = NONE
    single_95: Range = NONE
    baseline: float = np.nan

    @property
    def told_from_zero(self) -> bool:
        """Whether the 80 % interval leaves out zero."""
        low, high = self.interval_80
        return bool(low > 0 or high < 0)


def estimate(outcome: Outcome, values: Floats, baseline: float = np.nan) -> Estimate:
    """Return what the values of the pairs, shape (pairs,), tell of an outcome."""
    if outcome.kind == "chance":
        hits = int((values > 0).sum())
        low_high = [tuple(100 * end for end in chance_interval(hits, len(values), level)) for level in (0.80, 0.95)]
        return Estimate(outcome, 100 * hits / len(values), *low_high)  # type: ignore[arg-type]
    if outcome.kind == "median":
        return Estimate(
            outcome,
            # The lower of two middle ones: between a month and never lies no month.
            float(np.sort(values)[(len(values) - 1) // 2]),
            median_interval(values, 0.80),
            median_interval(values, 0.95),
            _pair(single_futures(values, 0.80, "nearest")),
            _pair(single_futures(values, 0.95, "nearest")),
        )
    found = band(values)
    return Estimate(
        outcome,
        float(found.mean),
        (float(found.low_80), float(found.high_80)),
        (float(found.low_95), float(found.high_95)),
        (float(found.single_low_80), float(found.single_high_80)),
        (float(found.single_low_95), float(found.single_high_95)),
        baseline,
    )


def _pair(ends: tuple[Floats, Floats]) -> Range:
    return float(ends[0]), float(ends[1])
