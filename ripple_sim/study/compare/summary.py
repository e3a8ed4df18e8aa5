"""What the sentence about a plan rests on: plain numbers, which can be kept and said later."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ripple_sim.study.compare.outcomes import OUTCOMES

if TYPE_CHECKING:
    from ripple_sim.study.compare.outcomes import Estimate
    from ripple_sim.study.compare.result import ComparedPlans

Ranged = tuple[float, float, float]
"""A value, and between which ends 80 % of single futures lie."""


@dataclass(frozen=True)
class InShort:
    """What a comparison found of one plan, as far as its sentence tells.

    Attributes
    ----------
    plan, currency, weeks, pairs
        The plan's name, the currency of all money, the horizon, and the pairs of worlds.
    changes, told
        Whether the plan changes anything at all, and profit so that it clearly is not zero.
    cost
        What the plan costs, in money: the sum of the next three.
    programmes, raises, seats
        What of it is spent on programmes, on pay raised, and on seats opened; negative where the
        plan saves.
    hours_at_wage
        What the hours of staff that it takes are worth at the wage, in money; no part of the cost.
    profit, gain
        The profit difference, and what the plan brings, its own cost not yet deducted, in money.
    payback, payback_from, payback_to
        The month in which it pays back, and between which months it does in 80 % of single
        futures; None for a month that lies beyond the horizon.
    pays_back
        In how many of a hundred futures it pays back.
    pairs_to_tell
        About how many pairs would tell the profit difference from zero; None if no number would.
    title
        What people call the plan; empty where it has no title.
    """

    plan: str
    currency: str
    weeks: int
    pairs: int
    changes: bool
    told: bool
    cost: float
    programmes: float
    raises: float
    seats: float
    hours_at_wage: float
    profit: Ranged
    gain: Ranged
    payback: float | None
    payback_from: float | None
    payback_to: float | None
    pays_back: float
    pairs_to_tell: float | None
    title: str = ""


def in_short(result: ComparedPlans, plan: str) -> InShort:
    """Return what the sentence about one plan of a comparison rests on."""
    of = result.outcomes(plan)
    month = of["payback_month"]
    return InShort(
        plan=plan,
        currency=result.currency,
        weeks=result.weeks,
        pairs=result.pairs,
        changes=_changes_anything(result, plan),
        told=bool(of["profit"].told_from_zero),
        cost=float(of["cost"].value),
        programmes=float(of["cost_of_programmes"].value),
        raises=float(of["cost_of_raises"].value),
        seats=float(of["cost_of_seats"].value),
        hours_at_wage=float(of["hours_at_wage"].value),
        profit=_ranged(of["profit"]),
        gain=_ranged(of["gain"]),
        payback=_within(month.value),
        payback_from=_within(month.single_80[0]),
        payback_to=_within(month.single_80[1]),
        pays_back=float(of["pays_back"].value),
        pairs_to_tell=_within(result.pairs_to_tell(plan)),
        title=result.worlds.title(plan),
    )


def _changes_anything(result: ComparedPlans, plan: str) -> bool:
    values = result.values(plan)
    means = [values[outcome.name] for outcome in OUTCOMES if outcome.kind == "mean"]
    return any(bool((np.nan_to_num(of_pairs) != 0).any()) for of_pairs in means)


def _ranged(of: Estimate) -> Ranged:
    low, high = of.single_80
    return float(of.value), float(low), float(high)


def _within(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
