"""Values of factors and their ranges as a manager reads them."""

from __future__ import annotations

import re

from ripple_sim.study.sweep.factors import Factor, Value


def value_in_words(factor: Factor, value: Value) -> str:
    """Return a value with its unit: ``12 % of customers per year``, ``EUR 20,000``, ``0.45``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"'{value}'"
    unit = factor.unit
    if unit == "share" or unit.startswith("share "):
        what = unit.removeprefix("share").strip()
        return f"{100 * value:.3g} % {what}".strip()
    number = f"{value:,.0f}" if factor.whole else f"{float(f'{value:.3g}'):,.15g}"
    if money := re.fullmatch(r"([A-Z]{3})(?:/(\w+))?", unit):
        return f"{money[1]} {number}{f' a {money[2]}' if money[2] else ''}"
    plain = unit in ("", "0 to 1", "-1 to 1", "0 or 1", "number")
    return number if plain else f"{number} {_singular(unit, number)}"


def _singular(unit: str, number: str) -> str:
    return unit.removesuffix("s") if number == "1" and unit in ("weeks", "hours") else unit


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
