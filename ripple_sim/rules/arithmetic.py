"""The few functions every rule is written with, in single precision."""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule

ZERO = np.float32(0.0)
ONE = np.float32(1.0)
TWO = np.float32(2.0)
HALF = np.float32(0.5)
_NINE_TENTHS = np.float32(0.9)
_BEYOND_ROUNDING = np.float32(1.0001)


@rule
def clip(x, low, high):
    """Hold ``x`` between ``low`` and ``high``."""
    return min(max(x, low), high)


@rule
def clip01(x):
    """Hold ``x`` between 0 and 1."""
    return min(max(x, ZERO), ONE)


@rule
def part_and_rest(part, x):
    """Return ``part`` alone, and the rest of 1 as far as ``x`` goes, 0 to 1."""
    return part + (ONE - part) * x


@rule
def above(x, threshold):
    """Return how far ``x`` lies above the threshold, or 0."""
    return max(x - threshold, ZERO)


@rule
def relax_toward(x, target, weeks):
    """Move ``x`` a ``1/weeks`` part of the way to ``target``; never past it."""
    return x + (target - x) / max(weeks, ONE)


@rule
def occurs(draw, rate, exponent):
    """Tell whether what has the chance ``rate * exp(exponent)`` happens: ``draw`` lies below it.

    As exp(x) is at most 1 / (1 - x) for x below 1, most draws tell without the exponential.
    """
    if exponent < _NINE_TENTHS and draw * (ONE - exponent) > _BEYOND_ROUNDING * rate:
        return False
    return draw < rate * np.exp(exponent)
