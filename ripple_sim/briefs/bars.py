"""What an outcome depends on most, as the rows of a brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity


@dataclass(frozen=True)
class Bar:
    """One thing that is not known, or can be chosen.

    Attributes
    ----------
    path, label, moved
        Where it stands in a scenario, the manager's words, and the range over which it was moved.
    value, half
        How much it moves the outcome, and half of the 95 % interval; in the sensitivity's unit.
    """

    path: str
    label: str
    moved: str
    value: float
    half: float


def bars_of(found: Sensitivity) -> tuple[Bar, ...]:
    """Return a bar for each factor, the strongest first."""
    return tuple(
        Bar(
            str(row["path"]),
            str(row["label"]),
            f"{_number(row['from'])} to {_number(row['to'])} {row['unit']}".strip(),
            found.value(str(row["path"]), found.by),
            found.value(str(row["path"]), f"{found.by}_half"),
        )
        for row in found.table().to_dict("records")
    )


def _number(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, int | float) else str(value)
