"""What studies and plans say in another language: no word of it bypasses the catalogue."""

import dataclasses
import itertools

import pytest

import ripple_sim as rs
from ripple_sim.app.words import words_in
from ripple_sim.study.compare.in_short import InShort
from ripple_sim.study.compare.saying import said_of
from ripple_sim.study.explain.parts import COSTS, LEFT_OVER

from .made_up import bypassed, made_up

NAMES = ("Coaching everywhere", "coaching-everywhere", "Pay cut", "pay-cut", "EUR")
ENGLISH_OF_THE_PAGE = words_in("en")

IN_SHORT = InShort(
    plan="coaching-everywhere",
    currency="EUR",
    weeks=156,
    pairs=60,
    changes=True,
    told=True,
    spent=180_000.0,
    profit=(232_000.0, 80_000.0, 390_000.0),
    gain=(412_000.0, 260_000.0, 570_000.0),
    payback=14.0,
    payback_from=11.0,
    payback_to=19.0,
    pays_back=93.0,
    pairs_to_tell=55.0,
)


@pytest.fixture(scope="module")
def compared():
    return rs.compare("bakery", "coaching-everywhere", "pay-cut", pairs=10, horizon="6 months")


@pytest.fixture(scope="module")
def explained():
    return rs.explain("bakery", "coaching-everywhere", pairs=2, horizon=13)


def test_every_case_of_a_plans_sentence_can_be_said():
    cases = itertools.product(
        (False, True), (False, True), (-5_000.0, 0.0, 180_000.0), (-1, 1), (None, 14.0),
        (0.0, 0.5, 93.0, 99.5, 100.0), (None, 55.0, 2e6),
    )  # fmt: skip
    for changes, told, spent, sign, month, chance, wanted in cases:
        case = dataclasses.replace(
            IN_SHORT, changes=changes, told=told, spent=spent, payback=month, pays_back=chance,
            payback_to=None if chance < 50 else 19.0, pairs_to_tell=wanted,
            profit=tuple(sign * end for end in IN_SHORT.profit),
        )  # fmt: skip
        for reason in (None, "⟦⟧"):
            assert not bypassed(said_of(case, reason, made_up()), *NAMES)
            assert said_of(case, reason) == said_of(case, reason, ENGLISH_OF_THE_PAGE)


def test_a_comparison(compared):
    words = made_up()
    for plan in compared.plans:
        assert not bypassed(compared.say(plan, words=words), *NAMES)
    assert not bypassed(compared.say(words=words), *NAMES)
    for alike in (compared, dataclasses.replace(compared, uncertainty="all")):
        for said in alike.conditions(words):
            # A seed is typed as it is told, whatever the language.
            assert not bypassed(said, *NAMES)


def test_an_explanation(explained):
    words = made_up()
    several = dataclasses.replace(explained, couples={"service": 4, "money": None})
    for found in (explained, several, dataclasses.replace(several, uncertainty="all")):
        assert not bypassed(found.say(words=words), *NAMES)
        assert not bypassed(found.because(words), *NAMES)
        for said in found.conditions(words):
            assert not bypassed(said, *NAMES)
    for label in (*COSTS.values(), *LEFT_OVER.values(), *(part.label for part in explained.parts)):
        assert not bypassed(words.say(label))


def test_in_english_the_page_says_what_the_command_line_says(compared, explained):
    for found in (compared, explained):
        assert found.say(words=ENGLISH_OF_THE_PAGE) == found.say()
        assert found.conditions(ENGLISH_OF_THE_PAGE) == found.conditions()
