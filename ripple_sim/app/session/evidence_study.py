"""Evidence as jobs: the board measured again in one world, and a caution shown by a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ripple_sim.evidence.cautions.caution import Number


def measure_again(facts: list[str] | None, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """Measure some facts, or all, in one world; return what ``evidence.stored`` reads."""
    from ripple_sim.evidence import board
    from ripple_sim.evidence.stored import as_data

    return as_data(board(quick=True, facts=facts, progress=tell))


def show_caution(id: str, tell: Callable[[int, int], None]) -> tuple[list[Number], bool]:
    """Return the numbers of a run of one world, and whether they show the caution."""
    from ripple_sim.evidence.cautions import CAUTIONS
    from ripple_sim.evidence.laboratory import Laboratory

    caution = next(one for one in CAUTIONS if one.id == id)
    tell(0, 1)
    numbers = caution.shown(Laboratory(0))
    return numbers, caution.holds(numbers)
