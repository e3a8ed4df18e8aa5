"""Live pairs with their hybrids, and split what the plan changes over the links."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from ripple_sim.compiled import mark_compiled
from ripple_sim.model.engine import LARGEST_WORD
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.horizon import weeks_of
from ripple_sim.study.compare.worlds import Choice, Uncertainty, Worlds, worlds_of
from ripple_sim.study.explain import shapley
from ripple_sim.study.explain.explanation import Explanation
from ripple_sim.study.explain.links import LAYERS, MONEY, SERVICE, Layer, Link, links_that_can_act
from ripple_sim.study.explain.lockstep import live_hybrids
from ripple_sim.study.explain.parts import Split, split

MOST_LINKS_IN_ALL_ORDERS = 8
MOST_PAIRS = 10_000
WORLDS = 260  # about as many three-year worlds as two processors live in a minute
FEWEST_PAIRS, MOST_PAIRS_BY_ITSELF = 6, 24


def explain(
    base: str | Path | Scenario,
    plan: Choice,
    *,
    pairs: int | None = None,
    horizon: str | int | None = None,
    uncertainty: Uncertainty = "luck",
    seed: int = 0,
    couples: int | None = None,
    workers: int | None = None,
    on_pair: Callable[[int, int], None] | None = None,
) -> Explanation:
    """Split the profit difference that a plan makes over the links of the chain.

    In hybrid worlds some links carry the baseline's values while all else lives under the plan
    (:mod:`ripple_sim.study.explain.links`); each link's part is its Shapley value, so in each of
    the two layers the parts and the plan's costs add up to the whole exactly, pair by pair.

    Parameters
    ----------
    base
        A preset's name, a scenario file or a scenario.
    plan
        A plan's name, a plan file, a plan, or a scenario (what the baseline becomes).
    pairs
        How many pairs of worlds; if None, 6 to 24, the fewer the more links can act.
    horizon
        Such as ``"36mo"``, ``"3 years"`` or 156 (weeks); the plan's own if None.
    uncertainty
        ``"luck"``, or ``"all"``: pair ``i`` also has the ensemble's parameter set ``i``.
    seed
        Where luck comes from.
    couples
        How many couples of orders (one and its reverse) to open the links in, in each pair, other
        ones in every pair; if None, all orders count where there are at most 8 links. Few couples
        take fewer worlds; the intervals over pairs contain the error.
    workers
        Threads; as many as processors if None. The numbers don't depend on it.
    on_pair
        Called with the pairs done and all of them, after each pair.

    Raises
    ------
    ripple_sim.RippleError
        When something given can't be used; the text is one sentence.
    """
    worlds = worlds_of(base, [plan])
    baseline, planned = worlds.baseline, worlds.planned[0]
    _check(worlds, pairs, uncertainty, seed, couples)
    weeks = worlds.weeks if horizon is None else weeks_of(horizon)
    links: dict[Layer, Sequence[Link]] = {
        "service": links_that_can_act(SERVICE, baseline, planned),
        "money": links_that_can_act(MONEY, baseline, planned),
    }
    if couples is None and max(map(len, links.values())) > MOST_LINKS_IN_ALL_ORDERS:
        couples = 1
    count = pairs or _pairs_for(links, couples)
    started = time.perf_counter()

    def one(pair: int) -> Split:
        several = {layer: _orders(links[layer], couples, pair) for layer in LAYERS}
        lived: dict[Layer, tuple[Sequence[Link], Sequence[shapley.Coalition]]] = {
            layer: (links[layer], _coalitions(links[layer], several[layer])) for layer in LAYERS
        }
        without, with_plan = worlds.of_pair(pair, uncertainty)
        told = live_hybrids(without, with_plan, lived, weeks, seed=seed, replication=pair)
        return split(told, links, several)

    found = _in_threads(one, count, workers, on_pair)
    mark_compiled()
    return Explanation(
        baseline=baseline,
        planned=planned,
        plan=worlds.names[0],
        splits=tuple(found),
        weeks=weeks,
        seed=seed,
        uncertainty=uncertainty,
        couples=couples,
        wall_seconds=time.perf_counter() - started,
    )


def _orders(links: Sequence[Link], couples: int | None, pair: int) -> list[shapley.Order]:
    if couples is None:
        return []
    return shapley.orders([link.name for link in links], couples, pair * couples)


def _coalitions(links: Sequence[Link], several: Sequence[shapley.Order]) -> list[shapley.Coalition]:
    if several:
        return shapley.coalitions_of(several)
    return shapley.coalitions([link.name for link in links])


def _pairs_for(links: dict[Layer, Sequence[Link]], couples: int | None) -> int:
    worlds = sum(
        2 ** len(of) if couples is None else 2 * couples * len(of) for of in links.values()
    )
    return min(max(round(WORLDS / worlds), FEWEST_PAIRS), MOST_PAIRS_BY_ITSELF)


def _in_threads(
    one: Callable[[int], Split],
    count: int,
    workers: int | None,
    on_pair: Callable[[int, int], None] | None,
) -> list[Split]:
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    try:
        waiting = [pool.submit(one, pair) for pair in range(count)]
        for done, future in enumerate(as_completed(waiting), 1):
            future.result()
            if on_pair is not None:
                on_pair(done, count)
    finally:
        pool.shutdown(cancel_futures=True)
    return [future.result() for future in waiting]


def _check(
    worlds: Worlds, pairs: int | None, uncertainty: str, seed: int, couples: int | None
) -> None:
    baseline, planned = worlds.all
    done_alike = {
        "name": planned.name, "title": planned.title, "about": planned.about,
        "weeks": planned.weeks, "interventions": planned.interventions, "shocks": planned.shocks,
    }  # fmt: skip
    if baseline.model_copy(update=done_alike) != planned:
        raise RippleError(
            f"'{worlds.names[0]}' and '{baseline.name}' are different companies; only what is "
            "done, and befalls, can be explained link by link"
        )
    for what, number in (("pairs", pairs), ("couples of orders", couples)):
        if number is not None and not 1 <= number <= MOST_PAIRS:
            raise RippleError(
                f"the number of {what} is {number}; it must lie between 1 and {MOST_PAIRS:,}"
            )
    if uncertainty not in ("luck", "all"):
        raise RippleError(f"uncertainty is '{uncertainty}'; it must be luck or all")
    if not 0 <= seed <= LARGEST_WORD:
        raise RippleError(f"seed {seed} must lie between 0 and {LARGEST_WORD}")
