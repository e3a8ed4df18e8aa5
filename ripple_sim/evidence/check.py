"""A check: how one number of a published fact is measured in the model, and what is a hit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ripple_sim.evidence.laboratory import Laboratory

Kind = Literal["range", "direction", "shape"]
INFINITE = float("inf")
# Lowest and highest accepted value, what was published (None: only a direction was), and the unit.
Accepted = tuple[float, float, float | None, str]


@dataclass(frozen=True)
class Check:
    """One number of one fact.

    Attributes
    ----------
    fact
        The fact's id.
    name
        A short name of the number, unique within the fact (``"latent r"``).
    says
        Which population, window and estimator, in a sentence.
    measure
        Measures it in one world: takes a :class:`Laboratory`, returns a number. Directions and
        shapes are numbers too: a difference, or a ratio, that must lie above a bound.
    low, high
        The acceptance range, from the fact's ``observable``; infinite on one side for directions.
    published
        What was published, in the same unit; None where only a direction was.
    unit
        Unit of the number, as people write it.
    kind
        ``range``, ``direction`` or ``shape``.
    mechanism
        Why the model shows it, in a sentence: which rules carry it.
    fitted
        Whether calibration uses it; every other check is a test that nothing was tuned to.
    worlds
        How many worlds a full board measures it in; a quick board takes fewer.
    """

    fact: str
    name: str
    says: str
    measure: Callable[[Laboratory], float]
    low: float
    high: float
    published: float | None
    unit: str
    kind: Kind
    mechanism: str
    fitted: bool = False
    worlds: int = 20

    @property
    def key(self) -> str:
        """The fact's id and the name: unique over all checks."""
        return f"{self.fact} {self.name}"

    def holds(self, value: float) -> bool:
        """Whether a value lies in the acceptance range."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Population:
    """A population that many checks share, and how many worlds of it a full board watches."""

    says: str
    worlds: int = 20

    def check(
        self,
        fact: str,
        name: str,
        says: str,
        measure: Callable[[Laboratory], float],
        accepted: Accepted,
        mechanism: str,
        *,
        kind: Kind = "range",
        fitted: bool = False,
    ) -> Check:
        """Return a check in this population; see :class:`Check`."""
        return Check(fact, name, f"{self.says}, {says}", measure, *accepted, kind, mechanism, fitted, self.worlds)


def experiment(
    fact: str,
    name: str,
    says: str,
    measure: Callable[[Laboratory], float],
    accepted: Accepted,
    mechanism: str,
    worlds: int = 10,
    *,
    fitted: bool = False,
) -> Check:
    """Return a check with a population of its own: a range, or a direction if open to a side."""
    kind: Kind = "range" if all(map(isfinite, accepted[:2])) else "direction"
    return Check(fact, name, says, measure, *accepted, kind, mechanism, fitted, worlds)
