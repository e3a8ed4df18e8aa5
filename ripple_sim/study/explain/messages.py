"""The sentences of an explanation, each a whole text for its case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ripple_sim.study.compare.conditions import not_contained
from ripple_sim.study.compare.messages import called
from ripple_sim.study.compare.messages import ranged as amount_ranged
from ripple_sim.study.core.horizon import horizon_and_weeks, within_horizon
from ripple_sim.study.core.intervals import Band, band
from ripple_sim.study.explain.links import BY_NAME, LAYERS
from ripple_sim.study.explain.parts import OWN_COSTS
from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

if TYPE_CHECKING:
    from ripple_sim.study.explain.result import Explanation, Part

NO_LINK = mark("nothing but its own costs changes")

# Whether the plan costs more than the baseline, and whether it brings something before its cost.
BRINGS = {
    (True, True): mark(
        "{plan} costs {cost} and brings {gain} {within}, in the {pairs} futures looked into."
    ),
    (True, False): mark(
        "{plan} costs {cost} and loses another {gain} {within}, in the {pairs} futures looked into."
    ),
    (False, True): mark(
        "{plan} saves {cost} and brings another {gain} {within}, in the {pairs} futures looked "
        "into."
    ),
    (False, False): mark(
        "{plan} saves {cost} and loses {gain} {within}, in the {pairs} futures looked into."
    ),
}


def because(found: Explanation, words: Wording = ENGLISH) -> str:
    """Return the largest parts in words, as many as make up half of what adds to the effect."""
    most = _most(found)
    return _reasons(found, most, words) if most else words.say(NO_LINK)


def sentence(found: Explanation, words: Wording = ENGLISH) -> str:
    """Return what the plan costs and brings, and what most of that comes from, with ranges."""
    facts = {
        "plan": called(found.title, found.plan, words),
        "pairs": words.number(found.pairs),
        "within": within_horizon(found.weeks, words),
    }
    if not any(part.values.any() for part in found.parts):
        return words.say(
            "{plan} changes nothing {within}: every figure is the same without it.", **facts
        )
    cost = float(found.cost.mean())
    if not cost:
        profit = words.say(
            "{plan} costs nothing, and profit changes by {change} {within}, in the {pairs} futures "
            "looked into.",
            change=ranged(found.total.band, found.currency, words=words), **facts,
        )  # fmt: skip
        return sentences(words, profit, _origin(found, words))
    gain = band(found.gain)
    brings = bool(gain.mean >= 0)
    said = words.say(
        BRINGS[cost > 0, brings], cost=words.short_amount(abs(cost), found.currency),
        gain=ranged(gain, found.currency, 1 if brings else -1, words), **facts,
    )  # fmt: skip
    doubt = "" if found.total.told_from_zero else words.say(
        "Whether profit rises or falls {pairs} pairs can't tell.", pairs=words.number(found.pairs)
    )  # fmt: skip
    return sentences(words, said, doubt, _origin(found, words))


def beside(found: Explanation, gain: float, pairs: int, words: Wording = ENGLISH) -> str:
    """Return why the gain isn't that of a comparison of more pairs with the same luck.

    Parameters
    ----------
    gain, pairs
        What the comparison says that the plan brings before its cost, and its pairs.
    """
    if pairs <= found.pairs or not found.gain.any():
        return ""
    return words.say(
        "These are the first {few} of the {pairs} futures that the answer rests on; over all of "
        "them the plan brings {gain}, counted in the same way.",
        few=words.number(found.pairs), pairs=words.number(pairs),
        gain=words.short_amount(gain, found.currency),
    )  # fmt: skip


def conditions(found: Explanation, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number of an explanation, one sentence each."""
    return (
        words.say(
            "Horizon {horizon} from the settled company; money in {currency}, not discounted; plan "
            "less baseline.",
            horizon=horizon_and_weeks(found.weeks, words), currency=found.currency,
        ),
        _averaged(found, words),
        _drawn(found, words),
        not_contained(found.uncertainty, words),
    )  # fmt: skip


def ranged(of: Band, currency: str, sign: int = 1, words: Wording = ENGLISH) -> str:
    """Return a mean times a sign, with where 80 % of single futures lie if they differ."""
    low, high = sorted(sign * float(end) for end in (of.single_low_80, of.single_high_80))
    value = sign * float(of.mean)
    if low == high:
        return words.short_amount(value, currency)
    return amount_ranged((value, low, high), currency, words)


def _averaged(found: Explanation, words: Wording) -> str:
    numbers = {number for number in found.couples.values() if number is not None}
    if not numbers:
        return words.say(
            "A part is what profit gains where that link carries the plan's values in place of the "
            "baseline's, averaged over all orders of the links (Shapley). In each layer the parts "
            "add up to the whole."
        )
    orders = words.number(2 * max(numbers))
    if all(found.couples[layer] is not None for layer in LAYERS):
        return words.say(
            "A part is what profit gains where that link carries the plan's values in place of the "
            "baseline's, averaged over {orders} orders of the links in each pair, other ones in "
            "every pair (Shapley). In each layer the parts add up to the whole.", orders=orders,
        )  # fmt: skip
    return words.say(
        "A part is what profit gains where that link carries the plan's values in place of the "
        "baseline's, averaged over {orders} orders of the links in each pair, other ones in every "
        "pair (all orders in the other layer) (Shapley). In each layer the parts add up to the "
        "whole.", orders=orders,
    )  # fmt: skip


def _drawn(found: Explanation, words: Wording) -> str:
    facts = {"pairs": words.number(found.pairs), "seed": words.numeral(found.seed)}
    if found.uncertainty == "all":
        return words.say(
            "{pairs} pairs of worlds with the same luck, seed {seed}, which differ in luck and the "
            "parameters' values (the fitted ensemble); intervals say how well the expected part is "
            "known (Student's t over pairs).", **facts,
        )  # fmt: skip
    return words.say(
        "{pairs} pairs of worlds with the same luck, seed {seed}, which differ in luck alone; "
        "intervals say how well the expected part is known (Student's t over pairs).", **facts,
    )  # fmt: skip


def _origin(found: Explanation, words: Wording) -> str:
    """Return what most of it comes from, in words, with ranges; gains and losses if both weigh."""
    most = _most(found)
    if not most:
        return words.say("No link of the chain carries anything.")
    if not most[0].told_from_zero:
        return words.say("Which link most of it comes from {pairs} pairs can't tell.",
                         pairs=words.number(found.pairs))  # fmt: skip
    sign = 1 if most[0].mean > 0 else -1
    parts = _parts(found)
    alike = [part for part in parts if sign * part.mean > 0]
    reason, amounts = _reasons(found, most, words), _amounts(found, most, words)
    if 2 * abs(sum(part.mean for part in parts)) >= _size(alike):
        return words.say("Most of it is because {reason}: {amounts}.",
                         reason=reason, amounts=amounts)  # fmt: skip
    against = _largest([part for part in parts if part.told_from_zero], -sign)
    if not against:
        if sign > 0:
            return words.say("It gains most because {reason}: {amounts}.",
                             reason=reason, amounts=amounts)  # fmt: skip
        return words.say("It loses most because {reason}: {amounts}.",
                         reason=reason, amounts=amounts)  # fmt: skip
    gains, losses = (most, against)[::sign]
    return words.say(
        "It gains most because {gain}: {gained}, and loses most because {loss}: {lost}.",
        gain=_reasons(found, gains, words), gained=_amounts(found, gains, words),
        loss=_reasons(found, losses, words), lost=_amounts(found, losses, words),
    )  # fmt: skip


def _reasons(found: Explanation, parts: Sequence[Part], words: Wording) -> str:
    return listed(words, [_reason(found, part, words) for part in parts])


def _amounts(found: Explanation, parts: Sequence[Part], words: Wording) -> str:
    return listed(words, [ranged(part.band, found.currency, words=words) for part in parts])


def _parts(found: Explanation) -> list[Part]:
    """Return what makes up the plan's effect but for its own cost."""
    return [part for part in found.layer("service") if part.name not in OWN_COSTS]


def _most(found: Explanation) -> list[Part]:
    parts = _parts(found)
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


def _reason(found: Explanation, part: Part, words: Wording) -> str:
    """Return what a part means, as it stands after "because"."""
    if part.name not in BY_NAME:
        return words.say("something goes along no link")
    link = BY_NAME[part.name]
    return words.say(link.up if found.movement(part.name) > 0 else link.down)
