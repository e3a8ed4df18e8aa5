"""Outcomes of a comparison as they are read: numbers with their sign, money, months, ranges."""

from __future__ import annotations

import math
from collections.abc import Callable

from ripple_sim.app.words import Words
from ripple_sim.study.compare import Comparison, Estimate
from ripple_sim.study.compare.outcomes import Outcome
from ripple_sim.study.core.horizon import MONTHS_PER_YEAR
from ripple_sim.wording import mark

BEYOND = mark("later, or never")
_THOUSAND, _MILLION = 1e4, 1e7  # from here on, an axis counts in these


def amount(words: Words, result: Comparison, outcome: Outcome, value: float) -> str:
    """Return a value of an outcome; differences carry their sign, months and chances don't."""
    if math.isinf(value):
        return words.say(BEYOND)
    unit = result.unit_of(outcome)
    if unit == result.currency:
        return words.money_change(value, result.currency)
    if outcome.kind == "mean":
        return words.change(value, outcome.decimals)
    return words.number(value, outcome.decimals)


def ranged(words: Words, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``low to high``, once where both read the same; a dash where there is no range."""
    if math.isnan(low) or math.isnan(high):
        return words.number(math.nan)
    first, last = read(low), read(high)
    return first if first == last else words.say("{low} to {high}", low=first, high=last)


def interval(words: Words, result: Comparison, of: Estimate, *, single: bool = False) -> str:
    """Return an outcome's 80 % interval, or the range of 80 % of single futures."""
    low, high = of.single_80 if single else of.interval_80
    return ranged(words, low, high, lambda end: amount(words, result, of.outcome, end))


def unit(words: Words, result: Comparison, outcome: Outcome) -> str:
    """Return what stands after a value; money carries its currency already."""
    said = result.unit_of(outcome)
    return "" if said == result.currency else words.say(said)


def months_of(weeks: int) -> int:
    """Return about how many months a number of weeks makes."""
    return round(weeks * MONTHS_PER_YEAR / 52)


def money_scale(words: Words, currency: str, largest: float) -> tuple[float, str]:
    """Return by what to divide money on an axis, and the axis' title."""
    if largest >= _MILLION:
        return 1e6, words.say("Million {currency}", currency=currency)
    if largest >= _THOUSAND:
        return 1e3, words.say("Thousand {currency}", currency=currency)
    return 1.0, currency
