"""An optimum as a table, as labelled data, and as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable, titled_table
from ripple_sim.report.numbers import signed
from ripple_sim.scenario.plans import Plan
from ripple_sim.study.compare.outcomes import BY_NAME, Estimate
from ripple_sim.study.compare.worlds import titled
from ripple_sim.study.optimise.result import OptimumNumbers, profits_of, well_being_of
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def front_table(result: OptimumNumbers) -> pd.DataFrame:
    """Return one row a plan of the front, doing nothing, and the plan as written last."""
    import pandas as pd

    unit = result.currency
    rows = []
    for place, plan in enumerate(result.rows):
        written, on_front = plan is result.space.plan, place < len(result.plans)
        name = result.name_of(plan)
        profit, well = result.profit(name), result.well_being(name)
        searched = result.searched(place) if on_front else (np.nan, np.nan)
        row: dict[str, Any] = {
            "plan": name,
            "title": plan.title or name,
            "what": "as written" if written else "front of the search" if on_front else "doing nothing",
            "recommended": not written and name == result.best.name,
        }
        for title, change, start, cost in result.split(plan):
            row[f"{title}: change"] = change
            row[f"{title}: first week"] = start
            row[f"{title}: cost ({unit})"] = cost
        row |= {
            f"cost known in advance ({unit})": result.space.cost(plan),
            f"profit difference ({unit})": profit.value,
            "profit difference, 80 % from": profit.interval_80[0],
            "profit difference, 80 % to": profit.interval_80[1],
            f"profit difference in the search ({unit})": searched[0],
            f"{result.aim_label}: better by": well.value,
            "better by, 80 % from": well.interval_80[0],
            "better by, 80 % to": well.interval_80[1],
            "burnt out in the worst quarter (% of staff)": result.worst(name),
            "keeps the limits": result.keeps_limits(name),
        }
        if not written:
            gain = result.measured.between(name, result.own, "profit")
            row |= {
                f"more profit than as written ({unit})": gain.value,
                "more profit, 80 % from": gain.interval_80[0],
                "more profit, 80 % to": gain.interval_80[1],
                "unbeaten with fresh luck": result.still_on_front[name],
            }
        rows.append(row)
    return pd.DataFrame(rows)


def dataset(result: OptimumNumbers) -> xr.Dataset:
    """Everything tried, and the front measured again pair by pair, with units."""
    import xarray as xr

    missing = (np.nan, np.nan)
    aims = np.array([one.score.aims if one.score else missing for one in result.tries])
    kept = np.array([bool(one.score and one.score.kept) for one in result.tries])
    names = [variable.name for variable in result.space.variables()]
    plans = list(result.measured.plans)
    profits = np.stack([profits_of(result.measured, name) for name in plans])
    wells = np.stack([well_being_of(result.measured, name, result.aim) for name in plans])
    unit = result.measured.unit_of(BY_NAME[result.aim])
    better = f"{BY_NAME[result.aim].label}, better by"
    variables: dict[str, Any] = {
        "point": (
            ("try", "variable"),
            [[one.point[name] for name in names] for one in result.tries],
            {"long_name": "Share of what is left, share of the largest size, week"},
        ),
        "profit_tried": ("try", aims[:, 0], {"long_name": "Profit difference", "units": result.currency}),
        "well_being_tried": ("try", aims[:, 1], {"long_name": better, "units": unit}),
        "keeps_limits": ("try", kept, {"long_name": "Keeps the limits"}),
        "profit": (("plan", "pair"), profits, {"long_name": "Profit difference, fresh luck", "units": result.currency}),
        "well_being": (("plan", "pair"), wells, {"long_name": f"{better}, fresh luck", "units": unit}),
        "burnt_out_worst": (
            "plan",
            [result.worst(name) for name in plans],
            {"long_name": "Burnt out in the worst quarter", "units": "% of staff"},
        ),
    }
    coordinates = {
        "try": np.arange(1, len(result.tries) + 1),
        "variable": names,
        "plan": plans,
        "pair": np.arange(result.measured.pairs),
    }
    facts = {
        "title": f"{result.own} better split and timed",
        "base": result.space.base.name,
        "budget": result.space.budget,
        "units_of_budget": result.currency,
        "weeks": result.space.weeks,
        "seed": result.seed,
    }
    return xr.Dataset(variables, coordinates, facts)


def optimum_table(result: OptimumNumbers) -> ConsoleTable:
    """Return the front, doing nothing and the plan as written: split, profit, well-being, burn-out.

    Doing nothing stands for choice like the others; what is recommended is said.

    Side by side it needs 80 columns.
    """
    own = result.space.plan
    table = titled_table(
        f"{titled(own.title, own.name)}: a better split and timing",
        "Measured again with new pairs, means with 80 % intervals; profit difference "
        f"in {result.currency}; {result.aim_label}, better by; burnt out: % of staff in the worst "
        "quarter. *: breaks a limit.",
    )
    table.add_column("change, first week, cost", min_width=20)
    for name in ("profit", "well-being", "burnt out"):
        table.add_column(name, justify="right", no_wrap=True)
    for plan in result.rows[:-1]:
        table.add_row(*_cells(result, plan, "recommended: " if plan is result.best else ""))
    table.add_section()
    table.add_row(*_cells(result, result.space.plan, "as written: "))
    return table


def _cells(result: OptimumNumbers, plan: Plan, before: str) -> tuple[Text, str, str, str]:
    name = result.name_of(plan)
    parts = [f"{title} {change:+.2g}, {start}, {short(cost)}" for title, change, start, cost in result.split(plan)]
    broken = "" if result.keeps_limits(name) else "*"
    profit, well = result.profit(name), result.well_being(name)
    return (
        Text(f"{before}{'; '.join(parts) or 'do nothing'}"),
        f"{short(profit.value)} ({short(profit.interval_80[0])} to {short(profit.interval_80[1])})",
        _range(well),
        f"{result.worst(name):.1f}{broken}",
    )


def _range(of: Estimate) -> str:
    low, high = of.interval_80
    return f"{signed(of.value, 1)} ({signed(low, 1)} to {signed(high, 1)})"
