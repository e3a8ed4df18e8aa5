"""How a plan's budget is best split and timed, in numbers, and what a plan is judged by."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import read, takes
from ripple_sim.scenario.levers import BY_NAME as LEVERS
from ripple_sim.scenario.plans import PLAN_ITSELF, Plan
from ripple_sim.scenario.readers import Whole
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.figures import LEVELS
from ripple_sim.study.compare.outcomes import BY_NAME, Estimate, estimate
from ripple_sim.study.optimise.search import Space, Try, front
from ripple_sim.wording import ENGLISH, Wording

Floats = NDArray[np.float64]

# By what to multiply each so that more is better.
WELL_BEING: dict[str, float] = {"engagement": 1.0, "enps": 1.0, "burnt_out": -1.0, "leavers": -1.0}
_ROWS = {metric.name: row for row, metric in enumerate(LEVELS)}
_MONTHS = 3


def profits_of(measured: Comparison, plan: str) -> Floats:
    """Return the profit difference over the horizon in every pair, in money, not discounted."""
    return measured.values(plan)["profit"]


def well_being_of(measured: Comparison, plan: str, aim: str) -> Floats:
    """Return how much better the aim stands than without the plan, the mean of all months.

    In the aim's unit, shape (pairs,).
    """
    monthly = measured.figures.monthly[:, :, _ROWS[aim]]
    difference = monthly[:, measured.number(plan)] - monthly[:, 0]
    return np.asarray(WELL_BEING[aim] * np.nanmean(difference, axis=1))


def burnt_out_at_worst(measured: Comparison, plan: str) -> float:
    """Return the share of burnt-out staff in the worst three months running, in %."""
    monthly = np.nanmean(measured.figures.monthly[:, measured.number(plan), _ROWS["burnt_out"]], axis=0)
    span = min(_MONTHS, len(monthly))
    return float(np.convolve(monthly, np.ones(span) / span, "valid").max())


def aim_in_words(aim: str, words: Wording = ENGLISH) -> str:
    """Return the well-being, with its unit and which way is better."""
    outcome = BY_NAME[aim]
    facts = {"aim": words.say(outcome.label), "unit": words.say(outcome.unit)}
    if WELL_BEING[aim] < 0:
        return words.say("{aim} ({unit}, less is better)", **facts)
    return words.say("{aim} ({unit})", **facts)


@dataclass(frozen=True, eq=False, repr=False)
class OptimumNumbers:
    """How a plan's budget is best split and timed.

    Attributes
    ----------
    space
        What was chosen from.
    nothing
        The plan of doing nothing, which stands for choice beside all that was tried.
    aim, burnt_out
        The well-being weighed against profit; the share of staff (%) that may be burnt out.
    replications, seed
        Pairs of worlds for each try, and the address of their luck.
    tries, chosen
        Everything tried and, last, doing nothing; and the places in it of the plans of the front,
        most profit first.
    plans
        The plans of the front; the first is the one with the most profit in the search.
    study
        Optuna's study; None where it was loaded.
    measured
        The front, doing nothing, and, last, the plan as written, measured again with fresh luck.
    wall_seconds
        Time it took.
    """

    space: Space
    nothing: Plan
    aim: str
    burnt_out: float | None
    replications: int
    seed: int
    tries: tuple[Try, ...] = field(repr=False)
    chosen: tuple[int, ...]
    plans: tuple[Plan, ...] = field(repr=False)
    study: Any = field(repr=False)
    measured: Comparison = field(repr=False)
    wall_seconds: float = field(repr=False)

    def __post_init__(self) -> None:
        """Let every plan that is to do nothing be the same one, as it is after a search."""
        plans = tuple(self.nothing if plan == self.nothing else plan for plan in self.plans)
        object.__setattr__(self, "plans", plans)

    @property
    def leader(self) -> Plan:
        """The plan with the most profit in the search: chosen before it was measured again."""
        return self.plans[0]

    @property
    def best(self) -> Plan:
        """The plan recommended: the leader, or doing nothing if it loses money with fresh luck.

        Where doing nothing breaks a limit, the leader stays.
        """
        loses = self.profit(self.leader.name).value <= 0
        return self.nothing if loses and self.keeps_limits(self.nothing.name) else self.leader

    @property
    def rows(self) -> tuple[Plan, ...]:
        """The front, doing nothing where it isn't on it, and, last, the plan as written."""
        beside = () if self.nothing in self.plans else (self.nothing,)
        return (*self.plans, *beside, self.space.plan)

    @property
    def tried(self) -> int:
        """How many plans were tried, beside doing nothing."""
        return len(self.tries) - 1

    @takes(plan=PLAN_ITSELF)
    def name_of(self, plan: Plan) -> str:
        """Return the name under which a plan of the rows was measured."""
        return self.own if plan is self.space.plan else plan.name

    @property
    def own(self) -> str:
        """The name of the plan as written."""
        return self.measured.plans[-1]

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.measured.currency

    @property
    def aim_label(self) -> str:
        """The well-being in English, with its unit and which way is better."""
        return aim_in_words(self.aim)

    def searched(self, place: int) -> tuple[float, float]:
        """Return profit and well-being of a plan of the front as the search saw them.

        ``place`` counts from 0.
        """
        read("place", place, Whole(0, len(self.chosen) - 1))
        score = self.tries[self.chosen[place]].score
        assert score is not None
        return score.aims[0], score.aims[1]

    @takes(plan=NAME)
    def profit(self, plan: str) -> Estimate:
        """Return a plan's profit difference with fresh luck."""
        return estimate(BY_NAME["profit"], profits_of(self.measured, plan))

    @takes(plan=NAME)
    def well_being(self, plan: str) -> Estimate:
        """Return how much better well-being stands with a plan, with fresh luck."""
        return estimate(BY_NAME[self.aim], well_being_of(self.measured, plan, self.aim))

    @takes(plan=NAME)
    def worst(self, plan: str) -> float:
        """Return the share of burnt-out staff (%) in the worst quarter, with fresh luck."""
        return burnt_out_at_worst(self.measured, plan)

    @takes(plan=NAME)
    def keeps_limits(self, plan: str) -> bool:
        """Say whether a plan keeps the limits with fresh luck; the plan as written may not."""
        self.measured.number(plan)
        if plan == self.own and self.space.cost(self.space.plan) > self.space.budget * (1 + 1e-9):
            return False
        return self.burnt_out is None or self.worst(plan) <= self.burnt_out

    @property
    def regret(self) -> Estimate:
        """What keeping the plan as written forgoes in profit against the best one found."""
        return self.measured.between(self.best.name, self.own, "profit")

    @cached_property
    def still_on_front(self) -> dict[str, bool]:
        """Which plans of the front, and doing nothing, no other beats, with fresh luck."""
        known = self.rows[:-1]
        aims = np.array([[self.profit(one.name).value, self.well_being(one.name).value] for one in known])
        kept = front(aims)
        return {one.name: place in kept for place, one in enumerate(known)}

    @takes(plan=PLAN_ITSELF)
    def split(self, plan: Plan) -> list[tuple[str, float, int, float]]:
        """Return each intervention's name, change, first week and money, known in advance."""
        costs = self.space.money(plan)
        return [
            (one.name or LEVERS[one.lever].label, one.change, one.start, costs[place])
            for place, one in enumerate(plan.interventions)
        ]

    def numbers(self) -> dict[str, NDArray[np.float64]]:
        """Return all aims of all tries, and the front's profit in every pair of fresh luck."""
        missing = (np.nan, np.nan)
        return {
            "tried": np.array([one.score.aims if one.score else missing for one in self.tries]),
            **{name: self.measured.values(name)["profit"] for name in self.measured.plans},
        }
