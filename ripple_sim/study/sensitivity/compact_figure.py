"""What an outcome depends on most, as bars, for a page."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ripple_sim.report.numbers import plain
from ripple_sim.report.style import ACCENT, DARK, MIDDLE, look_of_panels
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity

MOST_BARS = 8
MEASURES = {
    "morris": "mean effect of moving it over its whole range",
    "sobol": "share of the variance that it holds, with interactions",
}
"""What a bar's length is, by method."""
WIDTH, HEIGHT = 5.6, 3.5  # inches
_BOX = (0.40, 0.15, 0.57, 0.83)
_LETTERS_ACROSS = 34


def compact_tornado(found: Sensitivity) -> Figure:
    """Return a bar for each thing that moves the outcome, with its 95 % interval."""
    paths = [str(path) for path in found.ranked.index[:MOST_BARS]]
    values = [found.value(path, found.by) for path in paths]
    halves = [found.value(path, f"{found.by}_half") for path in paths]
    with look_of_panels():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        FigureCanvasAgg(figure)
        axes = figure.add_axes(_BOX)
        rows = range(len(paths))
        axes.barh(rows, values, height=0.62, color=ACCENT, alpha=0.45)
        for row, (value, half) in enumerate(zip(values, halves, strict=True)):
            axes.plot([value - half, value + half], [row, row], color=DARK, linewidth=1.2)
        labels = [found.factor(path).label for path in paths]
        axes.set_yticks(rows, [fill(label, _LETTERS_ACROSS) for label in labels])
        axes.tick_params(axis="y", labelsize=7.5, labelcolor=DARK)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x")
        axes.axvline(0, color=DARK, linewidth=0.9)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_or_share(value)))
        axes.set_xlabel(fill(f"{MEASURES[found.method]}, {found.index_unit}", 60), fontsize=8, color=MIDDLE)
    return figure


def short_or_share(value: float) -> str:
    """Return a number as money is told, or with two digits where it is small, such as a share."""
    return plain(value, 2) if 0 < abs(value) < 10 else short(value)
