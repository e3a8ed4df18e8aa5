"""Changes that round to nothing: no seat opened or closed, no manager lost."""

import re

import pytest
from guarantees.worlds import small
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_costs import planned_cost
from ripple_sim.scenario.plan_reach import seats_at, smallest_change
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import ScenarioError

COMPANY = small(units=3)
SLACK = BY_NAME["slack"]


def slack_of(change, **values):
    return Plan(name="staff", interventions=(Intervention(lever="slack", change=change, **values),))


def refusal(plan, company=COMPANY):
    with pytest.raises(ScenarioError) as caught:
        plan.applied(company)
    return str(caught.value)


def test_a_change_that_opens_no_seat_is_refused_with_the_smallest_that_does():
    said = refusal(slack_of(0.012), load("bakery"))
    assert "opens no seat" in said
    least = float(re.search(r"the smallest change that opens one is ([\d.]+)", said)[1])
    slack_of(least).applied(load("bakery"))
    assert "opens no seat" in refusal(slack_of(least - 0.001), load("bakery"))


def test_a_change_that_closes_no_seat_is_refused_likewise():
    said = refusal(slack_of(-0.012), load("bakery"))
    least = float(re.search(r"the smallest change that closes one is (-[\d.]+)", said)[1])
    slack_of(least).applied(load("bakery"))


def test_the_full_strength_counts_of_what_is_built_up():
    slack_of(0.2, ramp=50).applied(COMPANY)
    assert "opens no seat" in refusal(slack_of(0.2, ramp=50, duration=1))
    slack_of(0.0).applied(COMPANY)


def test_a_study_that_varies_a_plan_may_meet_it():
    assert slack_of(0.0001).applied(COMPANY, may_do_nothing=True).interventions


def test_half_a_manager_is_not_lost():
    plan = Plan(name="loss", shocks=(Shock(kind="manager_loss", size=0.3),))
    assert "write a size of 1" in refusal(plan)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 60), st.floats(SLACK.low, SLACK.high), st.booleans())
def test_the_smallest_change_moves_a_seat_and_less_does_not(planned, slack, upwards):
    least = smallest_change(planned, slack, upwards)
    if least is None:
        end = SLACK.high if upwards else SLACK.low
        assert seats_at(planned, end) == seats_at(planned, slack)
        return
    assert seats_at(planned, slack + least) != seats_at(planned, slack)
    assert seats_at(planned, slack + 0.999 * least - (0.0001 if upwards else -0.0001)) == seats_at(planned, slack)


@settings(max_examples=100, deadline=None)
@given(st.floats(-0.45, 0.45), st.integers(0, 30), st.none() | st.integers(1, 40))
def test_no_plan_on_seats_is_called_free_that_moves_none(change, ramp, duration):
    plan = slack_of(change, ramp=ramp, duration=duration)
    try:
        plan.applied(COMPANY)
    except ScenarioError as problem:
        assert "no seat" in str(problem)  # noqa: PT017
        planned = plan.applied(COMPANY, may_do_nothing=True)
        assert planned_cost(COMPANY, planned).wages == pytest.approx(0, abs=1e-3)
    else:
        assert change == 0 or abs(plan.planned_cost(COMPANY).wages) > 1
