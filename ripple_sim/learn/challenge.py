"""A challenge as its file states it: a company, a budget, what may be done, how it is scored."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from ripple_sim.learn.checks import Company, FactId, Metric, Name, Text, Title
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.interventions import Intervention, Reach, Shock
from ripple_sim.scenario.parameters import Count, Section, number
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import UnfitError
from ripple_sim.scenario.quantities import SettingsOf
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import row_of

PARTS = ("profit", "loyalty", "well_being", "foresight")


class Offer(Section):
    """Something that may be done: a lever, its full size, and what it costs beyond the lever."""

    name: Name
    title: Title
    says: Text
    lever: str = Field(..., description="The driver or practice that is moved")
    change: float = Field(..., allow_inf_nan=False, description="Added at full size")
    one_off_cost: float = number(0, "currency", 0, 1e9, "Paid once, at full size", "assumption", "given")
    weekly_cost: float = number(0, "currency/week", 0, 1e8, "Paid while it runs, at full size", "assumption", "given")
    ramp: Annotated[int, Count] = number(0, "weeks", 0, 52, "Weeks to full size", "assumption", "given")
    decay: Annotated[int, Count] = number(0, "weeks", 0, 52, "Weeks until nothing is left", "assumption", "given")
    sizes: tuple[Annotated[int, Count], ...] = Field(
        (25, 50, 75, 100), min_length=1, max_length=8, description="Shares of full size, in %"
    )
    reach: Reach = Reach()

    def move(self, start: int, weeks: int, size: float) -> Intervention:
        """Return it as an intervention for some weeks, at a share of its full size."""
        return Intervention(
            name=self.title,
            lever=self.lever,
            change=self.change * size,
            one_off_cost=self.one_off_cost * size,
            weekly_cost=self.weekly_cost * size,
            ramp=self.ramp,
            decay=self.decay,
            reach=self.reach,
            start=start,
            duration=weeks,
        )

    @model_validator(mode="after")
    def _can_be_done(self) -> Offer:
        if not all(1 <= size <= 100 for size in self.sizes):
            raise UnfitError("sizes of '{offer}' must lie between 1 and 100 %", offer=self.name)
        self.move(0, QUARTER, 1.0)  # refuses what is no lever, or beyond its range
        return self


class Scoring(Section):
    """What points are given for. Differences are those to the twin that nothing was done to."""

    profit: float = number(40, "points", 0, 100, "Points for profit", "the rules", "given")
    loyalty: float = number(20, "points", 0, 100, "Points for loyalty", "the rules", "given")
    well_being: float = number(25, "points", 0, 100, "Points for well-being", "the rules", "given")
    foresight: float = number(15, "points", 0, 100, "Points for foresight", "the rules", "given")
    profit_none: float = number(
        ..., "currency", -1e9, 1e9, "Profit difference that earns nothing", "the rules", "given"
    )
    profit_full: float = number(..., "currency", -1e9, 1e9, "Profit difference that earns all", "the rules", "given")
    loyalty_metric: Metric = "cnps"
    loyalty_none: float = number(0, "metric's unit", -1e6, 1e6, "Difference that earns nothing", "the rules", "given")
    loyalty_full: float = number(..., "metric's unit", -1e6, 1e6, "Difference that earns all", "the rules", "given")
    well_being_metric: Metric = "energy"
    well_being_floor: float = number(
        ..., "metric's unit", -1e6, 1e6, "Difference under which no quarter may fall", "the rules", "given"
    )
    forecast_metric: Metric = "profit"
    forecast_off: float = number(
        ..., "metric's unit", 1e-6, 1e9, "Error by which a forecast is worth nothing", "the rules", "given"
    )

    @model_validator(mode="after")
    def _makes_a_hundred(self) -> Scoring:
        total = sum(getattr(self, part) for part in PARTS)
        if abs(total - 100) > 1e-6:
            raise UnfitError(
                "score: {parts} make {points} points together; they must make 100", parts=row_of(PARTS), points=total
            )
        if self.profit_full == self.profit_none or self.loyalty_full == self.loyalty_none:
            raise UnfitError("score: what earns all and what earns nothing must differ")
        return self


class Challenge(Section):
    """One challenge. Frozen."""

    name: Name
    title: Title
    order: Annotated[int, Count] = number(100, "place", 0, 1000, "Place in the list", "the teacher's", "given")
    says: Text = Field(..., description="One sentence for the list")
    brief: tuple[Text, ...] = Field(..., min_length=1, max_length=6)
    base: Company
    quarters: Annotated[int, Count] = number(8, "quarters", 2, 16, "Quarters that are played", "assumption", "given")
    budget: float = number(..., "currency", 0, 1e12, "What may be spent in all", "assumption", "given")
    reruns: Annotated[int, Count] = number(50, "re-runs", 5, 200, "Hidden re-runs", "assumption", "given")
    debriefed: Annotated[int, Count] = number(
        12, "pairs", 5, 60, "Pairs that measure the effect of each decision", "assumption", "given"
    )
    report: tuple[Metric, ...] = Field(..., min_length=1, max_length=12)
    context: Annotated[dict[str, Any], SettingsOf(Scenario)] = Field(
        {}, description="Values of the company, by dotted path"
    )
    shocks: tuple[Shock, ...] = Field((), description="Shocks that hit the company in any case")
    offers: tuple[Offer, ...] = Field(..., min_length=1, max_length=16)
    score: Scoring
    facts: tuple[FactId, ...] = Field((), max_length=12)

    @property
    def weeks(self) -> int:
        """The horizon: a quarter before the first decision, and the quarters that are played."""
        return QUARTER * (self.quarters + 1)

    def offer(self, name: str) -> Offer | None:
        """Return an offer by its name, if there is one."""
        return next((offer for offer in self.offers if offer.name == name), None)

    def plan(self, moves: tuple[Intervention, ...], weeks: int | None = None) -> Plan:
        """Return what is done as a plan, in this challenge's context."""
        return Plan(
            name=self.name,
            title=self.title,
            base=self.base,
            weeks=self.weeks if weeks is None else weeks,
            budget=self.budget,
            context=self.context,
            context_shocks=self.shocks,
            interventions=moves,
        )

    @model_validator(mode="after")
    def _fits_together(self) -> Challenge:
        names = [offer.name for offer in self.offers]
        if len(set(names)) != len(names):
            raise UnfitError("two of the offers have one name; give them names that differ")
        return self
