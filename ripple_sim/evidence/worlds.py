"""Worlds in which a caution can be shown: the default company with some links off or strong.

Each is a set of values by dotted path, for :meth:`Laboratory.observe`. They show what a mechanism
can do when it is switched; none of them is a claim about ordinary companies.
"""

from __future__ import annotations

from collections.abc import Mapping

from ripple_sim.evidence.laboratory import Changes, of_size

SIXTY_STORES: Changes = of_size("store-chain", 60)
HUNDRED_STORES: Changes = of_size("store-chain", 100)
# Fewer customers to a store, too: where a correlation over stores is all that is asked.
SMALL_STORES: Changes = {**of_size("store-chain", 150), "market.members": 30_000}
TWO_HUNDRED_HOTELS: Changes = of_size("hotel-group", 206)
TWO_HUNDRED_BRANCHES: Changes = of_size("retail-branches", 200)
SMALL_CALL_CENTRE: Changes = {
    "company.structure.frontline_per_unit": 11,
    "company.structure.backstage_per_unit": 1,
    "market.members": 6_000,
}

# What people feel about work does not reach what they do for customers.
INSIDE_OUT_OFF: Changes = {
    "behaviour.work.warmth_of_engagement": 0.0,
    "behaviour.work.competence_of_engagement": 0.0,
    "behaviour.employees.effort_of_engagement": 0.0,
}
# Nor by their energy, nor by leaving.
FEELINGS_WITHOUT_EFFECT: Changes = {
    **INSIDE_OUT_OFF,
    "behaviour.employees.energy_of_engagement": 0.0,
    "behaviour.employees.intention_of_engagement": 0.0,
}
CUSTOMERS_WITHOUT_EFFECT: Changes = {"behaviour.employees.pull_of_customers": 0.0}
REVERSED: Changes = {**FEELINGS_WITHOUT_EFFECT, "behaviour.employees.pull_of_customers": 0.6}
UNLINKED: Changes = {**FEELINGS_WITHOUT_EFFECT, **CUSTOMERS_WITHOUT_EFFECT}
FORWARD_ONLY: Changes = CUSTOMERS_WITHOUT_EFFECT
# Service that hardly depends on feelings, for customers who are known by name and thank or scold.
OUTSIDE_IN: Changes = {
    "behaviour.work.warmth_of_engagement": 0.05,
    "behaviour.work.competence_of_engagement": 0.02,
    "behaviour.employees.pull_of_customers": 0.75,
    "places.local_taste_spread": 0.035,
}

# Stores that differ in nothing but how busy their street is. There is no other shop in it, so
# customers stay; work is not cut short, so being busy is felt as being tired; hands are easily
# replaced. Busy stores earn more, and tire people and serve worse.
CONFOUNDED: Changes = {
    "places.local_demand_spread": 0.45,
    "places.local_wallet_spread": 0.0,
    "places.local_rent_spread": 0.0,
    "service.hours_per_contact": 2.2,
    "service.tolerated_wait_hours": 2.0,
    "company.staffing.hiring_weeks": 2,
    "company.staffing.learning_weeks": 2,
    "market.recurring_share": 0.6,
    "market.switching_barrier": 0.9,
    "market.churn_per_year": 0.08,
    "market.winning_per_year": 0.6,
    "behaviour.work.erosion_weeks": 1e6,
    "behaviour.employees.job_under_pressure": 2.0,
    "behaviour.employees.energy_of_overtime": 2.0,
    "behaviour.employees.exhausted_below": 0.7,
    "behaviour.employees.engagement_lost_to_exhaustion": 0.6,
    "behaviour.customers.lapse_of_satisfaction": 0.5,
    "behaviour.customers.lapse_of_attachment": 0.3,
    "behaviour.customers.lapse_of_trust": 0.2,
    "behaviour.customers.lapse_below_threshold": 0.0,
    "behaviour.customers.wallet_of_satisfaction": 0.15,
    "behaviour.customers.wallet_of_attachment": 0.15,
    "behaviour.customers.sales_of_warmth": 0.4,
}

# Firms that share their fortune with their people soon, and whose people hardly move their profit.
PROFIT_FIRST: Changes = {
    "behaviour.finance.bonus_of_profit": 3.0,
    "behaviour.finance.security_of_profit": 5.0,
    "behaviour.finance.pride_of_profit": 3.0,
    "behaviour.finance.aspiration_weeks": 520.0,
    "behaviour.employees.growth_of_profit": 2.0,
    "behaviour.leaders.top_of_profit": 2.0,
    "behaviour.feedback.pay_lag_weeks": 13.0,
    "behaviour.feedback.security_lag_weeks": 13.0,
    "behaviour.feedback.pride_lag_weeks": 26.0,
    "behaviour.work.warmth_of_engagement": 0.05,
    "behaviour.work.competence_of_engagement": 0.02,
    "behaviour.employees.effort_of_engagement": 0.05,
}

# A labour market in which leaving for better pay is easy and replacing takes long.
SCARCE_HANDS: Changes = {"company.staffing.hiring_weeks": 20, "behaviour.employees.intention_of_pay": 1.5}

WITHOUT_HALO: Changes = {"lasting_halo": 0.0, "occasion_halo": 0.0}
# Standards that come back as fast as they fall: coefficients set in a company at rest.
SYMMETRIC_STANDARDS: Mapping[str, float] = {"upward_weeks": 18.8}
