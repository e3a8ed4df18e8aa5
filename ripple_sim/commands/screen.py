"""Where text goes: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ripple_sim.commands.signs_of_life import lines_of_progress
from ripple_sim.model.first_run import told_of_compiling
from ripple_sim.scenario.checked_files import SetAsideWarning
from ripple_sim.scenario.showing import escaped

COMPILING = "Compiling the model for this machine; this happens once and takes about a minute."
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

    def on_broken_pipe(self) -> None:
        """Leave it to the command line to say so."""
        raise BrokenPipeError


def _seen(text: str) -> str:
    return "\n".join(map(escaped, text.split("\n")))


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


@contextmanager
def progress_bar(
    console: Console, before: str, during: str, rate: str = ""
) -> Iterator[Callable[[int, int], None]]:
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
            with lines_of_progress(console, before, during) as tell:
                yield tell


@contextmanager
def announcing_compiling(console: Console) -> Iterator[None]:
    """Say that the model is compiled, if it must be, once a run begins."""
    with told_of_compiling(lambda: console.print(COMPILING, soft_wrap=True)):
        yield


@contextmanager
def _bar(
    console: Console, before: str, during: str, rate: str
) -> Iterator[Callable[[int, int], None]]:
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
