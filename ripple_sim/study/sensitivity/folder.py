"""An answer as a results folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity


def write_sensitivity(found: Sensitivity, out: Path, decimal_comma: bool = False) -> list[Path]:
    """Write everything there is to keep of it; see :meth:`Sensitivity.save`."""
    return found.save(out, decimal_comma=decimal_comma)
