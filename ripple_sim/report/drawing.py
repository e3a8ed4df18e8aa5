"""Arrows as wide as the money that goes along them, bent so that they start and end level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

_HEAD = 0.14  # length of an arrow's head, inches
_WIDER = 0.035  # by which the head stands out on each side
_GAP = 0.075  # between arrows that end side by side
_THINNEST = 0.012


class Anchor(NamedTuple):
    """A point on the slide, in inches from its left and bottom edge."""

    across: float
    up: float


def side_by_side(widths: Sequence[float], middle: float) -> list[float]:
    """Return at which height each of several arrows ends, the first on top, all around a middle."""
    top = middle + (sum(widths) + _GAP * max(len(widths) - 1, 0)) / 2
    found = []
    for width in widths:
        found.append(top - width / 2)
        top -= width + _GAP
    return found


def draw_ribbon(
    figure: Figure, start: Anchor, end: Anchor, width: float, colour: str, level: float, opaque: float
) -> None:
    """Draw an arrow, level at both ends.

    Parameters
    ----------
    start, end
        Where it leaves, and where its tip is.
    width, level
        Its width, and how far it goes level before it bends, in inches.
    colour, opaque
        Its colour, and how much of that shows, 0 to 1.
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
