"""What a plan can't mean: impossible dates, one lever moved twice for the same people, and changes
that round to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_reach import held, seats_at, smallest_change
from ripple_sim.scenario.problems import ScenarioError, Where
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Field, Phrase

SLACK = "slack"
_WHOLE = 0.5  # from this level on, a manager leaves


def refuse_impossible_dates(changes: Sequence[Intervention | Shock], weeks: int, where: Where) -> None:
    """Refuse what would start after the last week, and a fading without an end to fade from.

    Raises
    ------
    ScenarioError
        Naming the change and the date.
    """
    for change in changes:
        if change.start >= weeks:
            raise ScenarioError(
                "{where}: '{change}' would start after the horizon: start is {start}, and the last week is {last}",
                where=where,
                change=called(change),
                start=change.start,
                last=weeks - 1,
            )
        if change.decay and change.duration is None:
            raise ScenarioError(
                "{where}: '{change}' has a decay of {decay} weeks but never ends; give it a "
                "duration, or leave the decay out",
                where=where,
                change=called(change),
                decay=change.decay,
            )


def refuse_overlaps(interventions: Sequence[Intervention], scenario: Scenario, where: Where) -> None:
    """Refuse two interventions that move one lever for the same people in the same week.

    Weeks in which an intervention that has ended fades away are nobody's: the next one may start.

    Raises
    ------
    ScenarioError
        Naming both, the lever and the first such week.
    """
    reached = {id(one): _teams(scenario.teams_reached(one.reach)) for one in interventions}
    for one, other in combinations(interventions, 2):
        week = max(one.start, other.start)
        if (
            one.lever == other.lever
            and one.running(week)
            and other.running(week)
            and reached[id(one)] & reached[id(other)]
            and _may_share_people(one, other, scenario)
        ):
            raise ScenarioError(
                "{where}: '{one}' and '{other}' both move {lever} for the same people from "
                "start = {week} on; let one end before the other starts, or make them one",
                where=where,
                one=called(one),
                other=called(other),
                week=week,
                lever=Phrase(BY_NAME[one.lever].label.lower()),
            )


def _teams(reached: Sequence[bool]) -> int:
    """Return teams as the bits of a number: two such are compared at once."""
    return int("0" + "".join("1" if one else "0" for one in reached), 2)


def _may_share_people(one: Intervention, other: Intervention, scenario: Scenario) -> bool:
    """Tell whether two interventions that are let reach the same teams can choose the same one.

    Those that choose may choose anybody they are let choose among; only the lowest and the highest
    of the same, chosen in the same week, are known to differ.
    """
    ours, theirs = scenario.teams_reached(one.reach), scenario.teams_reached(other.reach)
    a, b = one.reach, other.reach
    opposite = bool(a.lowest and a.lowest == b.highest) or bool(a.highest and a.highest == b.lowest)
    if not opposite or one.start != other.start or ours != theirs:
        return True
    if BY_NAME[one.lever].reach == "team":
        count = sum(ours)
    else:
        centre = scenario.company.structure.units
        sizes = scenario.team_sizes()
        count = len({u for (u, _, _), fits in zip(sizes, ours, strict=True) if fits} - {centre})
    return a.chosen(count) + b.chosen(count) > count


def refuse_changes_that_round_to_nothing(
    changes: Sequence[Intervention | Shock], baseline: Scenario, where: Where
) -> None:
    """Refuse slack that opens and closes no seat in any team it may reach, and half a manager lost.

    Seats and managers are whole. What is built up over weeks counts at its full strength, and each
    change by itself: what is fine beside others is fine without them.

    Raises
    ------
    ScenarioError
        Naming the change, and the smallest one that does something.
    """
    for change in changes:
        if isinstance(change, Shock):
            if change.kind == "manager_loss" and 0 < change.size * _peak(change) < _WHOLE:
                raise ScenarioError(
                    "{where}: '{change}' has a size of {size}, which loses no manager; a manager "
                    "leaves or stays, so write a size of 1",
                    where=where,
                    change=called(change),
                    size=change.size,
                )
        elif change.lever == SLACK and change.change and not moves_a_seat(change, baseline):
            raise _no_seat(change, baseline, where)


def moves_a_seat(change: Intervention, baseline: Scenario) -> bool:
    """Tell whether slack opens or closes a seat in at least one team that it may reach."""
    return any(
        seats_at(planned, slack + change.change * _peak(change)) != seats_at(planned, slack)
        for planned, slack in _teams_and_slack(change, baseline)
    )


def least_slack(change: Intervention, baseline: Scenario) -> float | None:
    """Return the smallest change of slack, up or down as it goes, that moves a seat; None if none.

    It has four decimals, and is for the same teams, the same ramp and the same duration.
    """
    found = [
        smallest_change(planned, slack, change.change > 0) for planned, slack in _teams_and_slack(change, baseline)
    ]
    enough = [_away_from_zero(one / _peak(change)) for one in found if one is not None]
    return min(enough, key=abs, default=None)


def _no_seat(change: Intervention, baseline: Scenario, where: Where) -> ScenarioError:
    upwards, least = change.change > 0, least_slack(change, baseline)
    fields: dict[str, Field] = {
        "where": where,
        "change": called(change),
        "size": change.change,
        "seats": max(planned for planned, _ in _teams_and_slack(change, baseline)),
    }
    if least is None and upwards:
        return ScenarioError(
            "{where}: '{change}' opens no seat: seats are whole, and the largest team that it "
            "reaches has {seats}, too few for any change of slack to open one",
            hint=None,
            **fields,
        )
    if least is None:
        return ScenarioError(
            "{where}: '{change}' closes no seat: seats are whole, and the largest team that it "
            "reaches has {seats}, too few for any change of slack to close one",
            hint=None,
            **fields,
        )
    fields["least"] = least
    if upwards:
        return ScenarioError(
            "{where}: '{change}' opens no seat: seats are whole, and a change of {size} rounds to "
            "none in every team that it reaches (the largest has {seats} seats); the smallest "
            "change that opens one is {least}",
            hint=None,
            **fields,
        )
    return ScenarioError(
        "{where}: '{change}' closes no seat: seats are whole, and a change of {size} rounds to "
        "none in every team that it reaches (the largest has {seats} seats); the smallest change "
        "that closes one is {least}",
        hint=None,
        **fields,
    )


def _peak(change: Intervention | Shock) -> float:
    """Return the largest part of its full size that a change reaches: 1 unless it ends too soon."""
    weeks = change.ramp if change.duration is None else min(change.ramp, change.duration - 1)
    return change.strength(change.start + weeks)


def _away_from_zero(change: float) -> float:
    """Return a change with four decimals, no smaller than it is."""
    return math.copysign(math.ceil(round(abs(change) * 1e4, 6)) / 1e4, change)


def _teams_and_slack(change: Intervention, baseline: Scenario) -> list[tuple[int, float]]:
    """Return the planned seats of every team within reach with a level at which its slack stands.

    There are several for a team where the company moves its slack already.
    """
    sizes = [planned for _, _, planned in baseline.team_sizes()]
    level = float(getattr(baseline.company.practices, SLACK).level)
    moved = [(one, baseline.teams_reached(one.reach)) for one in baseline.interventions if one.lever == SLACK]
    weeks = range(change.start, baseline.weeks) if moved else range(1)
    found = {
        (sizes[team], held(level + sum(one.change * one.strength(week) for one, reached in moved if reached[team])))
        for team, reaches in enumerate(baseline.teams_reached(change.reach))
        if reaches
        for week in weeks
    }
    return sorted(found)


def called(change: Intervention | Shock) -> Phrase:
    """Return what people call a change: its name, or what it moves."""
    moved = change.lever if isinstance(change, Intervention) else change.kind
    return Phrase(change.name or BY_NAME[moved].label)
