"""Who is touched first when, in which step of the week, and through whom.

Twins are lived in lock-step. When a step makes a person differ for the first time, the step is
run again in the baseline's world with one thing around the person taken from the plan's world:
its levers, the manager, whoever serves, the neighbours' words, the team, the unit, the company.
Whatever alone makes the very person differ is what the ripple passed through.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ripple_sim.model.engine import Engine
from ripple_sim.model.records import Records
from ripple_sim.model.week import WEEK, Step, Week, compiled, run_week
from ripple_sim.model.world import World
from ripple_sim.study.trace.measures import PEOPLE, Rows, present, rows_differ

UNKNOWN = -1
LEVERS = ("team_levers", "unit_levers", "common_lever")
AROUND = ("managers", "employees", "teams", "units", "company", *LEVERS)


@dataclass(frozen=True)
class Channel:
    """Something around a person through which a difference can come.

    Attributes
    ----------
    name
        Its key.
    words
        What people call it.
    tables
        What is taken from the plan's world, as tables; ``voice`` is what members said this week.
    to
        Whom it can reach.
    source
        The table of the person at the other end, or "".
    """

    name: str
    words: str
    tables: tuple[str, ...]
    to: tuple[str, ...]
    source: str = ""


# Nearest first: where several would do alone, the first is told.
CHANNELS = (
    Channel("plan", "the plan itself", LEVERS, PEOPLE),
    Channel("manager", "the manager", ("managers",), ("employees",), "managers"),
    Channel("server", "whoever serves them", ("employees", "teams"), ("members",), "employees"),
    Channel("friends", "word of mouth", ("voice",), ("members",), "members"),
    Channel("team", "the team's mood, norms and staffing", ("teams",), ("managers", "employees")),
    Channel("unit", "the unit's queues, process and customers", ("units",), PEOPLE),
    Channel("company", "the whole company's year and mood", ("company",), PEOPLE),
    Channel("together", "several things together", (), PEOPLE),
)
TOGETHER = len(CHANNELS) - 1


@dataclass(frozen=True)
class Touched:
    """The first touch of some people, by rows of their table.

    ``week`` counts from 1, 0 where it never came; ``step`` is the place in the week's list;
    ``channel`` the place in ``CHANNELS``; ``source`` the row at the other end, -1 for none.
    """

    week: Rows
    step: Rows
    channel: Rows
    source: Rows


class Touches:
    """Lives twins in lock-step and notes every first touch.

    Parameters
    ----------
    base, plan
        The twins, at the same week.
    followed
        Rows of the people followed, by table; everybody if None.
    """

    def __init__(self, base: Engine, plan: Engine, followed: dict[str, Rows] | None = None) -> None:
        self._base, self._plan = base, plan
        self.found: dict[str, Touched] = {}
        self._waiting: dict[str, Rows] = {}
        for table in PEOPLE:
            count = len(getattr(base.world, table))
            none = np.full(count, UNKNOWN, dtype=np.int64)
            self.found[table] = Touched(np.zeros(count, dtype=np.int64), none, none.copy(), none.copy())
            rows = np.arange(count) if followed is None else followed.get(table, none[:0])
            self._waiting[table] = rows

    def run_week(self) -> None:
        """Live one week in both worlds, step by step."""
        twin = self._plan.week_context

        def both(step: Step, week: Week) -> None:
            acts = step.who in PEOPLE and len(self._waiting[step.who]) > 0
            before = (_copied(week.world), _around(twin.world)) if acts else None
            compiled(step, week)
            compiled(step, twin)
            if before is not None:
                self._note(step, *before)

        run_week(self._base.week_context, both)
        twin.world.week += 1

    def _note(self, step: Step, before: World, around: dict[str, np.ndarray]) -> None:
        base, plan, table = self._base.world, self._plan.world, step.who
        here, there = getattr(base, table), getattr(plan, table)
        rows = self._waiting[table]
        now = rows_differ(here, there, rows)
        now &= (present(here, table) | present(there, table))[rows]
        new = rows[now]
        if not len(new):
            return
        self._waiting[table] = rows[~now]
        found = self.found[table]
        found.week[new] = base.week + 1
        found.step[new] = WEEK.index(step)
        found.channel[new] = self._through(step, new, before, around)
        for number, channel in enumerate(CHANNELS):
            if channel.source:
                reached = new[found.channel[new] == number]
                found.source[reached] = _source(channel.name, plan, reached, around, before)

    def _through(self, step: Step, new: Rows, before: World, around: dict[str, np.ndarray]) -> Rows:
        told = np.full(len(new), TOGETHER, dtype=np.int64)
        if step.each is None:
            return told
        base = getattr(self._base.world, step.who)
        for number, channel in enumerate(CHANNELS):
            open_ = told == TOGETHER
            if step.who not in channel.to or not channel.tables or not open_.any():
                continue
            if all(np.array_equal(around[name], _of(before, name)) for name in channel.tables):
                continue
            hybrid = _copied(before)
            for name in channel.tables:
                _of(hybrid, name)[...] = around[name]
            if channel.name == "plan":
                hybrid.teams["attention_hours"] = around["teams"]["attention_hours"]
            step.each(Week(hybrid, self._base.week_context.schedule))
            alone = rows_differ(getattr(hybrid, step.who), base, new)
            told[open_ & alone] = number
        return told


def _copied(world: World) -> World:
    # As bytes: copying structured rows one by one is many times slower, and this is done often.
    arrays: dict[str, Any] = {
        field.name: copied(array)
        for field in fields(world)
        if isinstance(array := getattr(world, field.name), np.ndarray)
    }
    return replace(world, **arrays)


def copied(records: Records) -> Records:
    """Return a copy of records that lie side by side."""
    return records.view(np.uint8).copy().view(records.dtype) if records.size else records.copy()


def _around(world: World) -> dict[str, np.ndarray]:
    kept = {name: copied(getattr(world, name)) for name in AROUND}
    return {**kept, "voice": world.members["voice"].copy()}


def _of(world: World, name: str) -> np.ndarray:
    found: np.ndarray = world.members["voice"] if name == "voice" else getattr(world, name)
    return found


def _source(channel: str, plan: World, rows: Rows, around: dict[str, np.ndarray], before: World) -> Rows:
    if channel == "manager":
        return plan.employees["team"][rows].astype(np.int64)
    if channel == "server":
        return plan.members["server"][rows].astype(np.int64)
    others = plan.members["neighbours"][rows]
    said = (around["voice"] != before.members["voice"])[np.maximum(others, 0)] & (others >= 0)
    return np.asarray(others[np.arange(len(rows)), said.argmax(axis=1)], dtype=np.int64)
