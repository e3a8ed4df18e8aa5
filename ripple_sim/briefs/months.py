"""A comparison month by month: means with ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ripple_sim.study.compare.figures import LEVELS
from ripple_sim.study.core.intervals import band

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

FIELDS = (
    "mean",
    "low_80",
    "high_80",
    "low_95",
    "high_95",
    "single_low_80",
    "single_high_80",
    "single_low_95",
    "single_high_95",
)
CUMULATED = "profit_cumulated"


def months_of(one: xr.Dataset) -> pd.DataFrame:
    """Return a row for every measure and month: the mean over pairs, its intervals, futures.

    The measures are the profit difference cumulated to the month's end, and the levels in the
    month, plan less baseline.
    """
    import pandas as pd

    months = one["month"].to_numpy()
    frames = []
    for name in (CUMULATED, *(f"{metric.name}_monthly" for metric in LEVELS)):
        found = band(np.asarray(one[name].transpose("pair", "month").to_numpy(), np.float64))
        frames.append(
            pd.DataFrame(
                {
                    "month": months,
                    "measure": name.removesuffix("_monthly"),
                    "label": one[name].attrs["long_name"],
                    "unit_of_measure": one[name].attrs["units"],
                    **{field: getattr(found, field) for field in FIELDS},
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
