"""The answer of a trace: which ring moves when, by how much, through whom, and for how long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ripple_sim.model.week import WEEK
from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import OfKind
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import titled
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.study.core.results_folder import Results, plan_file
from ripple_sim.study.trace import messages as saying
from ripple_sim.study.trace.first_contacts import CHANNELS
from ripple_sim.study.trace.measures import COST, MONEY, MOVED, REACH, Marks, Measure
from ripple_sim.study.trace.rings import Ring
from ripple_sim.study.trace.twins import Mover, Passage, Series
from ripple_sim.wording import ENGLISH, Phrase, Wording, mark

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

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
class Trace(StudyAnswer):
    """How a difference travelled through twin worlds.

    Attributes
    ----------
    base, plan, plan_name, plan_title
        The twins' scenarios, the plan's name, and what people call it; empty if it has no title.
    start, origin, circles
        From where the trace was asked to start, None for where the plan acts; what the rings were
        drawn around; and the circles of friends told apart.
    pairs, weeks, seed
        Pairs of twins, weeks lived in each world, and where the luck comes from.
    begins, ends
        The week in which the twins' scenarios part, counted from 1, None if they never do; and
        the last week in which something of the plan runs (its fading left out), None if it stays.
    stated
        The size from which a person counts as moved, in the unit of what the ring shows.
    rings, rows, each
        The rings, with the people they hold in the pair in which they are largest (who is a
        customer at the start differs between pairs); their measures over the pairs, and in each
        pair, shape (pairs, weeks).
    first
        The week and the place of the step in which each pair's ring first differed.
    touched
        People touched for the first time in each week, in % of the ring's people at the start,
        mean over the pairs. Newcomers count too, so the sum may pass 100.
    passages
        By which ways people were touched, counted over all pairs.
    movers
        Who moved first in each pair.
    wall_seconds
        How long it took.
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

    kind: ClassVar[str] = "trace"
    made_of: ClassVar[tuple[type, ...]] = (Measure, Mover, Passage, Ring, Row)

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
        """Say whether the ring's size in the last week can be told from zero.

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

    @takes(words=WORDS)
    def first_mover(self, words: Wording = ENGLISH) -> tuple[str, int] | None:
        """Return who moved first most often, in words, and in how many pairs; None if nobody."""
        return saying.first_mover(self, words)

    def table(self) -> pd.DataFrame:
        """Return a row a ring: when it moved, how much of it, by how much, and for how long."""
        import pandas as pd

        rows = []
        for ring in self.rings:
            size = self.rows[ring.name, ring.shows.name]
            week, step = self.first_week(ring.name) or (None, "")
            half_life = self.half_life(ring)
            rows.append(
                {
                    "ring": ring.label,
                    "who": ring.who,
                    "most_people": ring.people,
                    "distance": ring.distance,
                    "first_touched_week": week,
                    "first_touched_step": step,
                    "half_touched_week": self.half_week(ring.name),
                    "plain_to_see_week": self.plain_week(ring),
                    "touched_%": self.rows[ring.name, REACH.name].mean[-1],
                    f"moved_by_{self.stated:g}_or_more_%": self.rows[ring.name, MOVED.name].mean[-1],
                    "measure": ring.shows.label,
                    "size": size.mean[-1],
                    "low_80": size.low[-1],
                    "high_80": size.high[-1],
                    "unit": size.unit,
                    "half_life_weeks": half_life.weeks,
                    "half_life_missing": half_life.why,
                }
            )
        whole = ["first_touched_week", "half_touched_week", "plain_to_see_week", "half_life_weeks"]
        return pd.DataFrame(rows).astype(dict.fromkeys(whole, "Int64"))

    def passages_table(self) -> pd.DataFrame:
        """Return by which steps of the week and through whom each ring was touched.

        ``share_%`` is of the ring's first touches, over all pairs. Where several things around
        a person would have done alone, the nearest is told (the order of ``CHANNELS``).
        """
        import pandas as pd

        label = {ring.name: ring.label for ring in self.rings}
        order = {ring.name: number for number, ring in enumerate(self.rings)}
        whole: Counter[str] = Counter()
        for passage, count in self.passages.items():
            whole[passage.ring] += count
        listed = sorted(
            self.passages.items(),
            key=lambda item: (order[item[0].ring], -item[1], item[0].step, item[0].channel, item[0].source),
        )
        rows = [
            (
                label[passage.ring],
                WEEK[passage.step].name,
                CHANNELS[passage.channel].words,
                label.get(passage.source, ""),
                100 * count / whole[passage.ring],
            )
            for passage, count in listed
        ]
        return pd.DataFrame(rows, columns=["ring", "step", "through", "from_ring", "share_%"])

    @property
    def data(self) -> xr.Dataset:
        """The front by ring and week: reach, size and money, with 80 % intervals of the mean."""
        import xarray as xr

        week = np.arange(1, self.weeks + 1)
        found = xr.Dataset(
            coords={
                "week": ("week", week, {"long_name": "Week, the first is 1"}),
                "ring": ("ring", [ring.name for ring in self.rings]),
                "label": ("ring", [ring.label for ring in self.rings]),
                "distance": (
                    "ring",
                    [ring.distance for ring in self.rings],
                    {"long_name": "Meetings between the start and the ring"},
                ),
                "measure": ("ring", [ring.shows.label for ring in self.rings]),
                "measure_unit": ("ring", [ring.shows.unit for ring in self.rings]),
            },
            attrs={
                "title": self.say(),
                "origin": str(self.origin),
                "seed": self.seed,
                "pairs": self.pairs,
                "baseline": self.base.hash(),
                "plan": self.plan.hash(),
                "interval": INTERVAL,
            },
        )
        for name, unit, label in (
            ("reach", "%", REACH.label),
            ("moved", "%", f"People moved by {self.stated:g} of the measure's unit or more"),
            ("size", "as measure_unit", "What the ring shows: plan less baseline"),
        ):
            for part in ("mean", "low", "high"):
                values = [
                    getattr(self.rows[ring.name, ring.shows.name if name == "size" else name], part)
                    for ring in self.rings
                ]
                known = _known_as(name, part)
                found[known] = (("ring", "week"), np.array(values), _attrs(label, unit, part))
        newly = np.array([self.touched[ring.name] for ring in self.rings])
        found["newly_touched"] = (
            ("ring", "week"),
            newly,
            {"long_name": "People touched for the first time, mean over pairs", "units": "% of the ring"},
        )
        for measure in (MONEY, COST):
            row = self.rows["money", measure.name]
            for part in ("mean", "low", "high"):
                known = _known_as(measure.name, part)
                found[known] = ("week", getattr(row, part), _attrs(measure.label, row.unit, part))
        return found

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return how far the difference travelled, in one sentence."""
        return saying.sentence(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws how the difference travels."""
        from ripple_sim.study.trace.figure import draw_trace

        return draw_trace

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        return Results(
            kind=self.kind,
            answer=self,
            settings={
                "plan": self.plan_name,
                "start": self.start,
                "pairs": self.pairs,
                "circles": self.circles,
                "stated": self.stated,
            },
            base=self.base,
            plans={plan_file(1): self.plan},
            tables={"rings": self.table(), "passages": self.passages_table()},
            data=self.data,
            figures={"trace": self.figure},
            said=(self.say(),),
            numbers=self.numbers(),
            seed=self.seed,
            weeks=self.weeks,
            wall_seconds=self.wall_seconds,
        )

    def numbers(self) -> dict[str, Series]:
        """Return every number of every pair by ring and measure, and when each ring moved."""
        arrays = {f"{ring} {measure}": values for (ring, measure), values in self.each.items()}
        for ring, moves in self.first.items():
            arrays[f"{ring} first"] = np.array([move or (0, 0) for move in moves], np.float64)
        return arrays


def _known_as(name: str, part: str) -> str:
    return name if part == "mean" else f"{name}_{part}"


def _attrs(label: str, unit: str, part: str) -> dict[str, Any]:
    ends = {"low": ", low end of the 80 % interval", "high": ", high end of the 80 % interval"}
    return {"long_name": label + ends.get(part, ""), "units": unit}


def _first(true: Marks) -> int | None:
    found = np.flatnonzero(true)
    return int(found[0]) + 1 if len(found) else None
