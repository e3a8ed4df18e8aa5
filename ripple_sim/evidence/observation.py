"""Watch one world: weekly books, snapshots, surveys; people in it, and paths within units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.estimators import cross_lags
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.survey_items import column, service_of
from ripple_sim.observe.surveys import Answers, survey_customers, survey_staff
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario

Floats = NDArray[np.float64]
QUARTER = 13


@dataclass
class Observation:
    """What one world showed over some years.

    Attributes
    ----------
    scenario, seed
        What was watched.
    recorder
        The weekly books, by unit.
    snapshots
        The whole world at the end of every quarter; the first is the world at rest before week 0.
    diaries
        Fields of the records kept every week, by ``"employees.mood"``: shape (weeks, rows).
    """

    scenario: Scenario
    seed: int
    recorder: Recorder
    snapshots: list[World]
    diaries: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    _staff: dict[int, Answers] = field(default_factory=dict)
    _customers: dict[int, Answers] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """The number of business units, the centre left out."""
        return self.scenario.company.structure.units

    @property
    def years(self) -> int:
        """Whole years watched."""
        return self.recorder.weeks // WEEKS_PER_YEAR

    def year(self, metric: str, year: int = 0) -> Floats:
        """Return a metric by unit over one year, counted from 0; shape (units,)."""
        return self._by_unit(metric, year * WEEKS_PER_YEAR, WEEKS_PER_YEAR)

    def quarter(self, metric: str, quarter: int) -> Floats:
        """Return a metric by unit over one quarter, counted from 0; shape (units,)."""
        return self._by_unit(metric, quarter * QUARTER, QUARTER)

    def _by_unit(self, metric: str, first: int, weeks: int) -> Floats:
        return self.recorder.by_unit_over(BY_NAME[metric], first, first + weeks)[: self.units]

    def over_units(self, of: str, year: int = 0) -> Floats:
        """Return the sum of a column of the books by unit over a year; shape (units,)."""
        weeks = self.recorder.ledgers[year * WEEKS_PER_YEAR : (year + 1) * WEEKS_PER_YEAR]
        return np.asarray(weeks[of].sum(axis=0, dtype=np.float64)[: self.units])

    def staff(self, quarter: int) -> Answers:
        """Return the staff survey at the end of a quarter (0: before the first week)."""
        if quarter not in self._staff:
            self._staff[quarter] = survey_staff(self.snapshots[quarter], quarter, settings=self.scenario.surveys)
        return self._staff[quarter]

    def customers(self, quarter: int) -> Answers:
        """Return the customer survey at the end of a quarter (0: before the first week)."""
        if quarter not in self._customers:
            self._customers[quarter] = survey_customers(
                self.snapshots[quarter], quarter, settings=self.scenario.surveys
            )
        return self._customers[quarter]

    def surveyed_by_unit(self, who: str, construct: str, quarters: Sequence[int]) -> Floats:
        """Return each unit's mean score over the answers of some waves; shape (units,).

        ``who`` is ``"staff"`` or ``"customers"``.
        """
        total, count = np.zeros(self.units), np.zeros(self.units)
        for quarter in quarters:
            answers = self.staff(quarter) if who == "staff" else self.customers(quarter)
            found, heads = answers.unit_means(construct)
            heads = heads[: self.units].astype(np.float64)
            total += np.where(heads > 0, np.nan_to_num(found[: self.units]) * heads, 0.0)
            count += heads
        means = np.full(self.units, np.nan)
        np.divide(total, count, out=means, where=count > 0)
        return means

    @cached_property
    def people(self) -> list[Records]:
        """The filled seats at each snapshot."""
        return [w.employees[w.employees["filled"] == 1] for w in self.snapshots]


def observe(
    scenario: Scenario,
    seed: int,
    years: int = 2,
    *,
    diary: Sequence[str] = (),
    settled: SettledCache | None = None,
    threads: int = 1,
) -> Observation:
    """Let a settled company live some years and watch it.

    ``diary`` names fields (``"employees.mood"``) whose rows are kept every week.
    """
    engine = Engine(scenario, seed, threads=threads, settled=settled)
    weeks = years * WEEKS_PER_YEAR
    recorder = Recorder(weeks, len(engine.world.units))
    snapshots = [engine.world.copy()]
    kept: dict[str, list[NDArray[np.generic]]] = {name: [] for name in diary}
    for week in range(1, weeks + 1):
        engine.step()
        recorder.keep(engine.world.ledger)
        for name, rows in kept.items():
            table, column = name.split(".")
            rows.append(getattr(engine.world, table)[column].copy())
        if week % QUARTER == 0:
            snapshots.append(engine.world.copy())
    diaries = {name: np.array(rows) for name, rows in kept.items()}
    return Observation(scenario, seed, recorder, snapshots, diaries)


Booleans = NDArray[np.bool_]


def performance(rows: Records) -> Floats:
    """Return quality-adjusted output: productivity times service given."""
    return column(rows, "productivity") * service_of(rows)


@dataclass(frozen=True)
class Followed:
    """People at one snapshot, and whether they had left by a later one.

    Attributes
    ----------
    rows
        Their records at the first snapshot, shape (people,).
    seats
        Their seats' rows.
    left
        Whether the seat had lost them by the later snapshot.
    """

    rows: Records
    seats: NDArray[np.int64]
    left: Booleans


def follow(o: Observation, first: int, last: int) -> Followed:
    """Follow everybody at work from one quarter's end to another's."""
    before, after = o.snapshots[first].employees, o.snapshots[last].employees
    seats = np.flatnonzero(before["filled"] == 1).astype(np.int64)
    gone = (after["incumbent"][seats] != before["incumbent"][seats]) | (after["filled"][seats] == 0)
    return Followed(before[seats], seats, gone)


def same_people(first: Answers, second: Answers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions, in two waves, of those who answered both."""
    one = first.rows * 1_000_000 + first.incumbent
    two = second.rows * 1_000_000 + second.incumbent
    _, a, b = np.intersect1d(one, two, return_indices=True)
    return a, b


BLOCK = 4


def by_four_weeks(o: Observation, of: str, per: str) -> Floats:
    """Return a ratio of two columns of the books by block of four weeks and unit."""
    books = o.recorder.ledgers[: o.recorder.weeks // BLOCK * BLOCK, : o.units]
    total, heads = (books[name].reshape(-1, BLOCK, o.units).sum(axis=1, dtype=np.float64) for name in (of, per))
    return np.asarray(total / np.maximum(heads, 1e-9))


def lagged_paths(o: Observation, weeks: int = 12) -> tuple[float, float]:
    """Return the standardised paths engagement to later customers, and customers to later staff.

    Both engagement and customers' satisfaction are means of four weeks, each unit's own mean over
    the whole time taken out; the later value is regressed on both earlier ones.

    Parameters
    ----------
    weeks
        The lag, in whole blocks of four weeks.
    """
    lag = weeks // BLOCK
    staff = by_four_weeks(o, "engagement", "filled")
    customers = by_four_weeks(o, "satisfaction", "customers")
    staff, customers = staff - staff.mean(axis=0), customers - customers.mean(axis=0)
    return cross_lags(staff[:-lag].ravel(), customers[:-lag].ravel(), staff[lag:].ravel(), customers[lag:].ravel())
