"""What most moves an outcome, as an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.study.sensitivity.methods import Indices, Method
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.question import Question
from ripple_sim.study.sweep.result import SweepOutcomes

if TYPE_CHECKING:
    import pandas as pd

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
class FactorEffects:
    """The numbers of a sensitivity study: what most moves an outcome.

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
    found: SweepOutcomes = field(repr=False)
    n: int
    wall_seconds: float = field(repr=False)

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
