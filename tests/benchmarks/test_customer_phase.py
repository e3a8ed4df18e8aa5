"""The compiled customer phase against the same in C: equal numbers, and the ratio of the speeds."""

import numpy as np
import pytest

from benchmarks.customer_phase import CustomerPhase, compiler
from benchmarks.tools import lived, median_ratio, paired, scaled, show
from ripple_sim.model.week import WEEK, compiled, run_week

pytestmark = pytest.mark.skipif(compiler() is None, reason="no C compiler")

LEAST_RATIO = 0.6
MEMBERS = 200_000
REPETITIONS = 15
STEPS = {step.name: step for step in WEEK if step.who == "members" and step.each is not None}


@pytest.fixture(scope="module")
def in_c(tmp_path_factory):
    return CustomerPhase(tmp_path_factory.mktemp("customer_phase"))


def assert_same(one, other):
    for name in one.dtype.names:
        if one.dtype[name].base.kind == "f":
            np.testing.assert_allclose(one[name], other[name], rtol=1e-5, atol=1e-6, err_msg=name)
        else:
            np.testing.assert_array_equal(one[name], other[name], err_msg=name)


def test_steps_are_those_in_c():
    assert set(STEPS) == {"come", "meet", "decide"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"market__churn_per_year": 0.9, "market__winning_per_year": 2.0, "market__contacts_per_week": 3.0},
        {"company__structure__frontline_per_unit": 1, "company__structure__units": 40},
        {"service__hours_per_contact": 8.0},
    ],
    ids=["the preset", "much coming and going", "often nobody there", "long queues"],
)
def test_c_and_numba_give_the_same_numbers(in_c, values):
    week = lived(scaled(8_000, **values), 2)
    kinds = set()

    def run(step, week):
        if STEPS.get(step.name) is not step:
            compiled(step, week)
            return
        twin = week.world.copy()
        compiled(step, week)
        in_c.run(step.name, twin)
        assert_same(week.world.members, twin.members)
        members = week.world.members
        came = members[members["contacts"] > 0]
        if step.name == "meet":
            kinds.update(members["standing"], 10 + came["failure"], 20 + (came["server"] >= 0))
            kinds.update(30 + (week.world.units["giving_up"] > 0))

    for _ in range(12):
        run_week(week, run)
    # Every standing; no failure, put right, not put right; served.
    assert {0, 1, 2, 10, 11, 12, 21} <= kinds
    if "company__structure__frontline_per_unit" in values:
        assert 20 in kinds
    if "service__hours_per_contact" in values:
        assert {20, 31} <= kinds


@pytest.mark.bench
def test_speed_beside_c(in_c):
    week = lived(scaled(MEMBERS), 10)
    world = week.world
    times = {}

    def run(step, week):
        if STEPS.get(step.name) is step:
            before = world.members.copy()

            def reset():
                world.members[:] = before

            times[step.name] = paired(lambda: step.each(week), lambda: in_c.run(step.name, world), REPETITIONS, reset)
            reset()
        compiled(step, week)

    run_week(week, run)
    run_week(week, run)
    times["all three"] = tuple(
        [sum(seconds) for seconds in zip(*(pair[side] for pair in times.values()), strict=True)] for side in (0, 1)
    )
    rows = [("members", "Numba ns/member", "C ns/member", "Numba / C speed")]
    for name, (numba, c) in times.items():
        spent = [f"{np.median(seconds) / MEMBERS * 1e9:.1f}" for seconds in (numba, c)]
        rows.append((name, *spent, f"{median_ratio(c, numba):.2f}"))
    show(f"The customer phase beside C: {MEMBERS:,} members, one thread", *rows)
    assert median_ratio(times["all three"][1], times["all three"][0]) >= LEAST_RATIO
