"""The chain as one table, from the drivers of engagement to profit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from ripple_sim.report.numbers import plain, signed

if TYPE_CHECKING:
    from ripple_sim.observe.results import Run
