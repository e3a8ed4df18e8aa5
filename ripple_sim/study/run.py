"""Run one scenario once."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

from ripple_sim.compiled import mark_compiled
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.results import Run
from ripple_sim.scenario.accepted import COMPANY, REPLICATION, SEED, WEEKS, WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.files import load, with_settings
from ripple_sim.scenario.fitted import member as set_of_ensemble
from ripple_sim.scenario.readers import FUNCTION, SETTINGS, Maybe, OfKind, Whole
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark

_MOST_SETS = 10_000


@takes(
    scenario=COMPANY,
    seed=SEED,
    weeks=Maybe(WEEKS),
    set=Maybe(SETTINGS),
    replication=REPLICATION,
    threads=WORKERS,
    parameter_set=Maybe(Whole(1, _MOST_SETS)),
    member=Maybe(Whole(1, _MOST_SETS)),
    on_week=Maybe(FUNCTION),
    settled=Maybe(OfKind(mark("a SettledCache"), SettledCache)),
)
def run(
    scenario: str | Path | Scenario,
    seed: int = 0,
    *,
    weeks: int | str | None = None,
    set: Mapping[str, object] | None = None,
    replication: int = 0,
    threads: int | None = None,
    parameter_set: int | None = None,
    member: int | None = None,
    on_week: Callable[[int, int], None] | None = None,
    settled: SettledCache | None = None,
) -> Run:
    """Run a preset, a scenario file or a scenario.

    Parameters
    ----------
    scenario
        A preset's name, the path of a TOML file, or a :class:`Scenario`.
    seed, replication
        Which random draws are used: the same two numbers give the same result.
    weeks
        Weeks to report, or a text such as ``"2 years"``; the scenario's own number if None.
    set
        Values by dotted path, such as ``{"company.drivers.trust.level": 0.6}``; numbers of NumPy
        do, and texts as a file writes them, such as ``"60 %"``.
    threads
        Threads for the market's members; all processors if None. The numbers don't depend on it.
    parameter_set, member
        A parameter set of the ensemble, from 1, in place of the fitted values: the spread of runs
        over all of them shows what the published evidence leaves open.
    on_week
        Called as ``on_week(done, all)`` after each week.
    settled
        A ``SettledCache`` that holds settled companies for further runs of the same company; by
        default they are kept on disk.

    Returns
    -------
    Run
        Stopped by the keyboard, it holds the weeks that are finished, and ``interrupted`` is set.

    Raises
    ------
    ripple_sim.RippleError
        When the scenario can't be used; the text is one sentence.
    KeyboardInterrupt
        When it is stopped before the first week is over.
    """
    chosen = scenario if isinstance(scenario, Scenario) else load(str(scenario))
    if member is not None:
        warnings.warn("member= is now called parameter_set=", DeprecationWarning, stacklevel=3)
        parameter_set = member if parameter_set is None else parameter_set
    if parameter_set is not None:
        chosen = chosen.with_values(set_of_ensemble(parameter_set))
    if set:
        chosen = with_settings(chosen, set)
    started = time.perf_counter()
    total = chosen.weeks if weeks is None else weeks_of(weeks, "weeks")
    settled = SettledCache(on_disk=True) if settled is None else settled
    company = Engine(chosen, seed, replication, threads=threads, settled=settled)
    recorder = Recorder(total, len(company.world.units))
    interrupted = False
    try:
        for done in range(1, total + 1):
            company.step()
            recorder.keep(company.world.ledger)
            if on_week is not None:
                on_week(done, total)
    except KeyboardInterrupt:
        if recorder.weeks == 0:
            raise
        interrupted = True
    mark_compiled()
    return Run(
        scenario=chosen,
        seed=seed,
        replication=replication,
        engine=company,
        recorder=recorder,
        settling_weeks=company.settling_weeks,
        wall_seconds=time.perf_counter() - started,
        interrupted=interrupted,
    )


def run_scenario(
    scenario: Scenario,
    seed: int = 0,
    weeks: int | str | None = None,
    threads: int | None = None,
    on_week: Callable[[int, int], None] | None = None,
    *,
    replication: int = 0,
    settled: SettledCache | None = None,
) -> Run:
    """Do what :func:`run` does, under its former name and with the former order of arguments."""
    return run(scenario, seed, weeks=weeks, threads=threads, on_week=on_week, replication=replication, settled=settled)
