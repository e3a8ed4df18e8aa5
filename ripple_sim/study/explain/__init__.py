"""A plan's profit difference, link by link of the chain."""

from __future__ import annotations

from ripple_sim.study.explain.result import Part
from ripple_sim.study.explain.study import Explanation, explain

__all__ = ["Explanation", "Part", "explain"]
