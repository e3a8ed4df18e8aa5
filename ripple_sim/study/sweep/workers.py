"""Runs of a study, and where they are done: threads, processes, an executor, a Dask cluster."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ripple_sim.scenario.accepted import WORKERS
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FLAG, FUNCTION, PATH, Having, Maybe, OfKind, Reader, Text, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.wording import mark

if TYPE_CHECKING:
    from distributed import Client

Where: TypeAlias = Literal["threads", "processes"] | Executor

PLACE = Word("threads", "processes") | OfKind(mark("an executor"), Executor)
CLUSTER = Text(mark("a scheduler's address")) | Having(mark("a Dask client"), "get_executor")
DOING: dict[str, Reader] = {
    "folder": Maybe(PATH),
    "workers": WORKERS,
    "executor": PLACE,
    "dask": Maybe(CLUSTER),
    "resume": FLAG,
    "on_run": Maybe(FUNCTION),
}
"""What may be given to everything that does the runs of a study."""

_PATIENCE = "20s"
_AHEAD = 2  # batches that wait for each worker, so that none is ever idle


class RunWorkers:
    """Does batches of runs.

    Parameters
    ----------
    executor
        Where they are done.
    count
        Returns how many can be done at a time; a cluster may grow.
    """

    waits_for_running = True
    """Whether, when the study is stopped, what is running ends soon and is worth waiting for."""

    def __init__(self, executor: Executor, count: Callable[[], int]) -> None:
        self._executor = executor
        self._count = count

    @property
    def count(self) -> int:
        """How many batches are done at a time, at least 1."""
        return max(self._count(), 1)

    @property
    def room(self) -> int:
        """How many batches may wait or run."""
        return _AHEAD * self.count

    def submit(self, batch: Batch) -> Future[list[Finished]]:
        """Hand a batch over."""
        return self._executor.submit(do_batch, batch)

    def stop(self) -> None:
        """Let running batches end early, where that can be told to them."""

    def renew(self) -> bool:
        """Replace an executor that broke; False where it can't be."""
        return False

    def close(self) -> None:
        """Let go of what was made for the study."""


class Threads(RunWorkers):
    """Threads of this process; the compiled loops run beside each other."""

    def __init__(self, count: int) -> None:
        super().__init__(ThreadPoolExecutor(count, thread_name_prefix="study"), lambda: count)
        self._stopping = threading.Event()

    def submit(self, batch: Batch) -> Future[list[Finished]]:
        """Hand a batch over."""
        return self._executor.submit(do_batch, batch, self._stopping.is_set)

    def stop(self) -> None:
        """Let each thread end after the week it is in."""
        self._stopping.set()

    def close(self) -> None:
        """Wait for the threads."""
        self._stopping.set()
        self._executor.shutdown(cancel_futures=True)


class Processes(RunWorkers):
    """Processes of this machine; one that dies is replaced."""

    def __init__(self, count: int) -> None:
        super().__init__(_processes(count), lambda: count)
        self._processes = count

    def renew(self) -> bool:
        """Begin anew with as many processes."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = _processes(self._processes)
        return True

    def close(self) -> None:
        """End the processes after the runs they are in."""
        self._executor.shutdown(cancel_futures=True)


class Cluster(RunWorkers):
    """The workers of a Dask cluster, each with its own installation of this package."""

    waits_for_running = False

    def __init__(self, client: Any, own: bool) -> None:
        # Runs are the same wherever and however often they are done, so a lost one may be redone.
        super().__init__(client.get_executor(pure=False), lambda: sum(client.nthreads().values()))
        self._client, self._own = client, own

    def close(self) -> None:
        """Cancel what waits, and disconnect if the client was made here."""
        self._executor.shutdown(wait=False)
        if self._own:
            self._client.close()


@contextmanager
def workers(
    count: int | None = None, where: Where = "threads", dask: str | Client | None = None
) -> Iterator[RunWorkers]:
    """Hold the workers of a study.

    Parameters
    ----------
    count
        Threads, processes, or how many runs an executor of the user's does at a time; as many as
        processors if None.
    where
        ``"threads"``, ``"processes"``, or an executor.
    dask
        A client, or the address of a scheduler such as ``tcp://host:8786``, instead.

    Raises
    ------
    RippleError
        When there is no such place, or the cluster can't be reached.
    """
    number = count or os.cpu_count() or 1
    made: RunWorkers
    if dask is not None:
        made = _cluster(dask)
    elif isinstance(where, Executor):
        made = RunWorkers(where, lambda: number)
    elif where == "threads":
        made = Threads(number)
    elif where == "processes":
        made = Processes(number)
    else:
        raise RippleError(f"runs can't be done by '{where}'; name threads, processes or an executor")
    try:
        yield made
    finally:
        made.close()


def _processes(count: int) -> ProcessPoolExecutor:
    # A fork would copy the threads' locks of this process as they happen to stand.
    return ProcessPoolExecutor(count, get_context("spawn"), initializer=_leave_stopping_to_parent)


def _leave_stopping_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _cluster(dask: str | Client) -> Cluster:
    try:
        from distributed import Client
    except ImportError:
        raise RippleError('a cluster needs Dask; install it with: pip install "ripple_sim[cluster]"') from None
    if not isinstance(dask, str):
        return Cluster(dask, own=False)
    try:
        made: Any = Client
        return Cluster(made(dask, timeout=_PATIENCE), own=True)
    except (OSError, ValueError) as problem:
        said = " ".join(str(problem).split())
        raise RippleError(f"no Dask scheduler answers at {dask}: {said}") from None


RunId: TypeAlias = tuple[str, int]
"""The hash of a scenario, and the number of the replication."""


@dataclass(frozen=True)
class Finished:
    """A run that is over: its outcomes, or why there are none."""

    run: RunId
    values: tuple[float, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Batch:
    """Runs that are done one after the other, so that a settled company serves several.

    Plain data, for it may travel to another process or machine.

    Attributes
    ----------
    scenarios
        By their hash, as plain data.
    runs
        What is run, in order.
    outcomes, seed
        What is asked of each run, and the seed of all random draws.
    model
        The hash of the model's sources: another machine may hold another version.
    """

    scenarios: dict[str, dict[str, Any]]
    runs: tuple[RunId, ...]
    outcomes: tuple[SweepOutcome, ...]
    seed: int
    model: str


class RunStoppedError(Exception):
    """The study is being stopped; the run is not finished."""


def do_batch(batch: Batch, stopping: Callable[[], bool] = lambda: False) -> list[Finished]:
    """Do the runs of a batch; what goes wrong with one is its row, and the others go on.

    ``stopping`` is asked every week; once it says so, only what is finished comes back.
    """
    from ripple_sim.compiled import source_hash
    from ripple_sim.model.settling import SettledCache

    if source_hash() != batch.model:
        reason = "the worker holds another version of ripple_sim"
        return [Finished(run, reason=reason) for run in batch.runs]
    settled = SettledCache(most=1)
    scenarios: dict[str, Scenario] = {}
    finished: list[Finished] = []

    def on_week(_: int, __: int) -> None:
        if stopping():
            raise RunStoppedError

    for run in batch.runs:
        name, replication = run
        try:
            if stopping():
                raise RunStoppedError
            if name not in scenarios:
                scenarios[name] = Scenario.model_validate(batch.scenarios[name])
            values = _figures(scenarios[name], batch.seed, replication, batch.outcomes, on_week, settled)
            finished.append(Finished(run, values))
        except RunStoppedError:
            break
        except Exception as problem:
            finished.append(Finished(run, reason=reason_of(problem)))
    return finished


def _figures(
    scenario: Scenario,
    seed: int,
    replication: int,
    outcomes: Sequence[SweepOutcome],
    on_week: Callable[[int, int], None],
    settled: Any,
) -> tuple[float, ...]:
    from ripple_sim.study.run import run as simulate

    # One thread a run: the runs themselves share the processors.
    run = simulate(scenario, seed, threads=1, on_week=on_week, replication=replication, settled=settled)
    if run.interrupted:
        raise RunStoppedError
    return tuple(one.measure(run) for one in outcomes)


def reason_of(problem: BaseException) -> str:
    """Return why a run failed, on one line."""
    said = " ".join(str(problem).split())
    return f"{type(problem).__name__}: {said}" if said else type(problem).__name__
