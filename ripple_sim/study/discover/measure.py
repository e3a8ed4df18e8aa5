"""How well a box fits: measured on points that it wasn't found with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripple_sim.study.compare.estimate import NONE, Range
from ripple_sim.study.core.intervals import chance_interval
from ripple_sim.study.discover.boxes import Bools, Limits


@dataclass(frozen=True)
class Share:
    """A share of points with its intervals (Wilson 1927), from 0 to 1; NaN where there are none."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """The share."""
        return self.hits / self.count if self.count else np.nan

    def interval(self, level: float) -> Range:
        """Return its interval at a level such as 0.80."""
        return chance_interval(self.hits, self.count, level) if self.count else NONE


@dataclass(frozen=True)
class Box:
    """A box with how well it fits.

    Attributes
    ----------
    limits
        What it limits, the strongest first.
    coverage, density
        Which share of the points of interest lies in it, and which share of the points in it are
        of interest: at points that it wasn't found with. Points of an earlier box don't lie in a
        later one.
    coverage_found, density_found
        The same at the points it was found with, which flatter it.
    """

    limits: Limits
    coverage: Share
    density: Share
    coverage_found: Share
    density_found: Share


def shares(held: Bools, interest: Bools) -> tuple[Share, Share]:
    """Return coverage and density of the points that a box holds, shape (points,) each."""
    both = int((held & interest).sum())
    return Share(both, int(interest.sum())), Share(both, int(held.sum()))
