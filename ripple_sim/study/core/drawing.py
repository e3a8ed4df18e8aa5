"""What the figures of studies share: the page, the words around the axes, open axes."""

from __future__ import annotations

from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ripple_sim.report.style import DARK, GRID, MIDDLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALL: dict[str, Any] = {"fontsize": 8.5, "color": DARK, "va": "center"}
"""Words and numbers beside what is drawn."""
_LETTERS = 100  # of a title


def page(width: float, height: float) -> Figure:
    """Return an empty figure of so many inches."""
    figure = Figure(figsize=(width, height), dpi=120)
    FigureCanvasAgg(figure)
    return figure


def write_title(figure: Figure, title: str, said: str, left: float, tops: tuple[float, float], across: int) -> None:
    """Write a title, and what is said below it in lines of so many letters; tops in shares of the height."""
    title = shorten(title, _LETTERS, placeholder=" …")
    figure.text(left, tops[0], title, fontsize=15, fontweight="bold", color=DARK)
    figure.text(left, tops[1], fill(said, across), fontsize=9.5, color=DARK, va="top", linespacing=1.35)


def write_note(figure: Figure, note: str, left: float, at: float = 0.018) -> None:
    """Write small at the foot how the numbers came about."""
    figure.text(left, at, note, fontsize=7.5, color=MIDDLE)


def open_axes(
    axes: Axes, grid: Literal["both", "x", "y"] = "both", closed: tuple[str, ...] = ("left", "bottom")
) -> None:
    """Draw pale lines behind the data, and only the sides named."""
    axes.grid(axis=grid, color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    hide_sides(axes, closed)


def hide_sides(axes: Axes, kept: tuple[str, ...] = ()) -> None:
    """Hide the sides of axes, but those named."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in kept)
