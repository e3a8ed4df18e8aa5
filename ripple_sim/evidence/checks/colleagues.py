"""Checks of how people at work move each other (F01, F03)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import Floats
from ripple_sim.evidence.observation import QUARTER, Laboratory
from ripple_sim.evidence.worlds import SIXTY_STORES, by_hand
from ripple_sim.model.records import Records
from ripple_sim.model.world import World
from ripple_sim.observe.survey_items import column

PEER = 1.1


def faster_colleagues(lab: Laboratory) -> float:
    """Return % more output of those whose team mates became a tenth faster.

    Every second person of each team gets a tenth more ability for two quarters; the others' gain
    in productivity is set against the gain of their team mates' mean.
    """
    seen: NDArray[np.int32] | None = None

    def quicken(_: World, moved: World) -> None:
        """Give whoever is new on a chosen seat a tenth more."""
        nonlocal seen
        people = moved.employees
        new = people["rank"] % 2 == 0
        if seen is not None:
            new &= people["incumbent"] != seen
        people["ability"][new] = np.minimum(column(people, "ability")[new] * PEER, 1.5)
        seen = people["incumbent"].copy()

    pair = by_hand(lab, "store-chain", 2 * QUARTER, start=quicken, hold=quicken, changes=SIXTY_STORES)
    a, b = pair.usual.employees, pair.moved.employees
    chosen = b["rank"] % 2 == 0
    same = (a["filled"] == 1) & (b["filled"] == 1) & (a["incumbent"] == b["incumbent"])
    teams = len(pair.usual.teams)

    def mates(rows: Records) -> Floats:
        kept = rows[same]
        heads = np.bincount(kept["team"], minlength=teams)
        total = np.bincount(kept["team"], kept["productivity"], teams)
        return np.asarray((total[kept["team"]] - kept["productivity"]) / np.maximum(heads[kept["team"]] - 1, 1))

    left_alone = ~chosen[same]
    own = np.log(b[same]["productivity"] / a[same]["productivity"])[left_alone]
    others = np.log(mates(b) / mates(a))[left_alone]
    return float(100 * (np.exp(np.log(PEER) * own.mean() / others.mean()) - 1))


def spreading_mood(lab: Laboratory) -> float:
    """Return by how much colleagues' engagement rises, a point, when one in a team is lifted."""

    def lift(usual: World, moved: World) -> None:
        first = usual.employees["rank"] == 0
        moved.employees["engagement"][first] = np.minimum(usual.employees["engagement"][first] + 0.2, 1)

    pair = by_hand(lab, "store-chain", QUARTER, hold=lift, changes=SIXTY_STORES)
    usual, moved = pair.usual.employees, pair.moved.employees
    others = (usual["filled"] == 1) & (usual["rank"] != 0)
    return float(100 * (moved["engagement"][others] - usual["engagement"][others]).mean())


# fmt: off
CHECKS: tuple[Check, ...] = (
    experiment("F01", "faster team mates",
               "60 stores, every second person a tenth faster: the others",
           faster_colleagues, 1.0, 2.0, 1.6, "%", "Peers pull each other along (offer_hours)", 2),
    experiment("F03", "contagion", "60 stores, one in each team lifted by 20 points: the others",
           spreading_mood, 0, INFINITE, None, "points", "Colleagues pull (feel)", 2),
)
# fmt: on
