"""Boxes as a table, as labelled data, and as a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable, titled_table
from ripple_sim.study.discover.boxes import Share
from ripple_sim.study.discover.messages import box_in_words, limit_in_words
from ripple_sim.study.discover.result import DiscoveryNumbers

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

_LEVELS = (80, 95)


def box_table(result: DiscoveryNumbers) -> pd.DataFrame:
    """Return one row a box and limit: what it says, coverage and density, quasi p-values."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for number, box in enumerate(result.boxes, 1):
        fit: dict[str, Any] = {}
        for name, share, flattered in (
            ("coverage", box.coverage, box.coverage_found),
            ("density", box.density, box.density_found),
        ):
            fit[f"{name} (share)"] = share.value
            for level in _LEVELS:
                low, high = share.interval(level / 100)
                fit[f"{name}, {level} % from"] = low
                fit[f"{name}, {level} % to"] = high
            fit[f"{name} where it was found (share)"] = flattered.value
        for limit in box.limits:
            factor = result.factor(limit.path)
            rows.append(
                {
                    "box": number,
                    "path": limit.path,
                    "says": limit_in_words(limit, factor),
                    "low": limit.low,
                    "high": limit.high,
                    "unit": factor.unit,
                    "quasi p of low": limit.quasi_p_low,
                    "quasi p of high": limit.quasi_p_high,
                    **fit,
                }
            )
    return pd.DataFrame(rows)


def dataset(result: DiscoveryNumbers) -> xr.Dataset:
    """Points, outcome, and boxes with coverage and density, with units and long names."""
    import xarray as xr

    paths = [one.path for one in result.question.factors]
    numbers = list(range(1, len(result.boxes) + 1))
    shape = (len(numbers), len(paths))
    ends = {name: np.full(shape, np.nan) for name in ("low", "high", "p_low", "p_high")}
    for row, box in enumerate(result.boxes):
        for limit in box.limits:
            at = (row, paths.index(limit.path))
            ends["low"][at], ends["high"][at] = limit.low, limit.high
            ends["p_low"][at], ends["p_high"][at] = limit.quasi_p_low, limit.quasi_p_high
    unit = result.question.unit
    aside = np.arange(len(result.values)) >= result.searched
    variables: dict[str, Any] = {
        "outcome": ("point", result.values, {"long_name": result.question.label, "units": unit}),
        "interest": ("point", result.interest, {"long_name": result.condition.says}),
        "kept_aside": ("point", aside, {"long_name": "Measures the boxes only"}),
    }
    for name, label in (
        ("low", "Lower end of a box"),
        ("high", "Upper end of a box"),
        ("p_low", "Quasi p of the lower end"),
        ("p_high", "Quasi p of the upper end"),
    ):
        variables[f"box_{name}"] = (("box", "factor"), ends[name], {"long_name": label})
    for name in ("coverage", "density"):
        shares = [getattr(box, name) for box in result.boxes]
        facts = {"long_name": f"{name.capitalize()} at the points kept aside", "units": "share"}
        variables[name] = ("box", [one.value for one in shares], facts)
        for level in _LEVELS:
            for end, which in enumerate(("low", "high")):
                told = {"long_name": f"{level} % interval of the {name}, {which}", "units": "share"}
                values = [one.interval(level / 100)[end] for one in shares]
                variables[f"{name}_{level}_{which}"] = ("box", values, told)
    coordinates: dict[str, Any] = {
        "point": np.arange(1, len(result.values) + 1),
        "box": numbers,
        "factor": paths,
        "says": ("box", [box_in_words(box.limits, result.factor) for box in result.boxes]),
    }
    for one in result.question.factors:
        facts = {"long_name": one.label, "units": one.unit}
        coordinates[one.path] = ("point", result.points[one.path].to_numpy(), facts)
    return xr.Dataset(variables, coordinates, {"title": result.condition.says, **result.facts()})


def discovery_table(result: DiscoveryNumbers) -> ConsoleTable:
    """Return every box in words, with its density and coverage and their 80 % intervals.

    Side by side it needs 80 columns.
    """
    table = titled_table(
        f"{result.condition.says}, {result.question.window}",
        "density: share of the points there at which it happens; coverage: share of the "
        "points at which it happens that lie there; with 80 % intervals. A later row counts what "
        "the earlier ones leave.",
    )
    table.add_column("when", min_width=30)
    for name in ("density", "coverage"):
        table.add_column(name, justify="right", no_wrap=True)
    for box in result.boxes:
        table.add_row(Text(box_in_words(box.limits, result.factor)), _cell(box.density), _cell(box.coverage))
    table.add_row(Text("all points", style="dim"), _cell(result.usual), "")
    return table


def _cell(share: Share) -> str:
    if not share.count:
        return "–"
    low, high = share.interval(0.80)
    return f"{100 * share.value:.0f} % ({100 * low:.0f} to {100 * high:.0f})"
