"""Designs: which points of a space of factors are run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from pydantic import ValidationError

from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.fitted import member
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.scenario.tree import put
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor, Point, Value
from ripple_sim.wording import Phrase

if TYPE_CHECKING:
    from ripple_sim.scenario.plans import Plan

Kind: TypeAlias = Literal["grid", "latin_hypercube", "sobol"]
KINDS: tuple[Kind, ...] = ("grid", "latin_hypercube", "sobol")
MOST_POINTS = 1_000_000


def points(factors: Sequence[Factor], kind: Kind, size: int, seed: int) -> tuple[Point, ...]:
    """Return the points of a design, each once.

    Parameters
    ----------
    factors
        What varies; without any, the one point is the company itself.
    kind
        ``grid`` crosses all values, of a range ``size`` evenly spread ones; ``latin_hypercube``
        (McKay, Beckman and Conover 1979) and ``sobol`` (scrambled, Owen 1998) spread ``size``
        points over the space.
    size, seed
        A larger Sobol design begins with the points of a smaller one of the same seed.

    Raises
    ------
    RippleError
        When a grid has more points than any study can run.
    """
    if not factors:
        return ((),)
    if kind == "grid":
        steps = [one.steps(size) for one in factors]
        count = 1
        for values in steps:
            count *= len(values)
        if count > MOST_POINTS:
            raise RippleError(
                f"the grid has {count:,} points; at most {MOST_POINTS:,} can be run, "
                "and a latin_hypercube or sobol design needs far fewer"
            )
        return tuple(product(*steps))
    from scipy.stats import qmc

    if kind == "sobol":
        # A whole power of 2 keeps the sequence's balance; its beginning is as good as any.
        power = max(size - 1, 1).bit_length()
        shares = qmc.Sobol(len(factors), scramble=True, seed=seed).random_base2(power)[:size]
    else:
        shares = qmc.LatinHypercube(len(factors), seed=seed).random(size)
    return tuple(tuple(one.at(float(share)) for one, share in zip(factors, row, strict=True)) for row in shares)


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
class Pair:
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

    def at(self, point: Point) -> dict[str, Pair]:
        """Return the worlds of a point by the name of their plan; without plans, ``""``."""
        company, of_plans = self._values(point)
        if not self._plans:
            return {"": Pair(_tried(lambda: _changed(self._base, company)))}
        return {name: self._pair(name, company, of_plans) for name in self._plans}

    def _pair(self, name: str, company: Values, of_plans: Values) -> Pair:
        return Pair(
            _tried(lambda: _changed(self._with(name, of_plans), company)),
            _tried(lambda: _changed(self._baselines[name], company)),
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


def _tried(make: Callable[[], Scenario]) -> Arm:
    try:
        return Arm(make())
    except RippleError as problem:
        return Arm(None, problem.sentence)
