"""What searches and sweeps say in another language: no word of it bypasses the catalogue."""

import dataclasses

import numpy as np
import pytest

import ripple_sim as rs
from ripple_sim.app.words import words_in
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.study.discover.boxes import Box, Limit, Share
from ripple_sim.study.discover.result import Condition
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.messages import value_in_words

from .made_up import bypassed, made_up

NAMES = ("coaching-everywhere", "Coaching everywhere", "bakery", "two", "lift", "EUR")
ENGLISH_OF_THE_PAGE = words_in("en")
TWO = parse_plan(
    """
name = "two"
budget = 9_000
[[interventions]]
name = "lift"
lever = "coaching"
change = 0.4
start = 2
[[interventions]]
lever = "skills_training"
change = 1.0
start = 2
"""
)


def assert_translated(found):
    words = made_up()
    assert not bypassed(found.say(words=words), *NAMES)
    assert found.say(words=ENGLISH_OF_THE_PAGE) == found.say()
    if hasattr(found, "conditions"):
        for said in found.conditions(words):
            assert not bypassed(said, *NAMES)
        assert found.conditions(ENGLISH_OF_THE_PAGE) == found.conditions()


@pytest.mark.parametrize("plan", [None, "coaching-everywhere"])
def test_where_something_happens(plan):
    over = {"market.churn_per_year": (0.05, 0.4), "market.wallet_per_week": (5.0, 20.0)}
    found = rs.discover("bakery", plan, over=over, n=20, horizon=6, replications=1, below=0)
    limits = (Limit("market.churn_per_year", 0.12), Limit("market.wallet_per_week", 6.0, 9.5))
    box = Box(limits, Share(17, 20), Share(199, 200), Share(3, 4), Share(3, 4))
    unknown = Box(limits[:1], Share(0, 0), Share(0, 0), Share(3, 4), Share(3, 4))
    for boxes in ((), (box,), (box, box), (unknown, box, box)):
        for side, share in (("below", None), ("above", None), ("below", 0.2), ("above", 0.2)):
            condition = Condition(found.question, side, 1.5, share)
            assert_translated(dataclasses.replace(found, boxes=boxes, condition=condition))
    values = np.where(np.arange(len(found.values)) < 2, np.nan, found.values)
    assert_translated(dataclasses.replace(found, values=values))


def test_a_budget_split_anew():
    found = rs.optimise("bakery", TWO, trials=6, replications=2, pairs=3, horizon="3 months")
    for aim in ("engagement", "burnt_out"):
        for burnt_out in (None, 0.5, 60.0):
            assert_translated(dataclasses.replace(found, aim=aim, burnt_out=burnt_out))


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("share of customers per year", 0.125, "12.5 % of customers per year"),
        ("share", 0.5, "50 %"),
        ("EUR/year", 20_000.0, "EUR 20,000 a year"),
        ("EUR", 0.45, "EUR 0.45"),
        ("weeks", 1, "1 week"),
        ("weeks", 4, "4 weeks"),
        ("0 to 1", 0.4567, "0.457"),
        ("", "lift", "'lift'"),
    ],
)
def test_values_of_factors(unit, value, said):
    factor = Factor("path", "Label", unit, "uncertainty", 0, 1)
    assert value_in_words(factor, value) == said
    assert not bypassed(value_in_words(factor, value, made_up()), *NAMES)
