"""The plans that come with the package: complete, within budget, one at least for each system."""

import pytest

from ripple_sim.scenario.files import load
from ripple_sim.scenario.plan_library import SYSTEMS
from ripple_sim.scenario.plans import load_plan, plan_names

SAME_MONEY = ("coaching-everywhere", "training-for-the-same-money", "pay-for-the-same-money")


@pytest.mark.parametrize("name", plan_names())
def test_every_bundled_plan_says_what_it_is_for_and_fits_its_company(name):
    plan = load_plan(name)
    assert plan.name == name
    assert plan.system in SYSTEMS
    assert all((plan.title, plan.asks, plan.works, plan.notice, plan.things_to_try))
    base = load(plan.base)
    assert plan.applied(base).interventions
    assert plan.check_budget(base).holds
    assert plan.say(base).endswith(".")


def test_every_system_has_a_plan():
    assert {load_plan(name).system for name in plan_names()} == set(SYSTEMS)


def test_sentences_to_notice_carry_no_numbers_that_could_go_stale():
    for name in plan_names():
        assert not any(sign.isdigit() for sentence in load_plan(name).notice for sign in sentence)


def test_the_plans_for_the_same_money_cost_the_same():
    costs = [load_plan(name).planned_cost(load(load_plan(name).base)).total for name in SAME_MONEY]
    assert max(costs) < 1.01 * min(costs)
