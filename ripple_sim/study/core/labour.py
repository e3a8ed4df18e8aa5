"""What a plan costs in wages and in hours, measured week by week beside the twin without it.

The plan's own doing is told from what follows of it. A raise costs what it adds to the pay of those
who would be there without the plan; a seat opened costs the pay of whoever sits on it, and a seat
closed saves the pay of whoever would. People who stay, seats filled sooner and a bonus paid after a
good year are effects: they draw wages too, but these count in what the plan brings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.world import World
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario

Floats = NDArray[np.float64]
Flags = NDArray[np.uint8]
_NO_SEATS: Flags = np.zeros(0, np.uint8)


@dataclass(frozen=True)
class _Week:
    """A week of one world as far as wages and hours go, most of it by team.

    Attributes
    ----------
    paid, reached
        People paid at normal hours, and people whom a programme reaches: everybody there, a manager
        for as many as draw the same wage; shape (teams,).
    rate
        A person's pay for the week without any bonus, in currency; shape (teams,).
    bonus
        By what pay is multiplied in the whole company.
    hours
        Hours that programmes take from each person; shape (teams,).
    open, filled
        Which seats are open, and on which somebody sits; packed, eight seats a byte. Empty where
        no plan moves seats.
    """

    paid: Floats
    reached: Floats
    rate: Floats
    bonus: float
    hours: Floats
    open: Flags
    filled: Flags


class _Teams:
    """What doesn't change about a world's teams, taken from its first week."""

    def __init__(self, scenario: Scenario, world: World) -> None:
        pay = scenario.company.pay
        self.manager = pay.manager_wage_ratio
        self.weekly = pay.wage_per_year / WEEKS_PER_YEAR
        self.seats = world.teams["seats"].copy()
        self.in_front = np.flatnonzero(world.teams["frontline"])
        self.units_in_front = world.teams["unit"][self.in_front]


class LabourCosts:
    """Wages and hours that plans take beyond the baseline's, summed as the worlds live.

    Parameters
    ----------
    worlds
        The baseline and the plans' worlds.

    Attributes
    ----------
    raises, seats
        Pay raised, and wages of seats opened less those of seats closed, in currency; both shape
        (worlds,), 0 for the baseline. Between companies of other teams nothing can be laid side by
        side: there the whole difference of the wage bill stands under ``seats``.
    hours, hours_at_wage
        Hours of staff that programmes take, and what they are worth at the wage.
    """

    def __init__(self, worlds: Sequence[Scenario]) -> None:
        self._worlds = tuple(worlds)
        self._moves_seats = [_seats_of(one) != _seats_of(worlds[0]) for one in worlds]
        # Of the baseline's seats all are asked for that any plan moves.
        self._moves_seats[0] = any(self._moves_seats)
        self._usual: dict[int, _Week] = {}
        self._teams: dict[int, _Teams] = {}
        self._alike: dict[int, bool] = {}
        self._lived = [0] * len(worlds)
        self.raises = np.zeros(len(worlds))
        self.seats = np.zeros(len(worlds))
        self.hours = np.zeros(len(worlds))
        self.hours_at_wage = np.zeros(len(worlds))

    @property
    def wages(self) -> Floats:
        """What of a plan's cost are wages, in currency: pay raised and seats; shape (worlds,)."""
        return self.raises + self.seats

    def watch(self, number: int, world: World) -> None:
        """Take in a week that a world has lived; the baseline's (number 0) before the plans'."""
        if number not in self._teams:
            self._teams[number] = _Teams(self._worlds[number], world)
            self._alike[number] = np.array_equal(self._teams[0].seats, self._teams[number].seats)
        week = _week_of(self._teams[number], world, self._moves_seats[number])
        lived = self._lived[number]
        self._lived[number] += 1
        if number == 0:
            self._usual[lived] = week
            return
        usual = self._usual[lived]
        if min(self._lived[1:]) > lived:
            del self._usual[lived]  # nobody asks for it again
        without, with_it = self._worlds[0], self._worlds[number]
        if self._alike[number]:
            # Of those who would be there anyway, and what they would draw.
            self.raises[number] += usual.bonus * float(usual.paid @ (week.rate - usual.rate))
            if self._moves_seats[number]:
                self.seats[number] += _seats(world, usual, week)
            more = usual.reached * (week.hours - usual.hours)
            self.hours[number] += float(more.sum())
            self.hours_at_wage[number] += _worth(more, usual, without)
            return
        self.seats[number] += _bill(week) - _bill(usual)
        ours, theirs = week.reached * week.hours, usual.reached * usual.hours
        self.hours[number] += float(ours.sum() - theirs.sum())
        self.hours_at_wage[number] += _worth(ours, week, with_it) - _worth(theirs, usual, without)


def _seats_of(scenario: Scenario) -> tuple[object, ...]:
    """Return all that says how many seats a company has, and when."""
    done = tuple(one for one in scenario.interventions if one.lever == "slack")
    return scenario.company.structure, scenario.company.practices, done


def _week_of(about: _Teams, world: World, with_seats: bool) -> _Week:
    teams = world.teams
    managers = about.manager * world.managers["in_place"]
    reached = teams["filled"] + managers
    paid = reached.copy()
    # In the frontline the hours paid follow the work.
    more = world.units["roster"][about.units_in_front].astype(np.float64) - 1.0
    paid[about.in_front] += more * teams["filled"][about.in_front]
    rate = about.weekly * world.team_levers["pay"].astype(np.float64)
    at_rate = float(paid @ rate)
    # The week's own bonus: the world holds next week's already.
    bonus = 0.01 * float(world.ledger["wages"].sum()) / at_rate if at_rate else 1.0
    return _Week(
        paid=paid,
        reached=reached,
        rate=rate,
        bonus=bonus,
        hours=teams["attention_hours"].astype(np.float64),
        open=np.packbits(world.employees["open"]) if with_seats else _NO_SEATS,
        filled=np.packbits(world.employees["filled"]) if with_seats else _NO_SEATS,
    )


def _rosters(world: World, units: NDArray[np.int32], front: NDArray[np.bool_]) -> Floats:
    """Return by what the hours paid are multiplied, which in the frontline follow the work."""
    return np.where(front, world.units["roster"][units].astype(np.float64), 1.0)


def _seats(world: World, usual: _Week, week: _Week) -> float:
    """Return the wages of those on seats open with the plan alone, less those on seats closed."""
    if np.array_equal(usual.open, week.open):
        return 0.0
    count = len(world.employees)
    opened = np.unpackbits(week.filled & ~usual.open, count=count).astype(bool)
    closed = np.unpackbits(usual.filled & ~week.open, count=count).astype(bool)
    more = week.bonus * float(_pay_of_seats(world, opened, week.rate))
    less = usual.bonus * float(_pay_of_seats(world, closed, usual.rate))
    return more - less


def _pay_of_seats(world: World, seats: NDArray[np.bool_], rate: Floats) -> float:
    people = world.employees[seats]
    rosters = _rosters(world, people["unit"], people["frontline"] != 0)
    return float((rosters * rate[people["team"]]).sum())


def _bill(week: _Week) -> float:
    return week.bonus * float(week.paid @ week.rate)


def _worth(hours: Floats, week: _Week, scenario: Scenario) -> float:
    """Return what hours by team are worth at the wage of the week."""
    return week.bonus * float(hours @ week.rate) / scenario.company.staffing.hours_per_week
