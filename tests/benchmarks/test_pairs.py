"""What pairs with the same luck save, and how long a first answer takes."""

import os
import time

import numpy as np
import pytest

import ripple_sim as rs
from benchmarks.tools import show

PRESET, PLANS, PAIRS, SEED = "retail-branches", ("coaching-everywhere", "skills-training"), 30, 11
LEAST_SAVED = 10.0
HORIZON = "36mo"


@pytest.mark.bench
@pytest.mark.parametrize("plan", PLANS)
def test_pairs_need_a_tenth_of_the_replications(plan):
    processor, started = sum(os.times()[:2]), time.perf_counter()
    found = rs.compare(PRESET, plan, pairs=PAIRS, horizon=HORIZON, seed=SEED)
    seconds, used = time.perf_counter() - started, sum(os.times()[:2]) - processor
    without, with_it = found.figures.profit.sum(axis=2).T / 100
    # The width shrinks with the root of the number, so the numbers for one width go by variance.
    # With independent seeds the variances of both worlds add up.
    independent = np.var(without, ddof=1) + np.var(with_it, ddof=1)
    saved = independent / np.var(with_it - without, ddof=1)
    wanted = PAIRS * (found.half_width() / (0.1 * abs(found.values()["profit"].mean()))) ** 2
    show(
        f"{plan} in {PRESET}, {PAIRS} pairs, {HORIZON}",
        ("replications saved, times", f"{saved:.0f}"),
        ("pairs for +-10 % at 80 %", f"{wanted:.0f}"),
        ("replications with independent seeds", f"{wanted * saved:.0f}"),
        ("seconds until the answer", f"{seconds:.1f}"),
        ("seconds of processor for a pair", f"{used / PAIRS:.2f}"),
    )
    assert saved >= LEAST_SAVED
