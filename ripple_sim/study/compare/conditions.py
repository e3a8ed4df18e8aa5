"""What holds for every number of a comparison, and for those of all studies in pairs of worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ripple_sim.study.core.horizon import QUARTER, horizon_and_weeks
from ripple_sim.study.core.intervals import share_of_one
from ripple_sim.wording import ENGLISH, Wording, decimals_of

if TYPE_CHECKING:
    from ripple_sim.study.compare.result import Comparison
    from ripple_sim.study.compare.worlds import Uncertainty

MOST_OF_ONE = 0.5  # of the spread; of thirty normal values the largest makes a fifth
FEWEST_TO_CALL_RARE = 10


def conditions(found: Comparison, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number of a comparison, one sentence each."""
    rate = 100 * found.discount_rate
    rare = tuple(
        words.say(
            "One of {pairs} futures makes most of the spread of profit with {plan}: how often such "
            "a rare one comes is hardly known, and the interval is too narrow or too wide by luck.",
            pairs=words.number(found.pairs),
            plan=words.say("'{plan}'", plan=words.say(found.title(plan))),
        )
        for plan in found.plans
        if found.pairs >= FEWEST_TO_CALL_RARE
        and share_of_one(found.values(plan)["profit"]) > MOST_OF_ONE
    )  # fmt: skip
    return (
        words.count(
            "Horizon {horizon} from the settled company; money in {currency}, not discounted but "
            "for the net present value ({rate} a year); levels are compared over the last week.",
            "Horizon {horizon} from the settled company; money in {currency}, not discounted but "
            "for the net present value ({rate} a year); levels are compared over the last {number} "
            "weeks.",
            min(QUARTER, found.weeks),
            horizon=horizon_and_weeks(found.weeks, words), currency=found.currency,
            rate=words.percent(rate, decimals_of(rate)),
        ),
        words.say(
            "A plan's cost is what it spends on programmes, on pay raised and on seats opened; "
            "what it brings, less its cost, is the profit difference. Hours of staff that it takes "
            "are paid with and without it: what is lost with them counts in what it brings."
        ),
        _drawn(found, words),
        *rare,
        not_contained(found.uncertainty, words),
    )  # fmt: skip


def _drawn(found: Comparison, words: Wording) -> str:
    facts = {"pairs": words.number(found.pairs), "seed": words.numeral(found.seed)}
    if found.uncertainty == "all":
        return words.say(
            "{pairs} pairs of worlds with the same luck, seed {seed}, which differ in luck and the "
            "parameters' values (the fitted ensemble). Intervals say how well the expected effect "
            "is known (Student's t, order statistics for months, Wilson for chances); the range of "
            "single futures says what may happen to one company.", **facts,
        )  # fmt: skip
    return words.say(
        "{pairs} pairs of worlds with the same luck, seed {seed}, which differ in luck alone. "
        "Intervals say how well the expected effect is known (Student's t, order statistics for "
        "months, Wilson for chances); the range of single futures says what may happen to one "
        "company.", **facts,
    )  # fmt: skip


def not_contained(uncertainty: Uncertainty, words: Wording = ENGLISH) -> str:
    """Return what none of the numbers of a study in pairs of worlds contains."""
    if uncertainty == "all":
        return words.say(
            "Not contained: taxes, inflation, effects after the horizon, doubts about the model "
            "itself."
        )
    return words.say(
        "Not contained: taxes, inflation, effects after the horizon, doubts about the parameters' "
        "values (uncertainty 'all' adds them) and about the model itself."
    )
