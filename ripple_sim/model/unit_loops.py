"""Compiled loops over business units: demand, the journey, the rating, the money."""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import loop
from ripple_sim.model.randomness import Decision, draw4, lognormal_factor, normal
from ripple_sim.model.records import SUMS_OF_SPANS, adding_up
from ripple_sim.rules.arithmetic import ONE, ZERO, clip01
from ripple_sim.rules.finance import remember_profit, settle
from ripple_sim.rules.judgement import rate, report
from ripple_sim.rules.leadership import lead_company
from ripple_sim.rules.service import carry
from ripple_sim.rules.workload import meet_demand, plan_hours

_DEMAND = int(Decision.DEMAND)
_SURVEY = int(Decision.SURVEY_CUSTOMER)
SURVEY_WEEKS = 13


@loop
def units_expect(units, unit_levers, coefficients, key0, key1, week):
    """Draw each unit's demand factor of the week; a demand wave comes on top."""
    p = coefficients[0]
    for u in range(len(units) - 1):
        swing, _, _, _ = draw4(key0, key1, _DEMAND, u, week, 0)
        units[u].demand = lognormal_factor(swing, p.demand_spread) * (ONE + unit_levers[u].demand_wave)


@loop
def units_load(units, company, chunks, chunk_ledger, coefficients):
    """Let demand meet capacity in every unit; the centre feels the mean of the units."""
    p = coefficients[0]
    centre = units[len(units) - 1]
    for u in range(len(units)):
        units[u].arrivals = ZERO
    for c in range(len(chunks)):
        units[chunks[c, 0]].arrivals += np.float32(chunk_ledger[c].arrivals)
    intensity = 0.0
    pressure = 0.0
    time_ratio = 0.0
    count = len(units) - 1
    for u in range(count):
        meet_demand(units[u], p)
        plan_hours(units[u], p)
        intensity += units[u].intensity
        pressure += units[u].pressure
        time_ratio += units[u].time_ratio
    centre.intensity = np.float32(intensity / count)
    centre.pressure = np.float32(pressure / count)
    centre.time_ratio = np.float32(time_ratio / count)
    company[0].intensity = centre.intensity


@loop
def units_carry(units, teams, company, unit_levers, coefficients):
    """Work out how well each unit's journey carries a contact, backstage included."""
    p = coefficients[0]
    centre = units[len(units) - 1]
    has_centre = ONE if centre.teams > 0 else ZERO
    central = backstage_quality(centre, teams)
    company[0].centre = max(central, ZERO)
    for u in range(len(units) - 1):
        own = backstage_quality(units[u], teams)
        has_own = ONE if own >= ZERO else ZERO
        carry(units[u], max(own, ZERO), max(central, ZERO), has_own, has_centre, unit_levers[u], p)


@loop
def backstage_quality(unit, teams):
    """Return the mean staffed competence of a unit's backstage teams, by heads; -1 if it has none.

    A team that lacks people carries less: competence times the square root of its staffing.
    """
    heads = ZERO
    quality = ZERO
    for t in range(unit.first_team, unit.first_team + unit.teams):
        team = teams[t]
        if team.frontline == 0:
            heads += team.planned
            quality += team.planned * clip01(team.competence * np.sqrt(team.staffed))
    return quality / heads if heads > ZERO else -ONE


@loop
def units_hear_back(units, company, chunks, chunk_ledger, unit_levers, coefficients):
    """Let each unit's mean satisfaction, public rating and report follow its customers."""
    p = coefficients[0]
    count = len(units) - 1
    for u in range(count):
        units[u].customers = ZERO
    satisfaction = np.zeros(count)
    review_sum = np.zeros(count)
    written = np.zeros(count)
    for c in range(len(chunks)):
        u = chunks[c, 0]
        units[u].customers += np.float32(chunk_ledger[c].customers)
        satisfaction[u] += chunk_ledger[c].satisfaction
        review_sum[u] += chunk_ledger[c].review_sum
        written[u] += chunk_ledger[c].reviews
    reputation = 0.0
    for u in range(count):
        unit = units[u]
        if unit.customers > ZERO:
            unit.satisfaction = np.float32(satisfaction[u]) / unit.customers
        rate(unit, np.float32(review_sum[u]), np.float32(written[u]), p)
        report(unit, unit_levers[u], p)
        reputation += unit.rating
    company[0].reputation = np.float32(reputation / count)
    centre = units[count]
    reported = 0.0
    satisfied = 0.0
    for u in range(count):
        reported += units[u].reported
        satisfied += units[u].satisfaction
    centre.reported = np.float32(reported / count)
    centre.satisfaction = np.float32(satisfied / count)


add_span = adding_up("add_span", SUMS_OF_SPANS)


@loop
def sum_members(chunks, chunk_ledger, ledger):
    """Add the spans' sums to the units' week, span after span."""
    for c in range(len(chunks)):
        add_span(ledger[chunks[c, 0]], chunk_ledger[c])


@loop
def units_settle(units, teams, managers, company, team_levers, ledger, prices, coefficients):
    """Settle every unit's week in cents."""
    p = coefficients[0]
    money = prices[0]
    pay_index = company[0].pay_index
    weekly = money.wage_per_year / p.weeks_per_year
    for u in range(len(units)):
        unit = units[u]
        row = ledger[u]
        pay = 0.0
        for t in range(unit.first_team, unit.first_team + unit.teams):
            heads = teams[t].filled
            if teams[t].frontline != 0:
                heads *= unit.roster
            heads += p.manager_wage_ratio * managers[t].in_place
            pay += heads * weekly * team_levers[t].pay * pay_index
        row.arrivals = unit.arrivals
        row.served = unit.served
        row.gave_up = unit.gave_up
        row.backlog = unit.backlog
        row.wait_hours = unit.wait * unit.served
        row.pressure = unit.pressure * unit.arrivals
        row.intensity = unit.intensity
        row.time_ratio = unit.time_ratio * unit.served
        row.process = unit.process * unit.served
        row.rating = unit.rating
        row.reported = unit.reported
        present = row.present + unit.people * (unit.roster - ONE)  # in planned hours
        row.overtime_hours = present * p.hours_per_week * max(unit.intensity - ONE, ZERO)
        settle(row, pay, money)


@loop
def top_leads(company, common_lever, coefficients):
    """Move the engagement at the top of the company."""
    p = coefficients[0]
    lead_company(company[0], common_lever[0], p, p.profit_to_pride * company[0].pride_gap)


@loop
def company_remembers(company, ledger, coefficients):
    """Let the company remember its profit."""
    p = coefficients[0]
    revenue = 0.0
    profit = 0.0
    for u in range(len(ledger)):
        revenue += ledger[u].revenue / 100.0
        profit += ledger[u].profit / 100.0
    remember_profit(company[0], np.float32(revenue), np.float32(profit), p)


@loop
def units_survey(units, members, coefficients, key0, key1, week):
    """Ask a sample of each unit's customers how satisfied they are; quarterly.

    Every customer answers with the chance ``survey_share``, and each answer carries a noise of
    ``survey_noise`` standard normal deviates. A unit of which nobody answers keeps its last result.
    """
    p = coefficients[0]
    for u in range(len(units) - 1):
        unit = units[u]
        answers = 0.0
        asked = 0.0
        for i in range(unit.first_member, unit.first_member + unit.members):
            if members[i].standing == 1:
                answer, noise, _, _ = draw4(key0, key1, _SURVEY, i, week, 0)
                if answer < p.survey_share:
                    asked += 1.0
                    answers += clip01(members[i].satisfaction + p.survey_noise * normal(noise))
        if asked > 0.0:
            unit.surveyed = np.float32(answers / asked)
