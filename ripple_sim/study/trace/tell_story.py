"""Tell a story: live one pair of twin worlds and follow one person in both."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.compiled import mark_compiled
from ripple_sim.scenario.accepted import COMPANY, NAME, REPLICATION, SEED, TIME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.plans import CHOICE, Plan
from ripple_sim.scenario.readers import Maybe
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import worlds_of
from ripple_sim.study.trace.life import live_twice
from ripple_sim.study.trace.person import person_named
from ripple_sim.study.trace.person_story import Story


@takes(base=COMPANY, plan=CHOICE, who=NAME, horizon=Maybe(TIME), seed=SEED, replication=REPLICATION)
def story(
    base: str | Path | Scenario,
    plan: str | Path | Plan | Scenario,
    who: str,
    *,
    horizon: str | int | None = None,
    seed: int = 0,
    replication: int = 0,
) -> Story:
    """Tell the life of one employee or customer in the baseline and under a plan.

    Parameters
    ----------
    base
        A scenario, or a preset's name or file.
    plan
        A plan or its name or file, or the scenario that the baseline becomes.
    who
        Such as ``employee 17`` (a seat and whoever sits on it) or ``customer 4211``.
    horizon
        Such as ``36mo`` or weeks; as the plan or scenario states if None.
    seed, replication
        The address of all luck, the same in both worlds.

    Raises
    ------
    RippleError
        When nobody is called so, or the two worlds aren't twins.
    """
    worlds = worlds_of(base, [plan])
    weeks = worlds.horizon(horizon)
    here, there = worlds.baseline, worlds.planned[0]
    person = person_named(who, here)
    lives = live_twice(here, there, person, seed, replication, weeks)
    mark_compiled()
    return Story(here, there, worlds.names[0], person, seed, replication, weeks, lives, worlds.titles[0])
