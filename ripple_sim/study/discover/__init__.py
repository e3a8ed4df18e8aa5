"""Where something happens: boxes in the space of what varies, found by PRIM, told in words."""

from ripple_sim.study.discover.answer import Discovery
from ripple_sim.study.discover.asking import discover

__all__ = ["Discovery", "discover"]
