"""How far a difference travelled, in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from ripple_sim.study.trace.messages import (
    ALL_TOLD,
    FEW,
    NONE_TOLD,
    NOTHING,
    ONCE_PLAIN,
    ONE_TOLD,
    PERSON,
    SOME_TOLD,
    WITH_MORE,
)
from ripple_sim.wording import ENGLISH, Phrase, Wording, listed, sentences

if TYPE_CHECKING:
    from ripple_sim.study.trace.rings import Ring
    from ripple_sim.study.trace.twins import Mover


class _Reach(Protocol):
    """What the sentences take of a trace."""

    @property
    def rings(self) -> Sequence[Ring]: ...
    @property
    def weeks(self) -> int: ...
    @property
    def pairs(self) -> int: ...
    @property
    def origin(self) -> Phrase: ...
    @property
    def movers(self) -> Sequence[Mover | None]: ...
    def first_week(self, ring: str) -> tuple[int, str] | None: ...
    def told_at_end(self, ring: Ring) -> bool: ...
    def plain_week(self, ring: Ring) -> int | None: ...


def sentence(found: _Reach, words: Wording = ENGLISH) -> str:
    """Return where the difference began, how far it came, and where it can be told from zero.

    A ring is said to differ if, and only if, the range that stands in the table leaves out zero.
    """
    first = first_mover(found, words)
    if first is None:
        return words.say(NOTHING, weeks=words.number(found.weeks))
    reached = [ring for ring in found.rings if found.first_week(ring.name)]
    told = [ring for ring in reached if found.told_at_end(ring)]
    once = [ring for ring in reached if ring not in told and found.plain_week(ring)]
    last = max(reached, key=lambda ring: (ring.distance, found.first_week(ring.name)), default=None)
    facts = {
        "origin": found.origin.said(words),
        "first": first[0],
        "pairs": words.number(found.pairs),
    }
    if last is None:
        return words.say(FEW, **facts)
    week, _ = found.first_week(last.name) or (0, "")
    text = NONE_TOLD if not told else ONE_TOLD if len(told) == 1 else SOME_TOLD
    if len(told) == len(found.rings):
        text = ALL_TOLD
    said = words.say(
        text, last=words.say(last.within), week=words.number(week),
        reached=words.number(len(reached)), told=words.number(len(told)),
        rings=words.number(len(found.rings)), names=_names(told, words),
        weeks=words.number(found.weeks), **facts,
    )  # fmt: skip
    earlier = words.say(ONCE_PLAIN, names=_names(once, words)) if once else ""
    return sentences(words, said, earlier)


def _names(rings: Sequence[Ring], words: Wording) -> str:
    return listed(words, [words.say(ring.within) for ring in rings])


def first_mover(found: _Reach, words: Wording = ENGLISH) -> tuple[str, int] | None:
    """Return who moved first most often, in words, and in how many pairs; None if nobody."""
    movers = Counter(_named(mover, words) for mover in found.movers if mover is not None)
    return movers.most_common(1)[0] if movers else None


def _named(mover: Mover, words: Wording) -> str:
    who = words.say(PERSON[mover.table], number=words.numeral(mover.row + 1))
    if mover.together > 1:
        return words.say(WITH_MORE, who=who, more=words.number(mover.together - 1))
    return who
