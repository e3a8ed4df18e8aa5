"""Whose story is told: one seat of the company, or one member of its market, by number."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.model.population import build_population
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.trace.messages import PERSON
from ripple_sim.wording import ENGLISH, Number, Wording

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
