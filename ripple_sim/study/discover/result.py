"""Where something happens, as an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import OfKind
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import Results, plans_by_file
from ripple_sim.study.discover import messages as saying
from ripple_sim.study.discover.boxes import Bools, Box, Limit, Share
from ripple_sim.study.discover.condition import Condition
from ripple_sim.study.discover.messages import box_in_words, limit_in_words
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.question import MADE_OF, Question
from ripple_sim.study.sweep.result import Sweep
from ripple_sim.study.sweep.store import holds_runs
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

_LEVELS = (80, 95)


@dataclass(frozen=True, eq=False, repr=False)
class Discovery(StudyAnswer):
    """Where an outcome is of interest.

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
    found: Sweep = field(repr=False)
    wall_seconds: float = field(repr=False)

    kind: ClassVar[str] = "discovery"
    made_of: ClassVar[tuple[type, ...]] = (Box, Condition, Limit, Share, *MADE_OF)

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
