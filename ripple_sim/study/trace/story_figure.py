"""A story as a picture: one state of one person in both worlds, and what happened in one alone."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ripple_sim import __version__
from ripple_sim.report.style import ACCENT, DARK, MIDDLE, look_of_panels
from ripple_sim.study.trace.messages import WORLDS
from ripple_sim.study.trace.person_story import BASELINE, PLAN, line_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ripple_sim.study.trace import Story

WIDTH, HEIGHT, DOTS_PER_INCH = 12.0, 6.5, 120
_COLOURS = {BASELINE: MIDDLE, PLAN: ACCENT}
_MOST_NAMED = 6  # events told in words below the picture


def draw_story(story: Story) -> Figure:
    """Return engagement or satisfaction in both worlds; dots mark what happened in one alone."""
    with look_of_panels():
        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS_PER_INCH)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.06, 0.36, 0.82, 0.42))
        _draw_lives(axes, story)
        left = 0.06
        figure.text(left, 0.93, f"The story of {story.person.name}", fontsize=18, fontweight="bold", color=DARK)
        figure.text(left, 0.90, fill(story.say(), 130), fontsize=10.5, color=DARK, va="top")
        figure.text(left, 0.27, _apart(story), fontsize=8.5, color=DARK, va="top", linespacing=1.5)
        figure.text(
            left,
            0.02,
            f"ripple_sim {__version__} · baseline {story.base.name} {story.base.hash()} · plan "
            f"{story.titled} {story.plan.hash()} · seed {story.seed}, replication "
            f"{story.replication}",
            fontsize=7.5,
            color=MIDDLE,
        )
    return figure


def _draw_lives(axes: Axes, story: Story) -> None:
    name = "engagement" if story.person.table == "employees" else "satisfaction"
    data = story.data[name] * 100
    axes.set_title(f"{name.capitalize()}, points of 100", loc="left", fontsize=9.5, color=MIDDLE)
    for world in (BASELINE, PLAN):
        values = data.sel(world=world).to_numpy()
        axes.plot(
            range(story.weeks + 1),
            values,
            color=_COLOURS[world],
            linewidth=1.8 if world == PLAN else 1.4,
            label=WORLDS[world],
        )
        weeks = sorted({line.week for line in story.told() if line.world == world})
        axes.plot(weeks, values[weeks], linestyle="", marker="o", markersize=4.5, color=_COLOURS[world])
    parting = story.lives.parting
    if parting is not None:
        axes.axvline(parting.week, color=DARK, linewidth=0.9, linestyle=(0, (3, 2)))
        axes.annotate(
            "the lives part",
            (parting.week, 1),
            (3, -3),
            textcoords="offset points",
            xycoords=("data", "axes fraction"),
            fontsize=8,
            color=DARK,
            va="top",
        )
    axes.set_xlim(0, story.weeks)
    axes.set_xlabel("week", fontsize=8)
    axes.legend(frameon=False, fontsize=8.5, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _apart(story: Story) -> str:
    lines = [line_of(line) for line in story.told() if line.world in _COLOURS]
    if len(lines) > _MOST_NAMED:
        lines = [*lines[: _MOST_NAMED - 1], f"and {len(lines) - _MOST_NAMED + 1} more"]
    return "\n".join(lines)
