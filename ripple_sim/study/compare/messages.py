"""The sentences of a comparison, each a whole text for its case."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from ripple_sim.scenario.plan_cost_words import CostParts
from ripple_sim.study.compare.payback import PAYS, months_in_words
from ripple_sim.study.compare.summary import InShort, Ranged, in_short
from ripple_sim.study.core.horizon import within_horizon
from ripple_sim.wording import ENGLISH, Wording, sentences

if TYPE_CHECKING:
    from ripple_sim.study.compare.result import Comparison

MOST_PAIRS_WORTH_NAMING = 100_000


class Explained(Protocol):
    """Whatever can say in words what most of a difference comes from."""

    def because(self, words: Wording = ENGLISH) -> str:
        """Return words such as "fewer people leave"."""


Reason = str | Explained


def plan_sentence(
    found: Comparison, plan: str, because: Reason | None = None, words: Wording = ENGLISH
) -> str:
    """Return the sentence about one plan: what it costs and brings, when, and how sure that is."""
    return said_of(in_short(found, plan), because, words)


def said_of(of: InShort, because: Reason | None = None, words: Wording = ENGLISH) -> str:
    """Return the sentence about a plan, from the numbers that it rests on."""
    if not of.changes:
        return words.say(
            "{plan} changes nothing {within}: every figure is the same without it.",
            plan=called(of.title, of.plan, words), within=within_horizon(of.weeks, words),
        )  # fmt: skip
    parts = CostParts(of.programmes, of.raises, of.seats, of.hours_at_wage)
    costs = parts.say(of.currency, words)
    if not of.told:
        return sentences(words, _cannot_be_told(of, words), costs)
    if of.cost > 0 and of.profit[0] <= 0:
        # A reason for gains doesn't say why they are too small.
        return sentences(words, _does_not_pay(of, words), costs)
    reason = because if isinstance(because, str) or because is None else because.because(words)
    if of.cost > 0:
        return sentences(words, _pays(of, words), mostly(reason, words), costs)
    return sentences(
        words, _without_cost(of, words), _how_surely(of, words), mostly(reason, words), costs
    )


def best(found: Comparison, because: Reason | None = None, words: Wording = ENGLISH) -> str:
    """Return which of several plans is best, how surely, and the sentence about it."""
    rank = found.rank
    first = int(rank.mean.argmax())
    facts = {
        "number": words.number(len(found.plans)),
        "expected": percent(100 * rank.best_expected[first], words),
        "single": percent(100 * rank.best_single[first], words),
        "regret": words.short_amount(rank.regret_expected[first], found.currency),
    }
    if first == len(found.plans):
        return words.say(
            "Of {number} plans, going on without any is best with a probability of {expected} in "
            "expectation and in {single} of single futures (by net present value); the regret to "
            "expect from choosing it is {regret}.",
            **facts,
        )
    plan = found.plans[first]
    chosen = words.say(
        "Of {number} plans, '{plan}' is best with a probability of {expected} in expectation and "
        "in {single} of single futures (by net present value); the regret to expect from choosing "
        "it is {regret}.",
        plan=words.say(found.title(plan)), **facts,
    )  # fmt: skip
    return sentences(words, chosen, plan_sentence(found, plan, because, words))


def called(title: str, plan: str, words: Wording = ENGLISH, *, within: bool = False) -> str:
    """Return a plan as a sentence names it: its title in quotation marks, or its name.

    ``within`` is for a name that stands within the sentence.
    """
    if title:
        return words.say("'{plan}'", plan=words.say(title))
    return plan if within else plan_name(plan)


def plan_name(plan: str) -> str:
    """Return a plan's name as it stands at the beginning of a sentence."""
    words = plan.replace("-", " ")
    return words[:1].upper() + words[1:]


def ranged(of: Ranged, currency: str, words: Wording = ENGLISH) -> str:
    """Return an amount with where 80 % of single futures lie.

    Such as ``EUR 412k (80 % of futures: 260k to 570k)``.
    """
    value, low, high = of
    return words.say(
        "{amount} (80 % of futures: {low} to {high})", amount=words.short_amount(value, currency),
        low=words.short(low), high=words.short(high),
    )  # fmt: skip


def mean_ranged(of: Ranged, currency: str, words: Wording = ENGLISH) -> str:
    """Return the mean of an amount with how well it is known, its 80 % interval."""
    value, low, high = of
    return words.say(
        "{amount} (mean known to lie within {low} to {high} with 80 %)",
        amount=words.short_amount(value, currency), low=words.short(low), high=words.short(high),
    )  # fmt: skip


def percent(value: float, words: Wording = ENGLISH) -> str:
    """Return a chance in whole per cents; what isn't certain is never called 0 or 100 %."""
    if 0 < value < 1:
        return words.say("under {percent}", percent=words.percent(1))
    if 99 < value < 100:
        return words.say("over {percent}", percent=words.percent(99))
    return words.percent(value)


def _cannot_be_told(of: InShort, words: Wording) -> str:
    facts = {
        "plan": called(of.title, of.plan, words),
        "cost": words.short_amount(abs(of.cost), of.currency),
        "within": within_horizon(of.weeks, words),
        "profit": ranged(of.profit, of.currency, words),
        "pairs": words.number(of.pairs),
    }
    if of.cost > 0:
        said = words.say(
            "{plan} costs {cost} {within}, and its effect on profit can't be told from zero: "
            "{profit} after {pairs} pairs.", **facts,
        )  # fmt: skip
    elif of.cost < 0:
        said = words.say(
            "{plan} saves {cost} {within}, and its effect on profit can't be told from zero: "
            "{profit} after {pairs} pairs.", **facts,
        )  # fmt: skip
    else:
        said = words.say(
            "{plan} costs nothing {within}, and its effect on profit can't be told from zero: "
            "{profit} after {pairs} pairs.", **facts,
        )  # fmt: skip
    wanted = of.pairs_to_tell
    if wanted is None or wanted > MOST_PAIRS_WORTH_NAMING:
        more = words.say(
            "Were it as large as that, more than {pairs} pairs would show it.",
            pairs=words.number(MOST_PAIRS_WORTH_NAMING),
        )
    else:
        more = words.say(
            "Were it as large as that, about {pairs} pairs would show it.",
            pairs=words.number(max(_round_up(wanted), of.pairs + 1)),
        )
    return sentences(words, said, more)


def _does_not_pay(of: InShort, words: Wording) -> str:
    facts = _money(of, words)
    if of.pays_back == 0:
        return words.say(
            "{plan} doesn't pay {within}: it costs {cost} and brings {gain}, {apart} less than it "
            "costs; it pays back in none of the {pairs} futures lived.", **facts,
        )  # fmt: skip
    if of.pays_back == 100:
        return words.say(
            "{plan} doesn't pay {within}: it costs {cost} and brings {gain}, {apart} less than it "
            "costs; it pays back in all {pairs} futures lived.", **facts,
        )  # fmt: skip
    return words.say(
        "{plan} doesn't pay {within}: it costs {cost} and brings {gain}, {apart} less than it "
        "costs; it pays back with a chance of {chance}.", **facts,
    )  # fmt: skip


def _pays(of: InShort, words: Wording) -> str:
    text = PAYS[of.payback is not None, of.pays_back in (0, 100)]
    return words.say(text, **_money(of, words))


def _money(of: InShort, words: Wording) -> dict[str, str]:
    """Return what the sentences hold that tell of a plan with a cost of its own."""
    return {
        "plan": called(of.title, of.plan, words),
        "cost": words.short_amount(of.cost, of.currency),
        "gain": ranged(of.gain, of.currency, words),
        "apart": words.short_amount(abs(of.profit[0]), of.currency),
        "within": within_horizon(of.weeks, words),
        "month": words.number(of.payback or math.nan),
        "months": months_in_words(of, words),
        "chance": percent(of.pays_back, words),
        "pairs": words.number(of.pairs),
    }


def _without_cost(of: InShort, words: Wording) -> str:
    value, low, high = of.profit
    rises = value > 0
    facts = {
        "plan": called(of.title, of.plan, words),
        "saved": words.short_amount(-of.cost, of.currency),
        "change": ranged(of.profit if rises else (-value, -high, -low), of.currency, words),
        "within": within_horizon(of.weeks, words),
    }
    if of.cost < 0 and rises:
        return words.say("{plan} saves {saved} {within} and raises profit by {change}.", **facts)
    if of.cost < 0:
        return words.say("{plan} saves {saved} {within} and lowers profit by {change}.", **facts)
    if rises:
        return words.say("{plan} costs nothing {within} and raises profit by {change}.", **facts)
    return words.say("{plan} costs nothing {within} and lowers profit by {change}.", **facts)


def _how_surely(of: InShort, words: Wording) -> str:
    """Return how surely profit is higher; what held in all pairs or in none is no certainty."""
    pairs = words.number(of.pairs)
    if of.pays_back == 0:
        return words.say("Profit is higher with it in none of the {pairs} futures lived.",
                         pairs=pairs)  # fmt: skip
    if of.pays_back == 100:
        return words.say("Profit is higher with it in all {pairs} futures lived.", pairs=pairs)
    return words.say(
        "Profit is higher with it with a chance of {chance}.", chance=percent(of.pays_back, words)
    )


def mostly(reason: str | None, words: Wording = ENGLISH) -> str:
    """Return the sentence with what most of a plan's effect comes from; nothing without it."""
    if reason is None:
        return ""
    return words.say("Most of the effect is because {reason}.", reason=reason)


def _round_up(pairs: float) -> int:
    """Return a number of pairs with two digits that count."""
    step = int(10 ** max(len(str(math.ceil(pairs))) - 2, 0))
    return math.ceil(pairs / step) * step
