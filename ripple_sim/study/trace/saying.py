"""How far a difference travelled, in a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ripple_sim.study.trace.words import (
    ALL_PLAIN,
    FEW,
    NOTHING,
    NOWHERE_PLAIN,
    PERSON,
    PLAINLY,
    WITH_MORE,
)
from ripple_sim.wording import ENGLISH, Wording, listed

if TYPE_CHECKING:
    from ripple_sim.study.trace.answer import Trace
    from ripple_sim.study.trace.twins import Mover


def sentence(found: Trace, words: Wording = ENGLISH) -> str:
    """Return where the difference began, how far it came, and where it is plain to see."""
    first = first_mover(found, words)
    if first is None:
        return words.say(NOTHING, weeks=words.number(found.weeks))
    reached = [ring for ring in found.rings if found.first_week(ring.name)]
    plain = [ring for ring in reached if found.plain_week(ring)]
    last = max(reached, key=lambda ring: (ring.distance, found.first_week(ring.name)), default=None)
    facts = {
        "origin": found.origin.said(words),
        "first": first[0],
        "pairs": words.number(found.pairs),
    }
    if last is None:
        return words.say(FEW, **facts)
    week, _ = found.first_week(last.name) or (0, "")
    everywhere = len(plain) == len(found.rings)
    return words.say(
        ALL_PLAIN if everywhere else PLAINLY if plain else NOWHERE_PLAIN,
        last=words.say(last.within), week=words.number(week), reached=words.number(len(reached)),
        plain=words.number(len(plain)), rings=words.number(len(found.rings)),
        names=listed(words, [words.say(ring.within) for ring in plain]),
        weeks=words.number(found.weeks), **facts,
    )  # fmt: skip


def first_mover(found: Trace, words: Wording = ENGLISH) -> tuple[str, int] | None:
    """Return who moved first most often, in words, and in how many pairs; None if nobody."""
    movers = Counter(_named(mover, words) for mover in found.movers if mover is not None)
    return movers.most_common(1)[0] if movers else None


def _named(mover: Mover, words: Wording) -> str:
    who = words.say(PERSON[mover.table], number=words.numeral(mover.row + 1))
    if mover.together > 1:
        return words.say(WITH_MORE, who=who, more=words.number(mover.together - 1))
    return who
