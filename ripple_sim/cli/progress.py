"""What a command shows: text on the terminal, and how far it is, as a bar or a line now and then."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from ripple_sim.model.first_run import told_of_compiling
from ripple_sim.scenario.checked_files import SetAsideWarning
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.showing import escaped

COMPILING = "Compiling the model for this machine; this happens once and takes about a minute."
FIRST_AFTER = 3.0  # seconds; a command that ends sooner says nothing
LONGEST_SILENCE = 60.0
_GROWTH = 2.0


@contextmanager
def progress_bar(console: Console, before: str, during: str, rate: str = "") -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, elsewhere a line now and then; yields ``tell(done, all)``.

    If the model must be compiled on the way, that is said just before.

    Parameters
    ----------
    console
        Where the bar appears.
    before, during
        Words beside the bar until the first call, and from then on.
    rate
        The unit of a rate to show too, such as "runs/s".
    """
    with announcing_compiling(console):
        if console.quiet or console.is_terminal:
            with _bar(console, before, during, rate) as tell:
                yield tell
        else:
            with _lines(console, before, during) as tell:
                yield tell


@contextmanager
def progress_of_runs(quiet: bool = False, kept: bool = True) -> Iterator[Callable[[int, int], None]]:
    """Show how many runs of a study ended, their rate and the time left.

    When stopped, say how to go on if the runs are ``kept``.
    """
    from ripple_sim.study.sweep.sweep import StudyStoppedError

    said = Screen(stderr=True, quiet=quiet)
    try:
        with set_asides_said(said), progress_bar(said, "Preparing", "Run", rate="runs/s") as tell:
            yield tell
    except StudyStoppedError as stopped:
        how = "the same command with --resume goes on" if kept else "with --out runs are kept"
        raise RippleError(f"{stopped}; {how}") from None


@contextmanager
def announcing_compiling(console: Console) -> Iterator[None]:
    """Say that the model is compiled, if it must be, once a run begins."""
    with told_of_compiling(lambda: console.print(COMPILING, soft_wrap=True)):
        yield


@contextmanager
def set_asides_said(console: Console) -> Iterator[None]:
    """Say in a sentence which damaged files were set aside; other warnings go their usual way."""
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
            if issubclass(category, SetAsideWarning):
                console.print(f"{message}.", soft_wrap=True)
            else:
                usual(message, category, *where, **more)

        warnings.simplefilter("always", SetAsideWarning)
        warnings.showwarning = show
        yield


class _Rate(ProgressColumn):
    """How fast it goes."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """Return the rate, or nothing before it is known."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.2g} {self._unit}", style="dim")


@contextmanager
def _bar(console: Console, before: str, during: str, rate: str) -> Iterator[Callable[[int, int], None]]:
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        *([_Rate(rate)] if rate else []),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=console.quiet,
    )
    with bar:
        task = bar.add_task(before, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, description=f"{during} {done}", completed=done, total=total)

        yield tell


@contextmanager
def _lines(console: Console, before: str, during: str) -> Iterator[Callable[[int, int], None]]:
    """Write lines, seldom and seldomer."""
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

    watcher = threading.Thread(target=watch, name="lines of progress", daemon=True)
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


class Told(Protocol):
    """An answer that is told in sentences."""

    def conditions(self) -> Iterable[str]:
        """Return under which conditions it was found."""

    def say(self) -> str:
        """Return it in words."""


_NARROWEST = 10
_USUAL_WIDTH = 80


class Screen(Console):
    """A console that takes square brackets as they are and lets broken pipes be known."""

    def __init__(self, stderr: bool = False, quiet: bool = False) -> None:
        super().__init__(stderr=stderr, quiet=quiet, markup=False, highlight=False, emoji=False)
        if self.width < _NARROWEST:  # COLUMNS=0 would leave room for nothing
            self.width = _USUAL_WIDTH

    def print(self, *objects: Any, **how: Any) -> None:
        """Print; what can't be seen in a text, as in the name of a file, is written out."""
        super().print(*(_seen(one) if isinstance(one, str) else one for one in objects), **how)

    def print_answer(self, answer: Told, *tables: object) -> None:
        """Print an answer's tables, the conditions under which it was found, and its words."""
        for part in (*tables, *answer.conditions(), answer.say()):
            self.print(part)

    def print_written(self, files: Sized, folder: Path) -> None:
        """Print how many files were written to a folder."""
        self.print(f"{len(files)} files written to {folder}", soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """Leave it to the command line to say so."""
        raise BrokenPipeError


def _seen(text: str) -> str:
    return "\n".join(map(escaped, text.split("\n")))
