"""Twin worlds, one as it is and one with a plan: what differs, who differs first and through whom.

Both have the same seed, replication and settled start, so until the plan begins they are equal to
the bit, and whatever differs later is the plan's doing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import WEEK, Step, Week, compiled, run_week
from ripple_sim.model.world import World
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.core.pairs import copied
from ripple_sim.study.trace.named import Origin, where_it_acts
from ripple_sim.study.trace.rings import COST, MONEY, PEOPLE, Ring, Rows, compare, present, rings_around, rows_differ

Series = NDArray[np.float64]
OUTSIDE = ""  # no person at the other end


@dataclass(frozen=True)
class Passage:
    """A way by which people of a ring were touched for the first time.

    ``step`` is the place in the week's list at which it happened, ``channel`` the place in the list
    of channels through which it came, ``source`` the ring of the person at the other end, or "".
    """

    ring: str
    step: int
    channel: int
    source: str


@dataclass(frozen=True)
class Mover:
    """Whom a pair's twins differed in first, and how many did so in that very step."""

    week: int
    step: int
    table: str
    row: int
    together: int


@dataclass(frozen=True)
class Pair:
    """What one pair of twins showed.

    ``values[ring, measure]`` has one number a week; ``first[ring]`` is the week (from 1) and the
    place in the week's list of steps at which the ring first differed; ``touched[ring]`` the
    people touched for the first time in each week, in % of those there at the start.
    """

    origin: Origin
    rings: list[Ring]
    values: dict[tuple[str, str], Series]
    first: dict[str, tuple[int, int]]
    touched: dict[str, Series]
    passages: Counter[Passage]
    mover: Mover | None


def changes(base: Scenario, plan: Scenario) -> list[Intervention | Shock]:
    """Return what stands in one of two twins' scenarios alone, by its start.

    Raises
    ------
    RippleError
        When they differ in more than interventions and shocks: no twins.
    """
    nothing = {"interventions": (), "shocks": (), "weeks": base.weeks}
    if base.model_copy(update=nothing).hash() != plan.model_copy(update=nothing).hash():
        raise RippleError(
            "'{one}' and '{other}' are no twins: they differ in more than interventions and "
            "shocks, so no difference between them is the plan's alone",
            one=base.name,
            other=plan.name,
        )
    here: list[Intervention | Shock] = [*base.interventions, *base.shocks]
    there: list[Intervention | Shock] = [*plan.interventions, *plan.shocks]
    alone = []
    for one in here:
        if one in there:
            there.remove(one)
        else:
            alone.append(one)
    return sorted([*alone, *there], key=lambda one: one.start)


def live_pair(
    base: Scenario,
    plan: Scenario,
    seed: int,
    replication: int,
    weeks: int,
    origin: Origin | None,
    circles: int,
    stated: float,
) -> Pair:
    """Run both worlds of a pair and compare them, ring by ring, after every week."""
    begins = min([change.start for change in changes(base, plan)], default=weeks)
    settled = SettledCache(on_disk=True)
    here, there = (Engine(scenario, seed, replication, threads=1, settled=settled) for scenario in (base, plan))
    middle = origin or where_it_acts(base, plan, here.world)
    rings = rings_around(here.world, middle.teams, circles)
    values = {(ring.name, m.name): np.zeros(weeks) for ring in rings for m in ring.measures}
    values |= {("money", measure.name): np.zeros(weeks) for measure in (MONEY, COST)}
    touches = Touches(here, there)
    labour, programmes_so_far = LabourCosts((base, plan)), 0
    for week in range(weeks):
        if week < begins:
            here.step()
            there.step()
        else:
            touches.run_week()
        for key, value in compare(rings, here.world, there.world, stated).items():
            values[key][week] = value
        for number, engine in enumerate((here, there)):
            labour.watch(number, engine.world)
        before, after = here.world.ledger, there.world.ledger
        profit, programmes = (int(after[column].sum() - before[column].sum()) for column in ("profit", "programmes"))
        values["money", MONEY.name][week] = MONEY.scale * profit
        programmes_so_far += programmes
        values["money", COST.name][week] = 0.01 * programmes_so_far + labour.wages[1]
    values["money", MONEY.name] = values["money", MONEY.name].cumsum()
    first: dict[str, tuple[int, int]] = {}
    touched = {ring.name: np.zeros(weeks) for ring in rings}
    passages: Counter[Passage] = Counter()
    movers: Counter[tuple[int, int, int]] = Counter()
    rows: dict[tuple[int, int, int], int] = {}
    for touch in _all_touches(rings, touches):
        name, move = touch.ring.name, (touch.week, touch.passage.step)
        first[name] = min(first.get(name, move), move)
        touched[name][touch.week - 1] += 1
        passages[touch.passage] += 1
        movers[*move, touch.table] += 1
        rows.setdefault((*move, touch.table), touch.row)
    soonest = min(movers, default=None)
    return Pair(
        origin=middle,
        rings=rings,
        values=values,
        first=first,
        touched={ring.name: 100.0 * touched[ring.name] / max(ring.people, 1) for ring in rings},
        passages=passages,
        mover=Mover(*soonest[:2], PEOPLE[soonest[2]], rows[soonest], movers[soonest]) if soonest else None,
    )


class _Touch(NamedTuple):
    """The first touch of one person, a row of one of the tables of people."""

    week: int
    table: int
    row: int
    ring: Ring
    passage: Passage


def _all_touches(rings: list[Ring], touches: Touches) -> Iterator[_Touch]:
    ring_of = {table: _ring_of(rings, table, len(touches.first[table].week)) for table in PEOPLE}
    for number, table in enumerate(PEOPLE):
        met = touches.first[table]
        for row in np.flatnonzero(met.week):
            ring, channel = rings[ring_of[table][row]], int(met.channel[row])
            others = CHANNELS[channel].source
            source = rings[ring_of[others][met.source[row]]].name if others else OUTSIDE
            yield _Touch(
                int(met.week[row]), number, int(row), ring, Passage(ring.name, int(met.step[row]), channel, source)
            )


def _ring_of(rings: list[Ring], table: str, rows: int) -> Rows:
    of = np.zeros(rows, dtype=np.int64)
    for number, ring in enumerate(rings):
        of[ring.rows.get(table, np.zeros(0, dtype=np.int64))] = number
    return of


UNKNOWN = -1
LEVERS = ("team_levers", "unit_levers", "common_lever")
AROUND = ("managers", "employees", "teams", "units", "company", *LEVERS)


@dataclass(frozen=True)
class Channel:
    """Something around a person through which a difference can come.

    Attributes
    ----------
    name, words
        Its key, and what people call it.
    tables
        What is taken from the plan's world, as tables; ``voice`` is what members said this week.
    to, source
        Whom it can reach, and the table of the person at the other end, or "".
    """

    name: str
    words: str
    tables: tuple[str, ...]
    to: tuple[str, ...]
    source: str = ""


# Nearest first: where several would do alone, the first counts.
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
    """Runs twins, which are at the same week, in lock-step and notes every first touch.

    It follows the rows of people given by table, or everybody. When a step makes a person differ
    for the first time, the step is run again in the baseline's world with one thing around the
    person taken from the plan's world: its levers, the manager, whoever serves, the neighbours'
    words, the team, the unit, the company. Whatever alone makes the very person differ is what the
    ripple passed through.
    """

    def __init__(self, base: Engine, plan: Engine, followed: dict[str, Rows] | None = None) -> None:
        self._base, self._plan = base, plan
        self.first: dict[str, Touched] = {}
        self._waiting: dict[str, Rows] = {}
        for table in PEOPLE:
            count = len(getattr(base.world, table))
            none = np.full(count, UNKNOWN, dtype=np.int64)
            self.first[table] = Touched(np.zeros(count, dtype=np.int64), none, none.copy(), none.copy())
            rows = np.arange(count) if followed is None else followed.get(table, none[:0])
            self._waiting[table] = rows

    def run_week(self) -> None:
        """Run one week in both worlds, step by step."""
        twin = self._plan.week_context

        def both(step: Step, week: Week) -> None:
            acts = step.who in PEOPLE and len(self._waiting[step.who]) > 0
            before = _copied(week.world) if acts else None
            around = {name: copied(getattr(twin.world, name)) for name in AROUND} if acts else {}
            around["voice"] = twin.world.members["voice"].copy()
            compiled(step, week)
            compiled(step, twin)
            if before is not None:
                self._note(step, before, around)

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
        first = self.first[table]
        first.week[new] = base.week + 1
        first.step[new] = WEEK.index(step)
        first.channel[new] = self._through(step, new, before, around)
        for number, channel in enumerate(CHANNELS):
            if channel.source:
                reached = new[first.channel[new] == number]
                first.source[reached] = _source(channel.name, plan, reached, around, before)

    def _through(self, step: Step, new: Rows, before: World, around: dict[str, np.ndarray]) -> Rows:
        channel_of = np.full(len(new), TOGETHER, dtype=np.int64)
        if step.each is None:
            return channel_of
        base = getattr(self._base.world, step.who)
        for number, channel in enumerate(CHANNELS):
            open_ = channel_of == TOGETHER
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
            channel_of[open_ & alone] = number
        return channel_of


def _copied(world: World) -> World:
    # As bytes: copying structured rows one by one is many times slower, and this is done often.
    arrays: dict[str, Any] = {
        field.name: copied(array)
        for field in fields(world)
        if isinstance(array := getattr(world, field.name), np.ndarray)
    }
    return replace(world, **arrays)


def _of(world: World, name: str) -> np.ndarray:
    values: np.ndarray = world.members["voice"] if name == "voice" else getattr(world, name)
    return values


def _source(channel: str, plan: World, rows: Rows, around: dict[str, np.ndarray], before: World) -> Rows:
    if channel == "manager":
        return plan.employees["team"][rows].astype(np.int64)
    if channel == "server":
        return plan.members["server"][rows].astype(np.int64)
    others = plan.members["neighbours"][rows]
    said = (around["voice"] != before.members["voice"])[np.maximum(others, 0)] & (others >= 0)
    return np.asarray(others[np.arange(len(rows)), said.argmax(axis=1)], dtype=np.int64)
