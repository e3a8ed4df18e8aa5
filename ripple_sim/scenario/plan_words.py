"""A plan in plain words: what is done, for whom, when, and what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from ripple_sim.scenario.interventions import MEASURES, Dated, Intervention, Reach, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_costs import money
from ripple_sim.scenario.quantities import WITHOUT_UNIT, plain
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario
from ripple_sim.scenario.tree import parameter_at, place_of

_ROLES = {
    "frontline": "the frontline",
    "backstage": "the units' backstage",
    "central": "the centre",
}


def said_of_intervention(change: Intervention, scenario: Scenario) -> str:
    """Return what is done, for whom, when, and what it takes beyond the lever's own cost."""
    lever = BY_NAME[change.lever]
    unit = "" if lever.unit in (*WITHOUT_UNIT, "index") else f" {lever.unit}"
    way = "up" if change.change >= 0 else "down"
    does = f"{_label(lever.label)} {way} by {plain(abs(change.change))}{unit}"
    parts = [f"{does} {_people(change.reach, scenario, lever.reach == 'unit')}", *_dates(change)]
    hours = change.attention_hours + lever.attention * max(change.change, 0.0)
    if hours:
        parts.append(f"taking {plain(round(hours, 2))} hours a week from each of them")
    if change.one_off_cost:
        parts.append(f"{money(scenario.currency, change.one_off_cost)} once")
    if change.weekly_cost:
        parts.append(f"{money(scenario.currency, change.weekly_cost)} a week")
    return _named(change, ", ".join(parts))


def said_of_shock(shock: Shock, scenario: Scenario) -> str:
    """Return what befalls whom, and when."""
    lever = BY_NAME[shock.kind]
    unit = "" if lever.unit in WITHOUT_UNIT else f" {lever.unit}"
    what = f"{_label(lever.label)} of {plain(shock.size)}{unit}"
    people = _people(shock.reach, scenario, lever.reach == "unit")
    return _named(shock, ", ".join([f"{what} {people}", *_dates(shock)]))


def said_of_setting(path: str, value: object, scenario: Scenario) -> str:
    """Return what a value of the scenario is set to."""
    parameter = parameter_at(place_of(path), {"currency": scenario.currency})
    if parameter is None or not isinstance(value, int | float):
        return f"{path} is {value}"
    unit = "" if parameter.unit in WITHOUT_UNIT else f" {parameter.unit}"
    label = parameter.label or path
    return f"{_label(label)} is {plain(value)}{unit}"


def joined(parts: Sequence[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _named(change: Dated, said: str) -> str:
    return f"{change.name} ({said})" if change.name else said


def _label(label: str) -> str:
    """Return a label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def _people(reach: Reach, scenario: Scenario, whole_units: bool) -> str:
    units = scenario.unit_names()
    where = joined([units[one - 1] if isinstance(one, int) else one for one in reach.units])
    who = [*(_ROLES[role] for role in reach.roles)]
    if reach.functions:
        who.append(f"the people in {joined(reach.functions)}")
    if reach.teams:
        numbers = joined([str(team) for team in reach.teams])
        who.append(f"team{'s' * (len(reach.teams) > 1)} {numbers}")
    if reach.measure:
        noun = "units" if whole_units else "teams"
        of = f" of {joined(who)}" if who else ""
        end = "lowest" if reach.lowest else "highest"
        people = (
            f"for the {plain(round(100 * reach.share, 1))} % of the {noun}{of} "
            f"with the {end} {MEASURES[reach.measure]}"
        )
    elif who:
        people = f"for {joined(who)}"
    elif where:
        return f"in {where}"
    else:
        return "everywhere" if whole_units else "for everybody"
    return f"{people} in {where}" if where else people


def _dates(change: Dated) -> list[str]:
    dates = [f"after {span(change.start)}" if change.start else "from the first week"]
    if change.ramp:
        dates.append(f"building up over {span(change.ramp)}")
    if change.duration is not None and change.duration <= change.ramp:
        dates.append(f"stopped after {span(change.duration)}, before it is fully built up")
    elif change.duration is not None:
        dates.append(f"for {span(change.duration)}")
    if change.decay:
        dates.append(f"fading over {span(change.decay)}")
    return dates


def span(weeks: int) -> str:
    """Return a number of weeks in years or months where these come out whole."""
    for noun, length in (("year", WEEKS_PER_YEAR), ("month", WEEKS_PER_YEAR / 12)):
        count = weeks / length
        if count >= 1 and count == int(count):
            return f"{int(count)} {noun}{'s' * (count > 1)}"
    return f"{weeks} week{'s' * (weeks != 1)}"
