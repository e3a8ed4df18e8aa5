"""What the words of a question mean: where a trace starts, and whose story is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.world import World
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.trace.rings import Rows
from ripple_sim.wording import ENGLISH, Number, Phrase, Wording, mark

UNIT_WORDS = ("unit", "branch", "store", "shop", "hotel", "site", "centre")


@dataclass(frozen=True)
class Origin:
    """The middle of the rings: what it is called, and the rows of its teams."""

    name: Phrase
    teams: Rows


def origin_named(text: str, scenario: Scenario) -> Origin:
    """Return the teams that words such as ``team 1``, ``branch 3`` or ``team East`` mean.

    A team goes by its number; a unit by its name, or by its number after ``unit`` or a word such
    as ``branch``; the name of a unit after ``team`` means all teams of that unit. ``centre`` is
    the centre, ``company`` everybody.

    Raises
    ------
    RippleError
        When nothing is called so: the nearest name, and the ranges.
    """
    wanted = " ".join(text.casefold().split())
    of_unit = np.array([unit for unit, _, _ in scenario.team_sizes()])
    units = {name.casefold(): number for number, name in enumerate(scenario.unit_names())}
    centre = len(units)
    if wanted == "company":
        return Origin(Phrase("the company"), np.arange(len(of_unit)))
    if wanted in ("centre", "the centre") and (of_unit == centre).any():
        return Origin(Phrase("the centre"), np.flatnonzero(of_unit == centre))
    word, _, rest = wanted.partition(" ")
    if word == "team" and rest.isdecimal() and 1 <= int(rest) <= len(of_unit):
        return Origin(Phrase("team {number}", number=int(rest)), np.array([int(rest) - 1]))
    unit = units.get(wanted)
    if unit is None and word in ("team", *UNIT_WORDS):
        unit = units.get(rest)
        if unit is None and word != "team" and rest.isdecimal() and 1 <= int(rest) <= centre:
            unit = int(rest) - 1
    if unit is not None:
        name = Phrase("{unit}", unit=scenario.unit_names()[unit])
        return Origin(name, np.flatnonzero(of_unit == unit))
    raise _unknown(text, scenario, len(of_unit))


def _unknown(text: str, scenario: Scenario, teams: int) -> RippleError:
    names = scenario.unit_names()
    spelled = re.sub(r"^\s*team\s+(?=\D)", "", text)
    places = [*names, "centre", "company", *(f"team {i + 1}" for i in range(teams))]
    return RippleError(
        "there is no '{start}' to start from: teams are numbered 1 to {teams}, units 1 to "
        "{units} ('{first}' to '{last}')",
        start=" ".join(text.split()),
        teams=teams,
        units=len(names),
        first=names[0],
        last=names[-1],
        hint=near(spelled, names) or near(text, places),
    )


def where_it_acts(base: Scenario, plan: Scenario, world: World) -> Origin:
    """Return the teams whose levers or attention a plan moves; all teams where it moves none.

    A plan that reaches whom it finds by something measured is laid on the company as it stands at
    the start.
    """
    moved = np.zeros(len(world.teams), dtype=np.bool_)
    dates = {dated.start + dated.ramp for dated in (*plan.interventions, *plan.shocks)}
    for week in sorted(dates):
        here, there = (_levelled(scenario, world, week) for scenario in (base, plan))
        moved |= here.team_levers != there.team_levers
        moved |= here.teams["attention_hours"] != there.teams["attention_hours"]
    teams = np.flatnonzero(moved) if moved.any() else np.arange(len(moved))
    return Origin(Phrase("where the plan acts"), teams)


def _levelled(scenario: Scenario, world: World, week: int) -> World:
    copied = world.copy()
    copied.week = week
    InterventionSchedule(scenario, copied).apply(copied)
    return copied


PERSON = {
    "managers": mark("the manager of team {number}"),
    "employees": mark("employee {number}"),
    "members": mark("customer {number}"),
}
TABLES = {"employee": "employees", "seat": "employees", "customer": "members", "member": "members"}


@dataclass(frozen=True)
class Person:
    """A row of a table: a seat with whoever sits on it, or a market member."""

    table: str
    row: int

    @property
    def name(self) -> str:
        """What the person is called, such as ``employee 17``."""
        return self.called()

    def called(self, words: Wording = ENGLISH) -> str:
        """Return what the person is called in a language."""
        return words.say(PERSON[self.table], number=words.numeral(self.row + 1))


def person_named(text: str, scenario: Scenario) -> Person:
    """Return the person that words such as ``employee 17`` or ``customer 4211`` mean.

    Raises
    ------
    RippleError
        When nobody is called so: the nearest name, and the ranges.
    """
    world = build_population(scenario, 0, 0)
    kind, _, number = " ".join(text.casefold().split()).partition(" ")
    number = number.replace(",", "")
    table = TABLES.get(kind)
    if table and number.isdecimal() and 1 <= int(number) <= len(getattr(world, table)):
        return Person(table, int(number) - 1)
    raise RippleError(
        "there is no '{person}': employees are numbered 1 to {employees}, customers 1 to {customers}",
        person=" ".join(text.split()),
        employees=Number(len(world.employees)),
        customers=Number(len(world.members)),
        hint=None if table else near(kind, TABLES),
    )
