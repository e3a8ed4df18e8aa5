"""Situations: one record of each kind with numbers from all over their ranges, to try rules on."""

import numpy as np

from guarantees.ranges import RANGES
from ripple_sim.model.records import (
    COMPANY,
    EMPLOYEE,
    LEVEL,
    MANAGER,
    MEMBER,
    PARAMETER,
    TEAM,
    UNIT,
    pack_parameters,
    packed,
)
from ripple_sim.scenario.levers import LEVERS
from ripple_sim.scenario.schema import parameters

KINDS = {
    "employee": ("employees", EMPLOYEE),
    "manager": ("managers", MANAGER),
    "team": ("teams", TEAM),
    "unit": ("units", UNIT),
    "company": ("company", COMPANY),
    "member": ("members", MEMBER),
}
# Where a range has no end, or a wide one in which little happens.
HIGHEST = {
    "tenure": 300,
    "wait": 200,
    "arrivals": 300,
    "backlog": 300,
    "capacity": 300,
    "people": 40,
    "planned": 20,
    "filled": 30,
    "customers": 500,
    "heard": 6,
    "contacts": 6,
    "contacts_per_week": 3,
    "wallet": 200,
    "departures": 2,
    "attention_hours": 8,
    "served": 300,
    "gave_up": 100,
    "demand": 3,
    "spent": 100,
    "productivity": 3,
    "hours": 60,
    "mood": 0.5,
    "taste": 0.5,
    "answering": 0.5,
}
LARGEST_TIME = 200.0
DECLARED = [p for p in parameters() if p.name in PARAMETER.names]


class Situation:
    """Records with numbers from their ranges, and parameters at their defaults or from theirs."""

    def __init__(self, luck, usual, anything=True):
        for name, (table, kind) in KINDS.items():
            setattr(self, name, _records(luck, table, kind))
        self.lever, self.unit_lever = _levels(luck), _levels(luck)
        self.p = _any_parameters(luck, usual) if anything else usual.copy()
        # Uniform draws, mostly small: rare events are decided there.
        self.draws = (luck.random(4) ** 4).astype(np.float32)
        self.deviates = luck.standard_normal(4).astype(np.float32)
        self.employee["filled"], self.employee["open"] = 1, 1
        self.employee["left"] = self.employee["hired"] = 0
        self.manager["in_place"] = 1
        self.member["standing"] = 1

    def copy(self):
        """Return a situation that shares nothing with this one."""
        twin = object.__new__(Situation)
        twin.__dict__ = {name: array.copy() for name, array in vars(self).items()}
        return twin

    def get(self, what):
        """Return the number that ``record.column`` names."""
        record, column = what.split(".")
        return getattr(self, record)[column][0]

    def put(self, what, value):
        """Set the number that ``record.column`` names."""
        record, column = what.split(".")
        getattr(self, record)[column] = value

    def highest(self, what):
        """Return the upper end of the range of ``record.column``."""
        record, column = what.split(".")
        if record in ("lever", "unit_lever"):
            return next(lever.high for lever in LEVERS if lever.name == column)
        return HIGHEST.get(column, RANGES[KINDS[record][0]][column][1])


def usual_parameters(scenario):
    """Return the coefficients of a scenario."""
    return pack_parameters(scenario)


def _records(luck, table, kind):
    records = np.zeros(1, kind)
    for column in kind.names:
        low, high = RANGES[table][column]
        high = HIGHEST.get(column, high)
        low = max(low, -high)
        if not np.isfinite(high):
            continue
        whole = kind[column].kind in "iu"
        value = low + (high - low + whole) * luck.random()
        records[column] = np.floor(value) if whole else value
    return records


def _levels(luck):
    levels = np.zeros(1, LEVEL)
    for lever in LEVERS:
        levels[lever.name] = lever.low + (lever.high - lever.low) * luck.random()
    return levels


def _any_parameters(luck, usual):
    some = {name: usual[name][0] for name in PARAMETER.names}
    for parameter in DECLARED:
        high = min(parameter.high, LARGEST_TIME)
        some[parameter.name] = parameter.low + (high - parameter.low) * luck.random()
    return packed(some)
