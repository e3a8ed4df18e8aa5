"""Both sides beside each other: by unit, by the six forces, and what was said beside what is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components.about import RestsOn
from ripple_sim.app.components.chart import EChart
from ripple_sim.app.components.pictured import Pictured
from ripple_sim.app.components.sides import Pair, height_of, span_around, two_sides
from ripple_sim.app.components.table import Table
from ripple_sim.app.components.tiles import Tile, Tiles
from ripple_sim.app.pages.registry import mark
from ripple_sim.app.session.mirror import (
    CUSTOMERS_VIEW,
    STAFF_VIEW,
    Mirror,
    Promise,
    Reflection,
    largest,
)
from ripple_sim.app.session.provenance import of_metric, of_path
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.schema import Scenario

FORCE_NAMES = {
    "certainty": mark("Certainty"),
    "control": mark("Control"),
    "status": mark("Status"),
    "belonging": mark("Belonging"),
    "enjoyment": mark("Enjoyment"),
    "fair_treatment": mark("Fair treatment"),
}
MOST_DRAWN = 16
LEAST_SPAN = 20.0


@solara.component
def Whole(base: Scenario, mirror: Mirror) -> None:
    """Draw the figures of the whole company, and what each rests on."""
    words = use_words()
    promise = mirror.promise
    hundred = words.say("of 100")
    Tiles(
        [
            Tile(
                STAFF_VIEW,
                words.say("Service as staff see it"),
                _read(words, mirror.whole.staff),
                hundred,
                words.say("the centre's staff counted in")
                if base.company.structure.central_staff
                else "",
            ),
            Tile(
                CUSTOMERS_VIEW,
                words.say("Customers' satisfaction"),
                _read(words, mirror.whole.customers),
                hundred,
                _apart(words, mirror.whole.gap),
            ),
            Tile(
                "met",
                words.say("Service customers meet"),
                _read(words, promise.met),
                hundred,
                words.say(
                    "promised {promised}, expected {expected}",
                    promised=_read(words, promise.promised),
                    expected=_read(words, promise.expected),
                ),
            ),
            Tile(
                "values",
                words.say("Values that arrive with customers"),
                _read(words, promise.delivered),
                hundred,
                words.say(
                    "announced {announced}, lived {lived}",
                    announced=_read(words, promise.announced),
                    lived=_read(words, promise.lived),
                ),
            ),
        ],
        words.say("Both sides in the whole company, the last quarter (13 weeks)"),
    )
    names = (STAFF_VIEW, CUSTOMERS_VIEW, "service_quality", "expectation")
    known = [of_metric(BY_NAME[name]) for name in names]
    levers = ("promise", "announced_values", "lived_values")
    known += [
        found
        for name in levers
        if (found := of_path(base, "company", "practices", name, "level")) is not None
    ]
    RestsOn(known)


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
            "Farthest apart just now: {unit}, {gap}. In one draw of luck that may be chance; "
            "measuring below tells.",
            unit=far.name,
            gap=_apart(words, far.gap),
        )
    _Sides(
        words.say("Service by unit"),
        note,
        [(one.name, one) for one in ordered],
        (words.say("as staff see it"), words.say("customers' satisfaction")),
        words.say("Unit"),
    )


@solara.component
def Forces(mirror: Mirror, unit: int) -> None:
    """Draw the six forces of experience in a unit, or in the whole company for 0."""
    words = use_words()
    forces = mirror.forces_by_unit[unit - 1] if unit else mirror.forces
    far = largest(forces)
    where = mirror.units[unit - 1].name if unit else words.say("the whole company")
    note = (
        words.say(
            "What staff have at work and what customers have with them, in {where}. Farthest "
            "apart: {force}, {gap}.",
            where=where,
            force=words.say(FORCE_NAMES[far.name]),
            gap=_apart(words, far.gap),
        )
        if far is not None
        else ""
    )
    _Sides(
        words.say("The six forces of experience"),
        note,
        [(words.say(FORCE_NAMES[one.name]), one) for one in forces],
        (words.say("staff"), words.say("customers")),
        words.say("Force"),
    )


@solara.component
def Promises(base: Scenario, mirror: Mirror, unit: int) -> None:
    """Draw what is said beside what is done, in a unit or in the whole company for 0."""
    words = use_words()
    promise = mirror.promise_by_unit[unit - 1] if unit else mirror.promise
    _Sides(
        words.say("What is said, and what is done"),
        _kept(words, promise),
        [
            (words.say("Promise, service met"), Reflection("", promise.promised, promise.met)),
            (words.say("Expected, service met"), Reflection("", promise.expected, promise.met)),
            (words.say("Values: said, lived"), Reflection("", promise.announced, promise.lived)),
            (
                words.say("Values: said, arrived"),
                Reflection("", promise.announced, promise.delivered),
            ),
        ],
        (words.say("said or expected"), words.say("done")),
        words.say("What"),
    )


def _kept(words: Words, promise: Promise) -> str:
    points = words.number(abs(promise.unkept), 1)
    if promise.unkept > 0:
        return words.say(
            "Customers meet {points} points less than advertising promises.", points=points
        )
    return words.say(
        "Customers meet {points} points more than advertising promises.", points=points
    )


def _Sides(
    title: str,
    note: str,
    rows: Sequence[tuple[str, Reflection]],
    sides: tuple[str, str],
    head: str,
) -> None:
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
                    one=_read(words, one.staff),
                    other_side=sides[1],
                    other=_read(words, one.customers),
                ),
            )
            for name, one in drawn
        ]
        return two_sides(
            pairs, *sides, words.say("points of 100"), span_around(values, LEAST_SPAN, 0, 100)
        )

    made = solara.use_memo(option, [repr(key), words.language])

    def picture() -> Any:
        label = words.say(
            "{title}: {one} beside {other}, {number} rows; the table says the same.",
            title=title,
            one=sides[0],
            other=sides[1],
            number=words.number(len(drawn)),
        )
        return EChart(words, made, label, height=height_of(len(drawn)))

    Pictured(title, picture, partial(_table, words, title, rows, sides, head), note)


def _table(
    words: Words,
    title: str,
    rows: Sequence[tuple[str, Reflection]],
    sides: tuple[str, str],
    head: str,
) -> Any:
    return Table(
        words.say("{title}; points of 100, the last quarter (13 weeks)", title=title),
        [head, *sides, words.say("gap")],
        [
            [
                name,
                _read(words, one.staff),
                _read(words, one.customers),
                words.change(one.gap, 1),
            ]
            for name, one in rows
        ],
    )


def _read(words: Words, value: float) -> str:
    return words.number(value, 1)


def _apart(words: Words, gap: float) -> str:
    points = words.number(abs(gap), 1)
    if not round(gap, 1):
        return words.say("both sides alike")
    if gap > 0:
        return words.say("staff {points} points higher", points=points)
    return words.say("customers {points} points higher", points=points)
