"""Boxes in words: ``'Customers lost a year' is over 12 % and 'Skill' is under 0.4``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ripple_sim.study.discover.boxes import Limit, Limits
from ripple_sim.study.discover.measure import Share
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor
from ripple_sim.study.sweep.messages import value_in_words
from ripple_sim.wording import ENGLISH, Wording, decimals_of, either, listed


def box_in_words(
    limits: Limits, factor_of: Callable[[str], Factor], words: Wording = ENGLISH
) -> str:
    """Return what holds inside a box; limits of the ensemble's number are told as what they are."""
    return listed(words, [limit_in_words(one, factor_of(one.path), words) for one in limits])


def limit_in_words(limit: Limit, factor: Factor, words: Wording = ENGLISH) -> str:
    """Return one limit, such as ``'Customers lost a year' is between 5 and 12 %``."""
    quoted = words.say("'{name}'", name=words.say(factor.label))
    if limit.values:
        kept = [words.say("'{name}'", name=value) for value in limit.values]
        return words.say("{factor} is {values}", factor=quoted, values=either(words, kept))
    low, high = (_end(factor, end, words) for end in (limit.low, limit.high))
    name = words.say("the number of the parameter set") if factor.path == ENSEMBLE else quoted
    if not np.isfinite(limit.low):
        return words.say("{factor} is under {high}", factor=name, high=high)
    if not np.isfinite(limit.high):
        return words.say("{factor} is over {low}", factor=name, low=low)
    return words.say("{factor} is between {low} and {high}", factor=name, low=low, high=high)


def _end(factor: Factor, end: float, words: Wording) -> str:
    return value_in_words(factor, end, words) if np.isfinite(end) else ""


def share_in_words(share: Share, words: Wording = ENGLISH) -> str:
    """Return a share with its 80 % interval, such as ``85 % (80 %: 70 to 93)``."""
    if not share.count:
        return words.say("an unknown share")
    low, high = share.interval(0.80)
    return words.say(
        "{share} (80 %: {low} to {high})",
        share=words.percent(100 * share.value, _decimals(share.value)),
        low=words.number(100 * low, _decimals(low)), high=words.number(100 * high, _decimals(high)),
    )  # fmt: skip


def _decimals(share: float) -> int:
    percent = 100 * share
    if 0 < percent < 1:
        return decimals_of(percent, 1)
    return 1 if 99 < percent < 100 else 0
