"""How a plan's budget is best split and timed, as an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import read, takes
from ripple_sim.scenario.levers import BY_NAME as LEVERS
from ripple_sim.scenario.plans import PLAN_ITSELF, Plan
from ripple_sim.scenario.readers import Whole
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.estimate import Estimate, estimate
from ripple_sim.study.compare.figures import Figures
from ripple_sim.study.compare.outcomes import BY_NAME
from ripple_sim.study.compare.worlds import Worlds
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import PLAN, Results
from ripple_sim.study.optimise import measure, tables
from ripple_sim.study.optimise import messages as saying
from ripple_sim.study.optimise.search import Score, Space, Try, front
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

BEST = "best.toml"


@dataclass(frozen=True, eq=False, repr=False)
class Optimum(StudyAnswer):
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

    kind: ClassVar[str] = "optimum"
    made_of: ClassVar[tuple[type, ...]] = (Comparison, Figures, Score, Space, Try, Worlds)

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
        return saying.aim(self)

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
        return estimate(BY_NAME["profit"], measure.profit(self.measured, plan))

    @takes(plan=NAME)
    def well_being(self, plan: str) -> Estimate:
        """Return how much better well-being stands with a plan, with fresh luck."""
        return estimate(BY_NAME[self.aim], measure.well_being(self.measured, plan, self.aim))

    @takes(plan=NAME)
    def worst(self, plan: str) -> float:
        """Return the share of burnt-out staff (%) in the worst quarter, with fresh luck."""
        return measure.burnt_out_at_worst(self.measured, plan)

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

    def table(self) -> pd.DataFrame:
        """Return one row a plan of the front, doing nothing, and the plan as written last."""
        return tables.front_table(self)

    @property
    def data(self) -> xr.Dataset:
        """Everything tried, and the front measured again pair by pair, with units."""
        return tables.dataset(self)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what the best split is, what it brings, and what it brings more."""
        return saying.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, luck, what isn't in them."""
        return saying.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the plans that no other beats."""
        from ripple_sim.study.optimise.figure import pareto_figure

        return pareto_figure

    def results(self) -> Results:
        """Return what a results folder keeps of it.

        ``best.toml`` is the plan recommended, ready for ``ripple compare``; it has no
        interventions where that is to do nothing.
        """
        space = self.space
        return Results(
            kind=self.kind,
            answer=self,
            unkept=("Optimum.study",),
            settings={
                "budget": space.budget,
                "burnt_out": self.burnt_out,
                "aim": self.aim,
                "latest_start": space.latest,
                "trials": self.tried,
                "replications": self.replications,
                "pairs": self.measured.pairs,
                "plan": self.own,
            },
            base=space.base,
            plans={PLAN: space.plan, BEST: self.best},
            tables={self.kind: self.table()},
            data=self.data,
            figures={"pareto": self.figure},
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=self.seed,
            weeks=space.weeks,
            wall_seconds=self.wall_seconds,
        )

    def numbers(self) -> dict[str, NDArray[np.float64]]:
        """Return all aims of all tries, and the front's profit in every pair of fresh luck."""
        missing = (np.nan, np.nan)
        return {
            "tried": np.array([one.score.aims if one.score else missing for one in self.tries]),
            **{name: self.measured.values(name)["profit"] for name in self.measured.plans},
        }
