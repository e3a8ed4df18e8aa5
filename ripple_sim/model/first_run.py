"""Announce that the coming run first compiles the model: once, and just before it does.

So nothing is said before a refusal: whatever can be checked without a run is checked by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_listeners: list[Callable[[], None]] = []


@contextmanager
def told_of_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call ``tell`` if the model must be compiled while this lasts, at most once."""
    _listeners.append(tell)
    try:
        yield
    finally:
        if tell in _listeners:
            _listeners.remove(tell)


def about_to_run() -> None:
    """Let the listeners know, if the coming run must compile."""
    if not _listeners:
        return
    from ripple_sim import compiled

    if compiled.needs_compiling():
        while _listeners:
            _listeners.pop()()
