"""What most moves an outcome: a tornado of all factors, its compact form, and interactions."""

from __future__ import annotations

from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ripple_sim.report.drawing import SMALL, hide_sides, open_axes, sheet, write_note, write_title
from ripple_sim.report.numbers import plain, signed
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look, look_of_panels
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import FLAG, Whole
from ripple_sim.study.sensitivity.messages import sentence
from ripple_sim.study.sensitivity.result import SensitivityNumbers
from ripple_sim.study.sweep.messages import range_in_words
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
WIDTH = 12.0  # inches
_ROW, _HEAD, _FOOT = 0.42, 1.55, 1.15
_LEFT, _RIGHT = 0.37, 0.13  # shares of the width: names, and numbers
_COLOURS = {
    "raises": ACCENT,
    "lowers": SHOCK,
    "either way": MIDDLE,
    "nothing": LIGHT,
    "unclear": LIGHT,
    "no order": DARK,
    "": ACCENT,
}
_WORDS = {
    "raises": "a higher value raises it",
    "lowers": "a higher value lowers it",
    "either way": "either way, as the rest stands",
    "unclear": "its interval reaches zero",
    "no order": "values without an order",
}
_HATCHES = {"lowers": "////", "either way": "...."}


@takes(most=Whole(1, 1000), compact=FLAG)
def tornado_figure(result: SensitivityNumbers, most: int = MOST, compact: bool = False) -> Figure:
    """Return the factors that move the outcome most as bars with 95 % intervals.

    With Morris' method the length is the mean absolute effect in the outcome's unit, colour and
    hatching tell its direction; with Sobol's it is the share of the variance, the part that the
    factor holds alone darker. The compact form, for a page, has the eight strongest and no words
    around them.
    """
    if compact:
        return compact_tornado(result)
    paths = [str(path) for path in result.ranked.index[:most]]
    tall = _HEAD + _FOOT + _ROW * len(paths)
    with look():
        figure = sheet(WIDTH, tall)
        axes = figure.add_axes((_LEFT, _FOOT / tall, 1 - _LEFT - _RIGHT, _ROW * len(paths) / tall), label="bars")
        _write_around(figure, result, tall, len(paths))
        for row, path in enumerate(paths):
            _draw(axes, result, row, path)
        _dress(axes, result, paths)
    return figure


def _write_around(figure: Figure, result: SensitivityNumbers, tall: float, shown: int) -> None:
    asked = result.question
    tops = (1 - 0.38 / tall, 1 - 0.5 / tall)
    write_title(figure, f"What moves it most: {asked.label}", sentence(result), 0.02, tops, 150)
    rest = len(result.question.factors) - shown
    more = f" {rest} weaker factors are not drawn." if rest else ""
    about = result.found.about
    note = (
        f"{result.address} · {len(about.points):,} points, replications at each: {about.replications}, "
        f"seed {about.seed}, {about.weeks} weeks, not discounted.{more}"
    )
    write_note(figure, note, 0.02, 0.12 / tall)


def _draw(axes: Axes, result: SensitivityNumbers, row: int, path: str) -> None:
    value, half = result.value(path, result.by), result.value(path, f"{result.by}_half")
    way = result.direction(path)
    pale = 0.45 if result.method == "sobol" else 1.0
    bar: dict[str, Any] = {"color": _COLOURS[way], "hatch": _HATCHES.get(way), "edgecolor": "white", "linewidth": 0}
    axes.barh(row, max(value, 0.0), height=0.62, alpha=pale, zorder=2, **bar)
    if result.method == "sobol":
        alone = min(max(result.value(path, "first"), 0.0), max(value, 0.0))
        axes.barh(row, alone, height=0.62, color=ACCENT, zorder=3)
    axes.errorbar(value, row, xerr=half, color=DARK, elinewidth=1.1, capsize=3, zorder=4)
    said = _said(result, value, half)
    beside = axes.get_yaxis_transform()
    axes.text(1.015, row, said, transform=beside, **SMALL)
    factor = result.factor(path)
    name, spread = shorten(factor.label, 52, placeholder=" …"), shorten(range_in_words(factor), 70, placeholder=" …")
    for at, text, size, colour in ((-0.13, name, 9.5, DARK), (0.25, spread, 7.0, MIDDLE)):
        axes.text(-0.015, row + at, text, transform=beside, fontsize=size, color=colour, ha="right", va="center")


def _said(result: SensitivityNumbers, value: float, half: float) -> str:
    if result.method == "sobol":
        return f"{100 * value:.0f} ± {100 * half:.0f} %"
    unit = result.question.unit
    short = [result.question.amount(one).replace(unit, "").strip() for one in (value, half)]
    return " ± ".join(short)


def _dress(axes: Axes, result: SensitivityNumbers, paths: list[str]) -> None:
    axes.set_ylim(len(paths) - 0.4, -0.6)
    highest = max(result.value(path, result.by) + result.value(path, f"{result.by}_half") for path in paths)
    axes.set_xlim(0, 1.03 * highest)
    axes.set_yticks([])
    open_axes(axes, "x", ("bottom",))
    if result.method == "sobol":
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
        axes.set_xlabel("Share of the outcome's variance")
        handles = [
            Patch(color=ACCENT, label="held by the factor alone"),
            Patch(color=ACCENT, alpha=0.45, label="held only together with others"),
        ]
    else:
        axes.xaxis.set_major_formatter(lambda value, _: result.question.amount(value))
        axes.set_xlabel("Mean absolute effect of moving it over its whole range")
        ways = dict.fromkeys(result.direction(path) for path in paths)
        handles = [
            Patch(facecolor=_COLOURS[way], hatch=_HATCHES.get(way), edgecolor="white", label=_WORDS[way])
            for way in ways
            if way in _WORDS
        ]
    figure = axes.figure
    assert isinstance(figure, Figure)
    at = (_LEFT - 0.01, 0.27 / figure.get_figheight())
    figure.legend(handles=handles, loc="lower left", bbox_to_anchor=at, ncols=4, frameon=False, fontsize=8.5)


MOST_BARS = 8
MEASURES = {
    "morris": "mean effect of moving it over its whole range",
    "sobol": "share of the variance that it holds, with interactions",
}
"""What a bar's length is, by method."""
_COMPACT_SIZE = (5.6, 3.5)  # inches
_BOX = (0.40, 0.15, 0.57, 0.83)
_LETTERS_ACROSS = 34


def compact_tornado(result: SensitivityNumbers) -> Figure:
    """Return a bar for each thing that moves the outcome, with its 95 % interval."""
    paths = [str(path) for path in result.ranked.index[:MOST_BARS]]
    values = [result.value(path, result.by) for path in paths]
    halves = [result.value(path, f"{result.by}_half") for path in paths]
    with look_of_panels():
        figure = Figure(figsize=_COMPACT_SIZE)
        FigureCanvasAgg(figure)
        axes = figure.add_axes(_BOX)
        rows = range(len(paths))
        axes.barh(rows, values, height=0.62, color=ACCENT, alpha=0.45)
        for row, (value, half) in enumerate(zip(values, halves, strict=True)):
            axes.plot([value - half, value + half], [row, row], color=DARK, linewidth=1.2)
        labels = [result.factor(path).label for path in paths]
        axes.set_yticks(rows, [fill(label, _LETTERS_ACROSS) for label in labels])
        axes.tick_params(axis="y", labelsize=7.5, labelcolor=DARK)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x")
        axes.axvline(0, color=DARK, linewidth=0.9)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_or_share(value)))
        axes.set_xlabel(fill(f"{MEASURES[result.method]}, {result.index_unit}", 60), fontsize=8, color=MIDDLE)
    return figure


def short_or_share(value: float) -> str:
    """Return a number as money is told, or with two digits where it is small, such as a share."""
    return plain(value, 2) if 0 < abs(value) < 10 else short(value)


MOST_PAIRED = 10
_NAMED = 8
_WIDE, _TALL = 11.0, 7.5  # inches


def interactions_figure(result: SensitivityNumbers) -> Figure:
    """Return how far factors work together.

    Sobol's method with pairs: a map of the share each two hold only together. Without: the share
    each holds only together with others. Morris': the spread of its effects against their mean
    size; an effect that is the same everywhere has no spread.
    """
    with look():
        figure = sheet(_WIDE, _TALL)
        if result.indices.pair is not None:
            subtitle = _draw_map(figure, result)
        elif result.method == "sobol":
            subtitle = _draw_together(figure, result)
        else:
            subtitle = _draw_spread(figure, result)
        asked = result.question
        title = f"What works together: {asked.label}"
        subtitle = f"{asked.window[:1].upper()}{asked.window[1:]}. {subtitle}"
        write_title(figure, title, subtitle, 0.03, (0.95, 0.93), 140)
        about = result.found.about
        note = (
            f"{result.address} · {len(about.points):,} points, replications at each: {about.replications}, "
            f"seed {about.seed}"
        )
        write_note(figure, note, 0.03, 0.015)
    return figure


def _names(result: SensitivityNumbers, paths: list[str], width: int = 40) -> list[str]:
    return [shorten(result.factor(path).label, width, placeholder=" …") for path in paths]


def _draw_map(figure: Figure, result: SensitivityNumbers) -> str:
    assert result.indices.pair is not None
    assert result.indices.pair_half is not None
    order = [str(path) for path in result.ranked.index[:MOST_PAIRED]]
    held, half = (
        np.fmax(square.loc[order, order].to_numpy(float), square.loc[order, order].to_numpy(float).T)
        for square in (result.indices.pair, result.indices.pair_half)
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
    names = _names(result, order)
    axes.set_yticks(range(1, len(order)), names[1:], fontsize=8.5, color=DARK)
    axes.set_xticks(
        range(len(order) - 1), names[:-1], fontsize=8.5, color=DARK, rotation=35, ha="right", rotation_mode="anchor"
    )
    axes.set_xlim(-0.5, len(order) - 1.5)
    axes.set_ylim(len(order) - 0.5, 0.5)
    axes.tick_params(length=0)
    hide_sides(axes)
    return (
        "Per cent of the variance that each two hold only together, with half of its 95 % "
        "interval; bold where the interval leaves out zero."
    )


def _draw_together(figure: Figure, result: SensitivityNumbers) -> str:
    order = [str(path) for path in result.ranked.index[:MOST_PAIRED]]
    axes = figure.add_axes((0.36, 0.12, 0.58, 0.70), label="together")
    for row, path in enumerate(order):
        first, total = result.value(path, "first"), result.value(path, "total")
        half = float(np.hypot(result.value(path, "first_half"), result.value(path, "total_half")))
        axes.errorbar(total - first, row, xerr=half, fmt="o", color=ACCENT, markersize=6, elinewidth=1.2, capsize=3)
    axes.axvline(0, color=LIGHT, linewidth=1)
    axes.set_yticks(range(len(order)), _names(result, order, 48), fontsize=9, color=DARK)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axes.set_xlabel("Share of the outcome's variance")
    open_axes(axes, "x")
    return (
        "The share of the variance that each factor holds only together with others: its total "
        "less what it holds alone. Bars: 95 % intervals, as if the two were unrelated."
    )


def _draw_spread(figure: Figure, result: SensitivityNumbers) -> str:
    table = result.ranked
    axes = figure.add_axes((0.11, 0.12, 0.84, 0.70), label="spread")
    dot: dict[str, Any] = {"color": ACCENT, "markersize": 6, "elinewidth": 0.9, "alpha": 0.9}
    axes.errorbar(table["mu_star"], table["sigma"], xerr=table["mu_star_half"], fmt="o", **dot)
    farthest = 1.08 * float((table["mu_star"] + table["mu_star_half"]).max())
    highest = 1.15 * float(table["sigma"].max()) or 1.0
    for ratio, words in ((1.0, "spread as large as the effect"), (0.5, "half as large")):
        axes.plot([0, farthest], [0, ratio * farthest], color=LIGHT, linewidth=1, zorder=0)
        end = min(farthest, highest / ratio)
        at_right: dict[str, Any] = {"fontsize": 8, "color": MIDDLE, "ha": "right", "va": "top"}
        axes.annotate(words, (end, ratio * end), (-4, -2), textcoords="offset points", **at_right)
    _name_dots(axes, result, [str(path) for path in table.index[:_NAMED]])
    axes.set_xlim(0, farthest)
    axes.set_ylim(0, highest)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: result.question.amount(value))
    axes.set_xlabel("Mean absolute effect of moving it over its whole range")
    axes.set_ylabel("Spread of its effects")
    open_axes(axes, "both")
    return (
        "Near the bottom a factor has the same effect wherever the others stand; far up its effect "
        "hangs on the others, on where it is itself, or on luck. Bars: 95 % intervals."
    )


def _name_dots(axes: Axes, result: SensitivityNumbers, paths: list[str]) -> None:
    """Write names beside dots, each a line above the last where they would touch."""
    names = _names(result, paths, 36)
    order = sorted(range(len(paths)), key=lambda i: result.value(paths[i], "sigma"))
    scale = 0.04 * max(result.value(path, "sigma") for path in paths)
    last = -np.inf
    for i in order:
        x, y = result.value(paths[i], "mu_star"), result.value(paths[i], "sigma")
        at = max(y, last + scale)
        last = at
        behind = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5}
        axes.annotate(names[i], (x, at), (8, 3), textcoords="offset points", fontsize=8.5, color=DARK, bbox=behind)
