"""Founding: teams, seats, managers, units and members before the first week."""

import math

from reference.company import Team, Unit
from reference.employees import ReferenceEmployee
from reference.luck import normal
from reference.managers import ReferenceManager
from reference.market import ReferenceMember
from reference.plan import Levels, base_levels
from ripple_sim.model.randomness import Decision
from ripple_sim.scenario.levers import LEVERS

TIES = 6


def found_units(model, scenario):
    """Return the business units and, last, the centre."""
    units = [Unit(model, number) for number in range(scenario.company.structure.units + 1)]
    for unit in units:
        unit.levers = Levels(base_levels(scenario, "unit"))
    settle_in_places(model, units[:-1])
    return units


def settle_in_places(model, units):
    """Give every unit its local differences; a company of one unit has none."""
    p, luck = model.p, model.luck
    taste, wallet, demand, quitting = zip(
        *(map(normal, luck.draws(Decision.PLACE, unit.number)) for unit in units), strict=True
    )
    rent = [normal(luck.draws(Decision.PLACE, unit.number, 1)[0]) for unit in units]
    wallets = factors(p.local_wallet_spread, wallet)
    demands = factors(p.local_demand_spread, demand)
    quittings = factors(p.local_quitting_spread, quitting)
    rents = factors(p.local_rent_spread, rent)
    for i, unit in enumerate(units):
        unit.local_taste = p.local_taste_spread * (taste[i] - sum(taste) / len(units))
        unit.local_wallet = wallets[i]
        unit.local_demand = demands[i]
        unit.local_quitting = math.log(quittings[i])
        unit.local_rent = rents[i]


def factors(spread, deviates):
    """Return lognormal factors whose mean over the units is one."""
    raw = [math.exp(spread * deviate) for deviate in deviates]
    return [factor * len(raw) / sum(raw) for factor in raw]


def found_teams(model, scenario, units):
    """Return all teams with their seats: the planned ones, and room for the most slack."""
    most_slack = next(lever.high for lever in LEVERS if lever.name == "slack")
    teams, seats = [], 0
    for number, (unit, function, planned) in enumerate(scenario.team_sizes()):
        team = Team(model, number, units[unit], function, planned)
        team.levers = Levels(base_levels(scenario, "team"))
        room = planned + math.floor(planned * most_slack + 0.5)
        team.seats = [ReferenceEmployee(model, seats + rank, team, rank) for rank in range(room)]
        team.leader = ReferenceManager(model, team)
        units[unit].teams.append(team)
        teams.append(team)
        seats += room
    return teams


def found_market(model, scenario):
    """Return all members, shared out evenly among the units, each with its neighbours."""
    units = model.service_units
    everybody = []
    for unit in units:
        extra = unit.number < scenario.market.members % len(units)
        for _ in range(scenario.market.members // len(units) + extra):
            member = ReferenceMember(model, len(everybody), unit)
            unit.members.append(member)
            everybody.append(member)
    across = scenario.market.cross_unit_ties if len(units) > 1 else 0.0
    for member in everybody:
        member.neighbours = [
            neighbour(member, tie, everybody, across, scenario.market.rewired_ties) for tie in range(TIES)
        ]
    return everybody


def neighbour(member, tie, everybody, across, rewired):
    """Return whom a tie leads to: next on the unit's ring, or anybody; None if to oneself."""
    luck, ring = member.model.luck, member.unit.members
    fate, where, _, _ = luck.draws(Decision.NETWORK, member.number, tie)
    step = (1, -1, 2, -2, 3, -3)[tie]
    place = ring.index(member)
    if luck.less(fate, across):
        other = everybody[luck.floor(where * len(everybody))]
    elif luck.less(fate, across + rewired):
        other = ring[luck.floor(where * len(ring))]
    else:
        other = ring[(place + step) % len(ring)]
    return None if other is member else other
