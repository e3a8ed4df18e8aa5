"""Compiled loops over managers, employees and teams; few rows, so always on one thread.

Each ``..._week`` loop calls the rules of one step for every row; the ``count_...`` loop of the same
step sums what the rows show. A run on Mesa agents calls the rules itself and shares the counting.
"""

from __future__ import annotations

from ripple_sim.compiled import loop
from ripple_sim.model.population import draw_person
from ripple_sim.model.randomness import Decision, block_of_drivers, draw4, four_normals, normal
from ripple_sim.model.records import SUMS_OF_EMPLOYEES, adding_up
from ripple_sim.rules.arithmetic import ONE, ZERO
from ripple_sim.rules.drivers import BLOCKS
from ripple_sim.rules.feeling import (
    feel,
    intend,
    meet_events,
    meet_fortunes,
    perceive,
    remember_departures,
    sense_forces,
)
from ripple_sim.rules.leadership import change_manager, divide_attention, lead, set_norm, welcome_manager
from ripple_sim.rules.service import serve, watch_service
from ripple_sim.rules.staffing import attend, fill, learn, leave, open_or_close
from ripple_sim.rules.workload import offer_hours, tire, uphold_standard

_LEADER = int(Decision.LEADER)
_LEADER_PERSON = int(Decision.LEADER_PERSON)
_SEAT = int(Decision.SEAT)
_MOOD = int(Decision.MOOD)
_EVENTS_A = int(Decision.EVENTS_A)
_EVENTS_B = int(Decision.EVENTS_B)


@loop
def managers_lead(managers, teams, units, company, team_levers, unit_levers, coefficients, key0, key1, week):
    """Let every manager come, go, divide attention, lead, and set the team's norm."""
    p = coefficients[0]
    for i in range(len(managers)):
        manager = managers[i]
        team = teams[i]
        unit = units[team.unit]
        unit_lever = unit_levers[team.unit]
        leaves, fills, mood, _ = draw4(key0, key1, _LEADER, i, week, 0)
        if change_manager(manager, team_levers[i], p, leaves, fills) == 1:
            draw_leader(manager, i, company[0], p, key0, key1)
        divide_attention(manager, team, unit, team_levers[i], unit_lever, p)
        lead(manager, team, unit, company[0], team_levers[i], unit_lever, p, normal(mood))
        set_norm(team, manager, unit, team_levers[i], unit_lever, p)


@loop
def draw_leader(manager, place, company, p, key0, key1):
    """Give a place the manager whom its incumbent number stands for, the same in every world."""
    talent, honesty, disposition, emphasis = draw4(key0, key1, _LEADER_PERSON, place, 0, manager.incumbent)
    welcome_manager(manager, company, p, normal(talent), normal(honesty), normal(disposition), normal(emphasis))


@loop
def employees_come_and_go(employees, teams, units, company, team_levers, coefficients, key0, key1, week):
    """Let people leave, seats open and fill, newcomers learn, and people attend."""
    p = coefficients[0]
    for i in range(len(employees)):
        employee = employees[i]
        team = teams[employee.team]
        lever = team_levers[employee.team]
        leaves, fills, absent, _ = draw4(key0, key1, _SEAT, i, week, 0)
        open_or_close(employee, team, lever, p)
        leave(employee, units[employee.unit], p, leaves)
        if fill(employee, company[0], lever, p, fills) == 1:
            draw_person(employee, i, team, lever, p, key0, key1)
        if employee.filled != 0:
            learn(employee, lever, p)
        attend(employee, lever, p, absent)


@loop
def count_heads(employees, teams, ledger, coefficients):
    """Count seats, people, leavers and newcomers by team and unit."""
    p = coefficients[0]
    for t in range(len(teams)):
        team = teams[t]
        filled = ZERO
        leavers = ZERO
        for i in range(team.first, team.first + team.seats):
            employee = employees[i]
            row = ledger[team.unit]
            row.seats += employee.open
            row.filled += employee.filled
            row.leavers += employee.left
            row.hires += employee.hired
            row.present += employee.present
            if employee.open != 0 and employee.filled == 0:
                row.vacant += 1
            if employee.filled != 0:
                filled += ONE
                if employee.tenure < p.learning_weeks:
                    row.newcomers += 1
            if employee.left != 0:
                leavers += ONE
        team.filled = filled
        remember_departures(team, leavers, p)


@loop
def employees_work(employees, teams, coefficients):
    """Let everybody offer the hours they can give."""
    p = coefficients[0]
    for i in range(len(employees)):
        if employees[i].filled != 0:
            offer_hours(employees[i], teams[employees[i].team], p)
        else:
            employees[i].hours = ZERO
            employees[i].productivity = ZERO


@loop
def count_hours(employees, teams, units, coefficients):
    """Sum the hours of each unit's frontline, and each team's productivity and staffing."""
    p = coefficients[0]
    for u in range(len(units)):
        units[u].capacity = ZERO
        units[u].people = ZERO
    for t in range(len(teams)):
        team = teams[t]
        productivity = ZERO
        hours = ZERO
        newcomers = ZERO
        present = ZERO
        for i in range(team.first, team.first + team.seats):
            employee = employees[i]
            if employee.filled != 0:
                productivity += employee.productivity
                hours += employee.hours
                if employee.tenure < p.learning_weeks:
                    newcomers += ONE
                if employee.present != 0:
                    present += ONE
        filled = max(team.filled, ONE)
        if team.filled > ZERO:
            team.productivity = productivity / filled
        hours = max(hours - newcomers * p.mentoring_share * p.hours_per_week, ZERO)
        usual = team.planned * p.hours_per_week * (ONE - p.absence_share)
        team.staffed = min(hours / max(usual, ONE), p.staffed_most)
        if team.frontline != 0:
            units[team.unit].capacity += hours * units[team.unit].roster
            units[team.unit].people += present


@loop
def employees_serve(employees, managers, teams, units, team_levers, coefficients):
    """Let everybody bring warmth, competence and fairness to the week."""
    p = coefficients[0]
    for i in range(len(employees)):
        employee = employees[i]
        if employee.filled != 0:
            t = employee.team
            serve(employee, teams[t], managers[t], units[employee.unit], team_levers[t], p)


@loop
def count_service(employees, teams, units):
    """Average the competence of each team, and of each unit's frontline by those present."""
    for u in range(len(units)):
        units[u].competence = ZERO
    for t in range(len(teams)):
        team = teams[t]
        competence = ZERO
        present = ZERO
        for i in range(team.first, team.first + team.seats):
            if employees[i].present != 0:
                competence += employees[i].competence
                present += ONE
        team.competence = competence / max(present, ONE)
        if team.frontline != 0:
            units[team.unit].competence += competence
    for u in range(len(units)):
        units[u].competence = units[u].competence / max(units[u].people, ONE)


@loop
def employees_feel(
    employees, managers, teams, units, company, team_levers, unit_levers, coefficients, key0, key1, week
):
    """Move standards, fatigue, perceptions, engagement, energy and intention to leave."""
    p = coefficients[0]
    for i in range(len(employees)):
        employee = employees[i]
        if employee.filled == 0:
            continue
        t = employee.team
        team, manager, lever = teams[t], managers[t], team_levers[t]
        unit, unit_lever = units[employee.unit], unit_levers[employee.unit]
        mood, energy, fortunes, outside = draw4(key0, key1, _MOOD, i, week, 0)
        uphold_standard(employee, team, unit, lever, p)
        tire(employee, manager, unit.intensity, p)
        watch_service(employee, unit, p)
        meet_fortunes(employee, p, normal(fortunes), normal(outside))
        for block in range(BLOCKS):
            decision, further = block_of_drivers(_EVENTS_A, _EVENTS_B, block)
            draws = draw4(key0, key1, decision, i, week, further)
            meet_events(employee, p, block, four_normals(draws))
        perceive(employee, manager, team, unit, company[0], lever, unit_lever, p)
        sense_forces(employee, company[0], lever, p)
        feel(employee, team, p, p.customers_to_employees, normal(mood), normal(energy))
        intend(employee, team, company[0], lever, p)


@loop
def count_feelings(employees, managers, teams, units, ledger, coefficients):
    """Average each team's engagement and standard, and sum the unit's people for the record."""
    p = coefficients[0]
    for u in range(len(units)):
        units[u].standard = ZERO
    for t in range(len(teams)):
        team = teams[t]
        row = ledger[team.unit]
        row.teams += 1
        row.customer_focus += team.customer_focus
        manager = managers[t]
        if manager.in_place != 0:
            row.managers += 1
            row.leadership += manager.leadership
            row.integrity += manager.integrity
            if manager.tenure == 0:
                row.manager_hires += 1
        engagement = ZERO
        standard = ZERO
        for i in range(team.first, team.first + team.seats):
            employee = employees[i]
            if employee.filled == 0:
                continue
            engagement += employee.engagement
            standard += employee.standard
            record_employee(row, employee, p)
        if team.filled > ZERO:
            team.engagement = engagement / team.filled
            team.standard = standard / team.filled
    for u in range(len(units)):
        unit = units[u]
        heads = ZERO
        standard = ZERO
        for t in range(unit.first_team, unit.first_team + unit.teams):
            if teams[t].frontline != 0 or unit.frontline_seats == 0:
                heads += max(teams[t].filled, ONE)
                standard += max(teams[t].filled, ONE) * teams[t].standard
        unit.standard = standard / heads if heads > ZERO else ONE


add_employee = adding_up("add_employee", SUMS_OF_EMPLOYEES)


@loop
def record_employee(row, employee, p):
    """Add a person to the sums of the unit's week."""
    add_employee(row, employee)
    if employee.energy < p.burnt_out_below:
        row.burnt_out += 1
    if employee.recommend >= 9:
        row.employer_promoters += 1
    elif employee.recommend <= 6:
        row.employer_detractors += 1
