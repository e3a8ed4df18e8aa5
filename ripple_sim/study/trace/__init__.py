"""The ripple itself: twin worlds compared person by person, and the life of one of them told."""

from __future__ import annotations

from ripple_sim.study.trace.person_story import Story
from ripple_sim.study.trace.result import Trace
from ripple_sim.study.trace.study import trace
from ripple_sim.study.trace.tell_story import story  # the function, which goes by its module's name

__all__ = ["Story", "Trace", "story", "trace"]
