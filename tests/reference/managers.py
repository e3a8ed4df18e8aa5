"""Managers: who leads a team, where the attention goes, and what norm the team takes from it."""

import math

import mesa

from reference.arithmetic import Stored, above, clip01, relax_toward
from reference.luck import normal
from ripple_sim.model.randomness import Decision


class ReferenceManager(Stored, mesa.Agent):
    """The place at the head of one team, and who holds it."""

    def __init__(self, model, team):
        super().__init__(model)
        self.number = team.number
        self.team = team
        self.incumbent = 0
        self.become_somebody()
        self.in_place = True
        self.tenure = 104
        self.loss_seen = 0.0
        self.people_attention = self.customer_attention = self.paperwork = 1 / 3
        self.contact = 1.0
        self.relationship = model.p.relationship_level
        self.recognition = model.p.recognition_level

    def become_somebody(self):
        """Give the place the person whom its incumbent number stands for."""
        p = self.model.p
        talent, honesty, disposition, emphasis = self.model.luck.draws(
            Decision.LEADER_PERSON, self.number, 0, self.incumbent
        )
        self.talent = clip01(p.talent_level + p.talent_spread * normal(talent))
        self.honesty = clip01(p.honesty_level + p.honesty_spread * normal(honesty))
        self.disposition = normal(disposition)
        self.emphasis = p.emphasis_spread * normal(emphasis)
        self.engagement = self.model.company.top_engagement
        self.coached = 0.0
        self.leadership = self.talent
        self.integrity = self.honesty

    def live_the_week(self):
        leaves, fills, mood, _ = self.model.luck.draws(Decision.LEADER, self.number, self.model.week)
        self.come_and_go(leaves, fills)
        self.divide_attention()
        self.lead(normal(mood))
        self.set_norm()

    def come_and_go(self, leave_draw, fill_draw):
        p, luck = self.model.p, self.model.luck
        loss = self.team.levers.manager_loss
        struck = self.loss_seen < 0.5 <= loss
        self.loss_seen = loss
        self.tenure += 1
        if self.in_place:
            chance = (
                p.turnover_per_year / 52 * math.exp(-p.manager_quit_slope * (self.engagement - p.reference_engagement))
            )
            if struck or luck.less(leave_draw, chance):
                self.in_place = False
                self.tenure = 0
        elif luck.less(fill_draw, 1 / p.hiring_weeks):
            self.in_place = True
            self.incumbent += 1
            self.tenure = 0
            self.become_somebody()

    def divide_attention(self):
        p, team = self.model.p, self.team
        people = 1 + p.room_for_people * (team.levers.manager - p.ordinary_manager)
        people = max(people, p.claim_least)
        customers = 1 + p.firefighting * above(team.unit.pressure, 1)
        paperwork = (
            1
            + p.paperwork_of_money_metrics * (p.ordinary_customer_metrics - team.levers.customer_metrics)
            + p.paperwork_of_initiatives * team.attention_hours
            - p.paperwork_saved_by_joint_reporting * team.unit.levers.joint_reporting
        )
        paperwork = max(paperwork, p.claim_least)
        whole = people + customers + paperwork
        self.people_attention = people / whole
        self.customer_attention = customers / whole
        self.paperwork = paperwork / whole
        span = max(team.filled, 1)
        x = 3 * self.people_attention * (p.usual_span / span) ** p.span_exponent
        self.contact = 2 * x / (1 + x) if self.in_place else 0.0

    def lead(self, mood_draw):
        p, unit = self.model.p, self.team.unit
        target = (
            p.reference_engagement
            + p.cascade * (self.model.company.top_engagement - p.reference_engagement)
            + p.manager_disposition_pull * self.disposition
            - p.manager_overload * above(unit.pressure, 1)
        )
        self.engagement = clip01(
            relax_toward(self.engagement, target, p.manager_engagement_weeks) + p.manager_mood_noise * mood_draw
        )
        coaching = self.team.levers.coaching
        rising = coaching > self.coached
        self.coached = relax_toward(self.coached, coaching, p.coaching_weeks if rising else p.forgetting_weeks)
        self.leadership = clip01(self.talent + p.coaching_gain * self.coached)
        lip_service = above(unit.levers.announced_values, unit.levers.lived_values)
        deeds = clip01(self.honesty - p.lip_service * lip_service)
        falling = deeds < self.integrity
        self.integrity = relax_toward(self.integrity, deeds, p.integrity_weeks / (p.falling_faster if falling else 1))
        self.relationship = clip01(self.leadership * self.contact * (p.relationship_alone + self.engagement))
        alone = p.recognition_alone
        self.recognition = clip01(self.relationship * (alone + (1 - alone) * self.integrity))

    def set_norm(self):
        p, team, unit = self.model.p, self.team, self.team.unit
        measured = team.levers.customer_metrics
        if not team.frontline:
            counted = team.levers.backstage_metrics
            measured = measured * counted + p.unmeasured_focus * (1 - counted)
        insight = clip01(
            1 - p.blindness * abs(unit.reported - unit.satisfaction) + p.insight_of_mirror * unit.levers.mirror_analysis
        )
        target = clip01(measured + p.focus_of_attention * (3 * self.customer_attention - 1) * insight + self.emphasis)
        team.customer_focus = relax_toward(
            team.customer_focus, target, p.norm_weeks / (p.norm_pace_alone + team.levers.group_metrics)
        )
