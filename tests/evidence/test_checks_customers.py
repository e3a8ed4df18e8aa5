"""Checks of customers: their measuring functions on small cases, and a number from every one."""

import math
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ripple_sim.evidence.checks import customer_twins, customers, word_of_mouth
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.model.records import CUSTOMER, LAPSED, MEMBER

CHECKS = customers.CHECKS + customer_twins.CHECKS + word_of_mouth.CHECKS


def members(**columns):
    rows = np.zeros(len(next(iter(columns.values()))), MEMBER)
    for name, values in columns.items():
        rows[name] = values
    return rows


def watched(*snapshots):
    return SimpleNamespace(snapshots=[SimpleNamespace(members=rows) for rows in snapshots])


# --------------------------------------------------------------- customers between snapshots


def before_and_after():
    """Four customers: stays, lapses, lapses and comes back, and a newcomer who wasn't there."""
    return watched(
        members(standing=[CUSTOMER, CUSTOMER, CUSTOMER, 0], tenure=[10, 200, 50, 8]),
        members(standing=[CUSTOMER, LAPSED, CUSTOMER, CUSTOMER], tenure=[23, 4, 2, 5]),
    )


def test_who_came_back_has_not_stayed():
    assert customers.stayed(before_and_after(), 0, 1).tolist() == [True, False, False, False]


def test_the_hazard_counts_customers_only():
    everybody = customers.hazard(before_and_after(), lambda m: m["tenure"] >= 0)
    settled = customers.hazard(before_and_after(), lambda m: m["tenure"] > 40)
    assert everybody == pytest.approx(2 / 3)
    assert settled == 1


def test_the_hazard_of_nobody_is_no_number():
    assert math.isnan(customers.hazard(before_and_after(), lambda m: m["tenure"] > 999))


def test_the_mean_week_leaves_the_first_snapshot_out():
    weeks = watched(*(members(spent=[k, 10.0 * k]) for k in (100, 1, 3)))
    assert customers.mean_week(weeks, lambda m: m["spent"], 0, 2).tolist() == [2, 20]


def test_contribution_takes_goods_and_contacts_that_came_about():
    o = SimpleNamespace(scenario=SimpleNamespace(market=SimpleNamespace(goods_share=0.4, cost_per_contact=2.0)))
    rows = members(spent=[100, 100, 0], contacts=[0, 3, 2], server=[-1, 5, -1])
    assert customers.contributed(o, rows) == pytest.approx([60, 54, 0])


# --------------------------------------------------------------------- stores with low turnover


def test_calm_stores_are_told_from_restless_ones_by_leavers_a_head():
    books = {
        "leavers": np.arange(10.0),
        "filled": np.full(10, 100.0),
        "revenue": np.array([8.0, 4, 1, 1, 1, 1, 1, 1, 1, 3]),
    }
    lab = SimpleNamespace(stores=SimpleNamespace(over_units=lambda of, year: books[of]))
    assert customers.calm_against_restless(lab, "revenue") == pytest.approx(3)


# ------------------------------------------------------------------------------ lifetime value


def test_lifetime_gain_of_a_level_flow_is_the_annuity():
    known = 100 * ((1 - 0.6 / 1.1) / (1 - 0.65 / 1.1) - 1)
    assert customers.lifetime_gain([7.0], 0.6) == pytest.approx(known)


@given(some.floats(0.5, 0.9), some.floats(1, 1e4))
def test_lifetime_gain_does_not_depend_on_the_currency(retention, rate):
    flow = np.array([1.0, 2.0, 2.5])
    assert customers.lifetime_gain(rate * flow, retention) == pytest.approx(customers.lifetime_gain(flow, retention))


@given(some.floats(0.5, 0.9))
def test_customers_who_grow_are_worth_more_to_keep(retention):
    growing = customers.lifetime_gain([1.0, 2.0, 3.0], retention)
    assert growing > customers.lifetime_gain([1.0], retention) > 0


# -------------------------------------------------------------------- attached, and thresholds


def test_attached_are_satisfied_and_above_the_middle_of_attachment():
    answers = SimpleNamespace(score={"satisfaction": np.array([0.2, 0.3, 0.8, 0.9, 0.8, 0.1])})
    attachment = np.array([0.9, 0.1, 0.8, 0.2, 0.7, 0.3])
    attached, satisfied = customers.attached_and_satisfied(answers, attachment)
    assert attached.tolist() == [False, False, True, False, True, False]
    assert satisfied.tolist() == [False, False, False, True, False, False]


def test_thresholds_that_sales_follow_say_more_than_means():
    crossing = np.array([0.0, 0.2, 0.0, 0.4, 0.1])
    mean = np.array([0.1, 0.0, 0.3, -0.1, -0.2])
    sales = -2 * crossing
    assert customers.better_by_thresholds(mean, crossing, sales) > 0
    assert customers.better_by_thresholds(crossing, mean, sales) < 0
    assert customers.better_by_thresholds(crossing, crossing, sales) == 0


# ------------------------------------------------------------------------- defections and mood


def test_the_worst_event_of_a_defection():
    none = np.nan
    failed = np.array([[True, False, False, False, False], [False] * 5])
    person = np.array([[0.9, 0.3, none, -0.1, none], [none, 0.0, 0.1, -0.2, none]])
    place = np.array([[0.1, 0.1, none, -0.3, none], [none, 0.2, 0.2, -0.1, none]])
    found = customer_twins.worst_events(failed, person, place)
    assert found.tolist() == ["failure", "person", "place", "none", "none"]


def test_mood_that_works_through_quality_alone_has_no_weight():
    mood, other = np.repeat([-1.0, 1.0], 4), np.tile([-1.0, 1.0], 4)
    quality = mood + other
    assert customer_twins.mood_beyond_quality(mood, quality, 3 * quality) == pytest.approx(0)
    assert customer_twins.mood_beyond_quality(mood, quality, quality - mood) > 0.5


def test_odds_of_falling_short():
    differ = np.arange(8) < 4
    short = np.array([True, True, True, True, True, False, False, False])
    assert customer_twins.odds_of_falling_short(short, differ) == pytest.approx(4.5 / 1.5)
    assert customer_twins.odds_of_falling_short(differ & False, differ) == 1


def test_twins_that_nobody_moves_stay_the_same():
    pair = customer_twins.by_hand(Laboratory(3), "bakery", 8)
    assert (pair.books[0] == pair.books[1]).all()
    assert (pair.usual.members == pair.moved.members).all()


def test_forces_are_held_beside_the_twins_and_within_their_range():
    hold = customer_twins.forces_moved(("certainty",), -0.1)
    pair = customer_twins.by_hand(Laboratory(3), "bakery", 4, start=hold, hold=hold)
    usual, moved = (world.members["certainty"] for world in (pair.usual, pair.moved))
    assert moved == pytest.approx(np.maximum(usual - 0.1, 0), abs=1e-6)


# ------------------------------------------------------------------------------- word of mouth


def test_listeners_are_those_who_name_a_member_as_neighbour():
    rows = members(unit=[0, 0, 0])
    rows["neighbours"] = -1
    rows["neighbours"][0, :2] = (1, 2)
    rows["neighbours"][2, 0] = 1
    assert word_of_mouth.listeners(rows).tolist() == [0, 2, 1]


def test_ends_and_middle_of_an_asymmetric_u():
    answered = np.arange(1, 11)
    told = np.array([12.0, 12, 12, 4, 4, 4, 4, 8, 8, 8])
    assert word_of_mouth.ends_against_middle(answered, told) == 2
    assert word_of_mouth.bottom_against_top(answered, told) == 1.5
    assert word_of_mouth.told_between(answered, told, 7, 8) == 6


def test_nobody_at_an_end_is_no_number():
    assert math.isnan(word_of_mouth.ends_against_middle(np.array([5, 9]), np.array([1.0, 2.0])))


# ----------------------------------------------------------------------------- all of them run


def test_every_fact_has_its_checks_and_no_key_twice():
    keys = [check.key for check in CHECKS]
    assert len(set(keys)) == len(keys)


@pytest.fixture(scope="module")
def laboratory():
    return Laboratory(0, stores_watched=40)


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_every_check_gives_a_number(check, laboratory):
    with warnings.catch_warnings():
        # As on the board: what can't be worked out in a small population is no number.
        warnings.simplefilter("ignore", RuntimeWarning)
        assert math.isfinite(check.measure(laboratory))
