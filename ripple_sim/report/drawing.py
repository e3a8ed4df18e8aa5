"""What several pictures draw alike: sheets, notes, boxes and arrows, all placed in inches."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from ripple_sim.report.style import ACCENT, DARK, GRID, MIDDLE, SHOCK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_INCH = 120
_HEAD = 0.14  # length of an arrow's head, inches
_WIDER = 0.035  # by which the head stands out on each side
_GAP = 0.075  # between arrows that end side by side
_THINNEST = 0.012


class Anchor(NamedTuple):
    """A point on the sheet, in inches from its left and bottom edge."""

    across: float
    up: float


class Box(NamedTuple):
    """A rectangle on the sheet, in inches from its left and bottom edge."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def middle(self) -> Anchor:
        """Its centre."""
        return Anchor(self.left + self.width / 2, self.bottom + self.height / 2)


def sheet(width: float, height: float) -> Figure:
    """Return an empty figure of a size in inches."""
    figure = Figure(figsize=(width, height), dpi=DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    return figure


def note(figure: Figure, across: float, up: float, words: str, **style: Any) -> None:
    """Write words at a place in inches from the left and bottom edge; in the middle of its height."""
    width, height = figure.get_size_inches()
    figure.text(across / width, up / height, words, **{"va": "center", "zorder": 4, **style})


def frame(figure: Figure, box: Box, colour: str, *, dashed: bool = False) -> None:
    """Draw a white box with round corners and a coloured edge."""
    figure.add_artist(
        FancyBboxPatch(
            (box.left, box.bottom),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=0.08",
            transform=figure.dpi_scale_trans,
            facecolor="white",
            edgecolor=colour,
            linewidth=1.3,
            linestyle="--" if dashed else "-",
            zorder=3,
        )
    )


def colour_of(amount: float) -> str:
    """Return the colour of a gain, of a loss, or of neither."""
    return SHOCK if amount < 0 else ACCENT if amount > 0 else MIDDLE


def symbol_of(amount: float) -> str:
    """Return the sign that tells a gain from a loss without colour."""
    return "▼" if amount < 0 else "▲" if amount > 0 else "●"


def side_by_side(widths: Sequence[float], middle: float) -> list[float]:
    """Return at which height each of several arrows ends, the first on top, all around a middle."""
    top = middle + (sum(widths) + _GAP * max(len(widths) - 1, 0)) / 2
    heights = []
    for width in widths:
        heights.append(top - width / 2)
        top -= width + _GAP
    return heights


def draw_ribbon(
    figure: Figure, start: Anchor, end: Anchor, width: float, colour: str, level: float, opaque: float
) -> None:
    """Draw an arrow of a width in inches, level at both ends, from where it leaves to its tip.

    It goes ``level`` inches so before it bends; ``opaque``, 0 to 1, is how much of its colour shows.
    """
    half = max(width, _THINNEST) / 2
    turn, neck = start.across + level, end.across - _HEAD
    bend = (turn + neck) / 2
    corners = [
        (Path.MOVETO, start.across, start.up + half),
        (Path.LINETO, turn, start.up + half),
        (Path.CURVE4, bend, start.up + half),
        (Path.CURVE4, bend, end.up + half),
        (Path.CURVE4, neck, end.up + half),
        (Path.LINETO, neck, end.up + half + _WIDER),
        (Path.LINETO, end.across, end.up),
        (Path.LINETO, neck, end.up - half - _WIDER),
        (Path.LINETO, neck, end.up - half),
        (Path.CURVE4, bend, end.up - half),
        (Path.CURVE4, bend, start.up - half),
        (Path.CURVE4, turn, start.up - half),
        (Path.LINETO, start.across, start.up - half),
        (Path.CLOSEPOLY, start.across, start.up + half),
    ]
    path = Path([corner[1:] for corner in corners], [int(corner[0]) for corner in corners])
    figure.add_artist(
        PathPatch(path, transform=figure.dpi_scale_trans, facecolor=colour, edgecolor="none", alpha=opaque, zorder=2)
    )


SMALL: dict[str, Any] = {"fontsize": 8.5, "color": DARK, "va": "center"}
"""Words and numbers beside what is drawn."""
_LETTERS = 100  # of a title


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
