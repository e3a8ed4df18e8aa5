"""Lessons and challenges as files: those of the package, and what is refused."""

import pytest

from ripple_sim.evidence.facts import fact
from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.game import Game, Move
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.texts import (
    challenge_names,
    challenge_path,
    lesson_names,
    lesson_path,
    load_challenge,
    load_lesson,
    parse,
)
from ripple_sim.scenario.files import load
from ripple_sim.scenario.problems import RippleError, ScenarioError

from .small import CHALLENGE, LESSON


def test_six_lessons_that_fit_their_companies_and_name_their_sources() -> None:
    assert lesson_names() == ["inside-out", "delay", "manager", "bad-news", "capacity", "cause"]
    for name in lesson_names():
        lesson = load_lesson(name)
        assert lesson.name == name
        for plan in lesson.plans:
            plan.applied(load(lesson.base))
        assert all(fact(one).citation for one in lesson.facts)


def test_three_challenges_whose_offers_can_be_taken_up_at_once() -> None:
    assert challenge_names() == ["without-burnout", "silo-bank", "demand-wave"]
    for name in challenge_names():
        challenge = load_challenge(name)
        assert challenge.name == name
        for offer in challenge.offers:
            alone = challenge.plan((offer.move(13, 13, offer.sizes[0] / 100),))
            assert alone.applied(load(challenge.base)).weeks == challenge.weeks


def test_a_seat_offered_is_a_seat_in_the_books() -> None:
    """Small teams round shares of seats away, so an offer of seats must be large enough."""
    for name, offer in (("demand-wave", "more-seats"),):
        assert Game(load_challenge(name)).cost(1, Move(offer, 100, 1)) > 0


def test_what_a_text_is_it_becomes() -> None:
    assert isinstance(parse(LESSON), Lesson)
    assert isinstance(parse(CHALLENGE), Challenge)
    for name in ("inside-out", "cause"):
        assert parse(lesson_path(name).read_text(encoding="utf-8")) == load_lesson(name)
    with pytest.raises(ScenarioError, match="neither a lesson"):
        parse('name = "x"', "'x.toml'")
    with pytest.raises(ScenarioError, match="not valid TOML"):
        parse("name = ", "'x.toml'")
    with pytest.raises(ScenarioError, match="is a lesson, not a challenge"):
        load_challenge(lesson_path("cause"))
    with pytest.raises(ScenarioError, match="is a challenge, not a lesson"):
        load_lesson(challenge_path("silo-bank"))
    with pytest.raises(ScenarioError, match="did you mean 'bad-news'"):
        load_lesson("bad-new")
    with pytest.raises(RippleError, match="did you mean 'silo-bank'"):
        challenge_path("silo-bnk")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('metric = "profit"', 'metric = "profits"', "did you mean 'profit'"),
        ('facts = ["A10"]', 'facts = ["A99"]', "there is no fact 'A99'; did you mean"),
        ('base = "bakery"', 'base = "bakry"', "did you mean 'bakery'"),
        ('lever = "trust"', 'lever = "trst"', "did you mean 'trust'"),
        ('measure = "money"', 'measure = "monny"', "did you mean 'money'"),
        ('of = "money"', 'of = "monny"', "did you mean 'money'"),
        ('explain = ["Because."]', 'explian = ["Because."]', "did you mean 'explain'"),
        ("expected = 1", "expected = 3", "expected is 3, but there are 2 options"),
        ("right = 2", "right = 3", "question.right is 3"),
        ("below = 0", "", "need below, all but the last"),
        ("pairs = 3", "pairs = 3000", "between 3 and 60|3 to 60"),
        ('kind = "delay"', 'kind = "delays"', "kind"),
        ('name = "small"', 'name = "Small lesson"', "name"),
        ('kind = "delay"', 'kind = "delay"\nlast = 90', "runs from week 1 to 39"),
        ("start = 4", "start = 4\nreach.roles = ['frontlin']", "did you mean 'frontline'"),
    ],
)
def test_a_lesson_is_refused_with_where_and_what(old: str, new: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says) as refused:
        parse(LESSON.replace(old, new, 1), "'own.toml'")
    assert str(refused.value).startswith("'own.toml'")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("loyalty_full = 10", "loyalty_full = 10\nprofit = 50", "make 110 points"),
        ("loyalty_full = 10", "loyalty_full = 0", "must differ"),
        ('lever = "slack"', 'lever = "slak"', "did you mean 'slack'"),
        ("change = 0.2\nsizes = [100]", "change = 9.0\nsizes = [100]", "more than the whole range"),
        ("sizes = [100]", "sizes = [150]", "between 1 and 100"),
        ('name = "seat"', 'name = "trust"', "two of the offers have one name"),
        ("budget = 20_000", "budget = -1", "budget"),
        ('"engagement"]', '"engagment"]', "did you mean 'engagement'"),
        ("reruns = 5", "rerun = 5", "did you mean 'reruns'"),
    ],
)
def test_a_challenge_is_refused_with_where_and_what(old: str, new: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says) as refused:
        parse(CHALLENGE.replace(old, new, 1), "'own.toml'")
    assert str(refused.value).startswith("'own.toml'")
