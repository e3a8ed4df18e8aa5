"""Where something happens: boxes in the space of what varies, found by PRIM, told in words."""

from ripple_sim.study.discover.study import Discovery, discover

__all__ = ["Discovery", "discover"]
