"""Two sides of the same beside each other, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components.chart import EChart
from ripple_sim.app.components.picture_with_table import Pictured
from ripple_sim.app.components.row_charts import Pair, height_of, span_around, two_sides
from ripple_sim.app.components.table import Table
from ripple_sim.app.session.mirror import Reflection
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words

MOST_DRAWN = 16
LEAST_SPAN = 20.0


def TwoSides(title: str, note: str, rows: Sequence[tuple[str, Reflection]], sides: tuple[str, str], head: str) -> None:
    """Draw two sides of each row; rows are names with what is known, ``head`` says of what."""
    words = use_words()
    drawn = rows[:MOST_DRAWN]
    values = [side for _, one in drawn for side in (one.staff, one.customers)]
    key = [title, note, [(name, one.staff, one.customers) for name, one in rows]]

    def option() -> dict[str, Any]:
        pairs = [
            Pair(
                name,
                one.staff,
                one.customers,
                words.change(one.gap, 1),
                words.say(
                    "{name}: {one_side} {one}, {other_side} {other}",
                    name=name,
                    one_side=sides[0],
                    one=read(words, one.staff),
                    other_side=sides[1],
                    other=read(words, one.customers),
                ),
            )
            for name, one in drawn
        ]
        return two_sides(pairs, *sides, words.say("points of 100"), span_around(values, LEAST_SPAN, 0, 100))

    made = solara.use_memo(option, [repr(key), words.language])

    def picture() -> Any:
        label = words.say(
            "{title}: {one} compared with {other}, {number} rows; the table shows the same.",
            title=title,
            one=sides[0],
            other=sides[1],
            number=words.number(len(drawn)),
        )
        return EChart(words, made, label, height=height_of(len(drawn)))

    Pictured(title, picture, partial(_table, words, title, rows, sides, head), note)


def _table(words: Words, title: str, rows: Sequence[tuple[str, Reflection]], sides: tuple[str, str], head: str) -> Any:
    return Table(
        words.say("{title}; points of 100, the last quarter (13 weeks)", title=title),
        [head, *sides, words.say("gap")],
        [[name, read(words, one.staff), read(words, one.customers), words.change(one.gap, 1)] for name, one in rows],
    )


def read(words: Words, value: float) -> str:
    """Return a point of a side as it is read."""
    return words.number(value, 1)


def apart(words: Words, gap: float) -> str:
    """Return how far staff's side is from customers' in words."""
    points = words.number(abs(gap), 1)
    if not round(gap, 1):
        return words.say("both sides equal")
    if gap > 0:
        return words.say("staff {points} points higher", points=points)
    return words.say("customers {points} points higher", points=points)
