"""The market as a scenario states it: members, contacts, money, word of mouth; and the service."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from ripple_sim.scenario.fitted import fitted
from ripple_sim.scenario.parameters import Count, Section, effect, level, number, spread
from ripple_sim.scenario.problems import UnfitError

MEMORY_LIMIT_GIB = 16.0
BYTES_PER_MEMBER = 160
BYTES_PER_SEAT = 400


class Market(Section):
    """Customers, prospects and what they spend."""

    members: Annotated[int, Count] = number(
        ...,
        "people",
        1,
        20_000_000,
        "Market members",
        "assumption",
        "given",
        "Customers, prospects and lapsed customers together; each has a home unit.",
    )
    customer_share: float = number(
        0.6, "share of members", 0, 1, "Members who are customers at the start", "assumption"
    )
    contacts_per_week: float = number(..., "contacts/week", 0.001, 20, "Contacts of a customer", "assumption", "given")
    contact_spread: float = number(
        0.4, "standard deviation of the logarithm", 0, 1.5, "Spread of contacts between customers", "assumption"
    )
    demand_spread: float = number(
        0.05, "coefficient of variation", 0, 0.8, "Weekly swing of demand beyond chance", "C13, C14", "given"
    )
    wallet_per_week: float = number(
        ..., "currency/week", 0.01, 1e6, "Spending of a member on such services", "assumption", "given"
    )
    wallet_spread: float = number(
        0.5, "standard deviation of the logarithm", 0, 2, "Spread of spending between members", "assumption"
    )
    recurring_share: float = number(0.5, "share of revenue", 0, 1, "Revenue that needs no contact", "assumption")
    goods_share: float = number(0.4, "share of revenue", 0, 0.98, "Cost of goods and of money", "assumption")
    cost_per_contact: float = number(
        0.0, "currency/contact", 0, 1e4, "Material and channel cost of a contact", "assumption"
    )
    churn_per_year: float = number(
        0.12, "share of customers per year", 0, 3, "Customers lost a year", "assumption", "given"
    )
    winning_per_year: float = number(
        0.18, "share of prospects per year", 0, 3, "Prospects won a year", "assumption", "given"
    )
    switching_barrier: float = number(
        0.5,
        "0 to 1",
        0,
        1,
        "Switching barrier",
        "assumption",
        help="Contracts, habits and effort that keep even unhappy customers.",
    )
    cross_unit_ties: float = number(
        0.1, "share of ties", 0, 1, "Word-of-mouth ties to members of other units", "assumption"
    )
    rewired_ties: float = number(0.1, "share of ties", 0, 1, "Long ties of the small world", "Watts and Strogatz 1998")


class Service(Section):
    """What one contact takes and passes through."""

    hours_per_contact: float = number(..., "hours", 0.005, 200, "Standard time of a contact", "assumption", "given")
    tolerated_wait_hours: float = number(
        ..., "hours", 0.001, 2000, "Wait that customers tolerate", "assumption", "given"
    )
    patience_weeks: float = number(2.0, "weeks", 0.05, 52, "Weeks until a waiting customer gives up", "assumption")
    handovers: float = number(
        1.5, "hand-overs/contact", 0, 10, "Hand-overs between functions in a journey", "assumption"
    )
    personal_contact: float = number(
        1.0,
        "share of a contact",
        0,
        1,
        "Part of a contact that a person gives",
        "H06",
        help="The rest is self-service: what it gives doesn't depend on who is at work.",
    )
    frontline_part: float = number(
        0.6, "share of a journey", 0, 1, "Part of the journey carried by the frontline", "assumption"
    )
    backstage_part: float = number(
        0.25, "share of a journey", 0, 1, "Part carried by the unit's backstage", "assumption"
    )
    central_part: float = number(0.15, "share of a journey", 0, 1, "Part carried by the centre", "assumption")

    @model_validator(mode="after")
    def _parts_make_a_whole(self) -> Service:
        whole = self.frontline_part + self.backstage_part + self.central_part
        if abs(whole - 1) > 1e-6:
            raise UnfitError(
                "frontline_part, backstage_part and central_part must sum to 1, not {sum}", sum=float(f"{whole:.3g}")
            )
        return self


class StaffSurvey(Section):
    """The quarterly survey of staff."""

    response_rate: float = number(0.75, "share of staff", 0, 1, "Staff who answer, at usual engagement", "assumption")
    response_of_engagement: float = effect(
        3.0, 20, "Engagement to the log-odds of answering", "assumption (D12: survivors answer)"
    )
    item_noise: float = spread(fitted("surveys.staff.item_noise"), "Noise of an item answered by staff", "A01, F04")
    lasting_halo: float = spread(0.06, "Staff colour all answers alike, in every wave", "E06, F04")
    occasion_halo: float = spread(0.06, "Staff colour all answers alike, on one day", "E06, F04")
    recommend_noise: float = spread(0.10, "Noise of recommending the employer", "assumption")
    recommend_shift: float = number(
        0.0, "0 to 1", -0.3, 0.3, "Recommending the employer beyond what is felt", "assumption"
    )


class CustomerSurvey(Section):
    """The quarterly survey of customers."""

    response_rate: float = number(
        fitted("surveys.customers.response_rate"),
        "share of customers",
        0,
        1,
        "Customers who answer, at usual satisfaction",
        "A01",
    )
    response_of_satisfaction: float = effect(0.5, 20, "Satisfaction to the log-odds of answering", "assumption")
    response_of_extremes: float = effect(
        1.0, 20, "Unusual satisfaction, high or low, to the log-odds of answering", "assumption"
    )
    item_noise: float = spread(
        fitted("surveys.customers.item_noise"), "Noise of an item answered by customers", "B10, B11"
    )
    lasting_halo: float = spread(
        fitted("surveys.customers.lasting_halo"), "Customers colour all answers alike, in every wave", "B10"
    )
    occasion_halo: float = spread(0.06, "Customers colour all answers alike, on one day", "B10")
    recommend_noise: float = spread(
        fitted("surveys.customers.recommend_noise"), "Noise of recommending the company", "B12"
    )
    recommend_shift: float = number(0.0, "0 to 1", -0.3, 0.3, "Recommending the company beyond what is felt", "B12")
    loyalty_level: float = level(0.70, "Stated loyalty at which nothing pulls", "B10")
    gain_loss: float = effect(1.0, 4, "Quality beyond what was expected to value", "Koszegi and Rabin 2006")


class Surveys(Section):
    """The instruments that look at a company from outside and change nothing in it."""

    staff: StaffSurvey = StaffSurvey()
    customers: CustomerSurvey = CustomerSurvey()
