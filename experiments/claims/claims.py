"""Lay what people say about employees, customers and profit beside what the model gives.

python experiments/claims/claims.py [--quick] [--worlds N] [--out DIR]
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from measures import CLAIMS, Claim
from numpy.typing import NDArray

from ripple_sim.evidence.laboratory import Laboratory

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
WORLDS, QUICK_WORLDS = 10, 2
QUICK_STORES = 60


def main(words: list[str] | None = None) -> int:
    asked = _asked(words)
    started = time.perf_counter()
    values = live(asked.worlds, QUICK_STORES if asked.quick else None)
    folder = Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    write(values, folder / "claims.csv")
    sentences = [say(claim, row) for claim, row in zip(CLAIMS, values, strict=True)]
    (folder / "result.txt").write_text("\n".join(sentences) + "\n", encoding="utf-8")
    figure = draw(values)
    for ending in ("png", "svg"):
        figure.savefig(folder / f"claims.{ending}", dpi=150)
    print("\n".join(sentences))
    print(f"{time.perf_counter() - started:.0f} s; written to {folder}")
    return 0


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Folk claims beside what the model gives.")
    parser.add_argument("--quick", action="store_true", help="few worlds, 60 stores")
    parser.add_argument("--worlds", type=int, help=f"worlds; {WORLDS} if not given")
    parser.add_argument("--out", default="results/claims", help="folder for the results")
    asked = parser.parse_args(words)
    asked.worlds = asked.worlds or (QUICK_WORLDS if asked.quick else WORLDS)
    if asked.worlds < 2:
        parser.error("an interval takes at least 2 worlds")
    return asked


def live(worlds: int, stores: int | None) -> Floats:
    """Return every claim measured in every world, shape (claims, worlds); NaN where it can't be."""
    values = np.full((len(CLAIMS), worlds), np.nan)
    for world in range(worlds):
        laboratory = Laboratory(world, stores_watched=stores)
        for row, claim in enumerate(CLAIMS):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                values[row, world] = claim.measure(laboratory)
            if sys.stderr.isatty():
                print(f"\rworld {world + 1}, claim {row + 1} ", end="", file=sys.stderr)
    return values


def interval(values: Floats) -> tuple[float, float, float]:
    """Return the mean of the worlds that have a value, and its 95 % interval (Student's t)."""
    from scipy.special import stdtrit

    found = values[np.isfinite(values)]
    mean = float(found.mean()) if len(found) else math.nan
    if len(found) < 2:
        return mean, math.nan, math.nan
    half = float(stdtrit(len(found) - 1, 0.975) * found.std(ddof=1) / math.sqrt(len(found)))
    return mean, mean - half, mean + half


def claimed(claim: Claim) -> str:
    return f"{claim.low:g}" if claim.low == claim.high else f"{claim.low:g} to {claim.high:g}"


def say(claim: Claim, values: Floats) -> str:
    """Return a claim and what the model gives, in a sentence."""
    mean, low, high = interval(values)
    measured = int(np.isfinite(values).sum())
    if not measured:
        return f"{claim.fact}: {claim.says}: claimed {claimed(claim)} {claim.unit}; not measurable."
    missing = f", measurable in {measured} of {len(values)} worlds" if measured < len(values) else ""
    between = "" if math.isnan(low) else f" ({low:.3g} to {high:.3g}{missing})"
    return f"{claim.fact}: {claim.says}: claimed {claimed(claim)} {claim.unit}; the model gives {mean:.3g}{between}."


def write(values: Floats, path: Path) -> None:
    """Write a line a claim: what is claimed, the model's mean, its interval, and every world."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        worlds = [f"world_{world}" for world in range(values.shape[1])]
        table.writerow(["fact", "claim", "unit", "claimed_low", "claimed_high", "mean", "low", "high", "how", *worlds])
        for claim, row in zip(CLAIMS, values, strict=True):
            table.writerow(
                [
                    claim.fact,
                    claim.says,
                    claim.unit,
                    claim.low,
                    claim.high,
                    *(repr(number) for number in interval(row)),
                    claim.how,
                    *(repr(float(value)) for value in row),
                ]
            )


def draw(values: Floats) -> Figure:
    """Draw each claim at 1 and the model's interval beside it, as multiples of the claim."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 0.55 * len(CLAIMS) + 1.4), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0, color="0.8", lw=1)
    places = np.arange(len(CLAIMS))[::-1]
    for place, claim, row in zip(places, CLAIMS, values, strict=True):
        mean, low, high = (number / claim.high for number in interval(row))
        axes.plot([claim.low / claim.high, 1], [place, place], color="0.6", lw=6, marker="|", markersize=14)
        axes.plot([low, high], [place, place], color="tab:blue", lw=2)
        axes.plot(mean, place, "o", color="tab:blue")
    axes.set_yticks(places, [f"{claim.fact}  {claim.says}" for claim in CLAIMS])
    axes.set_xlabel("as a multiple of the claim; grey: claimed, blue: the model, 95 % interval")
    return figure


if __name__ == "__main__":
    sys.exit(main())
