"""A comparison as tables, for Python and for the console, and as a labelled data set."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from rich import box
from rich.text import Text

from ripple_sim import __version__
from ripple_sim.observe.metrics import Money
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.compare import messages
from ripple_sim.study.compare.figures import LEVELS
from ripple_sim.study.compare.outcomes import BY_NAME, OUTCOMES, Estimate, estimate
from ripple_sim.study.core.horizon import horizon_in_words, month_ends
from ripple_sim.wording.english import short, short_change

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.study.compare.outcomes import Estimate
    from ripple_sim.study.compare.result import ComparedPlans

WITHOUT_ANY = "none"


def outcomes_table(result: ComparedPlans) -> pd.DataFrame:
    """Return a row for every plan and outcome."""
    import pandas as pd

    rows = []
    for plan in result.plans:
        for outcome in result.outcomes(plan).values():
            rows.append({"plan": plan, "title": result.title(plan), **_row(result, outcome)})
    return pd.DataFrame(rows)


def unit_table(result: ComparedPlans) -> pd.DataFrame:
    """Return a row for every plan, business unit and outcome that is known by unit."""
    import pandas as pd

    figures = result.figures
    rows = []
    for number, plan in enumerate(result.plans, 1):
        for place, unit in enumerate(result.units):
            money = figures.profit_by_unit[:, number, place] - figures.profit_by_unit[:, 0, place]
            people = figures.leavers_by_unit[:, 0, place] - figures.leavers_by_unit[:, number, place]
            estimates = [
                estimate(BY_NAME["profit"], np.asarray(0.01 * money, np.float64)),
                estimate(BY_NAME["leavers_avoided"], people),
            ]
            levels = figures.last_by_unit[:, :, :, place]
            for row, metric in enumerate(LEVELS):
                usual = levels[:, 0, row]
                if np.isfinite(usual).any():
                    change = levels[:, number, row] - usual
                    estimates.append(estimate(BY_NAME[metric.name], change, float(np.nanmean(usual))))
            names = {"plan": plan, "title": result.title(plan), "unit": unit}
            rows += [{**names, **_row(result, one)} for one in estimates]
    return pd.DataFrame(rows)


def ranking(result: ComparedPlans) -> pd.DataFrame:
    """Return a row for every plan and for going on without any, the best in expectation first.

    ``probability_best_expected`` is about the expected net present value, as far as the pairs
    tell; ``share_best_single`` about which plan turns out best in a single future. ``cost`` is the
    mean of a plan's cost over the horizon, not discounted.
    """
    import pandas as pd

    rank = result.rank
    frame = pd.DataFrame(
        {
            "plan": [*result.plans, WITHOUT_ANY],
            "title": [*map(result.title, result.plans), WITHOUT_ANY],
            "net_present_value": rank.mean,
            "cost": [*(result.values(plan)["cost"].mean() for plan in result.plans), 0.0],
            "probability_best_expected": rank.best_expected,
            "share_best_single": rank.best_single,
            "regret_expected": rank.regret_expected,
            "regret_single": rank.regret_single,
            "money_in": result.currency,
        }
    )
    order = np.argsort(-rank.mean, kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def _row(result: ComparedPlans, of: Estimate) -> dict[str, Any]:
    outcome = of.outcome
    whole = outcome.window == "horizon"
    return {
        "outcome": outcome.name,
        "label": outcome.label,
        "unit_of_measure": result.unit_of(outcome),
        "window": horizon_in_words(result.weeks) if whole else outcome.window,
        "estimate": outcome.kind,
        "baseline": of.baseline,
        "value": of.value,
        "interval_80_low": of.interval_80[0],
        "interval_80_high": of.interval_80[1],
        "interval_95_low": of.interval_95[0],
        "interval_95_high": of.interval_95[1],
        "single_80_low": of.single_80[0],
        "single_80_high": of.single_80[1],
        "single_95_low": of.single_95[0],
        "single_95_high": of.single_95[1],
    }


CAPTION = "Mean, 80 %: the error of the simulation. Futures, 80 %: what may happen."


def comparison_table(result: ComparedPlans, plan: str) -> ConsoleTable:
    """Return a plan's outcomes: difference, interval of the mean, range of single futures, unit.

    Side by side it needs 80 columns.
    """
    baseline = result.worlds.baseline
    table = ConsoleTable(
        title=Text(f"{result.titled(plan)} against {baseline.title or baseline.name}", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption=CAPTION,
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("plan less baseline", min_width=14)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("mean, 80 %", justify="right", no_wrap=True)
    table.add_column("futures, 80 %", justify="right", no_wrap=True)
    table.add_column("unit")
    window = ""
    for outcome in result.outcomes(plan).values():
        if outcome.outcome.window != window:
            window = outcome.outcome.window
            heading = horizon_in_words(result.weeks) if window == "horizon" else window
            table.add_section()
            table.add_row(Text(f"Over the {heading}", style="bold"))
        table.add_row(*_cells(result, outcome))
    return table


def ranking_table(result: ComparedPlans) -> ConsoleTable:
    """Return how several plans stand by net present value, the best on average first."""
    table = ConsoleTable(
        title=Text("Plans by net present value", style="bold"),
        title_style="not italic",
        title_justify="left",
        caption="best, mean: probability that its mean is the highest; best, futures: share of "
        "simulated futures in which it turns out best. Regret: what choosing it is expected to "
        "lose against the best on average.",
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("plan", overflow="fold")
    for name in ("value", "cost", "best, mean", "best, futures", "regret"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("money in")
    for _, row in ranking(result).iterrows():
        table.add_row(
            Text(row["title"]),
            short_change(row["net_present_value"]),
            short(row["cost"]),
            f"{100 * row['probability_best_expected']:.0f} %",
            f"{100 * row['share_best_single']:.0f} %",
            short(row["regret_expected"]),
            Text(result.currency),
        )
    return table


def _cells(result: ComparedPlans, of: Estimate) -> tuple[Text, ...]:
    outcome = of.outcome
    unit = result.unit_of(outcome)
    write = plain if outcome.kind != "mean" else signed

    def number(value: float) -> str:
        if math.isinf(value):
            return "never"
        return short_change(value) if unit == result.currency else write(value, outcome.decimals)

    return (
        Text(f" {outcome.label.partition(':')[0]}"),
        Text(number(of.value)),
        Text(_range(of.interval_80, number)),
        Text(_range(of.single_80, number)),
        Text(unit),
    )


def _range(ends: tuple[float, float], number: Callable[[float], str]) -> str:
    if any(math.isnan(end) for end in ends):
        return NOTHING
    return f"{number(ends[0])} to {number(ends[1])}"


def dataset(result: ComparedPlans) -> xr.Dataset:
    """Return plan less baseline, pair by pair: outcomes, their way by month, and by unit.

    Months that don't come within the horizon are inf.
    """
    import xarray as xr

    figures, plans = result.figures, range(1, len(result.plans) + 1)
    units = slice(len(result.units))
    variables: dict[str, Any] = {}

    def add(name: str, dimensions: tuple[str, ...], values: Any, label: str, unit: str) -> None:
        attributes = {"long_name": label, "units": unit.replace(Money, result.currency)}
        variables[name] = (dimensions, values, attributes)

    for outcome in OUTCOMES:
        values = np.stack([result.values(plan)[outcome.name] for plan in result.plans])
        add(outcome.name, ("plan", "pair"), values, outcome.label, outcome.unit)
    add(
        "profit_cumulated",
        ("plan", "pair", "month"),
        np.stack([result.cumulated(plan) for plan in result.plans]),
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
    ends = month_ends(result.weeks)
    return xr.Dataset(
        variables,
        coords={
            "plan": ("plan", list(result.plans), {"long_name": "Plan"}),
            "pair": ("pair", np.arange(result.pairs), {"long_name": "Pair (replication)"}),
            "month": ("month", np.arange(1, len(ends) + 1), {"long_name": "Month"}),
            "week_of_month_end": ("month", ends, {"long_name": "Week with which the month ends"}),
            "unit": ("unit", list(result.units), {"long_name": "Business unit"}),
        },
        attrs={
            "title": "Plan less baseline, pair by pair",
            "answer": messages.answer(result),
            "baseline": result.worlds.baseline.name,
            "baseline_hash": result.worlds.baseline.hash(),
            "seed": result.seed,
            "weeks": result.weeks,
            "uncertainty": result.uncertainty,
            "discount_rate_per_year": result.discount_rate,
            "currency": result.currency,
            "conditions": " ".join(messages.conditions(result)),
            "ripple_sim": __version__,
        },
    )
