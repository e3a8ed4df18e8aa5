"""What a plan costs, part by part, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

if TYPE_CHECKING:
    from ripple_sim.study.compare.in_short import InShort

# Each part of a cost where it costs, and where it saves.
PARTS = {
    "programmes": (mark("{amount} for programmes"), mark("{amount} saved on programmes")),
    "raises": (mark("{amount} for pay raised"), mark("{amount} saved by pay lowered")),
    "seats": (mark("{amount} for seats opened"), mark("{amount} saved by seats closed")),
}
_LEAST = 0.5  # of the currency: less is not told


def cost_in_words(of: InShort, words: Wording = ENGLISH) -> str:
    """Return what a plan's cost is made up of, and what hours of staff it takes beside it.

    A cost of programmes alone is not taken apart: that is what a cost is where nothing else is
    said.
    """
    parts = {name: float(getattr(of, name)) for name in PARTS}
    return sentences(words, _made_up(of, parts, words), _hours(of, words))


def _made_up(of: InShort, parts: dict[str, float], words: Wording) -> str:
    if max(abs(of.raises), abs(of.seats)) < _LEAST:
        return ""
    said = listed(words, [
        words.say(PARTS[name][amount < 0], amount=words.short_amount(abs(amount), of.currency))
        for name, amount in parts.items() if abs(amount) >= _LEAST
    ])  # fmt: skip
    if of.cost < 0:
        return words.say("What it saves is made up of {parts}.", parts=said)
    return words.say("Its cost is made up of {parts}.", parts=said)


def _hours(of: InShort, words: Wording) -> str:
    if abs(of.hours_at_wage) < _LEAST:
        return ""
    amount = words.short_amount(abs(of.hours_at_wage), of.currency)
    if of.hours_at_wage < 0:
        return words.say(
            "It gives back hours of staff worth {amount} at their wage; they are paid anyway and "
            "no part of its cost.", amount=amount,
        )  # fmt: skip
    return words.say(
        "It takes hours of staff worth {amount} at their wage; they are paid anyway and no part of "
        "its cost.", amount=amount,
    )  # fmt: skip
