"""What every lever is measured from, costs and takes, as numbers of a scenario.

Their paths are ``levers.<name>.ordinary``, ``levers.<name>.cost`` and ``levers.<name>.hours``.

The defaults stand with the lever's other facts in ``levers.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import create_model

from ripple_sim.scenario.levers import DRIVERS, PRACTICES, Lever
from ripple_sim.scenario.parameters import Section, number


@dataclass(frozen=True)
class Terms:
    """A lever's terms in a scenario.

    Attributes
    ----------
    ordinary
        The level of an ordinary company, from which cost and hours count.
    cost
        Running cost of one unit of the level beyond it, as a share of the payroll reached.
    hours
        Hours a week and person that one unit of the level beyond it takes.
    """

    ordinary: float
    cost: float
    hours: float


def _terms(lever: Lever) -> type[Section]:
    return create_model(
        f"{lever.name.title().replace('_', '')}Terms",
        __base__=Section,
        __doc__=lever.help,
        ordinary=(
            float,
            number(
                lever.level,
                lever.unit,
                lever.low,
                lever.high,
                f"{lever.label}: ordinary level",
                lever.source,
                help="The level of an ordinary company, at which the lever has no effect, "
                "costs nothing and takes no hours.",
            ),
        ),
        cost=(
            float,
            number(
                lever.cost,
                "share of payroll per unit",
                0,
                1,
                f"{lever.label}: running cost",
                "assumption",
                help="What one unit of the level beyond the ordinary costs, as a share of the payroll it reaches.",
            ),
        ),
        hours=(
            float,
            number(
                lever.hours,
                "hours/week per unit",
                0,
                10,
                f"{lever.label}: hours taken",
                "assumption",
                help="Hours a week that one unit of the level beyond the ordinary takes from each person it reaches.",
            ),
        ),
    )


def _all_terms() -> type[Section]:
    fields: dict[str, Any] = {}
    for lever in DRIVERS + PRACTICES:
        terms = _terms(lever)
        fields[lever.name] = (terms, terms())
    doc = "Ordinary level, cost and hours of drivers and practices."
    return create_model("Levers", __base__=Section, __doc__=doc, **fields)


Levers = _all_terms()
