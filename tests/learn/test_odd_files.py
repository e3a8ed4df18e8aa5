"""Lessons and challenges with anything in the place of anything: read, or refused in a sentence."""

import copy
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.texts import parse, texts_of
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.wording import ENGLISH

from .small import CHALLENGE, LESSON


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('below = "abc"', "below is 'abc', but must be a number"),
        ('below = "{ge}"', "below is '{ge}', but must be a number"),
        ("below = true", "below is true, but must be"),
        ("below = []", "below is an empty list"),
        ('below = "12,6"', "below: '12,6' has a decimal comma; write it with a point: 12.6"),
        ('below = "1.000"', "can be read in two ways; write 1 or 1000"),
    ],
)
def test_where_an_option_ends_is_a_number(written, says):
    with pytest.raises(ScenarioError) as caught:
        parse(LESSON.replace("below = 0", written, 1), "'own.toml'")
    assert says in str(caught.value)


def test_braces_in_texts_are_braces():
    for text in ("{ge}", "{0.x}", "{", "}}", "{a:>99999}"):
        said = LESSON.replace('explain = ["Because."]', f'explain = ["{text}"]', 1)
        assert text in [ENGLISH.say(one) for one in texts_of(parse(said))]


def places(data, before=()):
    """Return the place of every value, tables and lists too."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, held in inner:
        yield (*before, key)
        if isinstance(held, dict | list):
            yield from places(held, (*before, key))


ODD = st.one_of(
    st.sampled_from(
        [
            "abc",
            "{ge}",
            "12,6",
            "1.000",
            "",
            True,
            [],
            {},
            [[]],
            [{}],
            {"a": {"b": 1}},
            float("nan"),
            float("inf"),
            -1,
            0,
            10**400,
            "1 month",
            "\x1b[31m",
        ]
    ),
    st.text(),
    st.integers(),
    st.floats(),
)
FILES = [(Lesson, tomllib.loads(LESSON)), (Challenge, tomllib.loads(CHALLENGE))]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_anything_in_any_place_is_read_or_refused_in_one_sentence(data):
    kind, whole = data.draw(st.sampled_from(FILES))
    odd = copy.deepcopy(whole)
    place = data.draw(st.sampled_from(sorted(places(whole), key=str)))
    holder = odd
    for part in place[:-1]:
        holder = holder[part]
    holder[place[-1]] = data.draw(ODD)
    said = ""
    try:
        checked_as(kind, odd, "'own.toml'")
    except ScenarioError as problem:
        said = str(problem)
    assert said.isprintable()
    assert len(said) < 700
