"""Items: one question each, with the state it asks for and the scale it is answered on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import Records
from ripple_sim.model.world import World
from ripple_sim.scenario.market import Surveys
from ripple_sim.scenario.problems import RippleError

Floats: TypeAlias = NDArray[np.float64]

FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")


@dataclass(frozen=True)
class Asked:
    """Some people of a world, as items see them.

    Attributes
    ----------
    world
        The company.
    people
        Records of the people, one a row: a copy of rows of the employees or the members.
    settings
        The scenario's surveys.
    """

    world: World
    people: Records
    settings: Surveys

    def field(self, name: str) -> Floats:
        """Return a field of the people's records."""
        if name not in (self.people.dtype.names or ()):
            raise RippleError(f"a survey can't ask for '{name}': the people asked have no such state")
        return np.asarray(self.people[name], np.float64)

    def coefficient(self, name: str) -> float:
        """Return one of the scenario's coefficients."""
        return float(self.world.p[name][0])


State: TypeAlias = "str | Callable[[Asked], Floats]"


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes
    ----------
    name
        The question.
    construct
        What it measures; the answers to all items of a construct are averaged.
    state
        The latent state, 0 to 1: a field of the record, or a function of those asked.
    points
        How many points the scale has.
    lowest
        The number printed at the lowest point.
    halo
        The weight of the respondent's halo: 1, -1 where a kind respondent answers low, 0 for
        matters of fact.
    recommends
        Whether it is the recommend question, with a noise and a shift of its own.
    """

    name: str
    construct: str
    state: State
    points: int
    lowest: int = 1
    halo: float = 1.0
    recommends: bool = False


def several(construct: str, state: State, points: int, count: int = 3, halo: float = 1.0) -> tuple[Item, ...]:
    """Return ``count`` items of one construct, named ``construct_1`` and so on."""
    return tuple(Item(f"{construct}_{i + 1}", construct, state, points, halo=halo) for i in range(count))


def to_recommend(state: State) -> Item:
    """Return the recommend question on its scale from 0 to 10."""
    return Item("recommend", "recommend", state, 11, lowest=0, recommends=True)


def likely(usual: float, pull: Floats) -> Floats:
    """Return chances whose log-odds are ``pull`` above those of ``usual``, which may be 0 or 1."""
    odds = usual * np.exp(pull)
    return np.asarray(odds / (1.0 - usual + odds))
