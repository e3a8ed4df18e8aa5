"""Where something happens: boxes in the space of what varies, found by PRIM, told in words."""

from ripple_sim.study.discover.result import Discovery
from ripple_sim.study.discover.study import discover

__all__ = ["Discovery", "discover"]
