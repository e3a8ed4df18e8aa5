"""Twin worlds, lived side by side: one manager is coached in one of them, nobody in the other.

Both have the same seed, replication and settled start, so all their luck is the same, and until
the coaching begins they are equal to the bit. Whatever differs later is the coaching's doing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rings import PEOPLE, Measure, Ring, compare, differing, rings_around
from scipy.stats import t as student

from ripple_sim.model.engine import Engine
from ripple_sim.model.records import Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import WEEK, Step, Week, compiled, live_week
from ripple_sim.scenario.files import load
from ripple_sim.scenario.schema import Scenario

PRESET = "retail-branches"
TEAM = 1  # counted from 1: the advisers of branch 1
START = 8  # weeks lived before the coaching begins
CHANGE = 0.7  # of 1; with coaching_gain 0.12 it lifts leadership by 0.6 of its usual spread
SEED = 1
INTERVAL = 0.80
PLAIN = 0.1  # of a measure's unit: a difference worth a word
PLAIN_WEEKS = 13  # a quarter

MONEY = Measure("profit", "Profit, cumulated", "currency", 0.01)
SPENT = Measure("spent", "Spent on the coaching, cumulated", "currency", 0.01)
Series = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """What one pair of twins showed.

    ``values[ring, measure]`` has one number a week; ``first[ring]`` is the week (from 1) and the
    place in the week's list of steps at which the ring first differed.
    """

    rings: list[Ring]
    values: dict[tuple[str, str], Series]
    first: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """Mean and interval over the pairs, one number a week."""

    ring: str
    measure: Measure
    unit: str
    mean: Series
    low: Series
    high: Series


@dataclass(frozen=True)
class Study:
    """All pairs together."""

    scenario: Scenario
    pairs: int
    weeks: int
    seed: int
    rings: list[Ring]
    rows: dict[tuple[str, str], Row]
    each: dict[tuple[str, str], Series]  # shape (pairs, weeks)
    first: dict[str, list[tuple[int, int] | None]]

    def first_week(self, ring: str) -> tuple[int, str] | None:
        """Return the week and step of the week in which half of the pairs had seen it move."""
        moves = sorted(move for move in self.first[ring] if move is not None)
        middle = (self.pairs + 1) // 2
        if len(moves) < middle:
            return None
        week, step = moves[middle - 1]
        return week, WEEK[step].name

    def half_week(self, ring: str) -> int | None:
        """Return the first week in which half of the ring was touched, on average."""
        return _first(self.rows[ring, "reach"].mean >= 50.0)

    def plain_week(self, ring: Ring) -> int | None:
        """Return the first week of a quarter in which the ring's size is plain to see.

        That is: the mean differs by ``PLAIN`` of its unit or more, and its interval leaves out
        zero.
        """
        row = self.rows[ring.name, ring.shows.name]
        for plain in ((row.low > 0) & (row.mean >= PLAIN), (row.high < 0) & (row.mean <= -PLAIN)):
            runs = np.convolve(plain, np.ones(PLAIN_WEEKS), "valid") == PLAIN_WEEKS
            if runs.any():
                return _first(runs)
        return None


def _first(true: NDArray[np.bool_]) -> int | None:
    found = np.flatnonzero(true)
    return int(found[0]) + 1 if len(found) else None


def twin_scenarios(change: float = CHANGE, start: int = START) -> tuple[Scenario, Scenario]:
    """Return the company as it is, and the company with one manager coached."""
    left = load(PRESET)
    coaching = {
        "name": "One manager is coached", "lever": "coaching", "change": change, "start": start,
        "reach": {"teams": [TEAM]},
    }  # fmt: skip
    return left, left.with_values({"interventions": [coaching]})


def live_pair(
    scenarios: tuple[Scenario, Scenario], seed: int, replication: int, weeks: int
) -> Pair:
    """Live both worlds of a pair and compare them, ring by ring, after every week."""
    settled = SettledCache()
    left, coached = (
        Engine(scenario, seed, replication, threads=1, settled=settled) for scenario in scenarios
    )
    rings = rings_around(left.world, TEAM - 1)
    values = {(ring.name, m.name): np.zeros(weeks) for ring in rings for m in ring.measures}
    for measure in (MONEY, SPENT):
        values["money", measure.name] = np.zeros(weeks)
    first: dict[str, tuple[int, int]] = {}
    for week in range(weeks):
        if week >= scenarios[1].interventions[0].start and len(first) < len(rings):
            _live_slowly(left, coached, rings, first)
        else:
            left.step()
            coached.step()
        for key, value in compare(rings, left.world, coached.world).items():
            values[key][week] = value
        before, after = left.world.ledger, coached.world.ledger
        values["money", "profit"][week] = 0.01 * int(after["profit"].sum() - before["profit"].sum())
        values["money", "spent"][week] = 0.01 * int(
            after["programmes"].sum() - before["programmes"].sum()
        )
    for measure in (MONEY, SPENT):
        values["money", measure.name] = values["money", measure.name].cumsum()
    return Pair(rings, values, first)


def _live_slowly(
    left: Engine, coached: Engine, rings: list[Ring], first: dict[str, tuple[int, int]]
) -> None:
    """Live a week in both worlds and note the step in which a ring differs for the first time."""
    seen: list[dict[str, Records]] = []

    def keep(step: Step, week: Week) -> None:
        compiled(step, week)
        seen.append({table: getattr(week.world, table).copy() for table in PEOPLE})

    live_week(left.week_context, keep)
    twin = left.world.copy()

    def look(step: Step, week: Week) -> None:
        compiled(step, week)
        place = WEEK.index(step)
        for table, records in seen[place].items():
            setattr(twin, table, records)
        differs = differing(twin, week.world)
        for ring in rings:
            if ring.name not in first and any(differs[t][r].any() for t, r in ring.rows.items()):
                first[ring.name] = (left.week, place)  # the weeks lived, this one included

    live_week(coached.week_context, look)


def live_pairs(
    pairs: int,
    weeks: int,
    seed: int = SEED,
    scenarios: tuple[Scenario, Scenario] | None = None,
    on_pair: Callable[[int, int], None] | None = None,
) -> Study:
    """Live many pairs, each with luck of its own, and take them together."""
    scenarios = scenarios or twin_scenarios()
    workers = min(os.cpu_count() or 1, pairs, 4)
    with ThreadPoolExecutor(workers) as pool:
        waiting = [pool.submit(live_pair, scenarios, seed, r, weeks) for r in range(pairs)]
        for done, _ in enumerate(as_completed(waiting), 1):
            if on_pair is not None:
                on_pair(done, pairs)
        found = [future.result() for future in waiting]
    return take_together(scenarios[1], seed, found)


def take_together(scenario: Scenario, seed: int, found: Sequence[Pair]) -> Study:
    """Average over pairs, with intervals."""
    rings = found[0].rings
    each = {key: np.array([pair.values[key] for pair in found]) for key in found[0].values}
    measures = {(ring.name, m.name): m for ring in rings for m in ring.measures}
    measures |= {("money", m.name): m for m in (MONEY, SPENT)}
    rows = {}
    for key, values in each.items():
        measure = measures[key]
        mean, low, high = mean_and_interval(values)
        unit = measure.unit.replace("currency", scenario.currency)
        rows[key] = Row(key[0], measure, unit, mean, low, high)
    first = {ring.name: [pair.first.get(ring.name) for pair in found] for ring in rings}
    weeks = each["money", "profit"].shape[1]
    return Study(scenario, len(found), weeks, seed, rings, rows, each, first)


def mean_and_interval(values: Series) -> tuple[Series, Series, Series]:
    """Return the mean over pairs (the first axis) and its 80 % interval, by Student's t.

    The interval is where the mean of endlessly many pairs lies; NaN for a single pair.
    """
    count = np.isfinite(values).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(values, axis=0) / count
        spread = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / (count - 1))
        half = student.ppf(0.5 + INTERVAL / 2, count - 1) * spread / np.sqrt(count)
    return mean, mean - half, mean + half
