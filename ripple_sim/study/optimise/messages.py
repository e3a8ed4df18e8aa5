"""The sentences about a budget split and timed anew, each a whole text for its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ripple_sim.scenario.levers import BY_NAME as LEVERS
from ripple_sim.study.compare.messages import called
from ripple_sim.study.compare.messages import mean_ranged as ranged
from ripple_sim.study.compare.outcomes import BY_NAME
from ripple_sim.study.core.horizon import horizon_and_weeks, horizon_in_words
from ripple_sim.study.optimise import measure
from ripple_sim.wording import ENGLISH, Wording, decimals_of, listed, sentences, significant

if TYPE_CHECKING:
    from ripple_sim.scenario.interventions import Intervention
    from ripple_sim.scenario.plans import Plan
    from ripple_sim.study.optimise.result import Optimum


def sentence(found: Optimum, words: Wording = ENGLISH) -> str:
    """Return what is recommended, what it brings, and what it brings more."""
    said = _nothing(found, words) if found.best == found.nothing else _best(found, words)
    doubt = "" if found.keeps_limits(found.best.name) else words.say(
        "With fresh luck it breaks the limit."
    )  # fmt: skip
    return sentences(words, *said, doubt)


def _best(found: Optimum, words: Wording) -> tuple[str, ...]:
    profit, currency = found.profit(found.best.name), found.currency
    brings = words.say(
        "Within {budget}, the most profitable of {tries} plans tried is {plan}: a profit "
        "difference of {profit} over {horizon}.",
        plan=_in_words(found, found.best, words), profit=_profit(found, found.best, words),
        **_facts(found, words),
    )  # fmt: skip
    looked = words.say(
        "With the luck it was picked by it looked like {profit}.",
        profit=words.short_amount(found.searched(0)[0], currency),
    )
    if profit.value <= 0:
        nothing = words.say("Doing nothing would break the limit on burnt-out staff.")
    elif not profit.told_from_zero:
        nothing = words.say("That can't be told from doing nothing.")
    else:
        nothing = ""
    return brings, nothing, _against(found, words), looked


def _nothing(found: Optimum, words: Wording) -> tuple[str, ...]:
    """Return why nothing should be done: no plan earned more, or the one that did was lucky."""
    if found.leader != found.nothing:
        why = words.say(
            "Within {budget}, doing nothing is best: the most profitable of {tries} plans tried is "
            "{plan}, which looked like {looked} with the luck it was picked by, but with fresh "
            "luck makes a profit difference of {profit} over {horizon}.",
            plan=_in_words(found, found.leader, words),
            profit=_profit(found, found.leader, words),
            looked=words.short_amount(found.searched(0)[0], found.currency),
            **_facts(found, words),
        )  # fmt: skip
    elif len(found.plans) > 1:
        why = words.say(
            "Within {budget}, doing nothing is best for profit over {horizon}: none of {tries} "
            "plans tried earns more. The most profitable of those that improve well-being is "
            "{plan}: a profit difference of {profit}.",
            plan=_in_words(found, found.plans[1], words),
            profit=_profit(found, found.plans[1], words), **_facts(found, words),
        )  # fmt: skip
    else:
        why = words.say(
            "Within {budget}, doing nothing is best over {horizon}: none of {tries} plans tried "
            "earns more, or improves well-being.", **_facts(found, words),
        )  # fmt: skip
    return why, _against(found, words)


def _facts(found: Optimum, words: Wording) -> dict[str, str]:
    return {
        "budget": words.short_amount(found.space.budget, found.currency),
        "tries": words.number(found.tried),
        "horizon": horizon_in_words(found.space.weeks, words),
    }


def _profit(found: Optimum, plan: Plan, words: Wording) -> str:
    profit = found.profit(plan.name)
    return ranged((profit.value, *profit.interval_80), found.currency, words)


def _in_words(found: Optimum, plan: Plan, words: Wording) -> str:
    done = [
        _part(one, split, found.currency, words)
        for one, split in zip(plan.interventions, found.split(plan), strict=True)
    ]
    return listed(words, done)


def _part(
    one: Intervention, split: tuple[str, float, int, float], currency: str, words: Wording
) -> str:
    title, change, start, cost = split
    rounded = float(f"{change:.2g}")
    size, unit = words.change(rounded, decimals_of(rounded)), LEVERS[one.lever].unit
    if unit not in ("0 to 1", "-1 to 1", "index"):
        size = words.say("{number} {unit}", number=size, unit=words.say(unit))
    return words.say(
        "{title} {size} from week {week} ({cost})", title=words.say(title), size=size,
        week=words.number(start), cost=words.short_amount(cost, currency),
    )  # fmt: skip


def _against(found: Optimum, words: Wording) -> str:
    regret, currency = found.regret, found.currency
    low, high = regret.interval_80
    own = called(found.space.plan.title, found.own, words, within=True)
    if not regret.told_from_zero:
        return words.say(
            "That can't be told from {plan} as written: the difference is {difference}.",
            plan=own, difference=ranged((regret.value, low, high), currency, words),
        )  # fmt: skip
    if regret.value > 0:
        return words.say(
            "That is {difference} more than {plan} as written.", plan=own,
            difference=ranged((regret.value, low, high), currency, words),
        )  # fmt: skip
    return words.say(
        "That is {difference} less than {plan} as written.", plan=own,
        difference=ranged((-regret.value, -high, -low), currency, words),
    )  # fmt: skip


def aim(found: Optimum, words: Wording = ENGLISH) -> str:
    """Return the well-being, with its unit and which way is better."""
    outcome = BY_NAME[found.aim]
    facts = {"aim": words.say(outcome.label), "unit": words.say(outcome.unit)}
    if measure.WELL_BEING[found.aim] < 0:
        return words.say("{aim} ({unit}, less is better)", **facts)
    return words.say("{aim} ({unit})", **facts)


def conditions(found: Optimum, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number: horizon, discounting, luck, what isn't in them."""
    facts = {
        "budget": words.short_amount(found.space.budget, found.currency),
        "week": words.number(found.space.latest),
    }
    limits = words.say(
        "Limits: {budget} known in advance, no limit on burnt-out staff; nothing starts after week "
        "{week}.", **facts,
    ) if found.burnt_out is None else words.say(
        "Limits: {budget} known in advance, at most {share} % of staff burnt out in the worst "
        "quarter; nothing starts after week {week}.",
        share=significant(words, found.burnt_out), **facts,
    )  # fmt: skip
    terms = words.say(
        "Horizon {horizon}; money in {currency}, not discounted; well-being is {aim}, the mean of "
        "all months.",
        horizon=horizon_and_weeks(found.space.weeks, words), currency=found.currency,
        aim=aim(found, words),
    )  # fmt: skip
    return (
        sentences(words, terms, limits),
        words.say(
            "{tries} plans were tried with {replications} pairs of worlds each (seed {seed}); the "
            "front was measured again with {pairs} pairs with fresh luck (seed {fresh}), and only "
            "these numbers are told. Doing nothing stands for choice too. Better plans that were "
            "not tried may exist.",
            tries=words.number(found.tried), replications=words.number(found.replications),
            seed=words.numeral(found.seed), pairs=words.number(found.measured.pairs),
            fresh=words.numeral(found.measured.seed),
        ),
        words.say(
            "Half an intervention is taken to cost half and to take half the hours. Not contained: "
            "taxes, inflation, effects after the horizon, doubts about the parameters' values and "
            "about the model itself."
        ),
    )  # fmt: skip
