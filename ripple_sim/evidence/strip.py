"""Where a number of the board lies on a strip that has the scale of its own acceptance range."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ripple_sim.evidence import Finding

LINKS = {
    "A": "Employees to customers to performance",
    "B": "Customers' satisfaction, loyalty and money",
    "C": "Waiting, workload and eroding quality",
    "D": "Leaving",
    "E": "Managers and drivers",
    "F": "Contagion and persistence",
    "G": "Word of mouth",
    "H": "Interventions and governance",
    "R": "Contrary evidence",
    "L": "Lags",
}
_BAND = (0.3, 0.7)  # where the acceptance range lies in a strip


def strip_place(finding: Finding, value: float) -> float:
    """Return where a value lies on the strip of a finding, 0 to 1 when on it.

    The acceptance range covers 0.3 to 0.7; one open to a side goes on to the strip's end.
    """
    low, high = finding.check.low, finding.check.high
    first, last = _BAND
    if math.isfinite(low) and math.isfinite(high):
        return first + (value - low) / ((high - low) or 1.0) * (last - first)
    if math.isfinite(low):
        return first + (value - low) / _scale(finding, low) * (last - first)
    return last + (value - high) / _scale(finding, high) * (last - first)


def _scale(finding: Finding, bound: float) -> float:
    """Return what stands for the width of a range that is open to a side."""
    for other in (finding.check.published, finding.value):
        if other is not None and math.isfinite(other) and other != bound:
            return abs(other - bound)
    return 1.0
