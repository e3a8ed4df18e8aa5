"""An answer as a results folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ripple_sim.study.optimise import Optimum


def write_optimum(found: Optimum, out: Path, overwrite: bool = False, decimal_comma: bool = False) -> list[Path]:
    """Write everything there is to keep of it; see :meth:`Optimum.save`."""
    return found.save(out, overwrite=overwrite, decimal_comma=decimal_comma)
