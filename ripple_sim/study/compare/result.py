"""What a comparison found: plans against their baseline, with ranges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import Money
from ripple_sim.scenario.accepted import MAYBE_NAME, NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near, near_or_all
from ripple_sim.scenario.readers import OfKind
from ripple_sim.study.compare import outcomes, stopping
from ripple_sim.study.compare.figures import LEVELS, Figures
from ripple_sim.study.compare.outcomes import Estimate, Ranking, estimate, rank
from ripple_sim.study.compare.worlds import Uncertainty, Worlds, titled
from ripple_sim.study.core.intervals import Band, band, half_width, pairs_for
from ripple_sim.wording import mark

if TYPE_CHECKING:
    pass

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class ComparedPlans:
    """The numbers of a comparison: plans against their common baseline, in pairs of worlds with the same luck.

    Two kinds of range are told apart everywhere. An *interval* says how well the expected effect
    is known, and shrinks with more pairs. The range of *single futures* says what may happen to
    one company, and doesn't.

    Attributes
    ----------
    worlds
        The baseline and the plans.
    figures
        What was kept of every pair.
    seed, uncertainty
        Where luck comes from, and whether parameters differ between pairs too.
    discount_rate
        A year's, for the net present value; other money is not discounted.
    floor
        Half-width of the 80 % interval of the profit difference that is enough in any case, in
        money.
    asked
        The number of pairs asked for, or ``"auto"``.
    wall_seconds
        Time it took.
    """

    worlds: Worlds
    figures: Figures
    seed: int
    uncertainty: Uncertainty
    discount_rate: float
    floor: float
    asked: int | Literal["auto"]
    wall_seconds: float

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans' names."""
        return self.worlds.names

    @takes(plan=NAME)
    def title(self, plan: str) -> str:
        """Return what people call a plan: its title, or its name where it has none.

        Raises
        ------
        RippleError
            When no plan has that name.
        """
        name = self.plans[self.number(plan) - 1]
        return self.worlds.title(name) or name

    @takes(plan=NAME)
    def titled(self, plan: str) -> str:
        """Return a plan's title with its name in brackets, once for a table or a picture.

        Raises
        ------
        RippleError
            When no plan has that name.
        """
        name = self.plans[self.number(plan) - 1]
        return titled(self.worlds.title(name), name)

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return self.figures.pairs

    @property
    def weeks(self) -> int:
        """The weeks of the horizon."""
        return self.figures.weeks

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.worlds.baseline.currency

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The names of the business units; the centre, where there is one, comes last."""
        centre = ("centre",) if self.worlds.baseline.company.structure.central_staff else ()
        return (*self.worlds.baseline.unit_names(), *centre)

    @takes(outcome=OfKind(mark("an outcome"), outcomes.Outcome))
    def unit_of(self, outcome: outcomes.Outcome) -> str:
        """Return an outcome's unit, with the scenario's currency in it."""
        return outcome.unit.replace(Money, self.currency)

    @takes(plan=MAYBE_NAME)
    def number(self, plan: str | None = None) -> int:
        """Return a plan's number from 1; without a name, that of the best or only plan.

        Raises
        ------
        RippleError
            When no plan has that name.
        """
        if plan is None:
            present = [self.values(name)["net_present_value"].mean() for name in self.plans]
            return int(np.argmax(present)) + 1
        if plan not in self.plans:
            hint = near_or_all(plan, self.plans)
            raise RippleError("there is no plan '{plan}' in this comparison", plan=plan, hint=hint)
        return self.plans.index(plan) + 1

    @cached_property
    def _values(self) -> list[dict[str, Floats]]:
        return [outcomes.values(self.figures, number, self.discount_rate) for number in range(1, len(self.plans) + 1)]

    @takes(plan=MAYBE_NAME)
    def values(self, plan: str | None = None) -> dict[str, Floats]:
        """Return a plan's outcomes in every pair, shape (pairs,) each, by name."""
        return self._values[self.number(plan) - 1]

    @takes(plan=MAYBE_NAME)
    def outcomes(self, plan: str | None = None) -> dict[str, Estimate]:
        """Return a plan's outcomes with their ranges, by name."""
        number = self.number(plan)
        values = self._values[number - 1]
        usual = {metric.name: float(self.figures.last[:, 0, row].mean()) for row, metric in enumerate(LEVELS)}
        return {
            outcome.name: estimate(outcome, values[outcome.name], usual.get(outcome.name, float("nan")))
            for outcome in outcomes.OUTCOMES
        }

    @takes(plan=MAYBE_NAME)
    def over_time(self, plan: str | None = None) -> Band:
        """Return the profit difference cumulated to each month's end, with ranges."""
        return band(self.cumulated(plan))

    @takes(plan=MAYBE_NAME)
    def cumulated(self, plan: str | None = None) -> Floats:
        """Return the cumulated profit difference of every pair, shape (pairs, months)."""
        return outcomes.cumulated(self.figures, self.number(plan))

    @takes(plan=MAYBE_NAME)
    def half_width(self, plan: str | None = None) -> float:
        """Return half the width of the 80 % interval of the profit difference."""
        return float(half_width(self.values(plan)["profit"], 0.80))

    @takes(plan=MAYBE_NAME)
    def precise(self, plan: str | None = None) -> bool:
        """Say whether that half-width is under a tenth of the difference, or under the floor."""
        return stopping.precise(self.values(plan)["profit"], self.floor)

    @takes(plan=MAYBE_NAME)
    def pairs_for_precision(self, plan: str | None = None) -> float:
        """Return about how many pairs make the interval as narrow as that."""
        wanted = stopping.wanted_half_width(self.values(plan)["profit"], self.floor)
        return pairs_for(self.half_width(plan), self.pairs, wanted)

    @takes(plan=MAYBE_NAME)
    def pairs_to_tell(self, plan: str | None = None) -> float:
        """Return about how many pairs tell the profit difference from zero, if it is as found."""
        profit = self.values(plan)["profit"]
        return pairs_for(self.half_width(plan), self.pairs, abs(float(profit.mean())))

    @takes(plan=NAME, other=NAME, outcome=NAME)
    def between(self, plan: str, other: str, outcome: str = "net_present_value") -> Estimate:
        """Return how much higher an outcome is under one plan than under another, pair by pair.

        Raises
        ------
        RippleError
            When a plan isn't there, or the outcome is not one whose mean is estimated.
        """
        known = {name for name, result in outcomes.BY_NAME.items() if result.kind == "mean"}
        if outcome not in known:
            raise RippleError(
                "'{outcome}' is no outcome whose difference has a mean", outcome=outcome, hint=near(outcome, known)
            )
        difference = self.values(plan)[outcome] - self.values(other)[outcome]
        return estimate(outcomes.BY_NAME[outcome], difference)

    @cached_property
    def rank(self) -> Ranking:
        """How the plans, and going on without any (the last), stand by net present value."""
        present = [values["net_present_value"] for values in self._values]
        return rank(np.stack([*present, np.zeros(self.pairs)], axis=1))
