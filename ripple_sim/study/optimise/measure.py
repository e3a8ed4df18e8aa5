"""What a plan is judged by: profit, well-being, and the share of burnt-out staff at its worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.study.compare.figures import LEVELS

if TYPE_CHECKING:
    from ripple_sim.study.compare import Comparison

Floats = NDArray[np.float64]

# By what to multiply each so that more is better.
WELL_BEING = {"engagement": 1.0, "enps": 1.0, "burnt_out": -1.0, "leavers": -1.0}
_ROWS = {metric.name: row for row, metric in enumerate(LEVELS)}
_MONTHS = 3


def profit(found: Comparison, plan: str) -> Floats:
    """Return the profit difference over the horizon in every pair, in money, not discounted."""
    return found.values(plan)["profit"]


def well_being(found: Comparison, plan: str, aim: str) -> Floats:
    """Return how much better the aim stands than without the plan, the mean of all months.

    In the aim's unit, shape (pairs,).
    """
    monthly = found.figures.monthly[:, :, _ROWS[aim]]
    difference = monthly[:, found.number(plan)] - monthly[:, 0]
    return np.asarray(WELL_BEING[aim] * np.nanmean(difference, axis=1))


def burnt_out_at_worst(found: Comparison, plan: str) -> float:
    """Return the share of burnt-out staff in the worst three months running, in %."""
    monthly = np.nanmean(found.figures.monthly[:, found.number(plan), _ROWS["burnt_out"]], axis=0)
    span = min(_MONTHS, len(monthly))
    return float(np.convolve(monthly, np.ones(span) / span, "valid").max())
