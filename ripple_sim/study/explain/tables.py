"""An explanation as a table and as labelled data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.text import Text

from ripple_sim import __version__
from ripple_sim.report.console_table import ConsoleTable, titled_table
from ripple_sim.report.numbers import NOTHING
from ripple_sim.study.explain import messages
from ripple_sim.study.explain.links import BY_NAME, LAYERS, Layer
from ripple_sim.study.explain.result import Part, ProfitParts
from ripple_sim.wording.english import short, short_change

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

LAYER_LABELS = {"service": "How the plan reached service", "money": "How service reached money"}


def parts_table(result: ProfitParts) -> pd.DataFrame:
    """Return a row a part, and the whole after each layer's parts."""
    import pandas as pd

    rows = []
    for layer in LAYERS:
        rows += [_row(result, layer, part) for part in (*ordered(result, layer), result.total)]
    return pd.DataFrame(rows)


def ordered(result: ProfitParts, layer: Layer) -> list[Part]:
    """Return a layer's parts in their order: links before costs, the largest gain first."""
    return sorted(result.layer(layer), key=lambda part: (part.cost, -part.mean))


def _row(result: ProfitParts, layer: str, part: Part) -> dict[str, object]:
    band = part.band
    return {
        "layer": layer,
        "part": part.name,
        "label": part.label,
        "unit": result.currency,
        "mean": part.mean,
        "low_80": float(band.low_80),
        "high_80": float(band.high_80),
        "low_95": float(band.low_95),
        "high_95": float(band.high_95),
        "error_of_orders": part.error,
        "shown_by": "/".join(filter(None, BY_NAME[part.name].shown)) if part.name in BY_NAME else "",
        "moved_percent": 100 * result.movement(part.name) if part.name in BY_NAME else np.nan,
    }


def dataset(result: ProfitParts) -> xr.Dataset:
    """Return the parts of every pair, and the whole."""
    import xarray as xr

    of_money = {"units": result.currency}
    error = {"long_name": "Standard error of the mean that comes of the orders run"} | of_money
    variables, errors = {}, {}
    coords: dict[str, object] = {"pair": ("pair", np.arange(result.pairs), {"long_name": "Pair (replication)"})}
    for layer in LAYERS:
        parts, dimension = result.layer(layer), f"{layer}_part"
        values = np.stack([part.values for part in parts])
        variables[layer] = ((dimension, "pair"), values, {"long_name": LAYER_LABELS[layer]} | of_money)
        errors[f"{layer}_error"] = (dimension, np.array([part.error for part in parts]), error)
        coords[dimension] = (dimension, [part.name for part in parts], {"long_name": "Part"})
        coords[f"{layer}_label"] = (dimension, [part.label for part in parts])
    profit = ("pair", result.total.values, {"long_name": result.total.label} | of_money)
    orders = {
        f"orders_{layer}": "all" if couples is None else f"{2 * couples} in each pair"
        for layer, couples in result.couples.items()
    }
    return xr.Dataset(
        {**variables, **errors, "profit": profit},
        coords=coords,
        attrs={
            "title": "Profit, plan less baseline, by link of the chain",
            "answer": messages.sentence(result),
            "plan": result.plan,
            "baseline": result.baseline.name,
            "baseline_hash": result.baseline.hash(),
            "plan_hash": result.planned.hash(),
            "seed": result.seed,
            "weeks": result.weeks,
            "uncertainty": result.uncertainty,
            **orders,
            "currency": result.currency,
            "conditions": " ".join(messages.conditions(result)),
            "ripple_sim": __version__,
        },
    )


def explanation_table(result: ProfitParts) -> ConsoleTable:
    """Return the parts of both layers with their 80 % intervals, and their sum after each layer.

    Side by side it needs 80 columns.
    """
    company = result.baseline.title or result.baseline.name
    said = "Mean, 80 %: how well the mean over pairs is known, the error of the simulation; none where all pairs agree."
    if _sampled(result):
        said += " ± orders: standard error that comes of opening the links in some orders only."
    table = titled_table(f"{result.titled} against {company}, link by link", said)
    table.add_column(f"part of profit, {result.currency}", min_width=26)
    table.add_numbers("value", "mean, 80 %", *(["± orders"] if _sampled(result) else []))
    table.add_column("kind", no_wrap=True)
    for layer in LAYERS:
        table.add_section()
        table.add_row(Text(LAYER_LABELS[layer], style="bold"))
        for part in ordered(result, layer):
            kind = "cost" if part.cost else "link" if part.name in BY_NAME else "rest"
            table.add_row(*_cells(result, part), kind)
        table.add_row(*_cells(result, result.total), "sum", style="bold")
    return table


def _cells(result: ProfitParts, part: Part) -> list[str]:
    low, high = float(part.band.low_80), float(part.band.high_80)
    interval = NOTHING if low == high else f"{short_change(low)} to {short_change(high)}"
    cells = [part.label, short_change(part.mean), interval]
    if _sampled(result):
        cells.append(short(part.error) if part.error else NOTHING)
    return cells


def _sampled(result: ProfitParts) -> bool:
    return any(couples is not None for couples in result.couples.values())
