"""A plan in plain words, and its cost known in advance."""

import numpy as np
from hypothesis import given, settings

from plans.made import COMPANY, TEXT, plans
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.scenario.problems import ScenarioError


def test_a_plan_is_told_in_whole_sentences():
    sentence = parse_plan(TEXT).say(COMPANY)
    for words in (
        "Coaching, then pay: Manager coaching goes up by 0.4 for the frontline. It begins after 4 "
        "weeks and lasts 6 months. It takes 0.16 hours a week from each person reached. ",
        "pay: Pay against the market goes up by 0.05 for everybody. It begins after 30 weeks and stays. ",
        "With or without the plan: ",
        "0.3 share of customers per year.",
        "Service recovery is 0.2.",
        "Demand wave: 0.5 share of demand everywhere. It begins after 10 weeks and stays. The plan costs EUR ",
        "known in advance, in 104 weeks.",
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
