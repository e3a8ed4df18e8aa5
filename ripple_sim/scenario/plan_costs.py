"""What a plan costs as far as it can be known in advance, and whether its budget holds that.

The company's own rules are followed on paper: every planned seat filled, nobody working overtime.
What follows from the plan in a run (fewer leavers to replace, more overtime) is its effect.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ripple_sim.scenario.interventions import Intervention, Reach
from ripple_sim.scenario.levers import BY_NAME, Lever
from ripple_sim.scenario.plan_reach import seats_at
from ripple_sim.scenario.plan_words import CostParts
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario
from ripple_sim.wording import ENGLISH, Wording, plural, sentences

_WAGES = ("pay", "slack")

# Whether a plan saves money, and whether that is estimated; in one week, and in several.
COSTS = {
    (False, False): plural(
        "The plan costs {amount}, known in advance, in {number} week.",
        "The plan costs {amount}, known in advance, in {number} weeks.",
    ),
    (False, True): plural(
        "The plan costs about {amount}, known in advance, in {number} week.",
        "The plan costs about {amount}, known in advance, in {number} weeks.",
    ),
    (True, False): plural(
        "The plan saves {amount}, known in advance, in {number} week.",
        "The plan saves {amount}, known in advance, in {number} weeks.",
    ),
    (True, True): plural(
        "The plan saves about {amount}, known in advance, in {number} week.",
        "The plan saves about {amount}, known in advance, in {number} weeks.",
    ),
}


@dataclass(frozen=True)
class PlannedCost:
    """Costs beyond the baseline's over the whole horizon, undiscounted, in the currency.

    Attributes
    ----------
    one_off, weekly
        What interventions cost by themselves, at their start and while they run.
    levers
        Running cost of the levers moved, a share of the payroll they reach.
    wages
        Pay raised, and seats opened or closed, as if every seat were filled.
    estimated
        Whether only a run tells whom some of it reaches; an even sample of the teams or units to
        choose among stands in for them.
    """

    one_off: float
    weekly: float
    levers: float
    wages: float
    estimated: bool = False

    @property
    def total(self) -> float:
        """The sum of all."""
        return self.one_off + self.weekly + self.levers + self.wages


@dataclass(frozen=True)
class BudgetCheck:
    """A plan's cost known in advance beside its budget.

    Attributes
    ----------
    cost, budget, currency, weeks
        The cost; the budget, None where there is none; the currency of both, and the horizon.
    seats
        What of the wages is that of seats opened or closed; the rest is pay raised or lowered.
    hours_at_wage
        What the hours of staff that it takes are worth at the wage; no part of the cost.
    """

    cost: PlannedCost
    budget: float | None
    currency: str
    weeks: int
    seats: float = 0.0
    hours_at_wage: float = 0.0

    @property
    def parts(self) -> CostParts:
        """The cost in the parts in which a comparison tells it."""
        cost = self.cost
        programmes = cost.one_off + cost.weekly + cost.levers
        return CostParts(programmes, cost.wages - self.seats, self.seats, self.hours_at_wage)

    @property
    def holds(self) -> bool:
        """Whether the cost stays within the budget."""
        return self.budget is None or self.cost.total <= self.budget

    def say(self, words: Wording = ENGLISH) -> str:
        """Return the cost and its parts, and whether the budget holds it."""
        total = self.cost.total
        one, many = COSTS[total < 0, self.cost.estimated]
        known = words.count(one, many, self.weeks, amount=words.amount(round(abs(total)), self.currency))
        known = sentences(words, known, self.say_parts(words))
        if self.budget is None:
            return known
        budget = words.amount(self.budget, self.currency)
        if self.holds:
            holds = words.say("The cost is within its budget of {budget}.", budget=budget)
        else:
            holds = words.say("The cost is more than its budget of {budget}.", budget=budget)
        return sentences(words, known, holds)

    def say_parts(self, words: Wording = ENGLISH) -> str:
        """Return what the cost is made up of, and the hours taken beside it."""
        parts = self.parts
        seats = (
            ""
            if abs(parts.seats) < 1
            else words.say(
                "Seats opened are counted as if they were filled at once and seats closed as if they "
                "were empty at once; nobody is dismissed, and some who come stay."
            )
        )
        return sentences(words, parts.say(self.currency, words), seats)


def planned_cost(baseline: Scenario, planned: Scenario) -> PlannedCost:
    """Return what the planned scenario costs beyond the baseline, as far as known in advance."""
    moved = [BY_NAME[name] for name in sorted({i.lever for i in planned.interventions})]
    ours, theirs = _costs(planned, moved), _costs(baseline, moved)
    one_off, weekly, levers, wages = (a - b for a, b in zip(ours, theirs, strict=True))
    estimated = any(i.reach.measure for i in planned.interventions)
    return PlannedCost(one_off, weekly, levers, wages, estimated)


def planned_seats(baseline: Scenario, planned: Scenario) -> float:
    """Return what of the planned wages is that of seats opened, less that of seats closed.

    Pay raised is counted for the seats of the baseline, as it is when it is measured.
    """
    others = tuple(i for i in planned.interventions if i.lever != "slack")
    if len(others) == len(planned.interventions):
        return 0.0
    kept = planned.model_copy(update={"interventions": others})
    wages = [planned_cost(baseline, one).wages for one in (planned, kept)]
    return wages[0] - wages[1]


def _costs(scenario: Scenario, moved: Iterable[Lever]) -> tuple[float, float, float, float]:
    interventions, weeks = scenario.interventions, range(scenario.weeks)
    one_off = math.fsum(i.one_off_cost for i in interventions if i.start in weeks)
    weekly = math.fsum(i.weekly_cost * sum(i.running(week) for week in weeks) for i in interventions)
    levers, wages = [], []
    alike = alike_teams(scenario)
    for strengths, count in Counter(tuple(i.strength(week) for i in interventions) for week in weeks).items():
        for (planned, reached), teams in alike.items():
            levels = {lever.name: level_of_team(scenario, lever, strengths, reached) for lever in moved}
            for_levers, for_wages = _of_team(scenario, planned, levels)
            levers.append(count * teams * for_levers)
            wages.append(count * teams * for_wages)
    return one_off, weekly, math.fsum(levers), math.fsum(wages)


def alike_teams(scenario: Scenario) -> Counter[tuple[int, tuple[bool, ...]]]:
    """Count the teams of one size that the same interventions reach.

    Each is the planned seats, and for each intervention whether it reaches the team.
    """
    reached = [_stand_in(scenario, i) for i in scenario.interventions]
    sizes = [planned for _, _, planned in scenario.team_sizes()]
    return Counter((planned, tuple(of_one[team] for of_one in reached)) for team, planned in enumerate(sizes))


def _stand_in(scenario: Scenario, intervention: Intervention) -> list[bool]:
    reach = intervention.reach
    among = scenario.teams_reached(reach)
    if not reach.measure:
        return among
    if BY_NAME[intervention.lever].reach == "team":
        kept = _even(reach, [team for team, fits in enumerate(among) if fits])
        return [team in kept for team in range(len(among))]
    centre = scenario.company.structure.units
    units = [unit for unit, _, _ in scenario.team_sizes()]
    fitting = {unit for unit, fits in zip(units, among, strict=True) if fits and unit != centre}
    kept = _even(reach, sorted(fitting))
    return [unit in kept for unit in units]


def _even(reach: Reach, among: Sequence[int]) -> set[int]:
    """Return as many of the given as a reach keeps, evenly spread."""
    count = reach.chosen(len(among))
    return {among[i * len(among) // count] for i in range(count)}


def level_of_team(scenario: Scenario, lever: Lever, strengths: tuple[float, ...], reached: tuple[bool, ...]) -> float:
    """Return a lever's level in a team, given each intervention's strength and reach."""
    company = scenario.company
    levels = company.drivers if lever.group == "driver" else company.practices
    level: float = getattr(levels, lever.name).level
    for i, strength, reaches in zip(scenario.interventions, strengths, reached, strict=True):
        if reaches and i.lever == lever.name:
            level += i.change * strength
    return min(max(level, lever.low), lever.high)


def _of_team(scenario: Scenario, planned: int, levels: dict[str, float]) -> tuple[float, float]:
    """Return a team's weekly cost of levers and its wages, of which only differences count."""
    pay, growth = scenario.company.pay, scenario.behaviour.finance.driver_cost_growth
    wage = pay.wage_per_year / WEEKS_PER_YEAR
    payroll = wage * (planned + pay.manager_wage_ratio)
    for_levers = 0.0
    for name, level in levels.items():
        lever = BY_NAME[name]
        terms = scenario.terms(name)
        extra = level - terms.ordinary
        if lever.group == "driver" and growth > 0:
            extra = math.expm1(growth * extra) / growth
        for_levers += terms.cost * extra * payroll
    practices = scenario.company.practices
    paid, slack = (levels.get(name, getattr(practices, name).level) for name in _WAGES)
    return for_levers, wage * (seats_at(planned, slack) + pay.manager_wage_ratio) * paid


def money(currency: str, amount: float) -> str:
    """Return an amount as people write it, cents only where there are any."""
    return f"{currency} {amount:,.{0 if amount == round(amount) else 2}f}"


@dataclass(frozen=True)
class PlannedHours:
    """Hours of staff beyond the baseline's over the horizon, a manager's as many as the wage buys.

    Attributes
    ----------
    hours
        How many.
    at_wage
        What they are worth at the wage, in currency. That wage is drawn anyway: it is no cost.
    """

    hours: float
    at_wage: float


def planned_hours(baseline: Scenario, planned: Scenario) -> PlannedHours:
    """Return the hours of staff that the planned scenario takes beyond the baseline."""
    company = baseline.company
    hours = _hours(planned) - _hours(baseline)
    hourly = company.pay.wage_per_year / WEEKS_PER_YEAR / company.staffing.hours_per_week
    practices: Any = company.practices  # declared from the levers
    return PlannedHours(hours, hours * hourly * float(practices.pay.level))


def _hours(scenario: Scenario) -> float:
    """Return the hours that programmes take beyond what the company's own levels take."""
    ours = scenario.interventions
    alike = alike_teams(scenario)
    weeks = Counter(
        (tuple(i.strength(week) for i in ours), tuple(i.running(week) for i in ours)) for week in range(scenario.weeks)
    )
    managers = scenario.company.pay.manager_wage_ratio
    return sum(
        count * teams * (planned + managers) * _of_person(scenario, strengths, running, reached)
        for (strengths, running), count in weeks.items()
        for (planned, reached), teams in alike.items()
    )


def _of_person(
    scenario: Scenario, strengths: tuple[float, ...], running: tuple[bool, ...], reached: tuple[bool, ...]
) -> float:
    hours = 0.0
    still = (0.0,) * len(strengths)
    for name in sorted({i.lever for i in scenario.interventions}):
        terms = scenario.terms(name)
        if terms.hours:
            level, usual = (
                max(level_of_team(scenario, BY_NAME[name], strong, reached) - terms.ordinary, 0.0)
                for strong in (strengths, still)
            )
            hours += terms.hours * (level - usual)
    programmes = set()
    for place, i in enumerate(scenario.interventions):
        if reached[place]:
            hours += i.attention_hours * strengths[place]
            if running[place] and _takes_hours(scenario, i):
                programmes.add(i.name or place)
    overload = scenario.behaviour.leaders.initiative_overload
    return hours + overload * max(len(programmes) - 1, 0) * max(hours, 0.0)


def _takes_hours(scenario: Scenario, one: Intervention) -> bool:
    return one.attention_hours + scenario.terms(one.lever).hours * max(one.change, 0.0) > 0
