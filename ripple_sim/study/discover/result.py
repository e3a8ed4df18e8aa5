"""Where something happens, as an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import OfKind
from ripple_sim.study.discover.boxes import Bools
from ripple_sim.study.discover.condition import Box, Condition, Share
from ripple_sim.study.discover.messages import box_in_words
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.question import Question
from ripple_sim.study.sweep.result import SweepOutcomes
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class BoxesFound:
    """The numbers of a discovery: where an outcome is of interest.

    Attributes
    ----------
    question, condition
        What was asked, and when a point is of interest.
    boxes
        Where it is so, the first found first; empty where nothing that varies tells.
    prims
        The Prim object of the EMA Workbench that found each box; None where it was loaded.
    points, values
        All points (a column a factor) and the outcome at each; the first ``searched`` are those
        the boxes were found with, the others those they were measured with.
    searched, most_limits, most_boxes
        As asked for.
    found
        The runs.
    wall_seconds
        Time it took.
    """

    question: Question
    condition: Condition
    boxes: tuple[Box, ...]
    prims: tuple[Any, ...] | None = field(repr=False)
    points: pd.DataFrame = field(repr=False)
    values: NDArray[np.float64] = field(repr=False)
    searched: int
    most_limits: int
    most_boxes: int
    found: SweepOutcomes = field(repr=False)
    wall_seconds: float = field(repr=False)

    @cached_property
    def interest(self) -> Bools:
        """Which points are of interest."""
        return self.condition.meets(self.values)

    @property
    def usual(self) -> Share:
        """How common it is: the share of all points, searched and kept aside, in their range."""
        known = np.isfinite(self.values)
        return Share(int((self.interest & known).sum()), int(known.sum()))

    @takes(path=NAME)
    def factor(self, path: str) -> Factor:
        """Return the factor at a path.

        Raises
        ------
        RippleError
            When nothing varies there.
        """
        return self.question.factor(path)

    @takes(box=OfKind(mark("a box of this discovery"), Box), words=WORDS)
    def words(self, box: Box, words: Wording = ENGLISH) -> str:
        """Return what holds inside a box."""
        return box_in_words(box.limits, self.factor, words)
