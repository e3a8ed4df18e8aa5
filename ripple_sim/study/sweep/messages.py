"""Values of factors and their ranges as a manager reads them."""

from __future__ import annotations

import re

from ripple_sim.study.sweep.factors import Factor, Value
from ripple_sim.wording import ENGLISH, Wording, decimals_of, mark, plural, significant

MONEY = {"week": mark("{currency} {number} a week"), "year": mark("{currency} {number} a year")}
PER = mark("{currency} {number} a {span}")
COUNTED = {"weeks": plural("{number} week", "{number} weeks"), "hours": plural("{number} hour", "{number} hours")}
HORIZON = mark(
    "{figure} in {unit} {window} ({weeks:one=# week|other=# weeks}) from the settled company, not discounted."
)
DRAWN = mark(
    "At each point {what:pairs={number:one=# pair|other=# pairs} of simulated companies with and "
    "without the plan|other={number:one=# simulated company|other=# simulated companies}}; all "
    "points share the same random draws (seed {seed})."
)
NOT_INCLUDED = mark(
    "Not included: taxes, inflation, effects after the horizon, and doubts about what is not "
    "varied and about the model itself."
)


def value_in_words(factor: Factor, value: Value, words: Wording = ENGLISH) -> str:
    """Return a value with its unit: ``12 % of customers per year``, ``EUR 20,000``, ``0.45``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return words.say("'{name}'", name=value)
    unit = factor.unit
    if unit == "share" or unit.startswith("share "):
        percent = 100 * float(f"{value:.3g}")
        share = words.percent(percent, decimals_of(percent, 3))
        what = unit.removeprefix("share").strip()
        return words.say("{share} {what}", share=share, what=words.say(what)) if what else share
    number = words.number(value) if factor.whole else significant(words, value, 3)
    if money := re.fullmatch(r"([A-Z]{3})(?:/(\w+))?", unit):
        return _money(money[1], money[2], number, words)
    if unit in ("", "0 to 1", "-1 to 1", "0 or 1", "number"):
        return number
    if unit in COUNTED and value == int(value):
        return words.count(*COUNTED[unit], int(value))
    return words.say("{number} {unit}", number=number, unit=words.say(unit))


def _money(currency: str, span: str | None, number: str, words: Wording) -> str:
    if span is None:
        return words.say("{currency} {number}", currency=currency, number=number)
    text = MONEY.get(span, PER)
    return words.say(text, currency=currency, number=number, span=words.say(span))


def range_in_words(factor: Factor) -> str:
    """Return a factor's range, ``from 5 to 40 % of customers per year``, or its values."""
    if factor.values:
        shown = [value_in_words(factor, one) for one in factor.values]
        if len(shown) > 4:
            return f"{len(shown)} values from {shown[0]} to {shown[-1]}"
        return ", ".join(shown)
    return f"from {_bare(factor, factor.low)} to {value_in_words(factor, factor.high)}"


def _bare(factor: Factor, value: float) -> str:
    said = value_in_words(factor, value)
    return said if said.startswith(factor.unit[:3]) and factor.unit else said.split(" ")[0]
