"""One company at one moment: the arrays of all records, and the address of its random draws."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import Records

CHUNK_ROWS = 8192


@dataclass
class World:
    """The state of a company; the last of the units is the centre."""

    seed: int  # with the replication, the address of all random draws
    replication: int
    week: int  # that comes next; negative while the company settles
    employees: Records  # one a seat
    managers: Records  # one a team
    teams: Records
    units: Records
    company: Records  # a single record, shape (1,), like p, prices and common_lever
    members: Records
    p: Records  # coefficients
    prices: Records
    team_levers: Records  # the levels in force this week, for each team and unit
    unit_levers: Records
    common_lever: Records  # mean levels of the units
    ledger: Records  # what happened this week, for each unit and the centre
    chunks: NDArray[np.int64]  # spans of member rows: unit, first, last + 1; shape (chunks, 3)
    chunk_ledger: Records  # sums of the spans

    def copy(self) -> World:
        """Return a world that shares nothing with this one."""
        arrays = {
            f.name: getattr(self, f.name).copy() for f in fields(self) if isinstance(getattr(self, f.name), np.ndarray)
        }
        return replace(self, **arrays)


def chunks_of(units: Records) -> NDArray[np.int64]:
    """Cut every unit's members into spans of at most 8,192 rows; shape (chunks, 3).

    The cut depends on the company alone, so sums don't depend on the number of threads.
    """
    spans = []
    for number, unit in enumerate(units):
        first, last = int(unit["first_member"]), int(unit["first_member"] + unit["members"])
        for start in range(first, last, CHUNK_ROWS):
            spans.append((number, start, min(start + CHUNK_ROWS, last)))
    return np.array(spans, dtype=np.int64).reshape(-1, 3)
