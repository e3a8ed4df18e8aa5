"""Employees: seats and the people on them, from hiring to the intention to leave."""

import math
from itertools import pairwise

import mesa

from reference.arithmetic import Stored, above, clip, clip01, relax_toward
from reference.luck import normal
from ripple_sim.model.randomness import Decision
from ripple_sim.scenario import levers

DRIVERS = tuple(driver.name for driver in levers.DRIVERS)
FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")


def tired_productivity(fatigue, p):
    """Return output an hour by fatigue: full up to the table's first line, then falling (C05).

    The slopes are given to four digits.
    """
    table = (
        (1.1429, 1.0),
        (1.2857, p.stated["tired_output_129"]),
        (1.428, p.stated["tired_output_143"]),
        (1.5714, p.stated["tired_output_157"]),
    )
    for (left, high), (right, low) in pairwise(((0.0, 1.0), *table)):
        if fatigue <= right:
            return high + round((low - high) / (right - left), 4) * (fatigue - left)
    return max(p.tired_output_157 - p.tired_slope * (fatigue - 1.5714), p.tired_output_least)


class ReferenceEmployee(Stored, mesa.Agent):
    """A seat and whoever sits on it."""

    def __init__(self, model, number, team, rank):
        super().__init__(model)
        self.number = number
        self.team = team
        self.rank = rank
        self.open = self.filled = rank < team.planned
        self.present = self.left = self.hired = False
        self.recommend = 0
        self.hours = 0.0
        for force in FORCES:
            setattr(self, force, 0.0)
        self.incumbent = self.who_has_stayed()
        self.become_somebody()
        p = model.p
        self.skill = max(self.ability, p.skill_least)
        self.trained = p.usual_training
        self.productivity = 1.0
        self.tenure = 52 + number * 37 % 260
        self.warmth = p.warmth_level
        self.competence = p.competence_level
        self.fairness = p.fairness_level

    @property
    def unit(self):
        return self.team.unit

    @property
    def function(self):
        return self.team.function

    @property
    def frontline(self):
        return self.team.frontline

    def draws(self, decision, block=0):
        return self.model.luck.draws(decision, self.number, self.model.week, block)

    def as_a_person(self, decision, block=0):
        """Return draws that belong to the incumbent, whatever the week."""
        return self.model.luck.draws(decision, self.number, block, self.incumbent)

    def who_has_stayed(self):
        """Choose among eight people, the likelier the longer such a one stays."""
        weights = []
        for candidate in range(8):
            draws = self.model.luck.draws(Decision.PERSON, self.number, 0, candidate)
            weights.append(self.staying_power(normal(draws[2]), normal(draws[3])))
        chosen, *_ = self.model.luck.draws(Decision.PERSON, self.number, 2)
        left = chosen * sum(weights)
        for candidate, weight in enumerate(weights[:-1]):
            left -= weight
            if self.model.luck.less(left, 0.0):
                return candidate
        return 7

    def staying_power(self, fit_draw, disposition):
        """Return how much longer such a person stays than an average one, all else at rest."""
        p = self.model.p
        fit = p.fit_spread * fit_draw
        view = p.halo_of_fit * fit + p.halo_of_disposition * disposition
        own = p.pull_of_fit * fit + p.pull_of_disposition * disposition
        engaged = (own + p.pull_of_drivers * view) / (1 + p.pull_of_team)
        less_inclined = (
            p.intention_of_engagement * engaged
            + p.intention_of_fit * fit
            + (p.intention_of_manager + p.intention_of_growth) * view
        )
        return math.exp(p.intention_slope * less_inclined)

    def become_somebody(self):
        """Give the seat the person whom its incumbent number stands for."""
        p, lever = self.model.p, self.team.levers
        ability, empathy, fit, disposition = map(normal, self.as_a_person(Decision.PERSON))
        choosy = lever.selectivity - p.ordinary_selectivity
        placed = p.placement_gain * (lever.placement if self.frontline else -lever.placement)
        self.ability = clip(1 + p.ability_spread * ability + placed, p.ability_least, p.ability_most)
        self.empathy = clip01(p.empathy_level + p.empathy_spread * empathy + p.empathy_of_selectivity * choosy + placed)
        self.fit = clip01(p.fit_level + p.fit_spread * fit + p.fit_of_selectivity * choosy)
        self.disposition = disposition
        for driver in DRIVERS:
            setattr(self, driver, getattr(lever, driver))
        self.engagement = clip01(
            p.reference_engagement + p.pull_of_fit * (self.fit - p.fit_level) + p.pull_of_disposition * disposition
        )
        self.mood = 0.0
        self.fortunes = self.outside = 0.0
        for driver in DRIVERS:
            setattr(self, f"{driver}_events", 0.0)
        self.energy = p.energy_level
        self.fatigue = 1.0
        self.strain = 1.0
        self.trained = 0.0
        self.skill = max(p.newcomer_productivity * self.ability, p.skill_least)
        self.standard = self.usual_time = self.team.standard
        self.intention = p.reference_intention
        self.view_of_service = p.reference_satisfaction
        draws = [*self.as_a_person(Decision.PERSON_WEIGHTS_A)]
        for block in range(math.ceil(len(DRIVERS) / 4) - 1):
            draws += self.as_a_person(Decision.PERSON_WEIGHTS_B, block)
        weights = [math.exp(p.weight_spread * normal(draw)) for draw in draws[: len(DRIVERS)]]
        for driver, weight in zip(DRIVERS, weights, strict=True):
            setattr(self, f"weighs_{driver}", weight / sum(weights))
        answering, *_ = self.as_a_person(Decision.PERSON, block=1)
        self.answering = p.answering_spread * normal(answering)

    # Staffing

    def come_and_go(self):
        leaves, fills, absent, _ = self.draws(Decision.SEAT)
        self.open_or_close()
        self.leave(leaves)
        self.fill(fills)
        if self.filled:
            self.learn()
        self.attend(absent)

    def open_or_close(self):
        wanted = math.floor(self.team.planned * (1 + self.team.levers.slack) + 0.5001)
        if self.rank < wanted:
            self.open = True
        elif not self.filled:
            self.open = False

    def leave(self, draw):
        p = self.model.p
        self.left = False
        if not self.filled:
            return
        self.tenure += 1
        chance = (
            p.turnover_per_year
            / 52
            * math.exp(
                p.quit_offset + self.unit.local_quitting + p.intention_slope * (self.intention - p.reference_intention)
            )
            * (1 - p.honeymoon * math.exp(-self.tenure / p.honeymoon_weeks))
        )
        if self.model.luck.less(draw, chance):
            self.left = True
            self.filled = False
            self.tenure = 0

    def fill(self, draw):
        p, lever, company = self.model.p, self.team.levers, self.model.company
        self.hired = False
        if self.filled or self.left or not self.open:
            return
        ease = (
            1
            - p.selectivity_delay * (lever.selectivity - p.ordinary_selectivity)
            + p.hiring_of_pay * (lever.pay * company.pay_index - 1)
        )
        chance = company.hiring_pace * max(ease, p.hiring_ease_least) / p.hiring_weeks
        if self.model.luck.less(draw, chance):
            self.filled = self.hired = True
            self.incumbent += 1
            self.tenure = 0
            self.become_somebody()

    def learn(self):
        p = self.model.p
        hours = clip01(self.team.levers.skills_training / p.full_training_hours)
        self.trained = relax_toward(self.trained, hours, p.training_weeks)
        ceiling = self.ability * (1 + p.skill_of_training * (self.trained - p.usual_training))
        least = p.learning_pace_least
        weeks = p.learning_weeks / (least + clip01(1 - least + hours - p.usual_training))
        self.skill = max(relax_toward(self.skill, ceiling, weeks), p.skill_least)

    def attend(self, draw):
        p = self.model.p
        self.present = False
        if self.filled:
            chance = p.absence_share * math.exp(p.absence_slope * (p.energy_level - self.energy))
            absent = self.model.luck.less(draw, min(chance + self.team.levers.flu, p.absence_most))
            self.present = not absent

    @property
    def is_newcomer(self):
        return self.filled and self.tenure < self.model.p.learning_weeks

    # Work and service

    def work(self):
        p, team = self.model.p, self.team
        self.hours = self.productivity = 0.0
        if not self.filled:
            return
        peers = clip(team.productivity, p.peer_output_least, p.peer_output_most)
        self.productivity = (
            self.skill
            * tired_productivity(self.fatigue, p)
            * (1 + p.effort_of_engagement * (self.engagement - p.reference_engagement))
            * (1 + p.output_of_selling * (p.neutral_focus - team.customer_focus))
            * (1 + p.peer_elasticity * (peers - 1))
        )
        if self.present:
            self.hours = max(p.hours_per_week - team.attention_hours, p.hours_least) * self.productivity

    def serve(self):
        if not self.filled:
            return
        p, team = self.model.p, self.team
        eager = self.engagement - p.reference_engagement
        focus = team.customer_focus - p.neutral_focus
        trained = team.levers.empathy_training - p.ordinary_empathy_training
        empathy_now = self.empathy + p.empathy_of_training * trained
        self.warmth = clip01(
            p.warmth_level
            + p.warmth_of_engagement * eager
            + p.warmth_of_empathy * (empathy_now - p.empathy_level)
            + p.warmth_of_energy * (self.energy - p.energy_level)
            - p.warmth_under_pressure * above(team.unit.pressure, 1)
            + self.mood
        )
        self.competence = clip01(
            p.competence_level
            + p.competence_of_skill * (self.skill - 1)
            + p.competence_of_engagement * eager
            + p.competence_of_focus * focus
        )
        self.fairness = clip01(
            p.fairness_level
            + p.fairness_of_focus * focus
            + p.fairness_of_integrity * (team.leader.integrity - p.honesty_level)
        )

    # Feeling

    def feel(self):
        if not self.filled:
            return
        mood, energy, fortunes, outside = self.draws(Decision.MOOD)
        self.uphold_standard()
        self.tire()
        self.watch_service()
        self.meet_fortunes(normal(fortunes), normal(outside))
        self.meet_events()
        self.perceive()
        self.sense_forces()
        self.feel_engaged(normal(mood))
        self.feel_energy(normal(energy))
        self.intend()
        self.answer()

    def uphold_standard(self):
        p, team = self.model.p, self.team
        cut = p.corner_cutting * above(p.neutral_focus, team.customer_focus)
        given = team.unit.time_ratio * (1 - cut)
        given = min(given, 1)
        self.usual_time = relax_toward(self.usual_time, given, p.staff_view_weeks)
        weeks = p.erosion_weeks if self.usual_time < self.standard else p.upward_weeks
        standard = relax_toward(self.standard, self.usual_time, weeks)
        standard += team.levers.standards * (1 - standard) / p.restoring_weeks
        self.standard = clip(standard, p.standard_least, 1)

    def tire(self):
        p = self.model.p
        let_through = clip01(1 - p.shielding * (self.team.leader.relationship - p.shielding_from))
        intensity = self.team.unit.intensity
        felt = intensity if intensity <= 1 else 1 + (intensity - 1) * let_through
        self.fatigue = relax_toward(self.fatigue, felt, p.fatigue_weeks)
        self.strain = relax_toward(self.strain, felt, p.strain_weeks)

    def watch_service(self):
        p = self.model.p
        rosier = p.halo_of_engagement * (self.engagement - p.reference_engagement)
        seen = clip01(self.team.unit.satisfaction + rosier)
        self.view_of_service = relax_toward(self.view_of_service, seen, p.staff_view_weeks)

    def meet_fortunes(self, draw, outside_draw):
        p = self.model.p
        self.fortunes = self.a_week_later(self.fortunes, p.fortunes_spread * draw)
        self.outside = self.a_week_later(self.outside, p.intention_spread * outside_draw)

    def meet_events(self):
        """Let something happen that touches one driver alone."""
        draws = [*self.draws(Decision.EVENTS_A)]
        for block in range(math.ceil(len(DRIVERS) / 4) - 1):
            draws += self.draws(Decision.EVENTS_B, block)
        for driver, draw in zip(DRIVERS, draws, strict=False):
            name = f"{driver}_events"
            fresh = self.model.p.events_spread * normal(draw)
            setattr(self, name, self.a_week_later(getattr(self, name), fresh))

    def a_week_later(self, lately, fresh):
        """Return what is left of what lately happened, with what is fresh."""
        keep = 1 - 1 / max(self.model.p.fortunes_weeks, 1)
        return keep * lately + math.sqrt(1 - keep**2) * fresh

    def perceive(self):
        """Move the view of each driver toward what there is to see, faster downwards."""
        p = self.model.p
        for driver, shown in self.what_there_is_to_see().items():
            seen = getattr(self, driver)
            shown += p.halo_of_disposition * self.disposition
            shown += p.halo_of_fit * (self.fit - p.fit_level) + self.fortunes
            shown += getattr(self, f"{driver}_events")
            shown += p.halo_of_manager * (self.team.leader.relationship - p.relationship_level)
            weeks = getattr(p, f"{driver}_seen_weeks")
            if shown < seen:
                weeks /= p.falling_faster
            setattr(self, driver, relax_toward(seen, clip01(shown), weeks))

    def what_there_is_to_see(self):
        p, team, company = self.model.p, self.team, self.model.company
        lever, unit_lever, leader = team.levers, team.unit.levers, team.leader
        return {driver: getattr(lever, driver) for driver in DRIVERS} | {
            "trust": lever.trust
            + p.trust_of_integrity * (leader.integrity - p.honesty_level)
            + p.trust_of_transparency * (unit_lever.transparency - p.ordinary_transparency)
            - p.trust_lost_to_lip_service * above(unit_lever.announced_values, unit_lever.lived_values),
            "job": lever.job
            - p.job_under_pressure * above(self.fatigue, 1)
            - p.job_of_selling * above(p.neutral_focus, team.customer_focus),
            "line_of_sight": lever.line_of_sight
            + p.sight_of_metrics * (team.customer_focus - p.neutral_focus)
            + p.sight_of_reporting * (unit_lever.joint_reporting - p.ordinary_joint_reporting),
            "growth": lever.growth + p.growth_of_profit * company.security,
            "pride": lever.pride
            + company.pride
            + p.pride_of_values * (unit_lever.lived_values - p.ordinary_lived_values),
            "coworkers": lever.coworkers
            + p.coworkers_of_mood * (team.engagement - p.reference_engagement)
            - p.coworkers_lost * team.departures
            + p.coworkers_of_group * (lever.group_metrics - p.ordinary_group_metrics),
            "training": lever.training + p.training_of_hours * (lever.skills_training - p.ordinary_skills_training),
            "manager": lever.manager
            + p.manager_of_relationship * (leader.relationship - p.relationship_level)
            + p.manager_of_recognition * (leader.recognition - p.recognition_level),
        }

    def sense_forces(self):
        p, company = self.model.p, self.model.company
        drivers = {driver: getattr(self, driver) for driver in DRIVERS}
        drivers["security"] = clip01(p.security_level + company.security)
        drivers["pay"] = clip01(p.pay_fairness_level + self.team.levers.pay * company.pay_index - 1)
        for force in FORCES:
            mix = p.weights[f"{force}_at_work"]
            setattr(self, force, p.mix(f"{force}_at_work", **{what: drivers[what] for what in mix}))

    def feel_engaged(self, mood_draw):
        p = self.model.p
        self.mood = p.mood_memory * self.mood + p.mood_noise * mood_draw
        weighed = sum(getattr(self, f"weighs_{driver}") * getattr(self, driver) for driver in DRIVERS)
        floor = p.hygiene_floor_at_work
        target = (
            p.reference_engagement
            + p.pull_of_drivers * (weighed - p.reference_drivers)
            + p.pull_of_team * (self.team.engagement - self.engagement)
            + p.pull_of_fit * (self.fit - p.fit_level)
            + p.pull_of_disposition * self.disposition
            + p.pull_of_customers * p.customers_to_employees * (self.view_of_service - p.reference_satisfaction)
            - p.hygiene_at_work * (above(floor, self.certainty) + above(floor, self.fair))
            - p.engagement_lost_to_exhaustion * above(p.exhausted_below, self.energy)
            + self.mood
        )
        self.engagement = clip01(relax_toward(self.engagement, target, p.engagement_weeks))

    def feel_energy(self, energy_draw):
        p = self.model.p
        rested = (
            p.energy_level
            + p.energy_of_engagement * (self.engagement - p.reference_engagement)
            - p.energy_of_overtime * above(self.fatigue, 1)
            - p.energy_of_strain * above(self.strain, 1)
            - p.energy_of_empathy * self.empathy * above(self.fatigue, 1)
        )
        self.energy = clip01(relax_toward(self.energy, rested, p.energy_weeks) + p.energy_noise * energy_draw)

    def intend(self):
        p, company = self.model.p, self.model.company
        target = clip01(
            p.reference_intention
            - p.intention_of_engagement * (self.engagement - p.reference_engagement)
            - p.intention_of_fit * (self.fit - p.fit_level)
            - p.intention_of_pay * (self.team.levers.pay * company.pay_index - 1)
            - p.intention_of_manager * (self.manager - p.reference_drivers)
            - p.intention_of_growth * (self.growth - p.reference_drivers)
            - p.intention_of_security * company.security
            + p.quits_of_strain / max(p.intention_slope, 1) * above(self.strain, 1)
            + p.intention_of_departures * self.team.departures
            + self.outside
        )
        self.intention = clip01(relax_toward(self.intention, target, p.intention_weeks))

    def answer(self):
        """Say, from 0 to 10, how likely one is to recommend the company as an employer."""
        p = self.model.p
        likely = clip01(
            p.employer_level + p.employer_of_engagement * (self.engagement - p.reference_engagement) + self.answering
        )
        self.recommend = self.model.luck.nearest(10 * likely)
