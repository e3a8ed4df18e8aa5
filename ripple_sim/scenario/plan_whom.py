"""Whom a part of a plan reaches, in words."""

from __future__ import annotations

from ripple_sim.scenario.interventions import Reach
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
