"""A trace as tables, as labelled data, and as tables for the console."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim.model.week import WEEK
from ripple_sim.report.console_table import ConsoleTable, titled_table
from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.trace import messages
from ripple_sim.study.trace.result import INTERVAL, TraceNumbers
from ripple_sim.study.trace.rings import COST, MONEY, MOVED, REACH
from ripple_sim.study.trace.twins import CHANNELS, Passage

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

_LEAST_SHARE = 5.0  # % of a ring's first touches: rarer ways are in the file


def rings_frame(result: TraceNumbers) -> pd.DataFrame:
    """Return a row a ring: when it moved, how much of it, by how much, and for how long."""
    import pandas as pd

    rows = []
    for ring in result.rings:
        size = result.rows[ring.name, ring.shows.name]
        week, step = result.first_week(ring.name) or (None, "")
        half_life = result.half_life(ring)
        rows.append(
            {
                "ring": ring.label,
                "who": ring.who,
                "most_people": ring.people,
                "distance": ring.distance,
                "first_touched_week": week,
                "first_touched_step": step,
                "half_touched_week": result.half_week(ring.name),
                "plain_to_see_week": result.plain_week(ring),
                "touched_%": result.rows[ring.name, REACH.name].mean[-1],
                f"moved_by_{result.stated:g}_or_more_%": result.rows[ring.name, MOVED.name].mean[-1],
                "measure": ring.shows.label,
                "size": size.mean[-1],
                "low_80": size.low[-1],
                "high_80": size.high[-1],
                "unit": size.unit,
                "half_life_weeks": half_life.weeks,
                "half_life_missing": half_life.why,
            }
        )
    whole = ["first_touched_week", "half_touched_week", "plain_to_see_week", "half_life_weeks"]
    return pd.DataFrame(rows).astype(dict.fromkeys(whole, "Int64"))


def passages_frame(result: TraceNumbers) -> pd.DataFrame:
    """Return by which steps of the week and through whom each ring was touched.

    ``share_%`` is of the ring's first touches, over all pairs. Where several things around
    a person would have done alone, the nearest is told (the order of ``CHANNELS``).
    """
    import pandas as pd

    label = {ring.name: ring.label for ring in result.rings}
    order = {ring.name: number for number, ring in enumerate(result.rings)}
    whole: Counter[str] = Counter()
    for passage, count in result.passages.items():
        whole[passage.ring] += count

    def place(item: tuple[Passage, int]) -> tuple[int, int, int, int, str]:
        way, count = item
        return order[way.ring], -count, way.step, way.channel, way.source

    listed = sorted(result.passages.items(), key=place)
    columns = ["ring", "step", "through", "from_ring", "share_%"]
    rows = []
    for way, count in listed:
        step, through = WEEK[way.step].name, CHANNELS[way.channel].words
        rows.append((label[way.ring], step, through, label.get(way.source, ""), 100 * count / whole[way.ring]))
    return pd.DataFrame(rows, columns=columns)


def dataset(result: TraceNumbers) -> xr.Dataset:
    """Return the front by ring and week: reach, size and money, with 80 % intervals of the mean."""
    import xarray as xr

    def of_rings(values: list[Any], **attrs: str) -> tuple[str, list[Any], dict[str, str]]:
        return "ring", values, attrs

    rings, front = result.rings, ("ring", "week")
    data = xr.Dataset(
        coords={
            "week": ("week", np.arange(1, result.weeks + 1), {"long_name": "Week, the first is 1"}),
            "ring": of_rings([ring.name for ring in rings]),
            "label": of_rings([ring.label for ring in rings]),
            "distance": of_rings(
                [ring.distance for ring in rings], long_name="Meetings between the start and the ring"
            ),
            "measure": of_rings([ring.shows.label for ring in rings]),
            "measure_unit": of_rings([ring.shows.unit for ring in rings]),
        },
        attrs={
            "title": messages.sentence(result),
            "origin": str(result.origin),
            "seed": result.seed,
            "pairs": result.pairs,
            "baseline": result.base.hash(),
            "plan": result.plan.hash(),
            "interval": INTERVAL,
        },
    )
    for name, unit, label in (
        ("reach", "%", REACH.label),
        ("moved", "%", f"People moved by {result.stated:g} of the measure's unit or more"),
        ("size", "as measure_unit", "What the ring shows: plan less baseline"),
    ):
        for part in ("mean", "low", "high"):
            lines = [result.rows[ring.name, ring.shows.name if name == "size" else name] for ring in rings]
            values = np.array([getattr(line, part) for line in lines])
            data[_known_as(name, part)] = (front, values, _attrs(label, unit, part))
    newly = {"long_name": "People touched for the first time, mean over pairs", "units": "% of the ring"}
    data["newly_touched"] = (front, np.array([result.touched[ring.name] for ring in rings]), newly)
    for measure in (MONEY, COST):
        row = result.rows["money", measure.name]
        for part in ("mean", "low", "high"):
            attrs = _attrs(measure.label, row.unit, part)
            data[_known_as(measure.name, part)] = ("week", getattr(row, part), attrs)
    return data


def rings_table(result: TraceNumbers) -> ConsoleTable:
    """Return a row a ring, nearest first: when it moved, how much of it, and for how long.

    Side by side it needs 80 columns.
    """
    table = titled_table(
        f"{result.titled} against {result.base.title or result.base.name}, from {result.origin}",
        "away: meetings from the start. first, half: weeks in which somebody, half of the ring, "
        "was touched. plain: week from which its size is plain to see for a quarter. halves: weeks "
        "after the plan's end until half of it is gone.",
    )
    table.add_column("ring", min_width=14)
    table.add_numbers("away", "first", "half", "plain", "touched", "halves")
    for ring in result.rings:
        first = result.first_week(ring.name)
        table.add_row(
            ring.label,
            str(ring.distance),
            _week(first[0] if first else None),
            _week(result.half_week(ring.name)),
            _week(result.plain_week(ring)),
            f"{plain(float(result.rows[ring.name, REACH.name].mean[-1]), 0)} %",
            _week(result.half_life(ring).weeks),
        )
    return table


def sizes_table(result: TraceNumbers) -> ConsoleTable:
    """Return a row a ring, nearest first: by how much it differs in the end.

    It needs 80 columns.
    """
    table = titled_table(
        f"By how much, in week {result.weeks}",
        f"Plan less baseline, with the 80 % interval of the mean over {result.pairs} pairs.",
    )
    table.add_column("ring", min_width=14)
    table.add_numbers("size", "80 % interval")
    table.add_column("of what", min_width=12)
    for ring in result.rings:
        size = result.rows[ring.name, ring.shows.name]
        mean, low, high = (float(line[-1]) for line in (size.mean, size.low, size.high))
        decimals = _decimals(low, high)
        interval = f"{signed(low, decimals)} to {signed(high, decimals)}"
        table.add_row(ring.label, signed(mean, decimals), interval, f"{ring.shows.label.lower()}, {size.unit}")
    return table


def _decimals(low: float, high: float) -> int:
    """Return as many as show on which side of zero the nearer end lies, four at most."""
    nearer, farther = sorted((abs(low), abs(high)))
    least = 1 if farther >= 1 else 2
    apart = low > 0 or high < 0
    return next((d for d in range(least, 4) if not apart or round(nearer, d)), 4)


def passages_table(result: TraceNumbers) -> ConsoleTable:
    """Return by which steps of the week and through whom each ring was touched, main ways only."""
    table = titled_table(
        "Through whom it came",
        "Share of a ring's first touches, over all pairs; ways below "
        f"{_LEAST_SHARE:g} % are left out. Where several would do alone, the nearest is told.",
    )
    for name in ("ring", "step", "through", "who belongs to"):
        table.add_column(name)
    table.add_numbers("share")
    rows = passages_frame(result)
    before = None
    for row in rows[rows["share_%"] >= _LEAST_SHARE].itertuples(index=False):
        ring, step, through, source, share = row
        if before not in (None, ring):
            table.add_section()
        table.add_row("" if ring == before else ring, step, through, source or NOTHING, f"{plain(float(share), 0)} %")
        before = ring
    return table


def _week(week: int | None) -> str:
    return NOTHING if week is None else str(week)


def _known_as(name: str, part: str) -> str:
    return name if part == "mean" else f"{name}_{part}"


def _attrs(label: str, unit: str, part: str) -> dict[str, Any]:
    ends = {"low": ", low end of the 80 % interval", "high": ", high end of the 80 % interval"}
    return {"long_name": label + ends.get(part, ""), "units": unit}
