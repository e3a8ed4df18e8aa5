"""When there are enough pairs. The rules look at nothing but profit differences, one a pair."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ripple_sim.study.core.intervals import half_width, pairs_for

Floats = NDArray[np.float64]
FIRST_PAIRS = 30
MOST_PAIRS_BY_ITSELF = 480
PART_OF_THE_EFFECT = 0.1


def wanted_half_width(differences: Floats, floor: float) -> float:
    """Return the half-width of the 80 % interval that is enough: a tenth of the mean, or a floor.

    ``differences`` has the shape (pairs,); all money in the same unit.
    """
    return max(PART_OF_THE_EFFECT * abs(float(differences.mean())), floor)


def precise(differences: Floats, floor: float) -> bool:
    """Say whether the mean is known that well."""
    return float(half_width(differences, 0.80)) <= wanted_half_width(differences, floor)


def next_number(plans: Sequence[Floats], floor: float) -> int | None:
    """Return up to how many pairs to go on, given the profit differences of each plan; or None.

    The number doubles, so that few looks are taken: each look is a chance to stop by luck. There
    are enough when every plan is known well enough, at the most, or where even an effect at the
    far end of its interval would want more than the most.
    """
    pairs = len(plans[0])
    imprecise = [differences for differences in plans if not precise(differences, floor)]
    hopeless = any(_fewest_pairs(one, floor) > MOST_PAIRS_BY_ITSELF for one in imprecise)
    if not imprecise or hopeless or pairs >= MOST_PAIRS_BY_ITSELF:
        return None
    return min(2 * pairs, MOST_PAIRS_BY_ITSELF)


def _fewest_pairs(differences: Floats, floor: float) -> float:
    half = float(half_width(differences, 0.80))
    largest = abs(float(differences.mean())) + half
    return pairs_for(half, len(differences), max(PART_OF_THE_EFFECT * largest, floor))
