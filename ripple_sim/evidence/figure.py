"""The board on one page: published ranges as bands, simulated means with intervals on them."""

from __future__ import annotations

import math
from textwrap import shorten
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ripple_sim import __version__
from ripple_sim.evidence.table import digits
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.evidence import Board, CheckResult

WIDTH, HEIGHT = 8.27, 11.69  # inches: A4, upright
DOTS_PER_INCH = 200
COLUMNS = 2
_SIDE, _TOP, _BOTTOM, _GAP = 0.4, 1.18, 0.42, 0.25  # inches
_TALLEST_ROW = 0.24  # inches
# Places within a column, in shares of its width.
_NAME, _STRIP, _NUMBER = 0.0, 0.49, 0.735
_STRIP_WIDE = 0.23
_LONGEST_LABEL = 38  # characters before the strip, the unit included
_BOLD_IS_WIDER = 1.1


def evidence_figure(board: Board) -> Figure:
    """Return all findings on a page, by link; every row on the scale of its own range.

    A filled dot on the band is a hit, an open diamond a miss; arrows stand for either where it
    leaves the strip.
    """
    with look():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        _write_head(figure, board)
        lines = _lines(board)
        per_column = max(math.ceil(len(lines) / COLUMNS), 1)
        tall = min((HEIGHT - _TOP - _BOTTOM) / (per_column + 1), _TALLEST_ROW)
        wide = (WIDTH - 2 * _SIDE - _GAP * (COLUMNS - 1)) / COLUMNS
        for number, column in enumerate(_columns(lines, per_column)):
            left = _SIDE + number * (wide + _GAP)
            height = tall * (per_column + 1)
            axes = figure.add_axes((left / WIDTH, 1 - (_TOP + height) / HEIGHT, wide / WIDTH, height / HEIGHT))
            axes.set(xlim=(0, 1), ylim=(per_column + 0.5, -0.5))
            axes.set_axis_off()
            size = max(3.5, min(6.0, tall * 72 * 0.48))
            for y, line in enumerate(column):
                _draw_line(axes, y, line, size)
    return figure


def _lines(board: Board) -> list[str | CheckResult]:
    """Return the lines of the page: a heading a link, then its findings by id."""
    lines: list[str | CheckResult] = []
    by_id = sorted(board.findings, key=lambda finding: (finding.fact.id, finding.check.name))
    for letter, heading in LINKS.items():
        rows = [finding for finding in by_id if finding.fact.id.startswith(letter)]
        if rows:
            lines += [f"{letter}  {heading}", *rows]
    return lines


def _columns(lines: list[str | CheckResult], most: int) -> list[list[str | CheckResult]]:
    """Return the lines by column; a heading is not left alone at the end of one."""
    end = most - 1 if len(lines) > most and isinstance(lines[most - 1], str) else most
    return [lines[:end], lines[end:]]


def _draw_line(axes: Axes, y: int, line: str | CheckResult, size: float) -> None:
    if isinstance(line, str):
        axes.text(0, y + 0.1, line, fontsize=size * 1.15, fontweight="bold", color=ACCENT, va="center")
        return
    name = shorten(f"{line.fact.id}  {line.check.name}", _LONGEST_LABEL, placeholder=" …")
    weight = "normal" if line.inside else "bold"
    weak = line.kind == "reference"
    axes.text(_NAME, y, name, fontsize=size, va="center", fontweight=weight, color=MIDDLE if weak else DARK)
    _draw_strip(axes, y, line, weak)
    low_high = f" ({digits(line.low)} to {digits(line.high)})" if math.isfinite(line.low) else ""
    near = " ~" if line.near_the_bound else ""
    axes.text(
        _NUMBER,
        y,
        f"{digits(line.value)}{low_high}{near}",
        fontsize=size,
        va="center",
        fontweight=weight,
        color=MIDDLE if weak else DARK,
    )
    room = _LONGEST_LABEL - len(name) * (1.0 if line.inside else _BOLD_IS_WIDER)
    if len(line.check.unit) <= room:
        axes.text(_STRIP - 0.012, y, line.check.unit, fontsize=size * 0.8, va="center", ha="right", color=MIDDLE)


def _draw_strip(axes: Axes, y: int, finding: CheckResult, weak: bool) -> None:
    def at(place: float) -> float:
        return _STRIP + min(max(place, 0.0), 1.0) * _STRIP_WIDE

    low, high = finding.check.low, finding.check.high
    left = at(strip_place(finding, low) if math.isfinite(low) else 0.0)
    right = at(strip_place(finding, high) if math.isfinite(high) else 1.0)
    axes.plot([at(0), at(1)], [y, y], color=LIGHT, linewidth=0.4, zorder=1)
    axes.add_patch(
        Rectangle(
            (left, y - 0.34),
            right - left,
            0.68,
            linewidth=0.6 if weak else 0,
            facecolor="none" if weak else LIGHT,
            edgecolor=LIGHT,
            linestyle=(0, (2, 2)),
            zorder=0,
        )
    )
    if finding.check.published is not None:
        place = at(strip_place(finding, finding.check.published))
        axes.plot([place] * 2, [y - 0.34, y + 0.34], color=MIDDLE, linewidth=1.0, zorder=2)
    if not math.isfinite(finding.value):
        axes.plot(at(0.5), y, "x", color=SHOCK, markersize=3.5, zorder=4)
        return
    colour = ACCENT if finding.inside else SHOCK
    if math.isfinite(finding.low):
        ends = [at(strip_place(finding, end)) for end in finding.interval]
        axes.plot(ends, [y, y], color=colour, linewidth=1.1, zorder=3, solid_capstyle="butt")
    place = strip_place(finding, finding.value)
    mark = "<" if place < 0 else ">" if place > 1 else "o" if finding.inside else "D"
    axes.plot(
        at(place),
        y,
        mark,
        markersize=3.5,
        color=colour,
        markeredgewidth=0.9,
        zorder=4,
        markerfacecolor=colour if finding.inside else "white",
    )


def _write_head(figure: Figure, board: Board) -> None:
    left = _SIDE / WIDTH

    def write(inches: float, text: str, size: float, color: str, **more: object) -> None:
        figure.text(left, 1 - inches / HEIGHT, text, fontsize=size, color=color, **more)  # type: ignore[arg-type]

    fitted, fits = board.inside("fitted")
    others, checks = board.inside("not fitted")
    share = f" ({100 * others / checks:.0f} %)" if checks else ""
    write(0.42, "Published facts beside the model", 14, DARK, fontweight="bold")
    write(
        0.64,
        f"Fitted targets inside: {fitted} of {fits}. Verified facts not fitted: {others} of "
        f"{checks} numbers inside{share}. Up to {board.worlds} "
        f"world{'s' * (board.worlds != 1)} a number.",
        8,
        DARK,
    )
    legend = (
        "Band: what is accepted; tick: what was published. Mark and bar: simulated mean and 95 % "
        "interval over worlds, as numbers on the right.",
        "Filled: a hit. Open: a miss. Arrow: off the strip. Cross: not measured. ~ : the interval "
        "crosses a bound. Dashed outline: weak evidence.",
        "Every row has the scale of its own range; one that is open to a side goes on to the strip's end.",
    )
    for row, text in enumerate(legend):
        write(0.80 + 0.12 * row, text, 6, MIDDLE)
    figure.text(
        left,
        0.2 / HEIGHT,
        f"ripple_sim {__version__} · {len(board.findings)} numbers of "
        f"{len({finding.fact.id for finding in board.findings})} facts; "
        f"{len(board.untestable)} facts can't be tested",
        fontsize=6.3,
        color=MIDDLE,
    )


LINKS = {
    "A": "Employees to customers to performance",
    "B": "Customers' satisfaction, loyalty and money",
    "C": "Waiting, workload and eroding quality",
    "D": "Leaving",
    "E": "Managers and drivers",
    "F": "Contagion and persistence",
    "G": "Word of mouth",
    "H": "Interventions and governance",
    "R": "Contrary evidence",
    "L": "Lags",
}
_BAND = (0.3, 0.7)  # where the acceptance range lies in a strip


def strip_place(finding: CheckResult, value: float) -> float:
    """Return where a value lies on the strip of a finding, 0 to 1 when on it.

    The acceptance range covers 0.3 to 0.7; one open to a side goes on to the strip's end.
    """
    low, high = finding.check.low, finding.check.high
    first, last = _BAND
    if math.isfinite(low) and math.isfinite(high):
        return first + (value - low) / ((high - low) or 1.0) * (last - first)
    if math.isfinite(low):
        return first + (value - low) / _scale(finding, low) * (last - first)
    return last + (value - high) / _scale(finding, high) * (last - first)


def _scale(finding: CheckResult, bound: float) -> float:
    """Return what stands for the width of a range that is open to a side."""
    for other in (finding.check.published, finding.value):
        if other is not None and math.isfinite(other) and other != bound:
            return abs(other - bound)
    return 1.0
