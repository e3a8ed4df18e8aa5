"""The first study's twins: one manager is coached in one of them, nobody in the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ripple_sim.scenario.files import load
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.trace import Trace, trace

PRESET = "retail-branches"
TEAM = 1  # counted from 1: the advisers of branch 1
START = 8  # weeks lived before the coaching begins
CHANGE = 0.7  # of 1; with coaching_gain 0.12 it lifts leadership by 0.6 of its usual spread
SEED = 1

# The rings in the words of this study.
WORDS = {
    "manager": ("The coached manager", f"the manager of team {TEAM}"),
    "team": ("The manager's team", f"the seats of team {TEAM}, the branch's advisers"),
    "colleagues": ("Colleagues in the branch", "seats and managers of the branch's other teams"),
    "company": ("The rest of the company", "seats and managers elsewhere"),
    "customers": ("The branch's customers", "members of the branch's market who are its customers at the start"),
    "prospects": ("The branch's prospects", "members of the branch's market who aren't customers at the start"),
    "friends": ("Friends in other branches", "members of other branches who listen to somebody of the branch's market"),
    "market": ("The rest of the market", "members of other branches who don't"),
}


def twin_scenarios(change: float = CHANGE, start: int = START) -> tuple[Scenario, Scenario]:
    """Return the company as it is, and the company with one manager coached."""
    left = load(PRESET)
    coaching = {
        "name": "One manager is coached",
        "lever": "coaching",
        "change": change,
        "start": start,
        "reach": {"teams": [TEAM]},
    }
    return left, left.with_values({"interventions": [coaching]})


def live_pairs(
    pairs: int,
    weeks: int,
    seed: int = SEED,
    scenarios: tuple[Scenario, Scenario] | None = None,
    on_pair: Callable[[int, int], None] | None = None,
) -> Trace:
    """Live many pairs, each with luck of its own, and take them together."""
    left, coached = scenarios or twin_scenarios()
    found = trace(left, coached, f"team {TEAM}", pairs=pairs, horizon=weeks, seed=seed, circles=1, on_pair=on_pair)
    rings = []
    for ring in found.rings:
        label, who = WORDS[ring.name]
        rings.append(replace(ring, label=label, who=who))
    return replace(found, rings=rings)
