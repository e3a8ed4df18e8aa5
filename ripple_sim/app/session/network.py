"""The organisation and a sample of its customers as a picture: where each stands, who is tied."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.people import TABLES, Ripple, there_are
from ripple_sim.model.records import Records
from ripple_sim.model.world import World

MOST_STAFF, MOST_CUSTOMERS, MOST_UNITS = 900, 720, 40
NOBODY = 255  # of a state's byte; 0 to 254 are its levels
FADING_WEEKS = 6.0
AFTERGLOW = 0.12  # of those whom the ripple reached long ago
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_TEAMS_WITHIN, _CUSTOMERS_FROM = 0.62, 0.74  # of the radius of a unit's disc

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
        The units drawn (rows), the middles of their discs and the radii.
    """

    tables: NDArray[np.uint8]
    rows: NDArray[np.int64]
    points: Points
    ties: NDArray[np.uint32]
    units: NDArray[np.int64]
    centres: Points
    radii: NDArray[np.float32]

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
        _Unit(world, int(unit), centre, float(radius), MOST_CUSTOMERS // max(1, len(units)))
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


def _discs(world: World, units: NDArray[np.int64]) -> tuple[Points, NDArray[np.float32]]:
    """Place discs like seeds of a sunflower, those without customers (the centre) in the middle."""
    count = len(units)
    inward = np.argsort(world.units["members"][units] > 0, kind="stable")
    places = np.empty((count, 2), dtype=np.float32)
    if count == 1:
        places[:] = 0.5
        return places, np.array([0.46], dtype=np.float32)
    turn = np.arange(count)
    reach = np.sqrt((turn + (0.0 if count > 2 else 0.5)) / (count - 0.5)) * 0.41
    spots = 0.5 + np.stack(
        [reach * np.cos(turn * _GOLDEN_ANGLE), reach * np.sin(turn * _GOLDEN_ANGLE)], axis=1
    )
    places[inward] = spots
    apart = np.linalg.norm(spots[:, None] - spots[None], axis=2) + 9 * np.eye(count)
    return places, np.full(count, 0.49 * apart.min(), dtype=np.float32)


class _Unit:
    """The people of one unit, laid out in its disc."""

    def __init__(
        self, world: World, unit: int, centre: Points, radius: float, customers: int
    ) -> None:
        tables: list[int] = []
        rows: list[int] = []
        points: list[tuple[float, float]] = []
        teams = np.flatnonzero(world.teams["unit"] == unit)
        members = int(world.units["members"][unit])
        inner = radius * (_TEAMS_WITHIN if members else 0.9)
        size = inner / math.sqrt(max(1, len(teams)))
        for number, team in enumerate(teams):
            far = (inner - size) * math.sqrt(number / max(1, len(teams) - 1)) if number else 0.0
            if len(teams) == 2:
                far = inner - size
            angle = number * (math.pi if len(teams) == 2 else _GOLDEN_ANGLE) + unit
            x, y = centre[0] + far * math.cos(angle), centre[1] + far * math.sin(angle)
            tables.append(0)
            rows.append(int(team))
            points.append((x, y))
            first, seats = int(world.teams["first"][team]), int(world.teams["seats"][team])
            for seat in range(seats):
                around = 2 * math.pi * seat / seats + unit
                tables.append(1)
                rows.append(first + seat)
                points.append(
                    (x + 0.78 * size * math.cos(around), y + 0.78 * size * math.sin(around))
                )
        shown = min(customers, members)
        for place in range(shown):
            around = 2 * math.pi * place / shown
            far = radius * (_CUSTOMERS_FROM + (1 - _CUSTOMERS_FROM) * ((place * 7) % 10) / 10)
            tables.append(2)
            rows.append(int(world.units["first_member"][unit]) + place)
            points.append((centre[0] + far * math.cos(around), centre[1] + far * math.sin(around)))
        self.tables = np.array(tables, dtype=np.uint8)
        self.rows = np.array(rows, dtype=np.int64)
        self.points = np.array(points).reshape(-1, 2)


def _ties(world: World, tables: NDArray[np.uint8], rows: NDArray[np.int64]) -> NDArray[np.uint32]:
    drawn = {
        (int(table), int(row)): i for i, (table, row) in enumerate(zip(tables, rows, strict=True))
    }
    employees: Records = world.employees
    ties = []
    for (table, row), here in drawn.items():
        if table == 1:
            ties.append((drawn[0, int(employees["team"][row])], here))
        elif table == 2:
            others = world.members["neighbours"][row]
            ties += [(here, drawn[2, int(o)]) for o in others if (2, int(o)) in drawn and o > row]
    return np.array(ties, dtype=np.uint32).reshape(-1, 2)
