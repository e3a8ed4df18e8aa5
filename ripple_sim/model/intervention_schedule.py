"""The schedule of interventions: where levers stand this week, and what that costs.

Levels are the scenario's own plus what interventions and shocks add for a while. Nothing is
overwritten, so ending a programme needs no undo. Money and attention are counted against the
ordinary company, in which every lever stands at its ordinary level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import base_levels
from ripple_sim.model.world import World
from ripple_sim.scenario.interventions import MEASURES_OF_UNITS, Intervention, Reach, Shock
from ripple_sim.scenario.levers import BY_NAME, LEVERS
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario


@dataclass(frozen=True)
class _Change:
    lever: str
    size: float
    dated: Intervention | Shock
    teams: NDArray[np.bool_]
    units: NDArray[np.bool_]
    chosen: bool
    takes_hours: bool


class InterventionSchedule:
    """The interventions and shocks of a scenario, laid on its teams and units."""

    def __init__(self, scenario: Scenario, world: World) -> None:
        self._base = base_levels(scenario)
        self._planned = world.teams["planned"].astype(np.float64)
        self._team_unit = world.teams["unit"].astype(np.int64)
        self._weekly_wage = scenario.company.pay.wage_per_year / WEEKS_PER_YEAR
        self._managers_ratio = scenario.company.pay.manager_wage_ratio
        self._fixed = scenario.company.pay.fixed_cost_per_week * world.units["local_rent"].astype(np.float64)
        self._service_units = scenario.company.structure.units
        self._cost_growth = scenario.behaviour.finance.driver_cost_growth
        self._overload = scenario.behaviour.leaders.initiative_overload
        self._terms = {lever.name: scenario.terms(lever.name) for lever in LEVERS}
        self._usual_hours = sum(
            terms.hours * max(float(self._base[name][0]) - terms.ordinary, 0.0) for name, terms in self._terms.items()
        )
        self._changes = [
            *(self._lay(i.lever, i.change, i, scenario) for i in scenario.interventions),
            *(self._lay(s.kind, s.size, s, scenario) for s in scenario.shocks),
        ]
        self._allowed = tuple(self._changes)
        self._in_force: tuple[float, ...] | None = None
        self._spending = np.zeros(len(world.units))

    def _lay(self, lever: str, size: float, dated: Intervention | Shock, scenario: Scenario) -> _Change:
        units = units_reached(dated.reach, scenario)
        teams = np.array(scenario.teams_reached(dated.reach), dtype=np.bool_)
        takes_hours = isinstance(dated, Intervention) and (
            dated.attention_hours + self._terms[lever].hours * max(size, 0) > 0
        )
        return _Change(lever, size, dated, teams, units, not dated.reach.measure, takes_hours)

    def forget(self) -> None:
        """Work the levels out anew in the next week (the world was replaced)."""
        self._in_force = None

    def apply(self, world: World) -> None:
        """Set the week's levers, attention and programme spending in the world."""
        self._choose(world)
        strengths = tuple(change.dated.strength(world.week) for change in self._changes)
        if strengths != self._in_force:
            self._set_levels(world, strengths)
            self._set_attention(world, strengths)
            self._spending = self._lever_spending(world)
            self._in_force = strengths
        world.ledger["programme_spending"] = self._spending
        for change in self._changes:
            if isinstance(change.dated, Intervention):
                self._charge(world, change, change.dated)
        world.ledger["fixed_spending"][: self._service_units] = self._fixed[: self._service_units]

    def _choose(self, world: World) -> None:
        """Settle whom the changes reach that go by something measured, at their start or when taken up later."""
        for i, change in enumerate(self._changes):
            reach, start = change.dated.reach, change.dated.start
            if not reach.measure or world.week < start or (change.chosen and world.week > start):
                continue
            allowed = self._allowed[i]
            if BY_NAME[change.lever].reach == "unit":
                units = choose_units(reach, allowed.units, world)
                teams = units[self._team_unit]
            else:
                units, teams = allowed.units, choose_teams(reach, allowed.teams, world)
            self._changes[i] = replace(change, teams=teams, units=units, chosen=True)
            self._in_force = None

    def _set_levels(self, world: World, strengths: tuple[float, ...]) -> None:
        for name in self._base.dtype.names or ():
            world.team_levers[name] = self._base[name]
            world.unit_levers[name] = self._base[name]
        for change, strength in zip(self._changes, strengths, strict=True):
            amount = np.float32(change.size * strength)
            world.team_levers[change.lever][change.teams] += amount
            world.unit_levers[change.lever][change.units] += amount
        for lever in LEVERS:
            for levels in (world.team_levers, world.unit_levers):
                np.clip(levels[lever.name], lever.low, lever.high, out=levels[lever.name])
            serving = world.unit_levers[lever.name][: self._service_units]
            world.common_lever[lever.name] = serving.mean(dtype=np.float64)

    def _set_attention(self, world: World, strengths: tuple[float, ...]) -> None:
        """Set the hours a week that each person of a team loses to programmes.

        With ``n`` programmes that take hours at once, what they take beyond the usual grows to
        ``1 + initiative_overload * (n - 1)`` times their sum.
        """
        hours = np.zeros(len(world.teams))
        for name, terms in self._terms.items():
            hours += terms.hours * np.maximum(self._level_at_teams(world, name) - terms.ordinary, 0.0)
        for change, strength in zip(self._changes, strengths, strict=True):
            if isinstance(change.dated, Intervention):
                hours += change.dated.attention_hours * strength * change.teams
        more = self._overload * self._programmes_beside_the_first(world.week)
        world.teams["attention_hours"] = hours + more * np.maximum(hours - self._usual_hours, 0.0)

    def _programmes_beside_the_first(self, week: int) -> NDArray[np.float64]:
        """Count for each team the programmes that run beside the first; of one name is one."""
        reached: dict[str | int, NDArray[np.bool_]] = {}
        for i, change in enumerate(self._changes):
            if change.takes_hours and change.dated.running(week):
                programme = change.dated.name or i
                reached[programme] = reached.get(programme, False) | change.teams
        counts = np.zeros(len(self._team_unit))
        for teams in reached.values():
            counts += teams
        return np.maximum(counts - 1.0, 0.0)

    def _level_at_teams(self, world: World, name: str) -> NDArray[np.float64]:
        if BY_NAME[name].reach == "team":
            return world.team_levers[name].astype(np.float64)
        return world.unit_levers[name][self._team_unit].astype(np.float64)

    def _lever_spending(self, world: World) -> NDArray[np.float64]:
        payroll = self._weekly_wage * (self._planned + self._managers_ratio)
        spending = np.zeros(len(world.units))
        for name, terms in self._terms.items():
            if terms.cost:
                extra = self._level_at_teams(world, name) - terms.ordinary
                if BY_NAME[name].group == "driver":
                    extra = dearer_steps(extra, self._cost_growth)
                np.add.at(spending, self._team_unit, terms.cost * extra * payroll)
        return spending

    def _charge(self, world: World, change: _Change, intervention: Intervention) -> None:
        if not intervention.running(world.week):
            return
        amount = intervention.weekly_cost
        if world.week == intervention.start:
            amount += intervention.one_off_cost
        if amount:
            heads = np.zeros(len(world.units))
            np.add.at(heads, self._team_unit, self._planned * change.teams)
            if heads.sum():
                world.ledger["programme_spending"] += amount * heads / heads.sum()


def dearer_steps(extra: NDArray[np.float64], growth: float) -> NDArray[np.float64]:
    """Return what raising a driver by ``extra`` counts for, each further step costing more.

    ``(exp(growth * extra) - 1) / growth``: a practice's level is effort and costs in proportion,
    but a driver's level is a result, and the nearer to the best possible, the dearer the next step.
    """
    return np.expm1(growth * extra) / growth if growth > 0 else extra


def units_reached(reach: Reach, scenario: Scenario) -> NDArray[np.bool_]:
    """Return which units, the centre last, a change reaches; shape (units + 1,)."""
    count = scenario.company.structure.units
    if not reach.units:
        return np.ones(count + 1, dtype=np.bool_)
    names = scenario.unit_names()
    rows = [unit - 1 if isinstance(unit, int) else names.index(unit) for unit in reach.units]
    return np.isin(np.arange(count + 1), rows)


Mask = NDArray[np.bool_]


def choose_teams(reach: Reach, among: Mask, world: World) -> Mask:
    """Return the teams chosen among some, shape (teams,); of equals, those with the lower number."""
    return _choose(reach, among, measured_in_teams(reach.measure, world))


def choose_units(reach: Reach, among: Mask, world: World) -> Mask:
    """Return the business units chosen among some, shape (units + 1,); never the centre, which is last.

    A unit's value is the mean of its teams', weighted by planned heads.
    """
    unit, heads = world.teams["unit"], world.teams["planned"].astype(np.float64)
    values = measured_in_teams(reach.measure, world)
    count = len(world.units)
    sums = np.bincount(unit, heads * values, count)
    means = sums / np.maximum(np.bincount(unit, heads, count), 1.0)
    return _choose(reach, among & (np.arange(count) < count - 1), means)


def measured_in_teams(measure: str, world: World) -> NDArray[np.float64]:
    """Return what is measured in every team, or in its unit; shape (teams,)."""
    if measure in MEASURES_OF_UNITS:
        values = world.units[measure][world.teams["unit"]]
    elif measure == "leadership":
        values = world.managers[measure]
    else:
        values = world.teams[measure]
    return np.asarray(values, dtype=np.float64)


def _choose(reach: Reach, among: Mask, values: NDArray[np.float64]) -> Mask:
    rows = np.flatnonzero(among)
    rounded = values[rows].astype(np.float32)
    order = np.argsort(-rounded if reach.highest else rounded, kind="stable")
    chosen = np.zeros_like(among)
    chosen[rows[order[: reach.chosen(len(rows))]]] = True
    return chosen
