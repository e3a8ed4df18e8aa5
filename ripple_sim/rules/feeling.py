"""Feeling: the eight drivers as people see them, and engagement, energy, intention to leave.

Evidence: H04 (drivers), E01, E02, E04 and E06 to E14 (managers, leader-member exchange, contract
breach, fit, job design), F02 and F03 (contagion), F04 (persistence), F05, F06 and R02 (customers
and profit act back), D04, D10 and D11 (intention to leave), C06 (strain).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, ZERO, above, clip01, relax_toward


@rule
def see(seen, shown, weeks, p):
    """Move one perception toward what there is to see, ``falling_faster`` times faster down."""
    if shown < seen:
        weeks = weeks / p.falling_faster
    return relax_toward(seen, clip01(shown), weeks)


@rule
def perceive(employee, manager, team, unit, company, lever, unit_lever, p):
    """Move a person's view of the eight drivers.

    What there is to see, each plus ``halo_of_disposition * disposition + halo_of_fit * (fit
    - fit_level) + halo_of_manager * (relationship - relationship_level) + fortunes``: people see
    the company through their manager (E01), through how well they fit it (E11), and through what
    has lately happened to them (F04); and each plus the driver's own ``events``. ``over(x)`` is a
    lever beyond its ordinary level, ``levers.<name>.ordinary``::

        trust         = lever + trust_of_integrity * (integrity - honesty_level)
                        + trust_of_transparency * over(transparency)
                        - trust_lost_to_lip_service * above(announced_values, lived_values)
        job           = lever - job_under_pressure * above(fatigue, 1)
                        - job_of_selling * above(neutral_focus, customer_focus)
        line_of_sight = lever + sight_of_metrics * (customer_focus - neutral_focus)
                        + sight_of_reporting * over(joint_reporting)
        growth        = lever + growth_of_profit * company.security
        pride         = lever + company.pride + pride_of_values * over(lived_values)
        coworkers     = lever + coworkers_of_mood * (team.engagement - reference_engagement)
                        - coworkers_lost * team.departures
                        + coworkers_of_group * over(group_metrics)
        training      = lever + training_of_hours * over(skills_training)
        manager       = lever + manager_of_relationship * (relationship - relationship_level)
                        + manager_of_recognition * (recognition - recognition_level)
    """
    halo = (
        p.halo_of_disposition * employee.disposition
        + p.halo_of_fit * (employee.fit - p.fit_level)
        + p.halo_of_manager * (manager.relationship - p.relationship_level)
        + employee.fortunes
    )
    lip_service = above(unit_lever.announced_values, unit_lever.lived_values)
    trust = (
        lever.trust
        + p.trust_of_integrity * (manager.integrity - p.honesty_level)
        + p.trust_of_transparency * (unit_lever.transparency - p.ordinary_transparency)
        - p.trust_lost_to_lip_service * lip_service
    )
    job = (
        lever.job
        - p.job_under_pressure * above(employee.fatigue, ONE)
        - p.job_of_selling * above(p.neutral_focus, team.customer_focus)
    )
    line_of_sight = (
        lever.line_of_sight
        + p.sight_of_metrics * (team.customer_focus - p.neutral_focus)
        + p.sight_of_reporting * (unit_lever.joint_reporting - p.ordinary_joint_reporting)
    )
    growth = lever.growth + p.growth_of_profit * company.security
    pride = (
        lever.pride
        + company.pride
        + p.pride_of_values * (unit_lever.lived_values - p.ordinary_lived_values)
    )
    coworkers = (
        lever.coworkers
        + p.coworkers_of_mood * (team.engagement - p.reference_engagement)
        - p.coworkers_lost * team.departures
        + p.coworkers_of_group * (lever.group_metrics - p.ordinary_group_metrics)
    )
    training = lever.training + p.training_of_hours * (
        lever.skills_training - p.ordinary_skills_training
    )
    managed = (
        lever.manager
        + p.manager_of_relationship * (manager.relationship - p.relationship_level)
        + p.manager_of_recognition * (manager.recognition - p.recognition_level)
    )
    employee.trust = see(
        employee.trust, trust + halo + employee.trust_events, p.trust_seen_weeks, p
    )
    employee.job = see(employee.job, job + halo + employee.job_events, p.job_seen_weeks, p)
    employee.line_of_sight = see(
        employee.line_of_sight,
        line_of_sight + halo + employee.line_of_sight_events,
        p.line_of_sight_seen_weeks,
        p,
    )
    employee.growth = see(
        employee.growth, growth + halo + employee.growth_events, p.growth_seen_weeks, p
    )
    employee.pride = see(
        employee.pride, pride + halo + employee.pride_events, p.pride_seen_weeks, p
    )
    employee.coworkers = see(
        employee.coworkers, coworkers + halo + employee.coworkers_events, p.coworkers_seen_weeks, p
    )
    employee.training = see(
        employee.training, training + halo + employee.training_events, p.training_seen_weeks, p
    )
    employee.manager = see(
        employee.manager, managed + halo + employee.manager_events, p.manager_seen_weeks, p
    )


@rule
def jolt(state, spread, weeks, draw):
    """Return what has lately happened, a week later.

    ``keep * state + spread * sqrt(1 - keep**2) * draw`` with ``keep = 1 - 1 / weeks``: the standard
    deviation between people is ``spread``, and what happened fades in ``weeks``.
    """
    keep = ONE - ONE / max(weeks, ONE)
    return keep * state + spread * np.sqrt(ONE - keep * keep) * draw


@rule
def meet_fortunes(employee, p, draw, outside_draw):
    """Let things happen to a person that last for a while, good or bad.

    ``fortunes`` colour the whole view of the company; ``outside`` is what pulls a person away
    whatever the work is like, such as an offer or a move, or holds one, below zero (D11). With the
    lasting disposition and the week's mood fortunes are the stable, autoregressive and occasional
    parts of an attitude (Kenny and Zautra 1995); F04 shows all three.
    """
    employee.fortunes = jolt(employee.fortunes, p.fortunes_spread, p.fortunes_weeks, draw)
    employee.outside = jolt(employee.outside, p.intention_spread, p.fortunes_weeks, outside_draw)


@rule
def meet_events(employee, p, draws_a, draws_b):
    """Let things happen to a person that touch one driver alone: a course, a row with a colleague.

    Without them all eight answers of a person would rise and fall together. ``draws_a`` are the
    four standard normal draws of trust, job, line of sight and growth, ``draws_b`` those of pride,
    co-workers, training and manager.
    """
    trust, job, line_of_sight, growth = draws_a
    pride, coworkers, training, manager = draws_b
    s, w = p.events_spread, p.fortunes_weeks
    employee.trust_events = jolt(employee.trust_events, s, w, trust)
    employee.job_events = jolt(employee.job_events, s, w, job)
    employee.line_of_sight_events = jolt(employee.line_of_sight_events, s, w, line_of_sight)
    employee.growth_events = jolt(employee.growth_events, s, w, growth)
    employee.pride_events = jolt(employee.pride_events, s, w, pride)
    employee.coworkers_events = jolt(employee.coworkers_events, s, w, coworkers)
    employee.training_events = jolt(employee.training_events, s, w, training)
    employee.manager_events = jolt(employee.manager_events, s, w, manager)


@rule
def drivers_as_weighed(employee):
    """Return a person's mean of the eight drivers by the person's own weights (they sum to 1)."""
    return (
        employee.weighs_trust * employee.trust
        + employee.weighs_job * employee.job
        + employee.weighs_line_of_sight * employee.line_of_sight
        + employee.weighs_growth * employee.growth
        + employee.weighs_pride * employee.pride
        + employee.weighs_coworkers * employee.coworkers
        + employee.weighs_training * employee.training
        + employee.weighs_manager * employee.manager
    )


@rule
def sense_forces(employee, company, lever, p):
    """Score a person's work on the six forces of experience, from the eight drivers.

    Each is a weighted mean; the weights are parameters (``certainty_at_work_of_trust`` and so on)::

        certainty of trust, security         control   of job, line of sight
        status    of growth, manager         belonging of co-workers, pride
        enjoyment of job, co-workers         fair      of trust, manager, pay

        security = clip01(security_level + company.security)
        pay      = clip01(pay_fairness_level + pay * pay_index - 1)
    """
    secure = clip01(p.security_level + company.security)
    paid = clip01(p.pay_fairness_level + lever.pay * company.pay_index - ONE)
    employee.certainty = (
        p.certainty_at_work_of_trust * employee.trust + p.certainty_at_work_of_security * secure
    )
    employee.control = (
        p.control_at_work_of_job * employee.job
        + p.control_at_work_of_line_of_sight * employee.line_of_sight
    )
    employee.status = (
        p.status_at_work_of_growth * employee.growth
        + p.status_at_work_of_manager * employee.manager
    )
    employee.belonging = (
        p.belonging_at_work_of_coworkers * employee.coworkers
        + p.belonging_at_work_of_pride * employee.pride
    )
    employee.enjoyment = (
        p.enjoyment_at_work_of_job * employee.job
        + p.enjoyment_at_work_of_coworkers * employee.coworkers
    )
    employee.fair = (
        p.fair_at_work_of_trust * employee.trust
        + p.fair_at_work_of_manager * employee.manager
        + p.fair_at_work_of_pay * paid
    )


@rule
def feel(employee, team, p, strength, mood_draw, energy_draw):
    """Move mood, engagement and energy by a week.

    ::

        mood:       mood_memory * mood + mood_noise * draw
        engagement: toward reference_engagement
                      + pull_of_drivers * (drivers as weighed - reference_drivers)
                      + pull_of_team * (team.engagement - engagement)
                      + pull_of_fit * (fit - fit_level) + pull_of_disposition * disposition
                      + pull_of_customers * strength * (view_of_service - reference_satisfaction)
                      - hygiene_at_work * (above(hygiene_floor_at_work, certainty)
                                           + above(hygiene_floor_at_work, fair))
                      - engagement_lost_to_exhaustion * above(exhausted_below, energy) + mood
        energy:     toward energy_level + energy_of_engagement * (engagement - reference_engagement)
                      - energy_of_overtime * above(fatigue, 1) - energy_of_strain * above(strain, 1)
                      - energy_of_empathy * empathy * above(fatigue, 1)
                    in energy_weeks, + energy_noise * draw

    ``strength`` is the feedback from customers to employees, 0 to 1.
    """
    employee.mood = p.mood_memory * employee.mood + p.mood_noise * mood_draw
    target = (
        p.reference_engagement
        + p.pull_of_drivers * (drivers_as_weighed(employee) - p.reference_drivers)
        + p.pull_of_team * (team.engagement - employee.engagement)
        + p.pull_of_fit * (employee.fit - p.fit_level)
        + p.pull_of_disposition * employee.disposition
        + p.pull_of_customers * strength * (employee.view_of_service - p.reference_satisfaction)
        - p.hygiene_at_work
        * (
            above(p.hygiene_floor_at_work, employee.certainty)
            + above(p.hygiene_floor_at_work, employee.fair)
        )
        - p.engagement_lost_to_exhaustion * above(p.exhausted_below, employee.energy)
        + employee.mood
    )
    employee.engagement = clip01(relax_toward(employee.engagement, target, p.engagement_weeks))
    overtime = above(employee.fatigue, ONE)
    rested = (
        p.energy_level
        + p.energy_of_engagement * (employee.engagement - p.reference_engagement)
        - p.energy_of_overtime * overtime
        - p.energy_of_strain * above(employee.strain, ONE)
        - p.energy_of_empathy * employee.empathy * overtime
    )
    employee.energy = clip01(
        relax_toward(employee.energy, rested, p.energy_weeks) + p.energy_noise * energy_draw
    )


@rule
def intend(employee, team, company, lever, p):
    """Move the intention to leave, and the answer to the recommend question as an employer.

    ::

        intention: toward reference_intention
            - intention_of_engagement * (engagement - reference_engagement)
            - intention_of_fit * (fit - fit_level)
            - intention_of_pay * (pay * pay_index - 1)
            - intention_of_manager * (manager - reference_drivers)
            - intention_of_growth * (growth - reference_drivers)
            - intention_of_security * company.security
            + quits_of_strain / intention_slope * above(strain, 1)
            + intention_of_departures * team.departures + outside         in intention_weeks
        recommend = nearest whole number to 10 * clip01(employer_level
            + employer_of_engagement * (engagement - reference_engagement) + answering)

    A year's overtime is published as its effect on quitting (C06), so it is divided by the
    slope from intention to quitting, 1 at the least.
    """
    target = (
        p.reference_intention
        - p.intention_of_engagement * (employee.engagement - p.reference_engagement)
        - p.intention_of_fit * (employee.fit - p.fit_level)
        - p.intention_of_pay * (lever.pay * company.pay_index - ONE)
        - p.intention_of_manager * (employee.manager - p.reference_drivers)
        - p.intention_of_growth * (employee.growth - p.reference_drivers)
        - p.intention_of_security * company.security
        + p.quits_of_strain / max(p.intention_slope, ONE) * above(employee.strain, ONE)
        + p.intention_of_departures * team.departures
        + employee.outside
    )
    employee.intention = clip01(relax_toward(employee.intention, clip01(target), p.intention_weeks))
    answer = clip01(
        p.employer_level
        + p.employer_of_engagement * (employee.engagement - p.reference_engagement)
        + employee.answering
    )
    employee.recommend = np.int8(np.floor(np.float32(10.0) * answer + HALF))


@rule
def remember_departures(team, leavers, p):
    """Let a team remember who left, as a share of its seats.

    ``departures: toward 0 in departure_memory_weeks, + leavers / planned seats``
    """
    seats = max(team.planned, ONE)
    team.departures = max(
        relax_toward(team.departures, ZERO, p.departure_memory_weeks) + leavers / seats, ZERO
    )
