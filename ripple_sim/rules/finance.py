"""Money: revenue and cost by unit in whole cents, and what profit does to the company later.

Profit is the sum of its parts to the cent because every part is rounded before it is summed.
Evidence: D02 (replacement), R02 and A18 (profit acts on attitudes, slowly).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import ONE, ZERO, clip, relax_toward


@rule
def cents(amount):
    """Round an amount of money to whole cents."""
    return np.int64(np.floor(amount * 100.0 + 0.5))


@rule
def settle(ledger, pay, money):
    """Settle a unit's week.

    Parameters
    ----------
    ledger
        The unit's week; its sums of people, hours, contacts and spending are read, its amounts
        are written, in cents.
    pay
        The unit's wage bill at normal hours, in currency: for every filled seat and manager the
        weekly wage times the pay index.
    money
        The prices of the scenario, double precision.

    Notes
    -----
    ::

        revenue      = spending of the unit's customers
        goods        = goods_share * revenue
        contacts     = cost_per_contact * contacts served
        wages        = pay
        overtime     = (1 + overtime_premium) * hourly wage * overtime hours
        replacement  = replacement_share * yearly wage
                       * (people hired + manager_wage_ratio * managers hired)
        programmes   = cost of levers and interventions in force
        compensation = compensation of failures put right
        fixed        = fixed_cost_per_week
        customer contribution = revenue - goods - contacts - compensation
        profit       = revenue - all costs
    """
    ledger.revenue = cents(ledger.spending)
    ledger.goods = cents(money.goods_share * ledger.spending)
    ledger.contact_cost = cents(money.cost_per_contact * ledger.served)
    ledger.wages = cents(pay)
    ledger.overtime = cents((1.0 + money.overtime_premium) * money.hourly_wage * ledger.overtime_hours)
    ledger.replacement = cents(
        money.replacement_share * money.wage_per_year * (ledger.hires + money.manager_wage_ratio * ledger.manager_hires)
    )
    ledger.compensation = cents(money.compensation * ledger.recovered)
    ledger.programmes = cents(ledger.programme_spending)
    ledger.fixed = cents(ledger.fixed_spending)
    ledger.contribution = ledger.revenue - ledger.goods - ledger.contact_cost - ledger.compensation
    ledger.profit = (
        ledger.contribution - ledger.wages - ledger.overtime - ledger.replacement - ledger.programmes - ledger.fixed
    )


@rule
def remember_profit(company, revenue, profit, p):
    """Let the year's profit act on pay, security, staffing and pride, each with its lag.

    ::

        margin:      toward profit / revenue, held in -1 to 1, in a year
        aspiration:  toward margin in aspiration_weeks (people get used to any margin)
        gap          = margin - aspiration, held within margin_gap_most
        pay_gap, security_gap, staffing_gap, pride_gap: each toward gap in its own lag
        pay_index    = 1 + pay strength * bonus_of_profit * pay_gap, in pay_index_least to _most
        security     = security strength * security_of_profit * security_gap, within security_most
        hiring_pace  = 1 + staffing strength * hiring_of_profit * staffing_gap,
                       in hiring_pace_least to _most
        pride        = reputation strength * pride_of_reputation * (reputation
                         - reference_satisfaction) + pride strength * pride_of_profit * pride_gap,
                       within pride_most

    ``revenue`` and ``profit`` are the company's, in currency. Strengths are 0 to 1.
    """
    week = ZERO
    if revenue > ZERO:
        week = clip(profit / revenue, -ONE, ONE)
    company.margin = relax_toward(company.margin, week, p.weeks_per_year)
    company.aspiration = relax_toward(company.aspiration, company.margin, p.aspiration_weeks)
    gap = clip(company.margin - company.aspiration, -p.margin_gap_most, p.margin_gap_most)
    company.pay_gap = relax_toward(company.pay_gap, gap, p.pay_lag_weeks)
    company.security_gap = relax_toward(company.security_gap, gap, p.security_lag_weeks)
    company.staffing_gap = relax_toward(company.staffing_gap, gap, p.staffing_lag_weeks)
    company.pride_gap = relax_toward(company.pride_gap, gap, p.pride_lag_weeks)
    company.pay_index = clip(
        ONE + p.profit_to_pay * p.bonus_of_profit * company.pay_gap, p.pay_index_least, p.pay_index_most
    )
    company.security = clip(
        p.profit_to_security * p.security_of_profit * company.security_gap, -p.security_most, p.security_most
    )
    company.hiring_pace = clip(
        ONE + p.profit_to_staffing * p.hiring_of_profit * company.staffing_gap, p.hiring_pace_least, p.hiring_pace_most
    )
    company.pride = clip(
        p.customers_to_pride * p.pride_of_reputation * (company.reputation - p.reference_satisfaction)
        + p.profit_to_pride * p.pride_of_profit * company.pride_gap,
        -p.pride_most,
        p.pride_most,
    )
