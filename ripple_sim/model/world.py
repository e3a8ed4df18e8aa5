"""One company at one moment: the arrays of all records, and its address of luck."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import Records

CHUNK_ROWS = 8192


@dataclass
class World:
    """The state of a company.

    Attributes
    ----------
    seed, replication
        The two words of the address of all luck.
    week
        The week that comes next; negative while the company settles.
    employees, managers, teams, members
        One record a seat, a team's manager, a team, a market member.
    units
        One record a business unit; the last one is the centre.
    company, p, prices, common_lever
        Single records (shape 1): company state, coefficients, prices, mean levels of the units.
    team_levers, unit_levers
        The levels in force this week, for each team and unit.
    ledger
        What happened this week, for each unit and the centre.
    chunks, chunk_ledger
        Spans of member rows ``(unit, first, last + 1)`` of at most 8,192 rows, and their sums.
    """

    seed: int
    replication: int
    week: int
    employees: Records
    managers: Records
    teams: Records
    units: Records
    company: Records
    members: Records
    p: Records
    prices: Records
    team_levers: Records
    unit_levers: Records
    common_lever: Records
    ledger: Records
    chunks: NDArray[np.int64]
    chunk_ledger: Records

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
