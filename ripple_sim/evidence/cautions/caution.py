"""A caution: what a reader of such studies must not forget, shown by the numbers of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ripple_sim.evidence.observation import Laboratory

Number = tuple[str, float, str]
"""What a number is, its value, and its unit."""


@dataclass(frozen=True)
class Caution:
    """One caution.

    Attributes
    ----------
    id, says
        ``K1``, and the caution in a sentence.
    facts
        Ids of the published facts behind it.
    measure
        Measures its numbers in one world.
    judge
        Takes the values in their order; whether they show what the caution says. A number that
        could not be measured is NaN, and NaN shows nothing.
    """

    id: str
    says: str
    facts: tuple[str, ...]
    measure: Callable[[Laboratory], Sequence[Number]]
    judge: Callable[..., bool]

    def shown(self, laboratory: Laboratory) -> list[Number]:
        """Return what a run of one world shows: what, value, unit."""
        return list(self.measure(laboratory))

    def holds(self, numbers: Sequence[Number]) -> bool:
        """Whether the numbers show what the caution says."""
        return bool(self.judge(*(value for _, value, _ in numbers)))
