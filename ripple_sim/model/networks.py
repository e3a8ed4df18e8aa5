"""Who listens to whom: a small world around each unit, with ties across units.

Watts and Strogatz 1998: members sit on their unit's ring and listen to their nearest neighbours;
a share of the ties is rewired to anybody in the unit, a share leads to anybody in the market.
"""

from __future__ import annotations

from ripple_sim.compiled import loop
from ripple_sim.model.randomness import Decision, draw4
from ripple_sim.model.records import NEIGHBOURS

_NETWORK = int(Decision.NETWORK)


@loop
def tie_members(members, units, rewired, across, key0, key1):
    """Fill ``members.neighbours`` with the rows each member listens to; -1 where there is nobody.

    ``rewired`` and ``across`` are the shares of ties that lead anywhere in the unit and anywhere
    in the market.
    """
    everybody = len(members)
    for i in range(everybody):
        member = members[i]
        unit = units[member.unit]
        size = unit.members
        place = i - unit.first_member
        for k in range(NEIGHBOURS):
            fate, where, _, _ = draw4(key0, key1, _NETWORK, i, k, 0)
            step = k // 2 + 1
            if k % 2 == 1:
                step = -step
            other = unit.first_member + (place + step) % size
            if fate < across:
                other = int(where * everybody)
            elif fate < across + rewired:
                other = unit.first_member + int(where * size)
            members[i].neighbours[k] = other if other != i else -1
