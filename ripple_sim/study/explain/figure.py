"""The path of a plan as a picture: from people over service and customers to money, and costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill, shorten
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ripple_sim import __version__
from ripple_sim.report.drawing import Anchor, Box, colour_of, draw_ribbon, frame, note, sheet, side_by_side, symbol_of
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SMALL_POINTS, look
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import FLAG
from ripple_sim.study.compare.messages import plan_name
from ripple_sim.study.explain.links import LAYERS, Layer
from ripple_sim.study.explain.messages import conditions, sentence
from ripple_sim.study.explain.result import Part, ProfitParts
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered
from ripple_sim.wording.english import money, short

Column = tuple[float, float]  # left edge and width, inches

_OPAQUE, _PALE = 0.55, 0.22
_LETTERS_ACROSS = 118  # of the answer, in type of 14 points
_CONDITIONS_ACROSS = 265  # in type of 7.5 points


@dataclass(frozen=True)
class _Layout:
    """Where everything stands, in inches from the left and bottom edge of the sheet."""

    width: float
    height: float
    plan: Column  # at these three boxes all arrows end
    service: Column
    profit: Column
    layers: dict[Layer, Column]
    top: float  # between here and the bottom the boxes stand
    bottom: float
    tallest: float  # of a box
    between: float  # boxes
    before_costs: float
    end: float  # height of the boxes at which all arrows end
    end_points: float  # size of their type
    widest: float  # arrow
    level: float  # how far arrows that leave a box go so

    @property
    def middle(self) -> float:
        """The height at which all arrows come together."""
        return (self.top + self.bottom) / 2


SLIDE = _Layout(
    width=16.0,
    height=9.0,
    plan=(0.55, 1.45),
    service=(7.35, 1.15),
    profit=(13.95, 1.7),
    layers={"service": (3.0, 2.3), "money": (9.5, 2.3)},
    top=6.9,
    bottom=1.2,
    tallest=0.62,
    between=0.22,
    before_costs=0.30,
    end=2.0,
    end_points=12,
    widest=0.36,
    level=1.0,  # with the money written above
)
COMPACT = _Layout(
    width=11.2,
    height=3.9,
    plan=(0.05, 1.25),
    service=(5.0, 0.95),
    profit=(9.85, 1.3),
    layers={"service": (1.95, 2.4), "money": (6.6, 2.5)},
    top=3.5,
    bottom=0.1,
    tallest=0.5,
    between=0.1,
    before_costs=0.0,
    end=1.1,
    end_points=8.5,
    widest=0.22,
    level=0.0,
)


@takes(compact=FLAG)
def path_figure(result: ProfitParts, compact: bool = False) -> Figure:
    """Return the path chart, 16 by 9 inches.

    Arrows are as wide as the money that goes along them; blue and ▲ is a gain, brown and ▼ a loss.
    Left of service stands how the plan reached it, right of it how it reached money; on both sides
    the boxes, costs included, add up to the whole difference in profit. The compact form, for a
    page, has no words around them.
    """
    place = COMPACT if compact else SLIDE
    with look():
        figure = sheet(place.width, place.height)
        if compact:
            for layer, (left, width) in place.layers.items():
                note(
                    figure,
                    left + width / 2,
                    place.top + 0.2,
                    LAYER_LABELS[layer],
                    fontsize=9,
                    color=MIDDLE,
                    ha="center",
                )
        else:
            _write_around(figure, result)
        scale = _inches_per_money(result, place)
        for layer in LAYERS:
            _draw_layer(figure, result, layer, place, scale)
        called = result.title or (plan_name(result.plan) if compact else result.plan.replace("-", " "))
        _draw_end(figure, place, place.plan, fill(shorten(called, 44, placeholder=" …"), 13), DARK)
        _draw_end(figure, place, place.service, "Service", DARK)
        told = compact or result.total.told_from_zero
        _draw_end(figure, place, place.profit, _whole(result, compact), colour_of(result.total.mean) if told else DARK)
    return figure


def _inches_per_money(result: ProfitParts, place: _Layout) -> float:
    """Return the scale of the arrows, by which the largest and all together find room."""
    sizes = [[abs(part.mean) for part in result.layer(layer)] for layer in LAYERS]
    largest, together = max(map(max, sizes)), max(map(sum, sizes))
    return min(place.widest / largest, 0.7 * place.end / together) if largest else 0.0


def _write_around(figure: Figure, result: ProfitParts) -> None:
    left, right = SLIDE.plan[0], SLIDE.width - 0.35
    name = result.baseline.title or result.baseline.name
    about = f"{result.titled} in {name}, explained link by link"
    note(figure, left, 8.62, about, fontsize=11, color=MIDDLE)
    answer = fill(sentence(result), _LETTERS_ACROSS)
    note(figure, left, 8.45, answer, fontsize=14, fontweight="bold", color=DARK, va="top", linespacing=1.3)
    for (edge, width), heading in (
        (SLIDE.plan, "Plan"),
        (SLIDE.layers["service"], f"People · {LAYER_LABELS['service'].lower()}"),
        (SLIDE.layers["money"], f"Customers · {LAYER_LABELS['money'].lower()}"),
        (SLIDE.profit, "Money"),
    ):
        note(figure, edge + width / 2, 7.15, heading, fontsize=10.5, color=ACCENT, ha="center")
    ends = [left / SLIDE.width, right / SLIDE.width]
    figure.add_artist(Line2D(ends, [0.088] * 2, color=LIGHT, linewidth=0.8))
    address = f"ripple_sim {__version__} · baseline {result.baseline.name} {result.baseline.hash()}"
    key = "Width: money. Blue ▲: raises profit. Brown ▼: lowers it. Pale: not clear. Dashed: costs."
    lines = fill(f"{key} {' '.join(conditions(result))} {address}", _CONDITIONS_ACROSS)
    note(figure, left, 0.7, lines, fontsize=SMALL_POINTS, color=MIDDLE, va="top", linespacing=1.35)


def _whole(result: ProfitParts, compact: bool) -> str:
    """Return what the box of profit says: the whole, and its interval where there is one."""
    total = result.total.mean
    amount = money(total, result.currency) if compact else _signed(total, result.currency)
    interval = _range(result.total) if compact else _interval(result.total)
    return "\n".join(filter(None, ("Profit", amount, interval.replace(" to ", "\nto "))))


def _range(part: Part) -> str:
    return f"80 %: {short(float(part.band.low_80))} to {short(float(part.band.high_80))}"


def _interval(part: Part) -> str:
    return "" if part.band.low_80 == part.band.high_80 else _range(part)


def _draw_layer(figure: Figure, result: ProfitParts, layer: Layer, place: _Layout, scale: float) -> None:
    """Draw a layer's boxes, links above costs, with arrows from its start and to its end.

    Costs of the plan itself come straight from the plan; booked costs go straight to profit.
    """
    parts = ordered(result, layer)
    start, end = (place.plan, place.service) if layer == "service" else (place.service, place.profit)
    joined = list(zip(parts, _stacked(place, place.layers[layer], [part.cost for part in parts]), strict=True))
    for part, box in joined:
        frame(figure, box, colour_of(part.mean), dashed=part.cost)
        if place is COMPACT:
            _write_in_compact_box(figure, box, part)
        else:
            _write_in_box(figure, box, part)
            width = 0.0 if part.cost and layer == "service" else scale * abs(part.mean)
            _write_amount(figure, box, width, part, result.currency)
    arriving = [one for one in joined if not one[0].cost or layer == "service"]
    leaving = [one for one in joined if not one[0].cost or layer == "money"]
    for ends, at, fans_out in ((arriving, sum(start), True), (leaving, end[0], False)):
        widths = [scale * abs(part.mean) for part, _ in ends]
        for (part, box), width, up in zip(ends, widths, side_by_side(widths, place.middle), strict=True):
            if not part.mean:
                continue
            far, near = Anchor(at, up), Anchor(box.left if fans_out else box.left + box.width, box.middle.up)
            here, there = (far, near) if fans_out else (near, far)
            opaque = _OPAQUE if part.told_from_zero or place is COMPACT else _PALE
            level = 0.0 if fans_out else place.level
            draw_ribbon(figure, here, there, width, colour_of(part.mean), level, opaque)


def _stacked(place: _Layout, column: Column, costs: Sequence[bool]) -> list[Box]:
    """Return a box for each part from the top down, with a gap before the first cost."""
    first_cost = costs.index(True) if True in costs else len(costs)
    step = min((place.top - place.bottom - place.before_costs) / max(len(costs), 1), place.tallest + place.between)
    top = place.middle + (step * len(costs) + place.before_costs) / 2
    boxes = []
    for row in range(len(costs)):
        lower = place.before_costs if row >= first_cost else 0.0
        bottom = top - (row + 1) * step + place.between / 2 - lower
        boxes.append(Box(column[0], bottom, column[1], step - place.between))
    return boxes


def _write_amount(figure: Figure, box: Box, width: float, part: Part, currency: str) -> None:
    """Write the money above the arrow that leaves a box, or beside the box where none does."""
    words = f"{symbol_of(part.mean)} {_signed(part.mean, currency)}"
    up = box.middle.up + (width / 2 + 0.1 if width else 0.0)
    across = box.left + box.width + 0.06
    note(figure, across, up, words, fontsize=8.5, color=colour_of(part.mean), fontweight="bold")


def _write_in_box(figure: Figure, box: Box, part: Part) -> None:
    across, interval = box.middle.across, _interval(part)
    up = box.bottom + (0.68 if interval else 0.5) * box.height
    heavy: dict[str, Any] = {"fontsize": 9, "fontweight": "bold", "linespacing": 1.3}
    note(figure, across, up, fill(part.label, 32), color=DARK, ha="center", **heavy)
    lower = box.bottom + 0.28 * box.height
    note(figure, across, lower, interval, fontsize=8, color=colour_of(part.mean), ha="center")


def _write_in_compact_box(figure: Figure, box: Box, part: Part) -> None:
    left, middle = box.left + 0.08, box.middle.up
    said = f"{symbol_of(part.mean)} {short(part.mean)}  ({_range(part)})"
    note(figure, left, middle + 0.22 * box.height, part.label, fontsize=7.5, color=DARK, fontweight="bold")
    note(figure, left, middle - 0.24 * box.height, said, fontsize=7.5, color=colour_of(part.mean))


def _draw_end(figure: Figure, place: _Layout, column: Column, words: str, colour: str) -> None:
    box = Box(column[0], place.middle - place.end / 2, column[1], place.end)
    frame(figure, box, colour)
    style: dict[str, Any] = {"fontsize": place.end_points, "fontweight": "bold", "linespacing": 1.3, "ha": "center"}
    note(figure, *box.middle, words, color=colour, **style)


def _signed(amount: float, currency: str) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{money(abs(amount), currency)}"
