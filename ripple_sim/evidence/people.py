"""People as the checks look at them: the same person at two times, performance, and leaving."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.observation import Observation
from ripple_sim.model.records import Records
from ripple_sim.observe.survey_items import column, service_of
from ripple_sim.observe.surveys import Answers

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


def performance(rows: Records) -> Floats:
    """Return quality-adjusted output: productivity times service given."""
    return column(rows, "productivity") * service_of(rows)


@dataclass(frozen=True)
class Followed:
    """People at one snapshot, and whether they had left by a later one.

    Attributes
    ----------
    rows
        Their records at the first snapshot, shape (people,).
    seats
        Their seats' rows.
    left
        Whether the seat had lost them by the later snapshot.
    """

    rows: Records
    seats: NDArray[np.int64]
    left: Booleans


def follow(o: Observation, first: int, last: int) -> Followed:
    """Follow everybody at work from one quarter's end to another's."""
    before, after = o.snapshots[first].employees, o.snapshots[last].employees
    seats = np.flatnonzero(before["filled"] == 1).astype(np.int64)
    gone = (after["incumbent"][seats] != before["incumbent"][seats]) | (after["filled"][seats] == 0)
    return Followed(before[seats], seats, gone)


def same_people(first: Answers, second: Answers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions, in two waves, of those who answered both."""
    one = first.rows * 1_000_000 + first.incumbent
    two = second.rows * 1_000_000 + second.incumbent
    _, a, b = np.intersect1d(one, two, return_indices=True)
    return a, b
