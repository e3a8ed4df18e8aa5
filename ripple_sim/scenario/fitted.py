"""Values found by ``ripple calibrate``: where the defaults of fitted coefficients live.

``fitted.toml`` beside this file is written by the calibration and read when the package is loaded;
``ensemble.csv`` holds parameter sets that fit about equally well, one a line.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ripple_sim.scenario.problems import RippleError

FOLDER = Path(__file__).resolve().parent
VALUES = FOLDER / "fitted.toml"
ENSEMBLE = FOLDER / "ensemble.csv"


@dataclass(frozen=True)
class Fitted:
    """A fitted value and its 90 % interval.

    ``weak`` where the published evidence hardly narrows it.
    """

    value: float
    low: float
    high: float
    weak: bool = False


@cache
def _values() -> dict[str, dict[str, float]]:
    return dict(tomllib.loads(VALUES.read_text(encoding="utf-8"))["fitted"])


def fitted(path: str) -> Fitted:
    """Return the fitted value of the coefficient at a dotted path."""
    row = _values()[path]
    return Fitted(float(row["value"]), float(row["low"]), float(row["high"]), bool(row["weak"]))


@cache
def ensemble() -> tuple[dict[str, float], ...]:
    """Return the parameter sets that fit about equally well, each by dotted path.

    Put one into a scenario with ``scenario.with_values(ensemble()[3])``: ranges over all of them
    hold what the published evidence leaves open, and not only luck.
    """
    with ENSEMBLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return tuple({path: float(value) for path, value in row.items()} for row in rows)


def member(number: int) -> dict[str, float]:
    """Return one parameter set of the ensemble, counted from 1.

    Raises
    ------
    RippleError
        When there is no such set.
    """
    count = len(ensemble())
    if not 1 <= number <= count:
        raise RippleError(f"the ensemble has the parameter sets 1 to {count}, not {number}")
    return dict(ensemble()[number - 1])
