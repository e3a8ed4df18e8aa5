"""The sentences about a better split and timing of a budget."""

from __future__ import annotations

from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME as LEVERS
from ripple_sim.scenario.plans import Plan
from ripple_sim.study.compare.messages import called
from ripple_sim.study.compare.messages import mean_ranged as ranged
from ripple_sim.study.core.horizon import horizon_and_weeks, horizon_in_words
from ripple_sim.study.optimise.result import OptimumNumbers, aim_in_words
from ripple_sim.wording import ENGLISH, Wording, decimals_of, listed, mark, sentences, significant

BEST = mark(
    "Of {tries} plans within {budget}, the most profitable changes profit by {profit} over "
    "{horizon}{sure:clear=|unclear=, not clearly more than doing nothing|"
    "other=; doing nothing would break the burn-out limit}."
)
CONTENTS = mark("It is {plan}.")
NOTHING = mark(
    "Within {budget}, doing nothing is best for profit over {horizon}: "
    "{why:lucky=the most profitable of {tries} plans tried didn't keep its lead|"
    "none=none of {tries} plans tried earns more, or improves well-being|"
    "other=none of {tries} plans tried earns more}."
)
LUCKY = mark("That plan, {plan}, looked like {looked} in the search, but measured again it changes profit by {profit}.")
BETTER_FOR_PEOPLE = mark(
    "The most profitable of those that improve well-being is {plan}: it changes profit by {profit}."
)
AGAINST = mark(
    "{how:more=That is {difference} more than {plan} as written|"
    "less=That is {difference} less than {plan} as written|"
    "other=It isn't clearly better or worse than {plan} as written: the difference is "
    "{difference}}."
)
LIMITS = mark(
    "The horizon is {horizon}. Money is in {currency}, not discounted; well-being is {aim}, the "
    "mean of all months. Limits: {budget} known in advance, "
    "{limit:none=no limit on burnt-out staff|"
    "other=at most {share} % of staff burnt out in the worst quarter}; nothing starts after week "
    "{week}."
)
SEARCHED = mark(
    "{tries} plans were tried with {replications:one=# pair|other=# pairs} of simulated companies "
    "each (seed {seed}). The best of them, doing nothing and the plan as written were measured "
    "again with {pairs:one=# pair|other=# pairs} and new random draws (seed {fresh}); only these "
    "numbers are given. Better plans that were not tried may exist."
)
LOOKED = mark(
    "In the search the most profitable plan looked like {profit}; a search favours plans that were "
    "lucky, which is why they are measured again."
)
HALVES = mark(
    "Half an intervention is taken to cost half and to take half the hours. Not included: taxes, "
    "inflation, effects after the horizon, and doubts about the parameters' values and about the "
    "model itself."
)


def sentence(result: OptimumNumbers, words: Wording = ENGLISH) -> str:
    """Return what is recommended, what it brings, and what it brings more."""
    said = _nothing(result, words) if result.best == result.nothing else _best(result, words)
    doubt = (
        ""
        if result.keeps_limits(result.best.name)
        else words.say("Measured again, it breaks the limit on burnt-out staff.")
    )
    return sentences(words, *said, doubt)


def _best(result: OptimumNumbers, words: Wording) -> tuple[str, ...]:
    profit = result.profit(result.best.name)
    sure = "clear" if profit.told_from_zero else "unclear"
    brings = words.say(
        BEST,
        sure="limit" if profit.value <= 0 else sure,
        profit=_profit(result, result.best, words),
        **_facts(result, words),
    )
    contents = words.say(CONTENTS, plan=_in_words(result, result.best, words))
    return brings, contents, _against(result, words)


def _nothing(result: OptimumNumbers, words: Wording) -> tuple[str, ...]:
    """Return why nothing should be done: no plan earned more, or the one that did was lucky."""
    facts = _facts(result, words)
    if result.leader != result.nothing:
        why, plan, text = "lucky", result.leader, LUCKY
    elif len(result.plans) > 1:
        why, plan, text = "profit", result.plans[1], BETTER_FOR_PEOPLE
    else:
        return words.say(NOTHING, why="none", **facts), _against(result, words)
    other = words.say(
        text, plan=_in_words(result, plan, words), profit=_profit(result, plan, words), looked=_looked(result, words)
    )
    return words.say(NOTHING, why=why, **facts), other, _against(result, words)


def _looked(result: OptimumNumbers, words: Wording) -> str:
    return words.short_amount(result.searched(0)[0], result.currency)


def _facts(result: OptimumNumbers, words: Wording) -> dict[str, str]:
    return {
        "budget": words.short_amount(result.space.budget, result.currency),
        "tries": words.number(result.tried),
        "horizon": horizon_in_words(result.space.weeks, words),
    }


def _profit(result: OptimumNumbers, plan: Plan, words: Wording) -> str:
    profit = result.profit(plan.name)
    return ranged((profit.value, *profit.interval_80), result.currency, words)


def _in_words(result: OptimumNumbers, plan: Plan, words: Wording) -> str:
    done = [
        _part(one, split, result.currency, words)
        for one, split in zip(plan.interventions, result.split(plan), strict=True)
    ]
    return listed(words, done)


def _part(one: Intervention, split: tuple[str, float, int, float], currency: str, words: Wording) -> str:
    title, change, start, cost = split
    rounded = float(f"{change:.2g}")
    size, unit = words.change(rounded, decimals_of(rounded)), LEVERS[one.lever].unit
    if unit not in ("0 to 1", "-1 to 1", "index"):
        size = words.say("{number} {unit}", number=size, unit=words.say(unit))
    return words.say(
        "{title} {size} from week {week} ({cost})",
        title=words.say(title),
        size=size,
        week=words.number(start),
        cost=words.short_amount(cost, currency),
    )


def _against(result: OptimumNumbers, words: Wording) -> str:
    regret = result.regret
    low, high = regret.interval_80
    how = "unclear"
    if regret.told_from_zero:
        how = "more" if regret.value > 0 else "less"
    of = (-regret.value, -high, -low) if how == "less" else (regret.value, low, high)
    return words.say(
        AGAINST,
        how=how,
        plan=called(result.space.plan.title, result.own, words, within=True),
        difference=ranged(of, result.currency, words),
    )


def conditions(result: OptimumNumbers, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number: horizon, limits, random draws, what isn't in them."""
    most = result.burnt_out
    said = [
        words.say(
            LIMITS,
            horizon=horizon_and_weeks(result.space.weeks, words),
            currency=result.currency,
            aim=aim_in_words(result.aim, words),
            budget=words.short_amount(result.space.budget, result.currency),
            week=words.number(result.space.latest),
            limit="none" if most is None else "share",
            share="" if most is None else significant(words, most),
        ),
        words.say(
            SEARCHED,
            tries=words.number(result.tried),
            replications=result.replications,
            seed=words.numeral(result.seed),
            pairs=result.measured.pairs,
            fresh=words.numeral(result.measured.seed),
        ),
    ]
    if result.best is not result.nothing:
        said.append(words.say(LOOKED, profit=_looked(result, words)))
    return (*said, words.say(HALVES))
