"""A market of a chosen size, paired timing, and a table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.week import Week, run_week
from ripple_sim.scenario.files import load
from ripple_sim.scenario.schema import Scenario

MEMBERS_PER_UNIT = 800


def scaled(members: int, staff: int = 0, **values: object) -> Scenario:
    """Return the default preset with more branches of about its size.

    ``staff`` is the number of seats to fill; 0 keeps the preset's branches. ``values`` go by their
    path with ``__`` for the dots.
    """
    units = max(members // MEMBERS_PER_UNIT, 1)
    structure = {"units": units, "unit_names": (), "central_staff": 2 * units}
    if staff:
        structure["frontline_per_unit"] = staff // units - 4
        structure["backstage_per_unit"] = 2
        structure["central_staff"] = staff - units * (staff // units - 2)
    changes = {f"company.structure.{name}": value for name, value in structure.items()}
    changes |= {"market.members": members}
    changes |= {path.replace("__", "."): value for path, value in values.items()}
    return load("retail-branches").with_values(changes)


def lived(scenario: Scenario, weeks: int, seed: int = 1) -> Week:
    """Found a company and let it live some weeks; on one thread."""
    world = build_population(scenario, seed, 0)
    week = Week(world, InterventionSchedule(scenario, world))
    for _ in range(weeks):
        run_week(week)
    return week


def paired(
    first: Callable[[], None], second: Callable[[], None], repetitions: int, before_each: Callable[[], None]
) -> tuple[list[float], list[float]]:
    """Time two functions in turn, A B A B ...; in seconds that this thread had the processor."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repetitions):
        for fn, seconds in zip((first, second), times, strict=True):
            before_each()
            start = time.thread_time()
            fn()
            seconds.append(time.thread_time() - start)
    return times


def median_ratio(top: Sequence[float], bottom: Sequence[float]) -> float:
    """Return the median of the ratios of pairs."""
    return statistics.median(a / b for a, b in zip(top, bottom, strict=True))


def show(title: str, *rows: Sequence[str]) -> None:
    """Print a table; the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    print(f"\n\n{title}")
    for row in rows:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        print("  ".join(["  " + row[0].ljust(widths[0]), *rest]))
