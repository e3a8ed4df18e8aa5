"""Pictures drawn by a second process, which makes itself ready while the model still runs.

Matplotlib takes longer to import and to draw than three years of the default company to run.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from ripple_sim.observe.results import Run

PICTURES = ("overview.png", "overview.svg")
_WAITING = (
    "import sys; sys.path[:] = sys.argv[1:]; from ripple_sim.report.painter import paint_what_comes; paint_what_comes()"
)


def paint(run: Run, folder: Path) -> None:
    """Draw the overview of a run into a folder, in this process.

    Raises
    ------
    OSError
        When a file can't be written.
    """
    from ripple_sim.report.overview_figure import overview, save

    figure = overview(run)
    for name in PICTURES:
        save(figure, folder / name)


class Painter:
    """A process that waits for a run to draw; as a context, it is gone at the end.

    It draws the same bytes as :func:`paint`. Where it can't be started or doesn't succeed,
    :meth:`finish` says so, and the pictures remain to be drawn here, where what is wrong is said.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if (os.cpu_count() or 1) > 1 and sys.executable:
            # In a session of its own, it isn't stopped by the Ctrl-C that ends a run early.
            with contextlib.suppress(OSError):
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _WAITING, *sys.path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(OSError):
                self._process.communicate()

    def begin(self, run: Run, folder: Path) -> None:
        """Let it draw the overview of a run into a folder, and return at once."""
        if self._process is not None and self._process.stdin is not None:
            # The classes of a scenario are made at import and can't be pickled, its values can.
            series_only = replace(run, engine=cast(Any, None), scenario=cast(Any, None))
            message = (series_only, run.scenario.model_dump(), folder)
            with contextlib.suppress(OSError), self._process.stdin as told:
                pickle.dump(message, told, pickle.HIGHEST_PROTOCOL)

    def finish(self) -> bool:
        """Wait until the pictures are drawn, and tell whether they are."""
        return self._process is not None and self._process.wait() == 0


def paint_what_comes() -> None:
    """Get ready, then draw the run that arrives on standard input, if one does."""
    from ripple_sim.scenario.schema import Scenario

    _warm_up()
    try:
        run, values, folder = pickle.load(sys.stdin.buffer)
    except EOFError:
        sys.exit(1)
    run.scenario = Scenario.model_validate(values)
    paint(run, folder)


def _warm_up() -> None:
    """Load typefaces and the writers of both formats by drawing a word."""
    from matplotlib.figure import Figure

    from ripple_sim.report.style import look_of_panels

    with look_of_panels():
        figure = Figure(figsize=(1, 1))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.plot([0, 1], [0, 1])
        axes.set_title("From 0 to 100", fontweight="bold")
        for kind in ("png", "svg"):
            figure.savefig(io.BytesIO(), format=kind)
