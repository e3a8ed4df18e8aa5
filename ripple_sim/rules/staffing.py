"""Staffing: people leave, seats open and fill, newcomers learn.

A seat is a fixed row; whoever sits on it next is its next incumbent. Evidence: C07 (learning
curve), C08 (hiring delay), C09 and D07 (turnover and its hazard by tenure), E11 (fit), H01
(training), D04 (quits pass through the intention to leave).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import ONE, ZERO, clip, clip01, relax_toward
from ripple_sim.rules.drivers import COUNT, driver, put_driver, put_events

JUST_OVER_HALF = np.float32(0.5001)  # so that rounding in single precision decides no tie


@rule
def open_or_close(employee, team, lever, p):
    """Open the seats within the planned headcount: ``planned * (1 + slack)``, to the nearest one.

    A seat beyond it is closed when nobody sits on it: nobody is dismissed.
    """
    wanted = np.floor(team.planned * (ONE + lever.slack) + JUST_OVER_HALF)
    within = np.float32(employee.rank) < wanted
    if within:
        employee.open = 1
    elif employee.filled == 0:
        employee.open = 0


@rule
def leave(employee, unit, p, leave_draw):
    """Let the incumbent leave.

    Weekly chance::

        turnover_per_year / 52 * exp(quit_offset + local_quitting + intention_slope * (intention
            - reference_intention)) * (1 - honeymoon * exp(-tenure / honeymoon_weeks))

    Only the intention to leave carries attitudes into quitting (D04); ``local_quitting`` is the
    pull of the unit's labour market.
    """
    employee.left = 0
    if employee.filled == 0:
        return
    employee.tenure += 1
    chance = p.turnover_per_year / p.weeks_per_year
    chance *= np.exp(
        p.quit_offset + unit.local_quitting + p.intention_slope * (employee.intention - p.reference_intention)
    )
    chance *= ONE - p.honeymoon * np.exp(-np.float32(employee.tenure) / p.honeymoon_weeks)
    if leave_draw < chance:
        employee.left = 1
        employee.filled = 0
        employee.tenure = 0


@rule
def fill(employee, company, lever, p, fill_draw):
    """Fill an open vacancy; return 1 if somebody starts this week.

    Weekly chance ``1 / hiring_weeks``, slowed by ``selectivity_delay`` per unit of selectivity
    above its ordinary level, moved by pay (``hiring_of_pay`` per unit of the pay index above 1) and
    by the company's hiring brake (profit to staffing); selectivity and pay together leave at least
    ``hiring_ease_least`` of it. A seat left this week stays empty this week.
    """
    employee.hired = 0
    if employee.filled != 0 or employee.open == 0 or employee.left != 0:
        return 0
    ease = (
        ONE
        - p.selectivity_delay * (lever.selectivity - p.ordinary_selectivity)
        + p.hiring_of_pay * (lever.pay * company.pay_index - ONE)
    )
    chance = company.hiring_pace * max(ease, p.hiring_ease_least) / p.hiring_weeks
    if fill_draw < chance:
        employee.filled = 1
        employee.hired = 1
        employee.incumbent += 1
        employee.tenure = 0
        return 1
    return 0


@rule
def welcome(employee, team, lever, p, ability_draw, empathy_draw, fit_draw, disposition_draw):
    """Give a seat a new person: four standard normal deviates.

    Selectivity lifts fit and empathy; placement sends the able and empathetic to the front.
    The newcomer starts with the skill of a beginner, sees the drivers as the company shows them,
    and takes over the team's standard of service.
    """
    choosy = lever.selectivity - p.ordinary_selectivity
    placed = lever.placement if employee.frontline != 0 else -lever.placement
    employee.ability = clip(
        ONE + p.ability_spread * ability_draw + p.placement_gain * placed, p.ability_least, p.ability_most
    )
    employee.empathy = clip01(
        p.empathy_level
        + p.empathy_spread * empathy_draw
        + p.empathy_of_selectivity * choosy
        + p.placement_gain * placed
    )
    employee.fit = clip01(p.fit_level + p.fit_spread * fit_draw + p.fit_of_selectivity * choosy)
    employee.disposition = disposition_draw
    for k in range(COUNT):
        put_driver(k, employee, driver(k, lever))
        put_events(k, employee, ZERO)
    employee.engagement = clip01(
        p.reference_engagement + p.pull_of_fit * (employee.fit - p.fit_level) + p.pull_of_disposition * disposition_draw
    )
    employee.mood = ZERO
    employee.fortunes = ZERO
    employee.outside = ZERO
    employee.energy = p.energy_level
    employee.fatigue = ONE
    employee.strain = ONE
    employee.trained = ZERO
    employee.skill = max(p.newcomer_productivity * employee.ability, p.skill_least)
    employee.standard = team.standard
    employee.usual_time = team.standard
    employee.intention = p.reference_intention
    employee.view_of_service = p.reference_satisfaction


@rule
def staying_power(fit_draw, disposition_draw, p):
    """Return how much longer a person stays than an average one, all else at rest.

    ::

        view    = halo_of_fit * fit + halo_of_disposition * disposition
        engaged = (pull_of_fit * fit + pull_of_disposition * disposition + pull_of_drivers * view)
                  / (1 + pull_of_team)
        exp(intention_slope * (intention_of_engagement * engaged + intention_of_fit * fit
                               + (intention_of_manager + intention_of_growth) * view))

    with ``fit`` as a deviation, ``fit_spread * fit_draw``. It is what ``intend`` and ``leave`` come
    to in a person who has been there for long; the draws are standard normal.
    """
    fit = p.fit_spread * fit_draw
    view = p.halo_of_fit * fit + p.halo_of_disposition * disposition_draw
    engaged = (p.pull_of_fit * fit + p.pull_of_disposition * disposition_draw + p.pull_of_drivers * view) / (
        ONE + p.pull_of_team
    )
    return np.exp(
        p.intention_slope
        * (
            p.intention_of_engagement * engaged
            + p.intention_of_fit * fit
            + (p.intention_of_manager + p.intention_of_growth) * view
        )
    )


@rule
def learn(employee, lever, p):
    """Let skill grow toward the person's ceiling.

    ::

        hours   = clip01(skills_training / full_training_hours)
        trained: toward hours in training_weeks
        skill:   toward ability * (1 + skill_of_training * (trained - usual_training))
                 in learning_weeks / (learning_pace_least
                     + clip01(1 - learning_pace_least + hours - usual_training))

    A newcomer starts at ``newcomer_productivity`` of ability (C07). Skill is at least
    ``skill_least``.
    """
    hours = clip01(lever.skills_training / p.full_training_hours)
    employee.trained = relax_toward(employee.trained, hours, p.training_weeks)
    ceiling = employee.ability * (ONE + p.skill_of_training * (employee.trained - p.usual_training))
    least = p.learning_pace_least
    pace = p.learning_weeks / (least + clip01(ONE - least + hours - p.usual_training))
    employee.skill = max(relax_toward(employee.skill, ceiling, pace), p.skill_least)


@rule
def attend(employee, lever, p, absence_draw):
    """Decide whether a person is at work this week.

    Chance of absence: ``absence_share * exp(absence_slope * (energy_level - energy)) + flu``,
    at most ``absence_most``.
    """
    employee.present = 0
    if employee.filled != 0:
        chance = p.absence_share * np.exp(p.absence_slope * (p.energy_level - employee.energy))
        if absence_draw >= min(chance + lever.flu, p.absence_most):
            employee.present = 1
