"""Dated changes: what, who, from when, how fast, how long, at what cost. Data, never code."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from ripple_sim.scenario.levers import BY_NAME, DRIVERS, PRACTICES, SHOCKS, Lever
from ripple_sim.scenario.parameters import Count, Name, OptionalName, Section, Weeks, number
from ripple_sim.scenario.problems import UnfitError, near, near_or_known
from ripple_sim.wording import Phrase, row_of

MOST_CHANGES = 400
_MOVABLE = tuple(lever.name for lever in DRIVERS + PRACTICES)
_SHOCKS = tuple(lever.name for lever in SHOCKS)
_ROLES = ("frontline", "backstage", "central")
MEASURES = {
    "engagement": "engagement",
    "leadership": "leadership",
    "standard": "standard of service",
    "satisfaction": "customers' satisfaction",
    "pressure": "pressure of work",
    "departures": "share of people lost lately",
}
MEASURES_OF_UNITS = ("satisfaction", "pressure")  # the centre serves no customers of its own


class Reach(Section):
    """Whom a change reaches: everybody, unless something narrows it down.

    Of the teams (for what moves whole units, of the units) that fit all of ``units``, ``roles``,
    ``functions`` and ``teams``, ``lowest`` or ``highest`` keeps the ``share`` where something
    measured stands lowest or highest when the change starts. They stay chosen while it lasts.
    """

    units: tuple[int | Name, ...] = Field((), description="Units by number (from 1) or by name")
    roles: tuple[str, ...] = Field((), description="frontline, backstage, central")
    functions: tuple[Name, ...] = Field((), description="Functions by the company's names")
    teams: tuple[Annotated[int, Count], ...] = Field((), description="Teams by number, from 1")
    lowest: str = Field("", description=f"Where this is lowest: {', '.join(MEASURES)}")
    highest: str = Field("", description="Where this is highest")
    share: float = number(1, "share", 0.001, 1, "Share of the teams or units to choose", "assumption", "given")

    @property
    def measure(self) -> str:
        """What the choice goes by; empty where nobody is chosen."""
        return self.lowest or self.highest

    @property
    def narrowed_within_units(self) -> bool:
        """Whether it reaches parts of units."""
        return bool(self.roles or self.functions or self.teams)

    def chosen(self, count: int) -> int:
        """Return how many of ``count`` teams or units it keeps: at least one."""
        return max(1, int(self.share * count + 0.5)) if self.measure else count

    @model_validator(mode="after")
    def _known_measure(self) -> Reach:
        if self.lowest and self.highest:
            raise UnfitError("lowest and highest can't stand side by side; keep one of them")
        if self.measure and self.measure not in MEASURES:
            hint = near_or_known(self.measure, MEASURES)
            raise UnfitError("'{measure}' is not measured", measure=self.measure, hint=hint)
        if self.measure and self.share == 1:
            raise UnfitError("lowest and highest need a share of less than 1, such as share = 0.25")
        if self.share < 1 and not self.measure:
            raise UnfitError('share needs lowest or highest beside it, such as lowest = "engagement"')
        return self

    @model_validator(mode="after")
    def _known_roles(self) -> Reach:
        for role in self.roles:
            if role not in _ROLES:
                raise UnfitError(
                    "role '{role}' is not one of {roles}", role=role, roles=row_of(_ROLES), hint=near(role, _ROLES)
                )
        return self


class Dated(Section):
    """Something that starts, builds up, holds, and fades."""

    name: OptionalName = Field("", description="Its name; parts of one programme share it")
    start: Annotated[int, Weeks] = number(0, "week", 0, 5200, "First week", "assumption", "given")
    ramp: Annotated[int, Weeks] = number(0, "weeks", 0, 520, "Weeks to full size", "assumption", "given")
    duration: Annotated[int, Weeks] | None = Field(
        None, ge=1, le=5200, description="Weeks until it ends; without it, it stays"
    )
    decay: Annotated[int, Weeks] = number(
        0, "weeks", 0, 520, "Weeks until nothing is left after its end", "assumption", "given"
    )
    reach: Reach = Reach()

    def strength(self, week: int) -> float:
        """Return the part of its full size in force in a week, 0 to 1.

        Rises in a straight line over ``ramp`` weeks, holds until ``duration`` weeks have passed
        since the start, and falls in a straight line over ``decay`` weeks.
        """
        since = week - self.start
        if since < 0:
            return 0.0
        risen = min(1.0, (since + 1) / (self.ramp + 1))
        if self.duration is None or since < self.duration:
            return risen
        peak = min(1.0, self.duration / (self.ramp + 1))
        return max(0.0, peak * (1.0 - (since - self.duration + 1) / (self.decay + 1)))

    def running(self, week: int) -> bool:
        """Say whether a week lies between its start and its end, the fading left out."""
        return week >= self.start and (self.duration is None or week < self.start + self.duration)


class Intervention(Dated):
    """A lever moved on purpose, with what it costs in money and attention."""

    lever: str = Field(..., description="The driver or practice that is moved")
    change: float = Field(..., allow_inf_nan=False, description="Added to the lever's level")
    one_off_cost: float = number(0, "currency", 0, 1e12, "Paid once, in the first week", "assumption", "given")
    weekly_cost: float = number(
        0, "currency/week", 0, 1e12, "Paid while it runs, beyond the lever's own cost", "assumption", "given"
    )
    attention_hours: float = number(
        0, "hours/week", 0, 40, "Hours it takes from each person reached, beyond the lever's own", "assumption", "given"
    )

    @model_validator(mode="after")
    def _movable(self) -> Intervention:
        if self.lever not in _MOVABLE:
            hint = near(self.lever, _MOVABLE)
            raise UnfitError("'{lever}' is not a driver or practice", lever=self.lever, hint=hint)
        lever = BY_NAME[self.lever]
        if abs(self.change) > lever.high - lever.low:
            raise UnfitError(
                "a change of {change} is more than the whole range of '{lever}' ({low} to {high} {unit})",
                change=self.change,
                lever=lever.name,
                low=lever.low,
                high=lever.high,
                unit=Phrase(lever.unit),
            )
        _refuse_parts_of_units(lever, self.reach)
        return self


class Shock(Dated):
    """Something that happens to the company."""

    kind: str = Field(..., description="demand_wave, competitor, flu or manager_loss")
    size: float = Field(..., allow_inf_nan=False, description="Its full size")

    @model_validator(mode="after")
    def _known(self) -> Shock:
        if self.kind not in _SHOCKS:
            raise UnfitError("'{kind}' is not a shock", kind=self.kind, hint=near(self.kind, _SHOCKS))
        lever = BY_NAME[self.kind]
        if not lever.low <= self.size <= lever.high:
            raise UnfitError(
                "size {size} of '{kind}' lies outside {low} to {high} {unit}",
                size=self.size,
                kind=self.kind,
                low=lever.low,
                high=lever.high,
                unit=Phrase(lever.unit),
            )
        _refuse_parts_of_units(lever, self.reach)
        return self


def _refuse_parts_of_units(lever: Lever, reach: Reach) -> None:
    if lever.reach == "unit" and reach.narrowed_within_units:
        raise UnfitError(
            "'{lever}' reaches whole units, so roles, functions and teams can't narrow it down", lever=lever.name
        )
