"""One figure asked at many points, made from names, paths and ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.accepted import COMPANY, MAYBE_NAME, REPLICATIONS, SEED, TIME
from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import PLAN as PLAN_READER
from ripple_sim.scenario.plans import Plan, load_plan
from ripple_sim.scenario.problems import RippleError, near, near_or_all
from ripple_sim.scenario.readers import SETTINGS, Each, Maybe, Reader, Text
from ripple_sim.scenario.schema import Scenario, parameters
from ripple_sim.study.compare.messages import called
from ripple_sim.study.core.horizon import horizon_in_words, last_quarter
from ripple_sim.study.sweep.arms import Arms
from ripple_sim.study.sweep.factors import ENSEMBLE, PLAN, Factor, Point, ensemble_factor, factor, refuse_overlaps
from ripple_sim.study.sweep.messages import DRAWN, HORIZON, NOT_INCLUDED
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.study.sweep.result import SweepNumbers
from ripple_sim.study.sweep.specification import Specification
from ripple_sim.study.sweep.specification import horizon as horizon_of
from ripple_sim.wording import ENGLISH, Number, Phrase, Wording, mark, significant

if TYPE_CHECKING:
    import pandas as pd

DIFFERENCE = " difference"


@dataclass(frozen=True)
class SweepQuestion:
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
    outcome: SweepOutcome
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
        result = next((one for one in self.factors if one.path == path), None)
        if result is None:
            known = [one.path for one in self.factors]
            raise RippleError("nothing varies at '{path}'", path=path, hint=near_or_all(path, known))
        return result

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

    def worlds(self, result: SweepNumbers) -> NDArray[np.float64]:
        """Return the figure in each world, shape (points, replications); NaN where it failed."""
        values = result.differences if self.difference else result.values
        return np.asarray(values[:, 0, :, 0])

    def answers(self, result: SweepNumbers) -> NDArray[np.float64]:
        """Return the mean over replications at each point; NaN where one of them is missing."""
        return np.asarray(self.worlds(result).mean(axis=1))

    def luck(self, result: SweepNumbers) -> float:
        """Return which share of the variance between points is left to luck, 0 to 1.

        All points share their luck, so only what luck does differently at different points counts:
        the interaction of points and replications, over the number of replications. NaN with one
        replication.
        """
        worlds = self.worlds(result)
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


Over = Sequence[str] | Mapping[str, object]
"""Paths of what varies, or their ranges or values by path; see :func:`..factors.factor`."""

ASKING: dict[str, Reader] = {
    "base": COMPANY,
    "plan": Maybe(PLAN_READER),
    "over": Maybe(Each(mark("paths"), Text()) | SETTINGS),
    "outcome": MAYBE_NAME,
    "horizon": Maybe(TIME),
    "replications": REPLICATIONS,
    "seed": SEED,
}
"""What may be given to everything that asks a question at many points."""
FITTED = "fitted"


def question(
    base: str | Path | Scenario,
    plan: str | Path | Plan | None = None,
    over: Over | None = None,
    outcome: str | None = None,
    horizon: str | int | None = None,
) -> SweepQuestion:
    """Return a question.

    Parameters
    ----------
    base, plan
        A preset or plan by name, a file, or the thing itself.
    over
        What varies; the fitted coefficients over their 90 % intervals if None. The path
        ``"fitted"`` stands for all of these.
    outcome
        A measure's name, such as ``"enps"``, with ``" difference"`` for what the plan makes of it;
        profit, with a plan its difference, if None.
    horizon
        Such as ``"36mo"`` or 156 (weeks); the plan's own, else the company's, if None.

    Raises
    ------
    RippleError
        When there is no such measure or path.
    """
    company = base if isinstance(base, Scenario) else load(base)
    plans: dict[str, Plan] = {}
    if plan is not None:
        one = plan if isinstance(plan, Plan) else load_plan(plan)
        plans[one.name] = one
    asked = outcome or ("profit difference" if plans else "profit")
    metric = asked.removesuffix(DIFFERENCE)
    if metric not in BY_NAME:
        raise RippleError("there is no measure '{measure}'", measure=metric, hint=near(metric, BY_NAME))
    difference = asked.endswith(DIFFERENCE)
    if difference and not plans:
        raise RippleError("'{outcome}' needs a plan to compare with", outcome=asked)
    weeks = horizon_of(company, plans, None if horizon is None else weeks_of(horizon))
    for pair in Arms(company, plans, (), weeks).at(()).values():
        if pair.world.problem:  # said once, and not at every point
            raise RippleError(pair.world.problem)
    adds_up = BY_NAME[metric].unit.endswith("/week") and not BY_NAME[metric].per
    first = 1 if adds_up else last_quarter(weeks).start + 1
    figure = SweepOutcome(metric, metric, first, weeks, adds_up)
    return SweepQuestion(company, plans, _factors(over, company, plans), figure, weeks, difference)


def too_often_missing(asked: SweepQuestion, values: NDArray[np.float64]) -> RippleError:
    """Return the refusal of a study whose outcome, shape (points,), exists at too few points."""
    return RippleError(
        "'{measure}' doesn't exist at {missing} of {points} points: there, {why}",
        measure=asked.outcome.metric,
        missing=Number(int((~np.isfinite(values)).sum())),
        points=Number(len(values)),
        why=Phrase(BY_NAME[asked.outcome.metric].missing_where),
    )


def _factors(over: Over | None, base: Scenario, plans: Mapping[str, Plan]) -> tuple[Factor, ...]:
    given = (FITTED,) if over is None else over
    ranges = given if isinstance(given, Mapping) else dict.fromkeys(given)
    whole: dict[str, object] = {}
    for path, held in ranges.items():
        whole |= dict.fromkeys(fitted_paths()) if path == FITTED else {path: held}
    if not whole:
        raise RippleError("nothing is to vary; name at least one path")
    factors = tuple(_factor(path, held, base, plans) for path, held in whole.items())
    refuse_overlaps(factors)
    return factors


def _factor(path: str, held: object, base: Scenario, plans: Mapping[str, Plan]) -> Factor:
    if path == ENSEMBLE:
        return ensemble_factor()
    role: Literal["lever", "uncertainty"] = "lever" if path.startswith(f"{PLAN}.") else "uncertainty"
    return factor(path, held, role, base, plans)


def fitted_paths() -> tuple[str, ...]:
    """Return the fitted coefficients that have an interval; those of surveys move nothing."""
    return tuple(
        one.path
        for one in parameters()
        if one.kind == "fitted" and one.interval and not one.path.startswith("surveys.")
    )
