"""The ripple itself: twin worlds compared person by person, and the life of one of them."""

from __future__ import annotations

from ripple_sim.study.trace.study import Story, Trace, story, trace

__all__ = ["Story", "Trace", "story", "trace"]
