"""How long the command line takes to answer, in processes of their own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.tools import show

RIPPLE = Path(sys.executable).with_name("ripple")
REPETITIONS = 5
MOST_SECONDS_OF_HELP = 0.4
MOST_SECONDS_OF_A_RUN = 5.0


def seconds(*arguments, repetitions):
    """Return the least wall time and processor time; other programs lengthen the first."""
    walls, processors = [], []
    for _ in range(repetitions):
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(
            [RIPPLE, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        walls.append(time.perf_counter() - start)
        after = os.times()
        processors.append(after.children_user + after.children_system - before.children_user - before.children_system)
        assert done.returncode == 0, done.stderr
    return min(walls), min(processors)


@pytest.mark.bench
def test_start_up(tmp_path):
    help_takes = seconds("--help", repetitions=REPETITIONS)
    run = ("run", "retail-branches", "--out", str(tmp_path / "results"), "--overwrite")
    first = seconds(*run, repetitions=1)
    second = seconds(*run, repetitions=REPETITIONS)
    show(
        "Start-up",
        ("", "s", "s of processor"),
        *(
            (name, *(f"{taken:.2f}" for taken in took))
            for name, took in (
                ("ripple --help", help_takes),
                ("ripple run retail-branches, which may compile", first),
                ("ripple run retail-branches again", second),
            )
        ),
    )
    assert min(help_takes) < MOST_SECONDS_OF_HELP
    assert min(second) < MOST_SECONDS_OF_A_RUN
