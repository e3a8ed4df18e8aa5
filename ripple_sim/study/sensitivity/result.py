"""What most moves an outcome, as an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import Results, plans_by_file
from ripple_sim.study.sensitivity import messages as saying
from ripple_sim.study.sensitivity.methods import CONFIDENCE, Floats, Indices, Method
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.question import MADE_OF, Question
from ripple_sim.study.sweep.result import Sweep
from ripple_sim.study.sweep.store import holds_runs
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

_ONE_WAY = 0.8  # of the mean absolute effect: from here on, nearly all effects go one way

LONG = {
    "mu": "Mean effect over the whole range",
    "mu_star": "Mean absolute effect over the whole range",
    "mu_star_half": "Half of the 95 % interval of the mean absolute effect",
    "sigma": "Spread of the effects: interactions and bends",
    "first": "Held by the factor alone",
    "first_half": "Half of the 95 % interval of the share held alone",
    "total": "Held with all its interactions",
    "total_half": "Half of the 95 % interval of the share held with interactions",
}


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(StudyAnswer):
    """What most moves an outcome.

    Attributes
    ----------
    question, method
        What was asked, and how.
    problem
        SALib's problem; what SALib returned is ``indices.found``.
    indices
        How strongly each factor moves it.
    found
        The runs.
    n
        Trajectories or base points asked for.
    wall_seconds
        Time it took.
    """

    question: Question
    method: Method
    problem: dict[str, Any] = field(repr=False)
    indices: Indices = field(repr=False)
    found: Sweep = field(repr=False)
    n: int
    wall_seconds: float = field(repr=False)

    kind: ClassVar[str] = "sensitivity"
    made_of: ClassVar[tuple[type, ...]] = (Indices, *MADE_OF)

    @property
    def by(self) -> str:
        """The column of the indices that ranks the factors."""
        return "total" if self.method == "sobol" else "mu_star"

    @property
    def ranked(self) -> pd.DataFrame:
        """The indices, strongest factor first."""
        return self.indices.table.sort_values(self.by, ascending=False, kind="stable")

    @property
    def index_unit(self) -> str:
        """The unit of the indices."""
        return "share of variance" if self.method == "sobol" else self.question.unit

    @property
    def luck(self) -> float:
        """The share of the variance between points that is left to luck; NaN where unknown."""
        return self.question.luck(self.found)

    @takes(path=NAME)
    def factor(self, path: str) -> Factor:
        """Return the factor at a path.

        Raises
        ------
        RippleError
            When nothing varies there.
        """
        return self.question.factor(path)

    @takes(path=NAME, index=NAME)
    def value(self, path: str, index: str) -> float:
        """Return an index of a factor, such as its ``"mu_star"`` or ``"total_half"``.

        Raises
        ------
        RippleError
            When nothing varies at that path, or the method has no such index.
        """
        self.factor(path)
        known = [str(name) for name in self.indices.table.columns]
        if index not in known:
            raise RippleError(
                "the method {method} has no index '{index}'",
                method=self.method,
                index=index,
                hint=near_or_all(index, known),
            )
        values: Any = self.indices.table[index]
        return float(values[path])

    @takes(path=NAME)
    def direction(self, path: str) -> str:
        """Return what a higher value does: raises, lowers, either way, nothing, or unclear.

        Unclear where the interval of its effect reaches zero; texts have no order. Known from
        Morris' method only; empty for Sobol's, which tells shares of variance.
        """
        self.factor(path)
        if self.method == "sobol":
            return ""
        mean, size = self.value(path, "mu"), self.value(path, "mu_star")
        if size == 0:
            return "nothing"
        if self.value(path, "mu_star_half") >= size:
            return "unclear"
        if not self.factor(path).numeric:
            return "no order"
        if abs(mean) < _ONE_WAY * size:
            return "either way"
        return "raises" if mean > 0 else "lowers"

    def table(self) -> pd.DataFrame:
        """Return one row a factor, strongest first: its range, its indices, their intervals."""
        import pandas as pd

        ranked = self.ranked
        told = [self.factor(str(path)) for path in ranked.index]
        columns: dict[str, Any] = {
            "path": list(ranked.index),
            "label": [one.label for one in told],
            "from": [one.values[0] if one.values else one.low for one in told],
            "to": [one.values[-1] if one.values else one.high for one in told],
            "unit": [one.unit for one in told],
        }
        for name in ranked.columns:
            columns[f"{LONG[name]} ({self.index_unit})"] = ranked[name].to_numpy()
        if self.method == "morris":
            columns["direction"] = [self.direction(one.path) for one in told]
        return pd.DataFrame(columns)

    @property
    def data(self) -> xr.Dataset:
        """The indices by factor, and by pair where asked for, with units and long names."""
        import xarray as xr

        table = self.indices.table
        variables: dict[str, Any] = {
            name: ("factor", table[name].to_numpy(), {"long_name": LONG[name], "units": self.index_unit})
            for name in table.columns
        }
        paths = [str(path) for path in table.index]
        coordinates: dict[str, Any] = {
            "factor": paths,
            "label": ("factor", [self.factor(path).label for path in paths]),
        }
        for name, square in (("pair", self.indices.pair), ("pair_half", self.indices.pair_half)):
            if square is not None:
                half = "Half of the 95 % interval of the share held" if name != "pair" else "Held"
                facts = {"long_name": f"{half} by both together", "units": self.index_unit}
                variables[name] = (("factor", "other"), square.to_numpy(), facts)
                coordinates["other"] = paths
        return xr.Dataset(
            variables,
            coordinates,
            {
                "title": self.question.label,
                "units_of_outcome": self.question.unit,
                "window": self.question.window,
                "method": self.method,
                "base": self.question.base.name,
                "plan": self.question.plan,
                "weeks": self.question.weeks,
                "replications": self.found.about.replications,
                "seed": self.found.about.seed,
                "confidence": CONFIDENCE,
                "share_left_to_luck": self.luck,
            },
        )

    def interactions(self) -> Figure:
        """Return how far factors work together, as a Matplotlib figure."""
        from ripple_sim.study.sensitivity.figure import interactions_figure

        return interactions_figure(self)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what most moves the outcome, and by how much."""
        return saying.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, luck, what isn't in them."""
        return saying.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the factors as bars."""
        from ripple_sim.study.sensitivity.figure import tornado_figure

        return tornado_figure

    def _beside_runs(self, folder: Path) -> bool:
        """Tell whether a folder holds the runs of this study, beside which results are written."""
        return holds_runs(folder)

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        asked, about = self.question, self.found.about
        return Results(
            kind=self.kind,
            answer=self,
            unkept=("Indices.found",),
            settings={
                "method": self.method,
                "over": asked.over,
                "outcome": asked.asked,
                "n": self.n,
                "pairs": self.indices.pair is not None,
                "replications": about.replications,
                "plan": asked.plan,
            },
            base=asked.base,
            plans=plans_by_file(asked.plans),
            tables={self.kind: self.table()},
            data=self.data,
            figures={"tornado": self.figure, "interactions": self.interactions},
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=about.seed,
            weeks=about.weeks,
            wall_seconds=self.wall_seconds,
        )

    def numbers(self) -> dict[str, Floats]:
        """Return the outcome in every world, and all indices."""
        table = self.indices.table
        indices = {str(name): table[name].to_numpy(np.float64) for name in table.columns}
        return {"worlds": self.question.worlds(self.found), **indices}
