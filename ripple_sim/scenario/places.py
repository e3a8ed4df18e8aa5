"""How the places of business units differ: no two locations are alike.

What differs between places and has nothing to do with people's engagement is why correlations over
units are smaller than effects. Differences are centred over the company's units, so a company of
one unit is not moved at all.
"""

from __future__ import annotations

from typing import Any

from ripple_sim.scenario.fitted import Fitted, fitted
from ripple_sim.scenario.parameters import Section, number


def between_units(default: float | Fitted, high: float, unit: str, label: str, source: str) -> Any:
    """Declare a standard deviation between the business units of one company."""
    return number(default, unit, 0, high, label, source)


class Places(Section):
    """Lasting differences between the business units' locations."""

    local_taste_spread: float = between_units(
        fitted("places.local_taste_spread"),
        0.3,
        "standard deviation",
        "Local customers judge the same differently",
        "A01",
    )
    local_wallet_spread: float = between_units(
        fitted("places.local_wallet_spread"), 1, "standard deviation of the logarithm", "Local customers' means", "A03"
    )
    local_demand_spread: float = between_units(
        0.05, 0.6, "standard deviation of the logarithm", "Customers for each seat (busyness)", "R01"
    )
    local_quitting_spread: float = between_units(
        fitted("places.local_quitting_spread"),
        1.5,
        "standard deviation of the logarithm",
        "Local labour market's pull",
        "A02",
    )
    local_rent_spread: float = between_units(
        fitted("places.local_rent_spread"), 1, "standard deviation of the logarithm", "Fixed cost of a unit", "A04"
    )
