"""The overview: the whole chain on one slide, from the drivers of engagement to profit."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.ticker import NullFormatter

from ripple_sim import __version__
from ripple_sim.observe.results import QUARTER
from ripple_sim.report.drawing import DOTS_PER_INCH, note, sheet
from ripple_sim.report.numbers import weeks_in_words
from ripple_sim.report.panel_drawing import draw_panel
from ripple_sim.report.panels import COLUMNS, span_of
from ripple_sim.report.style import ACCENT, CHANGE, DARK, LIGHT, MIDDLE, PALE, SHOCK, SMALL_POINTS, look_of_panels
from ripple_sim.scenario.interventions import Dated, Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.observe.results import Run
    from ripple_sim.scenario.schema import Scenario

WIDTH, HEIGHT = 16.0, 9.0  # inches

# Places on the slide, in inches from its left, right, top and bottom edge.
_LEFT, _RIGHT = 0.55, 0.2
_FIRST_ROW, _BOTTOM = 1.95, 0.82
_HEADING = 1.30
_STRIP_ROW = 0.165
_LABELS = 1.2  # room for the labels on the right of a panel
_AXIS = 0.36  # room for the numbers on its left
_ABOVE = 0.58  # room for title and unit above a panel

_LONGEST_TITLE = 150  # characters
_TITLE_AT_20 = 88  # characters that fit in type of 20 points


def overview(run: Run) -> Figure:
    """Return the chain as small multiples, 16 by 9 inches: a column a part of the chain.

    Weeks are thin lines, means of a quarter bold ones; interventions and shocks are shaded.
    """
    with look_of_panels():
        figure = sheet(WIDTH, HEIGHT)
        shown = spans(run.scenario, run.weeks)
        _write_around(figure, run)
        for number, (heading, panels) in enumerate(COLUMNS):
            _draw_column(figure, run, shown, number, heading)
            for row in range(len(panels)):
                _draw_cell(figure, run, shown, number, row)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Save a figure; as SVG or PNG the same figure always gives the same bytes.

    Raises
    ------
    OSError
        When the file can't be written.
    """
    # Packing a PNG of few colours harder takes far longer and saves next to nothing.
    options: dict[str, dict[str, Any]] = {
        ".svg": {"metadata": {"Date": None}},
        ".png": {"pil_kwargs": {"compress_level": 3}},
    }
    with look_of_panels(), warnings.catch_warnings():
        # A name in a script that the typeface lacks shows as boxes; the results are as good.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure.savefig(path, dpi=DOTS_PER_INCH, **options.get(path.suffix, {}))
    if path.suffix == ".svg":  # which says its texts in comments as well
        drawn = path.read_bytes().decode()
        if visible(drawn) != drawn:
            path.write_bytes(visible(drawn).encode())


def _column(number: int) -> tuple[float, float]:
    wide = (WIDTH - _LEFT - _RIGHT + _AXIS) / len(COLUMNS)
    return _LEFT + number * wide, wide - _LABELS - _AXIS


def _box(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
    return left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT


def _draw_column(figure: Figure, run: Run, shown: list[Span], number: int, heading: str) -> None:
    left, width = _column(number)
    whole = width + _LABELS
    figure.text(left / WIDTH, 1 - _HEADING / HEIGHT, heading, fontsize=13, fontweight="bold", color=ACCENT)
    last = number == len(COLUMNS) - 1
    right, height = left + whole + (0 if last else 0.2), 1 - (_HEADING + 0.09) / HEIGHT
    style: dict[str, Any] = {"color": ACCENT, "linewidth": 1.2, "arrowstyle": "-" if last else "-|>"}
    style |= {"shrinkA": 0, "shrinkB": 0, "mutation_scale": 9, "transform": figure.transFigure}
    figure.add_artist(FancyArrowPatch((left / WIDTH, height), (right / WIDTH, height), **style))
    if shown:
        strip = figure.add_axes(_box(left, _HEADING + 0.22, width, rows_of(shown) * _STRIP_ROW), label="strip")
        draw_strip(strip, shown, run.weeks)


def _draw_cell(figure: Figure, run: Run, shown: list[Span], number: int, row: int) -> None:
    panels = COLUMNS[number][1]
    left, width = _column(number)
    top = _FIRST_ROW + rows_of(shown) * _STRIP_ROW
    tall = (HEIGHT - top - _BOTTOM + _ABOVE) / len(panels)
    axes = figure.add_axes(_box(left, top + row * tall, width, tall - _ABOVE))
    shade(axes, shown)
    draw_panel(axes, panels[row], run)
    mark_time(axes, run.weeks, named=row == len(panels) - 1)


def _write_around(figure: Figure, run: Run) -> None:
    scenario = run.scenario
    title = shorten(scenario.title or scenario.name, _LONGEST_TITLE, placeholder=" …")
    size = min(20.0, 20.0 * _TITLE_AT_20 / max(len(title), 1))
    _write(figure, _LEFT, 8.45, title, fontsize=size, fontweight="bold", color=DARK)
    address = f"seed {run.seed}" + (f", replication {run.replication}" if run.replication else "")
    stopped = " (stopped early)" if run.interrupted else ""
    legend = "Thin: each week. Bold: mean of each half. Numbers: second half, from the first."
    if span_of(run.weeks) == QUARTER:
        legend = "Thin: each week. Bold: mean of a quarter. Numbers: last quarter, from the first."
    about = f"{weeks_in_words(run.weeks)}{stopped}; money in {scenario.currency}, {address}. {legend}"
    said = f"How employees, service, customers and money moved over {about}"
    _write(figure, _LEFT, 8.14, said, fontsize=10.5)
    ends = [_LEFT / WIDTH, 1 - _RIGHT / WIDTH]
    figure.add_artist(Line2D(ends, [0.45 / HEIGHT] * 2, color=LIGHT, linewidth=0.8))
    made_by = f"ripple_sim {__version__} · scenario {scenario.name} {scenario.hash()}"
    _write(figure, _LEFT, 0.25, made_by, fontsize=SMALL_POINTS)
    if scenario.interventions or scenario.shocks:
        key = "Shaded: what was done (blue), what befell the company (brown)"
        _write(figure, WIDTH - _RIGHT, 0.25, key, fontsize=SMALL_POINTS, ha="right")


def _write(figure: Figure, across: float, up: float, words: str, **style: Any) -> None:
    note(figure, across, up, words, **{"color": MIDDLE, "va": "baseline", **style})


MOST_ROWS = 5
_LONGEST_NAME = 38  # characters
_WEEKS_OF_A_MONTH = WEEKS_PER_YEAR / 12
_MONTHS_UNTIL = 2 * WEEKS_PER_YEAR  # longer runs are marked in years
_WEEKS_UNTIL = WEEKS_PER_YEAR // 2  # shorter ones in weeks


@dataclass(frozen=True)
class Span:
    """A change or shock as shown: its name, colour and weekly strength, 0 to 1."""

    name: str
    colour: str
    strength: tuple[float, ...]

    @property
    def edges(self) -> tuple[int, int]:
        """The weeks since the start between which anything of it is left."""
        felt = np.flatnonzero(self.strength)
        return int(felt[0]), int(felt[-1]) + 1


def spans(scenario: Scenario, weeks: int) -> list[Span]:
    """Return what is felt within the weeks shown, in order of its first week."""
    felt = []
    for dated in (*scenario.interventions, *scenario.shocks):
        strength = tuple(dated.strength(week) for week in range(weeks))
        if any(strength):
            colour = SHOCK if isinstance(dated, Shock) else CHANGE
            felt.append(Span(_name(dated), colour, strength))
    return sorted(felt, key=lambda span: span.edges)


def _name(dated: Dated) -> str:
    if dated.name:
        return shorten(dated.name, _LONGEST_NAME, placeholder=" …")
    if isinstance(dated, Intervention):
        return BY_NAME[dated.lever].label
    return BY_NAME[dated.kind].label if isinstance(dated, Shock) else ""


def rows_of(shown: list[Span]) -> int:
    """Return how many rows the strip has."""
    return min(len(shown), MOST_ROWS)


def draw_strip(axes: Axes, shown: list[Span], weeks: int) -> None:
    """Draw a row for each span: its strength as an area, its name beside or upon it."""
    axes.set_xlim(0, weeks)
    axes.set_ylim(-rows_of(shown), 0)
    axes.set_axis_off()
    fits = shown if len(shown) <= MOST_ROWS else shown[: MOST_ROWS - 1]
    for row, span in enumerate(fits):
        heights = np.repeat(np.array(span.strength) * 0.82, 2)
        steps = np.repeat(np.arange(weeks + 1), 2)[1:-1]
        axes.fill_between(steps, -row - 0.95, -row - 0.95 + heights, color=span.colour, alpha=0.25, linewidth=0)
        _write_name(axes, span, -row - 0.52, weeks)
    if len(shown) > MOST_ROWS:
        more = f"and {len(shown) - len(fits)} more"
        axes.text(0, 0.52 - MOST_ROWS, more, fontsize=7.5, color=MIDDLE, va="center")


def _write_name(axes: Axes, span: Span, height: float, weeks: int) -> None:
    first = span.edges[0]
    side, ha = (-3, "right") if first > 0.6 * weeks else (3, "left")
    style: dict[str, Any] = {"textcoords": "offset points", "fontsize": SMALL_POINTS, "annotation_clip": False}
    axes.annotate(span.name, (first, height), (side, 0), ha=ha, va="center", color=DARK, **style)


def shade(axes: Axes, shown: list[Span]) -> None:
    """Shade the spans behind a panel."""
    for span in shown:
        axes.axvspan(*span.edges, color=span.colour, alpha=PALE, linewidth=0, zorder=0)


def mark_time(axes: Axes, weeks: int, named: bool) -> None:
    """Mark years (or months, or weeks, in a short run) below a panel; name them if asked."""
    ends, middles, names = _years(weeks) if weeks >= _MONTHS_UNTIL else _parts(weeks)
    axes.xaxis.remove_overlapping_locs = False  # names stand at the marks in a short run
    axes.set_xticks(ends)
    axes.xaxis.set_major_formatter(NullFormatter())
    if named:
        axes.set_xticks(middles, names, minor=True)


def _years(weeks: int) -> tuple[list[float], list[float], list[str]]:
    years = -(-weeks // WEEKS_PER_YEAR)
    every = -(-years // 5)
    ends: list[float] = [year * WEEKS_PER_YEAR for year in range(years + 1)]
    shown = [year for year in range(0, years, every)]
    middles = [min((year + 0.5) * WEEKS_PER_YEAR, (year * WEEKS_PER_YEAR + weeks) / 2) for year in shown]
    names = [f"year {year + 1}" for year in shown]
    return [end for end in ends if end <= weeks], middles, names


def _parts(weeks: int) -> tuple[list[float], list[float], list[str]]:
    if weeks < _WEEKS_UNTIL:
        every = max(1, weeks // 4)
        ends: list[float] = [float(week) for week in range(0, weeks + 1, every)]
        return ends, ends[1:], [f"week {end:.0f}" for end in ends[1:]]
    ends = [months * _WEEKS_OF_A_MONTH for months in range(0, 25, 3)]
    ends = [end for end in ends if end <= weeks]
    every = 1 if len(ends) <= 4 else 2
    named = range(every, len(ends), every)
    return ends, [ends[i] for i in named], [f"month {3 * i}" for i in named]
