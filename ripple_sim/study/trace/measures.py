"""How twins are compared, person by person: the states that are looked at, and who differs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import Records
from ripple_sim.model.world import World
from ripple_sim.wording import mark

Rows = NDArray[np.int64]
Marks = NDArray[np.bool_]
PEOPLE = ("managers", "employees", "members")  # the tables whose rows are people


@dataclass(frozen=True)
class Measure:
    """A state in which twins are compared: its words, its unit, and the factor that gives it."""

    name: str
    label: str
    unit: str
    scale: float


REACH = Measure("reach", mark("People touched"), mark("% of the ring"), 100.0)
MOVED = Measure("moved", mark("People moved by the stated size or more"), mark("% of the ring"), 100.0)
LEADERSHIP = Measure("leadership", mark("Leadership"), mark("points of 100"), 100.0)
ENGAGEMENT = Measure("engagement", mark("Engagement"), mark("points of 100"), 100.0)
SATISFACTION = Measure("satisfaction", mark("Satisfaction of its customers"), mark("points of 100"), 100.0)
CUSTOMERS = Measure("customers", mark("Share who are customers"), mark("percentage points"), 100.0)
HEARD = Measure("heard", mark("Words heard: good less bad"), mark("words per 100 people"), 100.0)
MONEY = Measure("profit", mark("Profit, cumulated"), "currency", 0.01)
COST = Measure("cost", mark("Cost of the plan, cumulated"), "currency", 1.0)


def rows_differ(here: Records, there: Records, rows: Rows | None = None) -> Marks:
    """Say of every row, or of those asked, whether two tables differ in any bit of it."""
    shape = (len(here), here.dtype.itemsize // 4)
    one, other = (table.view(np.int32).reshape(shape) for table in (here, there))
    if rows is not None:
        one, other = one[rows], other[rows]
    return np.asarray((one != other).any(axis=1))


def present(people: Records, table: str) -> Marks:
    """Say on which rows there is a person: a vacant seat or manager's place is nobody."""
    if table == "employees":
        return np.asarray(people["filled"] != 0)
    if table == "managers":
        return np.asarray(people["in_place"] != 0)
    return np.ones(len(people), dtype=np.bool_)


def differing(base: World, plan: World) -> dict[str, Marks]:
    """Say of every person, by table, whether the twins differ in any bit of the person's state.

    People are there in at least one of the worlds.
    """
    found = {}
    for table in PEOPLE:
        here, there = getattr(base, table), getattr(plan, table)
        found[table] = rows_differ(here, there) & (present(here, table) | present(there, table))
    return found
