"""Both sides by unit and by the six forces, and what was said beside what is."""

from __future__ import annotations

import math

import solara

from ripple_sim.app.pages.mirror.two_sides import MOST_DRAWN, TwoSides, apart
from ripple_sim.app.pages.registry import mark
from ripple_sim.app.session.mirror import Mirror, Promise, Reflection, largest
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.schema import Scenario

FORCE_NAMES = {
    "certainty": mark("Certainty"),
    "control": mark("Control"),
    "status": mark("Status"),
    "belonging": mark("Belonging"),
    "enjoyment": mark("Enjoyment"),
    "fair_treatment": mark("Fair treatment"),
}


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
    TwoSides(
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
            "The six forces as staff feel them at work and as customers feel them in the "
            "service, in {where}. Largest gap: {force}, {gap}.",
            where=where,
            force=words.say(FORCE_NAMES[far.name]),
            gap=apart(words, far.gap),
        )
        if far is not None
        else ""
    )
    TwoSides(
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
    TwoSides(
        words.say("What is said, and what is done"),
        _promise_text(words, promise),
        [
            (words.say("Service promised and experienced"), Reflection("", promise.promised, promise.met)),
            (words.say("Service expected and experienced"), Reflection("", promise.expected, promise.met)),
            (words.say("Values announced and practised"), Reflection("", promise.announced, promise.lived)),
            (words.say("Values announced and felt by customers"), Reflection("", promise.announced, promise.delivered)),
        ],
        (words.say("announced or expected"), words.say("done")),
        words.say("What"),
    )


def _promise_text(words: Words, promise: Promise) -> str:
    points = words.number(abs(promise.promise_gap), 1)
    if promise.promise_gap > 0:
        return words.say("Customers experience service {points} points below what advertising promises.", points=points)
    return words.say("Customers experience service {points} points above what advertising promises.", points=points)
