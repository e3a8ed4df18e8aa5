"""Ways to declare a coefficient: a level, a time, an effect, a spread, a chance, a weight."""

from __future__ import annotations

from typing import Any

from ripple_sim.scenario.fitted import Fitted
from ripple_sim.scenario.parameters import Kind, number


def level(default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a level between 0 and 1."""
    return number(default, "0 to 1", 0, 1, label, source, kind)


def weeks(default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a time constant."""
    return number(default, "weeks", 1, 1e9, label, source, kind)


def contacts(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a time constant counted in contacts."""
    return number(default, "contacts", 1, 1e6, label, source, kind)


def effect(default: float | Fitted, high: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare how much the left side moves for one unit of the right side; never negative."""
    return number(default, "per unit", 0, high, label, source, kind)


def spread(default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a standard deviation between people, or from week to week."""
    return number(default, "standard deviation", 0, 0.5, label, source, kind)


def chance(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a probability."""
    return number(default, "probability", 0, 1, label, source, kind)


def weight(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a weight in a mix; the weights of a mix count relative to their sum."""
    return number(default, "weight in the mix", 0, 1, label, source, kind)


def limit(
    default: float,
    low: float,
    high: float,
    label: str,
    unit: str = "ratio",
    source: str = "assumption",
    kind: Kind = "guess",
) -> Any:
    """Declare a limit, or another plain number, in a range of its own."""
    return number(default, unit, low, high, label, source, kind)


def offset(default: float, label: str) -> Any:
    """Declare a logarithm added to a hazard so that a company's stated rate comes true."""
    return number(default, "logarithm", -4, 4, label, "found by 'ripple balance'", "fitted")
