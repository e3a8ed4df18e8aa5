"""The running company without Mesa: built, settled, simulated week by week on compiled loops."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ripple_sim.model.first_run import about_to_run
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.settling import Settled, SettledCache, settle
from ripple_sim.model.week import ROWS_WORTH_A_THREAD, Step, Week, compiled, run_week
from ripple_sim.model.world import World
from ripple_sim.scenario.accepted import REPLICATION, SCENARIO, SEED, WORKERS
from ripple_sim.scenario.arguments import read, takes
from ripple_sim.scenario.readers import FUNCTION, Maybe, OfKind
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark

WORLD = OfKind(mark("a world, such as that of a model"), World)
CACHE = Maybe(OfKind(mark("a SettledCache"), SettledCache))


class Engine:
    """One company, simulated week by week.

    Parameters
    ----------
    scenario
        The company, its market and what is done when.
    seed, replication
        The address of all random draws, each from 0 to 2**32 - 1; twins share both.
    threads
        Threads for the members' loops; all processors if None. The numbers don't depend on it.
    settled
        A cache of settled companies, shared within a study; None settles anew.

    Attributes
    ----------
    world
        All records, live.
    settling_weeks
        Weeks simulated before week 0.
    """

    @takes(scenario=SCENARIO, seed=SEED, replication=REPLICATION, threads=WORKERS, settled=CACHE)
    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        replication: int = 0,
        *,
        threads: int | None = None,
        settled: SettledCache | None = None,
    ) -> None:
        about_to_run()
        self.scenario = scenario
        count = threads or os.cpu_count() or 1
        large = scenario.market.members >= ROWS_WORTH_A_THREAD
        pool = ThreadPoolExecutor(count) if count > 1 and large else None

        def build() -> Settled:
            return settle(build_population(scenario, seed, replication), scenario, count, pool)

        start = build() if settled is None else settled.get(scenario, seed, replication, build)
        self.settling_weeks = start.weeks
        self.world = start.world.copy()
        self.week_context = Week(self.world, InterventionSchedule(scenario, self.world), count, pool)

    @property
    def week(self) -> int:
        """The number of weeks simulated since the company settled."""
        return self.world.week

    def step(self, run: Callable[[Step, Week], None] = compiled) -> None:
        """Simulate one week; ``run`` says how each step is run."""
        if run is not compiled:
            read("run", run, FUNCTION)
        run_week(self.week_context, run)

    @takes(world=WORLD)
    def restore(self, world: World) -> None:
        """Go on from another moment of the same company; the world given is copied."""
        for name, array in vars(world.copy()).items():
            current = getattr(self.world, name)
            if isinstance(current, np.ndarray):
                current[...] = array
            else:
                setattr(self.world, name, array)
        self.week_context.schedule.forget()
