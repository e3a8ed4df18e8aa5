"""Service: what a person gives, what the journey carries, and what a customer meets.

Backstage quality carries the frontline, and hand-overs lose quality where functions don't share
a journey. The visit is scored on the six forces of experience. Evidence: A11 and A13 (engagement
and performance), C10 (time given and quality), C18 (busyness and warmth), B19 (recovery).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, above, clip01, occurs, part_and_rest, relax_toward

# The times given, beyond the standard, at which C10 gives the perceived quality.
TIMES_GIVEN = (-0.5, -0.4, -0.3, -0.1, 0.0, 0.1, 0.3)
_TIMES = tuple(map(np.float32, TIMES_GIVEN))


@rule
def quality_of_time(time_ratio, p):
    """Return perceived quality for the time given against the standard: C10's table.

    Straight lines through ``time_quality_at_50`` at half the standard time, ``_60``, ``_70``,
    ``_90``, 1 at the standard, ``_110`` and ``_130``; no more above it, and going on downwards to
    ``time_quality_least``. As published: flat near the standard (a tolerance of a tenth), steep
    below it.
    """
    gap = time_ratio - ONE
    if gap >= _TIMES[5]:
        beyond = min(gap, _TIMES[6]) - _TIMES[5]
        return p.time_quality_at_110 + p.time_quality_rise_5 * beyond
    if gap >= _TIMES[4]:
        return ONE + p.time_quality_rise_4 * gap
    if gap >= _TIMES[3]:
        return ONE + p.time_quality_rise_3 * gap
    if gap >= _TIMES[2]:
        return p.time_quality_at_90 + p.time_quality_rise_2 * (gap - _TIMES[3])
    if gap >= _TIMES[1]:
        return p.time_quality_at_70 + p.time_quality_rise_1 * (gap - _TIMES[2])
    return max(p.time_quality_at_60 + p.time_quality_rise_0 * (gap - _TIMES[1]), p.time_quality_least)


@rule
def serve(employee, team, manager, unit, lever, p):
    """Work out what a person brings to each contact of the week: all within 0 to 1.

    ::

        empathy_now = empathy + empathy_of_training * (empathy_training - its ordinary level)
        warmth      = warmth_level + warmth_of_engagement * (engagement - reference_engagement)
                      + warmth_of_empathy * (empathy_now - empathy_level)
                      + warmth_of_energy * (energy - energy_level)
                      - warmth_under_pressure * above(unit.pressure, 1) + mood
        competence  = competence_level + competence_of_skill * (skill - 1)
                      + competence_of_engagement * (engagement - reference_engagement)
                      + competence_of_focus * (team.customer_focus - neutral_focus)
        fairness    = fairness_level + fairness_of_focus * (team.customer_focus - neutral_focus)
                      + fairness_of_integrity * (manager.integrity - honesty_level)
    """
    eager = employee.engagement - p.reference_engagement
    feeling_for = (
        employee.empathy
        + p.empathy_of_training * (lever.empathy_training - p.ordinary_empathy_training)
        - p.empathy_level
    )
    focus = team.customer_focus - p.neutral_focus
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
        p.fairness_level + p.fairness_of_focus * focus + p.fairness_of_integrity * (manager.integrity - p.honesty_level)
    )


@rule
def carry(unit, own_backstage, centre, has_backstage, has_centre, unit_lever, p):
    """Work out how well the journey as a whole carries a contact.

    ::

        parts        = the frontline's competence, the unit's backstage, the centre, weighed by
                       their part of the journey among those that exist
        coordinated  = clip01(coordination * accepted * backed
                              + coordination_of_blueprints * blueprints)
            accepted = coordination_without_acceptance
                       + (1 - coordination_without_acceptance) * acceptance
            backed   = coordination_without_sponsor
                       + (1 - coordination_without_sponsor) * sponsorship
        carried      = parts * (1 - handover_loss * (1 - coordinated)) ** handovers
        process      = carried * quality_of_time(time_ratio)
        delivered_values: toward lived_values * (values_without_service
                              + (1 - values_without_service) * carried / competence_level)
                          in values_weeks

    ``own_backstage`` and ``centre`` are staffed competence, 0 to 1; ``has_...`` 0 or 1.
    """
    back = p.backstage_part * has_backstage
    central = p.central_part * has_centre
    whole = max(p.frontline_part + back + central, np.float32(1e-6))
    parts = (p.frontline_part * unit.competence + back * own_backstage + central * centre) / whole
    coordinated = clip01(
        unit_lever.coordination
        * part_and_rest(p.coordination_without_acceptance, unit_lever.acceptance)
        * part_and_rest(p.coordination_without_sponsor, unit_lever.sponsorship)
        + p.coordination_of_blueprints * unit_lever.blueprints
    )
    unit.carried = clip01(parts * (ONE - p.handover_loss * (ONE - coordinated)) ** p.handovers)
    unit.time_quality = quality_of_time(unit.time_ratio, p)
    unit.process = clip01(unit.carried * unit.time_quality)
    alone = p.values_without_service
    delivered = clip01(unit_lever.lived_values * (alone + (ONE - alone) * unit.carried / max(p.competence_level, HALF)))
    unit.delivered_values = relax_toward(unit.delivered_values, delivered, p.values_weeks)


@rule
def encounter(customer, employee, unit, unit_lever, p, noise_draw, failure_draw, recovery_draw):
    """Score a customer's contacts of the week on the six forces, and see whether one fails.

    Each score is a weighted mean of what the customer meets, moved by the same chance
    (``visit_noise`` times a standard normal deviate) and mixed into what is remembered with the
    weight ``experience_weight``. The weights are parameters (``certainty_of_process`` and so on)::

        certainty of process, competence, wait (wait_comfort)
        control   of wait (wait_comfort), transparency, competence
        status    of warmth, personalisation, time (time_quality)
        belonging of warmth, values (delivered_values)
        enjoyment of warmth, time (time_quality)
        fair      of fairness, transparency, process

    Of warmth, competence and fairness, only the part ``personal_contact`` is the person's; the rest
    is self-service and stands at the average (``met = level + personal_contact * (own - level)``)
    (the mix is an assumption after the Ipsos forces; ``time_quality`` here is the unit's times
    ``time_quality_level``). The week's contacts fail with the chance ``contacts * failure_base
    * exp(failure_slope * (carried_reference - unit.carried * competence))``, at most
    ``failure_most``; a failure is put right on the spot with the chance ``recovery``. ``failure``
    is then 0 none, 1 put right, 2 not.
    """
    chance = p.visit_noise * noise_draw
    time_quality = clip01(unit.time_quality * p.time_quality_level)
    w = p.experience_weight
    warmth = p.warmth_level + p.personal_contact * (employee.warmth - p.warmth_level)
    competence = p.competence_level + p.personal_contact * (employee.competence - p.competence_level)
    fairness = p.fairness_level + p.personal_contact * (employee.fairness - p.fairness_level)
    certainty = clip01(
        p.certainty_of_process * unit.process
        + p.certainty_of_competence * competence
        + p.certainty_of_wait * unit.wait_comfort
        + chance
    )
    control = clip01(
        p.control_of_wait * unit.wait_comfort
        + p.control_of_transparency * unit_lever.transparency
        + p.control_of_competence * competence
        + chance
    )
    status = clip01(
        p.status_of_warmth * warmth
        + p.status_of_personalisation * unit_lever.personalisation
        + p.status_of_time * time_quality
        + chance
    )
    belonging = clip01(p.belonging_of_warmth * warmth + p.belonging_of_values * unit.delivered_values + chance)
    enjoyment = clip01(p.enjoyment_of_warmth * warmth + p.enjoyment_of_time * time_quality + chance)
    fair = clip01(
        p.fair_of_fairness * fairness
        + p.fair_of_transparency * unit_lever.transparency
        + p.fair_of_process * unit.process
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
    if failure_draw < p.failure_most and occurs(
        failure_draw, p.failure_base * np.float32(customer.contacts), p.failure_slope * shortfall
    ):
        customer.failure = 1 if recovery_draw < unit_lever.recovery else 2


@rule
def record_missed_contact(customer, p):
    """Let a contact that never came about (everybody away, or given up waiting) count as failed.

    It weighs ``missed_contact_weight`` of a contact, and leaves neither certainty nor control.
    """
    customer.failure = 2
    customer.certainty -= p.experience_weight * customer.certainty * p.missed_contact_weight
    customer.control -= p.experience_weight * customer.control * p.missed_contact_weight


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
