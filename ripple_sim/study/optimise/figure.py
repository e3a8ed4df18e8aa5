"""The front of profit and well-being, and what its plans spend on what, from when."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ripple_sim import __version__
from ripple_sim.report.drawing import SMALL, hide_sides, open_axes, sheet, write_note, write_title
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look
from ripple_sim.study.compare.worlds import titled
from ripple_sim.study.optimise.messages import sentence
from ripple_sim.study.optimise.result import OptimumNumbers
from ripple_sim.wording.english import money, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 15.0, 7.8  # inches
_COLOURS = (ACCENT, SHOCK, "#5b8c5a", "#7a5c99", MIDDLE, "#c2a83e")
_HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "++")


def pareto_figure(result: OptimumNumbers) -> Figure:
    """Return profit against well-being of all tries and of the front, and the front's plans.

    Filled dots are the front measured again with fresh luck; thin lines lead to where the search
    saw them.
    """
    with look():
        figure = sheet(WIDTH, HEIGHT)
        _write_around(figure, result)
        axes = figure.add_axes((0.07, 0.13, 0.43, 0.65), label="front")
        _draw_front(axes, result)
        axes = figure.add_axes((0.55, 0.20, 0.43, 0.58), label="plans")
        _draw_plans(axes, result)
    return figure


def _write_around(figure: Figure, result: OptimumNumbers) -> None:
    own = result.space.plan
    above = f"{titled(own.title, own.name)}: a better split and timing of its budget"
    write_title(figure, above, sentence(result), 0.02, (0.945, 0.925), 180)
    note = (
        f"ripple_sim {__version__} · {result.space.base.name} {result.space.base.hash()} · "
        f"{result.tried} tries with {result.replications} pairs, seed {result.seed}; measured "
        f"again with {result.measured.pairs} new pairs, seed {result.measured.seed} · "
        f"{result.space.weeks} weeks, not discounted. Bars: 80 % intervals."
    )
    write_note(figure, note, 0.02)


def _draw_front(axes: Axes, result: OptimumNumbers) -> None:
    for kept, marker, label in ((True, "o", "tried"), (False, "x", "tried, breaks a limit")):
        scores = [one.score.aims for one in result.tries if one.score is not None and one.score.kept == kept]
        if scores:
            profits, wells = np.array(scores).T
            colour = LIGHT if kept else MIDDLE
            axes.scatter(profits, wells, s=20, color=colour, marker=marker, linewidths=0.9, zorder=1, label=label)
    for place, plan in enumerate(result.plans):
        seen = result.searched(place)
        profit, well = result.profit(plan.name), result.well_being(plan.name)
        axes.plot([seen[0], profit.value], [seen[1], well.value], color=ACCENT, linewidth=0.8, zorder=2)
        axes.plot(*seen, "o", markerfacecolor="white", markeredgecolor=ACCENT, markersize=5, zorder=3)
        _draw_measured(axes, result, plan.name, *((DARK, "s") if plan is result.nothing else (ACCENT, "o")))
        number: dict[str, Any] = {"textcoords": "offset points", "fontsize": 9.5, "fontweight": "bold", "color": DARK}
        axes.annotate(str(place + 1), (profit.value, well.value), (6, 5), **number)
    if result.nothing not in result.plans:
        _draw_measured(axes, result, result.nothing.name, DARK, "s")
    _draw_measured(axes, result, result.own, SHOCK, "D")
    axes.axvline(0, color=LIGHT, linewidth=1, zorder=0)
    axes.xaxis.set_major_formatter(lambda value, _: money(value, result.currency))
    axes.set_xlabel("Profit difference over the horizon")
    axes.set_ylabel(f"{result.aim_label}: better by")
    open_axes(axes)
    handles = [
        Line2D([], [], color=ACCENT, marker="o", linestyle="", label="front, measured again"),
        Line2D([], [], color=ACCENT, marker="o", markerfacecolor="white", linestyle="", label="as the search saw it"),
        Line2D([], [], color=DARK, marker="s", linestyle="", label="doing nothing"),
        Line2D([], [], color=SHOCK, marker="D", linestyle="", label="as written"),
        *axes.get_legend_handles_labels()[0],
    ]
    tight: dict[str, Any] = {"frameon": False, "fontsize": 8, "columnspacing": 1.0, "handletextpad": 0.3}
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=6, **tight)


def _draw_measured(axes: Axes, result: OptimumNumbers, name: str, colour: str, marker: str) -> None:
    profit, well = result.profit(name), result.well_being(name)
    across, up = (np.abs(np.array(one.interval_80)[:, None] - one.value) for one in (profit, well))
    dot: dict[str, Any] = {"color": colour, "markersize": 7, "elinewidth": 1.1, "zorder": 4}
    axes.errorbar(profit.value, well.value, xerr=across, yerr=up, fmt=marker, **dot)


def _draw_plans(axes: Axes, result: OptimumNumbers) -> None:
    """Draw what each plan spends on each intervention, with the week it starts."""
    rows = result.rows
    names = list(dict.fromkeys(title for plan in rows for title, *_ in result.split(plan)))
    most = max([result.space.budget, *(result.space.cost(plan) for plan in rows), 1.0])
    axes.set(xlim=(0, 1.36 * most), ylim=(len(rows) - 0.4, -0.6))
    for row, plan in enumerate(rows):
        left = 0.0
        for title, change, start, cost in result.split(plan):
            number = names.index(title) % len(_COLOURS)
            wide = max(cost, 0.0)
            axes.add_patch(Rectangle((left, row - 0.24), wide, 0.48, linewidth=0.5, **_filled(number)))
            if wide > 0.13 * most:
                words = f"{change:+.2g}, week {start}"
                axes.text(left + wide / 2, row - 0.36, words, ha="center", va="center", fontsize=7.5, color=DARK)
            left += wide
        if plan is result.nothing:
            axes.text(0, row, "do nothing", **SMALL)
        profit = result.profit(result.name_of(plan))
        words = f"{short(profit.value)} ({short(profit.interval_80[0])} to {short(profit.interval_80[1])})"
        axes.text(1.36 * most, row, words, ha="right", fontweight="bold" if plan is result.best else "normal", **SMALL)
    labels = [*(str(number) for number in range(1, len(rows))), "as\nwritten"]
    axes.set_yticks(range(len(rows)), labels, fontsize=9, color=DARK)
    axes.axvline(result.space.budget, color=DARK, linewidth=1, linestyle="--")
    axes.text(result.space.budget, len(rows) - 0.42, " budget", fontsize=8, color=DARK, va="bottom")
    axes.text(1.36 * most, -0.75, f"profit difference, {result.currency}", fontsize=8, ha="right", color=MIDDLE)
    axes.text(0, -0.75, "money known in advance; change, first week; bold: recommended", fontsize=8, color=MIDDLE)
    ticks = [tick for tick in axes.get_xticks() if tick <= most]
    axes.set_xticks(ticks, [short(tick) for tick in ticks])
    axes.tick_params(axis="y", length=0)
    hide_sides(axes, ("bottom",))
    handles = [
        Patch(label=shorten(name, 40, placeholder=" …"), **_filled(number % len(_COLOURS)))
        for number, name in enumerate(names)
    ]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.01, -0.07), ncols=3, frameon=False, fontsize=8.5)


def _filled(number: int) -> dict[str, Any]:
    return {"facecolor": _COLOURS[number], "hatch": _HATCHES[number], "edgecolor": "white"}
