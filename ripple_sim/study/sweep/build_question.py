"""Make a question from names, paths and ranges, refused with a sentence where it can't be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.accepted import COMPANY, MAYBE_NAME, REPLICATIONS, SEED, TIME
from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import PLAN as PLAN_READER
from ripple_sim.scenario.plans import Plan, load_plan
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.readers import SETTINGS, Each, Maybe, Reader, Text
from ripple_sim.scenario.schema import Scenario, parameters
from ripple_sim.study.core.horizon import last_quarter
from ripple_sim.study.sweep.arms import Arms
from ripple_sim.study.sweep.factors import ENSEMBLE, PLAN, Factor, ensemble_factor, factor, refuse_overlaps
from ripple_sim.study.sweep.outcomes import Outcome
from ripple_sim.study.sweep.question import DIFFERENCE, Question
from ripple_sim.study.sweep.specification import horizon as horizon_of
from ripple_sim.wording import Number, Phrase, mark

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
) -> Question:
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
    figure = Outcome(metric, metric, first, weeks, adds_up)
    return Question(company, plans, _factors(over, company, plans), figure, weeks, difference)


def too_often_missing(asked: Question, values: NDArray[np.float64]) -> RippleError:
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
