"""Watch one world: weekly books, quarterly snapshots of everybody, and surveys of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.records import Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.surveys import Answers, survey_customers, survey_staff
from ripple_sim.scenario.files import load
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


Changes = Mapping[str, Any]


@dataclass
class Laboratory:
    """Everything that the checks look at in one world.

    Attributes
    ----------
    seed
        The world's number; all populations of a laboratory share it.
    stores_watched
        How many stores the population of :attr:`stores` has; the preset's own number if None.
    values
        Coefficients of behaviour by dotted path that stand in for the defaults in every
        population: what a calibration tries, or a member of the ensemble.
    """

    seed: int
    values: Changes = field(default_factory=dict)
    _kept: dict[tuple[object, ...], Observation] = field(default_factory=dict)
    stores_watched: int | None = None
    settled: SettledCache = field(default_factory=lambda: SettledCache(most=4))

    def scenario(self, preset: str, changes: Changes | None = None) -> Scenario:
        """Return a preset without interventions, with the laboratory's and other values in it."""
        scenario = load(preset).model_copy(update={"interventions": (), "shocks": ()})
        return scenario.with_values({**self.values, **(changes or {})})

    def observe(
        self, preset: str, years: int = 2, changes: Changes | None = None, diary: Sequence[str] = ()
    ) -> Observation:
        """Return a population watched for some years; made at the first request.

        ``changes`` are values by dotted path: other coefficients from the start, or
        ``"interventions"`` and ``"shocks"``, which leave the settled company what it is. So two
        populations that differ only in those are twins.
        """
        key = (preset, years, repr(sorted((changes or {}).items(), key=str)), tuple(diary))
        if key not in self._kept:
            self._kept[key] = observe(
                self.scenario(preset, changes), self.seed, years, diary=diary, settled=self.settled
            )
        return self._kept[key]

    @property
    def stores(self) -> Observation:
        """The population of the published studies of business units: 300 stores, two years."""
        if self.stores_watched is None:
            return self.observe("store-chain")
        return self.observe("store-chain", changes=of_size("store-chain", self.stores_watched))

    def forget(self) -> None:
        """Let go of all populations, to free the memory they take."""
        self._kept.clear()


def of_size(preset: str, units: int) -> Changes:
    """Return what gives a preset that many units, its centre and its market in proportion."""
    whole = load(preset)
    part = units / whole.company.structure.units
    return {
        "company.structure.units": units,
        "company.structure.unit_names": (),
        "company.structure.central_staff": round(whole.company.structure.central_staff * part),
        "market.members": round(whole.market.members * part),
    }
