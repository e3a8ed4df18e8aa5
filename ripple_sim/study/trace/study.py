"""Trace a plan: pairs of twin worlds, lived on threads and taken together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from ripple_sim.compiled import mark_compiled
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import COMPANY, SEED, TIME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.plans import CHOICE, Plan
from ripple_sim.scenario.readers import FUNCTION, Maybe, Number, Text, Whole
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import worlds_of
from ripple_sim.study.core.results_folder import SCENARIO, plan_file, settings_of
from ripple_sim.study.trace.average import take_together
from ripple_sim.study.trace.origin import origin_named
from ripple_sim.study.trace.result import Trace
from ripple_sim.study.trace.rings import CIRCLES
from ripple_sim.study.trace.twins import changes, live_pair

PAIRS = 12
MOST_PAIRS = 10_000
MOST_CIRCLES = 6
_LARGEST_SIZE = 1e12


@takes(
    base=COMPANY,
    plan=CHOICE,
    start=Maybe(Text()),
    pairs=Whole(2, MOST_PAIRS),
    horizon=Maybe(TIME),
    seed=SEED,
    circles=Whole(1, MOST_CIRCLES),
    stated=Number(0, _LARGEST_SIZE, open=True),
    on_pair=Maybe(FUNCTION),
)
def trace(
    base: str | Path | Scenario,
    plan: str | Path | Plan | Scenario,
    start: str | None = None,
    *,
    pairs: int = PAIRS,
    horizon: str | int | None = None,
    seed: int = 0,
    circles: int = CIRCLES,
    stated: float = 1.0,
    on_pair: Callable[[int, int], None] | None = None,
) -> Trace:
    """Follow the difference that a plan makes, person by person, through twin worlds.

    Parameters
    ----------
    base
        A scenario, or a preset's name or file.
    plan
        A plan or its name or file, or the scenario that the baseline becomes.
    start
        The middle of the rings: ``team 1``, ``branch 3``, the name of a unit, ``centre`` or
        ``company``; where the plan acts if None.
    pairs
        Pairs of twins, each with luck of its own; at least 2, for an interval.
    horizon
        Such as ``36mo`` or weeks; as the plan or scenario states if None.
    seed
        Where all luck comes from; pairs are its replications.
    circles
        Circles of friends told apart, 1 to 6.
    stated
        The size from which a person counts as moved, in the unit of what the ring shows.
    on_pair
        Called with the pairs done and all pairs.

    Raises
    ------
    RippleError
        When nobody is called so, or the two worlds aren't twins.
    """
    started = time.perf_counter()
    worlds = worlds_of(base, [plan])
    here, there = worlds.baseline, worlds.planned[0]
    weeks = worlds.horizon(horizon)
    begins, ends = begin_and_end(changes(here, there))
    origin = None if start is None else origin_named(start, here)
    pool = ThreadPoolExecutor(min(os.cpu_count() or 1, pairs))
    try:
        waiting = [pool.submit(live_pair, here, there, seed, r, weeks, origin, circles, stated) for r in range(pairs)]
        for done, future in enumerate(as_completed(waiting), 1):
            future.result()
            if on_pair is not None:
                on_pair(done, pairs)
    finally:
        pool.shutdown(cancel_futures=True)
    mark_compiled()
    return take_together(
        [future.result() for future in waiting],
        here.currency,
        base=here,
        plan=there,
        plan_name=worlds.names[0],
        plan_title=worlds.titles[0],
        start=start,
        circles=circles,
        seed=seed,
        begins=begins,
        ends=ends,
        stated=stated,
        wall_seconds=time.perf_counter() - started,
    )


def begin_and_end(parted: Sequence[Intervention | Shock]) -> tuple[int | None, int | None]:
    """Return the first and the last week, from 1, in which something runs in one world alone.

    The last week is None if something never ends; both are if there is nothing.
    """
    begins = min((one.start + 1 for one in parted), default=None)
    ends = 0
    for one in parted:
        if one.duration is None:
            return begins, None
        ends = max(ends, one.start + one.duration)
    return begins, ends or None


def trace_again(folder: Path, manifest: Manifest) -> Trace:
    """Trace again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    return trace(
        load(folder / SCENARIO),
        load(folder / plan_file(1)),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings_of(folder, manifest, ("start", "pairs", "circles", "stated")),
    )
