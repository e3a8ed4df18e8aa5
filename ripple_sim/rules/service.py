"""Service: what a person gives, what the journey carries, and what a customer meets.

Backstage quality carries the frontline, and hand-overs lose quality where functions don't share
a journey. The visit is scored on the six forces of experience. Evidence: A11 and A13 (engagement
and performance), C10 (time given and quality), C18 (busyness and warmth), B19 (recovery).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, above, clip01, occurs, relax_toward


@rule
def quality_of_time(time_ratio):
    """Return perceived quality for the time given against the standard: C10's table.

    Flat near the standard (a tolerance of a tenth), steep below it: -0.1 .95, -0.2 .80, -0.3 .65,
    -0.4 .45, -0.5 .20; +0.1 1.05, +0.2 1.2, in straight lines.
    """
    gap = time_ratio - ONE
    if gap >= np.float32(0.1):
        return np.float32(1.05) + np.float32(1.5) * (min(gap, np.float32(0.3)) - np.float32(0.1))
    if gap >= np.float32(-0.1):
        return ONE + HALF * gap
    if gap >= np.float32(-0.3):
        return np.float32(0.95) + np.float32(1.5) * (gap + np.float32(0.1))
    if gap >= np.float32(-0.4):
        return np.float32(0.65) + np.float32(2.0) * (gap + np.float32(0.3))
    return max(np.float32(0.45) + np.float32(2.5) * (gap + np.float32(0.4)), np.float32(0.05))


@rule
def serve(employee, team, manager, unit, lever, p):
    """Work out what a person brings to each contact of the week: all within 0 to 1.

    ::

        empathy_now = empathy + empathy_of_training * (empathy_training - 0.1)
        warmth      = warmth_level + warmth_of_engagement * (engagement - reference_engagement)
                      + warmth_of_empathy * (empathy_now - empathy_level)
                      + warmth_of_energy * (energy - energy_level)
                      - warmth_under_pressure * above(unit.pressure, 1) + mood
        competence  = competence_level + competence_of_skill * (skill - 1)
                      + competence_of_engagement * (engagement - reference_engagement)
                      + competence_of_focus * (team.customer_focus - 0.5)
        fairness    = fairness_level + fairness_of_focus * (team.customer_focus - 0.5)
                      + fairness_of_integrity * (manager.integrity - honesty_level)
    """
    eager = employee.engagement - p.reference_engagement
    feeling_for = (
        employee.empathy
        + p.empathy_of_training * (lever.empathy_training - np.float32(0.1))
        - p.empathy_level
    )
    focus = team.customer_focus - HALF
    employee.warmth = clip01(
        p.warmth_level
        + p.warmth_of_engagement * eager
        + p.warmth_of_empathy * feeling_for
        + p.warmth_of_energy * (employee.energy - p.energy_level)
        - p.warmth_under_pressure * above(unit.pressure, ONE)
        + employee.mood
    )
    employee.competence = clip01(
        p.competence_level
        + p.competence_of_skill * (employee.skill - ONE)
        + p.competence_of_engagement * eager
        + p.competence_of_focus * focus
    )
    employee.fairness = clip01(
        p.fairness_level
        + p.fairness_of_focus * focus
        + p.fairness_of_integrity * (manager.integrity - p.honesty_level)
    )


@rule
def carry(unit, own_backstage, centre, has_backstage, has_centre, unit_lever, p):
    """Work out how well the journey as a whole carries a contact.

    ::

        parts        = the frontline's competence, the unit's backstage, the centre, weighed by
                       their part of the journey among those that exist
        coordinated  = clip01(coordination * (0.5 + acceptance / 2) * (0.5 + sponsorship / 2)
                             + coordination_of_blueprints * blueprints)
        carried      = parts * (1 - handover_loss * (1 - coordinated)) ** handovers
        process      = carried * quality_of_time(time_ratio)
        delivered_values: toward lived_values * (0.5 + carried / 2 / competence_level)
                          in values_weeks

    ``own_backstage`` and ``centre`` are staffed competence, 0 to 1; ``has_...`` 0 or 1.
    """
    back = p.backstage_part * has_backstage
    central = p.central_part * has_centre
    whole = max(p.frontline_part + back + central, np.float32(1e-6))
    parts = (p.frontline_part * unit.competence + back * own_backstage + central * centre) / whole
    coordinated = clip01(
        unit_lever.coordination
        * (HALF + HALF * unit_lever.acceptance)
        * (HALF + HALF * unit_lever.sponsorship)
        + p.coordination_of_blueprints * unit_lever.blueprints
    )
    unit.carried = clip01(parts * (ONE - p.handover_loss * (ONE - coordinated)) ** p.handovers)
    unit.time_quality = quality_of_time(unit.time_ratio)
    unit.process = clip01(unit.carried * unit.time_quality)
    delivered = clip01(
        unit_lever.lived_values * (HALF + HALF * unit.carried / max(p.competence_level, HALF))
    )
    unit.delivered_values = relax_toward(unit.delivered_values, delivered, p.values_weeks)


@rule
def encounter(customer, employee, unit, unit_lever, p, noise_draw, failure_draw, recovery_draw):
    """Score a customer's contacts of the week on the six forces, and see whether one fails.

    Each score is a weighted mean of what the customer meets, moved by the same chance
    (``visit_noise`` times a standard normal deviate) and mixed into what is remembered with the
    weight ``experience_weight``::

        certainty = 0.45 process + 0.30 competence + 0.25 wait_comfort
        control   = 0.40 wait_comfort + 0.30 transparency + 0.30 competence
        status    = 0.50 warmth + 0.30 personalisation + 0.20 time_quality
        belonging = 0.65 warmth + 0.35 delivered_values
        enjoyment = 0.60 warmth + 0.40 time_quality
        fair      = 0.60 fairness + 0.20 transparency + 0.20 process

    Of warmth, competence and fairness, only the part ``personal_contact`` is the person's; the rest
    is self-service and stands at the average (``met = level + personal_contact * (own - level)``)
    (the mix is an assumption after the Ipsos forces; ``time_quality`` here is the unit's times
    ``time_quality_level``). The week's contacts fail with the chance ``contacts * failure_base
    * exp(failure_slope * (carried_reference - unit.carried * competence))``, at most 0.5; a
    failure is put right on the spot with the chance ``recovery``. ``failure`` is then 0 none, 1 put
    right, 2 not.
    """
    chance = p.visit_noise * noise_draw
    time_quality = clip01(unit.time_quality * p.time_quality_level)
    w = p.experience_weight
    warmth = p.warmth_level + p.personal_contact * (employee.warmth - p.warmth_level)
    competence = p.competence_level + p.personal_contact * (
        employee.competence - p.competence_level
    )
    fairness = p.fairness_level + p.personal_contact * (employee.fairness - p.fairness_level)
    certainty = clip01(
        np.float32(0.45) * unit.process
        + np.float32(0.30) * competence
        + np.float32(0.25) * unit.wait_comfort
        + chance
    )
    control = clip01(
        np.float32(0.40) * unit.wait_comfort
        + np.float32(0.30) * unit_lever.transparency
        + np.float32(0.30) * competence
        + chance
    )
    status = clip01(
        np.float32(0.50) * warmth
        + np.float32(0.30) * unit_lever.personalisation
        + np.float32(0.20) * time_quality
        + chance
    )
    belonging = clip01(
        np.float32(0.65) * warmth + np.float32(0.35) * unit.delivered_values + chance
    )
    enjoyment = clip01(np.float32(0.60) * warmth + np.float32(0.40) * time_quality + chance)
    fair = clip01(
        np.float32(0.60) * fairness
        + np.float32(0.20) * unit_lever.transparency
        + np.float32(0.20) * unit.process
        + chance
    )
    customer.certainty += w * (certainty - customer.certainty)
    customer.control += w * (control - customer.control)
    customer.status += w * (status - customer.status)
    customer.belonging += w * (belonging - customer.belonging)
    customer.enjoyment += w * (enjoyment - customer.enjoyment)
    customer.fair += w * (fair - customer.fair)
    shortfall = p.carried_reference - unit.carried * competence
    customer.failure = 0
    if failure_draw < HALF and occurs(
        failure_draw,
        p.failure_base * np.float32(customer.contacts),
        p.failure_slope * shortfall,
    ):
        customer.failure = 1 if recovery_draw < unit_lever.recovery else 2


@rule
def record_missed_contact(customer, p):
    """Let a contact that never came about (everybody away, or given up waiting) count as failed."""
    customer.failure = 2
    customer.certainty -= p.experience_weight * customer.certainty * HALF
    customer.control -= p.experience_weight * customer.control * HALF


@rule
def watch_service(employee, unit, p):
    """Let employees see how customers take the service, with a delay of four weeks (C11).

    ``view_of_service: toward clip01(unit.satisfaction + halo_of_engagement * (engagement
    - reference_engagement))``.
    """
    if employee.filled == 0:
        return
    rosier = p.halo_of_engagement * (employee.engagement - p.reference_engagement)
    seen = clip01(unit.satisfaction + rosier)
    employee.view_of_service = relax_toward(employee.view_of_service, seen, p.staff_view_weeks)
