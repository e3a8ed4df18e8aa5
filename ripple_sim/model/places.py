"""Where the business units stand: each unit's lasting local differences, drawn once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.randomness import Decision, normals, uniforms
from ripple_sim.model.world import World


def settle_in_places(world: World) -> None:
    """Draw every unit's local taste, means, demand, labour market and rent.

    With ``z`` a unit's standard normal deviate less its mean over the company's units::

        local_taste    = local_taste_spread * z                 added to members' taste
        local_wallet   = exp(local_wallet_spread * z) / mean    times members' spending
        local_demand   = exp(local_demand_spread * z) / mean    times contacts and spending
        local_quitting = log(exp(local_quitting_spread * z) / mean), added to the log of quitting
        local_rent     = exp(local_rent_spread * z) / mean      times the fixed cost

    The centre stands where nothing differs.
    """
    units, p = world.units, world.p[0]
    count = len(units) - 1
    first = uniforms(world.seed, world.replication, Decision.PLACE, np.arange(count), 0)
    second = uniforms(world.seed, world.replication, Decision.PLACE, np.arange(count), 1)
    units["local_taste"][:count] = p["local_taste_spread"] * _centred(first[:, 0])
    units["local_wallet"][:count] = _factors(first[:, 1], p["local_wallet_spread"])
    units["local_demand"][:count] = _factors(first[:, 2], p["local_demand_spread"])
    units["local_quitting"][:count] = np.log(_factors(first[:, 3], p["local_quitting_spread"]))
    units["local_rent"][:count] = _factors(second[:, 0], p["local_rent_spread"])
    for name in ("local_wallet", "local_demand", "local_rent"):
        units[name][count] = 1


def _centred(draws: NDArray[np.float32]) -> NDArray[np.float64]:
    deviates = normals(draws).astype(np.float64)
    return np.asarray(deviates - deviates.mean())


def _factors(draws: NDArray[np.float32], spread: float) -> NDArray[np.float64]:
    factors = np.exp(float(spread) * _centred(draws))
    return np.asarray(factors / factors.mean())
