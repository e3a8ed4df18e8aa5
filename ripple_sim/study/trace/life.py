"""The life of one person in both worlds of a pair, and where the two lives first part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.records import Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.trace.first_contacts import UNKNOWN, Touches
from ripple_sim.study.trace.measures import Rows
from ripple_sim.study.trace.person import Person
from ripple_sim.study.trace.twins import changes


@dataclass(frozen=True)
class Life:
    """What is known of a person in one world.

    Attributes
    ----------
    states
        The person's record at the start and after every week, shape (weeks + 1,).
    managers
        The same of the manager of an employee's team; of length 0 for a customer.
    good, bad
        How many of those whom a customer listens to spoke well and badly, shape (weeks + 1,).
    p
        The coefficients, a single record.
    """

    states: Records
    managers: Records
    good: Rows
    bad: Rows
    p: np.void


@dataclass(frozen=True)
class Parting:
    """Where the two lives first part.

    Attributes
    ----------
    week, step
        The week, from 1, and the place in the week's list of steps.
    channel, source
        The place in the list of channels, and the row of the person at the other end, -1 for none.
    """

    week: int
    step: int
    channel: int
    source: int


@dataclass(frozen=True)
class Lives:
    """A person's life in both worlds.

    ``team`` and ``unit`` are rows; ``listeners`` counts the members who listen to a customer.
    """

    base: Life
    plan: Life
    parting: Parting | None
    team: int
    unit: int
    listeners: int


def live_twice(base: Scenario, plan: Scenario, person: Person, seed: int, replication: int, weeks: int) -> Lives:
    """Live both worlds of a pair and keep what happens to one person."""
    begins = min([change.start for change in changes(base, plan)], default=weeks)
    settled = SettledCache(on_disk=True)
    here, there = (Engine(scenario, seed, replication, threads=1, settled=settled) for scenario in (base, plan))
    kept = tuple(_Keeper(engine.world, person, weeks) for engine in (here, there))
    touches = Touches(here, there, {person.table: np.array([person.row])})
    found = touches.found[person.table]
    for week in range(weeks):
        if week < begins or found.week[person.row]:
            here.step()
            there.step()
        else:
            touches.run_week()
        for keeper in kept:
            keeper.keep()
    parting = None
    if found.week[person.row]:
        columns = (found.week, found.step, found.channel, found.source)
        parting = Parting(*(int(column[person.row]) for column in columns))
    row = getattr(here.world, person.table)[person.row]
    neighbours = here.world.members["neighbours"]
    return Lives(
        base=kept[0].life(),
        plan=kept[1].life(),
        parting=parting,
        team=int(row["team"]) if person.table == "employees" else UNKNOWN,
        unit=int(row["unit"]),
        listeners=(int((neighbours == person.row).any(axis=1).sum()) if person.table == "members" else 0),
    )


class _Keeper:
    """Keeps the records of one person while a world lives."""

    def __init__(self, world: World, person: Person, weeks: int) -> None:
        self._world, self._person = world, person
        self._employee = person.table == "employees"
        self._states = np.zeros(weeks + 1, getattr(world, person.table).dtype)
        self._managers = np.zeros(weeks + 1 if self._employee else 0, world.managers.dtype)
        self._said: NDArray[np.int64] = np.zeros((2, weeks + 1), dtype=np.int64)
        self._kept = 0
        self.keep()

    def keep(self) -> None:
        world, row, at = self._world, self._person.row, self._kept
        state = getattr(world, self._person.table)[row]
        self._states[at] = state
        if self._employee:
            self._managers[at] = world.managers[state["team"]]
        else:
            others = state["neighbours"]
            voices = world.members["voice"][others[others >= 0]]
            self._said[:, at] = (voices > 0).sum(), (voices < 0).sum()
        self._kept += 1

    def life(self) -> Life:
        return Life(self._states, self._managers, self._said[0], self._said[1], self._world.p[0].copy())
