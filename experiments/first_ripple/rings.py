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


def present(world: World, table: str, rows: Rows) -> NDArray[np.bool_]:
    """Say on which of the rows there is a person: not on a vacant seat or manager's place."""
    if table == "employees":
        return world.employees["filled"][rows] != 0
    if table == "managers":
        return world.managers["in_place"][rows] != 0
    return np.ones(len(rows), dtype=np.bool_)


def touched(left: World, coached: World, table: str, rows: Rows) -> NDArray[np.bool_]:
    """Say which of the rows differ between the twins, in any bit of their state."""
    here, there = getattr(left, table)[rows], getattr(coached, table)[rows]
    words = (len(rows), here.dtype.itemsize // 4)
    differs = here.view(np.int32).reshape(words) != there.view(np.int32).reshape(words)
    return np.asarray(differs.any(axis=1))


def compare(ring: Ring, left: World, coached: World) -> dict[str, float]:
    """Return a ring's measures: coached less left alone.

    Reach is a share of those who are there in either world. All others are means, over the people
    who are there (for satisfaction: who are customers) in both worlds, of what differs in each.
    """
    there = reached = 0
    differences: dict[str, list[NDArray[np.float64]]] = {m.name: [] for m in ring.measures[1:]}
    for table, rows in ring.rows.items():
        here = present(left, table, rows), present(coached, table, rows)
        either, both = here[0] | here[1], here[0] & here[1]
        there += int(either.sum())
        reached += int((touched(left, coached, table, rows) & either).sum())
        for name, found in differences.items():
            found.append(_difference(left, coached, table, rows[both], name))
    values = {REACH.name: REACH.scale * reached / there if there else np.nan}
    for measure in ring.measures[1:]:
        each = np.concatenate(differences[measure.name])
        values[measure.name] = measure.scale * float(each.mean()) if len(each) else np.nan
    return values


def _difference(
    left: World, coached: World, table: str, rows: Rows, measure: str
) -> NDArray[np.float64]:
    before, after = getattr(left, table)[rows], getattr(coached, table)[rows]
    if measure == CUSTOMERS.name:
        return (after["standing"] == CUSTOMER) * 1.0 - (before["standing"] == CUSTOMER) * 1.0
    if measure == SATISFACTION.name:
        kept = (before["standing"] == CUSTOMER) & (after["standing"] == CUSTOMER)
        before, after = before[kept], after[kept]
    return after[measure].astype(np.float64) - before[measure].astype(np.float64)
