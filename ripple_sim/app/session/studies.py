"""Studies as jobs: functions that a worker process can be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison, compare


def compare_plans(
    base: Scenario, plans: Sequence[str | Plan], tell: Callable[[int, int], None]
) -> Comparison:
    """Compare plans with going on as before, in as many pairs of worlds as it takes."""
    return compare(base, *plans, on_pair=tell)
