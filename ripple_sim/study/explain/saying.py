"""The sentences of an explanation. All of them are put together here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ripple_sim.study.compare.horizon import horizon_in_words
from ripple_sim.study.compare.intervals import Band, band
from ripple_sim.study.compare.saying import money, short
from ripple_sim.study.explain.links import BY_NAME, LAYERS

if TYPE_CHECKING:
    from ripple_sim.study.explain.explanation import Explanation, Part

NO_LINK = "of its own costs alone"


def because(found: Explanation) -> str:
    """Return the largest parts in words, as many as make up half of what adds to the effect."""
    return " and ".join(_words(found, part) for part in _most(found)) or NO_LINK


def sentence(found: Explanation) -> str:
    """Return what the plan costs and brings, and what most of that comes from, with ranges."""
    words = found.plan.replace("-", " ")
    name = words[:1].upper() + words[1:]
    within = f"in {horizon_in_words(found.weeks)}"
    if not any(part.values.any() for part in found.parts):
        return f"{name} changes nothing {within}: every figure is the same without it."
    cost = -found.part("service", "programmes").mean
    profit = f"profit changes by {ranged(found.total.band, found.currency)} {within}"
    if not cost:
        return f"{name} costs nothing on programmes; {profit}; {_origin(found)}."
    gain = band(found.total.values - found.part("service", "programmes").values)
    verb = "costs" if cost > 0 else "saves"
    sign = 1 if gain.mean >= 0 else -1
    does = "brings" if sign > 0 else "loses"
    said = (
        f"{name} {verb} {money(abs(cost), found.currency)} on programmes and {does} "
        f"{ranged(gain, found.currency, sign)} {within}"
    )
    if not found.total.told_from_zero:
        said += f"; whether profit rises or falls {found.pairs} pairs can't tell"
    return f"{said}; {_origin(found)}."


def conditions(found: Explanation) -> tuple[str, ...]:
    """Return what holds for every number of an explanation, one sentence each."""
    doubts = {
        "luck": "doubts about the parameters' values (uncertainty 'all' adds them) and about the "
                "model itself",
        "all": "doubts about the model itself",
    }  # fmt: skip
    drawn = {
        "luck": "luck alone",
        "all": "luck and the parameters' values (the fitted ensemble)",
    }  # fmt: skip
    return (
        f"Horizon {_horizon(found.weeks)} from the settled company; "
        f"money in {found.currency}, not discounted; plan less baseline.",
        "A part is what profit gains where that link carries the plan's values in place of the "
        f"baseline's, averaged over {_orders(found)} (Shapley). In each layer the parts add up to "
        "the whole.",
        f"{found.pairs} pairs of worlds with the same luck, seed {found.seed}, which differ in "
        f"{drawn[found.uncertainty]}; intervals say how well the expected part is known "
        "(Student's t over pairs).",
        f"Not contained: taxes, inflation, effects after the horizon, {doubts[found.uncertainty]}.",
    )


def ranged(of: Band, currency: str, sign: int = 1) -> str:
    """Return a mean times a sign, with its 80 % interval if there is one."""
    low, high = sorted(sign * float(end) for end in (of.low_80, of.high_80))
    said = money(sign * float(of.mean), currency)
    return said if low == high else f"{said} (80 %: {short(low)} to {short(high)})"


def _horizon(weeks: int) -> str:
    words = horizon_in_words(weeks)
    return words if words.endswith(("week", "weeks")) else f"{words} ({weeks} weeks)"


def _orders(found: Explanation) -> str:
    numbers = {number for number in found.couples.values() if number is not None}
    if not numbers:
        return "all orders of the links"
    some = f"{2 * max(numbers)} orders of the links in each pair, other ones in every pair"
    sampled = [layer for layer in LAYERS if found.couples[layer] is not None]
    return some if len(sampled) == len(LAYERS) else f"{some} (all orders in the other layer)"


def _origin(found: Explanation) -> str:
    """Return what most of it comes from, in words, with ranges; gains and losses if both weigh."""
    most = _most(found)
    if not most:
        return "no link of the chain carries anything"
    if not most[0].told_from_zero:
        return f"which link most of it comes from {found.pairs} pairs can't tell"
    sign = 1 if most[0].mean > 0 else -1
    parts = _parts(found)
    alike = [part for part in parts if sign * part.mean > 0]
    if 2 * abs(sum(part.mean for part in parts)) >= _size(alike):
        return f"most of it because {_told(found, most)}"
    against = _largest([part for part in parts if part.told_from_zero], -sign)
    said = [
        f"{verb} most because {_told(found, chosen)}"
        for verb, chosen in zip(("gains", "loses"), (most, against)[::sign], strict=True)
        if chosen
    ]
    return f"it {', and '.join(said)}"


def _told(found: Explanation, parts: Sequence[Part]) -> str:
    words = " and ".join(_words(found, part) for part in parts)
    return f"{words}: {' and '.join(ranged(part.band, found.currency) for part in parts)}"


def _parts(found: Explanation) -> list[Part]:
    """Return what makes up the plan's effect but for what its programmes cost."""
    return [part for part in found.layer("service") if part.name != "programmes"]


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


def _words(found: Explanation, part: Part) -> str:
    if part.name == "raises":
        return "pay is raised" if part.mean < 0 else "pay is lowered"
    if part.name not in BY_NAME:
        return "of what goes along no link"
    link = BY_NAME[part.name]
    return link.up if found.movement(part.name) > 0 else link.down
