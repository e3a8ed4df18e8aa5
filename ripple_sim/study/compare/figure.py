"""A plan on one slide: its profit difference over time, and what else it changes, with ranges."""

from __future__ import annotations

import math
from textwrap import fill, wrap
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from ripple_sim import __version__
from ripple_sim.report.numbers import plain, signed
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, SMALL_POINTS, look_of_panels
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import FLAG
from ripple_sim.study.compare import messages
from ripple_sim.study.compare.compact_figure import compact_range
from ripple_sim.study.core.intervals import Floats
from ripple_sim.wording.english import money, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.study.compare.outcomes import Estimate
    from ripple_sim.study.compare.result import ComparedPlans

WIDTH, HEIGHT = 16.0, 9.0  # inches
DOTS_PER_INCH = 120
MOST_FUTURES = 60  # thin lines that can still be told from each other

_LEFT = 0.55 / WIDTH
_RIGHT = 1 - 0.3 / WIDTH
_FAN = (0.075, 0.145, 0.455, 0.60)  # left, bottom, width, height in shares of the slide
_STRIPS = (0.565, 0.145, 0.415, 0.60)
# Letters of the answer in a line, and the points of their type: the largest that takes three lines.
_LETTERS_ACROSS = ((118, 14.0), (132, 12.5), (150, 11.0))
_CONDITIONS_ACROSS = 265  # in type of 7.5 points


@takes(compact=FLAG)
def comparison_figure(result: ComparedPlans, plan: str | None = None, compact: bool = False) -> Figure:
    """Return a plan's slide, 16 by 9 inches; without a name, the best or only plan's.

    On the left the profit difference, cumulated: its mean with 80 and 95 % interval, and single
    futures as thin lines. On the right outcomes, each on a scale of its own. The compact
    form, for a page, is the left half without words around it.
    """
    plan = result.plans[result.number(plan) - 1]
    if compact:
        return compact_range(result, plan)
    with look_of_panels():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        _write_around(figure, result, plan)
        _draw_fan(figure.add_axes(_FAN, label="fan"), result, plan)
        draw_strips(figure.add_axes(_STRIPS, label="outcomes"), result, plan)
    return figure


def _write_around(figure: Figure, result: ComparedPlans, plan: str) -> None:
    baseline = result.worlds.baseline
    above = f"{result.titled(plan)} in {baseline.title or baseline.name}{_place(result, plan)}"
    figure.text(_LEFT, 0.945, above, fontsize=11, color=MIDDLE)
    said = messages.plan_sentence(result, plan)
    across, points = next((one for one in _LETTERS_ACROSS if len(wrap(said, one[0])) <= 3), _LETTERS_ACROSS[-1])
    figure.text(
        _LEFT, 0.925, fill(said, across), fontsize=points, fontweight="bold", color=DARK, va="top", linespacing=1.3
    )
    figure.add_artist(Line2D([_LEFT, _RIGHT], [0.088] * 2, color=LIGHT, linewidth=0.8))
    address = f"ripple_sim {__version__} · baseline {baseline.name} {baseline.hash()}"
    lines = fill(f"{' '.join(messages.conditions(result))} {address}", _CONDITIONS_ACROSS)
    figure.text(_LEFT, 0.078, lines, fontsize=SMALL_POINTS, color=MIDDLE, va="top", linespacing=1.35)


def _place(result: ComparedPlans, plan: str) -> str:
    """Return how a plan stands among several."""
    if len(result.plans) == 1:
        return ""
    number = result.number(plan) - 1
    expected, single = result.rank.best_expected[number], result.rank.best_single[number]
    return (
        f" · of {len(result.plans)} plans the best on average with a probability of "
        f"{100 * expected:.0f} %, and in {100 * single:.0f} % of simulated futures"
    )


def _draw_fan(axes: Axes, result: ComparedPlans, plan: str) -> None:
    pairs = _from_nothing(result.cumulated(plan))
    band = result.over_time(plan)
    months = np.arange(pairs.shape[1])
    axes.plot(months, pairs[:MOST_FUTURES].T, color=LIGHT, linewidth=0.6, zorder=1)
    for low, high, alpha in ((band.low_95, band.high_95, 0.16), (band.low_80, band.high_80, 0.30)):
        axes.fill_between(
            months, _from_nothing(low), _from_nothing(high), color=ACCENT, alpha=alpha, linewidth=0, zorder=3
        )
    mean = _from_nothing(band.mean)
    axes.plot(months, mean, color=ACCENT, linewidth=2.2, zorder=4)
    axes.axhline(0, color=DARK, linewidth=0.9, zorder=2)
    axes.set_xlim(0, months[-1] * 1.17)
    axes.set_xticks(_ticks(int(months[-1])))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda amount, _: short(amount)))
    axes.set_xlabel("month", fontsize=8.5, loc="left")
    axes.set_title(
        f"Profit, plan less baseline, cumulated ({result.currency}, not discounted)",
        loc="left",
        fontsize=11,
        color=DARK,
        pad=36,
        fontweight="bold",
    )
    axes.text(
        0,
        1.025,
        "Bold: mean over pairs. Bands: 80 and 95 % interval of the mean.\n"
        f"Thin: simulated futures ({min(result.pairs, MOST_FUTURES)} of {result.pairs} pairs). "
        "Marks: lowest mean, and payback (half of the futures have earned all back).",
        transform=axes.transAxes,
        fontsize=8,
        color=MIDDLE,
        va="bottom",
        linespacing=1.35,
    )
    _mark_end(axes, result, plan, int(months[-1]))
    _mark_lowest(axes, result, mean)
    _mark_payback(axes, result, plan)


def _from_nothing(series: Floats) -> Floats:
    """Return a series by month with the start, at which nothing differs, before it."""
    return np.concatenate([np.zeros((*series.shape[:-1], 1)), series], axis=-1)


def _ticks(months: int) -> list[int]:
    """Return the months to mark: seven or eight at most, a year being a multiple if it is long."""
    steps = (1, 2, 3, 6, *range(12, months + 12, 12))
    step = next(step for step in steps if months / step <= 7)
    return list(range(0, months + 1, step))


def _mark_end(axes: Axes, result: ComparedPlans, plan: str, last: int) -> None:
    profit = result.outcomes(plan)["profit"]
    axes.annotate(
        f"{short(profit.value)}\nmean, 80 %:\n{short(profit.interval_80[0])}\nto {short(profit.interval_80[1])}",
        (last, profit.value),
        (5, 0),
        textcoords="offset points",
        fontsize=9,
        color=ACCENT,
        va="center",
        fontweight="bold",
        zorder=6,
    )


def _mark_lowest(axes: Axes, result: ComparedPlans, mean: Floats) -> None:
    month = int(mean.argmin())
    if mean[month] >= 0:
        return
    axes.plot(month, mean[month], "o", color=SHOCK, markersize=5, zorder=5)
    axes.annotate(
        f"lowest: {money(mean[month], result.currency)}, month {month}",
        (month, mean[month]),
        (0, -12),
        textcoords="offset points",
        fontsize=8.5,
        color=SHOCK,
        ha="center",
        va="top",
        zorder=6,
    )


def _mark_payback(axes: Axes, result: ComparedPlans, plan: str) -> None:
    payback = result.outcomes(plan)["payback_month"]
    if not math.isfinite(payback.value):
        return
    low, high = payback.single_80
    until = plain(high, 0) if math.isfinite(high) else "never"
    axes.plot(payback.value, 0, "D", color=DARK, markersize=5.5, zorder=5)
    axes.annotate(
        f"paid back: month {payback.value:.0f}\n(80 % of futures: {low:.0f} to {until})",
        (payback.value, 0),
        (0, 9),
        textcoords="offset points",
        fontsize=8.5,
        color=DARK,
        ha="right",
        va="bottom",
        zorder=6,
    )


# fmt: off
SHOWN = (
    "net_present_value", "cost", "return_on_investment", "pays_back", "leavers_avoided",
    "engagement", "enps", "burnt_out", "waiting", "service_quality", "customer_satisfaction",
    "cnps", "retention", "share_of_wallet", "customers",
)
# fmt: on

# Places within the panel, in shares of its width.
_STRIP, _STRIP_WIDE, _NUMBER = 0.36, 0.30, 0.68


def draw_strips(axes: Axes, result: ComparedPlans, plan: str) -> None:
    """Draw a row for each outcome shown, every one on a scale of its own, zero marked."""
    axes.set(xlim=(0, 1), ylim=(len(SHOWN) - 0.5, -0.5))
    axes.set_axis_off()
    axes.set_title(
        "What else it changes, plan less baseline", loc="left", fontsize=11, color=DARK, pad=36, fontweight="bold"
    )
    axes.text(
        0,
        1.025,
        "Dot and bars: mean with 80 (thick) and 95 % interval. Pale: 80 % of futures. "
        "Tick: no difference.\nMoney over the horizon; levels in the last quarter. Every row has "
        "its own scale.",
        transform=axes.transAxes,
        fontsize=8,
        color=MIDDLE,
        va="bottom",
        linespacing=1.35,
    )
    outcomes = result.outcomes(plan)
    for row, name in enumerate(SHOWN):
        _draw_row(axes, row, outcomes[name], result)


def _draw_row(axes: Axes, row: int, of: Estimate, result: ComparedPlans) -> None:
    chance = of.outcome.kind == "chance"
    axes.text(0, row, of.outcome.label.partition(":")[0], fontsize=9, color=DARK, va="center")
    axes.text(_NUMBER, row, _numbers(of, result), fontsize=8.5, color=DARK, va="center")
    if not math.isfinite(of.value):
        return
    scale = (0.0, 100.0) if chance else _scale(of)

    def at(value: float) -> float:
        low, high = scale
        share = (value - low) / (high - low) if high > low else 0.5
        return _STRIP + min(max(share, 0.0), 1.0) * _STRIP_WIDE

    if math.isfinite(of.single_80[0]):
        left, right = (at(end) for end in of.single_80)
        axes.add_patch(Rectangle((left, row - 0.2), right - left, 0.4, facecolor=LIGHT, linewidth=0, zorder=1))
    zero = at(0.0)
    axes.plot([zero, zero], [row - 0.34, row + 0.34], color=MIDDLE, linewidth=1.0, zorder=2)
    for ends, width in ((of.interval_95, 1.1), (of.interval_80, 3.2)):
        if math.isfinite(ends[0]):
            axes.plot(
                [at(ends[0]), at(ends[1])], [row, row], color=ACCENT, linewidth=width, solid_capstyle="butt", zorder=3
            )
    axes.plot(
        at(of.value), row, "o", color=ACCENT, markersize=5, markeredgecolor="white", markeredgewidth=0.8, zorder=4
    )


def _scale(of: Estimate) -> tuple[float, float]:
    """Return the ends of a row's scale: all ranges and zero, with a little room."""
    ends = [0.0, of.value, *of.interval_95, *of.single_80]
    finite = [end for end in ends if math.isfinite(end)]
    low, high = min(finite), max(finite)
    room = 0.04 * (high - low)
    return low - room, high + room


def _numbers(of: Estimate, result: ComparedPlans) -> str:
    unit, decimals = result.unit_of(of.outcome), of.outcome.decimals
    low, high = of.interval_80
    if not math.isfinite(of.value):
        return "–"
    if unit == result.currency:
        return f"{unit} {short(of.value)} ({short(low)} to {short(high)})"
    if of.outcome.kind == "chance":
        return f"{of.value:.0f} % ({low:.0f} to {high:.0f})"
    ends = f"{signed(low, decimals)} to {signed(high, decimals)}"
    if not math.isfinite(low):
        ends = "no range"
    return f"{signed(of.value, decimals)} ({ends}) {unit}"
