"""The running company as a Mesa model: a shell around the engine, with agents on its rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

import mesa

from ripple_sim.model.agents import AGENT_OF, RowAgent
from ripple_sim.model.engine import CACHE, WORLD, Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import Step, Week, compiled
from ripple_sim.model.world import World
from ripple_sim.scenario.accepted import REPLICATION, SCENARIO, SEED, WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FUNCTION, Each, Maybe, OfKind, Whole, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark

Schedule = Literal["compiled", "agents"]
A = TypeVar("A", bound=RowAgent)


class RippleModel(mesa.Model):  # type: ignore[misc, unused-ignore]
    """One company, simulated week by week.

    Parameters
    ----------
    scenario, seed, replication, threads, settled
        As for :class:`ripple_sim.model.engine.Engine`.
    schedule
        ``"compiled"`` runs loops over rows; ``"agents"`` lets Mesa's ``AgentSet`` call every agent.
        Both give the same bits.
    engine
        A company that is already running, to be looked at through Mesa; it goes on from there.
    """

    @takes(
        scenario=SCENARIO,
        seed=SEED,
        replication=REPLICATION,
        threads=WORKERS,
        schedule=Word("compiled", "agents"),
        settled=CACHE,
        engine=Maybe(OfKind(mark("an Engine"), Engine)),
    )
    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        replication: int = 0,
        *,
        threads: int | None = None,
        schedule: Schedule = "compiled",
        settled: SettledCache | None = None,
        engine: Engine | None = None,
    ) -> None:
        self._made = False
        self.engine = engine or Engine(scenario, seed, replication, threads=threads, settled=settled)
        super().__init__(rng=seed)
        self.schedule = schedule
        self.replaced: dict[str, set[str]] = {}

    @property
    def world(self) -> World:
        """All records, live."""
        return self.engine.world

    @property
    def settling_weeks(self) -> int:
        """The number of weeks simulated before week 0."""
        return self.engine.settling_weeks

    @property
    def week(self) -> int:
        """The number of weeks simulated since the company settled."""
        return self.world.week

    def step(self) -> None:
        """Simulate one week."""
        agents_act = self.schedule == "agents" or any(self.replaced.values())
        self.engine.step(self._run_step if agents_act else compiled)

    @takes(weeks=Whole(0, 10**6), on_week=Maybe(FUNCTION), after_week=Maybe(FUNCTION))
    def run_for_weeks(
        self,
        weeks: int,
        on_week: Callable[[int, int], None] | None = None,
        *,
        after_week: Callable[[], None] | None = None,
    ) -> None:
        """Simulate several weeks; call ``on_week(done, all)`` after each."""
        if after_week is not None:
            warnings.warn(
                "after_week= is now on_week=, called with weeks done and all", DeprecationWarning, stacklevel=3
            )
        for done in range(1, weeks + 1):
            self.step()
            if on_week is not None:
                on_week(done, weeks)
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
        if not self._made and "replaced" in self.__dict__:
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

    @takes(
        agents=Each(mark("agents"), OfKind(mark("an agent"), RowAgent)), kind=OfKind(mark("a class of agents"), type)
    )
    def convert(self, agents: Iterable[RowAgent], kind: type[A]) -> list[A]:
        """Replace agents by ones of a subclass, whose overridden rules hold from now on.

        The weekly steps of that kind are then run through Mesa, agent by agent; all other steps
        stay compiled.
        """
        base = AGENT_OF.get(getattr(kind, "table", ""))
        if base is None or not issubclass(kind, base):
            raise RippleError(
                "kind is {kind}; it must be Manager, Employee, Member or a class made of one", kind=kind.__name__
            )
        old = list(agents)
        for agent in old:
            if not isinstance(agent, base):
                raise RippleError(
                    f"a {type(agent).__name__} can't become a {kind.__name__}: that is a kind of {base.__name__}"
                )
        new = []
        for agent in old:
            agent.remove()
            new.append(kind(self, agent.row))
        self.replaced.setdefault(kind.table, set()).update(base.steps)
        return new

    @takes(world=WORLD)
    def restore(self, world: World) -> None:
        """Go on from another moment of the same company; the world given is copied."""
        self.engine.restore(world)
