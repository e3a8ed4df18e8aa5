"""Workload: demand meets capacity; queues, corner-cutting, overtime, fading standards.

After Oliva and Sterman 2001 (C01 to C06), with the queue inside a week after Sakasegawa 1977.
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import ONE, TWO, ZERO, above, clip, clip01, relax_toward

# The intensities at which C05 gives output an hour.
TIRED_AT = (1.1429, 1.2857, 1.428, 1.5714)
_TIRED = tuple(map(np.float32, TIRED_AT))


@rule
def tired_productivity(fatigue, p):
    """Return output an hour at a given fatigue: C05's table, in straight lines.

    1 up to an intensity of 1.143; ``tired_output_129`` at 1.286, ``tired_output_143`` at 1.428,
    ``tired_output_157`` at 1.571; beyond, ``tired_slope`` less for each unit of intensity, down to
    ``tired_output_least``.
    """
    if fatigue <= _TIRED[0]:
        return ONE
    if fatigue <= _TIRED[1]:
        return ONE + p.tired_rise_0 * (fatigue - _TIRED[0])
    if fatigue <= _TIRED[2]:
        return p.tired_output_129 + p.tired_rise_1 * (fatigue - _TIRED[1])
    if fatigue <= _TIRED[3]:
        return p.tired_output_143 + p.tired_rise_2 * (fatigue - _TIRED[2])
    return max(p.tired_output_157 - p.tired_slope * (fatigue - _TIRED[3]), p.tired_output_least)


@rule
def offer_hours(employee, team, p):
    """Work out what a person can do this week, in hours of an experienced colleague.

    ::

        productivity = skill * tired_productivity(fatigue)
                       * (1 + effort_of_engagement * (engagement - reference_engagement))
                       * (1 + output_of_selling * (neutral_focus - team.customer_focus))
                       * (1 + peer_elasticity * (team.productivity - 1))
        with team.productivity held in peer_output_least to peer_output_most
        hours = present * max(hours_per_week - team.attention_hours, hours_least) * productivity

    Peers pull each other along (F01); being measured on money alone lifts output now.
    """
    peers = clip(team.productivity, p.peer_output_least, p.peer_output_most)
    employee.productivity = (
        employee.skill
        * tired_productivity(employee.fatigue, p)
        * (ONE + p.effort_of_engagement * (employee.engagement - p.reference_engagement))
        * (ONE + p.output_of_selling * (p.neutral_focus - team.customer_focus))
        * (ONE + p.peer_elasticity * (peers - ONE))
    )
    employee.hours = ZERO
    if employee.present != 0:
        employee.hours = max(p.hours_per_week - team.attention_hours, p.hours_least) * employee.productivity


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

    Intensity, pressure and ``time_ratio`` are held within their ``_least`` and ``_most``; where
    nobody waits, intensity and pressure are the least. ``time_ratio`` is the time given to a
    customer against the official standard. The wait inside a week follows Sakasegawa's
    approximation for ``people`` servers, with the pressure as utilisation, at most
    ``utilisation_most``: people take their time only while nobody waits. No wait counts for more
    than ``wait_most_weeks``.
    """
    waiting = unit.backlog + unit.arrivals
    capacity = max(unit.capacity, np.float32(0.01))
    required = waiting * p.hours_per_contact * unit.standard
    intensity = p.intensity_least
    pressure = p.pressure_least
    if required > ZERO:
        intensity = clip(
            np.exp(p.overtime_slope * (required - capacity) / required), p.intensity_least, p.intensity_most
        )
        pressure = clip(required / (capacity * intensity), p.pressure_least, p.pressure_most)
    unit.intensity = intensity
    unit.pressure = pressure
    unit.time_ratio = clip(unit.standard * pressure ** (-p.time_elasticity), p.time_ratio_least, p.time_ratio_most)
    possible = capacity * intensity / (p.hours_per_contact * unit.time_ratio)
    unit.served = min(waiting, possible)
    left_over = waiting - unit.served
    unit.gave_up = left_over * (ONE - np.exp(-ONE / p.patience_weeks))
    unit.backlog = left_over - unit.gave_up
    unit.giving_up = min(unit.gave_up / max(unit.arrivals, ONE), ONE)
    people = max(unit.people, ONE)
    busy = min(pressure, p.utilisation_most)
    power = np.sqrt(TWO * (people + ONE)) - ONE
    queue = p.hours_per_contact * unit.standard * busy**power / (people * (ONE - busy))
    delay = unit.backlog / max(unit.served, ONE) * p.hours_per_week
    unit.wait = min(queue + delay, p.wait_most_weeks * p.hours_per_week)
    relative = unit.wait / p.tolerated_wait_hours
    unit.wait_comfort = ONE / (ONE + relative * relative)


@rule
def plan_hours(unit, p):
    """Let the hours paid at the front follow the work that customers bring, as far as asked.

    ::

        asked  = arrivals * hours_per_contact * standard      the week's work, in hours
        work:    toward asked in planning_weeks                        (C08: desired labour)
        wanted = 1 + hours_follow_work * (work / work_at_rest - 1)
                 held in roster_least to roster_most
        roster:  toward wanted in rostering_weeks                      (C08: labour adjusts)

    ``roster`` multiplies the hours and the wages of the frontline; it is 1 at rest. Work is counted
    at people's own standard, so where standards have slid, fewer hours are asked for than customers
    need (Oliva and Sterman 2001). Where no work is known from rest, the roster stays.
    """
    asked = unit.arrivals * p.hours_per_contact * unit.standard
    unit.work = relax_toward(unit.work, asked, p.planning_weeks)
    if unit.work_at_rest > ZERO:
        wanted = clip(ONE + p.hours_follow_work * (unit.work / unit.work_at_rest - ONE), p.roster_least, p.roster_most)
        unit.roster = relax_toward(unit.roster, wanted, p.rostering_weeks)


@rule
def uphold_standard(employee, team, unit, lever, p):
    """Let a person's own standard of service follow what is really given, downwards only.

    ::

        given = time_ratio * (1 - corner_cutting * above(neutral_focus, team.customer_focus)),
                at most 1
        usual:     toward given in staff_view_weeks, what the person has come to see as usual (C11)
        downwards: toward usual in erosion_weeks (C02)
        upwards:   toward usual in upward_weeks (C03: practically never)
        lever:     toward 1 in restoring_weeks / lever.standards

    The standard is held in ``standard_least`` to 1. A single bad week moves little: the standard
    follows what has become usual.
    """
    if employee.filled == 0:
        return
    cut = p.corner_cutting * above(p.neutral_focus, team.customer_focus)
    given = min(unit.time_ratio * (ONE - cut), ONE)
    employee.usual_time = relax_toward(employee.usual_time, given, p.staff_view_weeks)
    weeks = p.erosion_weeks if employee.usual_time < employee.standard else p.upward_weeks
    employee.standard = relax_toward(employee.standard, employee.usual_time, weeks)
    employee.standard += lever.standards * (ONE - employee.standard) / p.restoring_weeks
    employee.standard = clip(employee.standard, p.standard_least, ONE)


@rule
def tire(employee, manager, intensity, p):
    """Let the week's intensity leave its mark: fatigue over 3 weeks (C05), strain over 52 (C06).

    A good manager keeps a part of an overload off the team, a bad one adds nothing:
    ``felt = intensity`` up to 1, ``1 + (intensity - 1) * clip01(1 - shielding * (relationship
    - shielding_from))`` above.
    """
    felt = intensity
    if intensity > ONE:
        kept_off = p.shielding * (manager.relationship - p.shielding_from)
        felt = ONE + (intensity - ONE) * clip01(ONE - kept_off)
    employee.fatigue = relax_toward(employee.fatigue, felt, p.fatigue_weeks)
    employee.strain = relax_toward(employee.strain, felt, p.strain_weeks)
