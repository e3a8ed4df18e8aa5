"""Twin worlds, lived side by side: one as it is, the other with a plan.

Both have the same seed, replication and settled start, so all their luck is the same, and until
the plan begins they are equal to the bit. Whatever differs later is the plan's doing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import WEEK
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.trace.first_contacts import CHANNELS, Touches
from ripple_sim.study.trace.measures import COST, MONEY, PEOPLE, Rows
from ripple_sim.study.trace.origin import Origin, where_it_acts
from ripple_sim.study.trace.rings import Ring, compare, rings_around

Series = NDArray[np.float64]
OUTSIDE = ""  # no person at the other end


@dataclass(frozen=True)
class Passage:
    """A way by which people of a ring were touched for the first time.

    Attributes
    ----------
    ring
        Who was touched.
    step
        The place in the week's list at which it happened.
    channel
        The place in the list of channels through which it came.
    source
        The ring of the person at the other end, "" where there is none.
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
        When they differ in more than what is done and what befalls them: no twins.
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
    """Live both worlds of a pair and compare them, ring by ring, after every week."""
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
    return Pair(
        origin=middle,
        rings=rings,
        values=values,
        first=_first(rings, touches),
        touched={ring.name: _by_week(ring, touches, weeks) for ring in rings},
        passages=_passages(rings, touches),
        mover=_mover(touches),
    )


def _first(rings: list[Ring], touches: Touches) -> dict[str, tuple[int, int]]:
    found = {}
    for ring in rings:
        moves = [
            (int(week), int(step))
            for table, rows in ring.rows.items()
            for week, step in zip(touches.found[table].week[rows], touches.found[table].step[rows], strict=True)
            if week
        ]
        if moves:
            found[ring.name] = min(moves)
    return found


def _by_week(ring: Ring, touches: Touches, weeks: int) -> Series:
    counts = np.zeros(weeks + 1)
    for table, rows in ring.rows.items():
        counts += np.bincount(touches.found[table].week[rows], minlength=weeks + 1)
    return np.asarray(100.0 * counts[1:] / max(ring.people, 1))


def _ring_of(rings: list[Ring], table: str, rows: int) -> Rows:
    of = np.zeros(rows, dtype=np.int64)
    for number, ring in enumerate(rings):
        of[ring.rows.get(table, np.zeros(0, dtype=np.int64))] = number
    return of


def _passages(rings: list[Ring], touches: Touches) -> Counter[Passage]:
    counted: Counter[Passage] = Counter()
    ring_of = {table: _ring_of(rings, table, len(touches.found[table].week)) for table in PEOPLE}
    for table in PEOPLE:
        found = touches.found[table]
        for row in np.flatnonzero(found.week):
            channel = CHANNELS[found.channel[row]]
            source = OUTSIDE
            if channel.source:
                source = rings[ring_of[channel.source][found.source[row]]].name
            ring = rings[ring_of[table][row]].name
            counted[Passage(ring, int(found.step[row]), int(found.channel[row]), source)] += 1
    return counted


def _mover(touches: Touches) -> Mover | None:
    best: Mover | None = None
    for table in PEOPLE:
        found = touches.found[table]
        rows = np.flatnonzero(found.week)
        if not len(rows):
            continue
        moves = found.week[rows] * len(WEEK) + found.step[rows]
        soonest = rows[moves == moves.min()]
        row = int(soonest[0])
        one = Mover(int(found.week[row]), int(found.step[row]), table, row, len(soonest))
        if best is None or (one.week, one.step) < (best.week, best.step):
            best = one
    return best
