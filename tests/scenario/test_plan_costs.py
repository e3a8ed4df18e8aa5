"""What plans cost in advance, and the words for whom they reach, when and for how much."""

import pytest
from guarantees.worlds import small

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import DRIVERS, PRACTICES
from ripple_sim.scenario.plans import Plan

COMPANY = small(units=3)
LOWEST = {"lowest": "engagement", "share": 0.5}


def plan_of(*changes, **values):
    made = [Intervention(**({"lever": "coaching", "change": 0.2} | change)) for change in changes]
    return Plan(name="a", interventions=tuple(made), **values)


def spent(scenario, weeks):
    """Return what the running model books for levers and interventions in some weeks."""
    world = build_population(scenario, 1, 0)
    plan = InterventionSchedule(scenario, world)
    total = 0.0
    for world.week in range(weeks):
        plan.apply(world)
        total += world.ledger["programme_spending"].sum()
    return total


@pytest.mark.parametrize("lever", DRIVERS + PRACTICES, ids=lambda lever: lever.name)
def test_costs_of_levers_are_those_the_model_books(lever):
    dates = {"start": 3, "ramp": 4, "duration": 9, "decay": 6}
    costs = {"weekly_cost": 10, "one_off_cost": 99}
    change = {"lever": lever.name, "change": 0.7 * (lever.high - lever.level)} | dates | costs
    other = "pride" if lever.name == "trust" else "trust"
    beside = {"lever": other, "start": 5, "reach": {"units": (2,)}}
    plan = plan_of(change, beside, weeks=30)
    cost = plan.planned_cost(COMPANY)
    booked = spent(plan.applied(COMPANY), 30) - spent(plan.baseline(COMPANY), 30)
    assert cost.one_off + cost.weekly + cost.levers == pytest.approx(booked, rel=1e-4, abs=0.05)
    assert (cost.one_off, cost.weekly) == (99, 90)


def test_pay_and_seats_cost_wages():
    payroll = (COMPANY.heads() + COMPANY.teams() * COMPANY.company.pay.manager_wage_ratio) * 40_000
    raised = plan_of({"lever": "pay", "change": 0.1}, weeks=52).planned_cost(COMPANY)
    assert raised.total == pytest.approx(0.1 * payroll)
    fewer = plan_of({"lever": "slack", "change": -0.2}, weeks=52).planned_cost(COMPANY)
    assert fewer.wages < 0


def test_costs_of_chosen_teams_are_an_estimate_by_their_share():
    everybody = plan_of({}, weeks=52).planned_cost(COMPANY)
    half = plan_of({"reach": LOWEST}, weeks=52).planned_cost(COMPANY)
    assert half.estimated
    assert not everybody.estimated
    assert half.levers == pytest.approx(0.5 * everybody.levers, rel=0.2)
    unit = plan_of({"lever": "transparency", "reach": {"lowest": "satisfaction", "share": 0.3}})
    one = plan_of({"lever": "transparency", "reach": {"units": (1,)}})
    assert unit.planned_cost(COMPANY).total == pytest.approx(one.planned_cost(COMPANY).total)


def test_a_budget_holds_to_the_last_cent():
    change = {"one_off_cost": 5000.0, "change": 0.0}
    exact, short = (plan_of(change, budget=budget, weeks=9) for budget in (5000.0, 4999.99))
    assert exact.check_budget(COMPANY).holds
    assert not short.check_budget(COMPANY).holds
    assert "more than its budget of EUR 4,999.99" in short.say(COMPANY)
    assert plan_of(change).check_budget(COMPANY).holds


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reach": {"units": (1, "unit 3")}}, "in unit 1 and unit 3. It begins in the first week and stays."),
        ({"reach": {"teams": (2, 3)}}, "for teams 2 and 3"),
        ({"reach": {"functions": ("buying",)}}, "for the people in buying"),
        (
            {"reach": {"roles": ("frontline",), "units": (2,), "lowest": "leadership", "share": 0.25}},
            "for the 25 % of the teams of the frontline with the lowest leadership in unit 2",
        ),
        (
            {"lever": "transparency", "reach": {"highest": "satisfaction", "share": 0.5}},
            "for the 50 % of the units with the highest customers' satisfaction",
        ),
        ({"ramp": 26, "duration": 13}, "in the first week and is stopped 3 months later, before it is fully built up."),
        ({"duration": 52, "decay": 5}, "and lasts 1 year. It fades over 5 weeks in the end."),
        ({"change": -0.2}, "Manager coaching goes down by 0.2 for everybody. It begins in the first week"),
        ({"lever": "slack", "change": -0.2}, "The plan saves EUR "),
        ({"weekly_cost": 200}, "It costs EUR 200 a week while it runs."),
        ({"reach": LOWEST}, "The plan costs about EUR "),
    ],
)
def test_whom_when_and_for_how_much(change, words):
    assert words in plan_of(change).say(COMPANY)
