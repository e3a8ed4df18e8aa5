"""The running company as a Mesa model."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, TypeVar

import mesa
import numpy as np

from ripple_sim.model.agents import AGENT_OF, RowAgent
from ripple_sim.model.plan import Plan
from ripple_sim.model.population import found
from ripple_sim.model.settling import Settled, SettledCache, settle
from ripple_sim.model.week import ROWS_WORTH_A_THREAD, Step, Week, compiled, live_week
from ripple_sim.model.world import World
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario

Schedule = Literal["compiled", "agents"]
A = TypeVar("A", bound=RowAgent)
LARGEST_WORD = 2**32 - 1


class RippleModel(mesa.Model):  # type: ignore[misc, unused-ignore]
    """One company that lives week by week.

    Parameters
    ----------
    scenario
        The company, its market and what is done when.
    seed, replication
        The address of all luck, each from 0 to 2**32 - 1; twins share both.
    threads
        Threads for the members' loops; all processors if None. The numbers don't depend on it.
    schedule
        ``"compiled"`` runs loops over rows; ``"agents"`` lets Mesa's ``AgentSet`` call every agent.
        Both give the same bits.
    settled
        A cache of settled companies, shared within a study; None settles anew.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        replication: int = 0,
        *,
        threads: int | None = None,
        schedule: Schedule = "compiled",
        settled: SettledCache | None = None,
    ) -> None:
        for name, value in (("seed", seed), ("replication", replication)):
            if not 0 <= value <= LARGEST_WORD:
                raise RippleError(f"{name} {value} must lie between 0 and {LARGEST_WORD}")
        self._made = False
        super().__init__(rng=seed)
        self.scenario_as_run = scenario
        self.schedule = schedule
        self.replaced: dict[str, set[str]] = {}
        count = threads or os.cpu_count() or 1
        large = scenario.market.members >= ROWS_WORTH_A_THREAD
        pool = ThreadPoolExecutor(count) if count > 1 and large else None
        start = self._settled(scenario, seed, replication, settled, count, pool)
        self.settling_weeks = start.weeks
        self.world = start.world.copy()
        self.week_context = Week(self.world, Plan(scenario, self.world), count, pool)

    @staticmethod
    def _settled(
        scenario: Scenario,
        seed: int,
        replication: int,
        cache: SettledCache | None,
        threads: int,
        pool: ThreadPoolExecutor | None,
    ) -> Settled:
        def build() -> Settled:
            return settle(found(scenario, seed, replication), scenario, threads, pool)

        if cache is None:
            return build()
        return cache.get(scenario, seed, replication, build)

    @property
    def week(self) -> int:
        """The number of weeks lived since the company settled."""
        return self.world.week

    def step(self) -> None:
        """Live one week."""
        live_week(self.week_context, self._run_step)

    def run_for_weeks(self, weeks: int, after_week: Callable[[], None] | None = None) -> None:
        """Live several weeks; call ``after_week`` after each."""
        for _ in range(weeks):
            self.step()
            if after_week is not None:
                after_week()

    def _run_step(self, step: Step, week: Week) -> None:
        by_agents = self.schedule == "agents" or step.name in self.replaced.get(step.who, ())
        if step.each is None or not by_agents:
            compiled(step, week)
            return
        self._by_kind(step.who).do(step.name)
        if step.count is not None:
            step.count(week)

    def _by_kind(self, table: str) -> Any:
        kind = AGENT_OF[table]
        return self.agents.select(lambda agent: isinstance(agent, kind))

    @property
    def agents(self) -> Any:
        """All managers, employees and members as a Mesa ``AgentSet``, made when first asked for."""
        if not self._made and "world" in self.__dict__:
            self._made = True
            for table, kind in AGENT_OF.items():
                for row in range(len(getattr(self.world, table))):
                    kind(self, row)
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        """The agents by class, made when first asked for."""
        _ = self.agents
        return super().agents_by_type

    def convert(self, agents: Iterable[RowAgent], kind: type[A]) -> list[A]:
        """Replace agents by ones of a subclass, whose overridden rules hold from now on.

        The weekly steps of that kind are then run through Mesa, agent by agent; all other steps
        stay compiled.
        """
        base = AGENT_OF[kind.table]
        old = list(agents)
        for agent in old:
            if not isinstance(agent, base):
                raise RippleError(
                    f"a {type(agent).__name__} can't become a {kind.__name__}: "
                    f"that is a kind of {base.__name__}"
                )
        new = []
        for agent in old:
            agent.remove()
            new.append(kind(self, agent.row))
        self.replaced.setdefault(kind.table, set()).update(base.steps)
        return new

    def restore(self, world: World) -> None:
        """Go on from another moment of the same company; the world given is copied."""
        for name, array in vars(world.copy()).items():
            current = getattr(self.world, name)
            if isinstance(current, np.ndarray):
                current[...] = array
            else:
                setattr(self.world, name, array)
        self.week_context.plan.forget()
