"""One slide: who is touched and when, by how much, and what it earns."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from pairs import INTERVAL, PLAIN, START, Row, Study
from rings import Ring

from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE, SHOCK, look

WIDTH, HEIGHT, DOTS_PER_INCH = 16.0, 9.0, 120
COMPANY, MARKET = ACCENT, SHOCK  # blue and brown: told apart by colour-blind eyes
_LEFT, _RIGHT = 0.45, 15.75  # inches
_LEAST_RANGE = 0.12  # of a point, so that next to nothing looks like next to nothing

# The heat map, in inches from the left and from the top
_NAMES, _MAP_LEFT, _MAP_RIGHT = _LEFT, 2.62, 7.95
_COLUMNS = (8.42, 9.37, 10.36)
_MAP_TOP, _ROW, _GAP = 2.42, 0.225, 0.14
_PANELS_TOP, _PANEL_HEIGHT, _PANEL_STEP = 5.42, 1.02, 1.76
_PANEL_WIDTH, _PANEL_ACROSS = 3.02, 4.01
_PROFIT_LEFT = _LEFT + 3 * _PANEL_ACROSS - 0.27


def draw(study: Study, sentence: str) -> Figure:
    """Return the slide, 16 by 9 inches."""
    with look():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        _write_around(figure, study, sentence)
        _draw_map(figure, study)
        _draw_profit(figure, study)
        _heading(figure, 4.92, "How much it changes them", "Difference from the twin in which "
                 "nobody is coached; bold: mean, shaded: its 80 % interval; scales differ")  # fmt: skip
        for number, ring in enumerate(study.rings):
            _draw_size(figure, study, ring, number)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Save the slide; the same study always gives the same bytes."""
    metadata = {"Date": None} if path.suffix == ".svg" else None
    with look():
        figure.savefig(path, dpi=DOTS_PER_INCH, metadata=metadata)


def _box(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
    return left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT


def _text(figure: Figure, left: float, top: float, words: str, **style: object) -> None:
    figure.text(left / WIDTH, 1 - top / HEIGHT, words, **style)


def _colour(ring: Ring) -> str:
    return COMPANY if ring.in_company else MARKET


def _heading(
    figure: Figure, top: float, words: str, more: str = "", left: float = _LEFT, gap: float = 0.24
) -> None:
    _text(figure, left, top, words, fontsize=13, fontweight="bold", color=DARK)
    _text(figure, left, top + gap, more, fontsize=9.5, color=MIDDLE)


def _write_around(figure: Figure, study: Study, sentence: str) -> None:
    _text(figure, _LEFT, 0.55, "One manager is coached: how far does it travel?",
          fontsize=21, fontweight="bold", color=DARK)  # fmt: skip
    _text(figure, _LEFT, 0.74, fill(sentence, 158), fontsize=11.5, color=DARK, va="top",
          linespacing=1.35)  # fmt: skip
    _text(figure, _LEFT, 8.86,
          f"{study.scenario.title} (preset {study.scenario.name}). {study.pairs} pairs of twin "
          "worlds that share all their luck; the twins differ in one thing: from week "
          f"{START + 1} on, the manager of team 1 in branch 1 is coached. Seed {study.seed}.",
          fontsize=8, color=MIDDLE)  # fmt: skip


# ---------------------------------------------------------------- who is touched


def _draw_map(figure: Figure, study: Study) -> None:
    _heading(figure, _MAP_TOP - 0.70, "Who is touched", gap=0.24,
             more="Share of people whose lives differ from the twin's in anything at all, "
             "however little")  # fmt: skip
    top = _MAP_TOP
    blocks = [
        [ring for ring in study.rings if ring.in_company],
        [ring for ring in study.rings if not ring.in_company],
    ]
    for place, heading in zip(
        _COLUMNS, ("first\ntouched", "half\ntouched", "plain\nto see"), strict=True
    ):
        _text(figure, place, _MAP_TOP - 0.07, heading, fontsize=8.5, color=MIDDLE, ha="center",
              va="bottom", linespacing=1.1)  # fmt: skip
    for rings in blocks:
        axes = figure.add_axes(
            _box(_MAP_LEFT, top, _MAP_RIGHT - _MAP_LEFT, _ROW * len(rings)), label="map"
        )
        reach = np.array([study.rows[ring.name, "reach"].mean for ring in rings])
        colours = LinearSegmentedColormap.from_list("", ["#ffffff", _colour(rings[0])])
        axes.imshow(reach, aspect="auto", cmap=colours, vmin=0, vmax=100,
                    extent=(0, study.weeks, len(rings), 0), interpolation="nearest")  # fmt: skip
        for row in range(1, len(rings)):
            axes.axhline(row, color="white", linewidth=1.5)
        for row, ring in enumerate(rings):
            _write_row(figure, study, ring, top + (row + 0.5) * _ROW)
            half = study.half_week(ring.name)
            if half is not None:
                axes.plot([half - 0.5], [row + 0.5], marker="o", markersize=3.2, color="white",
                          markeredgecolor=DARK, markeredgewidth=0.7, clip_on=False)  # fmt: skip
        axes.set_yticks([])
        _mark_time(axes, study, named=rings is blocks[-1], small=False)
        top += _ROW * len(rings) + _GAP
    _legend(figure, top + 0.27)


def _write_row(figure: Figure, study: Study, ring: Ring, top: float) -> None:
    _text(figure, _MAP_LEFT - 0.12, top, ring.label, fontsize=10, color=_colour(ring),
          ha="right", va="center")  # fmt: skip
    first = study.first_week(ring.name)
    weeks = (first[0] if first else None, study.half_week(ring.name), study.plain_week(ring))
    for place, week in zip(_COLUMNS, weeks, strict=True):
        words = f"week {week}" if week else "never"
        _text(figure, place, top, words, fontsize=9.5, color=DARK if week else MIDDLE,
              ha="center", va="center")  # fmt: skip


def _legend(figure: Figure, top: float) -> None:
    _text(figure, _MAP_RIGHT + 0.1, top + 0.025, "○ half touched.  Plain to see: the mean differs "
          f"by {PLAIN:g} of its unit\nor more for a quarter, the interval clear of zero",
          fontsize=8, color=MIDDLE, va="center", linespacing=1.25)  # fmt: skip


# ---------------------------------------------------------------- by how much


def _draw_size(figure: Figure, study: Study, ring: Ring, number: int) -> None:
    left = _LEFT + 0.42 + (number % 4) * _PANEL_ACROSS
    top = _PANELS_TOP + 0.18 + (number // 4) * _PANEL_STEP
    axes = figure.add_axes(_box(left, top, _PANEL_WIDTH, _PANEL_HEIGHT), label=ring.name)
    row = study.rows[ring.name, ring.shows.name]
    _text(figure, left - 0.42, top - 0.27, ring.label, fontsize=10.5, fontweight="bold",
          color=_colour(ring))  # fmt: skip
    _text(figure, left - 0.42, top - 0.09, f"{ring.shows.label}, {row.unit}", fontsize=8.5,
          color=MIDDLE)  # fmt: skip
    _draw_line(axes, study, row, _colour(ring))
    reach = max(np.nanmax(np.abs([row.low, row.high])), _LEAST_RANGE)
    low, high = np.nanmin([*row.low, 0]), np.nanmax([*row.high, 0])
    if high - low < 2 * _LEAST_RANGE:
        low, high = -_LEAST_RANGE, _LEAST_RANGE
    margin = 0.08 * max(high - low, reach * 0.5)
    axes.set_ylim(low - margin, high + margin)
    plain = study.plain_week(ring)
    if plain is not None and plain < study.weeks:
        at = plain - 0.5
        axes.plot([at], [row.mean[plain - 1]], marker="o", markersize=4.5, color="white",
                  markeredgecolor=DARK, markeredgewidth=1.0, zorder=5)  # fmt: skip
        up = row.mean[-1] >= 0
        axes.annotate(f"plain to see from week {plain}", (at, row.mean[plain - 1]),
                      (5, -4 if up else 4), textcoords="offset points",
                      fontsize=7.5, color=DARK, va="top" if up else "bottom", zorder=6)  # fmt: skip
    _write_end(axes, study, row)
    _mark_time(axes, study, named=number >= 4)


def _draw_line(axes: Axes, study: Study, row: Row, colour: str) -> None:
    weeks = np.arange(study.weeks) + 0.5
    axes.axhline(0, color=LIGHT, linewidth=0.9, zorder=1)
    axes.fill_between(weeks, row.low, row.high, color=colour, alpha=0.22, linewidth=0, zorder=2)
    axes.plot(weeks, row.mean, color=colour, linewidth=1.7, zorder=3, solid_joinstyle="round")
    axes.set_xlim(0, study.weeks)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.tick_params(labelsize=8, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _write_end(axes: Axes, study: Study, row: Row) -> None:
    axes.annotate(_signed(row.mean[-1]), (study.weeks, row.mean[-1]), (3, 0),
                  textcoords="offset points", fontsize=9, fontweight="bold", color=DARK,
                  va="center", annotation_clip=False)  # fmt: skip


def _signed(value: float) -> str:
    decimals = 1 if abs(value) >= 1 else 2
    text = f"{abs(value):,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        return "±0"
    return f"{'−' if value < 0 else '+'}{text}"


def _mark_time(axes: Axes, study: Study, named: bool, small: bool = True) -> None:
    axes.axvline(START, color=DARK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=4)
    step = next(s for s in (4, 13, 26, 52, 104, 520) if study.weeks / s <= 6.1 or s == 520)
    ticks = np.arange(0, study.weeks + 1, step)
    axes.set_xticks(ticks, [f"{tick}" if tick else "week 0" for tick in ticks] if named else [])
    axes.tick_params(axis="x", length=0, labelsize=8)
    if not small:
        for side in axes.spines.values():
            side.set_visible(False)
        if not named:
            axes.annotate("coaching begins", (START, 0), (0, 3), xycoords=("data", "data"),
                          textcoords="offset points", fontsize=8.5, color=DARK, ha="left",
                          va="bottom", annotation_clip=False)  # fmt: skip


# ---------------------------------------------------------------- what it earns


def _draw_profit(figure: Figure, study: Study) -> None:
    profit, spent = study.rows["money", "profit"], study.rows["money", "spent"]
    left, top = _PROFIT_LEFT + 0.69, _MAP_TOP
    _heading(figure, _MAP_TOP - 0.70, "What it earns", gap=0.24, left=_PROFIT_LEFT,
             more=f"Difference in profit, cumulated, in 1,000 {study.scenario.currency}")  # fmt: skip
    axes = figure.add_axes(_box(left, top, _PANEL_WIDTH, 8 * _ROW + _GAP), label="profit")
    thousand = [
        Row(row.ring, row.measure, row.unit, row.mean / 1e3, row.low / 1e3, row.high / 1e3)
        for row in (profit, spent)
    ]
    earned, paid = thousand
    weeks = np.arange(study.weeks) + 0.5
    axes.plot(weeks, -paid.mean, color=DARK, linewidth=1.1, linestyle=(0, (1, 1.2)), zorder=2)
    _draw_line(axes, study, earned, DARK)
    low, high = min(*earned.low, *-paid.mean, 0), max(*earned.high, 0)
    axes.set_ylim(low - 0.08 * (high - low), high + 0.12 * (high - low))
    _write_end(axes, study, earned)
    middle = study.weeks // 2
    above = earned.mean[middle] > -paid.mean[middle]
    axes.annotate("what the coaching costs", (middle, -paid.mean[middle]),
                  (-4, -6) if above else (4, 6), textcoords="offset points", fontsize=8,
                  color=DARK, ha="right" if above else "left",
                  va="top" if above else "bottom")  # fmt: skip
    _mark_time(axes, study, named=True)


assert INTERVAL == 0.8  # the words above say so
