"""Ask where something happens: where a plan loses, where staff burn out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import Maybe, Number, OfKind, Whole
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.results_folder import Results
from ripple_sim.study.discover import messages, tables
from ripple_sim.study.discover.boxes import Box, Limit, Share, find_boxes, inside, load_prim, shares
from ripple_sim.study.discover.messages import box_in_words
from ripple_sim.study.discover.result import ASKED, Condition, DiscoveryNumbers, check_condition, condition
from ripple_sim.study.sweep.answer import MADE_OF, AnswerAtPoints, ask_again
from ripple_sim.study.sweep.factors import MOST_POINTS, points
from ripple_sim.study.sweep.question import ASKING, Over, question, too_often_missing
from ripple_sim.study.sweep.sweep import OnRun, sweep
from ripple_sim.study.sweep.workers import DOING, Where
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from distributed import Client
    from matplotlib.figure import Figure

FEWEST_POINTS = 20
MOST_LIMITS = MOST_BOXES = 10
POINTS = 100  # of a company of ten a minute's work for two processors, with a plan


@dataclass(frozen=True, eq=False, repr=False)
class Discovery(DiscoveryNumbers, AnswerAtPoints):
    """Where an outcome is of interest, as an answer."""

    kind: ClassVar[str] = "discovery"
    made_of: ClassVar[tuple[type, ...]] = (Box, Condition, Limit, Share, *MADE_OF)

    @takes(box=OfKind(mark("a box of this discovery"), Box), words=WORDS)
    def words(self, box: Box, words: Wording = ENGLISH) -> str:
        """Return what holds inside a box."""
        return box_in_words(box.limits, self.factor, words)

    def table(self) -> pd.DataFrame:
        """Return one row a box and limit: what it says, coverage and density, quasi p-values."""
        return tables.box_table(self)

    @property
    def data(self) -> xr.Dataset:
        """Points, outcome, and boxes with coverage and density, with units and long names."""
        return tables.dataset(self)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return where it happens, and how sure that is."""
        return messages.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, luck, how boxes were measured."""
        return messages.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the boxes."""
        from ripple_sim.study.discover.figure import discovery_figure

        return discovery_figure

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        asked_for = {"n": self.searched, "most_limits": self.most_limits, "most_boxes": self.most_boxes}
        return self._kept({**asked_for, **self.condition.asked}, {self.kind: self.figure}, ("Discovery.prims",))


@takes(
    below=Maybe(Number()),
    above=Maybe(Number()),
    lowest=Maybe(Number(0, 1, open=True)),
    highest=Maybe(Number(0, 1, open=True)),
    n=Whole(FEWEST_POINTS, MOST_POINTS // 2),
    most_limits=Whole(1, MOST_LIMITS),
    most_boxes=Whole(1, MOST_BOXES),
    **ASKING,
    **DOING,
)
def discover(
    base: str | Path | Scenario,
    plan: str | Path | Plan | None = None,
    *,
    over: Over | None = None,
    outcome: str | None = None,
    below: float | None = None,
    above: float | None = None,
    lowest: float | None = None,
    highest: float | None = None,
    n: int = POINTS,
    most_limits: int = 3,
    most_boxes: int = 3,
    horizon: str | int | None = None,
    replications: int = 2,
    seed: int = 0,
    folder: str | Path | None = None,
    workers: int | None = None,
    executor: Where = "threads",
    dask: str | Client | None = None,
    resume: bool = False,
    on_run: OnRun | None = None,
) -> Discovery:
    """Tell in words where an outcome is of interest, such as where a plan loses.

    Boxes are found by PRIM (Friedman and Fisher 1999; Bryant and Lempert 2010) at ``n`` points, and
    measured at half as many other points, which they weren't found with.

    Parameters
    ----------
    base, plan, over, outcome, horizon, replications, seed
        As for :func:`ripple_sim.sensitivity`.
    below, above
        A point is of interest where the outcome is below or above this, in its unit.
    lowest, highest
        Or where it is among this share of the points. Without any bound, a plan's difference counts
        below zero, any other figure in its lowest fifth.
    n
        Points (a Latin hypercube) for the search; half as many more are for measuring. The 50 that
        measure by default tell a share of all points within about 9 % (80 %), and one of the 20
        points in a box within about 14 %; four times as many halve that.
    most_limits, most_boxes
        Limited factors of a box, and boxes, at most.
    folder, workers, executor, dask, resume, on_run
        As for :func:`ripple_sim.sweep`.

    Raises
    ------
    RippleError
        When it can't be asked, or too many runs fail.
    """
    started = time.perf_counter()
    check_condition(below, above, lowest, highest)
    asked = question(base, plan, over, outcome, horizon)
    load_prim()  # what is missing is said before the runs
    searched = points(asked.factors, "latin_hypercube", n, seed)
    kept_aside = points(asked.factors, "latin_hypercube", n // 2, (seed + 1) % 2**32)
    study = asked.at((*searched, *kept_aside), replications, seed, f"where {asked.label}")
    found = sweep(study, folder, workers=workers, executor=executor, dask=dask, resume=resume, on_run=on_run)
    values = asked.answers(found)
    known = np.isfinite(values)
    if known[:n].sum() < FEWEST_POINTS or not known[n:].any():
        if not found.failures:
            raise too_often_missing(asked, values[:n])
        raise RippleError("too many runs failed to tell where, such as: {failure}", failure=found.failures[0])
    when = condition(asked, values[:n], below, above, lowest, highest)
    interest = when.meets(values)
    frame = asked.frame(study.points)
    search, aside = known.copy(), known.copy()
    search[n:], aside[:n] = False, False
    limits, prims = find_boxes(frame[search], interest[search], most_limits, most_boxes)
    boxes = []
    earlier = np.zeros(len(frame), dtype=bool)
    for one in limits:
        held = inside(one, frame) & ~earlier
        earlier |= held
        boxes.append(Box(one, *shares(held[aside], interest[aside]), *shares(held[search], interest[search])))
    return Discovery(
        question=asked,
        condition=when,
        boxes=tuple(boxes),
        prims=tuple(prims),
        points=frame,
        values=values,
        searched=n,
        most_limits=most_limits,
        most_boxes=most_boxes,
        found=found,
        wall_seconds=time.perf_counter() - started,
    )


def discover_again(folder: Path, manifest: Manifest) -> Discovery:
    """Ask again what a folder holds; see :func:`.ask_again`."""
    names = ("over", "outcome", "n", "most_limits", "most_boxes", "replications", *ASKED)
    return ask_again(discover, folder, manifest, names)
