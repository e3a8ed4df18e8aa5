"""Surveys of staff and of customers: instruments that look at a company and change nothing.

An answer to an item is the nearest point of its scale to ::

    state + weight * (lasting halo + occasion halo) + item noise          held in 0 to 1

where ``state`` is the item's latent state (0 to 1). Both halos are one person's, shared by all
items; the occasion's is new in every wave. ``weight`` is -1 for items where a kind respondent
answers low and 0 for plain matters of fact. A person answers with the odds ::

    staff:      rate / (1 - rate) * exp(of_engagement * (engagement - reference))
    customers:  rate / (1 - rate) * exp(of_satisfaction * (satisfaction - reference)
                                        + of_extremes * |satisfaction - reference|)

Only filled seats and present customers are asked, so those who have left are missing. Luck is
addressed by person and wave: two worlds that differ in one person's state differ in that person's
answers alone.
"""

from ripple_sim.observe.surveys.answers import Answers, States
from ripple_sim.observe.surveys.asking import states_of_customers, states_of_staff, survey_customers, survey_staff
from ripple_sim.observe.surveys.customers import CUSTOMER_ITEMS
from ripple_sim.observe.surveys.items import Asked, Item, several, to_recommend
from ripple_sim.observe.surveys.staff import STAFF_ITEMS

__all__ = [
    "CUSTOMER_ITEMS",
    "STAFF_ITEMS",
    "Answers",
    "Asked",
    "Item",
    "States",
    "several",
    "states_of_customers",
    "states_of_staff",
    "survey_customers",
    "survey_staff",
    "to_recommend",
]
