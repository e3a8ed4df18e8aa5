"""The rings around the coached manager: who is in them, and how a ring's twins are compared.

Everybody in the company and its market belongs to exactly one ring. The rings are drawn at the
start, when the two worlds are still equal, and stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import CUSTOMER
from ripple_sim.model.world import World

Rows = NDArray[np.int64]
PEOPLE = ("managers", "employees", "members")  # the tables whose rows are people


@dataclass(frozen=True)
class Measure:
    """A state in which twins are compared: its words, its unit, and the factor that gives it."""

    name: str
    label: str
    unit: str
    scale: float


REACH = Measure("reach", "People touched", "% of the ring", 100.0)
LEADERSHIP = Measure("leadership", "Leadership", "points of 100", 100.0)
ENGAGEMENT = Measure("engagement", "Engagement", "points of 100", 100.0)
SATISFACTION = Measure("satisfaction", "Satisfaction of its customers", "points of 100", 100.0)
CUSTOMERS = Measure("customers", "Share who are customers", "percentage points", 100.0)
HEARD = Measure("heard", "Words heard: good less bad", "words per 100 people", 100.0)

OF_MANAGER = (LEADERSHIP, ENGAGEMENT)
OF_STAFF = (ENGAGEMENT,)
OF_MARKET = (SATISFACTION, CUSTOMERS, HEARD)


@dataclass(frozen=True)
class Ring:
    """A ring of people.

    Attributes
    ----------
    name, label, who
        The key in the table, the words in the picture, and who is in it.
    distance
        Meetings between the manager and the ring: 1 for those who work with the manager, 2 for
        those who work with or are served by them, and so on.
    rows
        The rows of the people, by table.
    shows
        The measure drawn in the picture.
    also
        The other measures in the table.
    """

    name: str
    label: str
    who: str
    distance: int
    rows: dict[str, Rows]
    shows: Measure
    also: tuple[Measure, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The reach, the measure shown, and the others."""
        return (REACH, self.shows, *self.also)

    @property
    def in_company(self) -> bool:
        """Whether its people work for the company, rather than buy from it."""
        return "members" not in self.rows


def rings_around(world: World, team: int) -> list[Ring]:
    """Return the rings around the manager of a team, nearest first: first staff, then market."""
    unit = world.teams["unit"][team]
    seat_team, seat_unit = world.employees["team"], world.employees["unit"]
    manager_unit = world.teams["unit"]
    other_manager = np.arange(len(world.teams)) != team
    members = world.members
    home = members["unit"] == unit
    customer = members["standing"] == CUSTOMER
    others = members["neighbours"]
    listens = (home[np.maximum(others, 0)] & (others >= 0)).any(axis=1)

    def staff(managers: NDArray[np.bool_], seats: NDArray[np.bool_]) -> dict[str, Rows]:
        return {"managers": np.flatnonzero(managers), "employees": np.flatnonzero(seats)}

    def market(chosen: NDArray[np.bool_]) -> dict[str, Rows]:
        return {"members": np.flatnonzero(chosen)}

    def other(measure: Measure) -> tuple[Measure, ...]:
        return tuple(one for one in OF_MARKET if one is not measure)

    return [
        Ring("manager", "The coached manager", "the manager of team 1", 0,
             {"managers": np.array([team])}, LEADERSHIP, (ENGAGEMENT,)),
        Ring("team", "The manager's team", "the seats of team 1, the branch's advisers", 1,
             {"employees": np.flatnonzero(seat_team == team)}, ENGAGEMENT),
        Ring("colleagues", "Colleagues in the branch",
             "seats and managers of the branch's other teams", 2,
             staff((manager_unit == unit) & other_manager,
                   (seat_unit == unit) & (seat_team != team)), ENGAGEMENT),
        Ring("company", "The rest of the company", "seats and managers elsewhere", 3,
             staff(manager_unit != unit, seat_unit != unit), ENGAGEMENT),
        Ring("customers", "The branch's customers",
             "members of the branch's market who are its customers at the start", 2,
             market(home & customer), SATISFACTION, other(SATISFACTION)),
        Ring("prospects", "The branch's prospects",
             "members of the branch's market who aren't customers at the start", 3,
             market(home & ~customer), CUSTOMERS, other(CUSTOMERS)),
        Ring("friends", "Friends in other branches",
             "members of other branches who listen to somebody of the branch's market", 3,
             market(~home & listens), HEARD, other(HEARD)),
        Ring("market", "The rest of the market", "members of other branches who don't", 4,
             market(~home & ~listens), HEARD, other(HEARD)),
    ]  # fmt: skip


def differing(left: World, coached: World) -> dict[str, NDArray[np.bool_]]:
    """Say of every person, by table, whether the twins differ in any bit of the person's state.

    A vacant seat or manager's place is nobody: people are there in at least one of the worlds.
    """
    found = {}
    for table in PEOPLE:
        here, there = getattr(left, table), getattr(coached, table)
        words = (len(here), here.dtype.itemsize // 4)
        differs = (here.view(np.int32).reshape(words) != there.view(np.int32).reshape(words)).any(1)
        found[table] = differs & (present(left, table) | present(coached, table))
    return found


def present(world: World, table: str) -> NDArray[np.bool_]:
    """Say on which rows there is a person."""
    if table == "employees":
        return np.asarray(world.employees["filled"] != 0)
    if table == "managers":
        return np.asarray(world.managers["in_place"] != 0)
    return np.ones(len(world.members), dtype=np.bool_)


def compare(rings: list[Ring], left: World, coached: World) -> dict[tuple[str, str], float]:
    """Return every ring's measures: coached less left alone.

    Reach is a share of those who are there in either world. All others are means, over the people
    who are there (for satisfaction: who are customers) in both worlds, of what differs in each.
    """
    differs = differing(left, coached)
    there = {table: (present(left, table), present(coached, table)) for table in PEOPLE}
    values = {}
    for ring in rings:
        either = reached = 0
        both = {}
        for table, rows in ring.rows.items():
            here, twin = there[table][0][rows], there[table][1][rows]
            either += int((here | twin).sum())
            reached += int(differs[table][rows].sum())
            both[table] = rows[here & twin]
        values[ring.name, REACH.name] = REACH.scale * reached / either if either else np.nan
        for measure in ring.measures[1:]:
            each = np.concatenate(
                [_difference(left, coached, table, rows, measure) for table, rows in both.items()]
            )
            mean = float(each.mean()) if len(each) else np.nan
            values[ring.name, measure.name] = measure.scale * mean
    return values


def _difference(
    left: World, coached: World, table: str, rows: Rows, measure: Measure
) -> NDArray[np.float64]:
    # A field first, then its rows: taking rows of whole records copies them.
    def of(world: World, field: str, rows: Rows) -> NDArray[np.float64]:
        return np.asarray(getattr(world, table)[field][rows], dtype=np.float64)

    if measure is CUSTOMERS:
        return 1.0 * (of(coached, "standing", rows) == CUSTOMER) - (
            of(left, "standing", rows) == CUSTOMER
        )
    if measure is SATISFACTION:
        rows = rows[
            (of(left, "standing", rows) == CUSTOMER) & (of(coached, "standing", rows) == CUSTOMER)
        ]
    return of(coached, measure.name, rows) - of(left, measure.name, rows)
