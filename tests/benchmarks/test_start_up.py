"""How long the command line takes to answer, in processes of their own."""

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
    """Return the shortest of several times; the others waited for the processor or the disk."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        done = subprocess.run(
            [RIPPLE, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        times.append(time.perf_counter() - start)
        assert done.returncode == 0, done.stderr
    return min(times)


@pytest.mark.bench
def test_start_up(tmp_path):
    help_takes = seconds("--help", repetitions=REPETITIONS)
    run = ("run", "retail-branches", "--out", str(tmp_path / "results"), "--overwrite")
    first = seconds(*run, repetitions=1)
    second = seconds(*run, repetitions=REPETITIONS)
    show(
        "Start-up",
        ("", "s"),
        ("ripple --help", f"{help_takes:.2f}"),
        ("ripple run retail-branches, which may compile", f"{first:.2f}"),
        ("ripple run retail-branches again", f"{second:.2f}"),
    )
    assert help_takes < MOST_SECONDS_OF_HELP
    assert second < MOST_SECONDS_OF_A_RUN
