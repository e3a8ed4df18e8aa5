"""The sentences of a comparison: its answer, and what holds for every number of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from ripple_sim.scenario.plan_words import CostParts
from ripple_sim.study.compare.summary import InShort, Ranged, in_short
from ripple_sim.study.core.horizon import QUARTER, horizon_and_weeks, horizon_in_words, within_horizon
from ripple_sim.study.core.intervals import share_of_one
from ripple_sim.wording import ENGLISH, Wording, decimals_of, mark, sentences

if TYPE_CHECKING:
    from ripple_sim.study.compare.result import ComparedPlans
    from ripple_sim.study.compare.worlds import Uncertainty

MOST_PAIRS_WORTH_NAMING = 100_000
MOST_OF_ONE = 0.5  # of the spread; of thirty normal values the largest makes a fifth
FEWEST_TO_CALL_RARE = 10

NOTHING_CHANGES = mark("{plan} changes nothing {within}: every figure is the same without it.")
PAYS = mark("{plan} costs {cost} and brings {gain} {within}, {apart} more than it costs.")
DOES_NOT_PAY = mark(
    "{plan} doesn't pay {within}: it costs {cost} and "
    "{does:brings=brings {gain}, {apart} less than it costs|"
    "other=loses another {gain}, {apart} in all}."
)
NO_COST = mark(
    "{plan} {does:saves=saves {cost}|other=costs nothing} {within} and "
    "{way:rises=raises|other=lowers} profit by {change}."
)
UNCLEAR = mark(
    "{plan} {does:costs=costs {cost}|saves=saves {cost}|other=costs nothing} {within}; its effect "
    "on profit isn't clear yet: {profit} after {pairs:one=# pair|other=# pairs}."
)
PAIRS_WANTED = mark(
    "If the effect is as large as that, {number:most=more than {wanted}|other=about {wanted}} "
    "pairs would make it clear."
)
# How sure something is; what held in all futures or in none is no certainty.
PAYBACK = mark(
    "It pays back {month:known=in month {first} ({months}), |one=in month {first}, |other=}"
    "{surely:all={pairs:one=in the one simulated future|other=in all # simulated futures}|"
    "none={pairs:one=in no simulated future (only one was run)|"
    "other=in none of the # simulated futures}|"
    "other=with a chance of {chance}}."
)
LATER_PAYBACK = mark("The chance that it pays back in that time is {chance}.")
HOW_SURELY = mark(
    "{surely:likely=The chance that profit is higher with it is {chance}|"
    "all=Profit is higher with it in {pairs:one=the one simulated future|"
    "other=all # simulated futures}|"
    "other=Profit is higher with it in {pairs:one=no simulated future (only one was run)|"
    "other=none of the # simulated futures}}."
)
BEST = mark(
    "Of {number} plans, {best:plan={plan}|other=going on without any} is best by net present "
    "value: on average with a probability of {expected}, and in {single} of simulated futures."
)
DRAWN = mark(
    "The answer rests on {pairs:one=# pair|other=# pairs} of simulated companies, with and without "
    "the plan; both share all random draws (seed {seed}). Pairs differ in their random draws "
    "{what:all=and in the parameters' values (the fitted ensemble)|other=alone}. Intervals say "
    "how well the average effect is known (Student's t; order statistics for months; Wilson for "
    "chances). The range of futures says what may happen to one company."
)
HORIZON = mark(
    "The horizon is {horizon} from the settled company. Money is in {currency} and not "
    "discounted, except in the net present value ({rate} a year). Levels are compared over the "
    "last {weeks:one=week|other=# weeks}."
)
COST = mark(
    "A plan's cost is what it spends on programmes, on pay raised and on seats opened; what it "
    "brings, less its cost, is the profit difference. Staff hours that it takes are paid anyway: "
    "the work lost with them lowers what it brings."
)
REGRET = mark(
    "Choosing {best:plan={plan}|other=no plan} is expected to lose {regret} of net present value "
    "compared with the choice that is truly best."
)
RARE = mark(
    "One of {pairs} futures makes most of the spread of profit with {plan}. How often such a rare "
    "future comes is hardly known, so the interval may be too narrow or too wide."
)
NOT_INCLUDED = mark(
    "Not included: taxes, inflation, effects after the horizon, and doubts about "
    "{doubts:model=the model itself|other=the parameters' values (uncertainty 'all' adds them) "
    "and about the model itself}."
)


class Explained(Protocol):
    """Whatever can say in words what most of a difference comes from."""

    def because(self, words: Wording = ENGLISH) -> str:
        """Return words such as "fewer people leave"."""


Reason = str | Explained


def answer(
    result: ComparedPlans, plan: str | None = None, because: Reason | None = None, words: Wording = ENGLISH
) -> str:
    """Return what is said about one plan or, of several and without a name, about the best."""
    if plan is None and len(result.plans) > 1:
        return best(result, because, words)
    return plan_sentence(result, result.plans[result.number(plan) - 1], because, words)


def plan_sentence(result: ComparedPlans, plan: str, because: Reason | None = None, words: Wording = ENGLISH) -> str:
    """Return what is said about one plan: what it costs and brings, when, and how surely."""
    return said_of(in_short(result, plan), because, words)


def said_of(of: InShort, because: Reason | None = None, words: Wording = ENGLISH) -> str:
    """Return what is said about a plan, from the numbers that it rests on: three sentences."""
    facts = _facts(of, words)
    if not of.changes:
        return words.say(NOTHING_CHANGES, **facts)
    if not of.told:
        return sentences(words, words.say(UNCLEAR, **facts), _pairs_wanted(of, words))
    if of.cost > 0 and of.profit[0] <= 0:
        # A reason for gains doesn't say why they are too small.
        return sentences(words, words.say(DOES_NOT_PAY, **facts), _payback(of, facts, words))
    reason = because if isinstance(because, str) or because is None else because.because(words)
    if of.cost > 0:
        said, surely = words.say(PAYS, **facts), _payback(of, facts, words)
    else:
        said, surely = words.say(NO_COST, **facts), words.say(HOW_SURELY, **facts)
    return sentences(words, said, surely, mostly(reason, words))


def best(result: ComparedPlans, because: Reason | None = None, words: Wording = ENGLISH) -> str:
    """Return which of several plans is best, how surely, and what is said about it."""
    rank = result.rank
    first = int(rank.mean.argmax())
    chosen = words.say(
        BEST,
        number=words.number(len(result.plans)),
        expected=percent(100 * rank.best_expected[first], words),
        single=percent(100 * rank.best_single[first], words),
        **_best_called(result, words),
    )
    if first == len(result.plans):
        return chosen
    return sentences(words, chosen, plan_sentence(result, result.plans[first], because, words))


def _best_called(result: ComparedPlans, words: Wording) -> dict[str, str]:
    """Return the best of several plans for a sentence, or that it is to go on without any."""
    first = int(result.rank.mean.argmax())
    if first == len(result.plans):
        return {"best": "none", "plan": ""}
    title = words.say(result.title(result.plans[first]))
    return {"best": "plan", "plan": words.say("'{plan}'", plan=title)}


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
    """Return an amount with where 80 % of futures lie, if they differ.

    Such as ``EUR 412k (80 % of futures: 260k to 570k)``.
    """
    value, low, high = of
    if low == high or math.isnan(low):
        return words.short_amount(value, currency)
    return words.say(
        "{amount} (80 % of futures: {low} to {high})",
        amount=words.short_amount(value, currency),
        low=words.short(low),
        high=words.short(high),
    )


def mean_ranged(of: Ranged, currency: str, words: Wording = ENGLISH) -> str:
    """Return the mean of an amount with how well it is known, its 80 % interval."""
    value, low, high = of
    return words.say(
        "{amount} (mean, 80 %: {low} to {high})",
        amount=words.short_amount(value, currency),
        low=words.short(low),
        high=words.short(high),
    )


def percent(value: float, words: Wording = ENGLISH) -> str:
    """Return a chance in whole per cents; what isn't certain is never called 0 or 100 %."""
    if 0 < value < 1:
        return words.say("under {percent}", percent=words.percent(1))
    if 99 < value < 100:
        return words.say("over {percent}", percent=words.percent(99))
    return words.percent(value)


def mostly(reason: str | None, words: Wording = ENGLISH) -> str:
    """Return the sentence with what most of a plan's effect comes from; nothing without it."""
    if reason is None:
        return ""
    return words.say("Most of the effect is because {reason}.", reason=reason)


def months_in_words(of: InShort, words: Wording) -> str:
    """Return between which months a plan pays back in 80 % of futures."""
    if of.payback_from is None:
        return words.say("after {horizon}", horizon=horizon_in_words(of.weeks, words))
    first = words.number(of.payback_from)
    if of.payback_to is None:
        return words.say("{first} to beyond the horizon", first=first)
    return words.say("{first} to {last}", first=first, last=words.number(of.payback_to))


def _facts(of: InShort, words: Wording) -> dict[str, str | int]:
    """Return what the sentences about a plan hold."""
    value, low, high = of.profit
    rises = value > 0
    brings = of.gain[0] >= 0
    gain = of.gain if brings else (-of.gain[0], -of.gain[2], -of.gain[1])
    change = of.profit if rises else (-value, -high, -low)
    return {
        "plan": called(of.title, of.plan, words),
        "cost": words.short_amount(abs(of.cost), of.currency),
        "does": _does(of, brings),
        "way": "rises" if rises else "falls",
        "gain": ranged(gain, of.currency, words),
        "apart": words.short_amount(abs(value), of.currency),
        "profit": ranged(of.profit, of.currency, words),
        "change": ranged(change, of.currency, words),
        "within": within_horizon(of.weeks, words),
        "chance": percent(of.pays_back, words),
        "surely": {0.0: "none", 100.0: "all"}.get(of.pays_back, "likely"),
        "pairs": of.pairs,
    }


def _does(of: InShort, brings: bool) -> str:
    if of.told and of.cost > 0:
        return "brings" if brings else "loses"
    return "costs" if of.cost > 0 else "saves" if of.cost < 0 else "nothing"


def _payback(of: InShort, facts: dict[str, str | int], words: Wording) -> str:
    if of.payback is None and of.profit[0] > 0 and facts["surely"] == "likely":
        return words.say(LATER_PAYBACK, **facts)
    if of.payback is None or of.profit[0] <= 0:
        month = "beyond"
    else:
        month = "one" if of.payback_from == of.payback_to else "known"
    return words.say(
        PAYBACK, month=month, first=words.number(of.payback or math.nan), months=months_in_words(of, words), **facts
    )


def _pairs_wanted(of: InShort, words: Wording) -> str:
    wanted = of.pairs_to_tell
    most = wanted is None or wanted > MOST_PAIRS_WORTH_NAMING
    number = MOST_PAIRS_WORTH_NAMING
    if wanted is not None and not most:
        number = max(_round_up(wanted), of.pairs + 1)
    return words.say(PAIRS_WANTED, number="most" if most else "about", wanted=words.number(number))


def _round_up(pairs: float) -> int:
    """Return a number of pairs with two digits that count."""
    step = int(10 ** max(len(str(math.ceil(pairs))) - 2, 0))
    return math.ceil(pairs / step) * step


def conditions(result: ComparedPlans, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return how a comparison was worked out, and what holds for every number of it."""
    rate = 100 * result.discount_rate
    plans = {plan: words.say("'{plan}'", plan=words.say(result.title(plan))) for plan in result.plans}
    rare = (
        words.say(RARE, pairs=words.number(result.pairs), plan=plans[plan])
        for plan in result.plans
        if result.pairs >= FEWEST_TO_CALL_RARE and share_of_one(result.values(plan)["profit"]) > MOST_OF_ONE
    )
    return (
        words.say(
            HORIZON,
            horizon=horizon_and_weeks(result.weeks, words),
            currency=result.currency,
            rate=words.percent(rate, decimals_of(rate)),
            weeks=min(QUARTER, result.weeks),
        ),
        words.say(COST),
        *_made_up(result, plans, words),
        *_regret(result, words),
        words.say(DRAWN, pairs=result.pairs, seed=words.numeral(result.seed), what=result.uncertainty),
        *rare,
        not_contained(result.uncertainty, words),
    )


def _made_up(result: ComparedPlans, plans: dict[str, str], words: Wording) -> list[str]:
    """Return what the cost of each plan is made up of, where it is more than programmes."""
    said = []
    for plan in result.plans:
        of = in_short(result, plan)
        parts = CostParts(of.programmes, of.raises, of.seats, of.hours_at_wage)
        costs = parts.say(of.currency, words)
        if costs and len(result.plans) > 1:
            costs = words.say("{plan}: {costs}", plan=plans[plan], costs=costs)
        said.append(costs)
    return [costs for costs in said if costs]


def _regret(result: ComparedPlans, words: Wording) -> list[str]:
    if len(result.plans) == 1:
        return []
    regret = float(result.rank.regret_expected[int(result.rank.mean.argmax())])
    said = words.say(REGRET, regret=words.short_amount(regret, result.currency), **_best_called(result, words))
    return [said]


def not_contained(uncertainty: Uncertainty, words: Wording = ENGLISH) -> str:
    """Return what none of the numbers of a study in pairs of simulated companies contains."""
    doubts = "model" if uncertainty == "all" else "values"
    return words.say(NOT_INCLUDED, doubts=doubts)
