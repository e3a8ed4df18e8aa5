"""Do all missing runs of a study; whatever goes wrong with one, the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from itertools import groupby

from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.sweep.outcomes import Outcome
from ripple_sim.study.sweep.store import Store
from ripple_sim.study.sweep.work import Batch, Finished, RunId, reason_of
from ripple_sim.study.sweep.workers import Workers

MOST_RUNS = 32
MEMBER_WEEKS = 12_000_000  # of a batch: a few seconds, which is what a kill can cost

_DIED = "the process that ran it died"


class StudyStoppedError(RippleError):
    """The study was stopped by the keyboard; what is finished is kept."""


def batches(
    missing: Iterable[tuple[str, RunId]],
    make: Callable[[str], Scenario],
    outcomes: tuple[Outcome, ...],
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


def do_all(source: Iterator[Batch], workers: Workers, store: Store, told: Callable[[int], None]) -> None:
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


def _fill(waiting: dict[Future[list[Finished]], Batch], source: Iterator[Batch], workers: Workers) -> list[Batch]:
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


def _redo(lost: Sequence[Batch], workers: Workers, keep: Callable[[Sequence[Finished]], None]) -> None:
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
    waiting: dict[Future[list[Finished]], Batch], workers: Workers, keep: Callable[[Sequence[Finished]], None]
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
