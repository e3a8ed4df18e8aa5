"""Live pairs with their hybrids, and split what the plan changes over the links."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ripple_sim.compiled import mark_compiled
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import COMPANY, SEED, TIME, WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import CHOICE
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FUNCTION, Maybe, Whole, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import Choice, Uncertainty, Worlds, worlds_of
from ripple_sim.study.core.results_folder import SCENARIO, plan_file, settings_of
from ripple_sim.study.explain import shapley
from ripple_sim.study.explain.links import LAYERS, MONEY, SERVICE, Layer, Link, links_that_can_act
from ripple_sim.study.explain.lockstep import live_hybrids
from ripple_sim.study.explain.pair_threads import in_threads, threads_for
from ripple_sim.study.explain.parts import Split, split
from ripple_sim.study.explain.result import Explanation

FEWEST_PAIRS, MOST_PAIRS = 2, 10_000
FEWEST_COUPLES, MOST_COUPLES = 2, 1_000
WORLDS = 240  # each three years of the default company, some 0.3 s of a processor
FEWEST_BY_ITSELF, MOST_BY_ITSELF = 6, 24


@takes(
    base=COMPANY,
    plan=CHOICE,
    pairs=Maybe(Whole(FEWEST_PAIRS, MOST_PAIRS)),
    horizon=Maybe(TIME),
    uncertainty=Word("luck", "all"),
    seed=SEED,
    couples=Maybe(Whole(FEWEST_COUPLES, MOST_COUPLES)),
    workers=WORKERS,
    on_pair=Maybe(FUNCTION),
)
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
        How many pairs of worlds, from 2; if None, 6 to 24, the fewer the more links can act.
    horizon
        Such as ``"36mo"``, ``"3 years"`` or 156 (weeks); the plan's own if None.
    uncertainty
        ``"luck"``, or ``"all"``: pair ``i`` also has the ensemble's parameter set ``i``.
    seed
        Where luck comes from.
    couples
        How many couples of orders (one and its reverse) to open the links in, in each pair, from
        2; every pair has other ones. If None, or where it would take as many worlds, all orders
        count, but with more than 8 links 3 couples do. Few couples take fewer worlds; what that
        leaves unknown is told, and the intervals over pairs contain it.
    workers
        Threads; as many as processors if None, fewer where the worlds would fill the memory. The
        numbers don't depend on it.
    on_pair
        Called with the pairs done and all of them, after each pair.

    Raises
    ------
    ripple_sim.RippleError
        When something given can't be used; the text is one sentence.
    """
    worlds = worlds_of(base, [plan])
    baseline, planned = worlds.baseline, worlds.planned[0]
    _refuse_different_companies(worlds)
    weeks = worlds.horizon(horizon)
    links: dict[Layer, Sequence[Link]] = {
        "service": links_that_can_act(SERVICE, baseline, planned),
        "money": links_that_can_act(MONEY, baseline, planned),
    }
    of_layer = {layer: shapley.couples_for(len(links[layer]), couples) for layer in LAYERS}
    in_a_pair = sum(shapley.worlds_for(len(links[layer]), of_layer[layer]) for layer in LAYERS)
    count = pairs or _pairs_for(in_a_pair)
    started = time.perf_counter()

    def one(pair: int, on_week: Callable[[], None]) -> Split:
        several = {layer: _orders(links[layer], number, pair) for layer, number in of_layer.items()}
        lived = {layer: (links[layer], _coalitions(links[layer], several[layer])) for layer in LAYERS}
        without, with_plan = worlds.of_pair(pair, uncertainty)
        told = live_hybrids(without, with_plan, lived, weeks, seed=seed, replication=pair, on_week=on_week)
        return split(told, links, several)

    threads = threads_for(workers, baseline.market.members, in_a_pair)
    found = in_threads(one, count, threads, on_pair)
    mark_compiled()
    return Explanation(
        baseline=baseline,
        planned=planned,
        plan=worlds.names[0],
        title=worlds.titles[0],
        splits=tuple(found),
        weeks=weeks,
        seed=seed,
        uncertainty=uncertainty,
        asked_couples=couples,
        couples=of_layer,
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


def _pairs_for(worlds: int) -> int:
    """Return as many pairs as live that many worlds in the time meant; even, for two threads."""
    return min(max(2 * round(WORLDS / worlds / 2), FEWEST_BY_ITSELF), MOST_BY_ITSELF)


def _refuse_different_companies(worlds: Worlds) -> None:
    baseline, planned = worlds.all
    done_alike = {
        "name": planned.name,
        "title": planned.title,
        "about": planned.about,
        "weeks": planned.weeks,
        "interventions": planned.interventions,
        "shocks": planned.shocks,
    }
    if baseline.model_copy(update=done_alike) != planned:
        raise RippleError(
            "'{plan}' and '{company}' are different companies; only interventions and shocks can "
            "be explained link by link",
            plan=worlds.names[0],
            company=baseline.name,
        )


def explain_again(folder: Path, manifest: Manifest) -> Explanation:
    """Explain again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    settings = settings_of(folder, manifest, ("plan", "pairs", "uncertainty"))
    more: dict[str, Any] = dict(manifest.study.settings) if manifest.study else {}
    # The world in the file bears the company's name; an explanation calls it by its plan's.
    planned = load(folder / plan_file(1))
    plan = planned.model_copy(update={"name": str(settings.pop("plan"))})
    again = explain(
        load(folder / SCENARIO),
        plan,
        horizon=manifest.weeks,
        seed=manifest.seed,
        couples=more.get("couples"),
        **settings,
    )
    return replace(again, planned=planned, title=str(more.get("title", "")))  # earlier versions keep none
