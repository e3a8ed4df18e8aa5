"""The rings around the place where a trace starts: who is in them, and how far away they are.

Everybody in the company and its market belongs to exactly one ring. The rings are drawn at the
start, when the two worlds are still equal, and stay as they are. What differs between the twins is
taken together ring by ring.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import CUSTOMER, Records
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
    differs = {}
    for table in PEOPLE:
        here, there = getattr(base, table), getattr(plan, table)
        differs[table] = rows_differ(here, there) & (present(here, table) | present(there, table))
    return differs


Names = tuple[str, str]
DISTANCES = {"manager": 0, "team": 1, "colleagues": 2, "company": 3}
OF_MARKET = (SATISFACTION, CUSTOMERS, HEARD)
CIRCLES = 3

# What rings are called, by themselves and within a sentence.
MANAGER = mark("The manager"), mark("the manager")
MANAGERS = mark("The managers"), mark("the managers")
TEAM = mark("The manager's team"), mark("the manager's team")
TEAMS = mark("The managers' teams"), mark("the managers' teams")
IN_UNIT = mark("Colleagues in the unit"), mark("colleagues in the unit")
IN_UNITS = mark("Colleagues in the units"), mark("colleagues in the units")
COMPANY = mark("The rest of the company"), mark("the rest of the company")
CUSTOMERS_OF = {
    "unit": (mark("The unit's customers"), mark("the unit's customers")),
    "units": (mark("The units' customers"), mark("the units' customers")),
    "company": (mark("The company's customers"), mark("the company's customers")),
}
PROSPECTS_OF = {
    "unit": (mark("The unit's prospects"), mark("the unit's prospects")),
    "units": (mark("The units' prospects"), mark("the units' prospects")),
    "company": (mark("The company's prospects"), mark("the company's prospects")),
}
FRIENDS = (
    (mark("Friends in other units"), mark("friends in other units")),
    (mark("Friends of friends"), mark("friends of friends")),
    (mark("Friends of friends of friends"), mark("friends of friends of friends")),
    (mark("Friends of friends, four tellings away"), mark("friends of friends, four tellings away")),
    (mark("Friends of friends, five tellings away"), mark("friends of friends, five tellings away")),
    (mark("Friends of friends, six tellings away"), mark("friends of friends, six tellings away")),
)
MARKET = mark("The rest of the market"), mark("the rest of the market")


@dataclass(frozen=True)
class Ring:
    """A ring of people.

    Attributes
    ----------
    name, label, within, who
        The key in the table, the words in the picture and within a sentence, and who is in it.
    distance
        Meetings between the start and the ring: 1 for those who work with the manager, 2 for
        those who work with or are served by them, and so on.
    rows, people
        The rows of its people by table, vacant seats included; and how many are there at the start.
    shows, also
        The measure drawn in the picture, and the others in the table.
    """

    name: str
    label: str
    within: str
    who: str
    distance: int
    rows: dict[str, Rows]
    people: int
    shows: Measure
    also: tuple[Measure, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The two reaches, the measure shown, and the others."""
        return (REACH, MOVED, self.shows, *self.also)

    @property
    def in_company(self) -> bool:
        """Whether its people work for the company, rather than buy from it."""
        return "members" not in self.rows


def listening_distance(neighbours: NDArray[np.int32], told: Marks, most: int) -> Rows:
    """Return by how many tellings a word is away from every member, shape (members,).

    0 is for those whom ``told`` marks, who know it at first; 1 for those who listen to one of them,
    by ``neighbours``, shape (members, ties), -1 for nobody; ``most + 1`` for those farther away.
    """
    distance = np.where(told, 0, most + 1).astype(np.int64)
    heard = told.copy()
    for step in range(1, most + 1):
        near = (heard[np.maximum(neighbours, 0)] & (neighbours >= 0)).any(axis=1) & ~heard
        distance[near] = step
        heard |= near
    return distance


def rings_around(world: World, teams: Rows, circles: int = CIRCLES) -> list[Ring]:
    """Return the rings around some teams, nearest first: first staff, then market.

    So many circles of friends are told apart: those who listen to a member of the middle's market,
    those who listen to them, and so on. Whoever is farther away is the rest of the market. Some
    rings may hold nobody. Where the middle serves no market of its own (the centre), its customers
    are those of all units.
    """
    middle = np.isin(np.arange(len(world.teams)), teams)
    units = np.isin(np.arange(len(world.units)), world.teams["unit"][middle])
    return [*_staff(world, middle, units), *_market(world, units, circles)]


def _staff(world: World, middle: Marks, units: Marks) -> list[Ring]:
    seat = middle[world.employees["team"]]
    seat_near = units[world.employees["unit"]]
    place_near = units[world.teams["unit"]]
    one, one_unit = middle.sum() == 1, units.sum() == 1
    teams, here = ("team" if one else "teams"), ("unit" if one_unit else "units")

    def ring(name: str, called: Names, who: str, marks: dict[str, Marks], shows: Measure = ENGAGEMENT) -> Ring:
        rows = {table: np.flatnonzero(chosen) for table, chosen in marks.items()}
        people = sum(int(present(getattr(world, table), table)[some].sum()) for table, some in rows.items())
        also = () if shows is ENGAGEMENT else (ENGAGEMENT,)
        return Ring(name, *called, who, DISTANCES[name], rows, people, shows, also)

    managers = f"the manager{'' if one else 's'} of the {teams}"
    others = f"seats and managers of other teams in the {here}"
    near = {"managers": place_near & ~middle, "employees": seat_near & ~seat}
    elsewhere = {"managers": ~place_near, "employees": ~seat_near}
    return [
        ring("manager", MANAGER if one else MANAGERS, managers, {"managers": middle}, LEADERSHIP),
        ring("team", TEAM if one else TEAMS, f"the seats of the {teams}", {"employees": seat}),
        ring("colleagues", IN_UNIT if one_unit else IN_UNITS, others, near),
        ring("company", COMPANY, "seats and managers elsewhere", elsewhere),
    ]


def _market(world: World, units: Marks, circles: int) -> list[Ring]:
    members = world.members
    home = units[members["unit"]]
    there = "unit" if units.sum() == 1 else "units"
    if not home.any():
        home = np.ones(len(members), dtype=np.bool_)
        there = "company"
    customer = members["standing"] == CUSTOMER
    away = listening_distance(members["neighbours"], home, circles)

    def ring(name: str, called: Names, who: str, distance: int, chosen: Marks, shows: Measure = HEARD) -> Ring:
        others = tuple(measure for measure in OF_MARKET if measure is not shows)
        rows = np.flatnonzero(chosen)
        return Ring(name, *called, who, distance, {"members": rows}, len(rows), shows, others)

    market = f"the market of the {there}"
    are = f"members of {market} who are its customers at the start"
    not_yet = f"members of {market} who aren't customers at the start"
    friends = f"members of other units who listen to somebody in {market}"
    tellings = "members of other units, {} tellings away from " + market
    return [
        ring("customers", CUSTOMERS_OF[there], are, 2, home & customer, SATISFACTION),
        ring("prospects", PROSPECTS_OF[there], not_yet, 3, home & ~customer, CUSTOMERS),
        ring("friends", FRIENDS[0], friends, 3, away == 1),
        *(
            ring(f"friends_{step}", FRIENDS[step - 1], tellings.format(step), 2 + step, away == step)
            for step in range(2, circles + 1)
        ),
        ring("market", MARKET, "members of other units who are farther away", 3 + circles, away > circles),
    ]


def compare(rings: list[Ring], base: World, plan: World, stated: float = 1.0) -> dict[tuple[str, str], float]:
    """Return every ring's measures: plan less baseline.

    Reach and moved are shares of those who are there in either world; moved are those whose
    ``shows`` differs by ``stated`` of its unit or more, and those who are there in one world
    alone. All other measures are means, over the people who are there (for satisfaction: who are
    customers) in both worlds, of what differs in each. NaN where there is nobody.
    """
    differs = differing(base, plan)
    there = {table: tuple(present(getattr(world, table), table) for world in (base, plan)) for table in PEOPLE}
    values = {}
    for ring in rings:
        either = reached = moved = 0
        both = {}
        for table, rows in ring.rows.items():
            here, twin = there[table][0][rows], there[table][1][rows]
            either += int((here | twin).sum())
            reached += int(differs[table][rows].sum())
            both[table] = rows[here & twin]
            moved += int((here != twin).sum()) + _moved(base, plan, table, both[table], ring, stated)
        values[ring.name, REACH.name] = REACH.scale * reached / either if either else np.nan
        values[ring.name, MOVED.name] = MOVED.scale * moved / either if either else np.nan
        for measure in ring.measures[2:]:
            each = np.concatenate([_difference(base, plan, table, rows, measure) for table, rows in both.items()])
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


def _difference(base: World, plan: World, table: str, rows: Rows, measure: Measure) -> NDArray[np.float64]:
    # A field first, then its rows: taking rows of whole records copies them.
    def of(world: World, field: str, rows: Rows) -> NDArray[np.float64]:
        return np.asarray(getattr(world, table)[field][rows], dtype=np.float64)

    if measure is CUSTOMERS:
        here, there = (of(world, "standing", rows) == CUSTOMER for world in (base, plan))
        return np.asarray(1.0 * there - here)
    if measure is SATISFACTION:
        rows = rows[(of(base, "standing", rows) == CUSTOMER) & (of(plan, "standing", rows) == CUSTOMER)]
    return np.asarray(of(plan, measure.name, rows) - of(base, measure.name, rows))
