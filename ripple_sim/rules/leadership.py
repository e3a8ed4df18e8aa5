"""Leadership: managers divide their attention; words meet deeds.

Managers reach their team through relationship, recognition, integrity and the workload they keep
off it. Evidence: E01, E02, E04 (managers and supervisors' mood), E09 (behavioural integrity),
D06 (people management and attrition), A17 (programmes cost attention).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, TWO, ZERO, above, clip01, part_and_rest, relax_toward

THREE = np.float32(3.0)


@rule
def divide_attention(manager, team, unit, lever, unit_lever, p):
    """Divide a manager's attention among people, customers and paperwork.

    In quiet weeks of an ordinary company each claim weighs 1, paperwork less what joint reporting
    saves, so that each share is about a third::

        people    = 1 + room_for_people * (lever.manager - its ordinary level)
        customers = 1 + firefighting * above(unit.pressure, 1)
        paperwork = 1 + paperwork_of_money_metrics * (its ordinary level - lever.customer_metrics)
                      + paperwork_of_initiatives * team.attention_hours
                      - paperwork_saved_by_joint_reporting * unit_lever.joint_reporting
        people and paperwork claim_least at the least

    ``contact`` is the time a manager has for each report against the usual, saturating:
    ``2x / (1 + x)`` with ``x = 3 * people share * (usual_span / span) ** span_exponent``. No place
    filled, no contact.
    """
    people = max(ONE + p.room_for_people * (lever.manager - p.ordinary_manager), p.claim_least)
    customers = ONE + p.firefighting * above(unit.pressure, ONE)
    paperwork = max(
        ONE
        + p.paperwork_of_money_metrics * (p.ordinary_customer_metrics - lever.customer_metrics)
        + p.paperwork_of_initiatives * team.attention_hours
        - p.paperwork_saved_by_joint_reporting * unit_lever.joint_reporting,
        p.claim_least,
    )
    whole = people + customers + paperwork
    manager.people_attention = people / whole
    manager.customer_attention = customers / whole
    manager.paperwork = paperwork / whole
    span = max(team.filled, ONE)
    x = THREE * manager.people_attention * (p.usual_span / span) ** p.span_exponent
    manager.contact = TWO * x / (ONE + x) if manager.in_place != 0 else ZERO


@rule
def lead(manager, team, unit, company, lever, unit_lever, p, mood_draw):
    """Move a manager's engagement, learning, leadership and integrity by a week.

    ::

        engagement: toward reference_engagement
                      + cascade * (company.top_engagement - reference_engagement)
                      + manager_disposition_pull * disposition
                      - manager_overload * above(unit.pressure, 1)
                    in manager_engagement_weeks, + manager_mood_noise * mood_draw
        coached:    toward lever.coaching, in coaching_weeks up and forgetting_weeks down
        leadership = clip01(talent + coaching_gain * coached)
        integrity:  toward honesty - lip_service * above(announced_values, lived_values),
                    falling_faster times faster downwards
        relationship = leadership * contact * (relationship_alone + engagement)
        recognition  = relationship * (recognition_alone + (1 - recognition_alone) * integrity)

    ``mood_draw`` is a standard normal deviate.
    """
    target = (
        p.reference_engagement
        + p.cascade * (company.top_engagement - p.reference_engagement)
        + p.manager_disposition_pull * manager.disposition
        - p.manager_overload * above(unit.pressure, ONE)
    )
    manager.engagement = clip01(
        relax_toward(manager.engagement, target, p.manager_engagement_weeks) + p.manager_mood_noise * mood_draw
    )
    learning = p.coaching_weeks if lever.coaching > manager.coached else p.forgetting_weeks
    manager.coached = relax_toward(manager.coached, lever.coaching, learning)
    manager.leadership = clip01(manager.talent + p.coaching_gain * manager.coached)
    lip_service = above(unit_lever.announced_values, unit_lever.lived_values)
    word_deed = clip01(manager.honesty - p.lip_service * lip_service)
    pace = p.integrity_weeks
    if word_deed < manager.integrity:
        pace = pace / p.falling_faster
    manager.integrity = relax_toward(manager.integrity, word_deed, pace)
    manager.relationship = clip01(manager.leadership * manager.contact * (p.relationship_alone + manager.engagement))
    manager.recognition = clip01(manager.relationship * part_and_rest(p.recognition_alone, manager.integrity))


@rule
def change_manager(manager, lever, p, leave_draw, fill_draw):
    """Let a manager leave, or a vacant place be filled; return 1 if somebody new starts.

    A manager leaves with the weekly chance ``turnover_per_year / 52``, raised or lowered by
    ``exp(-manager_quit_slope * (engagement - reference_engagement))``, or at once when the level
    of the shock ``manager_loss`` passes a half; a vacancy is filled with the
    chance ``1 / hiring_weeks`` a week. What the last manager stood for lingers until somebody new
    starts; a vacant place gives no contact.
    """
    manager.tenure += 1
    struck = manager.loss_seen < HALF and lever.manager_loss >= HALF
    manager.loss_seen = lever.manager_loss
    if manager.in_place != 0:
        quit_chance = p.turnover_per_year / p.weeks_per_year
        quit_chance *= np.exp(-p.manager_quit_slope * (manager.engagement - p.reference_engagement))
        if struck or leave_draw < quit_chance:
            manager.in_place = 0
            manager.tenure = 0
    elif fill_draw < ONE / p.hiring_weeks:
        manager.in_place = 1
        manager.incumbent += 1
        manager.tenure = 0
        return 1
    return 0


@rule
def welcome_manager(manager, company, p, talent_draw, honesty_draw, disposition_draw, emphasis_draw):
    """Give a new manager a person: four standard normal deviates."""
    manager.talent = clip01(p.talent_level + p.talent_spread * talent_draw)
    manager.honesty = clip01(p.honesty_level + p.honesty_spread * honesty_draw)
    manager.disposition = disposition_draw
    manager.emphasis = p.emphasis_spread * emphasis_draw
    manager.engagement = company.top_engagement
    manager.coached = ZERO
    manager.leadership = manager.talent
    manager.integrity = manager.honesty


@rule
def lead_company(company, unit_lever, p, profit_gap):
    """Move the engagement of the top: sponsorship lifts it, and so does a good year.

    ::

        top_engagement: toward reference_engagement + top_of_sponsorship
                            * (sponsorship - its ordinary level)
                          + top_of_profit * profit_gap                          in top_weeks

    ``unit_lever`` is the mean over units; ``profit_gap`` the remembered profit gap, already
    multiplied by the strength of the feedback from profit to pride.
    """
    target = (
        p.reference_engagement
        + p.top_of_sponsorship * (unit_lever.sponsorship - p.ordinary_sponsorship)
        + p.top_of_profit * profit_gap
    )
    company.top_engagement = clip01(relax_toward(company.top_engagement, target, p.top_weeks))


@rule
def set_norm(team, manager, unit, lever, unit_lever, p):
    """Move what a team holds to be its task, from money (0) to customers (1).

    ::

        measured = customer_metrics                                              (frontline)
                 = customer_metrics * backstage_metrics
                   + unmeasured_focus * (1 - backstage_metrics)                  (backstage)
        insight  = clip01(1 - blindness * |unit.reported - unit.satisfaction|
                           + insight_of_mirror * mirror_analysis)
        target   = measured + focus_of_attention * (3 * customer_attention - 1) * insight
                   + emphasis, what the manager holds to matter (A21)
        focus:     toward target in norm_weeks / (norm_pace_alone + group_metrics)

    Teams conform to what is measured, the sooner the more they are measured as a group
    (group-think); a manager who watches customers pulls the team along as far as the reports he
    reads are true. Assumption after H02 and the metrics source.
    """
    measured = lever.customer_metrics
    if team.frontline == 0:
        measured = measured * lever.backstage_metrics + p.unmeasured_focus * (ONE - lever.backstage_metrics)
    insight = clip01(
        ONE - p.blindness * abs(unit.reported - unit.satisfaction) + p.insight_of_mirror * unit_lever.mirror_analysis
    )
    target = clip01(
        measured + p.focus_of_attention * (THREE * manager.customer_attention - ONE) * insight + manager.emphasis
    )
    team.customer_focus = relax_toward(
        team.customer_focus, target, p.norm_weeks / (p.norm_pace_alone + lever.group_metrics)
    )
