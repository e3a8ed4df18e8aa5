"""One figure asked at many points: of a company, or of the difference a plan makes to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.messages import called
from ripple_sim.study.core.horizon import horizon_in_words
from ripple_sim.study.sweep.description import About
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor, Point
from ripple_sim.study.sweep.messages import DRAWN, HORIZON, NOT_INCLUDED
from ripple_sim.study.sweep.outcomes import Outcome
from ripple_sim.study.sweep.result import Sweep
from ripple_sim.study.sweep.specification import Specification
from ripple_sim.study.sweep.store import World
from ripple_sim.study.sweep.work import Finished
from ripple_sim.wording import ENGLISH, Wording, significant

if TYPE_CHECKING:
    import pandas as pd

DIFFERENCE = " difference"


@dataclass(frozen=True)
class Question:
    """A figure that is wanted at points of a space.

    Attributes
    ----------
    base, plans
        The company, and at most one plan by its name.
    factors
        What varies.
    outcome
        The figure: money and counts over the whole horizon, levels over its last quarter.
    weeks
        The horizon.
    difference
        Whether the paired difference of the plan is asked rather than the figure itself.
    """

    base: Scenario
    plans: Mapping[str, Plan]
    factors: tuple[Factor, ...]
    outcome: Outcome
    weeks: int
    difference: bool

    @property
    def plan(self) -> str:
        """The plan's name, or nothing."""
        return next(iter(self.plans), "")

    def plan_called(self, words: Wording = ENGLISH) -> str:
        """Return the plan as people call it: its title in quotation marks, or its name."""
        plan = self.plans[self.plan]
        return called(plan.title, self.plan, words, within=True)

    @property
    def asked(self) -> str:
        """The figure as it is asked for, such as ``profit difference``."""
        return f"{self.outcome.metric}{DIFFERENCE if self.difference else ''}"

    def factor(self, path: str) -> Factor:
        """Return the factor at a path.

        Raises
        ------
        RippleError
            When nothing varies there.
        """
        found = next((one for one in self.factors if one.path == path), None)
        if found is None:
            known = [one.path for one in self.factors]
            raise RippleError("nothing varies at '{path}'", path=path, hint=near_or_all(path, known))
        return found

    @property
    def over(self) -> dict[str, Any]:
        """What varies, as it is asked for, in plain values."""
        return {
            one.path: None if one.path == ENSEMBLE else list(one.values) or {"low": one.low, "high": one.high}
            for one in self.factors
        }

    @property
    def label(self) -> str:
        """The figure in English."""
        return self.label_in()

    def label_in(self, words: Wording = ENGLISH) -> str:
        """Return the figure in a language."""
        what = words.say(BY_NAME[self.outcome.metric].label)
        if self.difference:
            return words.say("{figure} difference of {plan}", figure=what, plan=self.plan_called(words))
        if self.plans:
            return words.say("{figure} under {plan}", figure=what, plan=self.plan_called(words))
        return words.say("{figure} of {company}", figure=what, company=self.base.name)

    @property
    def window(self) -> str:
        """The weeks it is taken over, in English."""
        return self.window_in()

    def window_in(self, words: Wording = ENGLISH) -> str:
        """Return the weeks it is taken over in a language."""
        whole = horizon_in_words(self.weeks, words)
        if self.outcome.last - self.outcome.first + 1 < self.weeks:
            return words.say("in the last quarter of {horizon}", horizon=whole)
        return words.say("over {horizon}", horizon=whole)

    @property
    def unit(self) -> str:
        """Its unit."""
        return self.outcome.unit(self.base.currency)

    def amount(self, value: float, words: Wording = ENGLISH) -> str:
        """Return a value with its unit, three digits at most, such as ``EUR 412k``."""
        if self.unit == self.base.currency:
            return words.short_amount(value, self.unit)
        return words.say(
            "{number} {unit}", number=significant(words, value, 3), unit=self.outcome.unit_in(words, self.base.currency)
        )

    def at(self, points: Sequence[Point], replications: int, seed: int, name: str = "study") -> Specification:
        """Return the study that asks it at points."""
        return Specification(
            name, self.base, self.plans, self.factors, tuple(points), (self.outcome,), self.weeks, replications, seed
        )

    def frame(self, points: Sequence[Point]) -> pd.DataFrame:
        """Return points as a table, a column a factor: numbers, or texts."""
        import pandas as pd

        columns = list(zip(*points, strict=True))
        return pd.DataFrame(
            {
                one.path: list(column) if one.numeric else [str(value) for value in column]
                for one, column in zip(self.factors, columns, strict=True)
            }
        )

    def worlds(self, found: Sweep) -> NDArray[np.float64]:
        """Return the figure in each world, shape (points, replications); NaN where it failed."""
        values = found.differences if self.difference else found.values
        return np.asarray(values[:, 0, :, 0])

    def answers(self, found: Sweep) -> NDArray[np.float64]:
        """Return the mean over replications at each point; NaN where one of them is missing."""
        return np.asarray(self.worlds(found).mean(axis=1))

    def luck(self, found: Sweep) -> float:
        """Return which share of the variance between points is left to luck, 0 to 1.

        All points share their luck, so only what luck does differently at different points counts:
        the interaction of points and replications, over the number of replications. NaN with one
        replication.
        """
        worlds = self.worlds(found)
        worlds = worlds[np.isfinite(worlds).all(axis=1)]
        points, replications = worlds.shape
        if points < 2 or replications < 2:
            return float("nan")
        means = worlds.mean(axis=1)
        between = means.var(ddof=1)
        left = worlds - means[:, None] - worlds.mean(axis=0) + worlds.mean()
        of_luck = (left**2).sum() / ((points - 1) * (replications - 1)) / replications
        return float(min(of_luck / between, 1.0)) if between > 0 else float("nan")

    def conditions(self, replications: int, seed: int, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number of such a study, one sentence each."""
        return (
            words.say(
                HORIZON,
                figure=self.label_in(words),
                unit=self.outcome.unit_in(words, self.base.currency),
                window=self.window_in(words),
                weeks=self.weeks,
            ),
            words.say(
                DRAWN, number=replications, seed=words.numeral(seed), what="pairs" if self.difference else "runs"
            ),
            words.say(NOT_INCLUDED),
        )


MADE_OF = (Sweep, About, Factor, Finished, Outcome, Question, World)
"""The classes of which answers are made that rest on a sweep."""
