"""Ask where something happens: where a plan loses, where staff burn out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import Maybe, Number, Whole
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import SCENARIO, Results, plan_of, plans_by_file, settings_of
from ripple_sim.study.discover import messages as saying
from ripple_sim.study.discover.boxes import Limit, find_boxes, inside, load_prim
from ripple_sim.study.discover.condition import ASKED, Box, Condition, Share, check_condition, condition, shares
from ripple_sim.study.discover.messages import limit_in_words
from ripple_sim.study.discover.result import BoxesFound
from ripple_sim.study.sweep.design import MOST_POINTS, points
from ripple_sim.study.sweep.question import ASKING, Over, question, too_often_missing
from ripple_sim.study.sweep.store import holds_runs
from ripple_sim.study.sweep.sweep import MADE_OF, OnRun, sweep
from ripple_sim.study.sweep.workers import DOING, Where
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

if TYPE_CHECKING:
    from distributed import Client

FEWEST_POINTS = 20
MOST_LIMITS = MOST_BOXES = 10
POINTS = 100  # of a company of ten a minute's work for two processors, with a plan


_LEVELS = (80, 95)


class Discovery(BoxesFound, StudyAnswer):
    """Where an outcome is of interest.

    Its attributes are those of :class:`ripple_sim.study.discover.result.BoxesFound`.
    """

    kind: ClassVar[str] = "discovery"
    made_of: ClassVar[tuple[type, ...]] = (Box, Condition, Limit, Share, *MADE_OF)

    def table(self) -> pd.DataFrame:
        """Return one row a box and limit: what it says, coverage and density, quasi p-values."""
        import pandas as pd

        rows: list[dict[str, Any]] = []
        for number, box in enumerate(self.boxes, 1):
            fit: dict[str, Any] = {}
            for name, share, flattered in (
                ("coverage", box.coverage, box.coverage_found),
                ("density", box.density, box.density_found),
            ):
                fit[f"{name} (share)"] = share.value
                for level in _LEVELS:
                    low, high = share.interval(level / 100)
                    fit[f"{name}, {level} % from"] = low
                    fit[f"{name}, {level} % to"] = high
                fit[f"{name} where it was found (share)"] = flattered.value
            for limit in box.limits:
                factor = self.factor(limit.path)
                rows.append(
                    {
                        "box": number,
                        "path": limit.path,
                        "says": limit_in_words(limit, factor),
                        "low": limit.low,
                        "high": limit.high,
                        "unit": factor.unit,
                        "quasi p of low": limit.quasi_p_low,
                        "quasi p of high": limit.quasi_p_high,
                        **fit,
                    }
                )
        return pd.DataFrame(rows)

    @property
    def data(self) -> xr.Dataset:
        """Points, outcome, and boxes with coverage and density, with units and long names."""
        import xarray as xr

        paths = [one.path for one in self.question.factors]
        numbers = list(range(1, len(self.boxes) + 1))
        shape = (len(numbers), len(paths))
        ends = {name: np.full(shape, np.nan) for name in ("low", "high", "p_low", "p_high")}
        for row, box in enumerate(self.boxes):
            for limit in box.limits:
                at = (row, paths.index(limit.path))
                ends["low"][at], ends["high"][at] = limit.low, limit.high
                ends["p_low"][at], ends["p_high"][at] = limit.quasi_p_low, limit.quasi_p_high
        unit = self.question.unit
        aside = np.arange(len(self.values)) >= self.searched
        variables: dict[str, Any] = {
            "outcome": ("point", self.values, {"long_name": self.question.label, "units": unit}),
            "interest": ("point", self.interest, {"long_name": self.condition.says}),
            "kept_aside": ("point", aside, {"long_name": "Measures the boxes only"}),
        }
        for name, label in (
            ("low", "Lower end of a box"),
            ("high", "Upper end of a box"),
            ("p_low", "Quasi p of the lower end"),
            ("p_high", "Quasi p of the upper end"),
        ):
            variables[f"box_{name}"] = (("box", "factor"), ends[name], {"long_name": label})
        for name in ("coverage", "density"):
            shares = [getattr(box, name) for box in self.boxes]
            facts = {"long_name": f"{name.capitalize()} at the points kept aside", "units": "share"}
            variables[name] = ("box", [one.value for one in shares], facts)
            for level in _LEVELS:
                for end, which in enumerate(("low", "high")):
                    told = {"long_name": f"{level} % interval of the {name}, {which}", "units": "share"}
                    values = [one.interval(level / 100)[end] for one in shares]
                    variables[f"{name}_{level}_{which}"] = ("box", values, told)
        coordinates: dict[str, Any] = {
            "point": np.arange(1, len(self.values) + 1),
            "box": numbers,
            "factor": paths,
            "says": ("box", [self.words(box) for box in self.boxes]),
        }
        for one in self.question.factors:
            facts = {"long_name": one.label, "units": one.unit}
            coordinates[one.path] = ("point", self.points[one.path].to_numpy(), facts)
        facts_of_all = {
            "title": self.condition.says,
            "window": self.question.window,
            "base": self.question.base.name,
            "plan": self.question.plan,
            "weeks": self.question.weeks,
            "replications": self.found.about.replications,
            "seed": self.found.about.seed,
        }
        return xr.Dataset(variables, coordinates, facts_of_all)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return where it happens, and how sure that is."""
        return saying.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, luck, how boxes were measured."""
        return saying.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the boxes."""
        from ripple_sim.study.discover.figure import discovery_figure

        return discovery_figure

    def _beside_runs(self, folder: Path) -> bool:
        """Tell whether a folder holds the runs of this study, beside which results are written."""
        return holds_runs(folder)

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        asked, about = self.question, self.found.about
        return Results(
            kind=self.kind,
            answer=self,
            unkept=("Discovery.prims",),
            settings={
                "over": asked.over,
                "outcome": asked.asked,
                "n": self.searched,
                "most_limits": self.most_limits,
                "most_boxes": self.most_boxes,
                "replications": about.replications,
                "plan": asked.plan,
                **self.condition.asked,
            },
            base=asked.base,
            plans=plans_by_file(asked.plans),
            tables={self.kind: self.table()},
            data=self.data,
            figures={self.kind: self.figure},
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=about.seed,
            weeks=about.weeks,
            wall_seconds=self.wall_seconds,
        )

    def numbers(self) -> dict[str, NDArray[np.float64]]:
        """Return the outcome in every world, and the ends, coverage and density of every box."""
        shares = [(share.hits, share.count) for box in self.boxes for share in (box.coverage, box.density)]
        ends = [(limit.low, limit.high) for box in self.boxes for limit in box.limits]
        return {
            "worlds": self.question.worlds(self.found),
            "shares": np.array(shares, np.float64),
            "ends": np.array(ends, np.float64),
        }


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
    """Ask again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    names = ("over", "outcome", "n", "most_limits", "most_boxes", "replications", *ASKED)
    return discover(
        folder / SCENARIO,
        plan_of(folder),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings_of(folder, manifest, names),
    )
