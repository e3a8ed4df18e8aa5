"""Where text goes: results to standard output, everything said about them to standard error."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console

from ripple_sim.scenario.showing import escaped


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
