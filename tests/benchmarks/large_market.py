"""Run a large market in a process of its own and print what it took, as JSON."""

import json
import resource
import sys
import time

from benchmarks.tools import scaled
from ripple_sim.model.week import Week, run_week
from ripple_sim.study.run import run as simulate

WEEKS = 52
BLOCKS = 3
WEEKS_IN_BLOCK = 4


def main(members: int, staff: int, threads: int) -> None:
    scenario = scaled(members, staff, weeks=WEEKS)
    assert scenario.heads() == staff
    run = simulate(scenario, threads=threads)
    # A process counts the memory of the one that started it until then, so this is an upper bound.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    context = run.engine.week_context
    alone = Week(context.world, context.schedule)
    walls, processors = {1: 0.0, threads: 0.0}, {1: 0.0, threads: 0.0}
    for _ in range(BLOCKS):
        for week in (alone, context):
            wall, processor = time.perf_counter(), time.process_time()
            for _ in range(WEEKS_IN_BLOCK):
                run_week(week)
            walls[week.threads] += time.perf_counter() - wall
            processors[week.threads] += time.process_time() - processor
    lived = BLOCKS * WEEKS_IN_BLOCK * members
    rates = {n: (lived / walls[n], lived / processors[n]) for n in walls}
    facts = {
        "bytes": peak if sys.platform == "darwin" else 1024 * peak,
        "weeks": WEEKS + run.settling_weeks,
        "seconds": run.wall_seconds,
        "rates": rates,
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
