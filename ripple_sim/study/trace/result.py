"""What a trace holds: which ring moves when, by how much, through whom, and for how long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from ripple_sim.model.week import WEEK
from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import OfKind
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import titled
from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.study.trace.rings import REACH, Marks, Measure, Ring
from ripple_sim.study.trace.twins import Mover, Passage, Series
from ripple_sim.wording import Phrase, mark

INTERVAL = 0.80
PLAIN = 0.1  # of a measure's unit: a difference worth a word
PLAIN_WEEKS = 13  # a quarter
RING = OfKind(mark("a ring of this trace"), Ring)
CALM_WEEKS = 4  # weeks taken together where single ones swing too much


@dataclass(frozen=True)
class Row:
    """Mean and 80 % interval of the mean over the pairs, one number a week."""

    ring: str
    measure: Measure
    unit: str
    mean: Series
    low: Series
    high: Series


@dataclass(frozen=True)
class HalfLife:
    """Weeks after the plan's end in which a ring's size has halved, or None and why not."""

    weeks: int | None
    why: str


@dataclass(frozen=True, repr=False)
class TraceNumbers:
    """The numbers of a trace: how a difference travelled through twin worlds.

    Attributes
    ----------
    base, plan, plan_name, plan_title
        The twins' scenarios, the plan's name, and what people call it; empty if it has no title.
    start, origin, circles
        From where the trace was asked to start, None for where the plan acts; what the rings were
        drawn around; and the circles of friends told apart.
    pairs, weeks, seed, wall_seconds
        Pairs of twins, weeks run in each world, where all random draws come from, and the time taken.
    begins, ends
        The week in which the twins' scenarios part, counted from 1, None if they never do; and
        the last week in which something of the plan runs (its fading left out), None if it stays.
    stated
        The size from which a person counts as moved, in the unit of what the ring shows.
    rings, rows, each
        The rings, with the people they hold in the pair in which they are largest (who is a
        customer at the start differs between pairs); their measures over the pairs, and in each
        pair, shape (pairs, weeks).
    first, movers
        The week and the place of the step in which each pair's ring first differed, and who moved
        first in each pair.
    touched
        People touched for the first time in each week, in % of the ring's people at the start,
        mean over the pairs. Newcomers count too, so the sum may pass 100.
    passages
        By which ways people were touched, counted over all pairs.
    """

    base: Scenario
    plan: Scenario
    plan_name: str
    plan_title: str
    start: str | None
    origin: Phrase
    circles: int
    pairs: int
    weeks: int
    seed: int
    begins: int | None
    ends: int | None
    stated: float
    rings: list[Ring]
    rows: dict[tuple[str, str], Row]
    each: dict[tuple[str, str], Series]
    first: dict[str, list[tuple[int, int] | None]]
    touched: dict[str, Series]
    passages: Counter[Passage]
    movers: list[Mover | None]
    wall_seconds: float

    @property
    def titled(self) -> str:
        """The plan's title with its name in brackets, or its name where it has no title."""
        return titled(self.plan_title, self.plan_name)

    @takes(ring=NAME)
    def first_week(self, ring: str) -> tuple[int, str] | None:
        """Return the week and step of the week in which half of the pairs had seen it move."""
        self._known(ring)
        moves = sorted(move for move in self.first[ring] if move is not None)
        middle = (self.pairs + 1) // 2
        if len(moves) < middle:
            return None
        week, step = moves[middle - 1]
        return week, WEEK[step].name

    @takes(ring=NAME)
    def half_week(self, ring: str) -> int | None:
        """Return the first week in which half of the ring was touched, on average."""
        self._known(ring)
        return _first(self.rows[ring, REACH.name].mean >= 50.0)

    def _known(self, ring: str) -> None:
        known = [one.name for one in self.rings]
        if ring not in known:
            raise RippleError("there is no ring '{ring}'", ring=ring, hint=near_or_all(ring, known))

    @takes(ring=RING)
    def plain_week(self, ring: Ring) -> int | None:
        """Return the first week of a quarter in which the ring's size is plain to see.

        That is: the mean differs by ``PLAIN`` of its unit or more, and its interval leaves out
        zero.
        """
        self._known(ring.name)
        row = self.rows[ring.name, ring.shows.name]
        for plain in ((row.low > 0) & (row.mean >= PLAIN), (row.high < 0) & (row.mean <= -PLAIN)):
            runs = np.convolve(plain, np.ones(PLAIN_WEEKS), "valid") == PLAIN_WEEKS
            if runs.any():
                return _first(runs)
        return None

    @takes(ring=RING)
    def told_at_end(self, ring: Ring) -> bool:
        """Say whether the ring's size in the last week clearly is not zero.

        That is: the 80 % interval of its mean, as the table has it, leaves out zero.
        """
        self._known(ring.name)
        row = self.rows[ring.name, ring.shows.name]
        return bool(row.low[-1] > 0 or row.high[-1] < 0)

    @takes(ring=RING)
    def half_life(self, ring: Ring) -> HalfLife:
        """Return in how many weeks after the plan's end half of the ring's size is gone for good.

        The size at the end is the mean of the last four weeks in which the plan ran. It has
        halved when every four weeks from then on have a mean of at most half of it.
        """
        self._known(ring.name)
        if self.ends is None:
            return HalfLife(None, "the plan doesn't end")
        if self.ends >= self.weeks:
            return HalfLife(None, "the plan ends after the horizon")
        each = self.each[ring.name, ring.shows.name]
        at_end = each[:, max(self.ends - CALM_WEEKS, 0) : self.ends].mean(axis=1)
        size, half = float(mean_of(at_end)[0]), float(half_width(at_end, INTERVAL))
        if not abs(size) > half:
            return HalfLife(None, "the effect isn't clear at its end")
        after = self.rows[ring.name, ring.shows.name].mean[self.ends :]
        calm = np.convolve(after, np.ones(CALM_WEEKS) / CALM_WEEKS, "valid")
        still = np.flatnonzero(np.sign(size) * calm > abs(size) / 2)
        weeks = int(still[-1]) + 2 if len(still) else 1
        if len(after) < CALM_WEEKS or weeks > len(calm):
            return HalfLife(None, f"longer than the {len(after)} weeks after its end")
        return HalfLife(weeks, "")


def _first(true: Marks) -> int | None:
    weeks = np.flatnonzero(true)
    return int(weeks[0]) + 1 if len(weeks) else None
