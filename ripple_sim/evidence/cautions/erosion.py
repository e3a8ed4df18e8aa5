"""K11: two models that one year of data can't tell apart, and that part in the next."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ripple_sim.evidence.cautions.caution import Caution, Number
from ripple_sim.evidence.checks.service import OVERLOAD
from ripple_sim.evidence.finding import lived_with
from ripple_sim.evidence.observation import Laboratory
from ripple_sim.evidence.worlds import SYMMETRIC_STANDARDS
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.wording import mark

FASTEST, SLOWEST = 8.0, 53.0  # the published interval of the time to erode, weeks (C02)
END = WEEKS_PER_YEAR - 1
Series = tuple[np.ndarray, np.ndarray]


def overloaded(lab: Laboratory, coefficients: Mapping[str, float]) -> Series:
    """Return the bank's weekly standard and time per customer: a year of overload, two without."""
    wave = {"kind": "demand_wave", "size": OVERLOAD, "start": 0, "duration": WEEKS_PER_YEAR}
    books = lived_with(lab, "lending-centre", {"shocks": [wave]}, 3 * WEEKS_PER_YEAR, coefficients)
    standard = books["standard"].sum(axis=1) / books["filled"].sum(axis=1)
    time = books["time_ratio"].sum(axis=1) / books["served"].sum(axis=1)
    return standard, time


def erosion(lab: Laboratory) -> list[Number]:
    """Return what a year of overload and the two years after it say about standards."""
    one_way, time = overloaded(lab, {})
    both_ways, other_time = overloaded(lab, SYMMETRIC_STANDARDS)
    fast, _ = overloaded(lab, {"erosion_weeks": FASTEST})
    slow, _ = overloaded(lab, {"erosion_weeks": SLOWEST})
    year = slice(0, WEEKS_PER_YEAR)

    def lost(standard: np.ndarray) -> float:
        return float(100 * (standard[0] - standard[END]))

    return [
        (mark("A year of overload: standard lost if standards only fall"), lost(one_way), mark("points")),
        (mark("lost if they rise as they fall"), lost(both_ways), mark("points")),
        (
            mark("Time given to a customer: typical difference of the two over the year"),
            float(100 * np.sqrt(np.mean((time[year] - other_time[year]) ** 2))),
            mark("%"),
        ),
        (
            mark("scatter of one week, which the data have anyhow"),
            float(100 * np.diff(time[year]).std() / np.sqrt(2)),
            mark("%"),
        ),
        (
            mark("Two years later: standard against its start if standards only fall"),
            float(100 * (one_way[-1] - one_way[0])),
            mark("points"),
        ),
        (mark("if they rise as they fall"), float(100 * (both_ways[-1] - both_ways[0])), mark("points")),
        (mark("Lost in the year at the fast end of the published interval"), lost(fast), mark("points")),
        (mark("at its slow end"), lost(slow), mark("points")),
    ]


CAUTIONS = (
    Caution(
        "K11",
        "A year of data hardly tells whether standards come back: keep both, with intervals.",
        ("C02", "C03"),
        erosion,
        lambda lost, other, apart, scatter, back, other_back, fast, slow: (
            lost > 1 and other > 1 and apart < scatter and other_back > back + 1 and fast > slow + 1
        ),
    ),
)
