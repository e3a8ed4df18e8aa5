"""One page about a plan: question, answer, ranges, reasons, limits, and what repeats it."""

from __future__ import annotations

from ripple_sim.briefs.make import Brief, brief

__all__ = ["Brief", "brief"]
