"""Signs of life where there is no terminal: a line now and then on how far a long command is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

FIRST_AFTER = 3.0  # seconds; a command that ends sooner says nothing
LONGEST_SILENCE = 60.0
_GROWTH = 2.0


@contextmanager
def lines_of_progress(
    console: Console, before: str, during: str
) -> Iterator[Callable[[int, int], None]]:
    """Write lines, seldom and seldomer; yields ``tell(done, all)``.

    Parameters
    ----------
    console
        Where the lines go.
    before, during
        What is going on until the first call, and from then on.
    """
    started = time.monotonic()
    ended = threading.Event()
    so_far = (0, 0)

    def tell(done: int, total: int) -> None:
        nonlocal so_far
        so_far = (done, total)

    def watch() -> None:
        wait = FIRST_AFTER
        while not ended.wait(wait):
            console.print(line(before, during, *so_far, time.monotonic() - started), soft_wrap=True)
            wait = min(wait * _GROWTH, LONGEST_SILENCE)

    watcher = threading.Thread(target=watch, name="signs of life", daemon=True)
    watcher.start()
    try:
        yield tell
    finally:
        ended.set()
        watcher.join()


def line(before: str, during: str, done: int, total: int, seconds: float) -> str:
    """Return how far it is, such as ``Run 12 of 360 (3 %) after 15 s, about 7 min left``."""
    if not done or not total:
        return f"{before}, {in_words(seconds)} so far"
    left = seconds * (total - done) / done
    return (
        f"{during} {done:,} of {total:,} ({100 * done / total:.0f} %) after {in_words(seconds)}, "
        f"about {in_words(left)} left"
    )


def in_words(seconds: float) -> str:
    """Return a time such as ``15 s``, ``7 min`` or ``2.5 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
