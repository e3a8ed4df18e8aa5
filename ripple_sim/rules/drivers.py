"""The drivers of engagement: what there is to see of each, and their fields by number.

They stand in one table, ``DRIVERS`` in ``ripple_sim/scenario/levers.py``, and are counted from 0 in
its order. What there is to see of a driver beyond its level is an equation here; of a driver
without one people see the level. ``over(x)`` is a lever beyond its ordinary level,
``levers.<name>.ordinary``. Evidence: E08, E09 and E10 (integrity, lip service), E04 and E07
(managers), D10, F02 and F03 (co-workers), C05 (overtime), H01 (training), R02 (profit acts back).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ripple_sim.compiled import rule, shared
from ripple_sim.rules.arithmetic import ONE, above
from ripple_sim.scenario.levers import DRIVERS

COUNT = len(DRIVERS)
A_BLOCK = 4  # draws that one address gives
BLOCKS = -(-COUNT // A_BLOCK)


@rule
def trust_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + trust_of_integrity * (integrity - honesty_level)
    + trust_of_transparency * over(transparency)
    - trust_lost_to_lip_service * above(announced_values, lived_values)``.
    """
    lip_service = above(unit_lever.announced_values, unit_lever.lived_values)
    return (
        lever.trust
        + p.trust_of_integrity * (manager.integrity - p.honesty_level)
        + p.trust_of_transparency * (unit_lever.transparency - p.ordinary_transparency)
        - p.trust_lost_to_lip_service * lip_service
    )


@rule
def job_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever - job_under_pressure * above(fatigue, 1)
    - job_of_selling * above(neutral_focus, customer_focus)``.
    """
    return (
        lever.job
        - p.job_under_pressure * above(employee.fatigue, ONE)
        - p.job_of_selling * above(p.neutral_focus, team.customer_focus)
    )


@rule
def line_of_sight_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + sight_of_metrics * (customer_focus - neutral_focus)
    + sight_of_reporting * over(joint_reporting)``.
    """
    return (
        lever.line_of_sight
        + p.sight_of_metrics * (team.customer_focus - p.neutral_focus)
        + p.sight_of_reporting * (unit_lever.joint_reporting - p.ordinary_joint_reporting)
    )


@rule
def growth_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + growth_of_profit * company.security``."""
    return lever.growth + p.growth_of_profit * company.security


@rule
def pride_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + company.pride + pride_of_values * over(lived_values)``."""
    return lever.pride + company.pride + p.pride_of_values * (unit_lever.lived_values - p.ordinary_lived_values)


@rule
def coworkers_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + coworkers_of_mood * (team.engagement - reference_engagement)
    - coworkers_lost * team.departures + coworkers_of_group * over(group_metrics)``.
    """
    return (
        lever.coworkers
        + p.coworkers_of_mood * (team.engagement - p.reference_engagement)
        - p.coworkers_lost * team.departures
        + p.coworkers_of_group * (lever.group_metrics - p.ordinary_group_metrics)
    )


@rule
def training_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + training_of_hours * over(skills_training)``."""
    return lever.training + p.training_of_hours * (lever.skills_training - p.ordinary_skills_training)


@rule
def manager_to_see(employee, manager, team, company, lever, unit_lever, p):
    """``lever + manager_of_relationship * (relationship - relationship_level)
    + manager_of_recognition * (recognition - recognition_level)``.
    """
    return (
        lever.manager
        + p.manager_of_relationship * (manager.relationship - p.relationship_level)
        + p.manager_of_recognition * (manager.recognition - p.recognition_level)
    )


def _by_number(name: str, arguments: str, of_driver: Callable[[str], str]) -> Any:
    """Return a compiled function of a driver's number ``k``, with one statement for each driver.

    Numba finds the field of a record only by a name that it reads in the source, so the source is
    written from the table.
    """
    lines = [f"def {name}(k, {arguments}):"]
    for k, driver in enumerate(DRIVERS[:-1]):
        lines += [f"    if k == {k}:", f"        {of_driver(driver.name)}"]
        if not lines[-1].lstrip().startswith("return"):
            lines.append("        return")
    lines.append(f"    {of_driver(DRIVERS[-1].name)}")
    known = dict(globals())
    exec(compile("\n".join(lines), __file__, "exec"), known)
    return shared(known[name])


_AROUND = "employee, manager, team, company, lever, unit_lever, p"


def _seen_of(driver: str) -> str:
    own = f"{driver}_to_see"
    return f"return {own}({_AROUND})" if own in globals() else f"return lever.{driver}"


what_there_is_to_see = _by_number("what_there_is_to_see", _AROUND, _seen_of)
# Of an employee the driver as seen, of levers its level, of a week's book the sum.
driver = _by_number("driver", "record", lambda name: f"return record.{name}")
put_driver = _by_number("put_driver", "record, value", lambda name: f"record.{name} = value")
events = _by_number("events", "employee", lambda name: f"return employee.{name}_events")
put_events = _by_number("put_events", "employee, value", lambda name: f"employee.{name}_events = value")
weight = _by_number("weight", "employee", lambda name: f"return employee.weighs_{name}")
put_weight = _by_number("put_weight", "employee, value", lambda name: f"employee.weighs_{name} = value")
seen_weeks = _by_number("seen_weeks", "p", lambda name: f"return p.{name}_seen_weeks")
