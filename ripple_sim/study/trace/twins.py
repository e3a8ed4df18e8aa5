"""Twin worlds, run side by side: one as it is, the other with a plan.

Both have the same seed, replication and settled start, so all their random draws are the same, and until
the plan begins they are equal to the bit. Whatever differs later is the plan's doing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.trace.first_contacts import CHANNELS, Touches
from ripple_sim.study.trace.named import Origin, where_it_acts
from ripple_sim.study.trace.rings import COST, MONEY, PEOPLE, Ring, Rows, compare, rings_around

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
            touches.live_week()
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
