"""An explanation as a table and as labelled data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ripple_sim import __version__
from ripple_sim.study.explain.links import BY_NAME, LAYERS, Layer

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.study.explain.result import Explanation, Part

LAYER_LABELS = {"service": "How the plan reached service", "money": "How service reached money"}


def parts_table(found: Explanation) -> pd.DataFrame:
    """Return a row a part, and the whole after each layer's parts."""
    import pandas as pd

    rows = []
    for layer in LAYERS:
        rows += [_row(found, layer, part) for part in (*ordered(found, layer), found.total)]
    return pd.DataFrame(rows)


def ordered(found: Explanation, layer: Layer) -> list[Part]:
    """Return a layer's parts as they are told: links before costs, the largest gain first."""
    return sorted(found.layer(layer), key=lambda part: (part.cost, -part.mean))


def _row(found: Explanation, layer: str, part: Part) -> dict[str, object]:
    band = part.band
    return {
        "layer": layer,
        "part": part.name,
        "label": part.label,
        "unit": found.currency,
        "mean": part.mean,
        "low_80": float(band.low_80),
        "high_80": float(band.high_80),
        "low_95": float(band.low_95),
        "high_95": float(band.high_95),
        "error_of_orders": part.error,
        "shown_by": "/".join(filter(None, BY_NAME[part.name].shown)) if part.name in BY_NAME else "",
        "moved_percent": 100 * found.movement(part.name) if part.name in BY_NAME else np.nan,
    }


def dataset(found: Explanation) -> xr.Dataset:
    """Return the parts of every pair, and the whole."""
    import xarray as xr

    of_money = {"units": found.currency}
    variables = {
        layer: (
            (f"{layer}_part", "pair"),
            np.stack([part.values for part in found.layer(layer)]),
            {"long_name": LAYER_LABELS[layer]} | of_money,
        )
        for layer in LAYERS
    }
    errors = {
        f"{layer}_error": (
            f"{layer}_part",
            np.array([part.error for part in found.layer(layer)]),
            {"long_name": "Standard error of the mean that comes of the orders lived"} | of_money,
        )
        for layer in LAYERS
    }
    profit = ("pair", found.total.values, {"long_name": found.total.label} | of_money)
    coords: dict[str, object] = {"pair": ("pair", np.arange(found.pairs), {"long_name": "Pair (replication)"})}
    for layer in LAYERS:
        dimension = f"{layer}_part"
        parts = found.layer(layer)
        coords[dimension] = (dimension, [part.name for part in parts], {"long_name": "Part"})
        coords[f"{layer}_label"] = (dimension, [part.label for part in parts])
    return xr.Dataset(
        {**variables, **errors, "profit": profit},
        coords=coords,
        attrs={
            "title": "Profit, plan less baseline, by link of the chain",
            "answer": found.say(),
            "plan": found.plan,
            "baseline": found.baseline.name,
            "baseline_hash": found.baseline.hash(),
            "plan_hash": found.planned.hash(),
            "seed": found.seed,
            "weeks": found.weeks,
            "uncertainty": found.uncertainty,
            **{f"orders_{layer}": _orders(found.couples[layer]) for layer in LAYERS},
            "currency": found.currency,
            "conditions": " ".join(found.conditions()),
            "ripple_sim": __version__,
        },
    )


def _orders(couples: int | None) -> str:
    return "all" if couples is None else f"{2 * couples} in each pair"
