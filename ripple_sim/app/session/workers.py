"""Processes in which studies are done, so that nobody's page waits for another's study."""

from __future__ import annotations

import contextlib
import copyreg
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario

MOST_PROCESSES = max(1, min(2, os.cpu_count() or 1))
POLITE = 5
Tell = Callable[..., None]


class Cancelled(Exception):  # noqa: N818  (nothing went wrong)
    """A study that was cancelled while it ran."""


def _scenario(values: dict[str, Any]) -> Scenario:
    return Scenario.model_validate(values)


# The classes of a scenario's levers are made at import and can't be pickled; its values can.
copyreg.pickle(Scenario, lambda scenario: (_scenario, (scenario.model_dump(),)))


class Worker:
    """A process that does one study at a time."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there,), daemon=True)
        self._process.start()
        there.close()

    @property
    def alive(self) -> bool:
        """Whether it can take a study."""
        return self._process.is_alive()

    def do(self, function: Callable[..., Any], given: tuple[Any, ...], tell: Tell, stop: Connection) -> Any:
        """Do a study and return what it gives; ends the process as soon as ``stop`` has a word.

        Raises
        ------
        RippleError
            With the sentence by which the study refused.
        Cancelled
            When it was stopped.
        RuntimeError
            When the study or its process failed.
        """
        self._here.send((function, given))
        while True:
            if stop in wait([self._here, stop]):
                self.end()
                raise Cancelled
            try:
                kind, said = self._here.recv()
            except EOFError:
                raise RuntimeError("the process of the study ended unexpectedly") from None
            if kind == "told":
                tell(*said)
            elif kind == "given":
                return said
            elif kind == "refused":
                raise RippleError(said)
            else:
                raise RuntimeError(said)

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join(5)
        self._here.close()


def _work(there: Connection) -> None:
    """Do studies as they come; runs in the worker's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(POLITE)  # pages come first
    threading.Thread(target=_follow_parent, daemon=True).start()
    _get_ready()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            function, given = there.recv()
            there.send(_done(function, given, lambda *told: there.send(("told", told))))


def _done(function: Callable[..., Any], given: tuple[Any, ...], tell: Tell) -> tuple[str, Any]:
    import traceback

    try:
        return "given", function(*given, tell)
    except RippleError as problem:
        return "refused", problem.sentence
    except Exception:
        return "failed", traceback.format_exc()


def _follow_parent() -> None:
    """End this process when its server is gone, even if that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _get_ready() -> None:
    """Load the model and its machine code while nobody waits for it."""
    from ripple_sim.study import compare
    from ripple_sim.study.run import run

    del compare
    run("bakery", weeks=1)


class Workers:
    """A few worker processes, lent to one study each."""

    def __init__(self, most: int = MOST_PROCESSES) -> None:
        self._free: list[Worker] = []
        self._warmed = False
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start a first process, so that the first study needn't wait for one; once."""
        with self._lock:
            if not self._warmed:
                self._warmed = True
                self._free.append(Worker())

    def run(self, function: Callable[..., Any], given: tuple[Any, ...], tell: Tell, stop: Connection) -> Any:
        """Do a study on the next free process; as :meth:`Worker.do`."""
        while not self._places.acquire(timeout=0.1):
            if stop.poll():
                raise Cancelled
        worker = self._take()
        try:
            return worker.do(function, given, tell, stop)
        finally:
            if worker.alive:
                with self._lock:
                    self._free.append(worker)
            self._places.release()

    def _take(self) -> Worker:
        with self._lock:
            self._warmed = True
            while self._free:
                worker = self._free.pop()
                if worker.alive:
                    return worker
        return Worker()

    def close(self) -> None:
        """End all free processes."""
        with self._lock:
            while self._free:
                self._free.pop().end()


_shared: Workers | None = None
_making = threading.Lock()


def shared_workers() -> Workers:
    """Return the processes that all visitors share; none is started before it is needed."""
    global _shared
    with _making:
        if _shared is None:
            _shared = Workers()
        return _shared


def close_workers() -> None:
    """End the shared processes."""
    if _shared is not None:
        _shared.close()
