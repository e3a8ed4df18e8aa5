"""Small companies, worlds that live without settling first, and what two worlds share."""

from dataclasses import fields

import numpy as np

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.week import Week, compiled, run_week
from ripple_sim.scenario.levers import DRIVERS, PRACTICES
from ripple_sim.scenario.schema import Scenario

STATE = ("employees", "managers", "teams", "units", "company", "members", "ledger")


def small(units=2, front=6, back=3, centre=4, members=240, **changes):
    """Return a busy small company; ``changes`` are sections of values by dotted path."""
    data = {
        "name": "small",
        "company": {
            "structure": {
                "units": units,
                "frontline_per_unit": front,
                "backstage_per_unit": back,
                "central_staff": centre,
                "span_of_control": 4,
                "central_functions": ("operations", "buying"),
            },
            "staffing": {"hiring_weeks": 5, "turnover_per_year": 0.8},
            "pay": {"wage_per_year": 40_000, "fixed_cost_per_week": 500},
        },
        "market": {
            "members": members,
            "contacts_per_week": 0.5,
            "wallet_per_week": 6500.0 * (units * (front + back) + centre) / members,
            "churn_per_year": 0.5,
            "winning_per_year": 0.8,
        },
        # So that demand takes about all hours there are.
        "service": {"hours_per_contact": min(190.0, 85.0 * units * front / members), "tolerated_wait_hours": 2},
    }
    return Scenario.model_validate(data).with_values(changes)


def eventful(scenario):
    """Let every lever be moved once, up or down, wherever it may reach, and let all shocks strike.

    The sum of a lever's changes stays within its range in each direction for a while.
    """
    behind = ("backstage", "central") if scenario.company.structure.backstage_per_unit else ()
    roles = ("frontline",), behind, ()
    changes = [
        {
            "lever": lever.name,
            "change": (-1) ** i * 0.3 * (lever.high - lever.low),
            "start": 1 + i % 9,
            "ramp": i % 4,
            "duration": None if i % 3 == 0 else 8 + i,
            "decay": i % 3 * 3,
            "one_off_cost": 900 * (i % 3),
            "weekly_cost": 70 * (i % 4),
            "attention_hours": 0.2 * (i % 3),
            "reach": {"units": ((), (1,), ())[i % 3], "roles": roles[i % 3] if lever.reach == "team" else ()},
        }
        for i, lever in enumerate(DRIVERS + PRACTICES)
    ]
    changes += [
        {"lever": "slack", "change": 0.25, "start": 6, "duration": 12},
        {"lever": "slack", "change": -0.2, "start": 24},
        {"lever": "coaching", "change": 0.7, "start": 2, "duration": 15},
        {"lever": "announced_values", "change": 0.3, "start": 2},
        {"lever": "mirror_analysis", "change": 0.5, "start": 2},
    ]
    shocks = [
        {"kind": "demand_wave", "size": 1.5, "start": 6, "ramp": 2, "duration": 9, "decay": 3},
        {"kind": "competitor", "size": 0.6, "start": 12, "duration": 9, "reach": {"units": (1,)}},
        {"kind": "flu", "size": 0.7, "start": 16, "duration": 4, "decay": 3},
        {"kind": "manager_loss", "size": 1.0, "start": 9, "duration": 3, "reach": {"roles": ("frontline",)}},
    ]
    return scenario.with_values({"interventions": changes, "shocks": shocks})


def alive(scenario, seed=1, threads=1, pool=None):
    """Return a company in its first week, without the years of settling."""
    world = build_population(scenario, seed, 0)
    world.units["work_at_rest"][:-1] = 20 + np.arange(len(world.units) - 1)
    return Week(world, InterventionSchedule(scenario, world), threads, pool)


def live(week, weeks, run=compiled, after=None):
    """Live some weeks; ``after(world)`` is called after each."""
    for _ in range(weeks):
        run_week(week, run)
        if after is not None:
            after(week.world)
    return week.world


def holding(**levels):
    """Return a way to run a step that holds levers at other levels for everybody.

    Unlike interventions these cost nothing and take no attention.
    """

    def run(step, week):
        compiled(step, week)
        if step.name == "plan":
            hold(week.world, levels)

    return run


def hold(world, levels):
    """Set levers to levels for every team and unit."""
    for name, level in levels.items():
        for place in (world.team_levers, world.unit_levers, world.common_lever):
            place[name] = level


def arrays(world):
    """Return every array of a world by name."""
    found = {f.name: getattr(world, f.name) for f in fields(world)}
    return {name: array for name, array in found.items() if isinstance(array, np.ndarray)}


def bits(world, names=None):
    """Return the bytes of a world's arrays by name; of all arrays where no names are given."""
    held = arrays(world)
    return {name: held[name].tobytes() for name in names or held}


def story(week, weeks, run=compiled, names=None):
    """Live some weeks and return the bits after each."""
    told = []
    live(week, weeks, run, lambda world: told.append(bits(world, names)))
    return told


def differing(world, other, names=STATE):
    """Return ``table.column`` of every column in which two worlds differ; 0 and -0 are the same."""
    return {
        f"{table}.{column}"
        for table in names
        for column in getattr(world, table).dtype.names
        if not np.array_equal(getattr(world, table)[column], getattr(other, table)[column])
    }
