"""A trace as a picture, rings by distance in the colour of the week that touched them; and a story's."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Wedge

from ripple_sim import __version__
from ripple_sim.report.drawing import note, sheet
from ripple_sim.report.numbers import plain, signed
from ripple_sim.report.style import ACCENT, DARK, LIGHT, MIDDLE, look, look_of_panels
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.trace.messages import WORLDS, sentence
from ripple_sim.study.trace.person_story import BASELINE, PLAN, PersonStory, line_of
from ripple_sim.study.trace.result import TraceNumbers
from ripple_sim.study.trace.rings import Ring
from ripple_sim.study.trace.tables import passages_frame

WIDTH, HEIGHT = 16.0, 9.0  # inches
_NOBODY = "#eef1f2"
_SOON_TO_LATE = ("#073b4c", ACCENT, "#7cc0c4", "#f0d9a8")
_NEARLY_ALL = 0.95  # of all first touches: later ones share the last colour
_GAP = 0.07  # of a ring's width
_LEFT, _MIDDLE = 0.45, 7.6  # inches
_ROW, _FIRST_ROW = 0.56, 2.72
_COLUMNS = {"first": 11.15, "half": 11.85, "plain": 12.55, "size": 14.15}
_OF_WORLD = {BASELINE: MIDDLE, PLAN: ACCENT}
_MOST_NAMED = 6  # events told in words below the picture


def draw_trace(trace: TraceNumbers) -> Figure:
    """Return the rings around the start, 16 by 9 inches, and beside them what each shows.

    A ring is as far out as it is away from the start. Going round from its top, it is coloured in
    the order in which its people were touched: the longer a colour, the more people that week.
    """
    with look():
        figure = sheet(WIDTH, HEIGHT)
        _write_around(figure, trace)
        colours, scale = _colours(trace)
        axes = figure.add_axes((0.02, 0.125, 0.45, 0.68), label="rings")
        _draw_rings(axes, trace, colours, scale)
        bar = figure.add_axes((0.07, 0.075, 0.35, 0.016), label="weeks")
        _draw_legend(figure, bar, colours, scale)
        _write_rows(figure, trace)
    return figure


def _text(figure: Figure, left: float, top: float, words: str, **style: Any) -> None:
    note(figure, left, HEIGHT - top, words, **{"color": DARK, **style})


def _write_around(figure: Figure, trace: TraceNumbers) -> None:
    title = f"How the ripple travels from {trace.origin}"
    _text(figure, _LEFT, 0.55, title, fontsize=21, fontweight="bold", va="baseline")
    _text(figure, _LEFT, 0.74, fill(sentence(trace), 165), fontsize=11.5, va="top", linespacing=1.35)
    about = (
        f"{_address(trace.base, trace.plan, trace.titled)} · {trace.pairs} pairs of twin worlds that share "
        f"all their luck, seed {trace.seed}, {trace.weeks} weeks. A person is touched once "
        "anything at all differs from the twin."
    )
    _text(figure, _LEFT, 8.86, about, fontsize=8, color=MIDDLE, va="baseline")


def _colours(trace: TraceNumbers) -> tuple[Colormap, Normalize]:
    everybody = np.sum([trace.touched[ring.name] * ring.people for ring in trace.rings], axis=0)
    begins = trace.begins or 1
    last = begins + 1
    if everybody.any():
        passed = np.cumsum(everybody) / everybody.sum()
        last = max(last, int(np.argmax(passed >= _NEARLY_ALL)) + 1)
    colours = LinearSegmentedColormap.from_list("soon to late", _SOON_TO_LATE)
    return colours, Normalize(begins, last, clip=True)


def _draw_rings(axes: Axes, trace: TraceNumbers, colours: Colormap, scale: Normalize) -> None:
    farthest = max(ring.distance for ring in trace.rings)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(-farthest - 1.1, farthest + 1.1)
    axes.set_ylim(-farthest - 1.1, farthest + 1.1)
    for number, ring in enumerate(trace.rings, 1):
        start, turn = _sector(ring, trace.rings)
        done = 0.0
        _wedge(axes, ring, start, turn, _NOBODY)
        for week in np.flatnonzero(trace.touched[ring.name]):
            share = min(float(trace.touched[ring.name][week]) / 100, 1 - done)
            if share > 0:
                _wedge(axes, ring, start + turn * done, turn * share, colours(scale(week + 1)))
            done += share
        _number(axes, ring, start, turn, number, colours(scale(_middle_week(trace, ring))))
    _name_sides(axes, trace.rings, farthest)


def _sector(ring: Ring, rings: list[Ring]) -> tuple[float, float]:
    """Return where a ring's colours start and how far they go round, in degrees.

    The company lies to the left, its market to the right; rings equally far away share a side.
    """
    if ring.distance < 2:
        return 90.0, -360.0
    beside = [one for one in rings if one.distance == ring.distance and one.in_company == ring.in_company]
    part, place = 180.0 / len(beside), beside.index(ring)
    if ring.in_company:
        return 90.0 + part * place, part
    return 90.0 - part * place, -part


def _wedge(axes: Axes, ring: Ring, start: float, turn: float, colour: object) -> None:
    outer = ring.distance + 1 - _GAP
    width = outer if ring.distance == 0 else 1 - _GAP
    ends = sorted((start, start + turn))
    axes.add_patch(Wedge((0, 0), outer, *ends, width=width, facecolor=colour, edgecolor=colour, linewidth=0.4))


def _middle_week(trace: TraceNumbers, ring: Ring) -> float:
    passed = np.cumsum(trace.touched[ring.name])
    week = int(np.argmax(passed >= passed[-1] / 2)) + 1
    return float(week) if passed[-1] else np.inf


def _number(axes: Axes, ring: Ring, start: float, turn: float, number: int, under: tuple[float, ...]) -> None:
    angle = np.radians(start + turn / 2)
    away = 0.0 if ring.distance == 0 else ring.distance + 0.5 - _GAP / 2
    axes.text(
        away * np.cos(angle),
        away * np.sin(angle),
        str(number),
        ha="center",
        va="center",
        fontsize=10.5,
        fontweight="bold",
        color=DARK,
        bbox={"boxstyle": "circle,pad=0.22", "facecolor": "white", "edgecolor": under, "linewidth": 1.2},
    )


def _name_sides(axes: Axes, rings: list[Ring], farthest: float) -> None:
    for words, place, side in (("the company", -0.12, "right"), ("its market", 0.12, "left")):
        if any(ring.distance > 1 and ring.in_company == (side == "right") for ring in rings):
            axes.text(place, farthest + 1.12, words, ha=side, va="bottom", fontsize=10, color=MIDDLE)


def _draw_legend(figure: Figure, bar: Axes, colours: Colormap, scale: Normalize) -> None:
    drawn = figure.colorbar(ScalarMappable(scale, colours), cax=bar, orientation="horizontal", extend="max")
    drawn.outline.set_visible(False)
    bar.tick_params(length=0, labelsize=8.5)
    bar.set_title("week in which people were first touched; grey: never", fontsize=9, color=MIDDLE, pad=4)


def _write_rows(figure: Figure, trace: TraceNumbers) -> None:
    heads = {
        "first": "first\ntouched",
        "half": "half\ntouched",
        "plain": "plain\nto see",
        "size": "in the last week\n80 % interval of the mean",
    }
    style = {"fontsize": 8.5, "color": MIDDLE, "ha": "center", "va": "bottom", "linespacing": 1.1}
    for name, words in heads.items():
        _text(figure, _COLUMNS[name], _FIRST_ROW - 0.32, words, **style)
    step = min(_ROW, 5.7 / len(trace.rings))
    for number, ring in enumerate(trace.rings):
        _write_row(figure, trace, ring, number + 1, _FIRST_ROW + number * step)


def _write_row(figure: Figure, trace: TraceNumbers, ring: Ring, number: int, top: float) -> None:
    small = {"fontsize": 8, "color": MIDDLE}
    left = _MIDDLE + 0.12
    _text(figure, _MIDDLE, top, f"{number}", fontsize=10.5, fontweight="bold", ha="right")
    _text(figure, left, top, ring.label, fontsize=10.5)
    _text(figure, left, top + 0.2, _passage(trace, ring), **small)
    first = trace.first_week(ring.name)
    weeks = {"first": first[0] if first else None, "half": trace.half_week(ring.name), "plain": trace.plain_week(ring)}
    for name, week in weeks.items():
        words, colour = (f"week {week}", DARK) if week else ("never", LIGHT)
        _text(figure, _COLUMNS[name], top, words, fontsize=9.5, color=colour, ha="center")
    size = trace.rows[ring.name, ring.shows.name]
    mean, low, high = (float(line[-1]) for line in (size.mean, size.low, size.high))
    decimals = 1 if max(abs(low), abs(high)) >= 1 else 2
    said = f"{signed(mean, decimals)}  ({signed(low, decimals)} to {signed(high, decimals)})"
    _text(figure, _COLUMNS["size"], top, said, fontsize=9.5, ha="center")
    _text(figure, _COLUMNS["size"], top + 0.2, f"{ring.shows.label.lower()}, {size.unit}", ha="center", **small)


def _passage(trace: TraceNumbers, ring: Ring) -> str:
    ways = passages_frame(trace)
    ways = ways[ways["ring"] == ring.label]
    if ways.empty:
        return "not touched"
    by_way = ways.groupby(["step", "through"], sort=False, as_index=False)["share_%"].sum()
    way = by_way.loc[by_way["share_%"].idxmax()]
    return f"{plain(way['share_%'], 0)} % in step '{way['step']}', through {way['through']}"


def _address(base: Scenario, plan: Scenario, titled: str) -> str:
    """Return which program, company and plan a picture comes from."""
    return f"ripple_sim {__version__} · baseline {base.name} {base.hash()} · plan {titled} {plan.hash()}"


def draw_story(story: PersonStory) -> Figure:
    """Return engagement or satisfaction in both worlds; dots mark what happened in one alone."""
    width, height = 12.0, 6.5
    left = 0.06 * width
    with look_of_panels():
        figure = sheet(width, height)
        _draw_lives(figure.add_axes((0.06, 0.36, 0.82, 0.42)), story)
        title = f"The story of {story.person.name}"
        note(figure, left, 0.93 * height, title, fontsize=18, fontweight="bold", color=DARK, va="baseline")
        note(figure, left, 0.90 * height, fill(story.say(), 130), fontsize=10.5, color=DARK, va="top")
        note(figure, left, 0.27 * height, _apart(story), fontsize=8.5, color=DARK, va="top", linespacing=1.5)
        about = _address(story.base, story.plan, story.titled)
        about += f" · seed {story.seed}, replication {story.replication}"
        note(figure, left, 0.02 * height, about, fontsize=7.5, color=MIDDLE, va="baseline")
    return figure


def _draw_lives(axes: Axes, story: PersonStory) -> None:
    name = "engagement" if story.person.table == "employees" else "satisfaction"
    data = story.data[name] * 100
    axes.set_title(f"{name.capitalize()}, points of 100", loc="left", fontsize=9.5, color=MIDDLE)
    for world in (BASELINE, PLAN):
        values = data.sel(world=world).to_numpy()
        colour, width = _OF_WORLD[world], 1.8 if world == PLAN else 1.4
        axes.plot(range(story.weeks + 1), values, color=colour, linewidth=width, label=WORLDS[world])
        weeks = sorted({line.week for line in story.told() if line.world == world})
        axes.plot(weeks, values[weeks], linestyle="", marker="o", markersize=4.5, color=colour)
    parting = story.lives.parting
    if parting is not None:
        axes.axvline(parting.week, color=DARK, linewidth=0.9, linestyle=(0, (3, 2)))
        style: dict[str, Any] = {"textcoords": "offset points", "fontsize": 8, "color": DARK, "va": "top"}
        axes.annotate("the lives part", (parting.week, 1), (3, -3), xycoords=("data", "axes fraction"), **style)
    axes.set_xlim(0, story.weeks)
    axes.set_xlabel("week", fontsize=8)
    axes.legend(frameon=False, fontsize=8.5, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _apart(story: PersonStory) -> str:
    lines = [line_of(line) for line in story.told() if line.world in _OF_WORLD]
    if len(lines) > _MOST_NAMED:
        lines = [*lines[: _MOST_NAMED - 1], f"and {len(lines) - _MOST_NAMED + 1} more"]
    return "\n".join(lines)
