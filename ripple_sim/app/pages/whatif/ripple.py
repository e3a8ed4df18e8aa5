"""How far a plan's difference travels: rings around the place where it acts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart
from ripple_sim.app.pages.whatif.outcome_text import ranged
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.study.trace import Trace
from ripple_sim.study.trace.measures import REACH
from ripple_sim.study.trace.rings import Ring

COLOURS = ("--scale-4", "--scale-3", "--scale-2", "--scale-1", "--scale-0")
_NEARLY_ALL = 0.95  # of all first touches: later ones share the last colour
_SMALLEST = 0.4  # % of a ring: smaller pieces are drawn with the next ones
HEIGHT = 420


@solara.component
def Rings(result: Trace) -> None:
    """Draw the rings with their legend, and the table that says the same."""
    words = use_words()
    steps = solara.use_memo(lambda: week_steps(result), [id(result)])
    option = solara.use_memo(lambda: rings_option(words, result, steps), [id(result), words.language])

    def picture() -> Any:
        with html.within("div", class_="r-rings"):
            EChart(
                words,
                option,
                words.say(
                    "Rings of people around {origin}, coloured by the week in which they first changed",
                    origin=result.origin.said(words),
                ),
                height=HEIGHT,
            )
            with html.within("div", class_="r-stack"):
                _legend(words, steps)
                html.element(
                    "ol",
                    *[html.element("li", _line(words, result, ring)) for ring in result.rings],
                    class_="r-done r-quiet",
                )

    html.element("p", html.element("strong", result.say(words=words)), class_="r-answer")
    Pictured(
        words.say("Rings by distance"),
        picture,
        lambda: _table(words, result),
        words.say(
            "The further out a ring, the more contacts lie between its people and where the "
            "plan acts. The company is on the left, its market on the right. {pairs} pairs of "
            "worlds; a person is reached once anything differs from the world without the "
            "plan.",
            pairs=words.number(result.pairs),
        ),
    )


def week_steps(result: Trace) -> list[tuple[int, int]]:
    """Return the weeks that share a colour, first and last, as many as there are colours."""
    begins = result.begins or 1
    everybody = np.sum([result.touched[ring.name] * ring.people for ring in result.rings], axis=0)
    last = begins + len(COLOURS)
    if everybody.any():
        passed = np.cumsum(everybody) / everybody.sum()
        last = max(last, int(np.argmax(passed >= _NEARLY_ALL)) + 1)
    ends = [round(end) for end in np.linspace(begins - 1, last, len(COLOURS) + 1)]
    steps = [(a + 1, b) for a, b in pairwise(ends)]
    steps[-1] = (steps[-1][0], result.weeks)
    return steps


def rings_option(words: Words, result: Trace, steps: list[tuple[int, int]]) -> dict[str, Any]:
    """Return the rings as pies within each other, coloured in the order of the touches."""
    farthest = max(ring.distance for ring in result.rings)
    step = 92 / (farthest + 1)
    series = []
    for number, ring in enumerate(result.rings, 1):
        start, end = _sector(ring, result.rings)
        inner = 0.0 if ring.distance == 0 else ring.distance * step + 1.2
        series.append(
            {
                "type": "pie",
                "name": f"{number}. {words.say(ring.label)}",
                "radius": [f"{inner:.1f}%", f"{(ring.distance + 1) * step:.1f}%"],
                "startAngle": start,
                "endAngle": end,
                "clockwise": True,
                "labelLine": {"show": False},
                "emphasis": {"scale": False},
                "data": _pieces(words, result, ring, number, steps),
            }
        )
    return {"tooltip": {"trigger": "item", "confine": True, "formatter": "{a}<br>{b}: {c} %"}, "series": series}


def _pieces(words: Words, result: Trace, ring: Ring, number: int, steps: list[tuple[int, int]]) -> list[dict[str, Any]]:
    touched = result.touched[ring.name]
    pieces, done = [], 0.0
    for (first, last), colour in zip(steps, COLOURS, strict=True):
        share = min(float(np.nansum(touched[first - 1 : last])), 100.0 - done)
        done += share
        if share >= _SMALLEST:
            pieces.append(
                (
                    words.say("weeks {first} to {last}", first=words.number(first), last=words.number(last)),
                    share,
                    colour,
                )
            )
    if 100.0 - done >= _SMALLEST:
        pieces.append((words.say("never"), 100.0 - done, "--sunken"))
    largest = max(pieces, key=lambda piece: piece[1], default=None)
    return [
        {
            "name": name,
            "value": round(share, 1),
            "itemStyle": {"color": colour, "borderColor": "--surface", "borderWidth": 1},
            "label": {
                "show": piece is largest,
                "position": "inside",
                "formatter": str(number),
                "color": "--ink",
                "backgroundColor": "--surface",
                "borderRadius": 10,
                "padding": [3, 6],
                "fontWeight": 500,
            },
        }
        for piece in pieces
        for name, share, colour in [piece]
    ]


def _sector(ring: Ring, rings: list[Ring]) -> tuple[float, float]:
    """Return where a ring begins and ends, in degrees, clockwise from the right.

    The company lies to the left, its market to the right; rings equally far away share a side.
    """
    if ring.distance < 2:
        return 90.0, -270.0
    neighbours = [one for one in rings if one.distance == ring.distance and one.in_company == ring.in_company]
    part, place = 180.0 / len(neighbours), neighbours.index(ring)
    start = (270.0 if ring.in_company else 90.0) - part * place
    return start, start - part


def _legend(words: Words, steps: list[tuple[int, int]]) -> None:
    with html.within("ul", class_="r-legend", aria_label=words.say("Week first reached")):
        for (first, last), colour in zip(steps, COLOURS, strict=True):
            html.element(
                "li",
                html.element("span", style=f"background: var({colour})", aria_hidden="true"),
                words.say("weeks {first} to {last}", first=words.number(first), last=words.number(last)),
            )
        html.element(
            "li", html.element("span", style="background: var(--sunken)", aria_hidden="true"), words.say("never")
        )


def _line(words: Words, result: Trace, ring: Ring) -> str:
    first, plain = result.first_week(ring.name), result.plain_week(ring)
    label = words.say(ring.label)
    if first is None:
        return words.say("{ring}: not reached in most pairs", ring=label)
    if plain is None:
        return words.say("{ring}: reached in week {week}; no clear change", ring=label, week=words.number(first[0]))
    return words.say(
        "{ring}: reached in week {week}; clear change from week {plain}",
        ring=label,
        week=words.number(first[0]),
        plain=words.number(plain),
    )


def _table(words: Words, result: Trace) -> Any:
    rows = []
    for number, ring in enumerate(result.rings, 1):
        size = result.rows[ring.name, ring.shows.name]
        first = result.first_week(ring.name)
        rows.append(
            [
                f"{number}. {words.say(ring.label)}",
                _week(words, first[0] if first else None),
                _week(words, result.half_week(ring.name)),
                _week(words, result.plain_week(ring)),
                words.number(float(result.rows[ring.name, REACH.name].mean[-1])),
                words.change(float(size.mean[-1]), 2),
                ranged(words, float(size.low[-1]), float(size.high[-1]), lambda v: words.change(v, 2)),
                words.say("{measure}, {unit}", measure=words.say(ring.shows.label), unit=words.say(size.unit)),
            ]
        )
    return Table(
        words.say(
            "From {origin}; sizes are those of the last of {weeks} weeks, plan minus baseline",
            origin=result.origin.said(words),
            weeks=words.number(result.weeks),
        ),
        [
            words.say("Ring"),
            words.say("First reached, week"),
            words.say("Half reached, week"),
            words.say("Clear change, week"),
            words.say("Reached, %"),
            words.say("Size"),
            words.say("80 % interval"),
            words.say("Measure"),
        ],
        rows,
    )


def _week(words: Words, week: int | None) -> str:
    return words.say("never") if week is None else words.number(week)
