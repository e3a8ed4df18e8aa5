"""Surveys: how well staff and customers can be measured, apart from how they are.

These numbers change no week of a run. They change what a survey of it shows, and so every
correlation a reader would compare with a published one.
"""

from __future__ import annotations

from ripple_sim.scenario.coefficients import effect, level, spread
from ripple_sim.scenario.fitted import fitted
from ripple_sim.scenario.parameters import Section, number


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
