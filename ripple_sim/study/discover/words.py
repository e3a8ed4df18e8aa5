"""Boxes in words: ``'Customers lost a year' is over 12 % and 'Skill' is under 0.4``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ripple_sim.study.compare.estimate import Range
from ripple_sim.study.discover.boxes import Limit, Limits
from ripple_sim.study.discover.measure import Share
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor
from ripple_sim.study.sweep.wording import value_in_words


def box_in_words(limits: Limits, factor_of: Callable[[str], Factor]) -> str:
    """Return what holds inside a box; limits of the ensemble's number are told as what they are."""
    return " and ".join(limit_in_words(one, factor_of(one.path)) for one in limits)


def limit_in_words(limit: Limit, factor: Factor) -> str:
    """Return one limit, such as ``'Customers lost a year' is between 5 and 12 %``."""
    if limit.values:
        kept = [f"'{value}'" for value in limit.values]
        said = kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} or {kept[-1]}"
        return f"'{factor.label}' is {said}"
    low, high = (_end(factor, end) for end in (limit.low, limit.high))
    name = "the number of the parameter set" if factor.path == ENSEMBLE else f"'{factor.label}'"
    if not np.isfinite(limit.low):
        return f"{name} is under {high}"
    if not np.isfinite(limit.high):
        return f"{name} is over {low}"
    return f"{name} is between {low} and {high}"


def _end(factor: Factor, end: float) -> str:
    return value_in_words(factor, end) if np.isfinite(end) else ""


def share_in_words(share: Share) -> str:
    """Return a share with its 80 % interval, such as ``85 % (80 %: 70 to 93)``."""
    if not share.count:
        return "an unknown share"
    return f"{_percent(share.value)} % ({range_in_words(share.interval(0.80))})"


def range_in_words(ends: Range) -> str:
    """Return an 80 % interval of a share, such as ``80 %: 70 to 93``."""
    low, high = ends
    return f"80 %: {_percent(low)} to {_percent(high)}"


def _percent(share: float) -> str:
    percent = 100 * share
    if 0 < percent < 1:
        return f"{percent:.1g}"
    return f"{percent:.1f}" if 99 < percent < 100 else f"{percent:.0f}"
