"""Both sides of the service beside each other: by unit, by force, and what was said beside what is done."""

from __future__ import annotations

import math
from collections.abc import Sequence

import solara

from ripple_sim.app.components.cards import Table
from ripple_sim.app.components.chart import Option, PicturedChart
from ripple_sim.app.components.row_charts import Pair, height_of, span_around, two_sides
from ripple_sim.app.session.mirror import Mirror, Promise, Reflection, largest
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.wording import mark

MOST_DRAWN = 16
LEAST_SPAN = 20.0
FORCE_NAMES = {
    "certainty": mark("Certainty"),
    "control": mark("Control"),
    "status": mark("Status"),
    "belonging": mark("Belonging"),
    "enjoyment": mark("Enjoyment"),
    "fair_treatment": mark("Fair treatment"),
}


def TwoSides(title: str, note: str, rows: Sequence[tuple[str, Reflection]], sides: tuple[str, str], head: str) -> None:
    """Draw two sides of each row; rows are names with what is known, ``head`` says of what. It uses hooks."""
    words = use_words()
    drawn = rows[:MOST_DRAWN]

    def pair(name: str, one: Reflection) -> Pair:
        says = words.say(
            "{name}: {one_side} {one}, {other_side} {other}",
            name=name,
            one_side=sides[0],
            one=read(words, one.staff),
            other_side=sides[1],
            other=read(words, one.customers),
        )
        return Pair(name, one.staff, one.customers, words.change(one.gap, 1), says)

    def option() -> Option:
        span = span_around([side for _, one in drawn for side in (one.staff, one.customers)], LEAST_SPAN, 0, 100)
        return two_sides([pair(*row) for row in drawn], *sides, words.say("points of 100"), span)

    label = words.say(
        "{title}: {one} compared with {other}, {number} rows; the table shows the same.",
        title=title,
        one=sides[0],
        other=sides[1],
        number=words.number(len(drawn)),
    )
    depends = [repr([title, note, [(name, one.staff, one.customers) for name, one in rows]])]
    PicturedChart(
        title,
        option,
        depends,
        label,
        height_of(len(drawn)),
        lambda: Table(
            words.say("{title}; points of 100, the last quarter (13 weeks)", title=title),
            [head, *sides, words.say("gap")],
            [[n, read(words, one.staff), read(words, one.customers), words.change(one.gap, 1)] for n, one in rows],
        ),
        note,
    )


def read(words: Words, value: float) -> str:
    """Return a point of a side as it is read."""
    return words.number(value, 1)


def apart(words: Words, gap: float) -> str:
    """Return how far staff's side is from customers' in words."""
    return words.say(
        "{higher:none=both sides equal|staff=staff {points} points higher|other=customers {points} points higher}",
        higher="none" if not round(gap, 1) else "staff" if gap > 0 else "customers",
        points=words.number(abs(gap), 1),
    )


@solara.component
def Units(mirror: Mirror) -> None:
    """Draw every unit, the one with the largest gap first."""
    words = use_words()
    ordered = sorted(mirror.units, key=lambda one: -abs(one.gap) if math.isfinite(one.gap) else 1.0)
    far = largest(mirror.units)
    note = ""
    if far is not None and len(ordered) > MOST_DRAWN:
        note = words.say(
            "The {most} units with the largest gaps of {all}; the table has all.",
            most=words.number(MOST_DRAWN),
            all=words.number(len(ordered)),
        )
    elif far is not None and len(ordered) > 1:
        note = words.say(
            "Largest gap: {unit}, {gap}. In one company that may be chance; the measurement below shows whether it is.",
            unit=far.name,
            gap=apart(words, far.gap),
        )
    sides = words.say("as staff see it"), words.say("customers' satisfaction")
    TwoSides(words.say("Service by unit"), note, [(one.name, one) for one in ordered], sides, words.say("Unit"))


@solara.component
def Forces(mirror: Mirror, unit: int) -> None:
    """Draw the six forces of experience in a unit, or in the whole company for 0."""
    words = use_words()
    forces = mirror.forces_by_unit[unit - 1] if unit else mirror.forces
    far, note = largest(forces), ""
    if far is not None:
        note = words.say(
            "The six forces as staff feel them at work and as customers feel them in the service, in {where}. Largest "
            "gap: {force}, {gap}.",
            where=mirror.units[unit - 1].name if unit else words.say("the whole company"),
            force=words.say(FORCE_NAMES[far.name]),
            gap=apart(words, far.gap),
        )
    rows = [(words.say(FORCE_NAMES[one.name]), one) for one in forces]
    sides = words.say("staff"), words.say("customers")
    TwoSides(words.say("The six forces of experience"), note, rows, sides, words.say("Force"))


@solara.component
def Promises(mirror: Mirror, unit: int) -> None:
    """Draw what is said beside what is done, in a unit or in the whole company for 0."""
    words = use_words()
    of = mirror.promise_by_unit[unit - 1] if unit else mirror.promise
    rows = [
        (words.say("Service promised and experienced"), Reflection("", of.promised, of.met)),
        (words.say("Service expected and experienced"), Reflection("", of.expected, of.met)),
        (words.say("Values announced and practised"), Reflection("", of.announced, of.lived)),
        (words.say("Values announced and felt by customers"), Reflection("", of.announced, of.delivered)),
    ]
    sides = words.say("announced or expected"), words.say("done")
    TwoSides(words.say("What is said, and what is done"), _promise_text(words, of), rows, sides, words.say("What"))


def _promise_text(words: Words, promise: Promise) -> str:
    return words.say(
        "Customers experience service {points} points {side:below=below|other=above} what advertising promises.",
        points=words.number(abs(promise.promise_gap), 1),
        side="below" if promise.promise_gap > 0 else "above",
    )
