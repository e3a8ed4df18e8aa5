"""Pairs on threads side by side, which end within a week of their worlds when one fails.

Nine tenths of a week are compiled loops that release the interpreter, so threads share the work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from typing import TypeVar

from ripple_sim.model.records import MEMBER

MOST_BYTES = 2_000_000_000  # all worlds lived at once; a laptop has four times as much

T = TypeVar("T")


class StoppedError(Exception):
    """Another pair failed, or the keyboard stopped the study."""


def threads_for(asked: int | None, members: int, worlds: int) -> int:
    """Return how many pairs to live at once.

    Parameters
    ----------
    asked
        Threads asked for; as many as processors if None.
    members, worlds
        Market members of the company, which take most of a world's memory, and worlds in a pair.
    """
    in_memory = MOST_BYTES // max(members * MEMBER.itemsize * (worlds + 1), 1)
    return max(min(asked or os.cpu_count() or 1, in_memory), 1)


def in_threads(
    one: Callable[[int, Callable[[], None]], T],
    count: int,
    threads: int,
    on_pair: Callable[[int, int], None] | None = None,
) -> list[T]:
    """Return what comes of every pair, in their order.

    Parameters
    ----------
    one
        Lives a pair, given its number and what to call after each week.
    count, threads
        The number of pairs, and how many to live at once.
    on_pair
        Called with the pairs done and all of them, after each pair.
    """
    stop = Event()

    def on_week() -> None:
        if stop.is_set():
            raise StoppedError

    pool = ThreadPoolExecutor(threads)
    try:
        waiting = [pool.submit(one, pair, on_week) for pair in range(count)]
        for done, future in enumerate(as_completed(waiting), 1):
            future.result()
            if on_pair is not None:
                on_pair(done, count)
        return [future.result() for future in waiting]
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)
