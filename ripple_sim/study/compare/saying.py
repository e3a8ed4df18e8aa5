"""The sentences of a comparison. All of them are put together here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ripple_sim.study.compare.horizon import QUARTER, horizon_in_words
from ripple_sim.study.compare.intervals import share_of_one
from ripple_sim.study.compare.outcomes import OUTCOMES

if TYPE_CHECKING:
    from ripple_sim.study.compare.comparison import Comparison
    from ripple_sim.study.compare.estimate import Estimate, Range

MOST_PAIRS_WORTH_NAMING = 100_000
MOST_OF_ONE = 0.5  # of the spread; of thirty normal values the largest makes a fifth
FEWEST_TO_CALL_RARE = 10


class Explained(Protocol):
    """Whatever can say in words what most of a difference comes from."""

    def because(self) -> str:
        """Return words such as "fewer people leave"."""


Reason = str | Explained


def plan_sentence(found: Comparison, plan: str, because: Reason | None = None) -> str:
    """Return the sentence about one plan: what it costs and brings, when, and how sure that is."""
    of = found.outcomes(plan)
    within = horizon_in_words(found.weeks)
    words = plan.replace("-", " ")
    name = words[:1].upper() + words[1:]
    if not _changes_anything(found, plan):
        return f"{name} changes nothing in {within}: every figure is the same without it."
    profit = of["profit"]
    if not profit.told_from_zero:
        return f"{_costs(found, of, name)} in {within}, {_cannot_be_told(found, plan, profit)}."
    if of["spent"].value <= 0:
        verb = "raises" if profit.value > 0 else "lowers"
        sentence = (
            f"{_costs(found, of, name)} in {within} and {verb} profit by "
            f"{_money_range(found, profit, absolute=True)}; profit is higher with it "
            f"{_chance(found, of)}"
        )
    elif profit.value > 0:
        sentence = (
            f"{_costs(found, of, name)} and brings {_money_range(found, of['gain'])} in {within}, "
            f"{money(profit.value, found.currency)} more than it costs; {_payback(found, of)}"
        )
    else:
        sentence = (
            f"{name} doesn't pay in {within}: it costs {money(of['spent'].value, found.currency)} "
            f"and brings {_money_range(found, of['gain'])}, "
            f"{money(-profit.value, found.currency)} less than it costs; "
            f"it pays back {_chance(found, of)}"
        )
        because = None  # what a plan brings most by doesn't say why it brings too little
    if because is not None:
        reason = because if isinstance(because, str) else because.because()
        sentence += f"; most of it because {reason}"
    return sentence + "."


def best(found: Comparison, because: Reason | None = None) -> str:
    """Return which of several plans is best, how surely, and the sentence about it."""
    rank = found.rank
    first = int(rank.mean.argmax())
    none = first == len(found.plans)
    name = "going on without any" if none else f"'{found.plans[first]}'"
    sentence = (
        f"Of {len(found.plans)} plans, {name} is best with a probability of "
        f"{_percent(100 * rank.best_expected[first])} in expectation and in "
        f"{_percent(100 * rank.best_single[first])} of single futures (by net present value); the "
        f"regret to expect from choosing it is {money(rank.regret_expected[first], found.currency)}"
    )
    if none:
        return sentence + "."
    return f"{sentence}. {plan_sentence(found, found.plans[first], because)}"


def conditions(found: Comparison) -> tuple[str, ...]:
    """Return what holds for every number of a comparison, one sentence each."""
    rate = f"{100 * found.discount_rate:g} %"
    doubts = {
        "luck": "doubts about the parameters' values (uncertainty 'all' adds them) and about the "
                "model itself",
        "all": "doubts about the model itself",
    }  # fmt: skip
    drawn = {
        "luck": "luck alone",
        "all": "luck and the parameters' values (the fitted ensemble)",
    }  # fmt: skip
    rare = tuple(
        f"One of {found.pairs} futures makes most of the spread of {plan}'s profit: how often such "
        "a rare one comes is hardly known, and the interval is too narrow or too wide by luck."
        for plan in found.plans
        if found.pairs >= FEWEST_TO_CALL_RARE
        and share_of_one(found.values(plan)["profit"]) > MOST_OF_ONE
    )
    return (
        f"Horizon {horizon_in_words(found.weeks)} ({found.weeks} weeks) from the settled company; "
        f"money in {found.currency}, not discounted but for the net present value ({rate} a year); "
        f"levels are compared over the last {min(QUARTER, found.weeks)} weeks.",
        "A plan's cost is what is spent on programmes; the hours it takes from service count in "
        "what it brings.",
        f"{found.pairs} pairs of worlds with the same luck, seed {found.seed}, which differ in "
        f"{drawn[found.uncertainty]}. Intervals say how well the expected effect is known "
        "(Student's t, order statistics for months, Wilson for chances); the range of single "
        "futures says what may happen to one company.",
        *rare,
        f"Not contained: taxes, inflation, effects after the horizon, {doubts[found.uncertainty]}.",
    )


def _changes_anything(found: Comparison, plan: str) -> bool:
    values = found.values(plan)
    means = [values[outcome.name] for outcome in OUTCOMES if outcome.kind == "mean"]
    return any((np.nan_to_num(of_pairs) != 0).any() for of_pairs in means)


def _costs(found: Comparison, of: dict[str, Estimate], name: str) -> str:
    spent = of["spent"].value
    if spent > 0:
        return f"{name} costs {money(spent, found.currency)}"
    if spent < 0:
        return f"{name} saves {money(-spent, found.currency)} on programmes"
    return f"{name} costs nothing beyond the baseline's programmes"


def _cannot_be_told(found: Comparison, plan: str, profit: Estimate) -> str:
    pairs = found.pairs_to_tell(plan)
    if pairs > MOST_PAIRS_WORTH_NAMING:
        wanted = f"more than {MOST_PAIRS_WORTH_NAMING:,} pairs"
    else:
        wanted = f"about {max(_round_up(pairs), found.pairs + 1):,} pairs"
    return (
        "and its effect on profit can't be told from zero: "
        f"{_money_range(found, profit)} after {found.pairs} pairs; were it as large as that, "
        f"{wanted} would show it"
    )


def _payback(found: Comparison, of: dict[str, Estimate]) -> str:
    month = of["payback_month"]
    if math.isinf(month.value):
        return f"it pays back within that time {_chance(found, of)} only"
    return (
        f"it pays back in month {month.value:.0f} ({_months(found, month.single_80)}) "
        f"{_chance(found, of)}"
    )


def _months(found: Comparison, ends: Range) -> str:
    low, high = ends
    if math.isinf(low):
        return f"after {horizon_in_words(found.weeks)}"
    return f"{low:.0f} to {'later than the horizon' if math.isinf(high) else f'{high:.0f}'}"


def _chance(found: Comparison, of: dict[str, Estimate]) -> str:
    """Return how surely it pays back; what held in all pairs or in none is no certainty."""
    percent = of["pays_back"].value
    if percent in (0, 100):
        return f"in {'all' if percent else 'none of the'} {found.pairs} futures lived"
    return f"with a chance of {_percent(percent)}"


def _percent(percent: float) -> str:
    if 0 < percent < 1:
        return "under 1 %"
    if 99 < percent < 100:
        return "over 99 %"
    return f"{percent:.0f} %"


def _money_range(found: Comparison, of: Estimate, absolute: bool = False) -> str:
    sign = -1 if absolute and of.value < 0 else 1
    low, high = sorted(sign * end for end in of.interval_80)
    return f"{money(sign * of.value, found.currency)} (80 %: {short(low)} to {short(high)})"


def money(amount: float, currency: str) -> str:
    """Return an amount with three digits at most, such as ``EUR 412k``."""
    return f"{currency} {short(amount)}"


def short(amount: float) -> str:
    """Return an amount with three digits at most: ``950``, ``412k``, ``1.24m``, ``−18k``."""
    size = float(f"{abs(amount):.3g}")
    for least, word in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if size >= least:
            text = f"{size / least:.3g}{word}"
            break
    else:
        text = f"{size:.0f}"
    return f"−{text}" if amount < 0 and text != "0" else text


def _round_up(pairs: float) -> int:
    """Return a number of pairs with two digits that count."""
    step = int(10 ** max(len(str(math.ceil(pairs))) - 2, 0))
    return math.ceil(pairs / step) * step
