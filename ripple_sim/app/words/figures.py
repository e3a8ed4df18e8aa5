"""Figures of the model as they are read: the number, its unit, a change, a range."""

from __future__ import annotations

import math
from collections.abc import Callable

from ripple_sim.app.words.catalogue import Words
from ripple_sim.observe.metrics import Metric, Money


def is_money(metric: Metric) -> bool:
    """Tell whether a metric counts money by the week."""
    return metric.unit == f"{Money}/week"


def read(words: Words, metric: Metric, value: float, currency: str) -> str:
    """Return a metric's value, money as money."""
    if is_money(metric):
        return words.money(value, currency)
    return words.number(value, metric.decimals)


def read_change(words: Words, metric: Metric, change: float, currency: str) -> str:
    """Return a change of a metric, with its sign."""
    if is_money(metric):
        return words.money_change(change, currency)
    return words.change(change, metric.decimals)


def unit(words: Words, metric: Metric, currency: str) -> str:
    """Return what stands after a metric's value; money carries its currency already."""
    if is_money(metric):
        return words.say("a week")
    if metric.unit == "0 to 100":
        return words.say("of 100")
    return words.say(metric.unit).replace(Money, currency)


def shows(metric: Metric, change: float) -> bool:
    """Tell whether a change is large enough to be seen in the digits shown."""
    return bool(round(change, metric.decimals))


def between(words: Words, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``low to high``, each end as ``read`` reads it."""
    return words.say("{low} to {high}", low=read(low), high=read(high))


def ranged(words: Words, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``low to high``, once where both read the same; a dash where there is no range."""
    if math.isnan(low) or math.isnan(high):
        return words.number(math.nan)
    return read(low) if read(low) == read(high) else between(words, low, high, read)


def with_range(words: Words, mean: float, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``mean (low to high)``, each as ``read`` reads it."""
    return words.say("{mean} ({low} to {high})", mean=read(mean), low=read(low), high=read(high))
