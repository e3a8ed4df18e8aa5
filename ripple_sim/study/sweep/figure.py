"""A sweep in one picture: the outcome against each thing that varied."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, SHOCK, look_of_panels
from ripple_sim.scenario.arguments import read
from ripple_sim.scenario.readers import Whole
from ripple_sim.study.sweep.factors import Factor, Value
from ripple_sim.study.sweep.result import over_replications
from ripple_sim.wording import ENGLISH, Wording, decimals_of, mark, plural, significant

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.study.sweep.result import Sweep

MONEY = {"week": mark("{currency} {number} a week"), "year": mark("{currency} {number} a year")}
PER = mark("{currency} {number} a {span}")
COUNTED = {"weeks": plural("{number} week", "{number} weeks"), "hours": plural("{number} hour", "{number} hours")}
HORIZON = mark(
    "{figure} in {unit} {window} ({weeks:one=# week|other=# weeks}) from the settled company, not discounted."
)
DRAWN = mark(
    "At each point {what:pairs={number:one=# pair|other=# pairs} of simulated companies with and "
    "without the plan|other={number:one=# simulated company|other=# simulated companies}}; all "
    "points share the same random draws (seed {seed})."
)
NOT_INCLUDED = mark(
    "Not included: taxes, inflation, effects after the horizon, and doubts about what is not "
    "varied and about the model itself."
)


def value_in_words(factor: Factor, value: Value, words: Wording = ENGLISH) -> str:
    """Return a value with its unit: ``12 % of customers per year``, ``EUR 20,000``, ``0.45``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return words.say("'{name}'", name=value)
    unit = factor.unit
    if unit == "share" or unit.startswith("share "):
        percent = 100 * float(f"{value:.3g}")
        share = words.percent(percent, decimals_of(percent, 3))
        what = unit.removeprefix("share").strip()
        return words.say("{share} {what}", share=share, what=words.say(what)) if what else share
    number = words.number(value) if factor.whole else significant(words, value, 3)
    if money := re.fullmatch(r"([A-Z]{3})(?:/(\w+))?", unit):
        return _money(money[1], money[2], number, words)
    if unit in ("", "0 to 1", "-1 to 1", "0 or 1", "number"):
        return number
    if unit in COUNTED and value == int(value):
        return words.count(*COUNTED[unit], int(value))
    return words.say("{number} {unit}", number=number, unit=words.say(unit))


def _money(currency: str, span: str | None, number: str, words: Wording) -> str:
    if span is None:
        return words.say("{currency} {number}", currency=currency, number=number)
    text = MONEY.get(span, PER)
    return words.say(text, currency=currency, number=number, span=words.say(span))


def range_in_words(factor: Factor) -> str:
    """Return a factor's range, ``from 5 to 40 % of customers per year``, or its values."""
    if factor.values:
        shown = [value_in_words(factor, one) for one in factor.values]
        if len(shown) > 4:
            return f"{len(shown)} values from {shown[0]} to {shown[-1]}"
        return ", ".join(shown)
    return f"from {_bare(factor, factor.low)} to {value_in_words(factor, factor.high)}"


def _bare(factor: Factor, value: float) -> str:
    said = value_in_words(factor, value)
    return said if said.startswith(factor.unit[:3]) and factor.unit else said.split(" ")[0]


COLUMNS = 3
MOST_PANELS = 9
_PANEL_WIDE, _PANEL_TALL = 3.2, 2.5  # inches
_HEAD = 0.9
_COLOURS = (ACCENT, SHOCK, DARK, MIDDLE)


def sweep_figure(found: Sweep, outcome: int = 0) -> Figure:
    """Return an outcome at all points, a panel for each factor, those that move it most first.

    A dot is the mean over replications; with plans, of the difference that the plan makes, and a
    line is its 80 % interval.
    """
    about = found.about
    outcome = read("outcome", outcome, Whole(0, len(about.outcomes) - 1))
    means, halves = over_replications(found.differences if about.plans else found.values)
    shown = sorted(range(len(about.factors)), key=lambda i: -_strength(found, i, means, outcome))
    shown = shown[:MOST_PANELS]
    rows = max(-(-len(shown) // COLUMNS), 1)
    wide, tall = COLUMNS * _PANEL_WIDE, rows * _PANEL_TALL + _HEAD
    with look_of_panels():
        figure = Figure(figsize=(wide, tall), layout="constrained")
        FigureCanvasAgg(figure)
        asked = about.outcomes[outcome]
        unit = asked.unit(about.currency)
        what = "difference the plan makes" if about.plans else "mean"
        figure.suptitle(
            f"{about.name}: {asked.label}\n{what} at {len(about.points):,} points, {unit}",
            fontsize=11,
            color=DARK,
            ha="left",
            x=0.02,
        )
        for place, number in enumerate(shown):
            axes = figure.add_subplot(rows, COLUMNS, place + 1)
            _draw(axes, found, number, means[..., outcome], halves[..., outcome])
        if len(about.plans) > 1:
            figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower left", ncols=4, frameon=False)
    return figure


def _draw(axes: Axes, found: Sweep, number: int, means: NDArray[np.float64], halves: NDArray[np.float64]) -> None:
    factor = found.about.factors[number]
    at = found.column(number)
    if not factor.numeric:
        at = at.astype(str)
    if found.about.plans:
        axes.axhline(0, color=LIGHT, linewidth=1)
    for plan, name in enumerate(found.about.plans or ("",)):
        axes.errorbar(
            at,
            means[:, plan],
            np.nan_to_num(halves[:, plan]),
            fmt="o",
            markersize=3,
            color=_COLOURS[plan % len(_COLOURS)],
            elinewidth=0.7,
            alpha=0.75,
            label=found.about.titled.get(name) or name,
        )
    unit = f" ({factor.unit})" if factor.unit else ""
    axes.set_xlabel(shorten(f"{factor.label}{unit}", 44, placeholder=" …"), fontsize=8)


def _strength(found: Sweep, number: int, means: NDArray[np.float64], outcome: int) -> float:
    """Return how far the outcome goes with a factor: the largest rank correlation of a plan."""
    from scipy.stats import rankdata

    at = found.column(number)
    if not found.about.factors[number].numeric:
        return 0.0
    strongest = 0.0
    for plan in range(means.shape[1]):
        value = means[:, plan, outcome]
        known = np.isfinite(value)
        if known.sum() > 2 and len(set(at[known])) > 1 and len(set(value[known])) > 1:
            ranks = np.corrcoef(rankdata(at[known]), rankdata(value[known]))
            strongest = max(strongest, abs(float(ranks[0, 1])))
    return strongest
