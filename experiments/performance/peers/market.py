"""The market that every library starts from, the numbers of the week, and what a week sums to.

The week itself is told in README.md; each library's file writes it once more in its own style.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

UNIT_ROWS = 800
NEIGHBOURS = 6
PROSPECT, CUSTOMER, LAPSED = 0, 1, 2
SUMS = ("customers", "satisfaction", "lapses", "joins", "spending")

VISIT_NOISE = 0.15
FAILED_BELOW = 0.45
EXPERIENCE_WEIGHT = 0.30
LOSS = 2.25
VERDICT_WEIGHT, VERDICT, VERDICT_OF_LEVEL, VERDICT_OF_GAP, VERDICT_OF_FAILURE = 0.35, 0.70, 0.80, 0.50, 0.15
QUALITY = 0.65
EXPECTATION_WEIGHT = 0.05
TALK, TALK_OF_DISMAY, TALK_OF_DELIGHT, TALK_NEUTRAL = 0.05, 3.0, 2.0, 0.65
ADVOCACY, ADVOCACY_OF_SATISFACTION, SATISFACTION = 0.65, 0.90, 0.70
HEARING = 0.90
SATISFACTION_OF_WORD = 0.02
RECURRING = 0.40
LAPSE, LAPSE_OF_SATISFACTION = 0.003, 3.0
JOIN, JOIN_OF_WORD, EXPECTATION_OF_WORD = 0.002, 0.5, 0.05


@dataclass
class Market:
    """Everybody's start: arrays of length n; ``quality`` one number a unit; ``neighbours`` (n, 6)."""

    standing: NDArray[np.int8]
    rate: NDArray[np.float32]
    wallet: NDArray[np.float32]
    taste: NDArray[np.float32]
    barrier: NDArray[np.float32]
    neighbours: NDArray[np.int32]
    quality: NDArray[np.float32]
    experience: NDArray[np.float32] = field(init=False)
    expectation: NDArray[np.float32] = field(init=False)
    satisfaction: NDArray[np.float32] = field(init=False)
    failure: NDArray[np.int8] = field(init=False)
    heard: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        n = self.standing.size
        self.experience = np.full(n, QUALITY, np.float32)
        self.expectation = np.full(n, QUALITY, np.float32)
        self.satisfaction = np.full(n, SATISFACTION, np.float32)
        self.failure = np.zeros(n, np.int8)
        self.heard = np.zeros(n, np.float32)

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Every column of the people, by its name."""
        return {name: column for name, column in vars(self).items() if name != "quality"}

    @property
    def unit(self) -> NDArray[np.int32]:
        """The unit of each row."""
        return (np.arange(self.standing.size) // UNIT_ROWS).astype(np.int32)


def found(members: int, seed: int = 1) -> Market:
    """Draw a market: 6 in 10 are customers, three in ten of whom are served in a week.

    Of the six whom somebody listens to five belong to the same unit and one to any.
    """
    rng = np.random.default_rng(seed)
    units = -(-members // UNIT_ROWS)
    first = np.arange(members) // UNIT_ROWS * UNIT_ROWS
    rows = np.minimum(first + UNIT_ROWS, members) - first
    near = first[:, None] + (rng.random((members, NEIGHBOURS - 1)) * rows[:, None]).astype(np.int64)
    far = rng.integers(0, members, (members, 1))
    return Market(
        standing=rng.choice(np.array([CUSTOMER, LAPSED, PROSPECT], np.int8), members, p=[0.6, 0.1, 0.3]),
        rate=np.exp(rng.normal(-1.15, 0.4, members)).astype(np.float32),
        wallet=np.exp(rng.normal(3.0, 0.5, members)).astype(np.float32),
        taste=rng.normal(0.0, 0.05, members).astype(np.float32),
        barrier=rng.random(members).astype(np.float32),
        neighbours=np.concatenate([near, far], axis=1).astype(np.int32),
        quality=rng.normal(QUALITY, 0.05, units).astype(np.float32),
    )
