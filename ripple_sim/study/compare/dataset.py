"""The differences of every pair as a labelled data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim import __version__
from ripple_sim.observe.metrics import Money
from ripple_sim.study.compare import messages
from ripple_sim.study.compare.figures import LEVELS
from ripple_sim.study.compare.outcomes import OUTCOMES
from ripple_sim.study.core.horizon import month_ends

if TYPE_CHECKING:
    import xarray as xr

    from ripple_sim.study.compare.result import ComparedPlans


def dataset(found: ComparedPlans) -> xr.Dataset:
    """Return plan less baseline, pair by pair: outcomes, their way by month, and by unit.

    Months that don't come within the horizon are inf.
    """
    import xarray as xr

    figures, plans = found.figures, range(1, len(found.plans) + 1)
    units = slice(len(found.units))
    variables: dict[str, Any] = {}

    def add(name: str, dimensions: tuple[str, ...], values: Any, label: str, unit: str) -> None:
        attributes = {"long_name": label, "units": unit.replace(Money, found.currency)}
        variables[name] = (dimensions, values, attributes)

    for outcome in OUTCOMES:
        values = np.stack([found.values(plan)[outcome.name] for plan in found.plans])
        add(outcome.name, ("plan", "pair"), values, outcome.label, outcome.unit)
    add(
        "profit_cumulated",
        ("plan", "pair", "month"),
        np.stack([found.cumulated(plan) for plan in found.plans]),
        "Profit, plan less baseline, cumulated to the month's end",
        Money,
    )
    money = 0.01 * (figures.profit_by_unit[:, 1:, units] - figures.profit_by_unit[:, :1, units])
    add("profit_by_unit", ("plan", "pair", "unit"), money.swapaxes(0, 1), "Profit, plan less baseline", Money)
    people = figures.leavers_by_unit[:, :1, units] - figures.leavers_by_unit[:, 1:, units]
    add("leavers_avoided_by_unit", ("plan", "pair", "unit"), people.swapaxes(0, 1), "Leavers avoided", "people")
    for row, metric in enumerate(LEVELS):
        by_month = np.stack([figures.monthly[:, plan, row] - figures.monthly[:, 0, row] for plan in plans])
        by_unit = np.stack(
            [figures.last_by_unit[:, plan, row, units] - figures.last_by_unit[:, 0, row, units] for plan in plans]
        )
        label = f"{metric.label}, plan less baseline"
        add(f"{metric.name}_monthly", ("plan", "pair", "month"), by_month, label, metric.unit)
        add(f"{metric.name}_by_unit", ("plan", "pair", "unit"), by_unit, label, metric.unit)
        add(
            f"{metric.name}_baseline",
            ("pair",),
            figures.last[:, 0, row],
            f"{metric.label} of the baseline in the last quarter",
            metric.unit,
        )
    ends = month_ends(found.weeks)
    return xr.Dataset(
        variables,
        coords={
            "plan": ("plan", list(found.plans), {"long_name": "Plan"}),
            "pair": ("pair", np.arange(found.pairs), {"long_name": "Pair (replication)"}),
            "month": ("month", np.arange(1, len(ends) + 1), {"long_name": "Month"}),
            "week_of_month_end": ("month", ends, {"long_name": "Week with which the month ends"}),
            "unit": ("unit", list(found.units), {"long_name": "Business unit"}),
        },
        attrs={
            "title": "Plan less baseline, pair by pair",
            "answer": messages.answer(found),
            "baseline": found.worlds.baseline.name,
            "baseline_hash": found.worlds.baseline.hash(),
            "seed": found.seed,
            "weeks": found.weeks,
            "uncertainty": found.uncertainty,
            "discount_rate_per_year": found.discount_rate,
            "currency": found.currency,
            "conditions": " ".join(messages.conditions(found)),
            "ripple_sim": __version__,
        },
    )
