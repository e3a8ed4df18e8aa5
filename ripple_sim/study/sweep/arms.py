"""The scenarios of a point, with and without each plan, and whether their figures exist."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import ValidationError

from ripple_sim.observe.metrics import BY_NAME, METRICS, Metric
from ripple_sim.observe.results import Run
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.fitted import member
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.scenario.tree import put
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor, Point, Value
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.study.sweep.specification import Specification
from ripple_sim.wording import Phrase, mark

if TYPE_CHECKING:
    from ripple_sim.scenario.plans import Plan

Values: TypeAlias = dict[str, Value]


@dataclass(frozen=True)
class Arm:
    """One scenario of a point.

    Attributes
    ----------
    scenario
        What is run; None where the point's values make no company.
    problem
        Why there is none.
    """

    scenario: Scenario | None
    problem: Phrase | None = None


@dataclass(frozen=True)
class ComparedArms:
    """A plan's world and what it is compared with; the company itself has no plan."""

    world: Arm
    baseline: Arm | None = None


class Arms:
    """Makes the scenarios of a study's points.

    Parameters
    ----------
    base
        The company.
    plans
        The plans by name.
    factors
        What varies. Values of the company hold in all worlds, those of plans only in the plans'.
    weeks
        The horizon of all worlds.
    """

    def __init__(self, base: Scenario, plans: Mapping[str, Plan], factors: Sequence[Factor], weeks: int) -> None:
        self._base = base.model_copy(update={"weeks": weeks})
        self._plans = {name: plan.model_copy(update={"weeks": None}) for name, plan in plans.items()}
        self._factors = tuple(factors)
        self._baselines = {name: plan.baseline(self._base) for name, plan in self._plans.items()}
        self._applied: dict[tuple[object, ...], Scenario] = {}

    def at(self, point: Point) -> dict[str, ComparedArms]:
        """Return the worlds of a point by the name of their plan; without plans, ``""``."""
        company, of_plans = self._values(point)
        if not self._plans:
            return {"": ComparedArms(_arm_of(lambda: _changed(self._base, company)))}
        return {name: self._pair(name, company, of_plans) for name in self._plans}

    def _pair(self, name: str, company: Values, of_plans: Values) -> ComparedArms:
        return ComparedArms(
            _arm_of(lambda: _changed(self._with(name, of_plans), company)),
            _arm_of(lambda: _changed(self._baselines[name], company)),
        )

    def _with(self, name: str, of_plans: Values) -> Scenario:
        key = (name, *of_plans.items())
        if key not in self._applied:
            plan = self._plans[name]
            if of_plans:
                data = plan.model_dump()
                for path, value in of_plans.items():
                    put(data, path, value, Scenario)
                plan = checked_as(type(plan), data, Phrase("plan '{plan}'", plan=name))
            self._applied[key] = plan.applied(self._base, may_do_nothing=bool(of_plans))
        return self._applied[key]

    def _values(self, point: Point) -> tuple[Values, Values]:
        company: Values = {}
        of_plans: Values = {}
        for one, value in zip(self._factors, point, strict=True):
            if one.path == ENSEMBLE:
                company.update(member(int(value)))
            elif one.of_plan:
                of_plans[one.path_in_plan] = int(value) if one.whole else value
            else:
                company[one.path] = int(value) if one.whole else value
        return company, of_plans


def _changed(scenario: Scenario, values: Values) -> Scenario:
    if not values:
        return scenario
    data: dict[str, Any] = scenario.model_dump()
    for path, value in values.items():
        put(data, path, value, Scenario)
    try:
        return Scenario.model_validate(data)
    except ValidationError:
        # Slower, but it says what is wrong as for a file.
        return checked(data, Phrase("with the values of this point"))


def _arm_of(make: Callable[[], Scenario]) -> Arm:
    try:
        return Arm(make())
    except RippleError as problem:
        return Arm(None, problem.sentence)


_HERE = mark(
    "'{measure}' doesn't exist in '{company}': {why} in weeks {first} to {last}; "
    "ask for another measure, such as '{other}'"
)


def refuse_missing_outcomes(spec: Specification) -> None:
    """Refuse a study of which an outcome is missing at the first, a middle and the last point.

    One run tells it where the figures exist, which is nearly always. A run that fails tells
    nothing: it will be a row with its reason.

    Raises
    ------
    RippleError
        Naming the measure, why it is missing, and the nearest one that exists.
    """
    wanted = [one for one in spec.outcomes if BY_NAME[one.metric].per]
    run: Run | None = None
    for scenario in _scenarios(spec) if wanted else ():
        result = _run_of(scenario, spec)
        if result is None:
            return
        run = result
        wanted = [one for one in wanted if not math.isfinite(one.measure(result))]
        if not wanted:
            return
    if wanted and run is not None:
        raise _missing(wanted[0], run)


def _scenarios(spec: Specification) -> Iterator[Scenario]:
    arms = Arms(spec.base, spec.plans, spec.factors, spec.weeks)
    last = len(spec.points) - 1
    for place in sorted({0, last // 2, last}):
        worlds = [pair.world.scenario for pair in arms.at(spec.points[place]).values()]
        yield from [one for one in worlds[:1] if one is not None]


def _run_of(scenario: Scenario, spec: Specification) -> Run | None:
    from ripple_sim.study.run import run

    try:
        result = run(scenario, spec.seed)
    except Exception:  # as in the study itself, where it is a row with its reason
        return None
    if result.interrupted:
        raise KeyboardInterrupt
    return result


def _missing(asked: SweepOutcome, run: Run) -> RippleError:
    metric = BY_NAME[asked.metric]
    return RippleError(
        Phrase(
            _HERE,
            measure=metric.name,
            company=run.scenario.name,
            why=Phrase(metric.missing_where),
            first=asked.first,
            last=asked.last,
            other=_nearest(metric, asked, run),
        )
    )


def _nearest(missing: Metric, asked: SweepOutcome, run: Run) -> str:
    """Return the measure with the nearest name that exists, of the same link if there is one."""
    there = [one for one in METRICS if math.isfinite(run.recorder.company_over(one, asked.first - 1, asked.last))]
    of_link = [one.name for one in there if one.link == missing.link]
    names = of_link or [one.name for one in there]
    hint = near(missing.name, names)
    return str(hint.fields["name"]) if hint else names[0]
