"""One page about a plan: question, answer, ranges, reasons, limits, and what repeats it."""

from __future__ import annotations

from ripple_sim.report.brief.asking import brief
from ripple_sim.report.brief.content import Brief

__all__ = ["Brief", "brief"]
