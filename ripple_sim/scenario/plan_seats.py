"""How many seats a team has at a level of staffing slack, and what it takes to move one."""

from __future__ import annotations

import math

from ripple_sim.scenario.levers import BY_NAME

# As in rules/staffing.py, where single precision decides no tie.
_JUST_OVER_HALF = 0.5001
_DECIMALS = 4


def seats_at(planned: int, slack: float) -> int:
    """Return the seats of a team with so many planned ones: whole seats, to the nearest one."""
    return math.floor(planned * (1 + held(slack)) + _JUST_OVER_HALF)


def held(slack: float) -> float:
    """Return the level at which slack stands: no higher or lower than its lever goes."""
    lever = BY_NAME["slack"]
    return min(max(slack, lever.low), lever.high)


def smallest_change(planned: int, slack: float, upwards: bool) -> float | None:
    """Return the smallest change of slack that opens a seat, or closes one.

    Parameters
    ----------
    planned
        The team's planned seats.
    slack
        The level from which it moves.
    upwards
        Whether a seat is to be opened rather than closed.

    Returns
    -------
    float or None
        With its sign, to four decimals, away from zero; None where the lever ends before.
    """
    seats, step = seats_at(planned, slack), 10.0**-_DECIMALS
    edge = (seats + (1 if upwards else 0) - _JUST_OVER_HALF) / planned - 1 - held(slack)
    change = (math.ceil if upwards else math.floor)(round(edge / step, 6)) * step
    if seats_at(planned, slack + change) == seats:  # on the edge itself
        change += step if upwards else -step
    change = round(change, _DECIMALS)
    return change if seats_at(planned, slack + change) != seats else None
