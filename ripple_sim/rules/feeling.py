"""Feeling: the drivers as people see them, and engagement, energy, intention to leave.

Evidence: H04 (drivers), E01, E02, E04 and E06 to E14 (managers, leader-member exchange, contract
breach, fit, job design), F02 and F03 (contagion), F04 (persistence), F05, F06 and R02 (customers
and profit act back), D04, D10 and D11 (intention to leave), C06 (strain).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, ZERO, above, clip01, relax_toward
from ripple_sim.rules.drivers import (
    A_BLOCK,
    COUNT,
    driver,
    events,
    put_driver,
    put_events,
    seen_weeks,
    weight,
    what_there_is_to_see,
)


@rule
def see(seen, shown, weeks, p):
    """Move one perception toward what there is to see, ``falling_faster`` times faster down."""
    if shown < seen:
        weeks = weeks / p.falling_faster
    return relax_toward(seen, clip01(shown), weeks)


@rule
def perceive(employee, manager, team, unit, company, lever, unit_lever, p):
    """Move a person's view of every driver.

    What there is to see (``..._to_see`` in ``drivers.py``) ``+ halo_of_disposition * disposition
    + halo_of_fit * (fit - fit_level) + halo_of_manager * (relationship - relationship_level)
    + fortunes``: people see the company through their manager (E01), through how well they fit it
    (E11), and through what has lately happened to them (F04); and each plus the driver's own
    ``events``. Every driver is seen in its own time (``trust_seen_weeks`` and so on).
    """
    halo = (
        p.halo_of_disposition * employee.disposition
        + p.halo_of_fit * (employee.fit - p.fit_level)
        + p.halo_of_manager * (manager.relationship - p.relationship_level)
        + employee.fortunes
    )
    for k in range(COUNT):
        shown = what_there_is_to_see(k, employee, manager, team, company, lever, unit_lever, p)
        shown = shown + halo + events(k, employee)
        put_driver(k, employee, see(driver(k, employee), shown, seen_weeks(k, p), p))


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
def meet_events(employee, p, block, draws):
    """Let things happen to a person that touch one driver alone: a course, a row with a colleague.

    Without them all answers of a person would rise and fall together. ``draws`` are the four
    standard normal draws of a block of drivers, counted from 0.
    """
    for lane in range(A_BLOCK):
        k = A_BLOCK * block + lane
        if k < COUNT:
            after = jolt(events(k, employee), p.events_spread, p.fortunes_weeks, draws[lane])
            put_events(k, employee, after)


@rule
def drivers_as_weighed(employee):
    """Return a person's mean of the drivers by the person's own weights (they sum to 1)."""
    whole = ZERO
    for k in range(COUNT):
        whole += weight(k, employee) * driver(k, employee)
    return whole


@rule
def sense_forces(employee, company, lever, p):
    """Score a person's work on the six forces of experience, from the drivers.

    Each is a weighted mean; the weights are parameters (``certainty_at_work_of_trust`` and so on)::

        certainty of trust, security         control   of job, line of sight
        status    of growth, manager         belonging of co-workers, pride
        enjoyment of job, co-workers         fair      of trust, manager, pay

        security = clip01(security_level + company.security)
        pay      = clip01(pay_fairness_level + pay * pay_index - 1)
    """
    secure = clip01(p.security_level + company.security)
    paid = clip01(p.pay_fairness_level + lever.pay * company.pay_index - ONE)
    employee.certainty = p.certainty_at_work_of_trust * employee.trust + p.certainty_at_work_of_security * secure
    employee.control = (
        p.control_at_work_of_job * employee.job + p.control_at_work_of_line_of_sight * employee.line_of_sight
    )
    employee.status = p.status_at_work_of_growth * employee.growth + p.status_at_work_of_manager * employee.manager
    employee.belonging = (
        p.belonging_at_work_of_coworkers * employee.coworkers + p.belonging_at_work_of_pride * employee.pride
    )
    employee.enjoyment = (
        p.enjoyment_at_work_of_job * employee.job + p.enjoyment_at_work_of_coworkers * employee.coworkers
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
        * (above(p.hygiene_floor_at_work, employee.certainty) + above(p.hygiene_floor_at_work, employee.fair))
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
    employee.energy = clip01(relax_toward(employee.energy, rested, p.energy_weeks) + p.energy_noise * energy_draw)


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
    team.departures = max(relax_toward(team.departures, ZERO, p.departure_memory_weeks) + leavers / seats, ZERO)
