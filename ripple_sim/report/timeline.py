"""When things were done and befell the company: strips with names, spans behind the panels."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import NullFormatter

from ripple_sim.report.style import CHANGE, DARK, MIDDLE, PALE, SHOCK
from ripple_sim.scenario.interventions import Dated, Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.scenario.schema import Scenario

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
    found = []
    for dated in (*scenario.interventions, *scenario.shocks):
        strength = tuple(dated.strength(week) for week in range(weeks))
        if any(strength):
            colour = SHOCK if isinstance(dated, Shock) else CHANGE
            found.append(Span(_name(dated), colour, strength))
    return sorted(found, key=lambda span: span.edges)


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
    late = first > 0.6 * weeks
    axes.annotate(
        span.name,
        (first, height),
        (-3 if late else 3, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center",
        fontsize=7.5,
        color=DARK,
        annotation_clip=False,
    )


def shade(axes: Axes, shown: list[Span]) -> None:
    """Shade the spans behind a panel."""
    for span in shown:
        axes.axvspan(*span.edges, color=span.colour, alpha=PALE, linewidth=0, zorder=0)


def mark_time(axes: Axes, weeks: int, named: bool) -> None:
    """Mark years (or months, or weeks, in a short run) below a panel; name them if asked."""
    if weeks >= _MONTHS_UNTIL:
        ends, middles, names = _years(weeks)
    else:
        ends, middles, names = _parts(weeks)
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
