"""Live pairs until what a plan changes is known well enough."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from numbers import Integral
from pathlib import Path
from typing import Any, Literal

from ripple_sim.model.engine import LARGEST_WORD
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.comparison import Comparison
from ripple_sim.study.compare.figures import Figures, figures_of, together
from ripple_sim.study.compare.outcomes import DISCOUNT_RATE
from ripple_sim.study.compare.stopping import FIRST_PAIRS, next_number
from ripple_sim.study.compare.worlds import Choice, Uncertainty, worlds_of
from ripple_sim.study.labour import LabourCosts
from ripple_sim.study.pairs import live_together, side_by_side
from ripple_sim.wording import Number

MOST_PAIRS = 100_000
FLOOR_SHARE = 0.0005


def compare(
    base: str | Path | Scenario,
    *plans: Choice,
    pairs: int | Literal["auto"] = "auto",
    horizon: str | int | None = None,
    uncertainty: Uncertainty = "luck",
    seed: int = 0,
    discount_rate: float = DISCOUNT_RATE,
    floor: float | None = None,
    settled: SettledCache | None = None,
    workers: int | None = None,
    on_pair: Callable[[int, int], None] | None = None,
    looks: Sequence[int] = (),
    on_look: Callable[[Comparison], None] | None = None,
) -> Comparison:
    """Compare plans with their common baseline, in pairs of worlds with the same luck.

    Parameters
    ----------
    base
        A preset's name, a scenario file or a scenario.
    plans
        Each a plan's name, a plan file, a plan, or a scenario (what the baseline becomes).
    pairs
        How many; ``"auto"`` begins with 30 and doubles until the half-width of the 80 % interval
        of every plan's profit difference is under a tenth of it or under ``floor``, and gives up
        at 480 or where 480 would hardly be enough. Looking only after each doubling keeps the
        intervals honest.
    horizon
        Such as ``"36mo"``, ``"3 years"`` or 156 (weeks); the plans' own if None.
    uncertainty
        ``"luck"``, or ``"all"``: pair ``i`` also has the ensemble's parameter set ``i``.
    seed
        Where luck comes from.
    discount_rate
        A year's, for the net present value, from 0 to 1.
    floor
        In money; 0.05 % of the baseline's revenue over the horizon if None.
    settled
        A ``SettledCache`` that holds settled companies for further studies of the same base: half
        of a pair's time is settling.
    workers
        Threads; as many as processors if None. The numbers don't depend on it.
    on_pair
        Called with the pairs done and those planned so far, after each pair.
    looks, on_look
        After how many pairs ``on_look`` is called with what they tell so far; looking changes
        neither the answer nor how many pairs there are.

    Raises
    ------
    ripple_sim.RippleError
        When something given can't be used; the text is one sentence.
    """
    worlds = worlds_of(base, plans)
    weeks = worlds.horizon(horizon)
    _check(pairs, uncertainty, seed, discount_rate, floor)
    started = time.perf_counter()
    found: Comparison | None = None

    def pair(replication: int) -> Figures:
        lived = worlds.of_pair(replication, uncertainty)
        labour = LabourCosts(lived)
        books = live_together(lived, weeks, seed, replication, settled, labour.watch)
        return figures_of(books, labour)

    wanted = FIRST_PAIRS if pairs == "auto" else pairs
    while True:
        done = 0 if found is None else found.pairs
        until = min((look for look in looks if done + 1 < look < wanted), default=wanted)
        fresh = side_by_side(pair, range(done, until), workers, _counting(on_pair, done, wanted))
        figures = together(fresh if found is None else [found.figures, *fresh])
        found = Comparison(
            worlds,
            figures,
            seed,
            uncertainty,
            discount_rate,
            floor=_floor(figures, floor),
            asked=pairs,
            wall_seconds=time.perf_counter() - started,
        )
        if until < wanted:
            if on_look is not None:
                on_look(found)
            continue
        profits = [found.values(plan)["profit"] for plan in found.plans]
        more = next_number(profits, found.floor) if pairs == "auto" else None
        if more is None:
            return found
        wanted = more


def _counting(
    on_pair: Callable[[int, int], None] | None, done: int, wanted: int
) -> Callable[[int], None] | None:
    return None if on_pair is None else lambda more: on_pair(done + more, wanted)


def _floor(figures: Figures, asked: float | None) -> float:
    if asked is not None:
        return asked
    return FLOOR_SHARE * 0.01 * float(figures.revenue[:, 0].mean())


def _check(
    pairs: Any, uncertainty: str, seed: int, discount_rate: float, floor: float | None
) -> None:
    whole = isinstance(pairs, Integral) and not isinstance(pairs, bool)
    if pairs != "auto" and not (whole and 2 <= int(pairs) <= MOST_PAIRS):
        raise RippleError(
            "the number of pairs is '{pairs}'; it must be auto or lie between 2 and {most}",
            pairs=pairs if isinstance(pairs, int) else str(pairs),
            most=Number(MOST_PAIRS),
        )
    if uncertainty not in ("luck", "all"):
        raise RippleError(
            "uncertainty is '{uncertainty}'; it must be luck or all", uncertainty=str(uncertainty)
        )
    if not 0 <= seed <= LARGEST_WORD:
        raise RippleError("seed {seed} must lie between 0 and {most}", seed=seed, most=LARGEST_WORD)
    if not (math.isfinite(discount_rate) and 0 <= discount_rate <= 1):
        raise RippleError(
            "the discount rate is {rate}; it must lie between 0 and 1", rate=float(discount_rate)
        )
    if floor is not None and not floor >= 0:
        raise RippleError("the floor is {floor}; it must be 0 or more", floor=float(floor))
