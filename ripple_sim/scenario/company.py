"""The company as a scenario states it: structure, staffing, pay, drivers and practices."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, create_model

from ripple_sim.scenario.fitted import Fitted, fitted
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, Lever
from ripple_sim.scenario.parameters import Count, Name, Section, number


class Structure(Section):
    """Business units, teams and functions."""

    units: Annotated[int, Count] = number(..., "business units", 1, 5000, "Business units", "assumption", "given")
    frontline_per_unit: Annotated[int, Count] = number(
        ..., "people", 1, 5000, "Frontline seats in a unit", "assumption", "given"
    )
    backstage_per_unit: Annotated[int, Count] = number(
        0, "people", 0, 5000, "Backstage seats in a unit", "assumption", "given"
    )
    central_staff: Annotated[int, Count] = number(
        0, "people", 0, 200_000, "Backstage seats at the centre", "assumption", "given"
    )
    span_of_control: Annotated[int, Count] = number(
        10,
        "people",
        2,
        100,
        "Span of control",
        "assumption",
        "given",
        "The most people one manager leads; larger groups are split into teams of equal size.",
    )
    unit_names: tuple[Name, ...] = Field((), description="Names of the units, in order")
    frontline_function: Name = Field("service", description="What frontline people do")
    backstage_function: Name = Field("back office", description="What backstage people do")
    central_functions: tuple[Name, ...] = Field(
        ("operations",), min_length=1, max_length=8, description="Functions at the centre"
    )


class Staffing(Section):
    """People coming, learning, working and leaving."""

    hours_per_week: float = number(35, "hours/week", 5, 80, "Paid hours a week", "assumption", "given")
    absence_share: float = number(0.133, "share of staff", 0, 0.6, "Absence and holiday", "C13", "given")
    turnover_per_year: float = number(0.126, "share of staff per year", 0, 3, "Voluntary turnover", "C09", "given")
    hiring_weeks: float = number(12, "weeks", 1, 104, "Weeks to fill a vacancy", "C08 for a bank", "given")
    newcomer_productivity: float = number(
        0.35, "share of experienced", 0.05, 1, "Productivity of a newcomer", "C07", "given"
    )
    learning_weeks: float = number(12, "weeks", 1, 156, "Weeks to become experienced", "C07", "given")
    mentoring_share: float = number(
        0.05, "share of a person", 0, 0.5, "Time each newcomer takes from others", "C07", "given"
    )
    hours_follow_work: float = number(
        0,
        "share of the change",
        0,
        1,
        "How far paid hours follow the work",
        "assumption",
        "given",
        "At 0 the company pays the hours it planned, whatever customers ask for. At 1 the hours at "
        "the front grow and shrink with the work that customers bring, after some months.",
    )


class Pay(Section):
    """What people cost."""

    wage_per_year: float = number(..., "currency/year", 1, 1e7, "Wage and on-costs of a person", "assumption", "given")
    manager_wage_ratio: float = number(1.5, "ratio", 0, 10, "A manager's pay against a team member's", "assumption")
    overtime_premium: float = number(0.25, "share of wage", 0, 2, "Premium on an hour of overtime", "assumption")
    replacement_share: float = number(
        0.12,
        "share of yearly wage",
        0,
        3,
        "Outlay for replacing a leaver",
        "D02",
        help="Outlay only: lost output and mentoring happen in the model. The published 0.21 holds both.",
    )
    fixed_cost_per_week: float = number(..., "currency/week", 0, 1e9, "Fixed cost of a unit", "assumption", "given")


def _levels(name: str, doc: str, levers: tuple[Lever, ...]) -> type[Section]:
    fields: dict[str, Any] = {}
    for lever in levers:
        level = create_model(
            f"{lever.name.title().replace('_', '')}Level",
            __base__=Section,
            __doc__=lever.help,
            level=(
                float,
                number(lever.level, lever.unit, lever.low, lever.high, lever.label, lever.source, help=lever.help),
            ),
        )
        fields[lever.name] = (level, level())
    return create_model(name, __base__=Section, __doc__=doc, **fields)


Drivers = _levels("Drivers", "The eight drivers of engagement.", DRIVERS)
Practices = _levels("Practices", "What the company does, beyond the drivers.", PRACTICES)


class Company(Section):
    """One company."""

    structure: Structure
    staffing: Staffing = Staffing()
    pay: Pay
    drivers: Drivers = Drivers()  # type: ignore[valid-type]
    practices: Practices = Practices()  # type: ignore[valid-type]


def between_units(default: float | Fitted, high: float, unit: str, label: str, source: str) -> Any:
    """Declare a standard deviation between the business units of one company."""
    return number(default, unit, 0, high, label, source)


class Places(Section):
    """Lasting differences between the business units' locations."""

    local_taste_spread: float = between_units(
        fitted("places.local_taste_spread"),
        0.3,
        "standard deviation",
        "Local customers judge the same differently",
        "A01",
    )
    local_wallet_spread: float = between_units(
        fitted("places.local_wallet_spread"), 1, "standard deviation of the logarithm", "Local customers' means", "A03"
    )
    local_demand_spread: float = between_units(
        0.05, 0.6, "standard deviation of the logarithm", "Customers for each seat (busyness)", "R01"
    )
    local_quitting_spread: float = between_units(
        fitted("places.local_quitting_spread"),
        1.5,
        "standard deviation of the logarithm",
        "Local labour market's pull",
        "A02",
    )
    local_rent_spread: float = between_units(
        fitted("places.local_rent_spread"), 1, "standard deviation of the logarithm", "Fixed cost of a unit", "A04"
    )
