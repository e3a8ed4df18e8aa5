"""A plan written step by step, without a browser."""

import numpy as np
import pytest

from ripple_sim.app.session import planning
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import Plan, load_plan, parse_plan, plan_names
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.writing import plan_to_toml

BAKERY, BRANCHES = load("bakery"), load("retail-branches")


def coached() -> Plan:
    return planning.with_lever(planning.own_plan(BAKERY, {}), BAKERY, "coaching")


def test_a_plan_of_ones_own_is_a_plan_file() -> None:
    plan = planning.changed(coached(), BAKERY, 0, {"duration": 52.0, "decay": 4, "change": 0.5})
    plan = planning.with_terms(plan, BAKERY, title="Coached bakers", budget=9_000, weeks=None)
    plan = planning.changed(plan, BAKERY, 0, {"reach": planning.reach_of("role:frontline")})
    assert parse_plan(plan_to_toml(plan)) == plan
    assert plan.interventions[0].duration == 52
    assert planning.without(plan, 0).interventions == ()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"start": 900}, "would start after the horizon: start is 900"),
        ({"decay": 4}, "never ends; give it a duration"),
        ({"ramp": -1}, "ramp is -1, but must be a number from 0 to 520"),
        ({"change": 5}, "more than the whole range"),
        ({"lever": "coachin"}, "did you mean 'coaching'?"),
        ({"reach": {"units": [40]}}, "is not one of 1 to"),
        ({"start": 2.5}, "whole number"),
    ],
)
def test_what_the_command_line_refuses_is_refused(values: dict, says: str) -> None:
    with pytest.raises(RippleError) as page:
        planning.changed(coached(), BAKERY, 0, values)
    assert says in str(page.value)


def test_one_lever_moved_twice_for_the_same_people_is_refused_until_one_ends() -> None:
    with pytest.raises(RippleError, match="both move manager coaching for the same people"):
        planning.with_lever(coached(), BAKERY, "coaching")
    ended = planning.changed(coached(), BAKERY, 0, {"start": 0, "duration": 4})
    assert len(planning.with_lever(ended, BAKERY, "coaching").interventions) == 2
    with pytest.raises(RippleError, match="did you mean 'coaching'"):
        planning.with_lever(coached(), BAKERY, "coachin")


def test_a_new_lever_moves_within_its_range() -> None:
    for company in (BRANCHES, BAKERY):  # in small teams a fifth of slack's range opens no seat
        for lever in planning.MOVABLE:
            plan = planning.with_lever(planning.own_plan(company, {}), company, lever)
            assert plan.interventions[0].change != 0


def test_whom_it_reaches_goes_there_and_back() -> None:
    for lever in ("coaching", "promise"):
        plan = planning.with_lever(planning.own_plan(BRANCHES, {}), BRANCHES, lever)
        keys = planning.reach_keys(BRANCHES, lever, plan.interventions[0].reach)
        assert ("role:frontline" in keys) == (lever == "coaching")
        for key in keys:
            reached = planning.changed(plan, BRANCHES, 0, {"reach": planning.reach_of(key)})
            assert planning.reach_key(reached.interventions[0].reach) == key
    odd = load_plan("one-bad-manager").interventions[0]
    assert planning.reach_keys(BRANCHES, odd.lever, odd.reach)[0] == planning.KEEP
    for bad in ("unit:999999999", "role:nobody", "lowest:", planning.KEEP):
        with pytest.raises(RippleError):
            planning.reach_of(bad)


@pytest.mark.parametrize("name", ["coaching-everywhere", "pay-cut", "skills-training"])
def test_the_cost_by_week_ends_at_the_cost_known_in_advance(name: str) -> None:
    plan = load_plan(name)
    costs = planning.cost_by_week(plan, BRANCHES)
    assert costs[-1] == pytest.approx(plan.planned_cost(BRANCHES).total)
    assert len(costs) == plan.weeks
    first = min(one.start for one in plan.interventions)
    np.testing.assert_array_equal(costs[:first], 0)


def test_names_never_meet() -> None:
    taken: dict[str, Plan] = {}
    for _ in range(3):
        plan = planning.own_plan(BAKERY, taken)
        assert plan.name not in taken
        assert plan.name not in plan_names()
        taken[plan.name] = plan
