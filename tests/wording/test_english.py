"""English by the standard library, and the same English by Babel."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.app.words import words_in
from ripple_sim.wording import ENGLISH, Phrase, decimals_of, either, listed, sentences, significant

NUMBERS = st.floats(-1e8, 1e8).map(lambda value: round(value, 9)) | st.integers(-(10**12), 10**12)


def test_numbers_and_money():
    assert ENGLISH.number(-1234.56, 1) == "−1,234.6"
    assert ENGLISH.number(-0.04, 1) == "0.0"
    assert ENGLISH.number(math.nan) == "–"
    assert ENGLISH.change(3.21, 1) == "+3.2"
    assert ENGLISH.change(0.04, 1) == "0.0"
    assert ENGLISH.numeral(4211) == "4211"
    assert ENGLISH.percent(93) == "93 %"
    assert ENGLISH.amount(12_000, "EUR") == "EUR 12,000"
    assert ENGLISH.amount(0.5, "EUR") == "EUR 0.50"
    assert ENGLISH.short_amount(412_345, "EUR") == "EUR 412k"


@given(NUMBERS, st.integers(0, 6))
def test_the_page_writes_them_alike(value, decimals):
    page = words_in("en")
    assert page.number(value, decimals) == ENGLISH.number(value, decimals)
    assert page.change(value, decimals) == ENGLISH.change(value, decimals)
    assert page.percent(value, decimals) == ENGLISH.percent(value, decimals)
    assert page.numeral(int(value)).replace("−", "-") == ENGLISH.numeral(int(value))
    assert page.short_amount(value, "EUR") == ENGLISH.short_amount(value, "EUR")
    assert significant(page, value) == significant(ENGLISH, value)


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (12.0, 6, "12"),
        (0.133, 6, "0.133"),
        (1 / 3, 3, "0.333"),
        (123_456, 3, "123,000"),
        (20_000_000, 6, "20,000,000"),
        (-0.25, 6, "−0.25"),
        (math.inf, 6, "–"),
    ],
)
def test_digits_that_count(value, digits, said):
    assert significant(ENGLISH, value, digits) == said


def test_decimals_that_a_number_needs():
    assert [decimals_of(value) for value in (8.0, 7.5, 0.125, 1e9)] == [0, 1, 3, 0]


def test_lists_and_sentences():
    assert [listed(ENGLISH, "abcd"[:count]) for count in range(5)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and d",
    ]
    assert either(ENGLISH, ["a", "b", "c"]) == "a, b or c"
    assert sentences(ENGLISH, "", "It rains.", "", "It pours.") == "It rains. It pours."


def test_a_text_is_said_later():
    assert Phrase("team {number}", number=1204).said() == "team 1204"
    assert Phrase("{unit}", unit="Brandenburg {1}").said() == "Brandenburg {1}"
    assert Phrase("the company").said() == "the company"
