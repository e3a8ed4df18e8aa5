"""The unit's book of a week: people, service, customers, and money in whole cents."""

import math

from reference.employees import DRIVERS, FORCES

SUMMED_PEOPLE = (
    *DRIVERS,
    "engagement",
    "energy",
    "skill",
    "standard",
    "intention",
    "fatigue",
    "view_of_service",
    "warmth",
    "competence",
    "fairness",
)
SUMMED_CUSTOMERS = {
    "satisfaction": "satisfaction",
    "expectation": "expectation",
    "trust": "trust_of_customers",
    "attachment": "attachment",
    "share_of_wallet": "share_of_wallet",
    "certainty": "certainty",
    "control": "control",
    "status": "status",
    "belonging": "belonging_of_customers",
    "enjoyment": "enjoyment",
    "fair": "fair",
}


def note_heads(unit):
    """Count seats and people, right after people came and went."""
    book = unit.book
    for team in unit.teams:
        for employee in team.seats:
            book["seats"] += employee.open
            book["filled"] += employee.filled
            book["vacant"] += employee.open and not employee.filled
            book["leavers"] += employee.left
            book["hires"] += employee.hired
            book["present"] += employee.present
            book["newcomers"] += employee.is_newcomer


def note_meetings(unit):
    """Count failures, words and reviews, before anybody lapses or joins."""
    book = unit.book
    for member in unit.members:
        if member.contacts:
            book["contacts"] += member.contacts
            book["failures"] += member.failure != 0
            book["recovered"] += member.failure == 1
        book["spoken"] += member.voice != 0
        book["good_word"] += member.voice > 0
        book["bad_word"] += member.voice < 0
        if member.writes_review():
            book["reviews"] += 1
            book["review_sum"] += member.satisfaction


def note_customers(unit):
    """Count the market as it stands at the end of the week."""
    book = unit.book
    for member in unit.members:
        book["members"] += 1
        book["spending"] += member.spent
        book["lapsed"] += member.standing == 2
        book["left_customers"] += member.standing == 2 and member.tenure == 0
    for member in unit.customers_now:
        book["customers"] += 1
        book["joined"] += member.tenure == 0
        for name, entry in SUMMED_CUSTOMERS.items():
            book[entry] += getattr(member, name)
        book["promoters"] += member.recommend >= 9
        book["detractors"] += member.recommend <= 6


def note_people(unit):
    """Sum how the unit's people feel."""
    book, p = unit.book, unit.model.p
    for team in unit.teams:
        book["teams"] += 1
        book["customer_focus"] += team.customer_focus
        if team.leader.in_place:
            book["managers"] += 1
            book["manager_hires"] += team.leader.tenure == 0
            book["leadership"] += team.leader.leadership
            book["integrity"] += team.leader.integrity
        for employee in team.people:
            for name in SUMMED_PEOPLE:
                book[name] += getattr(employee, name)
            for force in FORCES:
                book[f"staff_{force}"] += getattr(employee, force)
            book["burnt_out"] += employee.energy < p.burnt_out_below
            book["employer_promoters"] += employee.recommend >= 9
            book["employer_detractors"] += employee.recommend <= 6


def note_service(unit):
    """Write the week's load down, weighed by the contacts it held for."""
    book = unit.book
    for name in ("arrivals", "served", "gave_up", "backlog", "intensity", "rating", "reported"):
        book[name] = getattr(unit, name)
    book["wait_hours"] = unit.wait * unit.served
    book["pressure"] = unit.pressure * unit.arrivals
    book["time_ratio"] = unit.time_ratio * unit.served
    book["process"] = unit.process * unit.served
    overtime = max(unit.intensity - 1, 0.0)
    present = book["present"] + unit.people * (unit.roster - 1)
    book["overtime_hours"] = present * unit.model.p.hours_per_week * overtime


def cents(amount):
    return math.floor(amount * 100 + 0.5)


def settle(unit, scenario):
    """Turn the week into money; profit is the sum of the rounded parts."""
    book, p = unit.book, unit.model.p
    pay, market = scenario.company.pay, scenario.market
    weekly_wage = pay.wage_per_year / 52
    hourly_wage = weekly_wage / scenario.company.staffing.hours_per_week
    wages = sum(
        (team.filled * (unit.roster if team.frontline else 1) + p.manager_wage_ratio * team.leader.in_place)
        * weekly_wage
        * team.levers.pay
        * unit.model.company.pay_index
        for team in unit.teams
    )
    hired = book["hires"] + p.manager_wage_ratio * book["manager_hires"]
    costs = {
        "goods": market.goods_share * book["spending"],
        "contact_cost": market.cost_per_contact * book["served"],
        "compensation": scenario.behaviour.work.compensation * book["recovered"],
        "wages": wages,
        "overtime": (1 + pay.overtime_premium) * hourly_wage * book["overtime_hours"],
        "replacement": pay.replacement_share * pay.wage_per_year * hired,
        "programmes": book["programme_spending"],
        "fixed": book["fixed_spending"],
    }
    book["revenue"] = cents(book["spending"])
    for name, amount in costs.items():
        book[name] = cents(amount)
    of_customers = ("goods", "contact_cost", "compensation")
    book["contribution"] = book["revenue"] - sum(book[name] for name in of_customers)
    book["profit"] = book["revenue"] - sum(book[name] for name in costs)
