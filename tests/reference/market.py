"""Market: members who are served, judge it, talk, stay or go, join and spend."""

import math

import mesa

from reference.arithmetic import Stored, above, clip, clip01, relax_toward
from reference.luck import lognormal, normal
from ripple_sim.model.randomness import Decision

FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")
PROSPECT, CUSTOMER, LAPSED = 0, 1, 2
NO_FAILURE, PUT_RIGHT, NOT_PUT_RIGHT = 0, 1, 2
MOST_CONTACTS = 250


class ReferenceMember(Stored, mesa.Agent):
    """A prospect, a customer or a lapsed customer."""

    def __init__(self, model, number, unit):
        super().__init__(model)
        self.number = number
        self.unit = unit
        self.server = None
        self.neighbours = []
        self.contacts = 0
        self.failure = NO_FAILURE
        p, luck = model.p, model.luck
        standing, contacts, wallet, barrier = luck.draws(Decision.MEMBER, number)
        taste, answering, start, tenure = luck.draws(Decision.MEMBER_TASTE, number)
        self.standing = CUSTOMER if luck.less(standing, p.customer_share) else PROSPECT
        self.contacts_per_week = p.contacts_per_week * unit.local_demand * lognormal(contacts, p.contact_spread)
        means = p.wallet_per_week * unit.local_demand * unit.local_wallet
        self.wallet = means * lognormal(wallet, p.wallet_spread)
        self.barrier = clip01(p.switching_barrier + p.barrier_spread * normal(barrier))
        self.taste = p.taste_spread * normal(taste) + unit.local_taste
        self.answering = p.answering_of_customers * normal(answering)
        closeness, *_ = luck.draws(Decision.MEMBER_TASTE, number, 1)
        self.closeness = p.closeness_spread * normal(closeness)
        for force in FORCES:
            setattr(self, force, p.reference_quality)
        self.expectation = clip(
            p.reference_quality + p.expectation_spread * normal(start), p.expectation_least, p.expectation_most
        )
        self.satisfaction = clip01(p.reference_satisfaction + self.taste)
        self.trust = self.attachment = p.reference_quality
        self.advocacy = p.recommend_level
        self.recommend = 7
        self.tenure = 26 + luck.floor(300 * tenure)
        self.share_of_wallet = 0.0
        if self.is_customer:
            beyond = unit.levers.personalisation - p.ordinary_personalisation
            wallet = p.wallet_level + p.wallet_of_personalisation * beyond
            self.share_of_wallet = clip(wallet, p.wallet_least, 1.0)
        self.voice = self.heard = self.spent = 0.0

    @property
    def is_customer(self):
        return self.standing == CUSTOMER

    def draws(self, decision):
        return self.model.luck.draws(decision, self.number, self.model.week)

    # Contact

    def come(self):
        p = self.model.p
        self.contacts = 0
        if not self.is_customer:
            return
        is_new = self.tenure < 104
        newness = 1 + p.newcomer_contacts * math.exp(-self.tenure / p.newcomer_weeks) * is_new
        mean = self.contacts_per_week * self.unit.demand * newness
        if self.failure == NOT_PUT_RIGHT:
            mean += p.repeat_contacts
        visits, *_ = self.draws(Decision.ARRIVE)
        self.contacts = min(self.model.luck.poisson(visits, mean), MOST_CONTACTS)

    def meet(self):
        self.server = None
        if self.contacts:
            server, noise, fails, put_right = self.draws(Decision.ENCOUNTER)
            self.server = self.unit.who_serves(server)
            _, gives_up, *_ = self.draws(Decision.ARRIVE)
            if self.model.luck.less(gives_up, self.unit.giving_up):
                self.server = None
            if self.server:
                self.be_served(normal(noise))
                self.see_whether_it_fails(fails, put_right)
            else:
                self.be_turned_away()
            self.judge()
        if self.is_customer:
            self.remember_promise()
            self.advocate()
        talks, *_ = self.draws(Decision.WORD)
        self.speak(talks)

    def be_served(self, noise):
        """Score the contacts on the six forces and mix the scores into memory."""
        p, server, unit = self.model.p, self.server, self.unit
        lever = unit.levers
        time_quality = clip01(unit.time_quality * p.time_quality_level)
        warmth, competence, fairness = (
            self.as_met(getattr(server, name), getattr(p, f"{name}_level"))
            for name in ("warmth", "competence", "fairness")
        )
        scores = {
            "certainty": {"process": unit.process, "competence": competence, "wait": unit.wait_comfort},
            "control": {"wait": unit.wait_comfort, "transparency": lever.transparency, "competence": competence},
            "status": {"warmth": warmth, "personalisation": lever.personalisation, "time": time_quality},
            "belonging": {"warmth": warmth, "values": unit.delivered_values},
            "enjoyment": {"warmth": warmth, "time": time_quality},
            "fair": {"fairness": fairness, "transparency": lever.transparency, "process": unit.process},
        }
        for force, made_of in scores.items():
            score = p.mix(force, **made_of)
            remembered = getattr(self, force)
            met = clip01(score + p.visit_noise * noise)
            setattr(self, force, remembered + p.experience_weight * (met - remembered))

    def as_met(self, own, level):
        """Return what is met of a person's own quality beside self-service."""
        return level + self.model.p.personal_contact * (own - level)

    def see_whether_it_fails(self, failure_draw, recovery_draw):
        p, luck = self.model.p, self.model.luck
        competence = self.as_met(self.server.competence, p.competence_level)
        shortfall = p.carried_reference - self.unit.carried * competence
        chance = p.failure_base * math.exp(p.failure_slope * shortfall) * self.contacts
        self.failure = NO_FAILURE
        if luck.less(failure_draw, min(chance, p.failure_most)):
            put_right = luck.less(recovery_draw, self.unit.levers.recovery)
            self.failure = PUT_RIGHT if put_right else NOT_PUT_RIGHT

    def be_turned_away(self):
        """Find nobody, or give up waiting: it fails, and weighs a part in two of the forces."""
        p = self.model.p
        self.failure = NOT_PUT_RIGHT
        self.certainty *= 1 - p.experience_weight * p.missed_contact_weight
        self.control *= 1 - p.experience_weight * p.missed_contact_weight

    # Judgement

    def judge(self):
        p = self.model.p
        quality = sum(getattr(self, force) for force in FORCES) / 6
        gap = quality - self.expectation
        valued = self.valued(gap)
        verdict = (
            p.reference_satisfaction
            + p.satisfaction_of_level * (quality - p.reference_quality)
            + p.satisfaction_of_gap * valued
            + p.image * (self.unit.rating - p.reference_satisfaction)
            + self.taste
        )
        if self.failure == PUT_RIGHT:
            verdict += p.recovery_lift
        elif self.failure == NOT_PUT_RIGHT:
            verdict -= p.failure_drop
        self.satisfaction += p.verdict_weight * (clip01(verdict) - self.satisfaction)
        relied_on = (self.fair + self.certainty) / 2
        falling = relied_on < self.trust
        self.trust = relax_toward(self.trust, relied_on, p.trust_contacts / (p.falling_faster if falling else 1))
        if self.failure == NOT_PUT_RIGHT:
            self.trust = clip01(
                self.trust - p.trust_lost_to_failure * (1 + p.ordinary_transparency - self.unit.levers.transparency)
            )
        warmed = (self.belonging + self.status + self.enjoyment) / 3 + p.attachment_of_gap * valued
        warmed += self.taste + self.closeness
        self.attachment = relax_toward(self.attachment, clip01(warmed), p.attachment_contacts)
        contacts = p.expectation_weeks * self.contacts_per_week
        self.expectation = relax_toward(self.expectation, quality, contacts)

    def valued(self, gap):
        """Return what a gap between experience and expectation is worth."""
        p = self.model.p
        size = p.in_tolerance * min(abs(gap), p.tolerance) + above(abs(gap), p.tolerance)
        return (
            (size if gap > 0 else -(1 + p.loss_aversion) * size)
            - p.hygiene * above(p.hygiene_floor, self.certainty)
            - p.hygiene * above(p.hygiene_floor, self.fair)
        )

    def remember_promise(self):
        p, promise = self.model.p, self.unit.levers.promise
        if promise > self.expectation:
            self.expectation = relax_toward(self.expectation, promise, p.promise_weeks)

    def advocate(self):
        p = self.model.p
        self.advocacy = clip01(
            p.recommend_level
            + p.recommend_of_satisfaction * (self.satisfaction - p.reference_satisfaction)
            + p.recommend_of_attachment * (self.attachment - p.reference_quality)
            + p.recommend_of_trust * (self.trust - p.reference_quality)
            + self.answering
        )
        self.recommend = self.model.luck.nearest(10 * self.advocacy)

    # Word of mouth

    def speak(self, draw):
        p = self.model.p
        self.voice = 0.0
        if self.standing == PROSPECT:
            return
        chance = p.talk_base * (
            1
            + p.talk_of_anger * above(p.talk_quiet_point, self.satisfaction)
            + p.talk_of_delight * above(self.satisfaction, p.talk_quiet_point)
        )
        if self.standing == LAPSED:
            chance *= p.lapsed_talk
        if self.model.luck.less(draw, clip01(chance)):
            self.voice = 2 * self.advocacy - 1

    def writes_review(self):
        """Say whether a member who spoke this week also writes a public review."""
        _, writes, *_ = self.draws(Decision.WORD)
        return self.voice != 0 and self.model.luck.less(writes, self.model.p.review_share)

    def hear(self):
        p = self.model.p
        voices = sum(other.voice for other in self.neighbours if other)
        self.heard = (1 - 1 / p.hearing_weeks) * self.heard + voices
        if self.is_customer:
            self.satisfaction = clip01(self.satisfaction + p.word_to_satisfaction * voices)
            self.expectation = clip01(self.expectation + p.word_to_expectation * voices)

    # Loyalty

    def decide(self):
        self.hear()
        leaves, joins, *_ = self.draws(Decision.LOYALTY)
        self.spent = 0.0
        if self.is_customer:
            self.allot()
            self.spend()
            self.stay_or_lapse(leaves)
        else:
            self.join_or_wait(joins)

    def allot(self):
        p, lever = self.model.p, self.unit.levers
        target = clip01(
            p.wallet_level
            + p.wallet_of_satisfaction * (self.satisfaction - p.reference_satisfaction)
            + p.wallet_of_attachment * (self.attachment - p.reference_quality)
            + p.wallet_of_personalisation * (lever.personalisation - p.ordinary_personalisation)
            + p.wallet_of_barrier * (self.barrier - p.barrier_level)
            - p.wallet_of_competitor * lever.competitor
        )
        self.share_of_wallet = max(relax_toward(self.share_of_wallet, target, p.wallet_weeks), p.wallet_least)

    def spend(self):
        p = self.model.p
        by_contact = 0.0
        if self.server:
            sold = 1 + p.personal_contact * (
                p.sales_of_warmth * (self.server.warmth - p.warmth_level)
                + p.sales_of_pushing * (p.neutral_focus - self.server.team.customer_focus)
            )
            against_usual = self.contacts / max(self.contacts_per_week, 1e-4)
            by_contact = against_usual * max(sold, 0.0)
        self.spent = self.wallet * self.share_of_wallet * (p.recurring_share + (1 - p.recurring_share) * by_contact)

    def stay_or_lapse(self, draw):
        p = self.model.p
        chance = (
            p.churn_per_year
            / 52
            * math.exp(
                p.lapse_offset
                - p.lapse_of_satisfaction * (self.satisfaction - p.reference_satisfaction)
                - p.lapse_of_attachment * (self.attachment - p.reference_quality)
                - p.lapse_of_trust * (self.trust - p.reference_quality)
                + p.lapse_below_threshold * above(p.breaking_point, self.satisfaction)
                - p.lapse_of_barrier * (self.barrier - p.barrier_level)
                + p.lapse_of_competitor * self.unit.levers.competitor
            )
        )
        self.tenure += 1
        if self.model.luck.less(draw, chance):
            self.standing = LAPSED
            self.tenure = 0
            self.share_of_wallet = 0.0

    def join_or_wait(self, draw):
        p, unit, lever = self.model.p, self.unit, self.unit.levers
        chance = (
            p.winning_per_year
            / 52
            * math.exp(
                p.join_offset
                + p.join_of_rating * (unit.rating - p.reference_satisfaction)
                + p.join_of_push * (lever.acquisition - p.ordinary_acquisition)
                + p.join_of_promise * (lever.promise - p.reference_quality)
                - p.join_of_competitor * lever.competitor
            )
        )
        if self.heard < 0:
            chance *= 1 - min(p.join_of_word * -self.heard, 1)
        else:
            chance += p.join_of_word * self.heard / 52
        if self.standing == LAPSED:
            chance *= p.win_back
        self.tenure += 1
        if self.model.luck.less(draw, chance):
            self.standing = CUSTOMER
            self.tenure = 0
            self.failure = NO_FAILURE
            self.expectation = clip01(
                p.promise_in_expectation * lever.promise
                + (1 - p.promise_in_expectation) * self.expectation
                + p.word_to_expectation * self.heard
            )
            self.share_of_wallet = p.starting_wallet_share
