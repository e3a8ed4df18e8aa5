"""Studies under way: their progress, their result, and a way to cancel them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from multiprocessing import Pipe
from typing import Any, Literal

from ripple_sim.app.session.workers import Cancelled, Workers, shared_workers
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase

log = logging.getLogger("ripple_sim.app")
State = Literal["running", "done", "refused", "failed", "cancelled"]
MOST_AT_ONCE = 3


class Job:
    """One study.

    Attributes
    ----------
    name
        What it is, for those who look for it.
    state
        How it stands; ``refused`` when it said why it can't be done, ``failed`` when it broke.
    done, total
        How far it has come; ``total`` is 0 before that is known.
    so_far
        What it told of its result on the way, if it did.
    result
        What it gave, once it is done.
    problem
        Why it refused; None where it did not.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.state: State = "running"
        self.done = 0
        self.total = 0
        self.so_far: Any = None
        self.result: Any = None
        self.problem: Phrase | None = None
        self.finished = threading.Event()
        self._stop, self.stopped = Pipe()

    def cancel(self) -> None:
        """Stop it, if it is running."""
        if self.state == "running":
            self._stop.send(True)


class Jobs:
    """The studies of one visitor, by name."""

    def __init__(self, workers: Workers | None = None) -> None:
        self._workers = workers
        self._held: dict[str, Job] = {}

    def __getitem__(self, name: str) -> Job | None:
        return self._held.get(name)

    def start(
        self, name: str, function: Callable[..., Any], *given: Any, when_changed: Callable[[], None] = lambda: None
    ) -> Job:
        """Begin a study in a process of its own; one of the same name is cancelled.

        Parameters
        ----------
        name
            By which it is found.
        function
            A function at the top of a module; it is given ``given`` and, last, a function to
            tell with how much is done of how much, ``tell(done, total)``, and if it likes with
            what is known so far: ``tell(done, total, so_far)``.
        when_changed
            Called after each step, from another thread.

        Raises
        ------
        RippleError
            When too many are running.
        """
        before = self._held.get(name)
        if before is not None:
            before.cancel()
        running = [job for job in self._held.values() if job.state == "running"]
        if len([job for job in running if job is not before]) >= MOST_AT_ONCE:
            raise RippleError("three studies are running already; wait for one or cancel it")
        job = self._held[name] = Job(name)

        def tell(done: int, total: int, so_far: Any = None) -> None:
            job.done, job.total = done, total
            if so_far is not None:
                job.so_far = so_far
            when_changed()

        def run() -> None:
            try:
                workers = self._workers or shared_workers()
                job.result = workers.run(function, given, tell, job.stopped)
                job.state = "done"
            except Cancelled:
                job.state = "cancelled"
            except RippleError as problem:
                job.state, job.problem = "refused", problem.sentence
            except Exception:
                log.exception("the study '%s' failed", name)
                job.state = "failed"
            job.finished.set()
            when_changed()

        threading.Thread(target=run, daemon=True).start()
        return job

    def forget(self, name: str) -> None:
        """Cancel a study and think of it no more."""
        job = self._held.pop(name, None)
        if job is not None:
            job.cancel()

    def close(self) -> None:
        """Cancel everything."""
        for job in self._held.values():
            job.cancel()
