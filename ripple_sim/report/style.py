"""How figures look: one accent colour, greys, one typeface; the same on every machine."""

from __future__ import annotations

import base64
import io
from contextlib import AbstractContextManager
from html import escape
from typing import TYPE_CHECKING, Any

from matplotlib import style

from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

ACCENT = "#0b6e8a"
DARK = "#30383f"
MIDDLE = "#7b858d"
LIGHT = "#c9cfd3"
GRID = "#e6e9eb"
CHANGE = "#0b6e8a"  # spans of interventions, drawn pale
SHOCK = "#b5651d"  # spans of shocks, drawn pale; told apart from the accent by colour-blind eyes
PALE = 0.06
SMALL_POINTS = 7.5

_SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # comes with Matplotlib; its digits all have the same width
    "font.size": 9.0,
    "text.color": DARK,
    "axes.edgecolor": LIGHT,
    "axes.linewidth": 0.8,
    "axes.labelcolor": MIDDLE,
    "axes.unicode_minus": True,
    "xtick.color": MIDDLE,
    "ytick.color": MIDDLE,
    "text.parse_math": False,  # a dollar is a dollar
    "path.simplify": True,
    "svg.fonttype": "path",  # looks the same where the typeface is missing
    "svg.hashsalt": "ripple_sim",
    "figure.facecolor": "white",
}

# Said here and not of each panel: a setting is free, changing ticks that exist is not.
_PANELS: dict[str, Any] = {
    "axes.facecolor": "none",
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": LIGHT,
    "xtick.labelcolor": MIDDLE,
    "xtick.labelsize": 8,
    "xtick.major.size": 3,
    "xtick.minor.size": 0,
    "xtick.minor.pad": 4,
    "ytick.color": MIDDLE,
    "ytick.labelsize": SMALL_POINTS,
    "ytick.major.size": 0,
    "ytick.major.pad": 3,
}


def look() -> AbstractContextManager[None]:
    """Return a context in which figures are drawn and saved alike, whatever the user's settings."""
    return style.context(["default", _SETTINGS])


def look_of_panels() -> AbstractContextManager[None]:
    """Return the same look for small multiples: open boxes, pale lines across, small numbers."""
    return style.context(["default", _SETTINGS, _PANELS])


_WIDTH = 640  # pixels


def html_of(said: str, figure: Figure, table: pd.DataFrame) -> str:
    """Return HTML with a sentence, a small picture and a table."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=1.5 * _WIDTH / figure.get_figwidth())
    picture = base64.b64encode(file.getvalue()).decode()
    words = escape(visible(said))
    return (
        f"<p>{words}</p>"
        f'<img width="{_WIDTH}" alt="{words}" src="data:image/png;base64,{picture}">'
        f"{table.to_html(index=False, escape=True, border=0)}"
    )
