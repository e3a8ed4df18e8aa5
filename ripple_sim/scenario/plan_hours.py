"""What hours of staff a plan takes as far as it can be known in advance, and what they are worth.

On paper, as costs are (:mod:`ripple_sim.scenario.plan_costs`): every planned seat filled. The rule
is that of ``InterventionSchedule`` in :mod:`ripple_sim.model.intervention_schedule`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_costs import alike_teams, level_of_team
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario


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
