"""Take pairs of twins together: means over the pairs, with intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.study.trace.measures import COST, MONEY
from ripple_sim.study.trace.result import INTERVAL, Row, Trace
from ripple_sim.study.trace.twins import Pair, Passage


def take_together(found: Sequence[Pair], currency: str, **asked: Any) -> Trace:
    """Average over pairs, with intervals; ``asked`` is what else the answer knows."""
    rings = [
        max(alike, key=lambda ring: ring.people)
        for alike in zip(*(pair.rings for pair in found), strict=True)
        if any(ring.people for ring in alike)
    ]
    measures = {(ring.name, m.name): m for ring in rings for m in ring.measures}
    measures |= {("money", m.name): m for m in (MONEY, COST)}
    each = {key: np.array([pair.values[key] for pair in found]) for key in measures}
    rows = {}
    for key, measure in measures.items():
        values = each[key]
        unit = measure.unit.replace("currency", currency)
        mean, half = mean_of(values)[0], half_width(values, INTERVAL)
        rows[key] = Row(key[0], measure, unit, mean, mean - half, mean + half)
    passages: Counter[Passage] = Counter()
    for pair in found:
        passages.update(pair.passages)
    return Trace(
        origin=found[0].origin.name,
        pairs=len(found),
        weeks=each["money", MONEY.name].shape[1],
        rings=rings,
        rows=rows,
        each=each,
        first={ring.name: [pair.first.get(ring.name) for pair in found] for ring in rings},
        touched={ring.name: np.mean([pair.touched[ring.name] for pair in found], axis=0) for ring in rings},
        passages=passages,
        movers=[pair.mover for pair in found],
        **asked,
    )
