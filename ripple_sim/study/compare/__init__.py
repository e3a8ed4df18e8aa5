"""Plans against a baseline, in pairs of worlds with the same luck: money and months with ranges."""

from __future__ import annotations

from ripple_sim.study.compare.comparing import compare
from ripple_sim.study.compare.comparison import Comparison
from ripple_sim.study.compare.estimate import Estimate

__all__ = ["Comparison", "Estimate", "compare"]
