"""What is chosen about a plan, its split and its starts, and the search for the best by Optuna."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_checks import moves_a_seat
from ripple_sim.scenario.plan_costs import planned_cost
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario

Point: TypeAlias = Mapping[str, float]
_LIMITS = "limits"
_FEWEST_AT_RANDOM = 10


@dataclass(frozen=True)
class Variable:
    """Something that is chosen between two ends, in whole numbers or not."""

    name: str
    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True)
class Score:
    """How a point did.

    Attributes
    ----------
    aims
        What is to be large.
    limits
        By how much each limit is overstepped; at most zero where it is kept.
    """

    aims: tuple[float, ...]
    limits: tuple[float, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether all limits are kept."""
        return all(limit <= 0 for limit in self.limits)


@dataclass(frozen=True)
class Try:
    """A point that was tried, and how it did; None where it couldn't be measured."""

    point: Point
    score: Score | None


def search(
    variables: Sequence[Variable],
    measure: Callable[[Sequence[Point]], Sequence[Score | None]],
    aims: int,
    trials: int,
    *,
    at_a_time: int = 8,
    seed: int = 0,
    first: Sequence[Point] = (),
    on_try: Callable[[int, int], None] | None = None,
) -> tuple[list[Try], Any]:
    """Try points, each batch the wiser for those before, by a tree-structured Parzen estimator.

    Parameters
    ----------
    variables
        What is chosen.
    measure
        Returns how points did; None for a point that makes no sense.
    aims
        How many aims there are.
    trials, at_a_time
        Points in all, and points of a batch.
    first
        Points to begin with.
    on_try
        Called with the points tried and all.

    Returns
    -------
    list, optuna.Study
        Everything tried, in order.
    """
    optuna = load_optuna()
    tries: list[Try] = []
    with _quiet(optuna):
        study = optuna.create_study(
            directions=["maximize"] * aims,
            sampler=optuna.samplers.TPESampler(
                seed=seed,
                multivariate=True,
                n_startup_trials=max(_FEWEST_AT_RANDOM, trials // 4),
                constraints_func=lambda trial: trial.user_attrs.get(_LIMITS, (1.0,)),
            ),
        )
        for point in first[:trials]:
            study.enqueue_trial(dict(point))
        while len(tries) < trials:
            asked = [study.ask() for _ in range(min(at_a_time, trials - len(tries)))]
            points = [_point(trial, variables) for trial in asked]
            for trial, point, score in zip(asked, points, measure(points), strict=True):
                if score is None:
                    study.tell(trial, state=optuna.trial.TrialState.FAIL)
                else:
                    trial.set_user_attr(_LIMITS, score.limits)
                    study.tell(trial, score.aims)
                tries.append(Try(point, score))
            if on_try is not None:
                on_try(len(tries), trials)
    return tries, study


def front(aims: NDArray[np.float64]) -> list[int]:
    """Return the rows, shape (points, aims), that no other row beats in one aim and ties in all.

    Of equal rows the first counts. By the first aim, the largest first.
    """
    kept = []
    for row, ours in enumerate(aims):
        beaten = ((aims >= ours).all(axis=1) & (aims > ours).any(axis=1)).any()
        twice = (aims[:row] == ours).all(axis=1).any()
        if not beaten and not twice:
            kept.append(row)
    return sorted(kept, key=lambda row: -aims[row, 0])


def load_optuna() -> Any:
    """Return Optuna, or raise a RippleError that says how to install it."""
    try:
        import optuna
    except ImportError:
        raise RippleError('optimisation needs Optuna; install it with: pip install "ripple_sim[experiments]"') from None
    return optuna


def _point(trial: Any, variables: Sequence[Variable]) -> dict[str, float]:
    return {
        one.name: trial.suggest_int(one.name, int(one.low), int(one.high))
        if one.whole
        else trial.suggest_float(one.name, one.low, one.high)
        for one in variables
    }


@contextmanager
def _quiet(optuna: Any) -> Iterator[None]:
    usual = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with warnings.catch_warnings():
            # Constraints and joint sampling are called experimental.
            warnings.simplefilter("ignore")
            yield
    finally:
        optuna.logging.set_verbosity(usual)


_NOTHING = 0.01  # of the stated size: smaller than that, it is left out
_HALVINGS = 30
_SHRINKS = 6
_MOST_HOURS = 40.0


@dataclass(frozen=True)
class Space:
    """The plans that a plan's interventions make at other sizes and other starts.

    Half an intervention costs half: its change, its own costs and the hours it takes grow together.
    Each gets a share of the budget and is as large as that money makes it, over its whole time
    within the horizon, up to where its lever ends. One that costs nothing in advance is of any
    size between nothing and there.

    Attributes
    ----------
    plan, base
        The plan as written, and the company.
    weeks, budget, latest
        The horizon, the money over it, and the last week in which anything may start.
    """

    plan: Plan
    base: Scenario
    weeks: int
    budget: float
    latest: int

    @cached_property
    def baseline(self) -> Scenario:
        """What the plan is compared with."""
        shared = self.plan.model_copy(update={"weeks": self.weeks})
        return shared.baseline(self.base)

    @cached_property
    def paid(self) -> tuple[bool, ...]:
        """Which interventions cost money, known in advance."""
        return tuple(self._cost((one,)) > 0 for one in self.plan.interventions)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The interventions' names."""
        return tuple(
            one.name or f"{BY_NAME[one.lever].label} ({number})"
            for number, one in enumerate(self.plan.interventions, 1)
        )

    def variables(self) -> list[Variable]:
        """Return what is chosen: of each intervention its money or size, and its start."""
        chosen = []
        for number, paid in enumerate(self.paid, 1):
            chosen.append(Variable(f"{'money' if paid else 'size'}.{number}", 0.0, 1.0))
            if self.latest > 0:
                chosen.append(Variable(f"start.{number}", 0, self.latest, whole=True))
        return chosen

    def at(self, point: Point, name: str) -> Plan:
        """Return the plan of a point.

        The shares of money are drawn one after the other from what is left, so that all splits,
        money left over included, are equally likely.
        """
        left, waiting = 1.0, sum(self.paid)
        done = []
        for number, (one, paid) in enumerate(zip(self.plan.interventions, self.paid, strict=True), 1):
            start = int(point.get(f"start.{number}", one.start))
            moved = one.model_copy(update={"start": start})
            if paid:
                part = left * (1 - (1 - point[f"money.{number}"]) ** (1 / waiting))
                left, waiting = left - part, waiting - 1
                size = self._size(moved, part * self.budget)
            else:
                size = point[f"size.{number}"] * self._largest(one)
            if size >= _NOTHING:
                done.append((moved, size))
        made = self._within_budget(done)
        return self._named(tuple(one for one in made if self._does_something(one)), name)

    def nothing(self) -> Plan:
        """Return the plan of doing nothing, under the name that stands for it."""
        return self._named((), f"{self.plan.name[:70]}-nothing").model_copy(
            update={"title": "Doing nothing", "shocks": ()}
        )

    def own_point(self) -> dict[str, float]:
        """Return the point of the plan as written, as near as the space allows."""
        left, waiting = 1.0, sum(self.paid)
        point: dict[str, float] = {}
        for number, (one, paid) in enumerate(zip(self.plan.interventions, self.paid, strict=True), 1):
            if paid:
                part = min(self._cost((one,)) / self.budget, left) if self.budget > 0 else 0.0
                share = min(part / left, 1.0) if left > 0 else 0.0
                point[f"money.{number}"] = 1 - (1 - share) ** waiting
                left, waiting = left - part, waiting - 1
            else:
                point[f"size.{number}"] = min(1 / self._largest(one), 1.0)
            if self.latest > 0:
                point[f"start.{number}"] = min(one.start, self.latest)
        return point

    def cost(self, plan: Plan) -> float:
        """Return what a plan costs as far as known in advance, over the horizon."""
        return self._cost(plan.interventions)

    def money(self, plan: Plan) -> dict[int, float]:
        """Return what each intervention alone costs, by its place in a plan."""
        return {place: self._cost((one,)) for place, one in enumerate(plan.interventions)}

    def _named(self, interventions: tuple[Intervention, ...], name: str) -> Plan:
        return self.plan.model_copy(
            update={
                "name": name,
                "title": f"{self.plan.title or self.plan.name}, better split and timed",
                "interventions": interventions,
                "budget": self.budget,
                "weeks": self.weeks,
            }
        )

    def _cost(self, interventions: tuple[Intervention, ...]) -> float:
        ours = (*self.baseline.interventions, *interventions)
        planned = self.baseline.model_copy(update={"interventions": ours})
        return planned_cost(self.baseline, planned).total

    def _largest(self, one: Intervention) -> float:
        """Return how many times its stated size an intervention can be until its lever ends."""
        lever, company = BY_NAME[one.lever], self.baseline.company
        levels = company.drivers if lever.group == "driver" else company.practices
        level = float(getattr(levels, one.lever).level)
        room = lever.high - level if one.change > 0 else level - lever.low
        return max(room / abs(one.change), 0.0) if one.change else 1.0

    def _size(self, one: Intervention, money: float) -> float:
        """Return how many times its stated size an intervention can be for so much money."""
        low, high = 0.0, self._largest(one)
        if self._cost((_sized(one, high),)) <= money:
            return high
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if self._cost((_sized(one, middle),)) <= money:
                low = middle
            else:
                high = middle
        return low

    def _does_something(self, one: Intervention) -> bool:
        """Tell whether an intervention does more than round to no seat at all."""
        return one.lever != "slack" or moves_a_seat(one, self.baseline)

    def _within_budget(self, done: list[tuple[Intervention, float]]) -> tuple[Intervention, ...]:
        """Return interventions at their sizes, all smaller where together they cost more."""
        scale = 1.0
        for _ in range(_SHRINKS):
            made = tuple(_sized(one, size * scale) for one, size in done)
            cost = self._cost(made)
            if cost <= self.budget or cost <= 0 or not any(self.paid):
                return made
            scale *= 0.999 * self.budget / cost
        return made


def _sized(one: Intervention, size: float) -> Intervention:
    return one.model_copy(
        update={
            "change": one.change * size,
            "one_off_cost": one.one_off_cost * size,
            "weekly_cost": one.weekly_cost * size,
            "attention_hours": min(one.attention_hours * size, _MOST_HOURS),
        }
    )
