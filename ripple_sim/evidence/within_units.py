"""Who moves first? Lagged paths within units, what lasts in each unit taken out.

Means over units can't tell: a unit whose customers are hard to please, or whose manager is good,
stays so, and with such lasting differences a panel's cross-lagged paths are biased, even in sign
(Hamaker, Kuiper and Grasman 2015). Here each unit is compared with its own mean.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.estimators import cross_lags
from ripple_sim.evidence.observation import Observation

Floats = NDArray[np.float64]
BLOCK = 4


def by_four_weeks(o: Observation, of: str, per: str) -> Floats:
    """Return a ratio of two columns of the books by block of four weeks and unit."""
    books = o.recorder.ledgers[: o.recorder.weeks // BLOCK * BLOCK, : o.units]
    total, heads = (books[name].reshape(-1, BLOCK, o.units).sum(axis=1, dtype=np.float64) for name in (of, per))
    return np.asarray(total / np.maximum(heads, 1e-9))


def lagged_paths(o: Observation, weeks: int = 12) -> tuple[float, float]:
    """Return the standardised paths engagement to later customers, and customers to later staff.

    Both engagement and customers' satisfaction are means of four weeks, each unit's own mean over
    the whole time taken out; the later value is regressed on both earlier ones.

    Parameters
    ----------
    weeks
        The lag, in whole blocks of four weeks.
    """
    lag = weeks // BLOCK
    staff = by_four_weeks(o, "engagement", "filled")
    customers = by_four_weeks(o, "satisfaction", "customers")
    staff, customers = staff - staff.mean(axis=0), customers - customers.mean(axis=0)
    return cross_lags(staff[:-lag].ravel(), customers[:-lag].ravel(), staff[lag:].ravel(), customers[lag:].ravel())
