"""What an outcome depends on most, as bars, for a page."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ripple_sim.briefs.tables import MOST_BARS, short_or_share
from ripple_sim.report.style import ACCENT, DARK, MIDDLE, look_of_panels

if TYPE_CHECKING:
    from ripple_sim.briefs.content import Brief

WIDTH, HEIGHT = 5.6, 3.5  # inches
_BOX = (0.40, 0.15, 0.57, 0.83)
_LETTERS_ACROSS = 34


def tornado_chart(brief: Brief) -> Figure:
    """Return a bar for each thing that moves the outcome, with its 95 % interval."""
    assert brief.tornado is not None
    bars = brief.tornado.bars[:MOST_BARS]
    with look_of_panels():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        FigureCanvasAgg(figure)
        axes = figure.add_axes(_BOX)
        rows = range(len(bars))
        axes.barh(rows, [bar.value for bar in bars], height=0.62, color=ACCENT, alpha=0.45)
        for row, bar in enumerate(bars):
            ends = [bar.value - bar.half, bar.value + bar.half]
            axes.plot(ends, [row, row], color=DARK, linewidth=1.2)
        axes.set_yticks(rows, [fill(bar.label, _LETTERS_ACROSS) for bar in bars])
        axes.tick_params(axis="y", labelsize=7.5, labelcolor=DARK)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x")
        axes.axvline(0, color=DARK, linewidth=0.9)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_or_share(value)))
        axes.set_xlabel(
            fill(f"{brief.tornado.measure}, {brief.tornado.unit}", 60), fontsize=8, color=MIDDLE
        )
    return figure
