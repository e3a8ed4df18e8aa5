"""Spans of time as people write them, in whole weeks by one rule.

A year has 52 weeks, and so has twelve months or four quarters. Months, quarters and years are the
nearest whole number of weeks: a month has 4, two have 9, three have 13. Weeks are taken as they
are, and seven days make one.
"""

from __future__ import annotations

import math
from numbers import Integral, Real

from ripple_sim.scenario.problems import RippleError, UnfitError, Where
from ripple_sim.scenario.showing import short_value
from ripple_sim.scenario.written_numbers import number_and_unit
from ripple_sim.wording import Number, Phrase

WEEKS_PER_YEAR = 52
LONGEST_HORIZON = 5200
_LONGEST_TEXT = 40
_WEEKS = {
    "day": 1 / 7,
    "week": 1.0,
    "month": WEEKS_PER_YEAR / 12,
    "quarter": WEEKS_PER_YEAR / 4,
    "year": float(WEEKS_PER_YEAR),
}
_SHORT = {"d": "day", "w": "week", "wk": "week", "m": "month", "mo": "month", "q": "quarter", "y": "year", "yr": "year"}
_ROUNDED = ("month", "quarter", "year")


def weeks_in(number: float, unit: str) -> float | None:
    """Return the weeks of so many days, weeks, months, quarters or years; None for other units.

    Capitals don't matter, nor whether the unit stands in the plural or is cut short (``mo``).
    Months, quarters and years come out whole, halves upwards.
    """
    word = unit.casefold()
    name = next((known for one in (word, word.removesuffix("s")) if (known := _SHORT.get(one, one)) in _WEEKS), None)
    if name is None:
        return None
    weeks = round(number * _WEEKS[name], 9)  # 21 days are 3 weeks, not 2.9999999999999996
    return float(math.floor(weeks + 0.5)) if name in _ROUNDED else weeks


def weeks_of(
    value: object,
    what: Where = Phrase("the horizon"),  # noqa: B008  (never changed)
    *,
    least: int = 1,
    most: int = LONGEST_HORIZON,
) -> int:
    """Return the whole weeks that a number of weeks or a text such as ``"2 years"`` means.

    Parameters
    ----------
    value
        A whole number of weeks (NumPy's too), or a text; a text without a unit counts weeks.
    what
        What sentences call it: "the horizon", "weeks".
    least, most
        What is allowed, in weeks.

    Raises
    ------
    RippleError
        When it can't be read, makes no whole weeks, or lies outside what is allowed.
    """
    weeks = _weeks(value, what)
    if isinstance(weeks, float) and not weeks.is_integer():
        raise RippleError(
            "{what} '{given}' is no whole number of weeks, and the model counts in weeks",
            what=what,
            given=short_value(value, _LONGEST_TEXT),
        )
    if not least <= weeks <= most:
        raise RippleError(
            "{what} '{given}' must lie between {least} and {most} weeks",
            what=what,
            given=short_value(value, _LONGEST_TEXT),
            least=least,
            most=Number(most),
        )
    return int(weeks)


def _weeks(value: object, what: Where) -> float:
    if not isinstance(value, bool | str):
        if isinstance(value, Integral):
            return int(value)
        if isinstance(value, Real):
            return float(value)
    if not isinstance(value, str):
        raise _unread(value, what)
    try:
        read = number_and_unit(value) if len(value) <= _LONGEST_TEXT else None
    except UnfitError as problem:
        raise RippleError("{what}: {problem}", what=what, problem=problem.sentence) from None
    weeks = None if read is None else weeks_in(read[0], read[1] or "weeks")
    if weeks is None:
        raise _unread(value, what)
    return weeks


def _unread(value: object, what: Where) -> RippleError:
    return RippleError(
        "{what} '{given}' can't be read; write it as 36mo, 3 years, 2 quarters or 156 weeks",
        what=what,
        given=short_value(value, _LONGEST_TEXT),
    )
