"""How far a plan's difference travels: rings around the place where it acts."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, Option
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import ranged
from ripple_sim.study.trace import Trace
from ripple_sim.study.trace.rings import REACH, Ring
from ripple_sim.wording import mark

COLOURS = ("--scale-4", "--scale-3", "--scale-2", "--scale-1", "--scale-0")
HEADS = (
    mark("Ring"),
    mark("First reached, week"),
    mark("Half reached, week"),
    mark("Clear change, week"),
    mark("Reached, %"),
    mark("Size"),
    mark("80 % interval"),
    mark("Measure"),
)
_NEARLY_ALL = 0.95  # of all first touches: later ones share the last colour
_SMALLEST = 0.4  # % of a ring: smaller pieces are drawn with the next ones
HEIGHT = 420
Steps = list[tuple[int, int]]


@solara.component
def Rings(result: Trace) -> None:
    """Draw the rings with their legend, and the table that says the same."""
    words = use_words()
    steps = solara.use_memo(lambda: week_steps(result), [id(result)])
    option = solara.use_memo(lambda: rings_option(words, result, steps), [id(result), words.language])
    label = words.say(
        "Rings of people around {origin}, coloured by the week in which they first changed",
        origin=result.origin.said(words),
    )
    note = words.say(
        "The further out a ring, the more contacts lie between its people and where the plan acts. The company is on "
        "the left, its market on the right. {pairs:one=# pair|other=# pairs} of worlds; a person is reached once "
        "anything differs from the world without the plan.",
        pairs=result.pairs,
    )

    def picture() -> Any:
        lines = [html.element("li", _line(words, result, ring)) for ring in result.rings]
        with html.within("div", class_="r-rings"):
            EChart(words, option, label, height=HEIGHT)
            with html.within("div", class_="r-stack"):
                _legend(words, steps)
                html.element("ol", *lines, class_="r-done r-quiet")

    html.answer(result.say(words=words))
    Pictured(words.say("Rings by distance"), picture, lambda: _table(words, result), note)


def week_steps(result: Trace) -> Steps:
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


def rings_option(words: Words, result: Trace, steps: Steps) -> Option:
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


def _pieces(words: Words, result: Trace, ring: Ring, number: int, steps: Steps) -> list[Option]:
    touched = result.touched[ring.name]
    pieces, done = [], 0.0
    for weeks, colour in zip(steps, COLOURS, strict=True):
        share = min(float(np.nansum(touched[weeks[0] - 1 : weeks[1]])), 100.0 - done)
        done += share
        if share >= _SMALLEST:
            pieces.append((_weeks(words, weeks), share, colour))
    if 100.0 - done >= _SMALLEST:
        pieces.append((words.say("never"), 100.0 - done, "--sunken"))
    largest = max(pieces, key=lambda piece: piece[1], default=None)
    label = {
        "position": "inside",
        "formatter": str(number),
        "color": "--ink",
        "backgroundColor": "--surface",
        "borderRadius": 10,
        "padding": [3, 6],
        "fontWeight": 500,
    }
    return [
        {
            "name": name,
            "value": round(share, 1),
            "itemStyle": {"color": colour, "borderColor": "--surface", "borderWidth": 1},
            "label": {"show": piece is largest, **label},
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


def _weeks(words: Words, weeks: tuple[int, int]) -> str:
    return words.say("weeks {first} to {last}", first=words.number(weeks[0]), last=words.number(weeks[1]))


def _legend(words: Words, steps: Steps) -> None:
    named = [(colour, _weeks(words, weeks)) for weeks, colour in zip(steps, COLOURS, strict=True)]
    with html.within("ul", class_="r-legend", aria_label=words.say("Week first reached")):
        for colour, says in [*named, ("--sunken", words.say("never"))]:
            html.element("li", html.element("span", style=f"background: var({colour})", aria_hidden="true"), says)


def _line(words: Words, result: Trace, ring: Ring) -> str:
    first, plain = result.first_week(ring.name), result.plain_week(ring)
    return words.say(
        "{ring}: {how:never=not reached in most pairs|touched=reached in week {week}; no clear change|"
        "other=reached in week {week}; clear change from week {plain}}",
        ring=words.say(ring.label),
        how="never" if first is None else "touched" if plain is None else "changed",
        week=_week(words, first[0] if first else None),
        plain=_week(words, plain),
    )


def _table(words: Words, result: Trace) -> Any:
    rows = []
    for number, ring in enumerate(result.rings, 1):
        size, first = result.rows[ring.name, ring.shows.name], result.first_week(ring.name)
        read = partial(words.change, decimals=2)
        rows.append(
            [
                f"{number}. {words.say(ring.label)}",
                _week(words, first[0] if first else None),
                _week(words, result.half_week(ring.name)),
                _week(words, result.plain_week(ring)),
                words.number(float(result.rows[ring.name, REACH.name].mean[-1])),
                read(float(size.mean[-1])),
                ranged(words, float(size.low[-1]), float(size.high[-1]), read),
                words.say("{measure}, {unit}", measure=words.say(ring.shows.label), unit=words.say(size.unit)),
            ]
        )
    caption = words.say(
        "From {origin}; sizes are those of week {weeks}, the last one: with the plan minus without it",
        weeks=words.number(result.weeks),
        origin=result.origin.said(words),
    )
    return Table(caption, map(words.say, HEADS), rows)


def _week(words: Words, week: int | None) -> str:
    return words.say("never") if week is None else words.number(week)
