"""A sweep in one picture: the outcome against each thing that varied."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look_of_panels
from ripple_sim.scenario.arguments import read
from ripple_sim.scenario.readers import Whole
from ripple_sim.study.sweep.result import SweepNumbers, over_replications

if TYPE_CHECKING:
    from matplotlib.axes import Axes


COLUMNS = 3
MOST_PANELS = 9
_PANEL_WIDE, _PANEL_TALL = 3.2, 2.5  # inches
_HEAD = 0.9
_COLOURS = (ACCENT, SHOCK, DARK, MIDDLE)


def sweep_figure(result: SweepNumbers, outcome: int = 0) -> Figure:
    """Return an outcome at all points, a panel for each factor, those that move it most first.

    A dot is the mean over replications; with plans, of the difference that the plan makes, and a
    line is its 80 % interval.
    """
    about = result.about
    outcome = read("outcome", outcome, Whole(0, len(about.outcomes) - 1))
    means, halves = over_replications(result.differences if about.plans else result.values)
    shown = sorted(range(len(about.factors)), key=lambda i: -_strength(result, i, means, outcome))
    shown = shown[:MOST_PANELS]
    rows = max(-(-len(shown) // COLUMNS), 1)
    wide, tall = COLUMNS * _PANEL_WIDE, rows * _PANEL_TALL + _HEAD
    with look_of_panels():
        figure = Figure(figsize=(wide, tall), layout="constrained")
        FigureCanvasAgg(figure)
        asked = about.outcomes[outcome]
        unit = asked.unit(about.currency)
        what = "difference the plan makes" if about.plans else "mean"
        figure.suptitle(
            f"{about.name}: {asked.label}\n{what} at {len(about.points):,} points, {unit}",
            fontsize=11,
            color=DARK,
            ha="left",
            x=0.02,
        )
        for place, number in enumerate(shown):
            axes = figure.add_subplot(rows, COLUMNS, place + 1)
            _draw(axes, result, number, means[..., outcome], halves[..., outcome])
        if len(about.plans) > 1:
            figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower left", ncols=4, frameon=False)
    return figure


def _draw(
    axes: Axes, result: SweepNumbers, number: int, means: NDArray[np.float64], halves: NDArray[np.float64]
) -> None:
    factor = result.about.factors[number]
    at = result.column(number)
    if not factor.numeric:
        at = at.astype(str)
    if result.about.plans:
        axes.axhline(0, color=LIGHT, linewidth=1)
    for plan, name in enumerate(result.about.plans or ("",)):
        axes.errorbar(
            at,
            means[:, plan],
            np.nan_to_num(halves[:, plan]),
            fmt="o",
            markersize=3,
            color=_COLOURS[plan % len(_COLOURS)],
            elinewidth=0.7,
            alpha=0.75,
            label=result.about.titled.get(name) or name,
        )
    unit = f" ({factor.unit})" if factor.unit else ""
    axes.set_xlabel(shorten(f"{factor.label}{unit}", 44, placeholder=" …"), fontsize=8)


def _strength(result: SweepNumbers, number: int, means: NDArray[np.float64], outcome: int) -> float:
    """Return how far the outcome goes with a factor: the largest rank correlation of a plan."""
    from scipy.stats import rankdata

    at = result.column(number)
    if not result.about.factors[number].numeric:
        return 0.0
    strongest = 0.0
    for plan in range(means.shape[1]):
        value = means[:, plan, outcome]
        known = np.isfinite(value)
        if known.sum() > 2 and len(set(at[known])) > 1 and len(set(value[known])) > 1:
            ranks = np.corrcoef(rankdata(at[known]), rankdata(value[known]))
            strongest = max(strongest, abs(float(ranks[0, 1])))
    return strongest
