"""Build the population: seats, managers, teams, units and market members, before the first week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.compiled import loop
from ripple_sim.model.randomness import (
    Decision,
    block_of_drivers,
    draw4,
    four_normals,
    lognormal_factor,
    normal,
    normals,
    uniforms,
)
from ripple_sim.model.records import (
    COMPANY,
    EMPLOYEE,
    LEDGER,
    MANAGER,
    MEMBER,
    NEIGHBOURS,
    TEAM,
    UNIT,
    base_levels,
    pack_parameters,
    pack_prices,
)
from ripple_sim.model.world import World, chunks_of
from ripple_sim.rules.arithmetic import ONE, ZERO, clip, clip01
from ripple_sim.rules.drivers import A_BLOCK, BLOCKS, COUNT, put_weight, weight
from ripple_sim.rules.leadership import welcome_manager
from ripple_sim.rules.staffing import staying_power, welcome
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.schema import Scenario

_MEMBER = int(Decision.MEMBER)
_TASTE = int(Decision.MEMBER_TASTE)
_PERSON = int(Decision.PERSON)
_WEIGHTS_A = int(Decision.PERSON_WEIGHTS_A)
_WEIGHTS_B = int(Decision.PERSON_WEIGHTS_B)
_LEADER_PERSON = int(Decision.LEADER_PERSON)
CANDIDATES = 8


def build_population(scenario: Scenario, seed: int, replication: int) -> World:
    """Build the company of a scenario, near its resting state, in the week before settling."""
    teams = _teams(scenario)
    employees = _seats(scenario, teams)
    units = _units(scenario, teams)
    members = np.zeros(scenario.market.members, MEMBER)
    levels, chunks = base_levels(scenario), chunks_of(units)
    world = World(
        seed=seed,
        replication=replication,
        week=0,
        employees=employees,
        managers=np.zeros(len(teams), MANAGER),
        teams=teams,
        units=units,
        company=np.zeros(1, COMPANY),
        members=members,
        p=pack_parameters(scenario),
        prices=pack_prices(scenario),
        team_levers=np.repeat(levels, len(teams)),
        unit_levers=np.repeat(levels, len(units)),
        common_lever=levels.copy(),
        ledger=np.zeros(len(units), LEDGER),
        chunks=chunks,
        chunk_ledger=np.zeros(len(chunks), LEDGER),
    )
    _start(world)
    settle_in_places(world)
    world.managers["team"] = np.arange(len(teams))
    people_managers(world.managers, world.company, world.p[0], seed, replication)
    people_seats(world.employees, teams, world.team_levers, world.p[0], seed, replication)
    members["unit"] = np.repeat(np.arange(len(units)), units["members"])
    members["server"] = -1
    people_market(members, world.units, world.unit_levers, world.p[0], seed, replication)
    market = scenario.market
    tie_members(
        members,
        units,
        np.float32(market.rewired_ties),
        np.float32(market.cross_unit_ties if scenario.company.structure.units > 1 else 0.0),
        seed,
        replication,
    )
    return world


def _teams(scenario: Scenario) -> NDArray[np.void]:
    sizes = scenario.team_sizes()
    most = BY_NAME["slack"].high
    teams = np.zeros(len(sizes), TEAM)
    first = 0
    for team, (unit, function, planned) in zip(teams, sizes, strict=True):
        team["unit"], team["function"], team["planned"] = unit, function, planned
        team["frontline"] = function == 0
        team["first"] = first
        team["seats"] = planned + int(np.floor(planned * most + 0.5))
        first += int(team["seats"])
    p = scenario.behaviour
    teams["filled"] = teams["planned"]
    teams["engagement"] = p.employees.reference_engagement
    teams["standard"] = 1
    teams["productivity"] = 1
    teams["competence"] = p.work.competence_level
    teams["staffed"] = 1
    teams["customer_focus"] = p.leaders.neutral_focus
    return teams


def _seats(scenario: Scenario, teams: NDArray[np.void]) -> NDArray[np.void]:
    employees = np.zeros(int(teams["seats"].sum()), EMPLOYEE)
    for number, team in enumerate(teams):
        seats = employees[team["first"] : team["first"] + team["seats"]]
        seats["team"] = number
        for name in ("unit", "function", "frontline"):
            seats[name] = team[name]
        seats["rank"] = np.arange(team["seats"])
        seats["open"] = seats["rank"] < team["planned"]
        seats["filled"] = seats["open"]
    return employees


def _units(scenario: Scenario, teams: NDArray[np.void]) -> NDArray[np.void]:
    """Return the units and, last, the centre; a unit's teams, seats and members are contiguous."""
    structure, market = scenario.company.structure, scenario.market
    units = np.zeros(structure.units + 1, UNIT)
    first = 0
    for number, unit in enumerate(units):
        own = np.flatnonzero(teams["unit"] == number)
        unit["first_team"] = own[0] if len(own) else len(teams)
        unit["teams"] = len(own)
        front = own[teams["frontline"][own] == 1]
        if len(front):
            unit["first_frontline"] = teams["first"][front[0]]
            unit["frontline_seats"] = teams["seats"][front].sum()
        if number < structure.units:
            unit["first_member"] = first
            unit["members"] = market.members // structure.units + (number < market.members % structure.units)
            first += int(unit["members"])
    return units


def _start(world: World) -> None:
    company, units, p = world.company, world.units, world.p
    company["top_engagement"] = p["reference_engagement"]
    company["reputation"] = p["reference_satisfaction"]
    company["centre"] = p["competence_level"]
    for name in ("pay_index", "hiring_pace", "intensity"):
        company[name] = 1
    for name in ("satisfaction", "rating", "surveyed", "reported"):
        units[name] = p["reference_satisfaction"]
    for name in ("standard", "intensity", "pressure", "time_ratio", "time_quality", "wait_comfort", "demand", "roster"):
        units[name] = 1
    units["competence"] = p["competence_level"]
    units["delivered_values"] = world.unit_levers["lived_values"]
    units["people"] = units["frontline_seats"]


@loop
def people_managers(managers, company, p, key0, key1):
    """Put a first manager in every place."""
    for i in range(len(managers)):
        manager = managers[i]
        manager.in_place = 1
        manager.tenure = 104
        talent, honesty, disposition, emphasis = draw4(key0, key1, _LEADER_PERSON, i, 0, 0)
        welcome_manager(manager, company[0], p, normal(talent), normal(honesty), normal(disposition), normal(emphasis))
        manager.people_attention = ONE / np.float32(3.0)
        manager.customer_attention = manager.people_attention
        manager.paperwork = manager.people_attention
        manager.contact = ONE
        manager.relationship = p.relationship_level
        manager.recognition = p.recognition_level


@loop
def people_seats(employees, teams, levers, p, key0, key1):
    """Put an experienced incumbent on every filled seat.

    Whoever sits there has stayed. So it is one of the seat's first ``CANDIDATES`` people,
    the likelier the longer such a person stays; else it would take a company in which few leave
    decades until those who fit it are as many as at rest.
    """
    for i in range(len(employees)):
        employee = employees[i]
        team = teams[employee.team]
        employee.incumbent = who_has_stayed(i, p, key0, key1)
        draw_person(employee, i, team, levers[employee.team], p, key0, key1)
        employee.skill = max(employee.ability, p.skill_least)
        employee.trained = p.usual_training
        employee.productivity = ONE
        employee.tenure = 52 + (i * 37) % 260
        employee.competence = p.competence_level
        employee.warmth = p.warmth_level
        employee.fairness = p.fairness_level


@loop
def who_has_stayed(seat, p, key0, key1):
    """Return the number of the incumbent whom a seat starts with."""
    whole = ZERO
    for candidate in range(CANDIDATES):
        _, _, fit, disposition = draw4(key0, key1, _PERSON, seat, 0, candidate)
        whole += staying_power(normal(fit), normal(disposition), p)
    # A third block of the seat, with another week word of the address.
    chosen, _, _, _ = draw4(key0, key1, _PERSON, seat, 2, 0)
    left = chosen * whole
    for candidate in range(CANDIDATES - 1):
        _, _, fit, disposition = draw4(key0, key1, _PERSON, seat, 0, candidate)
        left -= staying_power(normal(fit), normal(disposition), p)
        if left < ZERO:
            return candidate
    return CANDIDATES - 1


@loop
def draw_person(employee, seat, team, lever, p, key0, key1):
    """Give a seat the person whom its incumbent number stands for, the same in every world.

    The address is (seat, incumbent), so it does not matter in which week the person is hired.
    """
    ability, empathy, fit, disposition = draw4(key0, key1, _PERSON, seat, 0, employee.incumbent)
    welcome(employee, team, lever, p, normal(ability), normal(empathy), normal(fit), normal(disposition))
    whole = ZERO
    for block in range(BLOCKS):
        decision, further = block_of_drivers(_WEIGHTS_A, _WEIGHTS_B, block)
        draws = four_normals(draw4(key0, key1, decision, seat, further, employee.incumbent))
        for k in range(A_BLOCK * block, min(A_BLOCK * (block + 1), COUNT)):
            weighs = np.exp(p.weight_spread * draws[k - A_BLOCK * block])
            put_weight(k, employee, weighs)
            whole += weighs
    for k in range(COUNT):
        put_weight(k, employee, weight(k, employee) / whole)
    # A second block of the same person, with another week word of the address.
    answering, _, _, _ = draw4(key0, key1, _PERSON, seat, 1, employee.incumbent)
    employee.answering = p.answering_spread * normal(answering)


@loop
def people_market(members, units, levers, p, key0, key1):
    """Give every member a taste, a wallet and a place in the market."""
    for i in range(len(members)):
        member = members[i]
        lever = levers[member.unit]
        standing, contacts, wallet, barrier = draw4(key0, key1, _MEMBER, i, 0, 0)
        taste, answering, start, tenure = draw4(key0, key1, _TASTE, i, 0, 0)
        member.standing = 1 if standing < p.customer_share else 0
        unit = units[member.unit]
        member.contacts_per_week = (
            p.contacts_per_week * unit.local_demand * lognormal_factor(contacts, p.contact_spread)
        )
        member.wallet = (
            p.wallet_per_week * unit.local_demand * unit.local_wallet * lognormal_factor(wallet, p.wallet_spread)
        )
        member.barrier = clip01(p.switching_barrier + p.barrier_spread * normal(barrier))
        member.taste = p.taste_spread * normal(taste) + unit.local_taste
        member.answering = p.answering_of_customers * normal(answering)
        # A second block of the same person, with another week word of the address.
        closeness, _, _, _ = draw4(key0, key1, _TASTE, i, 1, 0)
        member.closeness = p.closeness_spread * normal(closeness)
        quality = p.reference_quality
        member.certainty = member.control = member.status = quality
        member.belonging = member.enjoyment = member.fair = quality
        member.expectation = clip(
            quality + p.expectation_spread * normal(start), p.expectation_least, p.expectation_most
        )
        member.satisfaction = clip01(p.reference_satisfaction + member.taste)
        member.trust = member.attachment = quality
        member.advocacy = p.recommend_level
        member.recommend = 7
        member.tenure = 26 + int(tenure * np.float32(300.0))
        if member.standing == 1:
            fitted = p.wallet_of_personalisation * (lever.personalisation - p.ordinary_personalisation)
            member.share_of_wallet = clip(p.wallet_level + fitted, p.wallet_least, ONE)
        member.voice = ZERO


_NETWORK = int(Decision.NETWORK)


@loop
def tie_members(members, units, rewired, across, key0, key1):
    """Fill ``members.neighbours`` with the rows each member listens to; -1 where there is nobody.

    ``rewired`` and ``across`` are the shares of ties that lead anywhere in the unit and anywhere
    in the market.
    """
    everybody = len(members)
    for i in range(everybody):
        member = members[i]
        unit = units[member.unit]
        size = unit.members
        place = i - unit.first_member
        for k in range(NEIGHBOURS):
            fate, where, _, _ = draw4(key0, key1, _NETWORK, i, k, 0)
            step = k // 2 + 1
            if k % 2 == 1:
                step = -step
            other = unit.first_member + (place + step) % size
            if fate < across:
                other = int(where * everybody)
            elif fate < across + rewired:
                other = unit.first_member + int(where * size)
            members[i].neighbours[k] = other if other != i else -1


def settle_in_places(world: World) -> None:
    """Draw every unit's local taste, means, demand, labour market and rent.

    With ``z`` a unit's standard normal deviate less its mean over the company's units::

        local_taste    = local_taste_spread * z                 added to members' taste
        local_wallet   = exp(local_wallet_spread * z) / mean    times members' spending
        local_demand   = exp(local_demand_spread * z) / mean    times contacts and spending
        local_quitting = log(exp(local_quitting_spread * z) / mean), added to the log of quitting
        local_rent     = exp(local_rent_spread * z) / mean      times the fixed cost

    The centre stands where nothing differs.
    """
    units, p = world.units, world.p[0]
    count = len(units) - 1
    first = uniforms(world.seed, world.replication, Decision.PLACE, np.arange(count), 0)
    second = uniforms(world.seed, world.replication, Decision.PLACE, np.arange(count), 1)
    units["local_taste"][:count] = p["local_taste_spread"] * _centred(first[:, 0])
    units["local_wallet"][:count] = _factors(first[:, 1], p["local_wallet_spread"])
    units["local_demand"][:count] = _factors(first[:, 2], p["local_demand_spread"])
    units["local_quitting"][:count] = np.log(_factors(first[:, 3], p["local_quitting_spread"]))
    units["local_rent"][:count] = _factors(second[:, 0], p["local_rent_spread"])
    for name in ("local_wallet", "local_demand", "local_rent"):
        units[name][count] = 1


def _centred(draws: NDArray[np.float32]) -> NDArray[np.float64]:
    deviates = normals(draws).astype(np.float64)
    return np.asarray(deviates - deviates.mean())


def _factors(draws: NDArray[np.float32], spread: float) -> NDArray[np.float64]:
    factors = np.exp(float(spread) * _centred(draws))
    return np.asarray(factors / factors.mean())
