"""A folder in which only one study works at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ripple_sim.scenario.problems import RippleError

LOCK = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, made with the folder if missing.

    Raises
    ------
    RippleError
        Where another study holds it, or the folder can't be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+")
    except OSError as problem:
        raise RippleError(f"the folder {folder} can't be used: {problem.strerror}") from None
    with lock:
        # The kernel gives the lock back when its holder dies, however it dies.
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise RippleError(
                f"another study (process {holder}) works in {folder}; "
                "wait for it or choose another folder"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
