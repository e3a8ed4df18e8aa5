"""What a plan can't mean: impossible dates, and one lever moved twice for the same people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import ScenarioError, Where
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase


def refuse_impossible_dates(
    changes: Sequence[Intervention | Shock], weeks: int, where: Where
) -> None:
    """Refuse what would start after the last week, and a fading without an end to fade from.

    Raises
    ------
    ScenarioError
        Naming the change and the date.
    """
    for change in changes:
        if change.start >= weeks:
            raise ScenarioError(
                "{where}: '{change}' would start after the horizon: start is {start}, and the "
                "horizon {weeks} weeks (0 to {last})",
                where=where, change=called(change), start=change.start, weeks=weeks,
                last=weeks - 1,
            )  # fmt: skip
        if change.decay and change.duration is None:
            raise ScenarioError(
                "{where}: '{change}' has a decay of {decay} weeks but never ends; give it a "
                "duration, or leave the decay out",
                where=where, change=called(change), decay=change.decay,
            )  # fmt: skip


def refuse_overlaps(
    interventions: Sequence[Intervention], scenario: Scenario, where: Where
) -> None:
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
                where=where, one=called(one), other=called(other), week=week,
                lever=Phrase(BY_NAME[one.lever].label.lower()),
            )  # fmt: skip


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


def called(change: Intervention | Shock) -> Phrase:
    """Return what people call a change: its name, or what it moves."""
    moved = change.lever if isinstance(change, Intervention) else change.kind
    return Phrase(change.name or BY_NAME[moved].label)
