"""Where theory is clear about a direction, a rule never goes the other way, all else equal.

Every claim is tried on records and parameters from all over their ranges; and with the usual
parameters it must hold strictly somewhere, so that a rule that does nothing fails.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantees.situations import Situation, usual_parameters
from guarantees.worlds import small
from ripple_sim.model.records import UNIT
from ripple_sim.rules.feeling import feel, intend, perceive, sense_forces
from ripple_sim.rules.finance import remember_profit
from ripple_sim.rules.judgement import advocate, judge, rate, remember_promise
from ripple_sim.rules.leadership import change_manager, divide_attention, lead, set_norm
from ripple_sim.rules.loyalty import allot, come, join_or_wait, spend, stay_or_lapse
from ripple_sim.rules.service import carry, encounter, quality_of_time, serve, watch_service
from ripple_sim.rules.staffing import attend, fill, learn, leave
from ripple_sim.rules.word_of_mouth import speak
from ripple_sim.rules.workload import meet_demand, offer_hours, tire, tired_productivity, uphold_standard
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.levers import DRIVERS

USUAL = usual_parameters(small())
COMPANIES = {name: load(name) for name in preset_names()}
USUAL_IN = {name: usual_parameters(company) for name, company in COMPANIES.items()}
# Rules count in single precision.
ROUNDING = 2e-6


# What is done in a situation; a result that is no state of a record is returned.


def feels(s):
    sense_forces(s.employee[0], s.company[0], s.lever[0], s.p[0])
    feel(s.employee[0], s.team[0], s.p[0], np.float32(1), s.deviates[0], s.deviates[1])


def sees(s):
    perceive(s.employee[0], s.manager[0], s.team[0], s.unit[0], s.company[0], s.lever[0], s.unit_lever[0], s.p[0])


def intends(s):
    intend(s.employee[0], s.team[0], s.company[0], s.lever[0], s.p[0])


def leaves(s):
    leave(s.employee[0], s.unit[0], s.p[0], s.draws[0])


def is_filled(s):
    s.employee["filled"] = 0
    return fill(s.employee[0], s.company[0], s.lever[0], s.p[0], s.draws[0])


def learns(s):
    learn(s.employee[0], s.lever[0], s.p[0])


def attends(s):
    attend(s.employee[0], s.lever[0], s.p[0], s.draws[0])


def offers(s):
    s.employee["present"] = 1
    offer_hours(s.employee[0], s.team[0], s.p[0])


def meets_demand(s):
    meet_demand(s.unit[0], s.p[0])


def upholds(s):
    uphold_standard(s.employee[0], s.team[0], s.unit[0], s.lever[0], s.p[0])


def tires(s):
    tire(s.employee[0], s.manager[0], s.unit["intensity"][0], s.p[0])


def serves(s):
    serve(s.employee[0], s.team[0], s.manager[0], s.unit[0], s.lever[0], s.p[0])


def carries(s):
    one, parts = np.float32(1), s.draws
    carry(s.unit[0], parts[0], parts[1], one, one, s.unit_lever[0], s.p[0])


def meets(s):
    draws = s.draws
    encounter(s.member[0], s.employee[0], s.unit[0], s.unit_lever[0], s.p[0], s.deviates[0], draws[1], draws[2])


def judges(s):
    judge(s.member[0], s.unit[0], s.unit_lever[0], s.p[0])


def advocates(s):
    advocate(s.member[0], s.p[0])


def speaks(s):
    speak(s.member[0], s.p[0], s.draws[0])
    return float(s.member["voice"][0] != 0)


def comes(s):
    return come(s.member[0], s.p[0], s.unit["demand"][0])


def stays(s):
    stay_or_lapse(s.member[0], s.unit_lever[0], s.p[0], s.draws[0])
    return float(s.member["standing"][0] == 1)


def joins(s):
    s.member["standing"] = 0
    return join_or_wait(s.member[0], s.unit[0], s.unit_lever[0], s.p[0], s.draws[0])


def allots(s):
    allot(s.member[0], s.unit_lever[0], s.p[0])


def spends(s):
    warmth, focus = s.employee["warmth"][0], s.team["customer_focus"][0]
    spend(s.member[0], s.p[0], np.float32(1), warmth, focus)


def remembers_promise(s):
    remember_promise(s.member[0], s.unit_lever[0], s.p[0])


def watches(s):
    watch_service(s.employee[0], s.unit[0], s.p[0])


def divides(s):
    divide_attention(s.manager[0], s.team[0], s.unit[0], s.lever[0], s.unit_lever[0], s.p[0])


def leads(s):
    lead(s.manager[0], s.team[0], s.unit[0], s.company[0], s.lever[0], s.unit_lever[0], s.p[0], s.deviates[0])


def norms(s):
    set_norm(s.team[0], s.manager[0], s.unit[0], s.lever[0], s.unit_lever[0], s.p[0])


def manager_goes(s):
    s.lever["manager_loss"] = 0
    change_manager(s.manager[0], s.lever[0], s.p[0], s.draws[0], s.draws[1])


@dataclass(frozen=True)
class Claim:
    """More of one thing never gives less (``up``) or never more (``down``) of another.

    ``effect`` is ``record.column``, or None for what the action returns.
    """

    action: Any
    cause: str
    direction: int
    effect: str | None = None

    def __str__(self):
        more = "lowers" if self.direction > 0 else "raises"
        return f"{self.cause} never {more} {self.effect or self.action.__name__}"

    def outcome(self, situation, value):
        """Return what follows with the cause at a value."""
        twin = situation.copy()
        twin.put(self.cause, value)
        returned = self.action(twin)
        return float(returned if self.effect is None else twin.get(self.effect))

    def gain(self, situation, luck):
        """Return how much the effect moves in the claimed direction when there is more."""
        low = situation.get(self.cause)
        # Small steps too: a rule may turn back within a short stretch.
        high = low + (situation.highest(self.cause) - low) * luck.random() ** 3
        before, after = self.outcome(situation, low), self.outcome(situation, high)
        return self.direction * (after - before) / max(1.0, abs(before))


def up(action, cause, *effects):
    return [Claim(action, cause, 1, effect) for effect in effects or (None,)]


def down(action, cause, *effects):
    return [Claim(action, cause, -1, effect) for effect in effects or (None,)]


FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")
CLAIMS = [
    # Managers
    *up(divides, "lever.manager", "manager.contact", "manager.people_attention"),
    *down(divides, "unit.pressure", "manager.contact", "manager.people_attention"),
    *up(divides, "unit.pressure", "manager.customer_attention"),
    *down(divides, "team.filled", "manager.contact"),
    *down(divides, "team.attention_hours", "manager.contact"),
    *up(divides, "unit_lever.joint_reporting", "manager.contact"),
    *up(leads, "lever.coaching", "manager.coached", "manager.leadership", "manager.relationship"),
    *up(leads, "manager.contact", "manager.relationship", "manager.recognition"),
    *up(leads, "company.top_engagement", "manager.engagement"),
    *up(leads, "manager.honesty", "manager.integrity"),
    *down(leads, "unit_lever.announced_values", "manager.integrity", "manager.recognition"),
    *up(leads, "unit_lever.lived_values", "manager.integrity"),
    *down(leads, "unit.pressure", "manager.engagement"),
    *up(manager_goes, "manager.engagement", "manager.in_place"),
    *up(norms, "lever.customer_metrics", "team.customer_focus"),
    # Employees
    *up(sees, "manager.integrity", "employee.trust"),
    *up(sees, "unit_lever.transparency", "employee.trust"),
    *down(sees, "unit_lever.announced_values", "employee.trust"),
    *down(sees, "employee.fatigue", "employee.job"),
    *up(sees, "team.customer_focus", "employee.job", "employee.line_of_sight"),
    *up(sees, "company.security", "employee.growth"),
    *up(sees, "company.pride", "employee.pride"),
    *up(sees, "team.engagement", "employee.coworkers"),
    *down(sees, "team.departures", "employee.coworkers"),
    *up(sees, "lever.skills_training", "employee.training"),
    *up(sees, "manager.relationship", "employee.manager"),
    *[claim for d in DRIVERS for claim in up(sees, f"lever.{d.name}", f"employee.{d.name}")],
    *[claim for d in DRIVERS for claim in up(feels, f"employee.{d.name}", "employee.engagement")],
    *up(feels, "team.engagement", "employee.engagement"),
    *up(feels, "employee.view_of_service", "employee.engagement"),
    *up(feels, "employee.engagement", "employee.energy"),
    *down(feels, "employee.fatigue", "employee.energy"),
    *down(feels, "employee.strain", "employee.energy"),
    *down(feels, "employee.empathy", "employee.energy"),
    *down(intends, "employee.engagement", "employee.intention"),
    *up(intends, "employee.engagement", "employee.recommend"),
    *down(intends, "lever.pay", "employee.intention"),
    *down(intends, "company.pay_index", "employee.intention"),
    *down(intends, "employee.manager", "employee.intention"),
    *up(intends, "employee.strain", "employee.intention"),
    *up(intends, "team.departures", "employee.intention"),
    *up(leaves, "employee.intention", "employee.left"),
    *up(is_filled, "lever.pay"),
    *down(is_filled, "lever.selectivity"),
    *up(is_filled, "company.hiring_pace"),
    *up(attends, "employee.energy", "employee.present"),
    *down(attends, "lever.flu", "employee.present"),
    *up(learns, "employee.ability", "employee.skill"),
    *up(learns, "lever.skills_training", "employee.trained"),
    *down(offers, "employee.fatigue", "employee.productivity", "employee.hours"),
    *up(offers, "employee.engagement", "employee.productivity", "employee.hours"),
    *up(offers, "employee.skill", "employee.productivity"),
    *up(offers, "team.productivity", "employee.productivity"),
    *down(offers, "team.attention_hours", "employee.hours"),
    *up(tires, "unit.intensity", "employee.fatigue", "employee.strain"),
    *down(tires, "manager.relationship", "employee.fatigue", "employee.strain"),
    *up(upholds, "unit.time_ratio", "employee.standard"),
    *up(upholds, "lever.standards", "employee.standard"),
    *up(watches, "unit.satisfaction", "employee.view_of_service"),
    *up(watches, "employee.engagement", "employee.view_of_service"),
    # Work and service
    *down(meets_demand, "unit.arrivals", "unit.time_ratio", "unit.wait_comfort"),
    *up(meets_demand, "unit.arrivals", "unit.pressure", "unit.intensity", "unit.wait"),
    *up(meets_demand, "unit.backlog", "unit.pressure", "unit.gave_up"),
    *down(meets_demand, "unit.backlog", "unit.time_ratio", "unit.wait_comfort"),
    *down(meets_demand, "unit.capacity", "unit.pressure", "unit.intensity", "unit.backlog"),
    *up(meets_demand, "unit.capacity", "unit.time_ratio", "unit.served"),
    *down(serves, "unit.pressure", "employee.warmth"),
    *up(serves, "employee.engagement", "employee.warmth", "employee.competence"),
    *up(serves, "employee.energy", "employee.warmth"),
    *up(serves, "employee.empathy", "employee.warmth"),
    *up(serves, "lever.empathy_training", "employee.warmth"),
    *up(serves, "employee.skill", "employee.competence"),
    *up(serves, "team.customer_focus", "employee.competence", "employee.fairness"),
    *up(serves, "manager.integrity", "employee.fairness"),
    *up(carries, "unit.competence", "unit.carried", "unit.process", "unit.delivered_values"),
    *up(carries, "unit_lever.coordination", "unit.carried"),
    *up(carries, "unit_lever.blueprints", "unit.carried"),
    *up(carries, "unit_lever.acceptance", "unit.carried"),
    *up(carries, "unit_lever.sponsorship", "unit.carried"),
    *up(carries, "unit.time_ratio", "unit.time_quality", "unit.process"),
    *up(carries, "unit_lever.lived_values", "unit.delivered_values"),
    # Customers
    *up(meets, "employee.warmth", "member.status", "member.belonging", "member.enjoyment"),
    *up(meets, "employee.competence", "member.certainty", "member.control"),
    *up(meets, "employee.fairness", "member.fair"),
    *up(meets, "unit.process", "member.certainty", "member.fair"),
    *up(meets, "unit.wait_comfort", "member.certainty", "member.control"),
    *up(meets, "unit_lever.transparency", "member.control", "member.fair"),
    *up(meets, "unit_lever.personalisation", "member.status"),
    *down(meets, "unit.carried", "member.failure"),
    *down(meets, "unit_lever.recovery", "member.failure"),
    *[claim for f in FORCES for claim in up(judges, f"member.{f}", "member.satisfaction")],
    *down(judges, "member.expectation", "member.satisfaction", "member.attachment"),
    *up(judges, "unit.rating", "member.satisfaction"),
    *up(judges, "member.fair", "member.trust"),
    *up(judges, "unit_lever.transparency", "member.trust"),
    *up(advocates, "member.satisfaction", "member.advocacy", "member.recommend"),
    *up(advocates, "member.attachment", "member.advocacy"),
    *up(advocates, "member.trust", "member.advocacy"),
    *up(remembers_promise, "unit_lever.promise", "member.expectation"),
    *up(comes, "unit.demand"),
    *up(stays, "member.satisfaction"),
    *up(stays, "member.attachment"),
    *up(stays, "member.trust"),
    *up(stays, "member.barrier"),
    *down(stays, "unit_lever.competitor"),
    *up(joins, "member.heard"),
    *up(joins, "unit.rating"),
    *up(joins, "unit_lever.acquisition"),
    *up(joins, "unit_lever.promise"),
    *down(joins, "unit_lever.competitor"),
    *up(allots, "member.satisfaction", "member.share_of_wallet"),
    *up(allots, "member.attachment", "member.share_of_wallet"),
    *up(allots, "unit_lever.personalisation", "member.share_of_wallet"),
    *down(allots, "unit_lever.competitor", "member.share_of_wallet"),
    *up(spends, "employee.warmth", "member.spent"),
    *down(spends, "team.customer_focus", "member.spent"),
    *up(spends, "member.share_of_wallet", "member.spent"),
]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(sorted(USUAL_IN)), st.booleans())
def test_more_never_goes_the_other_way(number, company, anything):
    luck = np.random.default_rng(number)
    situation = Situation(luck, USUAL_IN[company], anything)
    gains = {claim: claim.gain(situation, luck) for claim in CLAIMS}
    refuted = {str(claim): gain for claim, gain in gains.items() if not gain >= -ROUNDING}
    assert refuted == {}


def test_more_moves_something_somewhere():
    luck = np.random.default_rng(1)
    unmoved = set(CLAIMS)
    for _ in range(1000):
        situation = Situation(luck, USUAL, anything=False)
        unmoved = {claim for claim in unmoved if not claim.gain(situation, luck) > ROUNDING}
        if not unmoved:
            break
    assert {str(claim) for claim in unmoved} == set()


# Published tables


def test_more_fatigue_never_raises_output_and_jumps_nowhere():
    output = np.array([tired_productivity(np.float32(x), USUAL[0]) for x in np.linspace(0.5, 3, 5001)])
    assert (np.diff(output) <= 0).all()
    assert np.abs(np.diff(output)).max() < 0.001


def test_less_time_never_raises_its_quality_and_jumps_nowhere():
    quality = np.array([quality_of_time(np.float32(x), USUAL[0]) for x in np.linspace(0.2, 1.5, 5001)])
    assert (np.diff(quality) >= 0).all()
    assert np.abs(np.diff(quality)).max() < 0.001


@pytest.mark.parametrize("name", COMPANIES)
def test_more_demand_never_shortens_the_wait(name):
    company = COMPANIES[name]
    people = company.company.structure.frontline_per_unit
    parameters = usual_parameters(company)
    waits = []
    for load_on_people in np.linspace(0.3, 2.5, 111):
        unit = np.zeros(1, UNIT)
        unit["people"], unit["standard"] = people, 1
        unit["capacity"] = people * parameters["hours_per_week"]
        unit["arrivals"] = load_on_people * unit["capacity"] / parameters["hours_per_contact"]
        meet_demand(unit[0], parameters[0])
        waits.append(float(unit["wait"][0]))
    assert waits[-1] > waits[0]
    shorter = [(before, after) for before, after in pairwise(waits) if after < 0.9999 * before]
    assert shorter == []


# What depends on more than one number at a time


@pytest.mark.parametrize("effect", ["pay_index", "security", "hiring_pace", "pride"])
def test_more_profit_never_lowers(effect):
    def after(profit, situation):
        twin = situation.copy()
        for _ in range(26):
            remember_profit(twin.company[0], np.float32(100), np.float32(profit), twin.p[0])
        return twin.company[effect][0]

    luck = np.random.default_rng(2)
    gains = []
    for _ in range(60):
        situation = Situation(luck, USUAL)
        poor, rich = np.sort(luck.uniform(-100, 100, 2))
        gains.append(after(rich, situation) - after(poor, situation))
    assert min(gains) >= -ROUNDING
    assert max(gains) > 0


def test_anger_and_delight_both_make_people_talk_more():
    luck = np.random.default_rng(3)
    talked = np.zeros(3)
    for _ in range(400):
        situation = Situation(luck, USUAL, anything=False)
        for i, satisfaction in enumerate((0.2, USUAL["reference_satisfaction"][0], 1.0)):
            twin = situation.copy()
            twin.put("member.satisfaction", satisfaction)
            talked[i] += speaks(twin)
    angry, indifferent, delighted = talked
    assert angry > delighted > indifferent > 0


def test_more_reviews_move_the_rating_further_toward_them():
    luck = np.random.default_rng(4)
    for _ in range(200):
        situation = Situation(luck, USUAL)
        told = luck.random()
        few, many = (situation.copy().unit for _ in range(2))
        rate(few[0], np.float32(told), np.float32(1), situation.p[0])
        rate(many[0], np.float32(9 * told), np.float32(9), situation.p[0])
        before = situation.unit["rating"][0]
        assert abs(many["rating"][0] - told) <= abs(few["rating"][0] - told) + ROUNDING
        assert abs(few["rating"][0] - told) <= abs(before - told) + ROUNDING
