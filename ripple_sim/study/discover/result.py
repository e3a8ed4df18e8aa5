"""Where something happens, in numbers: what is of interest, the boxes, and the points."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.discover.boxes import Bools, Box, Share
from ripple_sim.study.sweep.answer import AskedAtPoints
from ripple_sim.study.sweep.question import SweepQuestion
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    import pandas as pd

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

    question: SweepQuestion
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
    asked: SweepQuestion,
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


@dataclass(frozen=True, eq=False, repr=False)
class DiscoveryNumbers(AskedAtPoints):
    """Where an outcome is of interest.

    Attributes
    ----------
    condition
        When a point is of interest.
    boxes
        Where it is so, the first found first; empty where nothing that varies tells.
    prims
        The Prim object of the EMA Workbench that found each box; None where it was loaded.
    points, values
        All points (a column a factor) and the outcome at each; the first ``searched`` are those
        the boxes were found with, the others those they were measured with.
    searched, most_limits, most_boxes
        As asked for.
    """

    condition: Condition
    boxes: tuple[Box, ...]
    prims: tuple[Any, ...] | None = field(repr=False)
    points: pd.DataFrame = field(repr=False)
    values: NDArray[np.float64] = field(repr=False)
    searched: int
    most_limits: int
    most_boxes: int

    @cached_property
    def interest(self) -> Bools:
        """Which points are of interest."""
        return self.condition.meets(self.values)

    @property
    def usual(self) -> Share:
        """How common it is: the share of all points, searched and kept aside, in their range."""
        known = np.isfinite(self.values)
        return Share(int((self.interest & known).sum()), int(known.sum()))

    def numbers(self) -> dict[str, NDArray[np.float64]]:
        """Return the outcome in every world, and the ends, coverage and density of every box."""
        shares = [(share.hits, share.count) for box in self.boxes for share in (box.coverage, box.density)]
        ends = [(limit.low, limit.high) for box in self.boxes for limit in box.limits]
        return {
            "worlds": self.question.worlds(self.found),
            "shares": np.array(shares, np.float64),
            "ends": np.array(ends, np.float64),
        }
