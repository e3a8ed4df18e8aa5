"""The records of a company: one row a seat, a manager, a team, a unit, a market member.

Psychological states lie between 0 and 1. A member's row takes at most 160 bytes, the neighbours
included; ``tests/guarantees/test_records.py`` holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.compiled import shared
from ripple_sim.rules.service import TIMES_GIVEN
from ripple_sim.rules.workload import TIRED_AT
from ripple_sim.scenario.behaviour_of_service import mixes
from ripple_sim.scenario.levers import DRIVERS, LEVERS
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario, parameters

Records = NDArray[np.void]

NEIGHBOURS = 6
PROSPECT, CUSTOMER, LAPSED = 0, 1, 2

_driver_names = [lever.name for lever in DRIVERS]


def _record(text: str, *first: tuple[str, str, tuple[int]]) -> np.dtype[np.void]:
    """Return a record of fields from a text in which ``f4:`` stands before those of a type."""
    kind, fields = "", list[Any](first)
    for word in text.split():
        if word.endswith(":"):
            kind = word[:-1]
        else:
            fields.append((word, kind))
    return np.dtype(fields)


def _of_drivers(name: str) -> str:
    return " ".join(name.format(driver) for driver in _driver_names)


EMPLOYEE = _record(f"""
    i4: unit team function rank incumbent tenure
    u1: frontline open filled present left hired
    i2: recommend
    f4: ability empathy fit disposition answering
        {_of_drivers("weighs_{}")}
        {_of_drivers("{}")}
        {_of_drivers("{}_events")}
        certainty control status belonging enjoyment fair engagement mood fortunes outside energy fatigue
        strain skill trained standard usual_time intention view_of_service productivity hours warmth
        competence fairness
""")
MANAGER = _record("""
    i4: team incumbent tenure in_place
    f4: talent honesty disposition emphasis engagement coached leadership integrity people_attention
        customer_attention paperwork contact relationship recognition loss_seen
""")
TEAM = _record("""
    i4: unit function first seats frontline
    f4: planned filled engagement standard productivity competence staffed departures customer_focus attention_hours
""")
UNIT = _record("""
    i4: first_member members first_team teams first_frontline frontline_seats
    f4: arrivals backlog capacity people standard intensity pressure time_ratio time_quality served gave_up
        giving_up wait wait_comfort work work_at_rest roster competence carried process delivered_values customers
        satisfaction rating surveyed reported demand local_taste local_wallet local_demand local_quitting local_rent
""")
COMPANY = _record("""
    f4: top_engagement margin aspiration pay_gap security_gap staffing_gap pride_gap pay_index security hiring_pace
        pride reputation intensity centre
""")
MEMBER = _record(
    """
    i4: unit server tenure
    u1: standing contacts failure
    i1: recommend
    f4: contacts_per_week wallet barrier taste closeness answering expectation certainty control status belonging
        enjoyment fair satisfaction trust attachment advocacy share_of_wallet voice heard spent
    """,
    ("neighbours", "i4", (NEIGHBOURS,)),
)
LEVEL = np.dtype([(lever.name, "f4") for lever in LEVERS])


def _sums(columns: str) -> dict[str, str]:
    """Return the fields that columns of the ledger add up, from ``"column"`` or ``"column=field"``."""
    pairs = (column.partition("=") for column in columns.split())
    return {column: field or column for column, _, field in pairs}


# What the week's ledger adds up of everybody employed, and of every customer at the week's end.
SUMS_OF_EMPLOYEES = dict(zip(_driver_names, _driver_names, strict=True)) | _sums(
    """
    engagement energy skill standard intention fatigue view_of_service staff_certainty=certainty
    staff_control=control staff_status=status staff_belonging=belonging staff_enjoyment=enjoyment
    staff_fair=fair warmth competence fairness
    """
)
SUMS_OF_CUSTOMERS = _sums(
    """
    satisfaction expectation trust_of_customers=trust attachment share_of_wallet certainty control
    status belonging_of_customers=belonging enjoyment fair
    """
)
# What is counted in spans of members, and then added up for their unit.
SUMS_OF_SPANS = _sums(
    " ".join(SUMS_OF_CUSTOMERS)
    + """
    members customers lapsed joined left_customers contacts failures recovered promoters detractors
    spoken good_word bad_word reviews review_sum spending
    """
)
LEDGER = _record(f"""
    f8: {" ".join(SUMS_OF_EMPLOYEES)} {" ".join(SUMS_OF_SPANS)}
        seats filled vacant leavers hires present newcomers burnt_out employer_promoters employer_detractors
        managers manager_hires leadership integrity customer_focus teams arrivals served gave_up backlog wait_hours
        pressure intensity time_ratio process rating reported overtime_hours programme_spending fixed_spending
    i8: revenue goods contact_cost wages overtime replacement programmes compensation fixed contribution profit
""")
MONEY_PARTS = ("goods", "contact_cost", "wages", "overtime", "replacement", "programmes", "compensation", "fixed")
PRICES = _record("""
    f8: goods_share cost_per_contact overtime_premium hourly_wage wage_per_year replacement_share compensation
        manager_wage_ratio
""")


def _leaf(scenario: Scenario, path: str) -> float:
    value: Any = scenario
    for part in path.split("."):
        value = getattr(value, part)
    return float(value)


def _rule_parameters() -> dict[str, str]:
    """Return the paths of the numbers that rules read, by the names they read them by.

    A lever's ordinary level is read as ``ordinary_`` and the lever's name.
    """
    read = {}
    for p in parameters():
        section, _, rest = p.path.partition(".")
        if section == "levers" and p.name == "ordinary":
            read[f"ordinary_{rest.removesuffix('.ordinary')}"] = p.path
        elif section not in ("surveys", "levers") and rest and p.name != "level":
            read[p.name] = p.path
    return read


_RULE_PARAMETERS = _rule_parameters()
_TABLES = {
    "tired_rise": (TIRED_AT, (1.0, "tired_output_129", "tired_output_143", "tired_output_157")),
    "time_quality_rise": (
        TIMES_GIVEN,
        (
            "time_quality_at_50",
            "time_quality_at_60",
            "time_quality_at_70",
            "time_quality_at_90",
            1.0,
            "time_quality_at_110",
            "time_quality_at_130",
        ),
    ),
}


def _rises() -> Iterator[tuple[str, float, tuple[float | str, float | str]]]:
    """Yield the name, the width and the two ends of every straight line of a table."""
    for name, (knots, values) in _TABLES.items():
        for i, ((a, b), ends) in enumerate(zip(pairwise(knots), pairwise(values), strict=True)):
            yield f"{name}_{i}", b - a, ends


PARAMETER = np.dtype([(n, "f4") for n in ("weeks_per_year", *_RULE_PARAMETERS, *(n for n, _, _ in _rises()))])


def pack_parameters(scenario: Scenario) -> Records:
    """Return the scenario's coefficients as a single record of shape (1,), single precision."""
    return packed({name: _leaf(scenario, path) for name, path in _RULE_PARAMETERS.items()})


def packed(coefficients: Mapping[str, float]) -> Records:
    """Return coefficients, by the names rules read them by, as a single record of shape (1,).

    The weights of a mix are divided by their sum, or all alike where all are zero. The slopes of a
    table's straight lines are kept to four digits, as the sources give them.
    """
    values = dict(coefficients)
    record = np.zeros(1, PARAMETER)
    record["weeks_per_year"] = WEEKS_PER_YEAR
    for names in mixes().values():
        whole = sum(values[name] for name in names)
        for name in names:
            values[name] = values[name] / whole if whole > 0 else 1 / len(names)
    for name, width, ends in _rises():
        low, high = (values[end] if isinstance(end, str) else end for end in ends)
        values[name] = round((high - low) / width, 4)
    for name, value in values.items():
        record[name] = value
    return record


def pack_prices(scenario: Scenario) -> Records:
    """Return the scenario's prices as a single record of shape (1,), double precision."""
    pay, staffing = scenario.company.pay, scenario.company.staffing
    prices = np.zeros(1, PRICES)
    prices["goods_share"] = scenario.market.goods_share
    prices["cost_per_contact"] = scenario.market.cost_per_contact
    prices["overtime_premium"] = pay.overtime_premium
    prices["hourly_wage"] = pay.wage_per_year / WEEKS_PER_YEAR / staffing.hours_per_week
    prices["wage_per_year"] = pay.wage_per_year
    prices["replacement_share"] = pay.replacement_share
    prices["manager_wage_ratio"] = pay.manager_wage_ratio
    prices["compensation"] = scenario.behaviour.work.compensation
    return prices


def base_levels(scenario: Scenario) -> Records:
    """Return the levels of all levers without any intervention, as one record of shape (1,)."""
    levels = np.zeros(1, LEVEL)
    for lever in LEVERS:
        levels[lever.name] = lever.level
        if lever.group != "shock":
            group = "drivers" if lever.group == "driver" else "practices"
            levels[lever.name] = _leaf(scenario, f"company.{group}.{lever.name}.level")
    return levels


def adding_up(name: str, sums: Mapping[str, str]) -> Any:
    """Return a compiled function ``(row, record)`` that adds fields of a record to a row's columns.

    Numba finds the field of a record only by a name that it reads in the source, so the source is
    written from the table.
    """
    lines = [f"def {name}(row, record):", *(f"    row.{column} += record.{field}" for column, field in sums.items())]
    known: dict[str, Any] = {"__name__": __name__}
    exec(compile("\n".join(lines), __file__, "exec"), known)
    return shared(known[name])
