"""The sentences of an explanation. All of them are put together here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ripple_sim.study.compare.horizon import horizon_in_words
from ripple_sim.study.compare.intervals import Floats, band
from ripple_sim.study.compare.saying import money, short
from ripple_sim.study.explain.links import BY_NAME

if TYPE_CHECKING:
    from ripple_sim.study.explain.explanation import Explanation, Part


def because(found: Explanation) -> str:
    """Return the largest links in words, as many as make up half of what the plan brings."""
    return " and ".join(_words(found, part) for part in _most(found))


def sentence(found: Explanation) -> str:
    """Return what the plan costs and brings, and what most of it comes from."""
    words = found.plan.replace("-", " ")
    name = words[:1].upper() + words[1:]
    within = f"in {horizon_in_words(found.weeks)}"
    if not any(part.values.any() for part in found.parts):
        return f"{name} changes nothing {within}: every figure is the same without it."
    cost = -found.part("service", "programmes").mean
    gain = found.total.mean + cost
    values = found.total.values - found.part("service", "programmes").values
    said = f"{name} costs {money(cost, found.currency)} and " if cost else f"{name} "
    verb = "brings" if gain >= 0 else "takes"
    said += f"{verb} {_range(found, values, 1 if gain >= 0 else -1)} {within}, not discounted"
    if cost:
        said += f", a change of profit by {money(found.total.mean, found.currency)}"
    most = _most(found)
    if most:
        amounts = " and ".join(money(part.mean, found.currency) for part in most)
        said += f"; most of it because {because(found)} ({amounts})"
    return said + "."


def conditions(found: Explanation) -> tuple[str, ...]:
    """Return what holds for every number of an explanation, one sentence each."""
    doubts = {
        "luck": "doubts about the parameters' values (uncertainty 'all' adds them) and about the "
                "model itself",
        "all": "doubts about the model itself",
    }  # fmt: skip
    orders = (
        "over all orders of the links"
        if found.couples is None
        else f"over {2 * found.couples} of the orders of the links in each pair"
    )
    return (
        f"Horizon {horizon_in_words(found.weeks)} ({found.weeks} weeks) from the settled company; "
        f"money in {found.currency}, not discounted; plan less baseline.",
        f"A part is what profit gains where that link carries the plan's values in place of the "
        f"baseline's, averaged {orders} (Shapley). In each layer the parts add up to the whole.",
        f"{found.pairs} pairs of worlds with the same luck, seed {found.seed}; intervals say how "
        "well the expected part is known (Student's t over pairs).",
        f"Not contained: taxes, inflation, effects after the horizon, {doubts[found.uncertainty]}.",
    )


def _most(found: Explanation) -> list[Part]:
    links = [part for part in found.layer("service") if part.name in BY_NAME]
    whole = sum(part.mean for part in links)
    sign = 1 if whole >= 0 else -1
    alike = sorted((part for part in links if sign * part.mean > 0), key=lambda p: -abs(p.mean))
    most: list[Part] = []
    for part in alike:
        if 2 * abs(sum(one.mean for one in most)) >= abs(whole) and most:
            break
        most.append(part)
    return most


def _words(found: Explanation, part: Part) -> str:
    link = BY_NAME[part.name]
    return link.up if found.movement(part.name) > 0 else link.down


def _range(found: Explanation, values: Floats, sign: int) -> str:
    of = band(sign * values)
    said = money(float(of.mean), found.currency)
    if found.pairs > 1:
        said += f" (80 %: {short(float(of.low_80))} to {short(float(of.high_80))})"
    return said
