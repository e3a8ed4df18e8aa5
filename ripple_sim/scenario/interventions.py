"""Dated changes: what, who, from when, how fast, how long, at what cost. Data, never code."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from ripple_sim.scenario.levers import BY_NAME, DRIVERS, PRACTICES, SHOCKS
from ripple_sim.scenario.parameters import Count, Section, number
from ripple_sim.scenario.problems import nearest

_MOVABLE = tuple(lever.name for lever in DRIVERS + PRACTICES)
_SHOCKS = tuple(lever.name for lever in SHOCKS)
_ROLES = ("frontline", "backstage", "central")


class Reach(Section):
    """Whom a change reaches: everybody, unless units, roles or teams narrow it down."""

    units: tuple[int | str, ...] = Field((), description="Units by number (from 1) or by name")
    roles: tuple[str, ...] = Field((), description="frontline, backstage, central")
    teams: tuple[Annotated[int, Count], ...] = Field((), description="Teams by number, from 1")

    @model_validator(mode="after")
    def _known_roles(self) -> Reach:
        for role in self.roles:
            if role not in _ROLES:
                raise ValueError(
                    f"role '{role}' is not one of {', '.join(_ROLES)}{nearest(role, _ROLES)}"
                )
        return self


class Dated(Section):
    """Something that starts, builds up, holds, and fades."""

    name: str = Field("", description="What people call it")
    start: Annotated[int, Count] = number(0, "week", 0, 5200, "First week", "assumption", "given")
    ramp: Annotated[int, Count] = number(
        0, "weeks", 0, 520, "Weeks to full size", "assumption", "given"
    )
    duration: Annotated[int, Count] | None = Field(
        None, ge=1, le=5200, description="Weeks until it ends; without it, it stays"
    )
    decay: Annotated[int, Count] = number(
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
    one_off_cost: float = number(
        0, "currency", 0, 1e12, "Paid once, in the first week", "assumption", "given"
    )
    weekly_cost: float = number(
        0, "currency/week", 0, 1e12, "Paid while it runs, beyond the lever's own cost",
        "assumption", "given",
    )  # fmt: skip
    attention_hours: float = number(
        0, "hours/week", 0, 40, "Hours it takes from each person reached, beyond the lever's own",
        "assumption", "given",
    )  # fmt: skip

    @model_validator(mode="after")
    def _movable(self) -> Intervention:
        if self.lever not in _MOVABLE:
            hint = nearest(self.lever, _MOVABLE)
            raise ValueError(f"'{self.lever}' is not a driver or practice{hint}")
        lever = BY_NAME[self.lever]
        if abs(self.change) > lever.high - lever.low:
            raise ValueError(
                f"a change of {self.change:g} is more than the whole range of '{self.lever}' "
                f"({lever.low:g} to {lever.high:g} {lever.unit})"
            )
        if lever.reach == "unit" and (self.reach.roles or self.reach.teams):
            raise ValueError(
                f"'{self.lever}' reaches whole units, so roles and teams can't narrow it down"
            )
        return self


class Shock(Dated):
    """Something that befalls the company."""

    kind: str = Field(..., description="demand_wave, competitor, flu or manager_loss")
    size: float = Field(..., allow_inf_nan=False, description="Its full size")

    @model_validator(mode="after")
    def _known(self) -> Shock:
        if self.kind not in _SHOCKS:
            raise ValueError(f"'{self.kind}' is not a shock{nearest(self.kind, _SHOCKS)}")
        lever = BY_NAME[self.kind]
        if not lever.low <= self.size <= lever.high:
            raise ValueError(
                f"size {self.size:g} of '{self.kind}' lies outside {lever.low:g} to "
                f"{lever.high:g} {lever.unit}"
            )
        if lever.reach == "unit" and (self.reach.roles or self.reach.teams):
            raise ValueError(
                f"'{self.kind}' reaches whole units, so roles and teams can't narrow it down"
            )
        return self
