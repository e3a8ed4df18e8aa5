"""Studies as jobs: functions that a worker process can be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison, compare
from ripple_sim.study.trace import Story, story

PAIRS = 30


def compare_plans(base: Scenario, plans: Sequence[str | Plan], tell: Callable[[int, int], None]) -> Comparison:
    """Compare plans with going on as before, in few pairs of worlds: somebody waits for it."""
    return compare(base, *plans, pairs=PAIRS, on_pair=tell)


def tell_story(
    base: Scenario, plan: Scenario, who: str, weeks: int, seed: int, tell: Callable[[int, int], None]
) -> Story:
    """Live a person's life with and without what was done."""
    return story(base, plan, who, horizon=weeks, seed=seed)
