"""Twin worlds: a baseline and its plans under the same luck, from the same settled start.

Threads live the pairs: nearly all of a week is one compiled call that releases the interpreter.
Measured on two cores with the default company, two threads live 1.8 times as many pairs as one and
two processes 2.0 times, but these take seconds to start, as long as thirty pairs save.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from typing import TypeVar

import numpy as np

from ripple_sim.compiled import mark_compiled
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.recorder import Recorder
from ripple_sim.scenario.schema import Scenario

Books = tuple[Records, ...]
T = TypeVar("T")

_ALIKE = {"name": "-", "title": "", "about": "", "weeks": 1, "interventions": (), "shocks": ()}


def copied(records: Records) -> Records:
    """Return a copy of records, made as bytes: field by field it takes a hundred times as long."""
    return records.view(np.uint8).copy().view(records.dtype) if records.size else records.copy()


def weeks_in_common(worlds: Sequence[Scenario]) -> int | None:
    """Return how many weeks pass before anything is done or happens in any of the worlds.

    None if nothing ever does, and 0 if the worlds are different companies.
    """
    first, *others = (world.model_copy(update=_ALIKE) for world in worlds)
    if any(other != first for other in others):
        return 0
    starts = [dated.start for world in worlds for dated in (*world.interventions, *world.shocks)]
    return min(starts, default=None)


def live_together(
    worlds: Sequence[Scenario],
    weeks: int,
    seed: int = 0,
    replication: int = 0,
    settled: SettledCache | None = None,
    on_week: Callable[[int, World], None] | None = None,
) -> Books:
    """Live worlds with the same luck and return the weekly books of each.

    The weeks before anything is done are lived once.

    Parameters
    ----------
    worlds
        The baseline and its plans; they share the settled start if only what is done differs.
    weeks
        Weeks to live from the settled start.
    seed, replication
        The address of all luck, the same in every world.
    settled
        Settled companies from earlier pairs; None settles anew.
    on_week
        Called after each week that the worlds don't have in common, with the number of the world
        (0 is the baseline, which lives first) and the world itself.

    Returns
    -------
    tuple of Records
        The ledgers of each world, shape (weeks, units + 1), the centre last.
    """
    settled = SettledCache(on_disk=True) if settled is None else settled
    alike = weeks_in_common(worlds)
    shared = weeks if alike is None else min(alike, weeks)
    baseline = Engine(worlds[0], seed, replication, threads=1, settled=settled)
    books = [Recorder(weeks, len(baseline.world.units)) for _ in worlds]
    _live(baseline, books, shared)
    fork = baseline.world.copy()
    _live(baseline, books[:1], weeks - shared, _watching(on_week, 0))
    if shared < weeks:
        for number, scenario in enumerate(worlds[1:], 1):
            world = Engine(scenario, seed, replication, threads=1, settled=settled)
            if shared:
                world.restore(fork)
            _live(world, [books[number]], weeks - shared, _watching(on_week, number))
    return tuple(book.ledgers for book in books)


def _watching(on_week: Callable[[int, World], None] | None, number: int) -> Callable[[World], None] | None:
    return None if on_week is None else lambda world: on_week(number, world)


def _live(world: Engine, books: Sequence[Recorder], weeks: int, on_week: Callable[[World], None] | None = None) -> None:
    for _ in range(weeks):
        world.step()
        for book in books:
            book.keep(world.world.ledger)
        if on_week is not None:
            on_week(world.world)


def live_pairs(
    worlds_of: Callable[[int], Sequence[Scenario]],
    replications: Iterable[int],
    weeks: int,
    take: Callable[[Books], T],
    *,
    seed: int = 0,
    settled: SettledCache | None = None,
    workers: int | None = None,
    on_pair: Callable[[int], None] | None = None,
) -> list[T]:
    """Live many pairs, each with luck of its own, and keep what is taken from their books.

    Parameters
    ----------
    worlds_of
        Returns a replication's worlds, the baseline first.
    replications
        The numbers of the replications; luck depends on them and on the seed alone.
    take
        What to keep of a pair: whole books of many pairs would fill the memory.
    settled
        As for :func:`live_together`.
    workers
        Threads; as many as processors if None.
    on_pair
        Called with the number of pairs done after each of them.

    Returns
    -------
    list
        What was taken, in the order of ``replications``.
    """

    def pair(replication: int) -> T:
        return take(live_together(worlds_of(replication), weeks, seed, replication, settled))

    return side_by_side(pair, replications, workers, on_pair)


def side_by_side(
    pair: Callable[[int], T],
    replications: Iterable[int],
    workers: int | None = None,
    on_pair: Callable[[int], None] | None = None,
    stop: Event | None = None,
) -> list[T]:
    """Return what a function returns for each replication, lived on threads side by side.

    ``workers`` and ``on_pair`` as for :func:`live_pairs`; so is the order. ``stop`` is set when
    one fails or the keyboard stops them, for the function to look at.
    """
    asked = list(replications)
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    try:
        waiting = [pool.submit(pair, replication) for replication in asked]
        for done, future in enumerate(as_completed(waiting), 1):
            future.result()
            if on_pair is not None:
                on_pair(done)
    finally:
        if stop is not None:
            stop.set()
        pool.shutdown(cancel_futures=True)
    mark_compiled()
    return [future.result() for future in waiting]
