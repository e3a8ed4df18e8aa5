"""Lets weeks go by at a pace, never faster than they are painted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PACES = (1.0, 4.0, 12.0)  # weeks a second
PATIENCE_SECONDS = 1.0
MOST_UNPAINTED = 5
QUICK_SECONDS = 0.12
RESTS_AFTER_SLOW = 2.0


class Player:
    """A thread that lives week after week and waits until each was painted.

    A browser that can't keep up slows the weeks down, so that nothing moves after a pause; one
    that has gone ends them after a few weeks. Where a week takes long to appear, processors are
    scarce, and a rest of twice the delay leaves them to whoever else is waiting.

    Parameters
    ----------
    live
        Lives a week and tells whether there is another. It is given a question to ask before it
        begins: whether the player was stopped meanwhile.
    """

    def __init__(self, live: Callable[[Callable[[], bool]], bool]) -> None:
        self._live = live
        self._painted = threading.Event()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.pace = PACES[1]
        self.ended: Callable[[], None] = lambda: None

    @property
    def playing(self) -> bool:
        """Whether weeks go by."""
        thread = self._thread
        return thread is not None and thread.is_alive() and not self._stop.is_set()

    def play(self) -> None:
        """Let weeks go by, from a thread of its own."""
        with self._lock:
            if self.playing or self._closed:
                return
            self._stop = stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(stop,), daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Let no further week begin."""
        self._stop.set()
        self._painted.set()

    def wait(self, seconds: float) -> bool:
        """Wait until no week goes by any more, and tell whether that is so."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def painted(self) -> None:
        """Tell that the last week is on the screen."""
        self._painted.set()

    def close(self) -> None:
        """Stop for good."""
        self._closed = True
        self.pause()

    def _run(self, stop: threading.Event) -> None:
        unpainted = 0
        more = True
        while more and not stop.is_set() and unpainted < MOST_UNPAINTED:
            began = time.monotonic()
            self._painted.clear()
            more = self._live(stop.is_set)
            unpainted = 0 if self._painted.wait(PATIENCE_SECONDS) else unpainted + 1
            stop.wait(rest_after(time.monotonic() - began, self.pace))
        if not stop.is_set():
            stop.set()
            self.ended()


def rest_after(took: float, pace: float) -> float:
    """Return the seconds to rest after a week that took some seconds to live and to appear."""
    return max(1 / pace - took, RESTS_AFTER_SLOW * (took - QUICK_SECONDS), 0.0)
