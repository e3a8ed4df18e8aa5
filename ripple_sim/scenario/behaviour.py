"""How people behave: the coefficients of the rules, each with its unit, range and source.

They are the same for every company unless a scenario says otherwise. ``guess`` marks what neither
a published figure gives nor a fit has found.
"""

from __future__ import annotations

from ripple_sim.scenario.behaviour_of_customers import Customers
from ripple_sim.scenario.behaviour_of_service import Forces, Work
from ripple_sim.scenario.behaviour_of_staff import Employees, Leaders
from ripple_sim.scenario.parameters import Section, effect, level, limit, number, weeks


class Finance(Section):
    """What profit does later."""

    driver_cost_growth: float = number(
        6.0, "per unit", 0, 20, "Growth of the cost of a driver's next step", "assumption"
    )
    aspiration_weeks: float = weeks(156, "People get used to a margin in", "R02")
    margin_gap_most: float = limit(0.5, 0, 2, "Largest margin gap that has an effect", "share of revenue")
    pay_index_least: float = limit(0.8, 0.5, 1, "Lowest factor of profit on pay")
    pay_index_most: float = limit(1.25, 1, 2, "Highest factor of profit on pay")
    security_most: float = limit(0.4, 0, 1, "Largest effect of profit on security", "0 to 1")
    hiring_pace_least: float = limit(0.2, 0, 1, "Lowest factor of profit on the pace of hiring")
    hiring_pace_most: float = limit(1.5, 1, 4, "Highest factor of profit on the pace of hiring")
    pride_most: float = limit(0.4, 0, 1, "Largest effect of profit and reputation on pride", "0 to 1")
    bonus_of_profit: float = effect(0.5, 3, "Margin gap to pay")
    security_of_profit: float = effect(1.0, 5, "Margin gap to security", "R02")
    hiring_of_profit: float = effect(4.0, 20, "Margin gap to the pace of hiring")
    pride_of_profit: float = effect(0.4, 3, "Margin gap to pride", "R02, A18")
    pride_of_reputation: float = effect(0.4, 2, "Public rating to pride", "F05")


class Feedback(Section):
    """Switches of what acts back: 0 off, 1 on, and the lag of each."""

    customers_to_employees: float = level(1.0, "Customers act on employees' engagement", "F05, F06")
    customers_to_pride: float = level(1.0, "The public rating acts on pride", "F05")
    profit_to_pay: float = level(1.0, "Profit acts on pay", "R02")
    profit_to_security: float = level(1.0, "Profit acts on security", "R02")
    profit_to_staffing: float = level(1.0, "Profit acts on hiring")
    profit_to_pride: float = level(1.0, "Profit acts on pride and the top", "R02, A18")
    pay_lag_weeks: float = weeks(52, "Profit reaches pay in", "R02")
    security_lag_weeks: float = weeks(52, "Profit reaches security in", "R02")
    staffing_lag_weeks: float = weeks(13, "Profit reaches hiring in")
    pride_lag_weeks: float = weeks(78, "Profit reaches pride in", "R02")


class Behaviour(Section):
    """All coefficients of the rules."""

    leaders: Leaders = Leaders()
    employees: Employees = Employees()
    work: Work = Work()
    forces: Forces = Forces()
    customers: Customers = Customers()
    finance: Finance = Finance()
    feedback: Feedback = Feedback()
