"""How figures look: one accent colour, greys, one typeface; the same on every machine."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from matplotlib import style

ACCENT = "#0b6e8a"
DARK = "#30383f"
MIDDLE = "#7b858d"
LIGHT = "#c9cfd3"
GRID = "#e6e9eb"
CHANGE = "#0b6e8a"  # spans of interventions, drawn pale
SHOCK = "#b5651d"  # spans of shocks, drawn pale; told apart from the accent by colour-blind eyes
PALE = 0.06

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


def look() -> AbstractContextManager[None]:
    """Return a context in which figures are drawn and saved alike, whatever the user's settings."""
    return style.context(["default", _SETTINGS])
