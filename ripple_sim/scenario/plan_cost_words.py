"""What a plan costs, part by part, in words; the same before a run and after one."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

# Each part of a cost where it costs, and where it saves.
PARTS = {
    "programmes": (mark("{amount} for programmes"), mark("{amount} saved on programmes")),
    "raises": (mark("{amount} for pay raised"), mark("{amount} saved by pay lowered")),
    "seats": (mark("{amount} for seats opened"), mark("{amount} saved by seats closed")),
}
# Where pay or seats are all there is to a cost; where they cost, and where they save.
ALL = {
    "raises": (mark("All of its cost is pay raised."), mark("All of it is saved by lower pay.")),
    "seats": (mark("All of its cost is pay for seats opened."), mark("All of it is saved by seats closed.")),
}
_LEAST = 0.5  # of the currency: less is not told


@dataclass(frozen=True)
class CostParts:
    """The parts of a plan's cost, in currency over the horizon, beyond the baseline's.

    Attributes
    ----------
    programmes, raises, seats
        Spent on programmes, on pay raised, and on seats opened; negative where the plan saves. The
        cost is their sum.
    hours_at_wage
        What the hours of staff that it takes are worth at the wage; no part of the cost.
    """

    programmes: float
    raises: float
    seats: float
    hours_at_wage: float

    @property
    def total(self) -> float:
        """The cost."""
        return self.programmes + self.raises + self.seats

    def say(self, currency: str, words: Wording = ENGLISH) -> str:
        """Return what the cost is made up of, and what hours of staff the plan takes beside it.

        A cost of programmes alone is not taken apart: that is what a cost is where nothing else is
        said.
        """
        return sentences(words, self._made_up(currency, words), self._hours(currency, words))

    def _made_up(self, currency: str, words: Wording) -> str:
        if max(abs(self.raises), abs(self.seats)) < _LEAST:
            return ""
        amounts = {name: float(getattr(self, name)) for name in PARTS}
        parts = {name: amount for name, amount in amounts.items() if abs(amount) >= _LEAST}
        if len(parts) == 1:
            (only,) = parts
            return words.say(ALL[only][self.total < 0])
        said = listed(
            words,
            [
                words.say(PARTS[name][amount < 0], amount=words.short_amount(abs(amount), currency))
                for name, amount in parts.items()
            ],
        )
        if self.total < 0:
            return words.say("What it saves is made up of {parts}.", parts=said)
        return words.say("Its cost is made up of {parts}.", parts=said)

    def _hours(self, currency: str, words: Wording) -> str:
        if abs(self.hours_at_wage) < _LEAST:
            return ""
        amount = words.short_amount(abs(self.hours_at_wage), currency)
        if self.hours_at_wage < 0:
            return words.say(
                "It also frees staff hours worth {amount}, paid anyway and not in its cost.", amount=amount
            )
        return words.say("It also takes staff hours worth {amount}, paid anyway and not in its cost.", amount=amount)
