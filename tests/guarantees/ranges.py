"""The range in which every number of the records and the books lies, whatever the scenario.

Where a scenario's own parameters hold a number in a narrower range, it is held to that.
"""

import numpy as np

from ripple_sim.model.records import LEDGER
from ripple_sim.scenario.levers import DRIVERS

INFINITE = np.inf
SHARE = (0.0, 1.0)
FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")
_drivers = tuple(driver.name for driver in DRIVERS)
_weights = tuple(f"weighs_{name}" for name in _drivers)


def _all(names, low, high):
    return dict.fromkeys(names, (low, high))


RANGES = {
    "employees": {
        **_all(("unit", "team", "function", "rank", "incumbent", "tenure"), 0, INFINITE),
        **_all(("frontline", "open", "filled", "present", "left", "hired"), 0, 1),
        "recommend": (0, 10),
        **_all(_drivers + _weights + FORCES, *SHARE),
        "ability": (0.1, 2.5),
        **_all(("empathy", "fit"), *SHARE),
        **_all(("disposition", "answering"), -6, 6),
        **_all(("engagement", "energy", "trained", "intention", "view_of_service"), *SHARE),
        **_all(("warmth", "competence", "fairness"), *SHARE),
        "mood": (-20, 20),
        **_all(("fortunes", "outside", *(f"{name}_events" for name in _drivers)), -6, 6),
        **_all(("fatigue", "strain"), 0.3, 3),
        "skill": (0.001, 4.1),
        "standard": (0.05, 1),
        "usual_time": (0, 1),
        "productivity": (0, 15),
        "hours": (0, 80 * 15),
    },
    "managers": {
        **_all(("team", "incumbent", "tenure"), 0, INFINITE),
        "in_place": (0, 1),
        "disposition": (-6, 6),
        "emphasis": (-3, 3),
        **_all(("talent", "honesty", "engagement", "coached", "leadership"), *SHARE),
        **_all(("integrity", "relationship", "recognition", "loss_seen"), *SHARE),
        **_all(("people_attention", "customer_attention", "paperwork"), *SHARE),
        "contact": (0, 2),
    },
    "teams": {
        **_all(("unit", "function", "first", "seats", "planned", "filled"), 0, INFINITE),
        "frontline": (0, 1),
        **_all(("engagement", "standard", "competence", "customer_focus"), *SHARE),
        "productivity": (0, 15),
        "staffed": (0, 2),
        "departures": (0, INFINITE),
        "attention_hours": (0, INFINITE),
    },
    "units": {
        **_all(("work", "work_at_rest"), 0, INFINITE),
        "roster": (0.1, 3),
        **_all(("first_member", "members", "first_team", "teams"), 0, INFINITE),
        **_all(("first_frontline", "frontline_seats"), 0, INFINITE),
        **_all(("arrivals", "backlog", "capacity", "people", "served", "gave_up"), 0, INFINITE),
        **_all(("wait", "customers", "demand"), 0, INFINITE),
        "intensity": (0.3, 3),
        "pressure": (0.1, 20),
        "time_ratio": (0.1, 2),
        "time_quality": (0.001, 2),
        **_all(("standard", "giving_up", "wait_comfort", "competence"), *SHARE),
        **_all(("carried", "process", "delivered_values"), *SHARE),
        **_all(("satisfaction", "rating", "surveyed", "reported"), *SHARE),
        "local_taste": (-3, 3),
        "local_quitting": (-20, 20),
        **_all(("local_wallet", "local_demand", "local_rent"), 0, INFINITE),
    },
    "company": {
        **_all(("top_engagement", "reputation", "centre"), *SHARE),
        **_all(("margin", "aspiration"), -1, 1),
        **_all(("pay_gap", "security_gap", "staffing_gap", "pride_gap"), -2, 2),
        "pay_index": (0.5, 2),
        "hiring_pace": (0, 4),
        **_all(("security", "pride"), -1, 1),
        "intensity": (0.3, 3),
    },
    "members": {
        "neighbours": (-1, INFINITE),
        "server": (-1, INFINITE),
        **_all(("unit", "tenure", "contacts"), 0, INFINITE),
        **_all(("standing", "failure"), 0, 2),
        "recommend": (0, 10),
        **_all(("contacts_per_week", "wallet"), 0, INFINITE),
        **_all(("taste", "closeness"), -6, 6),
        "answering": (-3, 3),
        **_all(FORCES, *SHARE),
        **_all(("expectation", "satisfaction", "trust", "attachment", "advocacy"), *SHARE),
        **_all(("barrier", "share_of_wallet"), *SHARE),
        "voice": (-1, 1),
        "heard": (-INFINITE, INFINITE),
        "spent": (0, INFINITE),
    },
    "ledger": {
        **_all(LEDGER.names, 0, INFINITE),
        **_all(("programme_spending",), -INFINITE, INFINITE),
        **_all(("programmes", "contribution", "profit"), -(2**62), 2**62),
        **_all(("rating", "reported"), *SHARE),
    },
}


# Between which numbers of the scenario a number lies.
WITHIN = {
    "employees.ability": ("ability_least", "ability_most"),
    "employees.fatigue": ("intensity_least", "intensity_most"),
    "employees.strain": ("intensity_least", "intensity_most"),
    "employees.skill": ("skill_least", 4.1),
    "employees.standard": ("standard_least", 1),
    "teams.staffed": (0, "staffed_most"),
    "units.roster": ("roster_least", "roster_most"),
    "units.intensity": ("intensity_least", "intensity_most"),
    "units.pressure": ("pressure_least", "pressure_most"),
    "units.time_ratio": ("time_ratio_least", "time_ratio_most"),
    "units.time_quality": ("time_quality_least", 2),
    "company.pay_gap": ("-margin_gap_most", "margin_gap_most"),
    "company.security_gap": ("-margin_gap_most", "margin_gap_most"),
    "company.staffing_gap": ("-margin_gap_most", "margin_gap_most"),
    "company.pride_gap": ("-margin_gap_most", "margin_gap_most"),
    "company.pay_index": ("pay_index_least", "pay_index_most"),
    "company.hiring_pace": ("hiring_pace_least", "hiring_pace_most"),
    "company.security": ("-security_most", "security_most"),
    "company.pride": ("-pride_most", "pride_most"),
    "company.intensity": ("intensity_least", "intensity_most"),
}


def held_within(world, table, column):
    """Return the range of a number in a world, by the world's own parameters where they say it."""

    def bound(given):
        if not isinstance(given, str):
            return given
        return (-1 if given[0] == "-" else 1) * float(world.p[given.removeprefix("-")][0])

    named = WITHIN.get(f"{table}.{column}")
    return RANGES[table][column] if named is None else tuple(map(bound, named))


def slack(bound):
    """Return what single precision may add to a bound; nothing to halves and whole numbers."""
    exact = not np.isfinite(bound) or 2 * bound == round(2 * bound)
    return 0 if exact else 1e-6 * abs(bound)


def violations(world):
    """Return a sentence on every column that holds a number outside its range."""
    found = []
    for table in RANGES:
        records = getattr(world, table)
        for column in records.dtype.names:
            low, high = held_within(world, table, column)
            values = records[column]
            wrong = ~np.isfinite(values) | (values < low - slack(low)) | (values > high + slack(high))
            if wrong.any():
                worst = values[wrong]
                found.append(
                    f"{table}.{column}: {worst.size} outside {low:g} to {high:g}, "
                    f"{np.nanmin(worst):g} to {np.nanmax(worst):g}, in week {world.week}"
                )
    return found
