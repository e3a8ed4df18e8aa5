"""A plan's profit difference, link by link of the chain."""

from __future__ import annotations

from ripple_sim.study.explain.explaining import explain
from ripple_sim.study.explain.explanation import Explanation, Part

__all__ = ["Explanation", "Part", "explain"]
