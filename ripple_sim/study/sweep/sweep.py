"""Run a study of many points; whatever goes wrong with one run, the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ripple_sim.model.first_run import about_to_run
from ripple_sim.scenario.accepted import Named
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import PATH
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.sweep.answer import Sweep, write_runs
from ripple_sim.study.sweep.arms import Arm, Arms, refuse_missing_outcomes
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.study.sweep.specification import Specification, read_specification
from ripple_sim.study.sweep.store import RUNS, PlannedWorld, Store, opened
from ripple_sim.study.sweep.workers import DOING, Batch, Finished, RunId, RunWorkers, Where, reason_of
from ripple_sim.study.sweep.workers import workers as held_workers
from ripple_sim.wording import mark

if TYPE_CHECKING:
    from distributed import Client

OnRun = Callable[[int, int], None]
"""Called with the runs that ended and all runs of the study."""

_UNDISTURBED = {"interventions": (), "shocks": (), "weeks": 1}


@takes(spec=Named(mark("a study, or the path of its file"), Specification), **DOING)
def sweep(
    spec: Specification | str | Path,
    folder: str | Path | None = None,
    *,
    workers: int | None = None,
    executor: Where = "threads",
    dask: str | Client | None = None,
    resume: bool = False,
    on_run: OnRun | None = None,
) -> Sweep:
    """Run a study: every point, with and without each plan, under the same luck.

    Parameters
    ----------
    spec
        The study, or the path of its TOML file.
    folder
        Where finished runs are written at once; in memory only if None.
    workers
        Threads or processes, or how many runs an executor does at a time; all processors if None.
    executor
        ``"threads"``, ``"processes"``, or any :class:`concurrent.futures.Executor`.
    dask
        A Dask client or a scheduler's address, instead of an executor.
    resume
        Go on with a study that was stopped or killed: only what is missing or failed is run, and
        the numbers are those of a study that never stopped, to the bit.
    on_run
        Hears of progress.

    Raises
    ------
    RippleError
        When the study can't be run; a run that fails doesn't raise but is a row with its reason.
    StudyStoppedError
        At Ctrl-C.
    """
    chosen = spec if isinstance(spec, Specification) else read_specification(spec)
    plan_of_runs = _Runs(chosen)
    about, worlds, identity = chosen.about(), tuple(plan_of_runs.worlds), chosen.identity()

    def complete(store: Store) -> Sweep:
        if not store.finished:
            try:
                refuse_missing_outcomes(chosen)
            except KeyboardInterrupt:
                raise StudyStoppedError("stopped before the first run was over") from None
        with held_workers(workers, executor, dask) as at_work:
            plan_of_runs.complete(store, at_work, on_run)
        return Sweep(about, worlds, store.finished, identity)

    if folder is None:
        return complete(Store())
    place = Path(folder)
    with opened(place, about, identity, worlds, resume) as store:
        try:
            result = complete(store)
        except StudyStoppedError as stopped:
            raise StudyStoppedError(f"{stopped}; resume the study in {place} to go on") from None
        with store.writing():
            write_runs(result, place / RUNS)
    return result


@takes(folder=PATH)
def open_sweep(folder: str | Path) -> Sweep:
    """Return what a study's folder holds so far.

    Raises
    ------
    RippleError
        When it holds no study.
    """
    return Sweep.load(folder)


class _Runs:
    """The runs of a study: which scenarios, each once, in groups that share a settled company."""

    def __init__(self, spec: Specification) -> None:
        self._spec = spec
        self._arms = Arms(spec.base, spec.plans, spec.factors, spec.weeks)
        # Scenarios are made again when they are run: all at once would fill the memory.
        self._recipes: dict[str, tuple[int, str, bool]] = {}
        self._starts: dict[str, list[str]] = {}
        self.worlds = [world for i in range(len(spec.points)) for world in self._at(i)]

    def complete(self, store: Store, at_work: RunWorkers, on_run: OnRun | None) -> None:
        """Do what is missing."""
        spec = self._spec
        missing: list[tuple[str, RunId]] = [
            (start, (name, replication))
            for start, names in self._starts.items()
            for replication in range(spec.replications)
            for name in names
            if not store.done((name, replication))
        ]
        total = len(self._recipes) * spec.replications
        ended = total - len(missing)

        def told(more: int) -> None:
            nonlocal ended
            ended += more
            if on_run is not None:
                on_run(ended, total)

        told(0)
        if missing:
            about_to_run()  # here: other processes compile unheard
        together = runs_together(spec.base, spec.weeks, len(missing), at_work.count)
        source = batches(missing, self._scenario, spec.outcomes, spec.seed, together)
        try:
            do_all(source, at_work, store, told)
        except StudyStoppedError:
            raise StudyStoppedError(f"stopped after {ended:,} of {total:,} runs") from None

    def _at(self, point: int) -> list[PlannedWorld]:
        worlds = []
        for plan, pair in self._arms.at(self._spec.points[point]).items():
            names = [self._known(pair.world, point, plan, False)]
            if pair.baseline is not None:
                names.append(self._known(pair.baseline, point, plan, True))
            problem = pair.world.problem or (pair.baseline.problem if pair.baseline else None)
            worlds.append(PlannedWorld(point, plan, names[0], "".join(names[1:]), str(problem or "")))
        return worlds

    def _known(self, arm: Arm, point: int, plan: str, baseline: bool) -> str:
        if arm.scenario is None:
            return ""
        name = arm.scenario.hash()
        if name not in self._recipes:
            self._recipes[name] = (point, plan, baseline)
            start = arm.scenario.model_copy(update=_UNDISTURBED).hash()
            self._starts.setdefault(start, []).append(name)
        return name

    def _scenario(self, name: str) -> Scenario:
        point, plan, baseline = self._recipes[name]
        pair = self._arms.at(self._spec.points[point])[plan]
        arm = pair.baseline if baseline else pair.world
        assert arm is not None
        assert arm.scenario is not None
        return arm.scenario


MOST_RUNS = 32
MEMBER_WEEKS = 12_000_000  # of a batch: a few seconds, which is what a kill can cost

_DIED = "the process that ran it died"


class StudyStoppedError(RippleError):
    """The study was stopped by the keyboard; what is finished is kept."""


def batches(
    missing: Iterable[tuple[str, RunId]],
    make: Callable[[str], Scenario],
    outcomes: tuple[SweepOutcome, ...],
    seed: int,
    most: int,
) -> Iterator[Batch]:
    """Yield runs in batches that share one settled company, each made when it is asked for.

    Parameters
    ----------
    missing
        The runs, each after the name of the settled company it starts from, in groups.
    make
        Returns the scenario of a hash.
    most
        Runs of a batch at most.
    """
    from ripple_sim.compiled import source_hash

    for _, group in groupby(missing, key=lambda one: (one[0], one[1][1])):
        runs = [run for _, run in group]
        for first in range(0, len(runs), most):
            part = tuple(runs[first : first + most])
            scenarios = {name: make(name).model_dump() for name, _ in part}
            yield Batch(scenarios, part, outcomes, seed, source_hash())


def runs_together(scenario: Scenario, weeks: int, runs: int, workers: int) -> int:
    """Return how many runs go into a batch: a few seconds' work, and several for each worker."""
    by_work = MEMBER_WEEKS // (scenario.market.members * weeks)
    by_number = -(-runs // (4 * workers))
    return max(1, min(MOST_RUNS, by_work, by_number))


def do_all(source: Iterator[Batch], workers: RunWorkers, store: Store, told: Callable[[int], None]) -> None:
    """Do batches and keep what comes of them; ``told`` hears how many runs ended.

    Raises
    ------
    StudyStoppedError
        At Ctrl-C, after what is finished was kept.
    RippleError
        When the user's own executor broke.
    """
    waiting: dict[Future[list[Finished]], Batch] = {}

    def keep(finished: Sequence[Finished]) -> None:
        store.add(finished)
        told(len(finished))

    try:
        while True:
            lost = _fill(waiting, source, workers)
            if not waiting and not lost:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED) if waiting else (set(), set())
            for future in done:
                batch = waiting.pop(future)
                try:
                    finished = future.result()
                except BrokenExecutor:
                    lost.append(batch)
                    continue
                except (Exception, CancelledError) as problem:
                    finished = [Finished(run, reason=reason_of(problem)) for run in batch.runs]
                keep(finished)
            if lost:
                # All that waited is lost with the process that died.
                lost += waiting.values()
                waiting.clear()
                _redo(lost, workers, keep)
    except KeyboardInterrupt:
        _collect(waiting, workers, keep)
        raise StudyStoppedError("stopped") from None


def _fill(waiting: dict[Future[list[Finished]], Batch], source: Iterator[Batch], workers: RunWorkers) -> list[Batch]:
    """Hand batches over while there is room; returns those an executor that broke refused."""
    room = workers.room
    while len(waiting) < room:
        batch = next(source, None)
        if batch is None:
            break
        try:
            waiting[workers.submit(batch)] = batch
        except BrokenExecutor:
            return [batch]
    return []


def _redo(lost: Sequence[Batch], workers: RunWorkers, keep: Callable[[Sequence[Finished]], None]) -> None:
    """Do lost runs one at a time: the one with which a process dies again is a failed run."""
    if not workers.renew():
        raise RippleError("the executor broke; what is finished is kept, so resume the study")
    for batch in lost:
        for run in batch.runs:
            alone = Batch({run[0]: batch.scenarios[run[0]]}, (run,), batch.outcomes, batch.seed, batch.model)
            try:
                keep(workers.submit(alone).result())
            except BrokenExecutor:
                keep([Finished(run, reason=_DIED)])
                workers.renew()


def _collect(
    waiting: dict[Future[list[Finished]], Batch], workers: RunWorkers, keep: Callable[[Sequence[Finished]], None]
) -> None:
    """Keep what is finished or about to be, and forget the rest."""
    workers.stop()
    for future in waiting:
        future.cancel()
    if workers.waits_for_running:
        wait([future for future in waiting if not future.cancelled()])
    for future in waiting:
        if future.done() and not future.cancelled() and future.exception() is None:
            keep(future.result())
