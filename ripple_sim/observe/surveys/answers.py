"""Answers to a survey, and the true states beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.surveys.items import Floats, Item
from ripple_sim.scenario.problems import RippleError

Whole: TypeAlias = NDArray[np.int64]

PROMOTER, DETRACTOR = 9, 6


@dataclass(frozen=True)
class States:
    """How people are, without a survey.

    Attributes
    ----------
    rows
        Their rows, shape (people,).
    unit, team
        Their unit and team; customers have no team, -1.
    latent
        Their state by construct, 0 to 1, each of shape (people,).
    units
        How many units there are, the centre included.
    """

    rows: Whole
    unit: Whole
    team: Whole
    latent: dict[str, Floats]
    units: int

    def unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return the mean state of each unit's people and how many they are, shape (units,)."""
        return _means(_of(self.latent, construct), self.unit, self.units)


@dataclass(frozen=True)
class Answers:
    """The answers to one wave of a survey.

    Attributes
    ----------
    rows
        Rows of those who answered, shape (responded,).
    incumbent
        The number of the seat's incumbent; 0 for customers. ``rows`` and ``incumbent`` together
        are one person in every wave.
    unit, team
        Their unit and team; customers have no team, -1.
    items
        The instrument.
    points
        The answers as points of the scale counted from 0, shape (responded, items).
    latent
        True state of the same people by construct, 0 to 1.
    asked
        How many were asked.
    units
        How many units there are, the centre included.
    """

    rows: Whole
    incumbent: Whole
    unit: Whole
    team: Whole
    items: tuple[Item, ...]
    points: NDArray[np.int16]
    latent: dict[str, Floats]
    asked: int
    units: int

    @property
    def responded(self) -> int:
        """How many answered."""
        return len(self.rows)

    @property
    def who(self) -> Whole:
        """Row and incumbent of each respondent, shape (responded, 2): one person in every wave."""
        return np.column_stack((self.rows, self.incumbent))

    @cached_property
    def score(self) -> dict[str, Floats]:
        """The mean of each construct's items, brought to 0 to 1, each of shape (responded,)."""
        found: dict[str, Floats] = {}
        for construct in dict.fromkeys(item.construct for item in self.items):
            own = [i for i, item in enumerate(self.items) if item.construct == construct]
            top = np.array([self.items[i].points - 1 for i in own])
            found[construct] = (self.points[:, own] / top).mean(axis=1)
        return found

    def answer(self, name: str) -> Whole:
        """Return the answers to one item as printed on its scale, shape (responded,)."""
        for i, item in enumerate(self.items):
            if item.name == name:
                return self.points[:, i].astype(np.int64) + item.lowest
        raise RippleError(f"the survey has no item '{name}'")

    def unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return each unit's mean score and how many answered there, shape (units,).

        The mean is NaN where nobody answered.
        """
        return _means(_of(self.score, construct), self.unit, self.units)

    def latent_unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return the mean true state of those who answered in each unit, and their number."""
        return _means(_of(self.latent, construct), self.unit, self.units)

    def recommend_shares(self) -> tuple[float, float, float]:
        """Return the shares of promoters (9, 10), passives (7, 8) and detractors (0 to 6)."""
        given = self.answer("recommend")
        if not len(given):
            return float("nan"), float("nan"), float("nan")
        promoters = float(np.mean(given >= PROMOTER))
        detractors = float(np.mean(given <= DETRACTOR))
        return promoters, float(np.mean((given < PROMOTER) & (given > DETRACTOR))), detractors

    def net_promoter_score(self) -> float:
        """Return the percentage of promoters less that of detractors, -100 to 100."""
        promoters, _, detractors = self.recommend_shares()
        return 100.0 * (promoters - detractors)


def _of(found: dict[str, Floats], construct: str) -> Floats:
    if construct not in found:
        raise RippleError(f"the survey does not measure '{construct}'; it measures {', '.join(found)}")
    return found[construct]


def _means(values: Floats, unit: Whole, units: int) -> tuple[Floats, Whole]:
    counts = np.bincount(unit, minlength=units)
    sums = np.bincount(unit, weights=values, minlength=units)
    means = np.full(units, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means, counts
