"""Spans of time and numbers in texts: what they mean, and what is refused rather than guessed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.parameters import in_unit
from ripple_sim.scenario.problems import RippleError, UnfitError
from ripple_sim.scenario.written_numbers import number_and_unit


@pytest.mark.parametrize(
    ("written", "weeks"),
    [
        ("36mo", 156),
        ("36 months", 156),
        ("3y", 156),
        ("3 years", 156),
        ("156w", 156),
        (156, 156),
        ("156", 156),
        ("1 week", 1),
        ("2 Years", 104),
        ("1 month", 4),
        ("2 MONTHS", 9),
        ("1.5 months", 7),
        ("1 quarter", 13),
        ("2 Quarters", 26),
        ("0.5 year", 26),
        ("14 days", 2),
        (156.0, 156),
        (np.int64(4), 4),
        (np.float32(4), 4),
    ],
)
def test_spans_are_whole_weeks(written, weeks):
    assert weeks_of(written) == weeks


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("soon", "'soon' can't be read; write it as 36mo, 3 years, 2 quarters or"),
        ("", "'' can't"),
        ("10 days", "no whole number of weeks"),
        ("1.5 weeks", "no whole number"),
        (4.5, "'4.5' is no"),
        (True, "'True' can't be read"),
        (None, "'None' can't be read"),
        ([1], "can't be read"),
        (float("nan"), "'nan' is no whole"),
        (float("inf"), "'inf' is no whole"),
        (0, "between 1 and 5,200"),
        (-5, "between 1"),
        ("101 years", "between 1"),
        (10**1000, "'a huge number' must lie"),
        ("1,5 years", "write it with a point: 1.5"),
        ("1.000 weeks", "in two ways; write 1 or 1000"),
        ("1e400 weeks", "not a finite number"),
        ("2 parsecs", "can't be read"),
        ("9" * 90, "...' can't be read"),
    ],
)
def test_what_is_no_span_is_refused(given, said):
    with pytest.raises(RippleError) as caught:
        weeks_of(given)
    assert said in str(caught.value)
    assert str(caught.value).startswith("the horizon")


ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.binary(), st.just([]), st.just(10**5000)
)


def sentence_of(call):
    """Return the sentence with which a call refuses, "" where it doesn't."""
    try:
        call()
    except (RippleError, UnfitError) as problem:
        return str(problem)
    return ""


@settings(max_examples=200)
@given(ANYTHING)
def test_anything_makes_weeks_or_one_sentence(value):
    said = sentence_of(lambda: weeks_of(value))
    assert said.isprintable()
    assert len(said) < 300


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12,6 %", "'12,6 %' has a decimal comma; write it with a point: 12.6"),
        (",5", "write it with a point: 0.5"),
        ("1.234.567,8", "write it with a point: 1234567.8"),
        ("1.000", "'1.000' can be read in two ways; write 1 or 1000"),
        ("1,000", "write 1 or 1000"),
        ("-1.500", "write 1.5 or 1500"),
        ("12.625 %", "write 12.6250 or 12625"),
        ("1,000.5", "marks between its thousands; write 1000.5"),
        ("1.000.000", "between its thousands; write 1000000"),
        ("1 000", "write 1000"),
        ("1'000 CHF", "write 1000"),
        ("1e999", "not a finite number"),
    ],
)
def test_numbers_that_may_be_meant_otherwise_are_refused(text, said):
    with pytest.raises(UnfitError) as caught:
        in_unit(text, "share of staff")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.6 %", 0.126),
        ("0.125", 0.125),
        ("1_000", 1000),
        (".5", 0.5),
        ("1e3", 1000),
        ("1.000e3", 1000),
        ("1.5000", 1.5),
        ("-7", -7),
        ("1000.125", 1000.125),
    ],
)
def test_numbers_that_mean_one_thing_are_read(text, value):
    assert in_unit(text, "share of staff") == pytest.approx(value)


@settings(max_examples=200)
@given(st.one_of(st.text(), st.from_regex(r"[-+]?[0-9.,_' ]{0,14}( ?%| weeks)?", fullmatch=True)))
def test_a_number_that_is_read_is_what_python_reads(text):
    said = sentence_of(lambda: number_and_unit(text))
    assert said.isprintable()
    assert len(said) < 300
    read = None if said else number_and_unit(text)
    if read is not None:
        number = text.strip().removesuffix(read[1]).strip()
        assert float(number.replace("_", "")) == read[0]


@settings(max_examples=100)
@given(st.decimals(-1000, 1000, places=3), st.sampled_from(["%", "", "hours"]))
def test_a_decimal_comma_is_told_a_writing_that_is_read(value, unit):
    with pytest.raises(UnfitError) as caught:
        number_and_unit(f"{value} {unit}".replace(".", ","))
    told = str(caught.value).split("write ")[1].removeprefix("it with a point: ").split(" or ")
    assert all(number_and_unit(one) is not None for one in told)
