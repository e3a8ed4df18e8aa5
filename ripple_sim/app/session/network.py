"""The organisation and a sample of its customers as a picture: where each stands, who is tied."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.company import Company
from ripple_sim.model.records import CUSTOMER, Records
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.levers import DRIVERS

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


ALL_DRIVERS = Metric(
    "drivers",
    "Mean of the eight drivers",
    "0 to 100",
    "drivers",
    "stock",
    tuple(driver.name for driver in DRIVERS),
    (),
    ("filled",),
    100.0 / len(DRIVERS),
)
LINKS: tuple[tuple[str, Metric, Metric], ...] = (
    ("drivers", ALL_DRIVERS, BY_NAME["trust"]),
    ("managers", BY_NAME["leadership"], BY_NAME["customer_focus"]),
    ("employees", BY_NAME["engagement"], BY_NAME["leavers"]),
    ("service", BY_NAME["service_quality"], BY_NAME["waiting"]),
    ("customers", BY_NAME["customers"], BY_NAME["customer_satisfaction"]),
    ("money", BY_NAME["profit"], BY_NAME["revenue"]),
)

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Link:
    """One link of the chain: two metrics over the quarter up to each week, shape (weeks,)."""

    name: str
    metric: Metric
    values: Series
    other: Metric
    other_values: Series

    @property
    def first(self) -> int:
        """The week with which the first quarter ends, from 1; earlier where few were lived."""
        return min(QUARTER, max(len(self.values) // 2, 1))

    @property
    def changes(self) -> Series:
        """The quarter up to each week less the first, shape (weeks,); NaN until that has ended."""
        changes = self.values - self.values[self.first - 1]
        changes[: self.first] = np.nan
        return np.asarray(changes, dtype=np.float64)


def chain_of(company: Company) -> list[Link]:
    """Return the links of a company that has lived some weeks."""
    return [
        Link(name, metric, by_quarter(company, metric), other, by_quarter(company, other))
        for name, metric, other in LINKS
    ]


def by_quarter(company: Company, metric: Metric) -> Series:
    """Return a metric over the quarter (13 weeks) up to each week, shape (weeks lived,)."""
    books = company.run().recorder
    return np.array([books.company_over(metric, max(0, week - QUARTER), week) for week in range(1, company.week + 1)])


MOST_STAFF, MOST_CUSTOMERS, MOST_UNITS = 900, 720, 40
NOBODY = 255  # of a state's byte; 0 to 254 are its levels
FADING_WEEKS = 6.0
AFTERGLOW = 0.12  # of those whom the ripple reached long ago
ASPECT = 1.6  # of the picture, width to height
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
TEAMS_WITHIN, CUSTOMERS_FROM = 0.66, 0.78  # of the radius of a unit's disc

Points = NDArray[np.float32]


@dataclass(frozen=True)
class View:
    """A state by which people are coloured: its field in each table, "" where there is none."""

    name: str
    fields: tuple[str, str, str]
    largest: float = 1.0


VIEWS = {
    view.name: view
    for view in (
        View("feeling", ("leadership", "engagement", "satisfaction")),
        View("energy", ("", "energy", "")),
        View("leaving", ("", "intention", "")),
        View("trust", ("integrity", "trust", "trust")),
        View("recommending", ("", "recommend", "recommend"), 10.0),
    )
}


@dataclass(frozen=True)
class Network:
    """Who is drawn where.

    Attributes
    ----------
    tables, rows
        For each person drawn the place in ``TABLES`` and the row; shape (people,).
    points
        Where each stands, between 0 and 1; shape (people, 2).
    ties
        Pairs of people drawn who lead, follow or talk; shape (ties, 2).
    units, centres, radii
        The units drawn (rows), the middles of their discs, their half-widths and half-heights.
    """

    tables: NDArray[np.uint8]
    rows: NDArray[np.int64]
    points: Points
    ties: NDArray[np.uint32]
    units: NDArray[np.int64]
    centres: Points
    radii: Points

    def state(self, world: World, view: View) -> bytes:
        """Return a byte a person: the state from 0 to 254, or 255 where there is nobody."""
        levels = np.full(len(self.rows), NOBODY, dtype=np.uint8)
        for number, table in enumerate(TABLES):
            drawn = self.tables == number
            rows, field = self.rows[drawn], view.fields[number]
            if not field:
                continue
            values = getattr(world, table)[field][rows].astype(np.float64) / view.largest
            seen = np.clip(np.rint(254 * values), 0, 254).astype(np.uint8)
            levels[drawn] = np.where(there_are(world, table)[rows], seen, NOBODY)
        return levels.tobytes()

    def glow(self, ripple: Ripple, week: int) -> bytes:
        """Return a byte a person: 255 for whom the ripple reaches now, fading; 0 for the rest."""
        lit: NDArray[np.float64] = np.zeros(len(self.rows))
        for number, table in enumerate(TABLES):
            drawn = self.tables == number
            since = ripple.since[table][self.rows[drawn]]
            lit[drawn] = np.where(since > 0, np.exp((since - week) / FADING_WEEKS), 0.0)
        lit = np.maximum(lit, AFTERGLOW * (lit > 0))
        return np.asarray(np.rint(255 * lit), dtype=np.uint8).tobytes()


def network_of(world: World) -> Network:
    """Lay out a company: each unit a disc, its teams inside around their managers, customers round
    about them as they sit on the ring of those they listen to.
    """
    units = _units_drawn(world)
    centres, radii = _discs(world, units)
    parts = [
        _Unit(world, int(unit), centre, radius, MOST_CUSTOMERS // max(1, len(units)))
        for unit, centre, radius in zip(units, centres, radii, strict=True)
    ]
    tables = np.concatenate([part.tables for part in parts])
    rows = np.concatenate([part.rows for part in parts])
    points = np.concatenate([part.points for part in parts]).astype(np.float32)
    return Network(tables, rows, points, _ties(world, tables, rows), units, centres, radii)


def _units_drawn(world: World) -> NDArray[np.int64]:
    """Return the units that are drawn: all, or evenly chosen ones where there are too many."""
    staffed = np.unique(world.employees["unit"].astype(np.int64))
    seats = np.bincount(world.employees["unit"], minlength=len(world.units))
    room = MOST_STAFF // max(1, int(np.median(seats[staffed])))
    most = max(1, min(MOST_UNITS, room))
    if len(staffed) <= most:
        return staffed
    return staffed[np.linspace(0, len(staffed) - 1, most).round().astype(np.int64)]


def _discs(world: World, units: NDArray[np.int64]) -> tuple[Points, Points]:
    """Place discs in rows that fill a wide picture, those without customers in the middle.

    Returns their middles and their half-widths and half-heights, each of shape (units, 2).
    """
    count = len(units)
    columns = min(count, math.ceil(math.sqrt(count * ASPECT)))
    lines = math.ceil(count / columns)
    places = []
    for line in range(lines):
        first, last = count * line // lines, count * (line + 1) // lines
        for place in range(last - first):
            places.append(((place + 0.5) / (last - first), (line + 0.5) / lines))
    spots = np.array(places)
    # The middle-most places go to those without customers.
    inward = np.argsort(np.abs(spots - 0.5).sum(axis=1), kind="stable")
    central = np.flatnonzero(world.units["members"][units] == 0)
    taken = inward[: len(central)]
    free = np.setdiff1d(np.arange(count), taken)
    middles = np.empty((count, 2), dtype=np.float32)
    middles[central] = spots[taken]
    middles[np.setdiff1d(np.arange(count), central)] = spots[free]
    widest = max(count * (line + 1) // lines - count * line // lines for line in range(lines))
    halves = np.array([0.47 / widest, 0.45 / lines], dtype=np.float32)
    return middles, np.tile(halves, (count, 1))


class _Unit:
    """The people of one unit, laid out in its disc."""

    def __init__(self, world: World, unit: int, centre: Points, radius: Points, customers: int) -> None:
        self._tables: list[int] = []
        self._rows: list[int] = []
        self._spots: list[tuple[float, float]] = []
        members = int(world.units["members"][unit])
        self._place_teams(world, unit, TEAMS_WITHIN if members else 0.92)
        self._place_customers(int(world.units["first_member"][unit]), min(customers, members))
        self.tables = np.array(self._tables, dtype=np.uint8)
        self.rows = np.array(self._rows, dtype=np.int64)
        self.points = centre + radius * np.array(self._spots).reshape(-1, 2)

    def _add(self, table: int, row: int, x: float, y: float) -> None:
        self._tables.append(table)
        self._rows.append(row)
        self._spots.append((x, y))

    def _place_teams(self, world: World, unit: int, within: float) -> None:
        """Each manager in the middle of a ring of seats; the rings within a part of the disc."""
        teams = np.flatnonzero(world.teams["unit"] == unit)
        for number, team in enumerate(teams):
            x, y, size = _team_place(number, len(teams), within)
            self._add(0, int(team), x, y)
            first, seats = int(world.teams["first"][team]), int(world.teams["seats"][team])
            for seat in range(seats):
                around = 2 * math.pi * seat / seats + unit
                far = 0.8 * size
                self._add(1, first + seat, x + far * math.cos(around), y + far * math.sin(around))

    def _place_customers(self, first: int, count: int) -> None:
        """Round about, in the order in which they sit on the ring of those they listen to."""
        for place in range(count):
            around = 2 * math.pi * place / count
            far = CUSTOMERS_FROM + (1 - CUSTOMERS_FROM) * ((place * 7) % 10) / 10
            self._add(2, first + place, far * math.cos(around), far * math.sin(around))


def _team_place(number: int, count: int, within: float) -> tuple[float, float, float]:
    """Return the middle of a team's ring in a disc of radius 1, and the ring's radius."""
    if count == 1:
        return 0.0, 0.0, within
    if count <= 4:
        size = within * (0.5 if count == 2 else 0.45)
        around = 2 * math.pi * number / count
        return (within - size) * math.cos(around), (within - size) * math.sin(around), size
    size = within / math.sqrt(count) * 0.86
    far = (within - size) * math.sqrt((number + 0.5) / (count - 0.5))
    return far * math.cos(number * _GOLDEN_ANGLE), far * math.sin(number * _GOLDEN_ANGLE), size


def _ties(world: World, tables: NDArray[np.uint8], rows: NDArray[np.int64]) -> NDArray[np.uint32]:
    drawn = {(int(table), int(row)): i for i, (table, row) in enumerate(zip(tables, rows, strict=True))}
    employees: Records = world.employees
    ties = []
    for (table, row), here in drawn.items():
        if table == 1:
            ties.append((drawn[0, int(employees["team"][row])], here))
        elif table == 2:
            others = world.members["neighbours"][row]
            ties += [(here, drawn[2, int(o)]) for o in others if (2, int(o)) in drawn and o > row]
    return np.array(ties, dtype=np.uint32).reshape(-1, 2)
