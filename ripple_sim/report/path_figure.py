"""The path of a plan on one slide: from people over service and customers to money, and costs."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ripple_sim import __version__
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, SMALL_POINTS, look
from ripple_sim.study.compare.saying import money, short
from ripple_sim.study.explain.tables import LAYER_LABELS

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation, Part

WIDTH, HEIGHT = 16.0, 9.0  # inches
DOTS_PER_INCH = 120

# Places on the slide, in inches from its left and bottom edge.
_LEFT, _RIGHT = 0.55, WIDTH - 0.35
_PLAN, _SERVICE, _PROFIT = (0.55, 1.75), (7.25, 1.35), (13.9, 1.75)  # left edge, width
_PEOPLE, _CUSTOMERS = (3.45, 2.9), (9.75, 2.9)
_TOP, _BOTTOM, _HEADINGS = 6.75, 1.2, 7.0
_TALLEST, _BETWEEN, _BEFORE_COSTS = 0.72, 0.16, 0.30
_WIDEST = 24.0  # points
_LETTERS_ACROSS = 118  # of the answer, in type of 14 points
_CONDITIONS_ACROSS = 265  # in type of 7.5 points

Box = tuple[float, float, float, float]  # left, bottom, width, height in inches


def path_figure(found: Explanation) -> Figure:
    """Return the path chart, 16 by 9 inches.

    Arrows are as wide as the money that goes along them; blue and ▲ is a gain, brown and ▼ a loss.
    Left of service stands how the plan reached it, right of it how it reached money; on both sides
    the boxes, costs included, add up to the whole difference in profit.
    """
    with look():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        _write_around(figure, found)
        largest = max((abs(part.mean) for part in found.parts), default=0.0) or 1.0
        _draw_layer(figure, found, found.layer("service"), _PEOPLE, largest, _PLAN, _SERVICE)
        _draw_layer(figure, found, found.layer("money"), _CUSTOMERS, largest, _SERVICE, _PROFIT)
        _draw_end(figure, _PLAN, fill(found.plan.replace("-", " "), 16), DARK)
        _draw_end(figure, _SERVICE, "Service", DARK)
        _draw_end(figure, _PROFIT, _whole(found), _colour(found.total.mean))
    return figure


def _write_around(figure: Figure, found: Explanation) -> None:
    name = found.baseline.title or found.baseline.name
    _write(figure, _LEFT, 8.5, f"{found.plan} in {name}, explained link by link", 11, MIDDLE)
    figure.text(
        _LEFT / WIDTH, 8.33 / HEIGHT, fill(found.say(), _LETTERS_ACROSS), fontsize=14,
        fontweight="bold", color=DARK, va="top", linespacing=1.3,
    )  # fmt: skip
    for (left, width), heading in (
        (_PLAN, "Plan"), (_PEOPLE, f"People · {LAYER_LABELS['service'].lower()}"),
        (_SERVICE, ""), (_CUSTOMERS, f"Customers · {LAYER_LABELS['money'].lower()}"),
        (_PROFIT, "Money"),
    ):  # fmt: skip
        _write(figure, left + width / 2, _HEADINGS, heading, 10.5, ACCENT, ha="center")
    figure.add_artist(
        Line2D([_LEFT / WIDTH, _RIGHT / WIDTH], [0.088] * 2, color=LIGHT, linewidth=0.8)
    )
    address = f"ripple_sim {__version__} · baseline {found.baseline.name} {found.baseline.hash()}"
    key = "Width: money. Blue ▲: raises profit. Brown ▼: lowers it. Dashed: costs as booked."
    lines = fill(f"{key} {' '.join(found.conditions())} {address}", _CONDITIONS_ACROSS)
    figure.text(
        _LEFT / WIDTH, 0.078, lines, fontsize=SMALL_POINTS, color=MIDDLE, va="top",
        linespacing=1.35,
    )  # fmt: skip


def _whole(found: Explanation) -> str:
    band = found.total.band
    said = f"Profit\n{_signed(found.total.mean, found.currency)}"
    if found.pairs > 1:
        said += f"\n80 %: {short(float(band.low_80))}\nto {short(float(band.high_80))}"
    return said


def _draw_layer(
    figure: Figure,
    found: Explanation,
    parts: Sequence[Part],
    column: tuple[float, float],
    largest: float,
    start: tuple[float, float],
    end: tuple[float, float],
) -> None:
    """Draw a layer's boxes, links above costs, with arrows from its start and to its end.

    Costs of the plan itself come straight from the plan; booked costs go straight to profit.
    """
    ordered = sorted(parts, key=lambda part: (part.cost, -part.mean))
    boxes = _stacked(column, [part.cost for part in ordered])
    for part, box in zip(ordered, boxes, strict=True):
        _draw_box(figure, box, part, found)
        middle = box[1] + box[3] / 2
        if not part.cost or part.layer == "service":
            _draw_arrow(figure, start[0] + start[1], box[0], middle, part, largest, fans_out=True)
        if not part.cost or part.layer == "money":
            _draw_arrow(figure, box[0] + box[2], end[0], middle, part, largest, fans_out=False)


def _stacked(column: tuple[float, float], costs: Sequence[bool]) -> list[Box]:
    """Return a box for each part from the top down, with a gap before the first cost."""
    first_cost = costs.index(True) if True in costs else len(costs)
    room = _TOP - _BOTTOM - _BEFORE_COSTS
    step = min(room / max(len(costs), 1), _TALLEST + _BETWEEN)
    used = step * len(costs) + _BEFORE_COSTS
    top = _TOP - (room + _BEFORE_COSTS - used) / 2
    return [
        (
            column[0],
            top - (row + 1) * step + _BETWEEN / 2 - (_BEFORE_COSTS if row >= first_cost else 0.0),
            column[1],
            step - _BETWEEN,
        )
        for row in range(len(costs))
    ]


def _draw_box(figure: Figure, box: Box, part: Part, found: Explanation) -> None:
    left, bottom, width, height = box
    colour = _colour(part.mean)
    _frame(figure, box, colour, dashed=part.cost)
    band = part.band
    amount = f"{_symbol(part.mean)} {_signed(part.mean, found.currency)}"
    if found.pairs > 1 and part.values.any():
        amount += f"  (80 %: {short(float(band.low_80))} to {short(float(band.high_80))})"
    middle = left + width / 2
    _write(
        figure, middle, bottom + 0.68 * height, part.label, 9.5, DARK, ha="center", weight="bold"
    )
    _write(figure, middle, bottom + 0.28 * height, amount, 8.5, colour, ha="center")


def _draw_end(figure: Figure, place: tuple[float, float], words: str, colour: str) -> None:
    left, width = place
    middle = (_TOP + _BOTTOM) / 2
    _frame(figure, (left, middle - 0.75, width, 1.5), colour, dashed=False)
    _write(figure, left + width / 2, middle, words, 12, colour, ha="center", weight="bold")


def _frame(figure: Figure, box: Box, colour: str, *, dashed: bool) -> None:
    left, bottom, width, height = box
    figure.add_artist(
        FancyBboxPatch(
            (left, bottom), width, height, boxstyle="round,pad=0,rounding_size=0.08",
            transform=figure.dpi_scale_trans, facecolor="white", edgecolor=colour,
            linewidth=1.3, linestyle="--" if dashed else "-", zorder=3,
        )
    )  # fmt: skip


def _draw_arrow(
    figure: Figure,
    start: float,
    end: float,
    at_box: float,
    part: Part,
    largest: float,
    *,
    fans_out: bool,
) -> None:
    """Draw an arrow between a box and the end it belongs to, which stands at half the height."""
    if not part.mean:
        return
    middle = (_TOP + _BOTTOM) / 2
    at_end = middle + 1.2 * (at_box - middle) / (_TOP - _BOTTOM)
    here, there = ((start, at_end), (end, at_box)) if fans_out else ((start, at_box), (end, at_end))
    width = max(_WIDEST * abs(part.mean) / largest, 0.8)
    figure.add_artist(
        FancyArrowPatch(
            here, there, transform=figure.dpi_scale_trans, shrinkA=0, shrinkB=2,
            arrowstyle=f"simple,tail_width={width},head_width={width + 7},head_length=9",
            mutation_scale=1, facecolor=_colour(part.mean), edgecolor="none", alpha=0.55, zorder=2,
        )
    )  # fmt: skip


def _write(
    figure: Figure,
    across: float,
    up: float,
    words: str,
    points: float,
    colour: str,
    ha: str = "left",
    weight: str = "normal",
) -> None:
    figure.text(
        across / WIDTH, up / HEIGHT, words, fontsize=points, color=colour, ha=ha, va="center",
        fontweight=weight, linespacing=1.3, zorder=4,
    )  # fmt: skip


def _colour(amount: float) -> str:
    return SHOCK if amount < 0 else ACCENT if amount > 0 else MIDDLE


def _symbol(amount: float) -> str:
    return "▼" if amount < 0 else "▲" if amount > 0 else "●"


def _signed(amount: float, currency: str) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{money(abs(amount), currency)}"
