"""Between which values a figure can lie at all, so that no forecast is taken that can't come."""

from __future__ import annotations

import math

from ripple_sim.observe.metrics import Metric

# By unit; a figure in another unit is at least 0, and these may have either sign.
_SCALES = {
    "0 to 100": (0.0, 100.0),
    "points": (-100.0, 100.0),
    "% of staff": (0.0, 100.0),
    "% of seats": (0.0, 100.0),
    "% of contacts": (0.0, 100.0),
    "% of spending": (0.0, 100.0),
    "%/year": (0.0, 100.0),
}
_OF_EITHER_SIGN = ("profit", "contribution", "rocxi")


def scale_of(metric: Metric) -> tuple[float, float]:
    """Return the lowest and the highest value that a figure can have; infinite where none is."""
    if metric.name in _OF_EITHER_SIGN:
        return -math.inf, math.inf
    return _SCALES.get(metric.unit, (0.0, math.inf))
