"""Twin companies: one lives as usual, the other by another plan or moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripple_sim.evidence.estimators import Floats
from ripple_sim.evidence.laboratory import Changes, Laboratory
from ripple_sim.evidence.observation import Observation
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import LEDGER, Records
from ripple_sim.model.week import Step, Week, compiled
from ripple_sim.model.world import World
from ripple_sim.scenario.levers import DRIVERS

Touch = Callable[[World, World], None]


def weekly(o: Observation, of: str, per: str | None = None, units: slice = slice(None)) -> Floats:
    """Return a weekly sum of the books over some units, or the ratio of two."""
    books = o.recorder.ledgers[:, units]
    total = books[of].sum(axis=1, dtype=np.float64)
    if per is None:
        return np.asarray(total)
    return np.asarray(total / np.maximum(books[per].sum(axis=1), 1e-9))


def twins(
    lab: Laboratory, preset: str, years: int, changes: list[dict[str, Any]], more: Mapping[str, Any] | None = None
) -> tuple[Observation, Observation]:
    """Return a population without and with interventions: same luck, same settled company."""
    held = dict(more or {})
    return (lab.observe(preset, years, held), lab.observe(preset, years, {**held, "interventions": changes}))


def all_drivers(change: float, **dated: Any) -> list[dict[str, Any]]:
    """Return interventions that move every driver by the same change."""
    return [{"name": "drivers", "lever": driver.name, "change": change, **dated} for driver in DRIVERS]


@dataclass(frozen=True)
class Twins:
    """A company and its twin that was moved by hand.

    Attributes
    ----------
    usual, moved
        Both as they are in the end.
    books
        The weekly books of the usual and of the moved one, each of shape (weeks, units + 1).
    """

    usual: World
    moved: World
    books: tuple[Records, Records]


def untouched(usual: World, moved: World) -> None:
    """Leave the twin alone."""


def by_hand(
    lab: Laboratory,
    preset: str,
    weeks: int,
    *,
    start: Touch = untouched,
    hold: Touch = untouched,
    run: Callable[[Step, Week], None] = compiled,
    changes: Changes | None = None,
) -> Twins:
    """Let twins live some weeks, of which one is moved.

    Parameters
    ----------
    start
        Called once before the first week with the usual and the moved world, to move the latter.
    hold
        The same after every week.
    run
        How the moved one runs a step of its week.
    """
    scenario = lab.scenario(preset, changes)
    usual, moved = (Engine(scenario, lab.seed, threads=1, settled=lab.settled) for _ in range(2))
    books = np.zeros((2, weeks, len(usual.world.units)), LEDGER)
    start(usual.world, moved.world)
    for week in range(weeks):
        usual.step()
        moved.step(run)
        books[0, week], books[1, week] = usual.world.ledger, moved.world.ledger
        hold(usual.world, moved.world)
    return Twins(usual.world, moved.world, (books[0], books[1]))
