"""What most moves an outcome, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.study.sensitivity.methods import Floats, Indices, Method
from ripple_sim.study.sweep.answer import AskedAtPoints

if TYPE_CHECKING:
    import pandas as pd

_ONE_WAY = 0.8  # of the mean absolute effect: from here on, nearly all effects go one way


@dataclass(frozen=True, eq=False, repr=False)
class SensitivityNumbers(AskedAtPoints):
    """What most moves an outcome.

    Attributes
    ----------
    method
        How it was asked.
    problem
        SALib's problem; what SALib returned is ``indices.found``.
    indices
        How strongly each factor moves it.
    n
        Trajectories or base points asked for.
    """

    method: Method
    problem: dict[str, Any] = field(repr=False)
    indices: Indices = field(repr=False)
    n: int

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

    def numbers(self) -> dict[str, Floats]:
        """Return the outcome in every world, and all indices."""
        table = self.indices.table
        indices = {str(name): table[name].to_numpy(np.float64) for name in table.columns}
        return {"worlds": self.question.worlds(self.found), **indices}
