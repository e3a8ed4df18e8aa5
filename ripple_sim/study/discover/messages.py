"""The sentences about where something happens, each a whole text for its case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ripple_sim.study.discover.box_messages import share_in_words
from ripple_sim.wording import ENGLISH, Wording, sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ripple_sim.study.discover.condition import Condition
    from ripple_sim.study.discover.measure import Box, Share
    from ripple_sim.study.sweep.question import Question
    from ripple_sim.study.sweep.result import Sweep


class _Boxes(Protocol):
    """What the sentences take of a discovery."""

    @property
    def question(self) -> Question: ...
    @property
    def condition(self) -> Condition: ...
    @property
    def boxes(self) -> Sequence[Box]: ...
    @property
    def usual(self) -> Share: ...
    @property
    def values(self) -> NDArray[np.float64]: ...
    @property
    def searched(self) -> int: ...
    @property
    def found(self) -> Sweep: ...
    def words(self, box: Box, words: Wording = ENGLISH) -> str: ...


def sentence(found: _Boxes, words: Wording = ENGLISH) -> str:
    """Return where it happens, how often there and elsewhere, and what is unsure of that."""
    everywhere, hits, points = found.usual, found.usual.hits, found.usual.count
    happens = found.condition.says_in(words)
    window = found.question.window_in(words)
    if not found.boxes:
        usual = words.say(
            "Over the ranges varied, {happens} {window} at {hits} of {points} points.",
            happens=happens, window=window, hits=words.number(hits),
            points=words.number(points),
        )  # fmt: skip
        decided = hits in (0, points)
        return sentences(
            words, usual, "" if decided else words.say("Nothing that varies tells where.")
        )
    first = found.boxes[0]
    where = words.say(
        "{happens} {window} when {box}: so it is at {density} of the points there, against {usual} "
        "of all, and {coverage} of such points lie there.",
        happens=happens[:1].upper() + happens[1:], window=window, box=found.words(first, words),
        density=share_in_words(first.density, words), usual=words.percent(100 * everywhere.value),
        coverage=share_in_words(first.coverage, words),
    )  # fmt: skip
    more = len(found.boxes) - 1
    others = "" if not more else words.count(
        "{number} more box holds others.", "{number} more boxes hold others.", more
    )  # fmt: skip
    return sentences(words, where, others, _doubt(first, everywhere.value, words))


def _doubt(box: Box, usual: float, words: Wording) -> str:
    if box.density.count and box.density.interval(0.80)[0] > usual:
        return ""
    return words.say("With so few points there, this can't be told from chance.")


def conditions(found: _Boxes, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number: horizon, luck, how boxes were measured."""
    about = found.found.about
    said = [
        *found.question.conditions(about.replications, about.seed, words),
        words.say(
            "Boxes were found at {searched} points spread evenly over the ranges and measured at "
            "{aside} others. Shares are of these points, not chances: how likely a range is, is "
            "not in them. Intervals are Wilson's; a quasi p was reckoned with the points that the "
            "box was found with, so it only weeds out.",
            searched=words.number(found.searched),
            aside=words.number(len(found.values) - found.searched),
        ),
    ]
    luck = found.question.luck(found.found)
    if np.isfinite(luck):
        said.append(words.say(
            "Luck that differs between points makes {share} of the outcome's variance; it blurs "
            "the ends of a box, and more replications make it less.",
            share=words.percent(100 * luck, 1),
        ))  # fmt: skip
    failed = int((~np.isfinite(found.values)).sum())
    if failed:
        said.append(words.count(
            "{number} point is left out because a run failed.",
            "{number} points are left out because a run failed.", failed,
        ))  # fmt: skip
    return tuple(said)
