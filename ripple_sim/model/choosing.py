"""Choosing whom a change reaches by what is measured: the teams or units lowest or highest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.world import World
from ripple_sim.scenario.interventions import MEASURES_OF_UNITS, Reach

Mask = NDArray[np.bool_]


def choose_teams(reach: Reach, among: Mask, world: World) -> Mask:
    """Return the chosen teams; of equals, those with the lower number.

    Parameters
    ----------
    reach
        What it goes by, and the share.
    among
        The teams to choose among; shape (teams,), like what is returned.
    world
        The company as it stands.
    """
    return _choose(reach, among, measured_in_teams(reach.measure, world))


def choose_units(reach: Reach, among: Mask, world: World) -> Mask:
    """Return the chosen business units; of equals, those with the lower number.

    A unit's value is the mean of its teams', weighted by planned heads.

    Parameters
    ----------
    reach, world
        As in :func:`choose_teams`.
    among
        The units to choose among; shape (units + 1,), like what is returned. The centre, last, is
        never chosen.
    """
    unit, heads = world.teams["unit"], world.teams["planned"].astype(np.float64)
    values = measured_in_teams(reach.measure, world)
    count = len(world.units)
    sums = np.bincount(unit, heads * values, count)
    means = sums / np.maximum(np.bincount(unit, heads, count), 1.0)
    return _choose(reach, among & (np.arange(count) < count - 1), means)


def measured_in_teams(measure: str, world: World) -> NDArray[np.float64]:
    """Return what is measured in every team, or in its unit; shape (teams,)."""
    if measure in MEASURES_OF_UNITS:
        values = world.units[measure][world.teams["unit"]]
    elif measure == "leadership":
        values = world.managers[measure]
    else:
        values = world.teams[measure]
    return np.asarray(values, dtype=np.float64)


def _choose(reach: Reach, among: Mask, values: NDArray[np.float64]) -> Mask:
    rows = np.flatnonzero(among)
    rounded = values[rows].astype(np.float32)
    order = np.argsort(-rounded if reach.highest else rounded, kind="stable")
    chosen = np.zeros_like(among)
    chosen[rows[order[: reach.chosen(len(rows))]]] = True
    return chosen
