"""Money that is rounded keeps its three digits that count, wherever it is said."""

import math

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.app.words.numbers import Numbers
from ripple_sim.report.numbers import decimals_of_three, plain
from ripple_sim.wording.english import HALF_A_CENT, money, short, short_change

AMOUNTS = st.floats(0.01, 1e14)
APART = st.floats(1.0101, 3.0)  # by how many times: more than a hundredth
FACTORS = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
LANGUAGES = [Numbers(Locale.parse(name)) for name in ("en", "de", "fr", "fa")]


def value_of(text):
    """Return the amount that a text in short stands for."""
    digits = text.replace("−", "-").rstrip("kmbtn")
    return float(digits) * FACTORS.get(text[len(digits) :], 1.0)


@given(AMOUNTS, APART, st.sampled_from([1, -1]))
def test_amounts_a_hundredth_apart_never_look_equal(amount, times, sign):
    ways = [short, short_change, lambda value: money(value, "EUR")]
    for numbers in LANGUAGES:
        ways += [
            numbers.short,
            lambda value, one=numbers: one.short_money(value, "EUR"),
            lambda value, one=numbers: one.short_amount(value, "EUR"),
        ]
    for way in ways:
        assert way(sign * amount) != way(sign * amount * times)


@given(AMOUNTS, st.sampled_from([1, -1]))
def test_no_digit_is_lost_under_three(amount, sign):
    assert value_of(short(sign * amount)) == pytest.approx(sign * amount, rel=0.00501)
    written = float(f"{amount:.3g}")
    assert value_of(short(written)) == pytest.approx(written, rel=1e-12)
    assert "e" not in short(amount)


@given(st.floats(-HALF_A_CENT, HALF_A_CENT, exclude_min=True, exclude_max=True))
def test_less_than_half_a_cent_is_nothing(amount):
    assert short(amount) == short_change(amount) == "0"


@given(st.floats(0.001, 1e6), APART)
def test_numbers_in_thousands_or_millions_keep_three_digits(value, times):
    ones = [plain(one, decimals_of_three(one)) for one in (value, value * times)]
    assert ones[0] != ones[1]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1.52, "1.52"),
        (1.32, "1.32"),
        (13.4, "13.4"),
        (1_520_000, "1.52m"),
        (1_320_000, "1.32m"),
        (2.5e15, "2500tn"),
        (math.inf, "–"),
        (math.nan, "–"),
    ],
)
def test_what_was_rounded_to_one_digit(amount, text):
    assert short(amount) == text
    assert short_change(amount) == (f"+{text}" if math.isfinite(amount) else text)
