"""A plan's profit difference, link by link of the chain."""

from __future__ import annotations

from ripple_sim.study.explain.result import Explanation, Part
from ripple_sim.study.explain.study import explain

__all__ = ["Explanation", "Part", "explain"]
