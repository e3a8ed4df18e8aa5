"""A week in one call, or its rows counted on the way: the same as one step after the other."""

import ast
import inspect
import textwrap

import numpy as np
import pytest

from ripple_sim.model import member_loops, staff_loops, unit_loops
from ripple_sim.model import week as week_module
from ripple_sim.model.engine import Engine
from ripple_sim.model.week import WEEK, compiled
from ripple_sim.model.whole_week import live
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


LOOPS = {"staff_loops": staff_loops, "unit_loops": unit_loops, "member_loops": member_loops}


def loops_called(fn):
    """Return the names of the compiled loops that a function runs, in the order it names them.

    A helper of the module of the week is followed into.
    """
    source = ast.parse(textwrap.dedent(inspect.getsource(getattr(fn, "py_func", fn))))
    places = []
    for node in ast.walk(source):
        at = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in LOOPS:
            if callable(getattr(LOOPS[node.value.id], node.attr)):
                places.append((at, [f"{node.value.id}.{node.attr}"]))
        elif isinstance(node, ast.Call) and hasattr(week_module, getattr(node.func, "id", "")):
            places.append((at, loops_called(getattr(week_module, node.func.id))))
    return [name for _, names in sorted(places) for name in names]


def test_the_week_in_one_call_runs_the_loops_of_the_list_in_its_order():
    first, *between, last = WEEK
    listed = []
    for step in between:
        ways = (step.both,) if step.both else (step.each, step.count)
        listed += [name for way in ways if way for name in loops_called(way)]
    assert len(listed) > 15
    assert loops_called(live) == listed
    # What stands before and after that call is what opens and closes the list.
    calls = [
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(ast.parse(inspect.getsource(week_module._live_at_once)))
        if isinstance(node, ast.Call)
    ]
    assert [first.count.__name__, "live", last.count.__name__] == [name for name in calls if name != "_luck"]
