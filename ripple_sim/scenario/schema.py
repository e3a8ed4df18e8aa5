"""A whole scenario: one company in one market, how people behave, and what is done when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from ripple_sim.scenario.arguments import read
from ripple_sim.scenario.behaviour import Behaviour
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.company import Company, Places
from ripple_sim.scenario.durations import WEEKS_PER_YEAR as WEEKS_PER_YEAR
from ripple_sim.scenario.interventions import MEASURES_OF_UNITS, MOST_CHANGES, Intervention, Reach, Shock
from ripple_sim.scenario.levers import BY_NAME, Levers, Terms
from ripple_sim.scenario.making import SaidInASentence
from ripple_sim.scenario.market import BYTES_PER_MEMBER, BYTES_PER_SEAT, MEMORY_LIMIT_GIB, Market, Service, Surveys
from ripple_sim.scenario.parameters import (
    Currency,
    Name,
    OptionalName,
    Parameter,
    Section,
    Text,
    Weeks,
    alike,
    declared,
    folded,
    number,
)
from ripple_sim.scenario.problems import RippleError, UnfitError, Where, near, near_or_all
from ripple_sim.scenario.readers import SETTINGS
from ripple_sim.scenario.showing import short_value
from ripple_sim.scenario.tree import put
from ripple_sim.wording import Number, Phrase


class Scenario(Section, metaclass=SaidInASentence):
    """Everything a run needs but its seed. Frozen; change it with :meth:`with_values`."""

    name: Name = Field(..., description="A short name")
    title: OptionalName = Field("", description="One line for lists")
    about: Text = Field("", description="A few sentences")
    currency: Currency = Field("EUR", description="Currency of all money")
    weeks: Annotated[int, Weeks] = number(156, "weeks", 1, 5200, "Weeks reported", "assumption", "given")
    company: Company
    market: Market
    service: Service
    places: Places = Places()
    levers: Levers = Levers()  # type: ignore[valid-type]
    behaviour: Behaviour = Behaviour()
    surveys: Surveys = Surveys()
    interventions: tuple[Intervention, ...] = Field((), max_length=2 * MOST_CHANGES)
    shocks: tuple[Shock, ...] = Field((), max_length=3 * MOST_CHANGES)

    @model_validator(mode="after")
    def _fits_together(self) -> Scenario:
        structure = self.company.structure
        names = structure.unit_names
        if names and len(names) != structure.units:
            raise UnfitError(
                "company.structure.unit_names has {names} names for {units} units",
                names=len(names),
                units=structure.units,
            )
        if twins := alike(names):
            raise UnfitError(
                "company.structure.unit_names must all differ, and '{one}' and '{other}' don't",
                one=twins[0],
                other=twins[1],
            )
        for taken in ("company", "centre"):
            if any(folded(name) == taken for name in names):
                raise UnfitError("company.structure.unit_names can't hold '{name}': it is taken", name=taken)
        if self.market.members < structure.units:
            raise UnfitError(
                "market.members is {members}, fewer than one for each of {units} units",
                members=self.market.members,
                units=structure.units,
            )
        seats = self.heads()
        need = (self.market.members * BYTES_PER_MEMBER + seats * BYTES_PER_SEAT) / 2**30
        if need > MEMORY_LIMIT_GIB:
            raise UnfitError(
                "{members} members and {staff} staff would take about {memory} GiB of memory; "
                "at most {most} GiB is allowed",
                members=Number(self.market.members),
                staff=Number(seats),
                memory=Number(round(need)),
                most=MEMORY_LIMIT_GIB,
            )
        for number_, change in enumerate((*self.interventions, *self.shocks), 1):
            called = Phrase("change {number}", number=number_)
            if change.name:
                called = Phrase(change.name)
            self._check_reach(change.reach, called)
        return self

    def _check_reach(self, reach: Reach, name: Where) -> None:
        structure = self.company.structure
        for unit in reach.units:
            if isinstance(unit, int) and not 1 <= unit <= structure.units:
                raise UnfitError(
                    "{change}: unit {unit} is not one of 1 to {units}", change=name, unit=unit, units=structure.units
                )
            if isinstance(unit, str) and unit not in self.unit_names():
                hint = near(unit, self.unit_names())
                raise UnfitError("{change}: there is no unit '{unit}'", change=name, unit=unit, hint=hint)
        sizes = self.team_sizes()
        for team in reach.teams:
            if not 1 <= team <= len(sizes):
                raise UnfitError(
                    "{change}: team {team} is not one of 1 to {teams}", change=name, team=team, teams=len(sizes)
                )
        names = self.function_names()
        for function in reach.functions:
            if function not in names:
                raise UnfitError(
                    "{change}: there is no function '{function}'",
                    change=name,
                    function=function,
                    hint=near_or_all(function, names),
                )
        if not any(self.teams_reached(reach)):
            raise UnfitError(
                "{change} reaches nobody: no team fits all of its units, roles, functions, teams", change=name
            )

    def teams_reached(self, reach: Reach) -> list[bool]:
        """Return for every team whether a change may reach it: all it does, or chooses among."""
        if not isinstance(reach, Reach):
            raise RippleError("reach must be a Reach, such as that of an intervention")
        units, functions = (*self.unit_names(), None), self.function_names()
        centre = self.company.structure.units
        return [
            (not reach.units or unit + 1 in reach.units or units[unit] in reach.units)
            and (not reach.roles or _role(function) in reach.roles)
            and (not reach.functions or functions[function] in reach.functions)
            and (not reach.teams or number_ in reach.teams)
            and not (reach.measure in MEASURES_OF_UNITS and unit == centre)
            for number_, (unit, function, _) in enumerate(self.team_sizes(), 1)
        ]

    def heads(self) -> int:
        """Return the number of seats the company plans to fill."""
        s = self.company.structure
        return s.units * (s.frontline_per_unit + s.backstage_per_unit) + s.central_staff

    def groups(self) -> list[tuple[int, int, int]]:
        """Return the groups of seats as ``(unit, function, planned seats)``.

        The centre is unit ``structure.units`` (the last one); function 0 is the frontline, 1 the
        units' backstage, 2 and above the central functions.
        """
        s = self.company.structure
        groups = []
        for unit in range(s.units):
            groups.append((unit, 0, s.frontline_per_unit))
            if s.backstage_per_unit:
                groups.append((unit, 1, s.backstage_per_unit))
        functions = min(len(s.central_functions), s.central_staff)
        for i in range(functions):
            share = s.central_staff // functions + (i < s.central_staff % functions)
            groups.append((s.units, 2 + i, share))
        return groups

    def terms(self, lever: str) -> Terms:
        """Return what a lever is measured from, costs and takes; a shock costs nothing.

        Raises
        ------
        RippleError
            When there is no such lever.
        """
        if not isinstance(lever, str) or lever not in BY_NAME:
            said = short_value(lever)
            raise RippleError("there is no lever '{lever}'", lever=said, hint=near_or_all(said, BY_NAME))
        held = getattr(self.levers, lever, None)
        if held is None:
            return Terms(BY_NAME[lever].level, 0.0, 0.0)
        return Terms(held.ordinary, held.cost, held.hours)

    def team_sizes(self) -> list[tuple[int, int, int]]:
        """Return every team as ``(unit, function, planned seats)``: groups split by the span."""
        span = self.company.structure.span_of_control
        teams = []
        for unit, function, seats in self.groups():
            parts = -(-seats // span)
            for i in range(parts):
                teams.append((unit, function, seats // parts + (i < seats % parts)))
        return teams

    def teams(self) -> int:
        """Return the number of teams, each with a manager."""
        return len(self.team_sizes())

    def unit_names(self) -> tuple[str, ...]:
        """Return the names of the units; "unit 1", "unit 2" ... where none are given."""
        s = self.company.structure
        return s.unit_names or tuple(f"unit {i + 1}" for i in range(s.units))

    def function_names(self) -> tuple[str, ...]:
        """Return the functions' names by their number: frontline, backstage, the centre's."""
        s = self.company.structure
        return (s.frontline_function, s.backstage_function, *s.central_functions)

    def with_values(self, values: dict[str, Any]) -> Scenario:
        """Return a copy in which the dotted paths hold other values, checked like a file.

        Raises
        ------
        ScenarioError
            When there is no such path, or a value doesn't fit.
        """
        settings = read("values", values, SETTINGS)
        data = self.model_dump()
        for path, value in settings.items():
            put(data, path, value, Scenario)
        try:
            return Scenario.model_validate(data)
        except ValidationError:
            # Slower, but it reads units and says what is wrong as for a file.
            return checked(data, Phrase("with other values"))

    def hash(self) -> str:
        """Return a short hash of everything that can change a number."""
        data = self.model_dump(mode="json", exclude={"name", "title", "about"})
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def _role(function: int) -> str:
    return "frontline" if function == 0 else "backstage" if function == 1 else "central"


def checked(data: Mapping[str, Any], where: Where, text: str = "") -> Scenario:
    """Return the scenario that plain data describes; see :func:`checking.checked_as`."""
    return checked_as(Scenario, data, where, text)


def parameters() -> list[Parameter]:
    """Return every declared number of a scenario, in order of the file."""
    return list(declared(Scenario))
