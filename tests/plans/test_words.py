"""A plan in one sentence, and its cost known in advance."""

import numpy as np
from hypothesis import given, settings

from plans.made import COMPANY, TEXT, plans
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.scenario.problems import ScenarioError


def test_a_plan_is_told_in_one_sentence():
    sentence = parse_plan(TEXT).say(COMPANY)
    for words in (
        "Coaching, then pay: manager coaching up by 0.4 for the frontline, after 4 weeks, "
        "for 6 months, taking 0.16 hours a week from each of them; ",
        "pay (pay against the market up by 0.05 for everybody, after 30 weeks); ",
        "with or without the plan ",
        "0.3 share of customers per year",
        "service recovery is 0.2",
        "demand wave of 0.5 share of demand everywhere, after 10 weeks; it costs EUR ",
        "known in advance, in 104 weeks",
        "budget of EUR 100,000.",
    ):
        assert words in sentence
    assert "\n" not in sentence


@settings(deadline=None, max_examples=30)
@given(plans())
def test_every_plan_that_fits_has_a_sentence_and_a_finite_cost(plan):
    plan = plan.model_copy(update={"context": {}})
    try:
        plan.applied(COMPANY)
    except ScenarioError:
        return
    assert len(plan.say(COMPANY).splitlines()) == 1
    assert np.isfinite(plan.planned_cost(COMPANY).total)
