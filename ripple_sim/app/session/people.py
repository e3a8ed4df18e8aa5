"""How far a difference between twin worlds has travelled from person to person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import CUSTOMER
from ripple_sim.model.world import World

Rows = NDArray[np.int64]
Marks = NDArray[np.bool_]

TABLES = ("managers", "employees", "members")
# What shows that somebody has moved, and by how much, of 0 to 1.
SHOWS = {"managers": "leadership", "employees": "engagement", "members": "satisfaction"}
PLAIN = 0.01


class Ripple:
    """In which week each person first differed plainly from the same one in the untouched world.

    Parameters
    ----------
    world, twin
        Both worlds, live.

    Attributes
    ----------
    since
        For each table the week, from 1, in which a person's state first differed by a point of
        100 or more, or somebody else came to be there; 0 where that never happened.
    """

    def __init__(self, world: World, twin: World) -> None:
        self._world, self._twin = world, twin
        self.since: dict[str, Rows] = {table: np.zeros(len(getattr(world, table)), dtype=np.int64) for table in TABLES}

    def look(self, week: int) -> None:
        """Note who differs for the first time, after a week."""
        for table in TABLES:
            since = self.since[table]
            since[self._differs(table) & (since == 0)] = week

    def moved(self) -> dict[str, int]:
        """Return by table how many people have moved so far."""
        return {table: int((since > 0).sum()) for table, since in self.since.items()}

    def _differs(self, table: str) -> Marks:
        here, there = getattr(self._world, table), getattr(self._twin, table)
        present, present_there = there_are(self._world, table), there_are(self._twin, table)
        field = SHOWS[table]
        moved = np.abs(here[field] - there[field]) >= PLAIN
        if table != "members":
            moved |= here["incumbent"] != there["incumbent"]
        return np.asarray((present & present_there & moved) | (present != present_there))


def there_are(world: World, table: str) -> Marks:
    """Say on which rows there is somebody: a filled seat, a manager in place, a customer."""
    people = getattr(world, table)
    if table == "members":
        return np.asarray(people["standing"] == CUSTOMER)
    return np.asarray(people["filled" if table == "employees" else "in_place"] != 0)
