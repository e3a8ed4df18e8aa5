"""A board that was measured before and ships with the package, so that it can be read at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ripple_sim.evidence.board import Board, Uncertainty, in_order
from ripple_sim.evidence.check_result import CheckResult
from ripple_sim.evidence.facts import fact
from ripple_sim.evidence.same_model import model_mark
from ripple_sim.scenario.checked_files import from_shipped_json, to_checked_json, write_whole
from ripple_sim.scenario.problems import RippleError

STORED = Path(__file__).resolve().parent / "board.json"
FORMAT = 2
_FORMATS = (1, FORMAT)  # the first had no checksum
_DIGITS = 9  # of a value that are kept; single precision carries seven


@dataclass(frozen=True)
class Stored:
    """A board and how it came about.

    Attributes
    ----------
    board
        Every number with the check as it stands now.
    version, model
        The package's version, and the mark of the model (:func:`model_mark`) that gave it.
    """

    board: Board
    version: str
    model: str

    @property
    def of_this_model(self) -> bool:
        """Whether the model and the checks are still those that gave the numbers."""
        return self.model == model_mark()


def as_data(board: Board) -> dict[str, Any]:
    """Return a board's measurements as plain data, which :func:`from_data` reads."""
    from ripple_sim import __version__

    return {
        "format": FORMAT,
        "version": __version__,
        "model": model_mark(),
        "quick": board.quick,
        "uncertainty": board.uncertainty,
        "numbers": {
            finding.check.key: {
                "values": [_plain(value) for value in finding.values],
                **({"problems": list(finding.problems)} if finding.problems else {}),
            }
            for finding in sorted(board.findings, key=lambda one: one.check.key)
        },
    }


def from_data(data: dict[str, Any]) -> Stored:
    """Return the board that plain data tell of; a check they don't know is not measured.

    Raises
    ------
    RippleError
        When the data are no board that this version reads.
    """
    import numpy as np

    from ripple_sim.evidence.checks import CHECKS
    from ripple_sim.evidence.facts import UNTESTABLE

    if data.get("format") not in _FORMATS:
        raise RippleError("the stored board is of a format that this version doesn't read")
    findings = []
    for check in CHECKS:
        held = data["numbers"].get(check.key, {"values": []})
        values = [math.nan if value is None else float(value) for value in held["values"]]
        problems = tuple(held.get("problems", ()))
        findings.append(CheckResult(check, fact(check.fact), np.array(values), problems))
    uncertainty: Uncertainty = data["uncertainty"]
    board = Board(in_order(findings), dict(UNTESTABLE), bool(data["quick"]), uncertainty)
    return Stored(board, str(data["version"]), str(data["model"]))


def store(board: Board, path: Path = STORED) -> None:
    """Write a board where :func:`stored` finds it, or to another file."""
    write_whole(path, to_checked_json(as_data(board), indent=1) + "\n")


@cache
def stored() -> Stored | None:
    """Return the board that ships with the package; None where there is none to be read."""
    try:
        return from_data(from_shipped_json(STORED.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RippleError):
        return None


def _plain(value: float) -> float | None:
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
