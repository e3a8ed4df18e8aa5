"""Plan: the levels of all levers in force, and what they cost in money and attention."""

import math

from reference.arithmetic import Stored, clip, single
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME, LEVERS


class Levels(Stored):
    """The levels in force for one team or one unit."""

    def __init__(self, base):
        for name, level in base.items():
            setattr(self, name, level)


def base_levels(scenario, reach):
    """Return the level at which each team's (or each unit's) levers stand without any change."""
    levels = {}
    for lever in LEVERS:
        if lever.reach != reach:
            continue
        if lever.group == "shock":
            levels[lever.name] = lever.level
        else:
            group = scenario.company.drivers if lever.group == "driver" else (scenario.company.practices)
            levels[lever.name] = getattr(group, lever.name).level
    return levels


def strength(change, week):
    """Return the part of a change in force: a straight rise, a hold, a straight fall."""

    def risen(weeks):
        return min(1.0, weeks / (change.ramp + 1))

    lived = week - change.start + 1
    if lived <= 0:
        return 0.0
    if change.duration is None or lived <= change.duration:
        return risen(lived)
    fallen = (lived - change.duration) / (change.decay + 1)
    return max(0.0, risen(change.duration) * (1 - fallen))


def running(change, week):
    """Say whether a change has begun and not yet ended."""
    return week - change.start >= 0 and (change.duration is None or week - change.start < change.duration)


def role_of(team):
    return {0: "frontline", 1: "backstage"}.get(team.function, "central")


def measured(what, one):
    """Return what is measured in a team; in a unit, the mean over its teams' planned heads."""
    if hasattr(one, "teams"):
        heads = sum(team.planned for team in one.teams)
        return single(sum(team.planned * measured(what, team) for team in one.teams) / heads)
    if what in ("satisfaction", "pressure"):
        return getattr(one.unit, what)
    return getattr(one.leader if what == "leadership" else one, what)


class Plan:
    """All interventions and shocks, and whom they reach."""

    def __init__(self, scenario, model):
        self.scenario = scenario
        self.model = model
        self.changes = [(i.lever, i.change, i) for i in scenario.interventions]
        self.changes += [(s.kind, s.size, s) for s in scenario.shocks]
        self.chosen = {}

    def fits_unit(self, change, unit):
        names = self.scenario.unit_names()
        wanted = change.reach.units
        return not wanted or unit.number + 1 in wanted or (unit.number < len(names) and names[unit.number] in wanted)

    def reaches_unit(self, change, unit):
        return self.fits_unit(change, unit) and unit in self.chosen.get(id(change), [unit])

    def reaches_team(self, change, team):
        chosen = self.chosen.get(id(change), [team])
        return self.fits_team(change, team) and (team in chosen or team.unit in chosen)

    def fits_team(self, change, team):
        reach = change.reach
        return (
            self.fits_unit(change, team.unit)
            and (not reach.roles or role_of(team) in reach.roles)
            and (not reach.functions or self.function_of(team) in reach.functions)
            and (not reach.teams or team.number + 1 in reach.teams)
        )

    def function_of(self, team):
        structure = self.scenario.company.structure
        names = [structure.frontline_function, structure.backstage_function]
        return [*names, *structure.central_functions][team.function]

    def choose(self, week):
        """Choose the teams or units with the least or most of something, as changes start."""
        for lever, _, change in self.changes:
            reach = change.reach
            if week != change.start or not (reach.lowest or reach.highest):
                continue
            if BY_NAME[lever].reach == "unit":
                among = [u for u in self.model.service_units if self.fits_unit(change, u)]
            else:
                among = [team for team in self.model.teams if self.fits_team(change, team)]
                if (reach.lowest or reach.highest) in ("satisfaction", "pressure"):
                    among = [team for team in among if team.unit in self.model.service_units]
            values = {one: measured(reach.lowest or reach.highest, one) for one in among}
            # Sorting keeps the order of equals.
            ordered = sorted(among, key=lambda one: values[one] * (1 if reach.lowest else -1))
            count = max(1, math.floor(reach.share * len(among) + 0.5))
            self.chosen[id(change)] = ordered[:count]
            if count < len(among):
                self.model.luck.less(values[ordered[count - 1]], values[ordered[count]])

    def apply(self, week):
        """Set every level, every team's lost hours and every unit's programme spending."""
        model = self.model
        self.choose(week)
        for unit in model.units:
            unit.levers = self.levels(week, "unit", unit, self.reaches_unit)
        for team in model.teams:
            team.levers = self.levels(week, "team", team, self.reaches_team)
            team.attention_hours = self.attention(week, team)
        for unit in model.service_units:
            unit.book["fixed_spending"] = self.scenario.company.pay.fixed_cost_per_week * unit.local_rent
        self.spend_on_levers()
        self.spend_on_interventions(week)

    def levels(self, week, reach, whom, reaches):
        levels = Levels(base_levels(self.scenario, reach))
        held = {lever.name: lever for lever in LEVERS if lever.reach == reach}
        for name, size, change in self.changes:
            if name in held and reaches(change, whom):
                added = single(size * strength(change, week))
                setattr(levels, name, getattr(levels, name) + added)
        for name, lever in held.items():
            setattr(levels, name, clip(getattr(levels, name), lever.low, lever.high))
        return levels

    def beyond_usual(self, lever, team):
        """Return how far a lever stands above the ordinary company's, as a team meets it."""
        levers = team.levers if lever.reach == "team" else team.unit.levers
        return getattr(levers, lever.name) - getattr(self.scenario.levers, lever.name).ordinary

    def attention(self, week, team):
        hours = sum(
            terms.hours * max(self.beyond_usual(BY_NAME[name], team), 0.0) for name, terms in self.scenario.levers
        )
        for _, _, change in self.changes:
            if isinstance(change, Intervention) and self.reaches_team(change, team):
                hours += change.attention_hours * strength(change, week)
        usual = base_levels(self.scenario, "team") | base_levels(self.scenario, "unit")
        programmes = hours - sum(
            terms.hours * max(single(usual[name]) - terms.ordinary, 0) for name, terms in self.scenario.levers
        )
        beside = max(self.programmes(week, team) - 1, 0)
        overload = self.scenario.behaviour.leaders.initiative_overload
        return hours + overload * beside * max(programmes, 0)

    def programmes(self, week, team):
        """Count the programmes that take a team's hours; parts of one name are one."""
        names = set()
        for lever, size, change in self.changes:
            takes = isinstance(change, Intervention) and (
                change.attention_hours > 0 or (size > 0 and getattr(self.scenario.levers, lever).hours > 0)
            )
            if takes and running(change, week) and self.reaches_team(change, team):
                names.add(change.name or id(change))
        return len(names)

    def spend_on_levers(self):
        pay = self.scenario.company.pay
        for team in self.model.teams:
            payroll = pay.wage_per_year / 52 * (team.planned + pay.manager_wage_ratio)
            for name, terms in self.scenario.levers:
                extra = self.beyond_usual(BY_NAME[name], team)
                growth = self.scenario.behaviour.finance.driver_cost_growth
                if BY_NAME[name].group == "driver" and growth > 0:
                    extra = (math.exp(growth * extra) - 1) / growth
                spending = terms.cost * extra * payroll
                team.unit.book["programme_spending"] += spending

    def spend_on_interventions(self, week):
        """Share the cost of each intervention by the planned heads it reaches."""
        for _, _, change in self.changes:
            if not isinstance(change, Intervention) or not running(change, week):
                continue
            cost = change.weekly_cost
            if week == change.start:
                cost += change.one_off_cost
            reached = [team for team in self.model.teams if self.reaches_team(change, team)]
            heads = sum(team.planned for team in reached)
            for team in reached:
                team.unit.book["programme_spending"] += cost * team.planned / heads
