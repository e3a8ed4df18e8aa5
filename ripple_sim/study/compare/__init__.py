"""Plans against a baseline, in pairs of worlds with the same luck: money and months with ranges."""

from __future__ import annotations

from ripple_sim.study.compare.outcomes import Estimate
from ripple_sim.study.compare.study import Comparison, compare

__all__ = ["Comparison", "Estimate", "compare"]
