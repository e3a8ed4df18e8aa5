"""The path of a plan on one slide: from people over service and customers to money, and costs."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill, shorten
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from ripple_sim import __version__
from ripple_sim.report.drawing import Anchor, draw_ribbon, side_by_side
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, SMALL_POINTS, look
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import FLAG
from ripple_sim.study.explain.compact_figure import compact_path
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered
from ripple_sim.wording.english import money, short

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation, Part

WIDTH, HEIGHT = 16.0, 9.0  # inches
DOTS_PER_INCH = 120

# Places on the slide, in inches from its left and bottom edge.
_LEFT, _RIGHT = 0.55, WIDTH - 0.35
_PLAN, _SERVICE, _PROFIT = (0.55, 1.45), (7.35, 1.15), (13.95, 1.7)  # left edge, width
_PEOPLE, _CUSTOMERS = (3.0, 2.3), (9.5, 2.3)
_LEVEL = 1.0  # how far arrows that leave a box go level, with their money written above
_TOP, _BOTTOM, _HEADINGS = 6.9, 1.2, 7.15
_MIDDLE = (_TOP + _BOTTOM) / 2
_TALLEST, _BETWEEN, _BEFORE_COSTS = 0.62, 0.22, 0.30
_END = 2.0  # height of the boxes at which all arrows end
_WIDEST = 0.36  # of an arrow
_OPAQUE, _PALE = 0.55, 0.22
_LETTERS_ACROSS = 118  # of the answer, in type of 14 points
_CONDITIONS_ACROSS = 265  # in type of 7.5 points

Box = tuple[float, float, float, float]  # left, bottom, width, height in inches


@takes(compact=FLAG)
def path_figure(found: Explanation, compact: bool = False) -> Figure:
    """Return the path chart, 16 by 9 inches.

    Arrows are as wide as the money that goes along them; blue and ▲ is a gain, brown and ▼ a loss.
    Left of service stands how the plan reached it, right of it how it reached money; on both sides
    the boxes, costs included, add up to the whole difference in profit. The compact
    form, for a page, has no words around them.
    """
    if compact:
        return compact_path(found)
    with look():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        _write_around(figure, found)
        scale = _inches_per_money(found)
        _draw_layer(figure, found, ordered(found, "service"), _PEOPLE, scale, _PLAN, _SERVICE)
        _draw_layer(figure, found, ordered(found, "money"), _CUSTOMERS, scale, _SERVICE, _PROFIT)
        called = found.title or found.plan.replace("-", " ")
        _draw_end(figure, _PLAN, fill(shorten(called, 44, placeholder=" …"), 13), DARK)
        _draw_end(figure, _SERVICE, "Service", DARK)
        _draw_end(figure, _PROFIT, _whole(found), _told_colour(found.total))
    return figure


def _inches_per_money(found: Explanation) -> float:
    """Return the scale of the arrows, by which the largest and all together find room."""
    sizes = [[abs(part.mean) for part in found.layer(layer)] for layer in ("service", "money")]
    largest, together = max(map(max, sizes)), max(map(sum, sizes))
    return min(_WIDEST / largest, 0.7 * _END / together) if largest else 0.0


def _write_around(figure: Figure, found: Explanation) -> None:
    name = found.baseline.title or found.baseline.name
    _write(figure, _LEFT, 8.62, f"{found.titled} in {name}, explained link by link", 11, MIDDLE)
    figure.text(
        _LEFT / WIDTH,
        8.45 / HEIGHT,
        fill(found.say(), _LETTERS_ACROSS),
        fontsize=14,
        fontweight="bold",
        color=DARK,
        va="top",
        linespacing=1.3,
    )
    for (left, width), heading in (
        (_PLAN, "Plan"),
        (_PEOPLE, f"People · {LAYER_LABELS['service'].lower()}"),
        (_CUSTOMERS, f"Customers · {LAYER_LABELS['money'].lower()}"),
        (_PROFIT, "Money"),
    ):
        _write(figure, left + width / 2, _HEADINGS, heading, 10.5, ACCENT, ha="center")
    figure.add_artist(Line2D([_LEFT / WIDTH, _RIGHT / WIDTH], [0.088] * 2, color=LIGHT, linewidth=0.8))
    address = f"ripple_sim {__version__} · baseline {found.baseline.name} {found.baseline.hash()}"
    key = "Width: money. Blue ▲: raises profit. Brown ▼: lowers it. Pale: not clear. Dashed: costs."
    lines = fill(f"{key} {' '.join(found.conditions())} {address}", _CONDITIONS_ACROSS)
    figure.text(_LEFT / WIDTH, 0.078, lines, fontsize=SMALL_POINTS, color=MIDDLE, va="top", linespacing=1.35)


def _whole(found: Explanation) -> str:
    said = f"Profit\n{_signed(found.total.mean, found.currency)}"
    interval = _interval(found.total)
    return f"{said}\n{interval.replace(' to ', f'{chr(10)}to ')}" if interval else said


def _interval(part: Part) -> str:
    low, high = float(part.band.low_80), float(part.band.high_80)
    return "" if low == high else f"80 %: {short(low)} to {short(high)}"


def _draw_layer(
    figure: Figure,
    found: Explanation,
    parts: Sequence[Part],
    column: tuple[float, float],
    scale: float,
    start: tuple[float, float],
    end: tuple[float, float],
) -> None:
    """Draw a layer's boxes, links above costs, with arrows from its start and to its end.

    Costs of the plan itself come straight from the plan; booked costs go straight to profit.
    """
    joined = list(zip(parts, _stacked(column, [part.cost for part in parts]), strict=True))
    for part, box in joined:
        _draw_box(figure, box, part)
        width = 0.0 if part.cost and part.layer == "service" else scale * abs(part.mean)
        _write_amount(figure, box, width, part, found.currency)
    arriving = [one for one in joined if not one[0].cost or one[0].layer == "service"]
    leaving = [one for one in joined if not one[0].cost or one[0].layer == "money"]
    for ends, at, fans_out in ((arriving, sum(start), True), (leaving, end[0], False)):
        widths = [scale * abs(part.mean) for part, _ in ends]
        for (part, box), width, up in zip(ends, widths, side_by_side(widths, _MIDDLE), strict=True):
            far = Anchor(at, up)
            near = Anchor(box[0] if fans_out else box[0] + box[2], box[1] + box[3] / 2)
            here, there = (far, near) if fans_out else (near, far)
            if part.mean:
                level = 0.0 if fans_out else _LEVEL
                opaque = _OPAQUE if part.told_from_zero else _PALE
                draw_ribbon(figure, here, there, width, _colour(part.mean), level, opaque)


def _write_amount(figure: Figure, box: Box, width: float, part: Part, currency: str) -> None:
    """Write the money above the arrow that leaves a box, or beside the box where none does."""
    words = f"{_symbol(part.mean)} {_signed(part.mean, currency)}"
    across, up = box[0] + box[2] + 0.06, box[1] + box[3] / 2
    above = width / 2 + 0.1 if width else 0.0
    _write(figure, across, up + above, words, 8.5, _colour(part.mean), weight="bold")


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


def _draw_box(figure: Figure, box: Box, part: Part) -> None:
    left, bottom, width, height = box
    _frame(figure, box, _colour(part.mean), dashed=part.cost)
    middle, interval = left + width / 2, _interval(part)
    label = fill(part.label, 32)
    _write(figure, middle, bottom + (0.68 if interval else 0.5) * height, label, 9, DARK, ha="center", weight="bold")
    _write(figure, middle, bottom + 0.28 * height, interval, 8, _colour(part.mean), ha="center")


def _draw_end(figure: Figure, place: tuple[float, float], words: str, colour: str) -> None:
    left, width = place
    _frame(figure, (left, _MIDDLE - _END / 2, width, _END), colour, dashed=False)
    _write(figure, left + width / 2, _MIDDLE, words, 12, colour, ha="center", weight="bold")


def _frame(figure: Figure, box: Box, colour: str, *, dashed: bool) -> None:
    left, bottom, width, height = box
    figure.add_artist(
        FancyBboxPatch(
            (left, bottom),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            transform=figure.dpi_scale_trans,
            facecolor="white",
            edgecolor=colour,
            linewidth=1.3,
            linestyle="--" if dashed else "-",
            zorder=3,
        )
    )


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
        across / WIDTH,
        up / HEIGHT,
        words,
        fontsize=points,
        color=colour,
        ha=ha,
        va="center",
        fontweight=weight,
        linespacing=1.3,
        zorder=4,
    )


def _colour(amount: float) -> str:
    return SHOCK if amount < 0 else ACCENT if amount > 0 else MIDDLE


def _told_colour(part: Part) -> str:
    return _colour(part.mean) if part.told_from_zero else DARK


def _symbol(amount: float) -> str:
    return "▼" if amount < 0 else "▲" if amount > 0 else "●"


def _signed(amount: float, currency: str) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{money(abs(amount), currency)}"
