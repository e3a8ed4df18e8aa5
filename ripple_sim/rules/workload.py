"""Workload: demand meets capacity; queues, corner-cutting, overtime, fading standards.

After Oliva and Sterman 2001 (C01 to C06), with the queue inside a week after Sakasegawa 1977.
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, TWO, ZERO, above, clip, clip01, relax_toward

ONE_AND_A_HALF = np.float32(1.5)


@rule
def tired_productivity(fatigue):
    """Return output an hour at a given fatigue: C05's table, in straight lines.

    1 up to an intensity of 1.143; 0.92 at 1.286; 0.785 at 1.428; 0.695 at 1.571; 0.57 at 2.
    """
    if fatigue <= np.float32(1.1429):
        return ONE
    if fatigue <= np.float32(1.2857):
        return ONE - np.float32(0.5602) * (fatigue - np.float32(1.1429))
    if fatigue <= np.float32(1.428):
        return np.float32(0.92) - np.float32(0.9487) * (fatigue - np.float32(1.2857))
    if fatigue <= np.float32(1.5714):
        return np.float32(0.785) - np.float32(0.6276) * (fatigue - np.float32(1.428))
    return max(
        np.float32(0.695) - np.float32(0.2917) * (fatigue - np.float32(1.5714)),
        np.float32(0.4),
    )


@rule
def offer_hours(employee, team, p):
    """Work out what a person can do this week, in hours of an experienced colleague.

    ::

        productivity = skill * tired_productivity(fatigue)
                       * (1 + effort_of_engagement * (engagement - reference_engagement))
                       * (1 + output_of_selling * (0.5 - team.customer_focus))
                       * (1 + peer_elasticity * (team.productivity - 1))
                         with team.productivity held in 0.5 to 1.5
        hours = present * max(hours_per_week - team.attention_hours, 1) * productivity

    Peers pull each other along (F01); being measured on money alone lifts output now.
    """
    employee.productivity = (
        employee.skill
        * tired_productivity(employee.fatigue)
        * (ONE + p.effort_of_engagement * (employee.engagement - p.reference_engagement))
        * (ONE + p.output_of_selling * (HALF - team.customer_focus))
        * (ONE + p.peer_elasticity * (clip(team.productivity, HALF, ONE_AND_A_HALF) - ONE))
    )
    employee.hours = ZERO
    if employee.present != 0:
        employee.hours = max(p.hours_per_week - team.attention_hours, ONE) * employee.productivity


@rule
def meet_demand(unit, p):
    """Let a unit's demand meet its capacity for a week.

    ::

        waiting   = backlog + arrivals
        required  = waiting * hours_per_contact * standard
        intensity = exp(overtime_slope * (required - capacity) / required)        (C04)
        pressure  = required / (capacity * intensity)
        time_ratio = standard * pressure ** -time_elasticity                       (C01)
        served    = min(waiting, capacity * intensity / (hours_per_contact * time_ratio))
        gave_up   = (waiting - served) * (1 - exp(-1 / patience_weeks))
        giving_up = gave_up / arrivals, at most 1: the chance that a contact isn't waited for
        wait      = hours in the queue of the week + backlog / served weeks

    Intensity is held in 0.8 to 2, pressure in 0.5 to 4, ``time_ratio`` in 0.3 to 1.3; where nobody
    waits, intensity is 0.8 and pressure 0.5. ``time_ratio`` is the time given to a customer against
    the official standard. The wait inside a week follows Sakasegawa's approximation for ``people``
    servers, with the pressure as utilisation, held under 0.97: people take their time only while
    nobody waits. No wait counts for more than 26 weeks.
    """
    waiting = unit.backlog + unit.arrivals
    capacity = max(unit.capacity, np.float32(0.01))
    required = waiting * p.hours_per_contact * unit.standard
    intensity = np.float32(0.8)
    pressure = np.float32(0.5)
    if required > ZERO:
        intensity = clip(
            np.exp(p.overtime_slope * (required - capacity) / required),
            np.float32(0.8),
            TWO,
        )
        pressure = clip(required / (capacity * intensity), np.float32(0.5), np.float32(4.0))
    unit.intensity = intensity
    unit.pressure = pressure
    unit.time_ratio = clip(
        unit.standard * pressure ** (-p.time_elasticity), np.float32(0.3), np.float32(1.3)
    )
    possible = capacity * intensity / (p.hours_per_contact * unit.time_ratio)
    unit.served = min(waiting, possible)
    left_over = waiting - unit.served
    unit.gave_up = left_over * (ONE - np.exp(-ONE / p.patience_weeks))
    unit.backlog = left_over - unit.gave_up
    unit.giving_up = min(unit.gave_up / max(unit.arrivals, ONE), ONE)
    people = max(unit.people, ONE)
    busy = min(pressure, np.float32(0.97))
    power = np.sqrt(TWO * (people + ONE)) - ONE
    queue = p.hours_per_contact * unit.standard * busy**power / (people * (ONE - busy))
    delay = unit.backlog / max(unit.served, ONE) * p.hours_per_week
    unit.wait = min(queue + delay, np.float32(26.0) * p.hours_per_week)
    relative = unit.wait / p.tolerated_wait_hours
    unit.wait_comfort = ONE / (ONE + relative * relative)


@rule
def plan_hours(unit, p):
    """Let the hours paid at the front follow the work that customers bring, as far as asked.

    ::

        asked  = arrivals * hours_per_contact * standard      the week's work, in hours
        work:    toward asked in planning_weeks                        (C08: desired labour)
        wanted = 1 + hours_follow_work * (work / work_at_rest - 1)     held in 0.5 to 1.5
        roster:  toward wanted in rostering_weeks                      (C08: labour adjusts)

    ``roster`` multiplies the hours and the wages of the frontline; it is 1 at rest. Work is counted
    at people's own standard, so where standards have slid, fewer hours are asked for than customers
    need (Oliva and Sterman 2001). Where no work is known from rest, the roster stays.
    """
    asked = unit.arrivals * p.hours_per_contact * unit.standard
    unit.work = relax_toward(unit.work, asked, p.planning_weeks)
    if unit.work_at_rest > ZERO:
        wanted = clip(
            ONE + p.hours_follow_work * (unit.work / unit.work_at_rest - ONE), HALF, ONE_AND_A_HALF
        )
        unit.roster = relax_toward(unit.roster, wanted, p.rostering_weeks)


@rule
def uphold_standard(employee, team, unit, lever, p):
    """Let a person's own standard of service follow what is really given, downwards only.

    ::

        given = time_ratio * (1 - corner_cutting * above(0.5, team.customer_focus)), at most 1
        usual:     toward given in staff_view_weeks, what the person has come to see as usual (C11)
        downwards: toward usual in erosion_weeks (C02)
        upwards:   toward usual in upward_weeks (C03: practically never)
        lever:     toward 1 in restoring_weeks / lever.standards

    The standard is held in 0.2 to 1. A single bad week moves little: the standard follows what has
    become usual.
    """
    if employee.filled == 0:
        return
    given = min(unit.time_ratio * (ONE - p.corner_cutting * above(HALF, team.customer_focus)), ONE)
    employee.usual_time = relax_toward(employee.usual_time, given, p.staff_view_weeks)
    weeks = p.erosion_weeks if employee.usual_time < employee.standard else p.upward_weeks
    employee.standard = relax_toward(employee.standard, employee.usual_time, weeks)
    employee.standard += lever.standards * (ONE - employee.standard) / p.restoring_weeks
    employee.standard = clip(employee.standard, np.float32(0.2), ONE)


@rule
def tire(employee, manager, intensity, p):
    """Let the week's intensity leave its mark: fatigue over 3 weeks (C05), strain over 52 (C06).

    A good manager keeps a part of an overload off the team, a bad one adds nothing:
    ``felt = intensity`` up to 1, ``1 + (intensity - 1) * clip01(1 - shielding * (relationship
    - 0.5))`` above.
    """
    felt = intensity
    if intensity > ONE:
        felt = ONE + (intensity - ONE) * clip01(ONE - p.shielding * (manager.relationship - HALF))
    employee.fatigue = relax_toward(employee.fatigue, felt, p.fatigue_weeks)
    employee.strain = relax_toward(employee.strain, felt, p.strain_weeks)
