"""A folder in which only one study works at a time.

The lock is taken on the descriptor of a file that names its holder, so that whoever has to wait can
be told for which process; filelock's own lock files don't tell that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor

from ripple_sim.scenario.problems import RippleError

LOCK = "lock"


@contextmanager
def locked(folder: Path, work: str = "study") -> Iterator[None]:
    """Hold a folder's lock, made with the folder if missing.

    The kernel gives the lock back when its holder dies, however it dies. ``work`` is what a refusal
    calls the other one's work.

    Raises
    ------
    RippleError
        Where another holds it, or the folder can't be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+")
    except OSError as problem:
        raise RippleError(f"the folder {folder} can't be used: {problem.strerror}") from None
    with lock:
        try:
            mine = lock_descriptor(lock.fileno(), blocking=False)
        except OSError as problem:
            raise RippleError(f"the folder {folder} can't be used: {problem.strerror}") from None
        if not mine:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise RippleError(
                f"another {work} (process {holder}) works in {folder}; wait for it or choose another folder"
            )
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
