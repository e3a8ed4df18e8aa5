"""What most moves an outcome, as a tornado: a bar for each factor, the strongest at the top."""

from __future__ import annotations

from textwrap import fill, shorten
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ripple_sim import __version__
from ripple_sim.report.numbers import plain
from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE, SHOCK, look, look_of_panels
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
def tornado_figure(found: SensitivityNumbers, most: int = MOST, compact: bool = False) -> Figure:
    """Return the factors that move the outcome most as bars with 95 % intervals.

    With Morris' method the length is the mean absolute effect in the outcome's unit, colour and
    hatching tell its direction; with Sobol's it is the share of the variance, the part that the
    factor holds alone darker. The compact form, for a page, has the eight strongest and no words
    around them.
    """
    if compact:
        return compact_tornado(found)
    paths = [str(path) for path in found.ranked.index[:most]]
    tall = _HEAD + _FOOT + _ROW * len(paths)
    with look():
        figure = Figure(figsize=(WIDTH, tall), dpi=120)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((_LEFT, _FOOT / tall, 1 - _LEFT - _RIGHT, _ROW * len(paths) / tall), label="bars")
        _write_around(figure, found, tall, len(paths))
        for row, path in enumerate(paths):
            _draw(axes, found, row, path)
        _dress(axes, found, paths)
    return figure


def _write_around(figure: Figure, found: SensitivityNumbers, tall: float, shown: int) -> None:
    asked = found.question
    figure.text(0.02, 1 - 0.38 / tall, f"What moves it most: {asked.label}", fontsize=15, fontweight="bold", color=DARK)
    figure.text(0.02, 1 - 0.5 / tall, fill(sentence(found), 150), fontsize=9.5, color=DARK, va="top", linespacing=1.35)
    rest = len(found.question.factors) - shown
    more = f" {rest} weaker factors are not drawn." if rest else ""
    about = found.found.about
    figure.text(
        0.02,
        0.12 / tall,
        f"ripple_sim {__version__} · {about.base} {asked.base.hash()} · {len(about.points):,} "
        f"points, replications at each: {about.replications}, seed {about.seed}, "
        f"{about.weeks} weeks, not discounted.{more}",
        fontsize=7.5,
        color=MIDDLE,
    )


def _draw(axes: Axes, found: SensitivityNumbers, row: int, path: str) -> None:
    value, half = found.value(path, found.by), found.value(path, f"{found.by}_half")
    way = found.direction(path)
    pale = 0.45 if found.method == "sobol" else 1.0
    axes.barh(
        row,
        max(value, 0.0),
        height=0.62,
        color=_COLOURS[way],
        alpha=pale,
        hatch=_HATCHES.get(way),
        edgecolor="white",
        linewidth=0,
        zorder=2,
    )
    if found.method == "sobol":
        alone = min(max(found.value(path, "first"), 0.0), max(value, 0.0))
        axes.barh(row, alone, height=0.62, color=ACCENT, zorder=3)
    axes.errorbar(value, row, xerr=half, color=DARK, elinewidth=1.1, capsize=3, zorder=4)
    said = _said(found, value, half)
    axes.text(1.015, row, said, transform=axes.get_yaxis_transform(), fontsize=8.5, color=DARK, va="center")
    factor = found.factor(path)
    axes.text(
        -0.015,
        row - 0.13,
        shorten(factor.label, 52, placeholder=" …"),
        fontsize=9.5,
        transform=axes.get_yaxis_transform(),
        color=DARK,
        ha="right",
        va="center",
    )
    axes.text(
        -0.015,
        row + 0.25,
        shorten(range_in_words(factor), 70, placeholder=" …"),
        transform=axes.get_yaxis_transform(),
        fontsize=7,
        color=MIDDLE,
        ha="right",
        va="center",
    )


def _said(found: SensitivityNumbers, value: float, half: float) -> str:
    if found.method == "sobol":
        return f"{100 * value:.0f} ± {100 * half:.0f} %"
    unit = found.question.unit
    short = [found.question.amount(one).replace(unit, "").strip() for one in (value, half)]
    return " ± ".join(short)


def _dress(axes: Axes, found: SensitivityNumbers, paths: list[str]) -> None:
    axes.set_ylim(len(paths) - 0.4, -0.6)
    highest = max(found.value(path, found.by) + found.value(path, f"{found.by}_half") for path in paths)
    axes.set_xlim(0, 1.03 * highest)
    axes.set_yticks([])
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if found.method == "sobol":
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
        axes.set_xlabel("Share of the outcome's variance")
        handles = [
            Patch(color=ACCENT, label="held by the factor alone"),
            Patch(color=ACCENT, alpha=0.45, label="held only together with others"),
        ]
    else:
        axes.xaxis.set_major_formatter(lambda value, _: found.question.amount(value))
        axes.set_xlabel("Mean absolute effect of moving it over its whole range")
        ways = dict.fromkeys(found.direction(path) for path in paths)
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


def compact_tornado(found: SensitivityNumbers) -> Figure:
    """Return a bar for each thing that moves the outcome, with its 95 % interval."""
    paths = [str(path) for path in found.ranked.index[:MOST_BARS]]
    values = [found.value(path, found.by) for path in paths]
    halves = [found.value(path, f"{found.by}_half") for path in paths]
    with look_of_panels():
        figure = Figure(figsize=_COMPACT_SIZE)
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
