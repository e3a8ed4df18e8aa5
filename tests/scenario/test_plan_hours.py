"""Hours of staff that plans take, known in advance, and the parts in which their cost is told."""

import numpy as np
import pytest
from guarantees.worlds import small

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.scenario.levers import DRIVERS, PRACTICES
from ripple_sim.scenario.plan_costs import planned_cost, planned_hours, planned_seats
from ripple_sim.scenario.plans import Plan

COMPANY = small(units=3)
WEEKS = 30
DATES = {"start": 3, "ramp": 4, "duration": 9, "decay": 6}


def plan_of(*changes, **values):
    made = [{"lever": "coaching", "change": 0.2} | change for change in changes]
    return Plan.model_validate({"name": "a", "interventions": made, "weeks": WEEKS, **values})


def taken(scenario):
    """Return the hours that the running model takes from planned seats in all weeks."""
    world = build_population(scenario, 1, 0)
    plan = InterventionSchedule(scenario, world)
    people = world.teams["planned"] + scenario.company.pay.manager_wage_ratio
    total = 0.0
    for world.week in range(WEEKS):
        plan.apply(world)
        total += float(np.float64(people) @ np.float64(world.teams["attention_hours"]))
    return total


@pytest.mark.parametrize("lever", DRIVERS + PRACTICES, ids=lambda lever: lever.name)
def test_hours_known_in_advance_are_those_the_model_takes(lever):
    change = {"lever": lever.name, "change": 0.7 * (lever.high - lever.level), **DATES}
    other = "pride" if lever.name == "trust" else "trust"
    beside = {"lever": other, "start": 5, "attention_hours": 0.5, "reach": {"units": [2]}}
    plan = plan_of(change, beside)
    baseline, planned = plan.baseline(COMPANY), plan.applied(COMPANY)
    hours = planned_hours(baseline, planned)
    assert hours.hours == pytest.approx(taken(planned) - taken(baseline), rel=1e-4)
    company = COMPANY.company
    hourly = company.pay.wage_per_year / 52 / company.staffing.hours_per_week
    assert hours.at_wage == pytest.approx(hourly * hours.hours)


def test_a_plan_is_told_its_parts_and_the_hours_beside_them():
    plan = plan_of(
        {"lever": "pay", "change": 0.1}, {"lever": "slack", "change": 0.25}, {"one_off_cost": 900.0}, budget=1_000_000
    )
    check = plan.check_budget(COMPANY)
    parts = check.parts
    assert parts.total == pytest.approx(check.cost.total)
    assert min(parts.programmes, parts.raises, parts.seats, parts.hours_at_wage) > 0
    alone = plan_of({"lever": "pay", "change": 0.1})
    assert parts.raises == pytest.approx(alone.planned_cost(COMPANY).wages)
    said = check.say()
    for words in (
        "for programmes",
        "for pay raised",
        "for seats opened",
        "filled at once",
        "staff hours worth EUR",
        "within its budget",
    ):
        assert words in said


def test_seats_are_what_is_left_of_the_wages_without_raises():
    plan = plan_of({"lever": "slack", "change": -0.2})
    baseline, planned = plan.baseline(COMPANY), plan.applied(COMPANY)
    assert planned_seats(baseline, planned) == planned_cost(baseline, planned).wages < 0
    assert planned_seats(baseline, plan_of({}).applied(COMPANY)) == 0
