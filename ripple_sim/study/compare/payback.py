"""When a plan pays back, and how surely: a whole sentence for each case."""

from __future__ import annotations

from ripple_sim.study.compare.summary import InShort
from ripple_sim.study.core.horizon import horizon_in_words
from ripple_sim.wording import Wording, mark

# Of a plan that brings more than it costs: whether it pays back within the horizon, and whether it
# does so in all futures or in none.
PAYS = {
    (True, False): mark(
        "{plan} costs {cost} and brings {gain} {within}, {apart} more than it costs; it pays back "
        "in month {month} ({months}) with a chance of {chance}."
    ),
    (True, True): mark(
        "{plan} costs {cost} and brings {gain} {within}, {apart} more than it costs; it pays back "
        "in month {month} ({months}) in all {pairs} futures lived."
    ),
    (False, False): mark(
        "{plan} costs {cost} and brings {gain} {within}, {apart} more than it costs; it pays back "
        "within that time with a chance of {chance} only."
    ),
    (False, True): mark(
        "{plan} costs {cost} and brings {gain} {within}, {apart} more than it costs; it pays back "
        "within that time in none of the {pairs} futures lived."
    ),
}


def months_in_words(of: InShort, words: Wording) -> str:
    """Return between which months a plan pays back in 80 % of single futures."""
    if of.payback_from is None:
        return words.say("after {horizon}", horizon=horizon_in_words(of.weeks, words))
    first = words.number(of.payback_from)
    if of.payback_to is None:
        return words.say("{first} to later than the horizon", first=first)
    return words.say("{first} to {last}", first=first, last=words.number(of.payback_to))
