"""Rows that act and are counted in one pass: the same as one after the other."""

import numpy as np

from ripple_sim.model.engine import Engine
from ripple_sim.model.week import WEEK, compiled
from ripple_sim.scenario.files import load


def one_after_the_other(step, week):
    if step.each is not None:
        step.each(week)
    if step.count is not None:
        step.count(week)


def test_counting_on_the_way_gives_the_same_bits():
    scenario = load("bakery")
    at_once, apart = Engine(scenario, 3, threads=1), Engine(scenario, 3, threads=1)
    for _ in range(30):
        at_once.step(compiled)
        apart.step(one_after_the_other)
    assert sum(step.both is not None for step in WEEK) == 3
    for name in ("members", "units", "employees", "ledger", "chunk_ledger"):
        here, there = getattr(at_once.world, name), getattr(apart.world, name)
        assert here.tobytes() == there.tobytes(), name
    assert at_once.world.ledger["spoken"].sum() > 0
    assert np.isfinite(at_once.world.ledger["satisfaction"]).all()
