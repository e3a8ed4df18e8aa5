"""Measure one customer week in every library's own style, and check that all give the same means.

    python measure.py [--sizes 10000 100000 1000000] [--weeks 26] [--out results]

Each style runs in a process of its own, one thread; the weeks of all styles are timed in turn, round
by round, so that what else the machine does meets all alike. Written: ``speed.csv`` (million
customer-weeks a second, the median round; bytes a customer) and ``means.csv``.
"""

from __future__ import annotations

import argparse
import csv
import gc
import importlib
import multiprocessing as mp
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np

STYLES = {
    "Mesa agents": ("mesa_agents", "MesaAgents"),
    "AgentPy": ("agentpy_agents", "AgentPyAgents"),
    "mesa-frames": ("mesa_frames_set", "MesaFramesSet"),
    "starsim, common random numbers": ("starsim_module", "StarsimModule"),
    "starsim, one stream": ("starsim_module", "StarsimSingleStream"),
    "NumPy columns": ("numpy_columns", "NumpyColumns"),
    "NumPy columns in Mesa's property layers": ("property_layers", "PropertyLayers"),
    "C on records": ("plain_c", "CRecords"),
    "C on columns": ("plain_c", "CColumns"),
    "thresholds on columns": ("thresholds", "Thresholds"),
}
SLOW = {"Mesa agents", "AgentPy"}
SLOW_WEEKS = 3
SUMS = ("customers", "satisfaction", "lapses", "joins", "spending")
# Beyond chance: the styles round differently.
MOST_APART = {"customers": 0.001, "satisfaction": 0.002, "lapses": 0.02, "joins": 0.02, "spending": 0.002}


def serve(style: str, members: int, seed: int, pipe: mp.connection.Connection) -> None:
    """Live weeks when asked to: receives a number of weeks, sends seconds and sums."""
    for name in ("POLARS_MAX_THREADS", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"
    import market

    make = getattr(importlib.import_module(STYLES[style][0]), STYLES[style][1])
    make(market.found(1_600), seed).week()  # imports and machine code aren't a customer's memory
    before = memory()
    model = make(market.found(members), seed)
    model.week()
    pipe.send((memory() - before) / members)
    while weeks := pipe.recv():
        begin = time.process_time()
        sums = [model.week() for _ in range(weeks)]
        pipe.send((time.process_time() - begin, np.sum(sums, axis=0)))


def memory() -> int:
    """Return the memory that this process holds now, in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def measure(members: int, weeks: int, rounds: int) -> list[dict[str, object]]:
    rows = []
    spawn = mp.get_context("spawn")
    at_work = {}
    for number, style in enumerate(STYLES):
        here, there = spawn.Pipe()
        spawn.Process(target=serve, args=(style, members, number + 1, there), daemon=True).start()
        at_work[style] = (here, here.recv())
    speeds, sums, weeks_run = ({style: [] for style in STYLES}, dict.fromkeys(STYLES, 0.0), dict.fromkeys(STYLES, 0))
    for _ in range(rounds):
        for style, (pipe, _) in at_work.items():
            length = min(SLOW_WEEKS, weeks) if style in SLOW else weeks
            pipe.send(length)
            seconds, total = pipe.recv()
            speeds[style].append(members * length / seconds / 1e6)
            sums[style] = sums[style] + total
            weeks_run[style] += length
    for style, (pipe, size) in at_work.items():
        pipe.send(0)
        means = dict(zip(SUMS, sums[style] / weeks_run[style], strict=True))
        rows.append(
            {"style": style, "members": members, "weeks": weeks_run[style]}
            | {"million_a_second": statistics.median(speeds[style])}
            | {"bytes_a_customer": size}
            | means
        )
    return rows


def apart(rows: list[dict[str, object]]) -> list[str]:
    """Name the means that differ from the middle style's by more than rounding and four standard errors.

    Lapses and joins are counts of independent people. The number of customers is what they add up to:
    its standard error is taken from both, as if all had come in the first week.
    """
    said = []
    weeks = rows[0]["weeks"]
    moves = sum(statistics.median(float(row[name]) for row in rows) for name in ("lapses", "joins")) * weeks
    for name, most in MOST_APART.items():
        middle = statistics.median(float(row[name]) for row in rows)
        error = (1 / (middle * weeks)) if name in ("lapses", "joins") else moves / middle**2
        if name in ("satisfaction", "spending"):
            error = moves / statistics.median(float(row["customers"]) for row in rows) ** 2
        for row in rows:
            if abs(float(row[name]) / middle - 1) > most + 4 * np.sqrt(2 * error):
                said.append(f"{row['style']}: {name} {row[name]:.4g}, the middle is {middle:.4g}")
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--weeks", type=int, default=13)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("results"))
    asked = parser.parse_args()
    rows = [row for members in asked.sizes for row in measure(members, asked.weeks, asked.rounds)]
    asked.out.mkdir(exist_ok=True)
    with (asked.out / "speed.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    for members in asked.sizes:
        print(f"\n{members:,} customers: million customer-weeks a second, bytes a customer")
        for row in rows:
            if row["members"] == members:
                print(f"  {row['style']:42}{row['million_a_second']:8.2f}{row['bytes_a_customer']:9.0f}")
    compared = [row for row in rows if row["style"] not in SLOW]  # those live fewer weeks, in which less has changed
    problems = [said for members in asked.sizes for said in apart([r for r in compared if r["members"] == members])]
    if problems:
        sys.exit("the styles don't give the same means: " + "; ".join(problems))


if __name__ == "__main__":
    main()
