"""What a board reads: a short first sentence, plain words, numbers with the right form."""

import dataclasses
import itertools
import re

import pytest
from study.coaching import COACHING

from ripple_sim.study.compare.messages import BEST, said_of
from ripple_sim.wording import ENGLISH

from .made_up import gathered_once

MOST_WORDS, MOST_SENTENCES = 30, 3
BANNED = (
    r"\blived\b(?!-values)",  # a bundled plan is called so
    r"befall",
    r"told from (nothing|zero|chance)",
    r"be told",
    r"timed anew",
    r"before its own cost",
    r"all luck",
    r"costs what it costs",
    r"single futures?",
    r"listened to",
    r"plans that come along",
    r"to untouched",
    r"in expectation",
)
COUNTED = r"customers|pairs|futures|weeks|months|people|points|companies|others|acquaintances"


def answers():
    """Yield every kind of answer about one plan: gain, loss, unclear, no cost, savings ..."""
    for told, cost, sign, short, month, chance, pairs, wanted in itertools.product(
        (False, True),
        (-5_000.0, 0.0, 180_000.0),
        (-1, 1),
        (False, True),
        (None, 1.0, 14.0),
        (0.0, 0.5, 93.0, 100.0),
        (1, 60),
        (None, 55.0),
    ):
        value = sign * 232_000.0
        low, high = (value, value) if pairs == 1 else (value - 9_000, value + 9_000)
        yield dataclasses.replace(
            COACHING,
            title="Coaching",
            told=told,
            cost=cost,
            payback=month,
            payback_from=month,
            payback_to=month if pairs == 1 else None,
            pays_back=chance,
            pairs=pairs,
            pairs_to_tell=wanted,
            profit=(value, low, high),
            weeks=1 if short else 156,
            gain=(value + cost, low + cost, high + cost),
        )


def test_the_first_sentence_is_short_and_two_more_follow_at_most():
    for answer in answers():
        said = said_of(answer, "fewer people leave")
        sentences = re.split(r"(?<=\.) ", said)
        assert len(sentences[0].split()) <= MOST_WORDS, said
        assert len(sentences) <= MOST_SENTENCES, said
        assert said.endswith(".")


def test_numbers_and_nouns_agree():
    for answer in answers():
        said = said_of(answer)
        assert not re.search(rf"(?<![\d,.])1 ({COUNTED})\b", said), said
        assert not re.search(r"(?<![\d,.])\d\d+ (pair|future|week|month)\b", said), said
        assert "nan" not in said
        assert "  " not in said


def test_the_best_of_several_plans_is_short():
    for best in ("plan", "none"):
        said = ENGLISH.say(BEST, number="3", best=best, plan="'Coaching'", expected="over 99 %", single="60 %")
        assert len(said.split()) <= MOST_WORDS


@pytest.mark.parametrize("banned", BANNED)
def test_no_private_words(banned):
    texts = [one for text in gathered_once() for one in (text if isinstance(text, tuple) else (text,))]
    assert len(texts) > 3_000
    assert not [text for text in texts if re.search(banned, text)]
