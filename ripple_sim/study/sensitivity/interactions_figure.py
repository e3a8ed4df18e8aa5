"""How far factors work together: a map of pairs, shares held together, or spread of effects."""

from __future__ import annotations

from textwrap import fill, shorten
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from ripple_sim import __version__
from ripple_sim.report.numbers import signed
from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE, look
from ripple_sim.study.sensitivity.result import SensitivityNumbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 10
_NAMED = 8
_WIDE, _TALL = 11.0, 7.5  # inches


def interactions_figure(found: SensitivityNumbers) -> Figure:
    """Return how far factors work together.

    Sobol's method with pairs: a map of the share each two hold only together. Without: the share
    each holds only together with others. Morris': the spread of its effects against their mean
    size; an effect that is the same everywhere has no spread.
    """
    with look():
        figure = Figure(figsize=(_WIDE, _TALL), dpi=120)
        FigureCanvasAgg(figure)
        if found.indices.pair is not None:
            subtitle = _draw_map(figure, found)
        elif found.method == "sobol":
            subtitle = _draw_together(figure, found)
        else:
            subtitle = _draw_spread(figure, found)
        asked = found.question
        title = f"What works together: {asked.label}"
        subtitle = f"{asked.window[:1].upper()}{asked.window[1:]}. {subtitle}"
        figure.text(0.03, 0.95, title, fontsize=15, fontweight="bold", color=DARK)
        figure.text(0.03, 0.93, fill(subtitle, 140), fontsize=9.5, color=DARK, va="top", linespacing=1.35)
        about = found.found.about
        figure.text(
            0.03,
            0.015,
            f"ripple_sim {__version__} · {about.base} {asked.base.hash()} · "
            f"{len(about.points):,} points, replications at each: {about.replications}, "
            f"seed {about.seed}",
            fontsize=7.5,
            color=MIDDLE,
        )
    return figure


def _names(found: SensitivityNumbers, paths: list[str], width: int = 40) -> list[str]:
    return [shorten(found.factor(path).label, width, placeholder=" …") for path in paths]


def _draw_map(figure: Figure, found: SensitivityNumbers) -> str:
    assert found.indices.pair is not None
    assert found.indices.pair_half is not None
    order = [str(path) for path in found.ranked.index[:MOST]]
    held, half = (
        np.fmax(square.loc[order, order].to_numpy(float), square.loc[order, order].to_numpy(float).T)
        for square in (found.indices.pair, found.indices.pair_half)
    )
    axes = figure.add_axes((0.33, 0.30, 0.62, 0.52), label="pairs")
    below = np.tril(np.ones_like(held, dtype=bool), -1)
    shown = np.where(below, np.clip(held, 0, None), np.nan)
    colours = LinearSegmentedColormap.from_list("together", ("#f4f7f8", ACCENT))
    axes.imshow(shown, cmap=colours, vmin=0, vmax=max(float(np.nanmax(shown)), 0.05), aspect="auto")
    for row, column in zip(*np.nonzero(below), strict=True):
        clear = held[row, column] > half[row, column]
        dark = shown[row, column] > 0.6 * max(float(np.nanmax(shown)), 0.05)
        said = f"{signed(100 * held[row, column], 0)} ± {100 * half[row, column]:.0f}"
        weight, colour = "bold" if clear else "normal", "white" if dark else DARK
        axes.text(column, row, said, ha="center", va="center", fontsize=7.5, fontweight=weight, color=colour)
    names = _names(found, order)
    axes.set_yticks(range(1, len(order)), names[1:], fontsize=8.5, color=DARK)
    axes.set_xticks(
        range(len(order) - 1), names[:-1], fontsize=8.5, color=DARK, rotation=35, ha="right", rotation_mode="anchor"
    )
    axes.set_xlim(-0.5, len(order) - 1.5)
    axes.set_ylim(len(order) - 0.5, 0.5)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return (
        "Per cent of the variance that each two hold only together, with half of its 95 % "
        "interval; bold where the interval leaves out zero."
    )


def _draw_together(figure: Figure, found: SensitivityNumbers) -> str:
    order = [str(path) for path in found.ranked.index[:MOST]]
    axes = figure.add_axes((0.36, 0.12, 0.58, 0.70), label="together")
    for row, path in enumerate(order):
        first, total = found.value(path, "first"), found.value(path, "total")
        half = float(np.hypot(found.value(path, "first_half"), found.value(path, "total_half")))
        axes.errorbar(total - first, row, xerr=half, fmt="o", color=ACCENT, markersize=6, elinewidth=1.2, capsize=3)
    axes.axvline(0, color=LIGHT, linewidth=1)
    axes.set_yticks(range(len(order)), _names(found, order, 48), fontsize=9, color=DARK)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axes.set_xlabel("Share of the outcome's variance")
    _open(axes, "x")
    return (
        "The share of the variance that each factor holds only together with others: its total "
        "less what it holds alone. Bars: 95 % intervals, as if the two were unrelated."
    )


def _draw_spread(figure: Figure, found: SensitivityNumbers) -> str:
    table = found.ranked
    axes = figure.add_axes((0.11, 0.12, 0.84, 0.70), label="spread")
    axes.errorbar(
        table["mu_star"],
        table["sigma"],
        xerr=table["mu_star_half"],
        fmt="o",
        color=ACCENT,
        markersize=6,
        elinewidth=0.9,
        alpha=0.9,
    )
    farthest = 1.08 * float((table["mu_star"] + table["mu_star_half"]).max())
    highest = 1.15 * float(table["sigma"].max()) or 1.0
    for ratio, words in ((1.0, "spread as large as the effect"), (0.5, "half as large")):
        axes.plot([0, farthest], [0, ratio * farthest], color=LIGHT, linewidth=1, zorder=0)
        end = min(farthest, highest / ratio)
        axes.annotate(
            words,
            (end, ratio * end),
            (-4, -2),
            textcoords="offset points",
            fontsize=8,
            color=MIDDLE,
            ha="right",
            va="top",
        )
    _name_dots(axes, found, [str(path) for path in table.index[:_NAMED]])
    axes.set_xlim(0, farthest)
    axes.set_ylim(0, highest)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: found.question.amount(value))
    axes.set_xlabel("Mean absolute effect of moving it over its whole range")
    axes.set_ylabel("Spread of its effects")
    _open(axes, "both")
    return (
        "Near the bottom a factor has the same effect wherever the others stand; far up its effect "
        "hangs on the others, on where it is itself, or on luck. Bars: 95 % intervals."
    )


def _name_dots(axes: Axes, found: SensitivityNumbers, paths: list[str]) -> None:
    """Write names beside dots, each a line above the last where they would touch."""
    names = _names(found, paths, 36)
    order = sorted(range(len(paths)), key=lambda i: found.value(paths[i], "sigma"))
    scale = 0.04 * max(found.value(path, "sigma") for path in paths)
    last = -np.inf
    for i in order:
        x, y = found.value(paths[i], "mu_star"), found.value(paths[i], "sigma")
        at = max(y, last + scale)
        last = at
        axes.annotate(
            names[i],
            (x, at),
            (8, 3),
            textcoords="offset points",
            fontsize=8.5,
            color=DARK,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5},
        )


def _open(axes: Axes, grid: str) -> None:
    axes.grid(axis=grid, color=GRID, linewidth=0.8)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
