"""A word moves a choice by the room there is: good ones by what is missing, bad ones by what is."""

import numpy as np
import pytest
from guarantees.situations import Situation, usual_parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.rules.loyalty import join_or_wait
from ripple_sim.scenario.files import load

USUAL = usual_parameters(load("retail-branches"))
K = float(USUAL["join_of_word"][0])
winnings = st.floats(0.05, 3.0)
words = st.floats(0.1, 2.0)


def chance_a_week(winning, heard, standing=0):
    """Return the chance to join: the largest draw that still does, by halving."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        s = Situation(np.random.default_rng(1), USUAL, anything=False)
        s.member["standing"], s.member["heard"] = standing, heard
        s.p["winning_per_year"] = winning
        draw = np.float32(middle)
        if join_or_wait(s.member[0], s.unit[0], s.unit_lever[0], s.p[0], draw):
            low = middle
        else:
            high = middle
    return low


@settings(deadline=None, max_examples=25)
@given(winnings, words)
def test_a_good_word_adds_and_a_bad_one_takes_its_part(winning, heard):
    usual = chance_a_week(winning, 0)
    assert chance_a_week(winning, heard) - usual == pytest.approx(K * heard / 52, rel=1e-3)
    assert chance_a_week(winning, -heard) == pytest.approx(usual * (1 - K * heard), rel=1e-3)


@settings(deadline=None, max_examples=10)
@given(words)
def test_unlikely_choices_have_room_for_good_and_likely_ones_for_bad(heard):
    def moved(winning, word):
        usual, other = (1 - (1 - chance_a_week(winning, w)) ** 52 for w in (0, word))
        return abs(other - usual)

    assert moved(0.1, heard) > moved(2.0, heard)
    assert moved(2.0, -heard) > moved(0.1, -heard)
    assert moved(0.1, heard) > moved(0.1, -heard)


def test_the_lapsed_come_back_with_the_part_win_back_of_either_chance():
    back = float(USUAL["win_back"][0])
    for heard in (-1.0, 0.0, 1.0):
        assert chance_a_week(0.4, heard, standing=2) == pytest.approx(back * chance_a_week(0.4, heard), rel=1e-3)
