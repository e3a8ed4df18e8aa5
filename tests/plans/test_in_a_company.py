"""A plan laid on a company: its context, what it adds, and what it can't mean."""

import pytest

from plans.made import COMPANY, TEXT
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.plans import Plan, parse_plan
from ripple_sim.scenario.problems import ScenarioError


def test_without_context_the_baseline_is_the_company():
    plan = Plan(name="a", interventions=(Intervention(lever="pay", change=0.1),))
    assert plan.baseline(COMPANY) == COMPANY


def test_the_context_stands_in_the_baseline_and_in_the_plan():
    plan = parse_plan(TEXT)
    usual, planned = plan.baseline(COMPANY), plan.applied(COMPANY)
    assert planned.with_values({"interventions": ()}) == usual
    assert usual.weeks == 104
    assert usual.market.churn_per_year == 0.3
    assert usual.shocks == plan.context_shocks
    assert planned.interventions == plan.interventions


def test_a_plan_adds_to_what_a_company_does_already():
    does = Intervention(lever="coaching", change=0.1)
    busy = COMPANY.with_values({"interventions": [does.model_dump()]})
    shock = Shock(kind="flu", size=0.2)
    plan = Plan(name="a", interventions=(does,), shocks=(shock,))
    assert plan.applied(busy).interventions == (does, does)
    assert plan.applied(busy).shocks == (shock,)
    assert plan.baseline(busy) == busy


def refused(*changes, **values):
    with pytest.raises(ScenarioError) as caught:
        plan_of(*changes, **values).applied(COMPANY)
    return str(caught.value)


def plan_of(*changes, **values):
    made = [Intervention(**({"lever": "coaching", "change": 0.2} | change)) for change in changes]
    return Plan(name="a", interventions=tuple(made), **values)


def test_dates_beyond_the_horizon_are_refused():
    assert "start is 60, and the last week is 59" in refused({"start": 60}, weeks=60)
    plan_of({"start": 59}, weeks=60).applied(COMPANY)


def test_what_never_ends_does_not_fade():
    assert "never ends" in refused({"decay": 4, "name": "coach"})


LOWEST = {"lowest": "engagement", "share": 0.5}
HIGHEST = {"highest": "engagement", "share": 0.5}
OVERLAPS = [
    ({}, {}),
    ({"start": 3, "duration": 5}, {"start": 7}),
    ({"reach": {"units": (1, 2)}}, {"reach": {"units": ("unit 2",)}}),
    ({"reach": {"roles": ("central",)}}, {"reach": {"functions": ("buying",)}}),
    ({"reach": LOWEST}, {"reach": {"units": (1,)}}),
    ({"reach": LOWEST}, {"reach": LOWEST}),
    ({"reach": LOWEST}, {"reach": HIGHEST, "start": 1}),
    ({"reach": LOWEST}, {"reach": HIGHEST | {"share": 0.7}}),
]
BESIDE = [
    ({"start": 3, "duration": 5, "decay": 9}, {"start": 8}),
    ({"reach": {"units": (1,)}}, {"reach": {"units": (2, 3)}}),
    ({"reach": {"roles": ("frontline",)}}, {"reach": {"functions": ("buying",)}}),
    ({"reach": LOWEST}, {"reach": HIGHEST | {"share": 0.45}}),
    ({}, {"lever": "empathy_training"}),
]


@pytest.mark.parametrize(("one", "other"), OVERLAPS)
def test_one_lever_moved_twice_for_the_same_people_is_refused(one, other):
    for pair in ((one, other), (other, one)):
        assert "both move manager coaching for the same people" in refused(*pair)


@pytest.mark.parametrize(("one", "other"), BESIDE)
def test_changes_beside_each_other_are_allowed(one, other):
    assert len(plan_of(one, other).applied(COMPANY).interventions) == 2
