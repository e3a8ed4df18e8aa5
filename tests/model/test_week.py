"""A week in one call, or its rows counted on the way: the same as one step after the other."""

import numpy as np
import pytest

from ripple_sim.model.engine import Engine
from ripple_sim.model.week import WEEK, compiled
from ripple_sim.scenario.files import load, preset_names


def one_after_the_other(step, week):
    if step.each is not None:
        step.each(week)
    if step.count is not None:
        step.count(week)


def step_by_step(step, week):
    compiled(step, week)


@pytest.mark.parametrize("name", [name for name in preset_names() if name != "store-chain"])
def test_however_a_week_is_run_it_gives_the_same_bits(name):
    scenario = load(name)
    at_once, counted, apart = (Engine(scenario, 3, threads=1) for _ in range(3))
    for _ in range(30):
        at_once.step()
        counted.step(step_by_step)
        apart.step(one_after_the_other)
    assert sum(step.both is not None for step in WEEK) == 3
    for table in ("members", "employees", "managers", "teams", "units", "company", "ledger"):
        first = getattr(at_once.world, table).tobytes()
        assert first == getattr(counted.world, table).tobytes(), table
        assert first == getattr(apart.world, table).tobytes(), table
    assert at_once.world.ledger["spoken"].sum() > 0
    assert np.isfinite(at_once.world.ledger["satisfaction"]).all()


def test_a_step_names_the_rules_that_its_loops_call():
    rules = {step.name: step.rules for step in WEEK}
    assert rules["come_and_go"] == (
        "open_or_close",
        "leave",
        "fill",
        "welcome",
        "learn",
        "attend",
        "remember_departures",
    )
    assert rules["settle"] == ("settle",)
    assert rules["expect"] == ()
