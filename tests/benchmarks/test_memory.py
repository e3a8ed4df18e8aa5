"""Memory of a member and of a large market, and how fast a large market lives."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.tools import show
from ripple_sim.model.records import MEMBER

MEMBERS, STAFF, THREADS = 1_000_000, 20_000, 2
MOST_BYTES = 1.5e9
MOST_BYTES_PER_MEMBER = 160


def test_bytes_per_member():
    assert MEMBER.itemsize <= MOST_BYTES_PER_MEMBER


@pytest.mark.bench
def test_a_million_members():
    command = [sys.executable, "-m", "benchmarks.large_market"]
    command += [str(number) for number in (MEMBERS, STAFF, THREADS)]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    rates = [
        (f"million member-weeks/s{of}, {n} thread{'s' * (n != '1')}", f"{rate / 1e6:.2f}")
        for n, both in facts["rates"].items()
        for of, rate in zip(("", " of processor"), both, strict=True)
    ]
    show(
        f"A large market: {MEMBERS:,} members and {STAFF:,} staff, one year reported",
        ("weeks lived, settling included", f"{facts['weeks']}"),
        (f"seconds, {THREADS} threads", f"{facts['seconds']:.1f}"),
        ("peak memory, GB", f"{facts['bytes'] / 1e9:.2f}"),
        ("bytes per member", f"{MEMBER.itemsize}"),
        *rates,
    )
    assert facts["bytes"] < MOST_BYTES
