"""One slide: who is touched and when, by how much, and what it earns."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from pairs import START
from PIL import Image

from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE, SHOCK, look
from ripple_sim.study.trace import Trace
from ripple_sim.study.trace.result import INTERVAL, PLAIN, Row
from ripple_sim.study.trace.rings import Ring

WIDTH, HEIGHT, DOTS_PER_INCH = 16.0, 9.0, 120
COLOURS = 128
_NOBODY = "#eef1f2"
COMPANY, MARKET = ACCENT, SHOCK  # blue and brown: told apart by colour-blind eyes
MAP_WEEKS = 40  # the front has passed by then
_LEFT = 0.45  # inches
_LEAST_RANGE = 0.12  # of a point, so that next to nothing looks like next to nothing

# Places in inches, from the left and from the top
_ACROSS, _AXIS, _PANEL_WIDTH = 3.84, 0.42, 2.78  # from column to column, and within one
_MAP_LEFT, _MAP_WIDTH = 2.62, 5.3
_COLUMNS = (8.50, 9.50, 10.50)
_FIRST, _MAP_TOP, _ROW, _GAP = 1.92, 2.64, 0.255, 0.14
_SECOND, _PANELS_TOP, _PANEL_HEIGHT, _PANEL_STEP = 5.34, 6.16, 0.86, 1.40


def draw(study: Trace, sentence: str) -> Figure:
    """Return the slide, 16 by 9 inches."""
    with look():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        _write_around(figure, study, sentence)
        _draw_map(figure, study)
        _draw_profit(figure, study)
        _heading(
            figure,
            _SECOND,
            "How much it changes them",
            "Coached less left alone. Line: mean over the pairs; shaded: its 80 % interval; "
            f"○ plain to see: {PLAIN:g} of a unit or more for a quarter, the interval clear "
            "of zero. The scales differ.",
        )
        for number, ring in enumerate(study.rings):
            _draw_size(figure, study, ring, number)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Save the slide; the same study always gives the same bytes."""
    with look():
        if path.suffix == ".svg":
            figure.savefig(path, metadata={"Date": None})
            return
        drawn = BytesIO()
        figure.savefig(drawn, dpi=DOTS_PER_INCH)
    # Few colours are used, so a palette of them loses nothing that an eye sees.
    Image.open(drawn).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _box(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
    return left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT


def _text(figure: Figure, left: float, top: float, words: str, **style: object) -> None:
    figure.text(left / WIDTH, 1 - top / HEIGHT, words, **style)


def _colour(ring: Ring) -> str:
    return COMPANY if ring.in_company else MARKET


def _heading(figure: Figure, top: float, words: str, more: str = "", left: float = _LEFT) -> None:
    _text(figure, left, top, words, fontsize=13, fontweight="bold", color=DARK)
    _text(figure, left, top + 0.23, more, fontsize=9.5, color=MIDDLE)


def _write_around(figure: Figure, study: Trace, sentence: str) -> None:
    _text(
        figure,
        _LEFT,
        0.55,
        "One manager is coached: how far does it travel?",
        fontsize=21,
        fontweight="bold",
        color=DARK,
    )
    _text(figure, _LEFT, 0.74, fill(sentence, 165), fontsize=11.5, color=DARK, va="top", linespacing=1.35)
    _text(
        figure,
        _LEFT,
        8.86,
        f"{study.plan.title} (preset {study.plan.name}). {study.pairs} pairs of twin "
        "worlds that share all their luck; the twins differ in one thing: from week "
        f"{START + 1} on, the manager of team 1 in branch 1 is coached. Seed {study.seed}.",
        fontsize=8,
        color=MIDDLE,
    )


# ---------------------------------------------------------------- who is touched


def _draw_map(figure: Figure, study: Trace) -> None:
    shown = min(study.weeks, MAP_WEEKS)
    _heading(
        figure,
        _FIRST,
        "Who is touched",
        f"Share of people for whom anything at all differs "
        f"from the twin, however little; the first {shown} weeks: grey 0 %, full colour "
        "100 %, ○ half",
    )
    for place, heading in zip(_COLUMNS, ("first\ntouched", "half\ntouched", "plain\nto see"), strict=True):
        _text(
            figure,
            place,
            _MAP_TOP - 0.07,
            heading,
            fontsize=8.5,
            color=MIDDLE,
            ha="center",
            va="bottom",
            linespacing=1.1,
        )
    top = _MAP_TOP
    for inside in (True, False):
        rings = [ring for ring in study.rings if ring.in_company is inside]
        axes = figure.add_axes(_box(_MAP_LEFT, top, _MAP_WIDTH, _ROW * len(rings)), label="map")
        reach = np.array([study.rows[ring.name, "reach"].mean[:shown] for ring in rings])
        colours = LinearSegmentedColormap.from_list("", [_NOBODY, _colour(rings[0])])
        axes.pcolormesh(
            np.arange(shown + 1),
            np.arange(len(rings) + 1),
            reach,
            cmap=colours,
            vmin=0,
            vmax=100,
            edgecolors="white",
            linewidth=0.4,
        )
        axes.set_ylim(len(rings), 0)
        axes.hlines(np.arange(1, len(rings)), 0, shown, color="white", linewidth=2)
        for row, ring in enumerate(rings):
            _write_row(figure, study, ring, top + (row + 0.5) * _ROW)
            half = study.half_week(ring.name)
            if half is not None and half <= shown:
                axes.plot(
                    [half - 0.5],
                    [row + 0.5],
                    marker="o",
                    markersize=4,
                    color="white",
                    markeredgecolor=DARK,
                    markeredgewidth=0.8,
                )
        axes.set_yticks([])
        _mark_time(axes, shown, named=not inside)
        for side in axes.spines.values():
            side.set_visible(False)
        if inside:
            axes.annotate(
                "coaching begins",
                (START, 0),
                (0, 3),
                textcoords="offset points",
                fontsize=8.5,
                color=DARK,
                va="bottom",
                annotation_clip=False,
            )
        top += _ROW * len(rings) + _GAP


def _write_row(figure: Figure, study: Trace, ring: Ring, top: float) -> None:
    _text(figure, _LEFT, top, ring.label, fontsize=10, color=_colour(ring), va="center")
    first = study.first_week(ring.name)
    weeks = (first[0] if first else None, study.half_week(ring.name), study.plain_week(ring))
    for place, week in zip(_COLUMNS, weeks, strict=True):
        _text(
            figure,
            place,
            top,
            f"week {week}" if week else "never",
            fontsize=9.5,
            color=DARK if week else MIDDLE,
            ha="center",
            va="center",
        )


# ---------------------------------------------------------------- by how much


def _draw_size(figure: Figure, study: Trace, ring: Ring, number: int) -> None:
    left = _LEFT + (number % 4) * _ACROSS
    top = _PANELS_TOP + (number // 4) * _PANEL_STEP
    axes = figure.add_axes(_box(left + _AXIS, top, _PANEL_WIDTH, _PANEL_HEIGHT), label=ring.name)
    row = study.rows[ring.name, ring.shows.name]
    _text(figure, left, top - 0.25, ring.label, fontsize=10.5, fontweight="bold", color=_colour(ring))
    _text(figure, left, top - 0.09, f"{ring.shows.label}, {row.unit}", fontsize=8.5, color=MIDDLE)
    _draw_line(axes, study, row, _colour(ring))
    low, high = np.nanmin([*row.low, 0]), np.nanmax([*row.high, 0])
    if high - low < 2 * _LEAST_RANGE:
        low, high = min(low, -_LEAST_RANGE), max(high, _LEAST_RANGE)
    margin = 0.09 * (high - low)
    axes.set_ylim(low - margin, high + margin)
    plain = study.plain_week(ring)
    if plain is not None:
        outline = withStroke(linewidth=2.2, foreground="white")
        axes.plot(
            [plain - 0.5],
            [row.mean[plain - 1]],
            marker="o",
            markersize=4.5,
            color="white",
            markeredgecolor=DARK,
            markeredgewidth=0.9,
            zorder=5,
        )
        axes.annotate(
            f"week {plain}",
            (plain - 0.5, row.mean[plain - 1]),
            (7, -6),
            textcoords="offset points",
            fontsize=8,
            color=DARK,
            va="center",
            zorder=6,
            path_effects=[outline],
        )
    _write_end(axes, study, row)
    _mark_time(axes, study.weeks, named=number >= 4)


def _draw_line(axes: Axes, study: Trace, row: Row, colour: str) -> None:
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


def _write_end(axes: Axes, study: Trace, row: Row) -> None:
    axes.annotate(
        _signed(row.mean[-1]),
        (study.weeks, row.mean[-1]),
        (3, 0),
        textcoords="offset points",
        fontsize=9,
        fontweight="bold",
        color=DARK,
        va="center",
        annotation_clip=False,
    )


def _signed(value: float) -> str:
    decimals = 1 if abs(value) >= 1 else 2
    text = f"{abs(value):,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        return "±0"
    return f"{'−' if value < 0 else '+'}{text}"


def _mark_time(axes: Axes, weeks: int, named: bool) -> None:
    axes.axvline(START, color=DARK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=4)
    step = next(s for s in (4, 8, 13, 26, 52, 104, 520) if weeks / s <= 6.1 or s == 520)
    ticks = np.arange(0, weeks + 1, step)
    axes.set_xlim(0, weeks)
    axes.set_xticks(ticks, [f"{tick}" if tick else "week 0" for tick in ticks] if named else [])
    axes.tick_params(axis="x", length=0, labelsize=8)


# ---------------------------------------------------------------- what it earns


def _draw_profit(figure: Figure, study: Trace) -> None:
    left = _LEFT + 3 * _ACROSS
    _heading(
        figure, _FIRST, "What it earns", left=left, more=f"Difference in profit, cumulated, 1,000 {study.plan.currency}"
    )
    axes = figure.add_axes(_box(left + _AXIS, _MAP_TOP - 0.2, _PANEL_WIDTH, 8 * _ROW + _GAP + 0.2), label="profit")
    earned, paid = (
        Row(row.ring, row.measure, row.unit, row.mean / 1e3, row.low / 1e3, row.high / 1e3)
        for row in (study.rows["money", "profit"], study.rows["money", "cost"])
    )
    weeks = np.arange(study.weeks) + 0.5
    axes.plot(weeks, -paid.mean, color=DARK, linewidth=1.2, linestyle=(0, (1, 1.2)), zorder=2)
    _draw_line(axes, study, earned, DARK)
    low, high = min(*earned.low, *-paid.mean, 0), max(*earned.high, 0)
    axes.set_ylim(low - 0.06 * (high - low), high + 0.10 * (high - low))
    _write_end(axes, study, earned)
    place = int(0.6 * study.weeks)
    axes.annotate(
        "the coaching's cost",
        (place, -paid.mean[place]),
        (-6, -1),
        textcoords="offset points",
        fontsize=8.5,
        color=DARK,
        ha="right",
        va="top",
    )
    _mark_time(axes, study.weeks, named=True)


assert INTERVAL == 0.8  # the words above say so
