"""The sentences about where something happens, and boxes in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ripple_sim.study.discover.boxes import Box, Limit, Limits, Share
from ripple_sim.study.discover.result import DiscoveryNumbers
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor
from ripple_sim.study.sweep.messages import value_in_words
from ripple_sim.wording import ENGLISH, Wording, decimals_of, either, listed, mark, sentences

NOWHERE = mark("Over the ranges tried, {happens} {window} at {hits} of {points:one=# point|other=# points}.")
WHERE = mark("{happens} {window} above all when {box}.")
HOW_OFTEN = mark(
    "That is so at {density} of the points there, against {usual} of all points; {coverage} of "
    "such points lie there{more:0=|one=, and one more box holds others|"
    "other=, and # more boxes hold others}."
)
MEASURED = mark(
    "Boxes were found at {searched} points spread evenly over the ranges and measured at {aside} "
    "others. Shares are shares of these points, not chances: how likely a range is, is not in "
    "them. Intervals are Wilson's. A quasi p was worked out with the points that the box was found "
    "with, so it only sorts out weak limits."
)
RANDOM = mark(
    "Random draws that act differently at different points make {share} of the outcome's variance. "
    "They blur the ends of a box; more replications make this less."
)
LEFT_OUT = mark("{failed:one=# point is|other=# points are} left out because a run failed.")


def sentence(result: DiscoveryNumbers, words: Wording = ENGLISH) -> str:
    """Return where it happens, how often there and elsewhere, and what is unsure of that."""
    usual = result.usual
    happens = result.condition.says_in(words)
    window = result.question.window_in(words)
    if not result.boxes:
        said = words.say(NOWHERE, happens=happens, window=window, hits=words.number(usual.hits), points=usual.count)
        decided = usual.hits in (0, usual.count)
        return sentences(words, said, "" if decided else words.say("Nothing that varies shows where."))
    first = result.boxes[0]
    box = box_in_words(first.limits, result.factor, words)
    where = words.say(WHERE, happens=happens[:1].upper() + happens[1:], window=window, box=box)
    how_often = words.say(
        HOW_OFTEN,
        density=share_in_words(first.density, words),
        usual=words.percent(100 * usual.value),
        coverage=share_in_words(first.coverage, words),
        more=len(result.boxes) - 1,
    )
    return sentences(words, where, how_often, _doubt(first, usual.value, words))


def _doubt(box: Box, usual: float, words: Wording) -> str:
    if box.density.count and box.density.interval(0.80)[0] > usual:
        return ""
    return words.say("With so few points there, this may be chance.")


def conditions(result: DiscoveryNumbers, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number: horizon, random draws, how boxes were measured."""
    about = result.found.about
    said = [
        *result.question.conditions(about.replications, about.seed, words),
        words.say(
            MEASURED, searched=words.number(result.searched), aside=words.number(len(result.values) - result.searched)
        ),
    ]
    luck = result.luck
    if np.isfinite(luck):
        said.append(words.say(RANDOM, share=words.percent(100 * luck, 1)))
    failed = int((~np.isfinite(result.values)).sum())
    if failed:
        said.append(words.say(LEFT_OUT, failed=failed))
    return tuple(said)


def box_in_words(limits: Limits, factor_of: Callable[[str], Factor], words: Wording = ENGLISH) -> str:
    """Return what holds inside a box; the ensemble's number is called what it is."""
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
        low=words.number(100 * low, _decimals(low)),
        high=words.number(100 * high, _decimals(high)),
    )


def _decimals(share: float) -> int:
    percent = 100 * share
    if 0 < percent < 1:
        return decimals_of(percent, 1)
    return 1 if 99 < percent < 100 else 0
