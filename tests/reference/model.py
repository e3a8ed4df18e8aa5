"""The reference model: one company, week by week."""

import mesa

from reference import book, founding
from reference.company import Company
from reference.employees import ReferenceEmployee
from reference.luck import Luck
from reference.managers import ReferenceManager
from reference.market import ReferenceMember
from reference.parameters import Parameters
from reference.plan import Plan

SURVEY_EVERY = 13


class ReferenceModel(mesa.Model):
    """One company from its founding on; it doesn't settle."""

    def __init__(self, scenario, seed=0, replication=0, week=0):
        super().__init__(rng=seed)
        self.plan_of = scenario
        self.week = week
        self.p = Parameters(scenario)
        self.luck = Luck(seed, replication)
        self.company = Company(self)
        self.units = founding.found_units(self, scenario)
        self.service_units = self.units[:-1]
        self.centre = self.units[-1]
        self.teams = founding.found_teams(self, scenario, self.units)
        for unit in self.units:
            unit.open_doors()
        self.members = founding.found_market(self, scenario)
        self.plan = Plan(scenario, self)

    @property
    def employees(self):
        return self.agents_by_type[ReferenceEmployee]

    @property
    def managers(self):
        return self.agents_by_type[ReferenceManager]

    @property
    def customers_and_prospects(self):
        return self.agents_by_type[ReferenceMember]

    def step(self):
        """Live one week."""
        for unit in self.units:
            unit.book.clear()
        self.plan.apply(self.week)
        self.company.lead()
        self.managers.do("live_the_week")
        self.staff()
        self.load()
        self.serve()
        self.judge()
        self.choose()
        self.feel()
        self.account()
        if self.week % SURVEY_EVERY == 0:
            for unit in self.service_units:
                unit.survey()
        self.week += 1

    def staff(self):
        self.employees.do("come_and_go")
        for team in self.teams:
            team.count_heads()
        for unit in self.units:
            book.note_heads(unit)

    def load(self):
        for unit in self.service_units:
            unit.expect()
        self.customers_and_prospects.do("come")
        self.employees.do("work")
        for unit in self.units:
            unit.count_hours()
        for unit in self.service_units:
            unit.meet_demand()
        for name in ("intensity", "pressure", "time_ratio"):
            setattr(self.centre, name, self.mean_of_units(name))
        self.company.intensity = self.centre.intensity

    def serve(self):
        self.employees.do("serve")
        for unit in self.units:
            unit.count_service()
        central = self.centre.backstage_quality()
        self.company.centre = 0.0 if central is None else central
        for unit in self.service_units:
            unit.carry(central)

    def judge(self):
        self.customers_and_prospects.do("meet")
        for unit in self.service_units:
            book.note_meetings(unit)
            unit.hear_back()
        self.company.reputation = self.mean_of_units("rating")
        self.centre.satisfaction = self.mean_of_units("satisfaction")
        self.centre.reported = self.mean_of_units("reported")

    def choose(self):
        self.customers_and_prospects.do("decide")
        for unit in self.service_units:
            book.note_customers(unit)

    def feel(self):
        self.employees.do("feel")
        for unit in self.units:
            unit.count_feelings()
            book.note_people(unit)

    def account(self):
        for unit in self.units:
            book.note_service(unit)
            book.settle(unit, self.plan_of)
        revenue = sum(unit.book["revenue"] for unit in self.units) / 100
        profit = sum(unit.book["profit"] for unit in self.units) / 100
        self.company.remember_profit(revenue, profit)

    def mean_of_units(self, name):
        return sum(getattr(unit, name) for unit in self.service_units) / len(self.service_units)
