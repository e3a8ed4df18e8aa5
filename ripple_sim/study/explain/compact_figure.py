"""The path of a plan from people over service to money, for a page."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill, shorten
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ripple_sim.report.style import ACCENT, DARK, MIDDLE, SHOCK, look
from ripple_sim.study.compare.messages import plan_name
from ripple_sim.study.explain.links import LAYERS
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered
from ripple_sim.wording.english import money, short

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation, Part

WIDTH, HEIGHT = 11.2, 3.9  # inches
_WIDEST = 16.0  # points
_PLAN, _SERVICE, _PROFIT = (0.05, 1.25), (5.0, 0.95), (9.85, 1.3)  # left edge, width
_PEOPLE, _CUSTOMERS = (1.95, 2.4), (6.6, 2.5)
_TOP, _BOTTOM = 3.5, 0.1
_GAP, _TALLEST = 0.1, 0.5


def compact_path(found: Explanation) -> Figure:
    """Return the path: arrows as wide as the money that goes along them.

    Left of service stands how the plan reached it, right of it how it reached money; on both
    sides the boxes, costs included, add up to the whole difference in profit. Gains have ▲, losses
    ▼.
    """
    with look():
        figure = Figure(figsize=(WIDTH, HEIGHT))
        FigureCanvasAgg(figure)
        sides = ((_PEOPLE, _PLAN, _SERVICE), (_CUSTOMERS, _SERVICE, _PROFIT))
        largest = max((abs(part.mean) for part in found.parts), default=0.0) or 1.0
        for layer, (column, start, end) in zip(LAYERS, sides, strict=True):
            _write(figure, column[0] + column[1] / 2, _TOP + 0.2, LAYER_LABELS[layer], 9, MIDDLE)
            _draw_layer(figure, ordered(found, layer), column, start, end, largest)
        total = found.total
        _draw_end(figure, _PLAN, fill(shorten(found.title or plan_name(found.plan), 44, placeholder=" …"), 13), DARK)
        _draw_end(figure, _SERVICE, "Service", DARK)
        low, high = (short(float(end)) for end in (total.band.low_80, total.band.high_80))
        whole = f"Profit\n{money(total.mean, found.currency)}\n80 %: {low}\nto {high}"
        _draw_end(figure, _PROFIT, whole, _colour(total.mean))
    return figure


def _draw_layer(
    figure: Figure,
    parts: Sequence[Part],
    column: tuple[float, float],
    start: tuple[float, float],
    end: tuple[float, float],
    largest: float,
) -> None:
    """Draw a layer's boxes and their arrows; costs go straight to profit or come from the plan."""
    step = min((_TOP - _BOTTOM) / max(len(parts), 1), _TALLEST + _GAP)
    top = (_TOP + _BOTTOM + step * len(parts)) / 2
    for row, part in enumerate(parts):
        left, width = column
        bottom, height = top - (row + 1) * step + _GAP / 2, step - _GAP
        colour = _colour(part.mean)
        _frame(figure, (left, bottom, width, height), colour, part.cost)
        middle = bottom + height / 2
        _write(figure, left + 0.08, middle + 0.22 * height, part.label, 7.5, DARK, "left", "bold")
        said = (
            f"{_symbol(part.mean)} {short(part.mean)}  "
            f"(80 %: {short(float(part.band.low_80))} to {short(float(part.band.high_80))})"
        )
        _write(figure, left + 0.08, middle - 0.24 * height, said, 7.5, colour, "left")
        width_of_arrow = max(_WIDEST * abs(part.mean) / largest, 0.8)
        if part.mean and (not part.cost or part.layer == "service"):
            _arrow(figure, (start[0] + start[1], _at_end(middle)), (left, middle), width_of_arrow, colour)
        if part.mean and (not part.cost or part.layer == "money"):
            _arrow(figure, (left + width, middle), (end[0], _at_end(middle)), width_of_arrow, colour)


def _at_end(height: float) -> float:
    """Return where an arrow meets the box in the middle, in which all arrows come together."""
    middle = (_TOP + _BOTTOM) / 2
    return middle + 0.9 * (height - middle) / (_TOP - _BOTTOM)


def _draw_end(figure: Figure, place: tuple[float, float], words: str, colour: str) -> None:
    left, width = place
    middle = (_TOP + _BOTTOM) / 2
    _frame(figure, (left, middle - 0.55, width, 1.1), colour, False)
    _write(figure, left + width / 2, middle, words, 8.5, colour, weight="bold")


def _frame(figure: Figure, box: tuple[float, float, float, float], colour: str, dashed: bool) -> None:
    left, bottom, width, height = box
    figure.add_artist(
        FancyBboxPatch(
            (left, bottom),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.06",
            transform=figure.dpi_scale_trans,
            facecolor="#ffffff",
            edgecolor=colour,
            linewidth=1.1,
            linestyle="--" if dashed else "-",
            zorder=3,
        )
    )


def _arrow(figure: Figure, here: tuple[float, float], there: tuple[float, float], width: float, colour: str) -> None:
    figure.add_artist(
        FancyArrowPatch(
            here,
            there,
            transform=figure.dpi_scale_trans,
            shrinkA=0,
            shrinkB=1,
            arrowstyle=f"simple,tail_width={width},head_width={width + 5},head_length=6",
            mutation_scale=1,
            facecolor=colour,
            edgecolor="none",
            alpha=0.55,
            zorder=2,
        )
    )


def _write(
    figure: Figure,
    across: float,
    up: float,
    words: str,
    points: float,
    colour: str,
    ha: str = "center",
    weight: str = "normal",
) -> None:
    figure.text(
        across / WIDTH,
        up / HEIGHT,
        words,
        fontsize=points,
        color=colour,
        ha=ha,
        va="center",
        fontweight=weight,
        linespacing=1.25,
        zorder=4,
    )


def _colour(amount: float) -> str:
    return SHOCK if amount < 0 else ACCENT if amount > 0 else MIDDLE


def _symbol(amount: float) -> str:
    return "▼" if amount < 0 else "▲" if amount > 0 else "●"
