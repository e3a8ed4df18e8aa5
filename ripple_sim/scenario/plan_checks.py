"""What a plan can't mean: dates beyond its end, and one lever moved twice for the same people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ripple_sim.scenario.interventions import Dated, Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.scenario.schema import Scenario


def refuse_impossible_dates(changes: Sequence[Dated], weeks: int, where: str) -> None:
    """Refuse what would start after the last week.

    Raises
    ------
    ScenarioError
        Naming the change, its start and the horizon.
    """
    for change in changes:
        if change.start >= weeks:
            raise ScenarioError(
                f"{where}: {called(change)} starts in week {change.start}, after the last of "
                f"{weeks} weeks (week {weeks - 1})"
            )


def refuse_overlaps(interventions: Sequence[Intervention], scenario: Scenario, where: str) -> None:
    """Refuse two interventions that move one lever for the same people in the same week.

    Weeks in which an intervention that has ended fades away are nobody's: the next one may start.

    Raises
    ------
    ScenarioError
        Naming both, the lever and the first such week.
    """
    for one, other in combinations(interventions, 2):
        week = max(one.start, other.start)
        if (
            one.lever == other.lever
            and one.running(week)
            and other.running(week)
            and _share_people(one, other, scenario)
        ):
            lever = BY_NAME[one.lever].label.lower()
            raise ScenarioError(
                f"{where}: {called(one)} and {called(other)} both move {lever} for the same people "
                f"in week {week}; let one end before the other starts, or make them one"
            )


def _share_people(one: Intervention, other: Intervention, scenario: Scenario) -> bool:
    ours, theirs = scenario.teams_reached(one.reach), scenario.teams_reached(other.reach)
    return any(a and b for a, b in zip(ours, theirs, strict=True))


def called(change: Dated) -> str:
    """Return what people call a change: its name, or what it moves."""
    if change.name:
        return f"'{change.name}'"
    if isinstance(change, Intervention):
        return f"'{BY_NAME[change.lever].label}'"
    return f"'{BY_NAME[change.kind].label}'" if isinstance(change, Shock) else "a change"
