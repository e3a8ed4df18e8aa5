"""Simulate points of the parameter space with common random numbers, each world only once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from types import TracebackType
from typing import TypeAlias

import numpy as np

from ripple_sim.study.calibrate.journal import Journal, Key
from ripple_sim.study.calibrate.problem import FloatArray, Problem, mean_errors, means

Simulate: TypeAlias = Callable[[Mapping[str, float], int], Mapping[str, float]]
"""Parameter values and a seed -> moments of one world; called from several threads."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Stage, worlds done, worlds of the stage in all (the most it can need)."""


class Simulations:
    """The worlds of one problem: looked up in the journal, or simulated and written there.

    What it returns doesn't depend on the number of workers.  A world that raises is a failed
    world, kept as such; only trouble of the machine (memory, files) ends the fit.
    """

    def __init__(
        self, problem: Problem, simulate: Simulate, journal: Journal, workers: int, progress: Progress | None
    ) -> None:
        self.problem = problem
        self._simulate = simulate
        self._journal = journal
        self._progress = progress
        self._asked: dict[Key, None] = {}
        self._stage, self._done, self._all = "", 0, 0
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="calibration")

    def __enter__(self) -> Simulations:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, stage: str, most: int) -> None:
        """Begin a stage that needs at most so many worlds."""
        self._stage, self._done, self._all = stage, 0, most
        self._tell()

    def end(self) -> None:
        """End the stage, whether or not it needed all its worlds."""
        if self._done < self._all:
            self._done = self._all
            self._tell()

    def moments(self, points: Iterable[FloatArray], seeds: Sequence[int]) -> FloatArray:
        """Return the targets' moments, shape (points, seeds, targets); NaN where they failed."""
        keys = [[(tuple(self.problem.values(point).values()), seed) for seed in seeds] for point in points]
        wanted = dict.fromkeys(key for row in keys for key in row)
        self._asked.update(wanted)
        self._complete([key for key in wanted if key not in self._journal])
        self._done = min(self._done + sum(map(len, keys)), self._all)
        self._tell()
        found = [[self._row(key) for key in row] for row in keys]
        return np.array(found).reshape(len(keys), len(seeds), len(self.problem.targets))

    def everything(self, point: FloatArray, seeds: Sequence[int]) -> dict[str, float]:
        """Return the means of all moments a simulated point has, targets or not."""
        values = tuple(self.problem.values(point).values())
        rows = [self._journal.moments((values, seed)) for seed in seeds]
        found = {}
        for name in dict.fromkeys(name for row in rows for name in row):
            known = [row[name] for row in rows if math.isfinite(row.get(name, math.nan))]
            found[name] = math.fsum(known) / len(known) if known else math.nan
        return found

    def failures(self) -> list[str]:
        """Return why worlds of this fit failed, in the order in which they were asked for."""
        said = (self._journal.failure(key) for key in self._asked)
        return [one for one in said if one is not None]

    @property
    def asked(self) -> int:
        """Different worlds this fit rests on."""
        return len(self._asked)

    def _row(self, key: Key) -> list[float]:
        moments = self._journal.moments(key)
        return [moments.get(name, math.nan) for name in self.problem.names]

    def _complete(self, keys: Sequence[Key]) -> None:
        futures: list[Future[None]] = [self._pool.submit(self._world, key) for key in keys]
        try:
            for done, future in enumerate(as_completed(futures), 1):
                future.result()
                self._tell(done)
        except BaseException:
            for future in futures:
                future.cancel()
            raise

    def _world(self, key: Key) -> None:
        values, seed = key
        moments: dict[str, float] | None = None
        failure = None
        try:
            named = dict(zip(self.problem.paths, values, strict=True))
            found = self._simulate(named, seed)
            moments = {name: float(value) for name, value in found.items()}
        except (MemoryError, OSError):
            raise
        except Exception as problem:
            failure = f"{type(problem).__name__}: {problem}"
        self._journal.add(key, moments, failure)

    def _tell(self, ahead: int = 0) -> None:
        if self._progress is not None and self._all:
            self._progress(self._stage, min(self._done + ahead, self._all), self._all)


def rounded(point: FloatArray) -> FloatArray:
    """Return a point inside the ranges, rounded so that the last bits don't matter."""
    return np.clip(np.round(np.asarray(point, dtype=np.float64), 9), 0.0, 1.0)


def slopes(
    worlds: Simulations, point: FloatArray, seeds: Sequence[int], step: float, *, exact: bool = True
) -> FloatArray:
    """Return the change of the mean moments with each parameter, by differences.

    Central ones, in which a slope that can't be told from 0 counts as 0; or, to find a way rather
    than to measure, one-sided ones against the point itself as they are, at half the worlds.

    Both sides of a difference meet the same luck, so only worlds in which both were measured
    count.  A slope that can't be told from 0 over the seeds (t test, 5 %) is taken as 0: noise
    must not look like information.  With one seed nothing can be tested and slopes stand.

    Returns
    -------
    FloatArray
        Moments' units per range of the parameter, shape (targets, parameters).
    """
    sides = []
    for i in range(len(point)):
        upwards = 1 if point[i] + step <= 1 else -1
        for direction in (1, -1) if exact else (upwards, 0):
            side = point.copy()
            side[i] += direction * step
            sides.append(rounded(side))
    found = worlds.moments(sides, seeds)
    columns = []
    for i in range(len(point)):
        apart = sides[2 * i][i] - sides[2 * i + 1][i]
        difference = (found[2 * i] - found[2 * i + 1]) / apart
        columns.append(_clear(difference) if exact else means(difference))
    return np.stack(columns, axis=1)


def _clear(differences: FloatArray) -> FloatArray:
    from scipy.special import stdtrit

    mean, error = means(differences), mean_errors(differences)
    freedom = np.maximum(np.isfinite(differences).sum(axis=0) - 1, 1)
    unclear = np.isnan(mean) | (np.abs(mean) < stdtrit(freedom, 0.975) * error)
    return np.where(unclear, 0.0, mean)
