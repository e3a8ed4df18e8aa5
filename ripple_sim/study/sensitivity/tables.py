"""What most moves an outcome: a table, labelled data, and a table for the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable, titled_table
from ripple_sim.study.sensitivity.methods import CONFIDENCE
from ripple_sim.study.sensitivity.result import SensitivityNumbers
from ripple_sim.study.sweep.messages import range_in_words

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

MOST = 12
LONG = {
    "mu": "Mean effect over the whole range",
    "mu_star": "Mean absolute effect over the whole range",
    "mu_star_half": "Half of the 95 % interval of the mean absolute effect",
    "sigma": "Spread of the effects: interactions and bends",
    "first": "Held by the factor alone",
    "first_half": "Half of the 95 % interval of the share held alone",
    "total": "Held with all its interactions",
    "total_half": "Half of the 95 % interval of the share held with interactions",
}


def factor_table(result: SensitivityNumbers) -> pd.DataFrame:
    """Return one row a factor, strongest first: its range, its indices, their intervals."""
    import pandas as pd

    ranked = result.ranked
    told = [result.factor(str(path)) for path in ranked.index]
    columns: dict[str, Any] = {
        "path": list(ranked.index),
        "label": [one.label for one in told],
        "from": [one.values[0] if one.values else one.low for one in told],
        "to": [one.values[-1] if one.values else one.high for one in told],
        "unit": [one.unit for one in told],
    }
    for name in ranked.columns:
        columns[f"{LONG[name]} ({result.index_unit})"] = ranked[name].to_numpy()
    if result.method == "morris":
        columns["direction"] = [result.direction(one.path) for one in told]
    return pd.DataFrame(columns)


def dataset(result: SensitivityNumbers) -> xr.Dataset:
    """The indices by factor, and by pair where asked for, with units and long names."""
    import xarray as xr

    table = result.indices.table
    variables: dict[str, Any] = {
        name: ("factor", table[name].to_numpy(), {"long_name": LONG[name], "units": result.index_unit})
        for name in table.columns
    }
    paths = [str(path) for path in table.index]
    coordinates: dict[str, Any] = {"factor": paths, "label": ("factor", [result.factor(path).label for path in paths])}
    for name, square in (("pair", result.indices.pair), ("pair_half", result.indices.pair_half)):
        if square is not None:
            half = "Half of the 95 % interval of the share held" if name != "pair" else "Held"
            facts = {"long_name": f"{half} by both together", "units": result.index_unit}
            variables[name] = (("factor", "other"), square.to_numpy(), facts)
            coordinates["other"] = paths
    facts_of_all: dict[str, Any] = {
        "title": result.question.label,
        "units_of_outcome": result.question.unit,
        "method": result.method,
        **result.facts(),
        "confidence": CONFIDENCE,
        "share_left_to_luck": result.luck,
    }
    return xr.Dataset(variables, coordinates, facts_of_all)


def tornado_table(result: SensitivityNumbers, most: int = MOST) -> ConsoleTable:
    """Return the strongest factors with their ranges, indices and 95 % intervals.

    Side by side it needs 80 columns.
    """
    sobol = result.method == "sobol"
    table = titled_table(f"{result.question.label} {result.question.window}", _caption(result, most))
    table.add_column("what varies", min_width=22)
    table.add_column("range", min_width=14)
    for name in ("alone", "with others") if sobol else ("mean effect", "direction"):
        table.add_column(name, justify="right" if name != "direction" else "left", no_wrap=True)
    for path in map(str, result.ranked.index[:most]):
        factor = result.factor(path)
        table.add_row(Text(factor.label), Text(range_in_words(factor)), *_cells(result, path))
    return table


def _cells(result: SensitivityNumbers, path: str) -> tuple[str, str]:
    if result.method == "sobol":
        first, total = (
            f"{100 * result.value(path, name):.0f} ± {100 * result.value(path, f'{name}_half'):.0f}"
            for name in ("first", "total")
        )
        return f"{first} %", f"{total} %"
    amount = result.question.amount
    size, half = result.value(path, "mu_star"), result.value(path, "mu_star_half")
    unit = result.question.unit
    said = f"{amount(size)} ± {amount(half).replace(unit, '').strip()}"
    return said, result.direction(path)


def _caption(result: SensitivityNumbers, most: int) -> str:
    rest = max(len(result.question.factors) - most, 0)
    more = f" {rest} weaker ones are left out." if rest else ""
    if result.method == "sobol":
        return f"Shares of the outcome's variance, with 95 % intervals.{more}"
    return (
        "Mean absolute effect of moving it over its whole range, with its 95 % interval; "
        f"direction: what a higher value does.{more}"
    )
