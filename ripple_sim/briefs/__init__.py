"""One page about a plan: question, answer, ranges, reasons, limits, and what repeats it."""

from __future__ import annotations

from ripple_sim.briefs.content import Brief
from ripple_sim.briefs.make import brief

__all__ = ["Brief", "brief"]
