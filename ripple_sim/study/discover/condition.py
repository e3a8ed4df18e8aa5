"""What makes a point one of interest: an outcome below or above something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.compare.outcomes import NONE, Range
from ripple_sim.study.core.intervals import chance_interval
from ripple_sim.study.discover.boxes import Bools, Limits
from ripple_sim.study.sweep.question import Question
from ripple_sim.wording import ENGLISH, Wording, mark

SHARE = 0.2  # of the points, where nothing else is asked
ASKED = ("below", "above", "lowest", "highest")

BOUNDS = {
    ("below", False): mark("{figure} is below {bound}"),
    ("below", True): mark("{figure} is below {bound} (the lowest {share})"),
    ("above", False): mark("{figure} is above {bound}"),
    ("above", True): mark("{figure} is above {bound} (the highest {share})"),
}


@dataclass(frozen=True)
class Condition:
    """When a point is of interest.

    Attributes
    ----------
    question
        Whose figure is looked at.
    side
        ``"below"`` or ``"above"``.
    bound
        In the figure's unit.
    share
        Which share of the searched points the bound was put at, or None where it was given.
    """

    question: Question
    side: str
    bound: float
    share: float | None = None

    @property
    def asked(self) -> dict[str, float | None]:
        """The one bound that was asked for, the others being None."""
        bounds: dict[str, float | None] = dict.fromkeys(ASKED)
        if self.share is None:
            bounds[self.side] = self.bound
        else:
            bounds["lowest" if self.side == "below" else "highest"] = self.share
        return bounds

    def meets(self, values: NDArray[np.float64]) -> Bools:
        """Return which values, shape (points,), are of interest."""
        return np.asarray(values < self.bound if self.side == "below" else values > self.bound)

    @property
    def says(self) -> str:
        """What such a point does, in English: ``coaching loses``, ``eNPS is below -10 points``."""
        return self.says_in()

    def says_in(self, words: Wording = ENGLISH) -> str:
        """Return what such a point does in a language, as a clause."""
        asked = self.question
        if asked.asked == "profit difference" and self.bound == 0:
            text = mark("{plan} loses") if self.side == "below" else mark("{plan} pays")
            return words.say(text, plan=asked.plan_called(words))
        return words.say(
            BOUNDS[self.side, self.share is not None],
            figure=asked.label_in(words),
            bound=asked.amount(self.bound, words),
            share=words.percent(100 * (self.share or 0.0)),
        )


def condition(
    asked: Question,
    values: NDArray[np.float64],
    below: float | None = None,
    above: float | None = None,
    lowest: float | None = None,
    highest: float | None = None,
) -> Condition:
    """Return when a point is of interest, of ``values`` at the searched points, shape (points,).

    Without any bound, a difference counts below zero, any other figure in its lowest fifth.
    """
    if below is not None or above is not None:
        side = "below" if below is not None else "above"
        return Condition(asked, side, float(below if below is not None else above or 0.0))
    if lowest is None and highest is None:
        if asked.difference:
            return Condition(asked, "below", 0.0)
        lowest = SHARE
    if lowest is not None:
        return Condition(asked, "below", float(np.nanquantile(values, lowest)), lowest)
    share = float(highest or 0.0)
    return Condition(asked, "above", float(np.nanquantile(values, 1 - share)), share)


def check_condition(below: float | None, above: float | None, lowest: float | None, highest: float | None) -> None:
    """Refuse more than one bound.

    Raises
    ------
    RippleError
        Saying what is allowed.
    """
    given = [one for one in (below, above, lowest, highest) if one is not None]
    if len(given) > 1:
        raise RippleError("give one of below, above, lowest and highest, not several")


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
