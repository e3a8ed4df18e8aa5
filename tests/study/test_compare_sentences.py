"""Every case of what is said about one plan, as a whole text."""

import dataclasses

import pytest
from study.coaching import COACHING

from ripple_sim.scenario.plan_words import CostParts
from ripple_sim.study.compare.messages import said_of

LOSS = {"profit": (-30_000.0, -50_000.0, -10_000.0), "gain": (150_000.0, 130_000.0, 170_000.0)}
BRINGS = (
    "Coaching costs EUR 180k and brings EUR 412k (80 % of futures: 260k to 570k) in 36 months, EUR "
    "232k more than it costs. "
)
LOSES = (
    "Coaching doesn't pay in 36 months: it costs EUR 180k and brings EUR 150k (80 % of futures: "
    "130k to 170k), EUR 30k less than it costs. "
)
UNCLEAR = (
    "its effect on profit isn't clear yet: EUR 232k (80 % of futures: 80k to 390k) after 60 pairs. "
    "If the effect is as large as that, "
)


def said(because=None, **changes):
    return said_of(dataclasses.replace(COACHING, **changes), because)


@pytest.mark.parametrize(
    ("changes", "tells"),
    [
        ({}, "It pays back in month 14 (11 to 19), with a chance of 93 %"),
        ({"pays_back": 99.6}, "It pays back in month 14 (11 to 19), with a chance of over 99 %"),
        ({"payback_to": None}, "It pays back in month 14 (11 to beyond the horizon), with a chance of 93 %"),
        ({"pays_back": 100.0}, "It pays back in month 14 (11 to 19), in all 60 simulated futures"),
        ({"payback": None, "pays_back": 30.0}, "The chance that it pays back in that time is 30 %"),
        ({"payback": None, "pays_back": 0.4}, "The chance that it pays back in that time is under 1 %"),
        ({"payback": None, "pays_back": 0.0}, "It pays back in none of the 60 simulated futures"),
    ],
)
def test_a_plan_that_brings_more_than_it_costs(changes, tells):
    assert said(**changes) == f"{BRINGS}{tells}."
    assert said("fewer people leave", **changes) == (
        f"{BRINGS}{tells}. Most of the effect is because fewer people leave."
    )


@pytest.mark.parametrize(
    ("chance", "tells"),
    [
        (12.0, "with a chance of 12 %"),
        (0.0, "in none of the 60 simulated futures"),
        (100.0, "in all 60 simulated futures"),
    ],
)
def test_a_plan_that_brings_less_than_it_costs(chance, tells):
    assert said(**LOSS, pays_back=chance) == f"{LOSES}It pays back {tells}."
    assert said("fewer people leave", **LOSS, pays_back=chance) == f"{LOSES}It pays back {tells}."


@pytest.mark.parametrize(
    ("cost", "begins"),
    [
        (180_000.0, "Coaching costs EUR 180k in 36 months; "),
        (-5_000.0, "Coaching saves EUR 5k in 36 months; "),
        (0.0, "Coaching costs nothing in 36 months; "),
    ],
)
@pytest.mark.parametrize(
    ("wanted", "ends"),
    [
        (1_234.0, "about 1,300 pairs would make it clear."),
        (3.0, "about 61 pairs would make it clear."),
        (2e6, "more than 100,000 pairs would make it clear."),
        (None, "more than 100,000 pairs would make it clear."),
    ],
)
def test_a_plan_whose_effect_cannot_be_told(cost, begins, wanted, ends):
    text = begins + UNCLEAR + ends
    assert said(told=False, cost=cost, pairs_to_tell=wanted) == text
    assert said("fewer people leave", told=False, cost=cost, pairs_to_tell=wanted) == text


@pytest.mark.parametrize(
    ("cost", "costs"), [(-5_000.0, "saves EUR 5k in 36 months"), (0.0, "costs nothing in 36 months")]
)
@pytest.mark.parametrize(
    ("profit", "moves"),
    [
        ((12_000.0, 8_000.0, 16_000.0), "raises profit by EUR 12k (80 % of futures: 8k to 16k)"),
        ((-12_000.0, -16_000.0, -8_000.0), "lowers profit by EUR 12k (80 % of futures: 8k to 16k)"),
    ],
)
@pytest.mark.parametrize(
    ("chance", "surely"),
    [
        (93.0, "The chance that profit is higher with it is 93 %."),
        (0.0, "Profit is higher with it in none of the 60 simulated futures."),
        (100.0, "Profit is higher with it in all 60 simulated futures."),
    ],
)
def test_a_plan_without_a_cost_of_its_own(cost, costs, profit, moves, chance, surely):
    changes = {"cost": cost, "profit": profit, "pays_back": chance}
    assert said(**changes) == f"Coaching {costs} and {moves}. {surely}"
    assert said("fewer people leave", **changes) == (
        f"Coaching {costs} and {moves}. {surely} Most of the effect is because fewer people leave."
    )


def test_a_plan_that_changes_nothing_and_horizons_that_make_no_months():
    assert said(changes=False) == ("Coaching changes nothing in 36 months: every figure is the same without it.")
    assert "(80 % of futures: 260k to 570k) in 30 weeks, " in said(weeks=30)
    assert said(changes=False, weeks=1).startswith("Coaching changes nothing in 1 week:")


@pytest.mark.parametrize(
    ("parts", "tells"),
    [
        (
            {"raises": 150_000.0, "programmes": 30_000.0},
            "Its cost is made up of EUR 30k for programmes and EUR 150k for pay raised.",
        ),
        ({"programmes": 0.0, "seats": 180_000.0}, "All of its cost is pay for seats opened."),
        ({"programmes": 0.0, "raises": 180_000.0}, "All of its cost is pay raised."),
        ({"cost": -9_000.0, "programmes": 0.0, "seats": -9_000.0}, "All of it is saved by seats closed."),
        (
            {"programmes": 190_000.0, "seats": -10_000.0},
            "Its cost is made up of EUR 190k for programmes and EUR 10k saved by seats closed.",
        ),
        (
            {"cost": -5_000.0, "programmes": 1_000.0, "raises": -6_000.0},
            "What it saves is made up of EUR 1k for programmes and EUR 6k saved by pay lowered.",
        ),
        ({"hours_at_wage": 71_200.0}, "It also takes staff hours worth EUR 71.2k, paid anyway and not in its cost."),
        ({"hours_at_wage": -71_200.0}, "It also frees staff hours worth EUR 71.2k, paid anyway and not in its cost."),
    ],
)
def test_each_part_of_a_cost_is_told_where_it_is_more_than_programmes(parts, tells):
    held = dataclasses.replace(COACHING, **parts)
    cost = CostParts(held.programmes, held.raises, held.seats, held.hours_at_wage)
    assert cost.say(held.currency) == tells


def test_a_sentence_holds_one_kind_of_range():
    """What a sentence says of single futures it says of all its numbers."""
    for changes in ({}, LOSS, {"told": False}, {"cost": 0.0}):
        assert said(**changes).count("80 %") == 1
        assert "(80 % of futures: " in said(**changes)
