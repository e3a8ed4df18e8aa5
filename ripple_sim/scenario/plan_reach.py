"""Whom a plan reaches: in words, and how many seats a change in staffing comes to."""

from __future__ import annotations

import math

from ripple_sim.scenario.interventions import Reach
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import ENGLISH, Wording, decimals_of, listed, mark

ROLES = {"frontline": mark("the frontline"), "backstage": mark("the units' backstage"), "central": mark("the centre")}
LOWEST = {
    "engagement": mark("with the lowest engagement"),
    "leadership": mark("with the lowest leadership"),
    "standard": mark("with the lowest standard of service"),
    "satisfaction": mark("with the lowest customers' satisfaction"),
    "pressure": mark("with the lowest pressure of work"),
    "departures": mark("with the lowest share of people lost lately"),
}
HIGHEST = {
    "engagement": mark("with the highest engagement"),
    "leadership": mark("with the highest leadership"),
    "standard": mark("with the highest standard of service"),
    "satisfaction": mark("with the highest customers' satisfaction"),
    "pressure": mark("with the highest pressure of work"),
    "departures": mark("with the highest share of people lost lately"),
}
# Those chosen: whether they are units, whether among some people, whether in some units only.
CHOSEN = {
    (False, False, False): mark("for the {share} of the teams {chosen}"),
    (False, False, True): mark("for the {share} of the teams {chosen} in {units}"),
    (False, True, False): mark("for the {share} of the teams of {people} {chosen}"),
    (False, True, True): mark("for the {share} of the teams of {people} {chosen} in {units}"),
    (True, False, False): mark("for the {share} of the units {chosen}"),
    (True, False, True): mark("for the {share} of the units {chosen} in {units}"),
    (True, True, False): mark("for the {share} of the units of {people} {chosen}"),
    (True, True, True): mark("for the {share} of the units of {people} {chosen} in {units}"),
}


def whom(reach: Reach, scenario: Scenario, whole_units: bool, words: Wording = ENGLISH) -> str:
    """Return whom something reaches, such as ``for the frontline in Oststadt``."""
    names = scenario.unit_names()
    units = listed(words, [names[one - 1] if isinstance(one, int) else one for one in reach.units])
    people = _people(reach, words)
    if reach.measure:
        share = round(100 * reach.share, 1)
        return words.say(
            CHOSEN[whole_units, bool(people), bool(units)],
            share=words.percent(share, decimals_of(share)),
            people=people,
            units=units,
            chosen=words.say((LOWEST if reach.lowest else HIGHEST)[reach.measure]),
        )
    if people and units:
        return words.say("for {people} in {units}", people=people, units=units)
    if people:
        return words.say("for {people}", people=people)
    if units:
        return words.say("in {units}", units=units)
    return words.say("everywhere") if whole_units else words.say("for everybody")


def _people(reach: Reach, words: Wording) -> str:
    who = [words.say(ROLES[role]) for role in reach.roles]
    if reach.functions:
        who.append(words.say("the people in {functions}", functions=listed(words, reach.functions)))
    numbers = listed(words, [words.numeral(team) for team in reach.teams])
    if len(reach.teams) == 1:
        who.append(words.say("team {number}", number=numbers))
    elif reach.teams:
        who.append(words.say("teams {numbers}", numbers=numbers))
    return listed(words, who)


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
