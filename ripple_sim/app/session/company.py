"""One running company with its books, to which things can be done while it lives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.moves import LivePlan
from ripple_sim.app.session.room import SMALL_BYTES, bytes_of
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.recorder import Recorder, worked_out
from ripple_sim.observe.results import QUARTER, Run
from ripple_sim.scenario.schema import Scenario

Series = NDArray[np.float64]

# Settled companies are never changed, so all visitors may start from the same ones. Large ones are
# few, for each takes as much memory as all small ones.
_SETTLED = SettledCache(most=24)
_SETTLED_LARGE = SettledCache(most=4)


class Company:
    """A company that lives week by week, up to the scenario's horizon.

    Parameters
    ----------
    scenario
        The company, and what is done to it when.
    seed
        The address of all luck.
    """

    def __init__(self, scenario: Scenario, seed: int = 0) -> None:
        settled = _SETTLED if bytes_of(scenario) <= SMALL_BYTES else _SETTLED_LARGE
        self._engine = Engine(scenario, seed, threads=1, settled=settled)
        self._books = Recorder(scenario.weeks, len(self._engine.world.units))
        self._series: dict[str, Series] = {}
        self.scenario = scenario
        self.seed = seed

    @property
    def world(self) -> World:
        """All records, live."""
        return self._engine.world

    @property
    def week(self) -> int:
        """How many weeks it has lived."""
        return self._books.weeks

    @property
    def over(self) -> bool:
        """Whether it has reached its horizon."""
        return self.week >= self.scenario.weeks

    def step(self) -> None:
        """Live one week; nothing happens beyond the horizon."""
        if not self.over:
            self._engine.step()
            self._books.keep(self._engine.world.ledger)

    def live_to(self, week: int) -> None:
        """Live up to a week."""
        while self.week < min(week, self.scenario.weeks):
            self.step()

    def become(self, scenario: Scenario) -> None:
        """Go on under another scenario that differs in what is done from now on."""
        context = self._engine.week_context
        context.schedule = LivePlan(scenario, self.world, context.schedule)
        self.scenario = self._engine.scenario = scenario

    def run(self) -> Run:
        """Return what was lived so far as a run, which works out the chain and all figures."""
        return Run(self.scenario, self.seed, 0, self._engine, self._books, 0, 0.0)

    def over_weeks(self, name: str, first: int, last: int) -> float:
        """Return a metric of the whole company over some weeks; NaN where there are none."""
        if last <= first:
            return float("nan")
        return self._books.company_over(BY_NAME[name], first, last)

    def lately(self, name: str, week: int | None = None) -> float:
        """Return a metric over the quarter up to a week (up to now if None)."""
        last = self.week if week is None else week
        return self.over_weeks(name, max(0, last - QUARTER), last)

    def series(self, name: str) -> Series:
        """Return a metric by week, shape (weeks lived,).

        What flows (leavers, waiting, money) is shown over the quarter up to each week, for single
        weeks are mostly luck; how things stand is shown as it stands.
        """
        series = self._series.setdefault(name, np.zeros(0))
        if len(series) < self.week:
            metric = BY_NAME[name]
            new = [self._displayed(metric, week) for week in range(len(series), self.week)]
            series = self._series[name] = np.concatenate([series, new])
        return series

    def _displayed(self, metric: Metric, week: int) -> float:
        if metric.kind == "flow":
            return self._books.company_over(metric, max(0, week + 1 - QUARTER), week + 1)
        return float(worked_out(metric, self._books.ledgers[week : week + 1], over_units=True)[0])
