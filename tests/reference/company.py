"""Company: teams, business units and the whole, and what profit does to it."""

import math
from collections import defaultdict
from itertools import pairwise

from reference.arithmetic import Stored, clip, clip01, relax_toward
from reference.luck import lognormal, normal
from ripple_sim.model.randomness import Decision


def quality_of_time(time_ratio, p):
    """Return perceived quality for the time given: straight lines through C10's table.

    The slopes are given to four digits, from the line's end nearer to the standard.
    """
    table = [
        (beyond, p.stated[f"time_quality_at_{100 + 100 * beyond:.0f}"] if beyond else 1)
        for beyond in (-0.5, -0.4, -0.3, -0.1, 0, 0.1, 0.3)
    ]
    gap = min(time_ratio - 1, table[-1][0])
    for (left, low), (right, high) in pairwise(table):
        if gap <= right:
            slope = round((high - low) / (right - left), 4)
            known, there = (left, low) if gap > 0 else (right, high)
            quality = there + slope * (gap - known)
            return max(quality, p.time_quality_least)
    raise AssertionError("the gap is held within the table")


class Team(Stored):
    """A manager's people."""

    def __init__(self, model, number, unit, function, planned):
        p = model.p
        self.model = model
        self.number = number
        self.unit = unit
        self.function = function
        self.frontline = function == 0
        self.planned = planned
        self.filled = planned
        self.seats = []
        self.leader = None
        self.levers = None
        self.engagement = p.reference_engagement
        self.standard = 1.0
        self.productivity = 1.0
        self.competence = p.competence_level
        self.staffed = 1.0
        self.departures = 0.0
        self.customer_focus = p.neutral_focus
        self.attention_hours = 0.0

    @property
    def people(self):
        return [employee for employee in self.seats if employee.filled]

    @property
    def present(self):
        return [employee for employee in self.seats if employee.present]

    def mean(self, name):
        return sum(getattr(employee, name) for employee in self.people) / len(self.people)

    def count_heads(self):
        self.filled = len(self.people)
        leavers = sum(employee.left for employee in self.seats)
        fading = relax_toward(self.departures, 0.0, self.model.p.departure_memory_weeks)
        self.departures = fading + leavers / self.planned

    def count_hours(self):
        """Return the hours of an experienced colleague that are left after mentoring."""
        p = self.model.p
        newcomers = sum(employee.is_newcomer for employee in self.people)
        hours = sum(employee.hours for employee in self.people)
        hours = max(hours - newcomers * p.mentoring_share * p.hours_per_week, 0.0)
        usual = self.planned * p.hours_per_week * (1 - p.absence_share)
        self.staffed = min(hours / max(usual, 1), p.staffed_most)
        if self.people:
            self.productivity = self.mean("productivity")
        return hours

    def count_service(self):
        shown = [employee.competence for employee in self.present]
        self.competence = sum(shown) / len(shown) if shown else 0.0

    def count_feelings(self):
        if self.people:
            self.engagement = self.mean("engagement")
            self.standard = self.mean("standard")


class Unit(Stored):
    """A business unit; also the centre, which has no frontline and no members."""

    def __init__(self, model, number):
        p = model.p
        self.model = model
        self.number = number
        self.teams = []
        self.members = []
        self.levers = None
        self.book = defaultdict(float)
        for name in (
            "arrivals",
            "backlog",
            "capacity",
            "served",
            "gave_up",
            "wait",
            "carried",
            "process",
            "customers",
            "giving_up",
            "work",
            "work_at_rest",
        ):
            setattr(self, name, 0.0)
        for name in (
            "standard",
            "intensity",
            "pressure",
            "time_ratio",
            "time_quality",
            "wait_comfort",
            "demand",
            "roster",
        ):
            setattr(self, name, 1.0)
        for name in ("satisfaction", "rating", "surveyed", "reported"):
            setattr(self, name, p.reference_satisfaction)
        self.competence = p.competence_level
        self.local_taste = self.local_quitting = 0.0
        self.local_wallet = self.local_demand = self.local_rent = 1.0

    def open_doors(self):
        """Begin, once teams and levers are there."""
        self.delivered_values = self.levers.lived_values
        self.people = len(self.frontline_seats)

    @property
    def frontline_teams(self):
        return [team for team in self.teams if team.frontline]

    @property
    def frontline_seats(self):
        return [employee for team in self.frontline_teams for employee in team.seats]

    @property
    def customers_now(self):
        return [member for member in self.members if member.is_customer]

    # Load

    def expect(self):
        swing, *_ = self.model.luck.draws(Decision.DEMAND, self.number, self.model.week)
        self.demand = lognormal(swing, self.model.p.demand_spread) * (1 + self.levers.demand_wave)

    def count_hours(self):
        hours = {team: team.count_hours() for team in self.teams}
        self.capacity = self.roster * sum((hours[team] for team in self.frontline_teams), 0.0)
        self.people = sum(employee.present for employee in self.frontline_seats)

    def meet_demand(self):
        p = self.model.p
        self.arrivals = sum(member.contacts for member in self.members)
        waiting = self.backlog + self.arrivals
        capacity = max(self.capacity, 0.01)
        required = waiting * p.hours_per_contact * self.standard
        if required:
            overtime = math.exp(p.overtime_slope * (required - capacity) / required)
            self.intensity = clip(overtime, p.intensity_least, p.intensity_most)
            self.pressure = clip(required / (capacity * self.intensity), p.pressure_least, p.pressure_most)
        else:
            self.intensity, self.pressure = p.intensity_least, p.pressure_least
        given = self.standard * self.pressure**-p.time_elasticity
        self.time_ratio = clip(given, p.time_ratio_least, p.time_ratio_most)
        possible = capacity * self.intensity / (p.hours_per_contact * self.time_ratio)
        served = min(waiting, possible)
        left_over = waiting - served
        self.served = served
        self.gave_up = left_over * (1 - math.exp(-1 / p.patience_weeks))
        self.backlog = left_over * math.exp(-1 / p.patience_weeks)
        self.giving_up = min(self.gave_up / max(self.arrivals, 1.0), 1.0)
        self.count_waiting(min(self.pressure, p.utilisation_most))
        self.plan_hours()

    def plan_hours(self):
        p = self.model.p
        asked = self.arrivals * p.hours_per_contact * self.standard
        self.work = relax_toward(self.work, asked, p.planning_weeks)
        if self.work_at_rest:
            change = self.work / self.work_at_rest - 1
            wanted = clip(1 + p.hours_follow_work * change, p.roster_least, p.roster_most)
            self.roster = relax_toward(self.roster, wanted, p.rostering_weeks)

    def count_waiting(self, busy):
        """Add Sakasegawa's queue inside the week to the weeks a backlog takes."""
        p = self.model.p
        people = max(self.people, 1)
        service = p.hours_per_contact * self.standard
        queue = service * busy ** (math.sqrt(2 * (people + 1)) - 1) / (people * (1 - busy))
        weeks = self.backlog / max(self.served, 1.0)
        self.wait = min(queue + weeks * p.hours_per_week, p.wait_most_weeks * p.hours_per_week)
        self.wait_comfort = 1 / (1 + (self.wait / p.tolerated_wait_hours) ** 2)

    # Service

    def count_service(self):
        for team in self.teams:
            team.count_service()
        shown = [employee.competence for employee in self.frontline_seats if employee.present]
        self.competence = sum(shown) / len(shown) if shown else 0.0

    def backstage_quality(self):
        """Return the staffed competence of the teams that customers don't see; None if none."""
        teams = [team for team in self.teams if not team.frontline]
        if not teams:
            return None
        heads = sum(team.planned for team in teams)
        return sum(team.planned * clip01(team.competence * math.sqrt(team.staffed)) for team in teams) / heads

    def carry(self, central):
        """Work out how well the journey carries a contact, the centre's part included."""
        p, lever = self.model.p, self.levers
        own = self.backstage_quality()
        parts = [(p.frontline_part, self.competence)]
        if own is not None:
            parts.append((p.backstage_part, own))
        if central is not None:
            parts.append((p.central_part, central))
        whole = max(sum(weight for weight, _ in parts), 1e-6)
        together = sum(weight * quality for weight, quality in parts) / whole
        coordinated = clip01(
            lever.coordination
            * (1 - (1 - p.coordination_without_acceptance) * (1 - lever.acceptance))
            * (1 - (1 - p.coordination_without_sponsor) * (1 - lever.sponsorship))
            + p.coordination_of_blueprints * lever.blueprints
        )
        kept = (1 - p.handover_loss * (1 - coordinated)) ** p.handovers
        self.carried = clip01(together * kept)
        self.time_quality = quality_of_time(self.time_ratio, p)
        self.process = clip01(self.carried * self.time_quality)
        alone = p.values_without_service
        delivered = clip01(lever.lived_values * (alone + (1 - alone) * self.carried / max(p.competence_level, 0.5)))
        self.delivered_values = relax_toward(self.delivered_values, delivered, p.values_weeks)

    def who_serves(self, draw):
        """Return one frontline seat by chance, or the next where somebody is present, or None."""
        seats = self.frontline_seats
        first = self.model.luck.floor(draw * len(seats))
        for employee in seats[first:] + seats[:first]:
            if employee.present:
                return employee
        return None

    # Judgement

    def hear_back(self):
        p = self.model.p
        customers = self.customers_now
        self.customers = len(customers)
        if customers:
            self.satisfaction = sum(member.satisfaction for member in customers) / len(customers)
        reviews = [member.satisfaction for member in self.members if member.writes_review()]
        if reviews:
            weight = len(reviews) / (len(reviews) + p.rating_memory * max(self.customers, 1))
            self.rating += weight * (sum(reviews) / len(reviews) - self.rating)
        weeks = p.management_view_weeks * (1 - p.reporting_gain * self.levers.joint_reporting)
        self.reported = relax_toward(self.reported, self.surveyed, max(weeks, p.reporting_least_weeks))

    def survey(self):
        """Ask some of the customers how satisfied they are; the answers carry noise."""
        p, luck = self.model.p, self.model.luck
        answers = []
        for member in self.customers_now:
            answer, noise, *_ = member.draws(Decision.SURVEY_CUSTOMER)
            if luck.less(answer, p.survey_share):
                answers.append(clip01(member.satisfaction + p.survey_noise * normal(noise)))
        if answers:
            self.surveyed = sum(answers) / len(answers)

    # Feeling

    def count_feelings(self):
        for team in self.teams:
            team.count_feelings()
        teams = self.frontline_teams or self.teams
        heads = [max(team.filled, 1) for team in teams]
        self.standard = 1.0
        if heads:
            held = [n * team.standard for n, team in zip(heads, teams, strict=True)]
            self.standard = sum(held) / sum(heads)


class Company(Stored):
    """The whole company."""

    def __init__(self, model):
        p = model.p
        self.model = model
        self.top_engagement = p.reference_engagement
        for name in (
            "margin",
            "aspiration",
            "pay_gap",
            "security_gap",
            "staffing_gap",
            "pride_gap",
            "security",
            "pride",
        ):
            setattr(self, name, 0.0)
        self.pay_index = self.hiring_pace = self.intensity = 1.0
        self.reputation = p.reference_satisfaction
        self.centre = p.competence_level

    def lead(self):
        p, units = self.model.p, self.model.service_units
        sponsorship = sum(unit.levers.sponsorship for unit in units) / len(units)
        target = (
            p.reference_engagement
            + p.top_of_sponsorship * (sponsorship - p.ordinary_sponsorship)
            + p.top_of_profit * p.profit_to_pride * self.pride_gap
        )
        self.top_engagement = clip01(relax_toward(self.top_engagement, target, p.top_weeks))

    def remember_profit(self, revenue, profit):
        p = self.model.p
        this_week = clip(profit / revenue, -1.0, 1.0) if revenue > 0 else 0.0
        self.margin = relax_toward(self.margin, this_week, 52)
        self.aspiration = relax_toward(self.aspiration, self.margin, p.aspiration_weeks)
        gap = clip(self.margin - self.aspiration, -p.margin_gap_most, p.margin_gap_most)
        for name in ("pay", "security", "staffing", "pride"):
            known = getattr(self, f"{name}_gap")
            setattr(self, f"{name}_gap", relax_toward(known, gap, getattr(p, f"{name}_lag_weeks")))
        self.pay_index = clip(
            1 + p.profit_to_pay * p.bonus_of_profit * self.pay_gap, p.pay_index_least, p.pay_index_most
        )
        self.security = clip(
            p.profit_to_security * p.security_of_profit * self.security_gap, -p.security_most, p.security_most
        )
        self.hiring_pace = clip(
            1 + p.profit_to_staffing * p.hiring_of_profit * self.staffing_gap, p.hiring_pace_least, p.hiring_pace_most
        )
        of_name = p.pride_of_reputation * (self.reputation - p.reference_satisfaction)
        of_profit = p.pride_of_profit * self.pride_gap
        felt = p.customers_to_pride * of_name + p.profit_to_pride * of_profit
        self.pride = clip(felt, -p.pride_most, p.pride_most)
