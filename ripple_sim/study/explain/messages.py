"""The sentences of an explanation: its answer, and what holds for every number of it."""

from __future__ import annotations

from collections.abc import Sequence

from ripple_sim.study.compare.messages import called, not_contained
from ripple_sim.study.compare.messages import ranged as amount_ranged
from ripple_sim.study.core.horizon import horizon_and_weeks, within_horizon
from ripple_sim.study.core.intervals import Band, band
from ripple_sim.study.explain.links import BY_NAME, LAYERS
from ripple_sim.study.explain.result import OWN_COSTS, Part, ProfitParts
from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

NO_LINK = mark("only its cost changes")
NOTHING_CHANGES = mark("{plan} changes nothing {within}: every figure is the same without it.")
NO_COST = mark(
    "{plan} costs nothing, and profit changes by {change} {within}, in the "
    "{pairs:one=one simulated future|other=# simulated futures} looked into."
)
BRINGS = mark(
    "{plan} {does:costs=costs {cost} and {way:brings=brings|other=loses another}|"
    "other=saves {cost} and {way:brings=brings another|other=loses}} {gain} {within}, in the "
    "{pairs:one=one simulated future|other=# simulated futures} looked into."
)
UNCLEAR = mark("Whether profit rises or falls isn't clear after {pairs:one=# pair|other=# pairs}.")
BESIDE = mark(
    "{few:one=This is the first|other=These are the first #} of the {pairs} simulated futures that "
    "the answer rests on; over all of them the plan brings {gain}, counted in the same way."
)
ORIGIN = mark("{how:most=Most of it is|gains=It gains most|other=It loses most} because {reason}: {amounts}.")
GAINS_AND_LOSSES = mark("It gains most because {gain}: {gained}, and loses most because {loss}: {lost}.")
UNCLEAR_ORIGIN = mark("Which link most of it comes from isn't clear after {pairs:one=# pair|other=# pairs}.")
NO_ORIGIN = mark("No link between the plan and profit changes.")
HORIZON = mark(
    "The horizon is {horizon} from the settled company. Money is in {currency}, not discounted; "
    "every number is the plan less the baseline."
)
# Shapley values, over all orders of the links in both layers, in neither, or in one of them.
AVERAGED = mark(
    "A part is how much profit changes when that link carries the plan's values in place of the "
    "baseline's, averaged over {orders:all=all orders of the links|"
    "none={count} orders of the links in each pair, other ones in every pair|"
    "other={count} orders of the links in each pair, other ones in every pair (all orders in the "
    "other layer)} (Shapley). In each layer the parts add up to the whole."
)
DRAWN = mark(
    "The parts rest on {pairs:one=# pair|other=# pairs} of simulated companies, with and without "
    "the plan; both share all random draws (seed {seed}). Pairs differ in their random draws "
    "{what:all=and in the parameters' values (the fitted ensemble)|other=alone}. Intervals say "
    "how well the average part is known (Student's t over pairs)."
)


def because(result: ProfitParts, words: Wording = ENGLISH) -> str:
    """Return the largest parts in words, as many as make up half of what adds to the effect."""
    most = _most(result)
    return _reasons(result, most, words) if most else words.say(NO_LINK)


def sentence(result: ProfitParts, words: Wording = ENGLISH) -> str:
    """Return what the plan costs and brings, and what most of that comes from, with ranges."""
    cost, gain = float(result.cost.mean()), band(result.gain)
    brings = bool(gain.mean >= 0)
    facts = {
        "plan": called(result.title, result.plan, words),
        "pairs": result.pairs,
        "within": within_horizon(result.weeks, words),
        "does": "costs" if cost > 0 else "saves",
        "way": "brings" if brings else "loses",
        "cost": words.short_amount(abs(cost), result.currency),
        "gain": ranged(gain, result.currency, 1 if brings else -1, words),
        "change": ranged(result.total.band, result.currency, words=words),
    }
    if not any(part.values.any() for part in result.parts):
        return words.say(NOTHING_CHANGES, **facts)
    unclear = "" if result.total.told_from_zero or not cost else words.say(UNCLEAR, **facts)
    said = words.say(BRINGS if cost else NO_COST, **facts)
    return sentences(words, said, unclear, _origin(result, words))


def beside(result: ProfitParts, gain: float, pairs: int, words: Wording = ENGLISH) -> str:
    """Return why the gain isn't that of a comparison of more pairs with the same random draws.

    It says that the plan brings that gain without its cost, after so many pairs.
    """
    if pairs <= result.pairs or not result.gain.any():
        return ""
    amount = words.short_amount(gain, result.currency)
    return words.say(BESIDE, few=result.pairs, pairs=words.number(pairs), gain=amount)


def conditions(result: ProfitParts, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return how an explanation was worked out, and what holds for every number of it."""
    numbers = [number for number in result.couples.values() if number is not None]
    orders = {0: "all", len(LAYERS): "none"}.get(len(numbers), "one layer")
    return (
        words.say(HORIZON, horizon=horizon_and_weeks(result.weeks, words), currency=result.currency),
        words.say(AVERAGED, orders=orders, count=words.number(2 * max(numbers, default=0))),
        words.say(DRAWN, pairs=result.pairs, seed=words.numeral(result.seed), what=result.uncertainty),
        not_contained(result.uncertainty, words),
    )


def ranged(of: Band, currency: str, sign: int = 1, words: Wording = ENGLISH) -> str:
    """Return a mean times a sign, with where 80 % of futures lie if they differ."""
    low, high = sorted(sign * float(end) for end in (of.single_low_80, of.single_high_80))
    return amount_ranged((sign * float(of.mean), low, high), currency, words)


def _origin(result: ProfitParts, words: Wording) -> str:
    """Return what most of it comes from, in words, with ranges; gains and losses if both weigh."""
    most = _most(result)
    if not most:
        return words.say(NO_ORIGIN)
    if not most[0].told_from_zero:
        return words.say(UNCLEAR_ORIGIN, pairs=result.pairs)
    sign = 1 if most[0].mean > 0 else -1
    parts = _parts(result)
    alike = [part for part in parts if sign * part.mean > 0]
    how = "gains" if sign > 0 else "loses"
    if 2 * abs(sum(part.mean for part in parts)) >= _size(alike):
        how = "most"
    against = _largest([part for part in parts if part.told_from_zero], -sign)
    if how == "most" or not against:
        return words.say(ORIGIN, how=how, reason=_reasons(result, most, words), amounts=_amounts(result, most, words))
    gains, losses = (most, against)[::sign]
    facts = {"gain": _reasons(result, gains, words), "gained": _amounts(result, gains, words)}
    facts |= {"loss": _reasons(result, losses, words), "lost": _amounts(result, losses, words)}
    return words.say(GAINS_AND_LOSSES, **facts)


def _reasons(result: ProfitParts, parts: Sequence[Part], words: Wording) -> str:
    return listed(words, [_reason(result, part, words) for part in parts])


def _amounts(result: ProfitParts, parts: Sequence[Part], words: Wording) -> str:
    return listed(words, [ranged(part.band, result.currency, words=words) for part in parts])


def _parts(result: ProfitParts) -> list[Part]:
    """Return what makes up the plan's effect but for its own cost."""
    return [part for part in result.layer("service") if part.name not in OWN_COSTS]


def _most(result: ProfitParts) -> list[Part]:
    parts = _parts(result)
    return _largest(parts, 1 if sum(part.mean for part in parts) >= 0 else -1)


def _largest(parts: Sequence[Part], sign: int) -> list[Part]:
    """Return the largest parts of a sign that make up half of all of that sign."""
    alike = sorted((part for part in parts if sign * part.mean > 0), key=lambda p: -abs(p.mean))
    most: list[Part] = []
    for part in alike:
        if 2 * _size(most) >= _size(alike) and most:
            break
        most.append(part)
    return most


def _size(parts: Sequence[Part]) -> float:
    return sum(abs(part.mean) for part in parts)


def _reason(result: ProfitParts, part: Part, words: Wording) -> str:
    """Return what a part means, as it stands after "because"."""
    if part.name not in BY_NAME:
        return words.say("part of it follows no single link")
    link = BY_NAME[part.name]
    return words.say(link.up if result.movement(part.name) > 0 else link.down)
