"""An answer as a results folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ripple_sim.study.trace import Trace


def write_trace(found: Trace, out: Path, overwrite: bool = False, decimal_comma: bool = False) -> list[Path]:
    """Write everything there is to keep of it; see :meth:`Trace.save`."""
    return found.save(out, overwrite=overwrite, decimal_comma=decimal_comma)
