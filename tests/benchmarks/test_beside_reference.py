"""The engine beside the reference model in plain Python, on the same company."""

import time

import pytest
from reference.model import ReferenceModel

from benchmarks.tools import scaled, show
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.week import Week, run_week

LEAST_RATIO = 100
MEMBERS = 33_400  # six in ten are customers: 20,000
REFERENCE_WEEKS = 2
ENGINE_WEEKS = 20


@pytest.mark.bench
def test_speed_beside_the_reference():
    scenario = scaled(MEMBERS)
    world = build_population(scenario, 1, 0)
    week = Week(world, InterventionSchedule(scenario, world))
    reference = ReferenceModel(scenario, seed=1)
    run_week(week)
    reference.step()
    customers = int(world.ledger["customers"].sum())
    assert customers >= 20_000
    assert sum(member.standing == 1 for member in reference.members) == customers

    seconds = {"reference": 0.0, "engine": 0.0}
    for _ in range(REFERENCE_WEEKS):
        start = time.thread_time()
        reference.step()
        middle = time.thread_time()
        for _ in range(ENGINE_WEEKS):
            run_week(week)
        seconds["reference"] += (middle - start) / REFERENCE_WEEKS
        seconds["engine"] += (time.thread_time() - middle) / REFERENCE_WEEKS / ENGINE_WEEKS
    ratio = seconds["reference"] / seconds["engine"]
    show(
        f"The engine beside the reference model: {customers:,} customers, one thread",
        ("", "s/week"),
        *((name, f"{spent:.4f}") for name, spent in seconds.items()),
        ("engine / reference speed", f"{ratio:.0f}"),
    )
    assert ratio >= LEAST_RATIO
