"""The ripple itself: twin worlds compared person by person, and the life of one of them told."""

from __future__ import annotations

from ripple_sim.study.trace.answer import Trace
from ripple_sim.study.trace.story import Story
from ripple_sim.study.trace.telling import story  # the function, which goes by its module's name
from ripple_sim.study.trace.tracing import trace

__all__ = ["Story", "Trace", "story", "trace"]
