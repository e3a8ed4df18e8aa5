"""Simulated worlds of a fit, each only once, and the journal that keeps every one on the disk.

A fit that is killed looks its worlds up in the journal, and goes on where it was; a damaged line is
left out, and its world is simulated again.
"""

from __future__ import annotations

import json
import math
import os
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, TypeAlias

import numpy as np

from ripple_sim.scenario.checked_files import (
    DamagedError,
    SetAsideWarning,
    from_checked_json,
    to_checked_json,
    write_whole,
)
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.problem import FloatArray, Problem, mean_errors, means
from ripple_sim.study.core.results_folder import locked

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
        result = [[self._row(key) for key in row] for row in keys]
        return np.array(result).reshape(len(keys), len(seeds), len(self.problem.targets))

    def everything(self, point: FloatArray, seeds: Sequence[int]) -> dict[str, float]:
        """Return the means of all moments a simulated point has, targets or not."""
        values = tuple(self.problem.values(point).values())
        rows = [self._journal.moments((values, seed)) for seed in seeds]
        result = {}
        for name in dict.fromkeys(name for row in rows for name in row):
            known = [row[name] for row in rows if math.isfinite(row.get(name, math.nan))]
            result[name] = math.fsum(known) / len(known) if known else math.nan
        return result

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
            result = self._simulate(named, seed)
            moments = {name: float(value) for name, value in result.items()}
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
    result = worlds.moments(sides, seeds)
    columns = []
    for i in range(len(point)):
        apart = sides[2 * i][i] - sides[2 * i + 1][i]
        difference = (result[2 * i] - result[2 * i + 1]) / apart
        columns.append(_clear(difference) if exact else means(difference))
    return np.stack(columns, axis=1)


def _clear(differences: FloatArray) -> FloatArray:
    from scipy.special import stdtrit

    mean, error = means(differences), mean_errors(differences)
    freedom = np.maximum(np.isfinite(differences).sum(axis=0) - 1, 1)
    unclear = np.isnan(mean) | (np.abs(mean) < stdtrit(freedom, 0.975) * error)
    return np.where(unclear, 0.0, mean)


Key: TypeAlias = tuple[tuple[float, ...], int]
"""Parameter values in the problem's order, and the seed."""


class Journal:
    """All worlds simulated in one folder; open it with ``with``.

    Parameters
    ----------
    folder
        Where ``journal.jsonl`` and ``lock`` lie; made if missing.
    identity
        What the worlds belong to.  A journal with another one is refused.

    Raises
    ------
    RippleError
        Where another fit works in the folder, the journal belongs to another problem, or no line
        of it is whole.
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self.folder = folder
        self._identity = identity
        self._known: dict[Key, dict[str, Any]] = {}
        self._writing = threading.Lock()
        self._lock = ExitStack()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Journal:
        try:
            self._lock.enter_context(locked(self.folder, "fit"))
            self._read()
        except OSError as problem:
            self._close()
            raise RippleError(f"the folder {self.folder} can't be used: {problem.strerror}") from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __contains__(self, key: Key) -> bool:
        return key in self._known

    def moments(self, key: Key) -> Mapping[str, float]:
        """Return a known world's moments; none where the world failed."""
        result = self._known[key].get("moments", {})
        return {name: math.nan if value is None else value for name, value in result.items()}

    def failure(self, key: Key) -> str | None:
        """Return why a known world failed, or None."""
        said = self._known[key].get("failure")
        return None if said is None else str(said)

    def add(self, key: Key, moments: Mapping[str, float] | None, failure: str | None) -> None:
        """Write a world down; it is on the disk when this returns."""
        values, seed = key
        line: dict[str, Any] = {"values": list(values), "seed": seed}
        if moments is None:
            line["failure"] = failure
        else:
            line["moments"] = {name: value if math.isfinite(value) else None for name, value in moments.items()}
        with self._writing:
            self._append(line)
            self._known[key] = line

    def _read(self) -> None:
        path = self.folder / "journal.jsonl"
        self._file = path.open("a+b")
        self._file.seek(0)
        text = self._file.read()
        # A line without its end was torn by a kill; its world is simulated again.
        whole = text.rfind(b"\n") + 1
        if whole < len(text):
            self._file.truncate(whole)
        lines = text[:whole].split(b"\n")[:-1]
        if not lines:
            self._append({"identity": self._identity})
            return
        held = [self._checked(line) for line in lines]
        if not any(held):
            self._refuse_another(lines[0])
            raise RippleError(f"the journal {path} is damaged; choose another folder")
        worlds = [one for one in held if one and "identity" not in one]
        self._known = {(tuple(one["values"]), one["seed"]): one for one in worlds}
        if not all(held):
            self._write_anew(path, worlds)
            warnings.warn(
                SetAsideWarning(
                    f"{path} is damaged in {held.count(None)} of {len(held)} lines; what they held is simulated again"
                ),
                stacklevel=3,
            )

    def _checked(self, line: bytes) -> dict[str, Any] | None:
        try:
            return from_checked_json(line, belongs_to=self._identity)
        except DamagedError:
            return None

    def _refuse_another(self, first: bytes) -> None:
        try:
            identity = json.loads(first)["identity"]
            from_checked_json(first, belongs_to=identity)
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        raise RippleError(
            f"the journal in {self.folder} belongs to other parameters, targets or another model; choose another folder"
        )

    def _write_anew(self, path: Path, worlds: list[dict[str, Any]]) -> None:
        """Leave damaged lines out, so that what is appended follows whole ones."""
        lines = [self._line({"identity": self._identity}), *map(self._line, worlds)]
        write_whole(path, b"".join(lines), durable=True)
        if self._file is not None:
            self._file.close()
        self._file = path.open("a+b")

    def _line(self, said: Mapping[str, Any]) -> bytes:
        return to_checked_json(said, belongs_to=self._identity).encode() + b"\n"

    def _append(self, line: Mapping[str, Any]) -> None:
        assert self._file is not None
        self._file.write(self._line(line))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._lock.close()
