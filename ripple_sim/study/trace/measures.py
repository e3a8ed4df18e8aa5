"""How twins are compared, person by person: who differs at all, and by how much in one state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import CUSTOMER, Records
from ripple_sim.model.world import World
from ripple_sim.wording import mark

if TYPE_CHECKING:
    from ripple_sim.study.trace.rings import Ring

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
MOVED = Measure(
    "moved", mark("People moved by the stated size or more"), mark("% of the ring"), 100.0
)
LEADERSHIP = Measure("leadership", mark("Leadership"), mark("points of 100"), 100.0)
ENGAGEMENT = Measure("engagement", mark("Engagement"), mark("points of 100"), 100.0)
SATISFACTION = Measure(
    "satisfaction", mark("Satisfaction of its customers"), mark("points of 100"), 100.0
)
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


def compare(
    rings: list[Ring], base: World, plan: World, stated: float = 1.0
) -> dict[tuple[str, str], float]:
    """Return every ring's measures: plan less baseline.

    Reach and moved are shares of those who are there in either world; moved are those whose
    ``shows`` differs by ``stated`` of its unit or more, and those who are there in one world
    alone. All other measures are means, over the people who are there (for satisfaction: who are
    customers) in both worlds, of what differs in each. NaN where there is nobody.
    """
    differs = differing(base, plan)
    there = {
        table: tuple(present(getattr(world, table), table) for world in (base, plan))
        for table in PEOPLE
    }
    values = {}
    for ring in rings:
        either = reached = moved = 0
        both = {}
        for table, rows in ring.rows.items():
            here, twin = there[table][0][rows], there[table][1][rows]
            either += int((here | twin).sum())
            reached += int(differs[table][rows].sum())
            both[table] = rows[here & twin]
            moved += int((here != twin).sum()) + _moved(
                base, plan, table, both[table], ring, stated
            )
        values[ring.name, REACH.name] = REACH.scale * reached / either if either else np.nan
        values[ring.name, MOVED.name] = MOVED.scale * moved / either if either else np.nan
        for measure in ring.measures[2:]:
            each = np.concatenate(
                [_difference(base, plan, table, rows, measure) for table, rows in both.items()]
            )
            mean = float(each.mean()) if len(each) else np.nan
            values[ring.name, measure.name] = measure.scale * mean
    return values


def _moved(base: World, plan: World, table: str, rows: Rows, ring: Ring, stated: float) -> int:
    measure = ring.shows
    alone = 0
    if measure is SATISFACTION:
        here, twin = (world.members["standing"][rows] == CUSTOMER for world in (base, plan))
        alone = int((here != twin).sum())
    size = measure.scale * np.abs(_difference(base, plan, table, rows, measure))
    return alone + int((size >= stated).sum())


def _difference(
    base: World, plan: World, table: str, rows: Rows, measure: Measure
) -> NDArray[np.float64]:
    # A field first, then its rows: taking rows of whole records copies them.
    def of(world: World, field: str, rows: Rows) -> NDArray[np.float64]:
        return np.asarray(getattr(world, table)[field][rows], dtype=np.float64)

    if measure is CUSTOMERS:
        here, there = (of(world, "standing", rows) == CUSTOMER for world in (base, plan))
        return np.asarray(1.0 * there - here)
    if measure is SATISFACTION:
        rows = rows[
            (of(base, "standing", rows) == CUSTOMER) & (of(plan, "standing", rows) == CUSTOMER)
        ]
    return np.asarray(of(plan, measure.name, rows) - of(base, measure.name, rows))
