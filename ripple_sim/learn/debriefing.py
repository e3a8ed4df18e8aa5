"""After a game: points over hidden re-runs, forecasts judged, and what each decision did."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.game import OWN, Game, Move
from ripple_sim.learn.scoring import GameResult, forecast_share, outcome_of, over_spans, points_of, share_of_luck
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.intervals import half_width
from ripple_sim.study.core.pairs import Books, live_pairs, live_together

Floats = NDArray[np.float64]
LATER = 2  # quarters by which everything is decided later in the counterfactual
LEVEL = 0.80


@dataclass(frozen=True)
class Effect:
    """A mean over pairs with its 80 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Decision:
    """What a decision did: the company as decided, less the same without this one move."""

    quarter: int
    move: Move
    cost: float
    profit: Effect
    loyalty: Effect
    well_being: Effect


@dataclass(frozen=True)
class Debrief:
    """What a game was worth.

    Attributes
    ----------
    points
        Points of each part in every re-run, shape (re-runs, parts).
    own_points
        Points of each part in the company that was played, shape (parts,).
    profits, own_profit
        The profit difference in every re-run, shape (re-runs,), and in the company played.
    loyalty, well_being
        Means over re-runs with intervals: the loyalty difference at the end, and the lowest
        quarter's difference in well-being.
    luck
        How much of the own company's profit difference was luck, 0 to 1.
    forecasts
        Each quarter's forecast beside what came of it in other futures.
    decisions
        What each move did, by leaving it out.
    now, later
        The profit difference of all moves as decided and two quarters later, both run two
        quarters longer so that both spend the same; None where nothing was done.
    """

    code: str
    currency: str
    points: Floats
    own_points: Floats
    profits: Floats
    own_profit: float
    loyalty: Effect
    well_being: Effect
    luck: float
    forecasts: tuple[Forecast, ...]
    decisions: tuple[Decision, ...]
    now: Effect | None
    later: Effect | None
    pairs: int

    @property
    def total(self) -> float:
        """The score: the mean of all points over the re-runs."""
        return float(self.points.sum(axis=1).mean())

    @property
    def range(self) -> tuple[float, float]:
        """Between which totals four of five re-runs lie."""
        low, high = np.quantile(self.points.sum(axis=1), [0.1, 0.9])
        return float(low), float(high)


def debrief(
    game: Game,
    tell: Callable[[int, int], None] = lambda done, total: None,
    *,
    seed: int = 0,
    reruns: int | None = None,
    pairs: int | None = None,
    settled: SettledCache | None = None,
) -> Debrief:
    """Score a game that is over and find out what each decision did.

    Parameters
    ----------
    tell
        Called with the steps done and those there are, after each.
    seed
        That of the company that was played; re-runs have luck of their own.
    reruns, pairs
        How many companies are run again, and how many tell decisions apart; the challenge's
        own numbers if None.

    Raises
    ------
    RippleError
        When quarters are left to play.
    """
    if not game.over:
        raise RippleError("quarter {quarter} is still to be decided", quarter=game.quarter)
    challenge = game.challenge
    count = challenge.reruns if reruns is None else reruns
    few = min(count, challenge.debriefed if pairs is None else pairs)
    settled = SettledCache(most=count + 2) if settled is None else settled
    steps = _Steps(tell, count + 1 + few + len(game.turns))
    plan, base = game.plan(), game.base
    twin, company = plan.baseline(base), plan.applied(base)
    end = partial(_ended, challenge)

    own = end(live_together([twin, company], challenge.weeks, seed, OWN, settled))[0]
    steps.one_more()
    reruns_ended = live_pairs(
        lambda _: [twin, company],
        range(1, count + 1),
        challenge.weeks,
        end,
        seed=seed,
        settled=settled,
        on_pair=steps.one_more,
    )
    again = [outcomes[0] for outcomes in reruns_ended]
    forecasts = judged(game, company, range(1, few + 1), seed=seed, settled=settled, on_quarter=steps.one_more)
    foresight = float(np.mean([forecast.share for forecast in forecasts]))
    points = np.stack([points_of(challenge.score, one, foresight) for one in again])
    profits = np.array([one.profit for one in again])
    decisions, now, later = _decisions(game, twin, company, few, seed, settled, steps)
    return Debrief(
        code=game.code(),
        currency=twin.currency,
        points=points,
        own_points=points_of(challenge.score, own, foresight),
        profits=profits,
        own_profit=own.profit,
        loyalty=_effect([one.loyalty for one in again]),
        well_being=_effect([float(one.well_being.min()) for one in again]),
        luck=share_of_luck(own.profit, float(profits.mean())),
        forecasts=forecasts,
        decisions=decisions,
        now=now,
        later=later,
        pairs=few,
    )


class _Steps:
    def __init__(self, tell: Callable[[int, int], None], total: int) -> None:
        self._tell, self._done, self._total = tell, 0, total

    def one_more(self, _: int = 0) -> None:
        self._done += 1
        self._tell(self._done, self._total)


def _ended(challenge: Challenge, books: Books) -> list[GameResult]:
    """Return how each world but the first ended, less the first."""
    return [outcome_of(challenge.score, books[0], book, challenge.quarters) for book in books[1:]]


def _decisions(
    game: Game, twin: Scenario, company: Scenario, pairs: int, seed: int, settled: SettledCache, steps: _Steps
) -> tuple[tuple[Decision, ...], Effect | None, Effect | None]:
    """Live the company without each move, and with all of them later."""
    moves = game.moves()
    if not moves:
        for _ in range(pairs):
            steps.one_more()
        return (), None, None
    challenge, base, done = game.challenge, game.base, game.interventions()
    weeks = challenge.weeks + LATER * QUARTER
    without = [challenge.plan((*done[:i], *done[i + 1 :])).applied(base) for i in range(len(moves))]
    postponed = challenge.plan(game.interventions(LATER * QUARTER), weeks).applied(base)
    worlds = [twin, company, *without, postponed]

    def take(books: Books) -> tuple[list[GameResult], float, float]:
        nothing = int(books[0]["profit"].sum())
        now, late = (int(book["profit"].sum()) - nothing for book in (books[1], books[-1]))
        return _ended(challenge, books[:-1]), now / 100, late / 100

    taken = live_pairs(
        lambda _: worlds, range(1, pairs + 1), weeks, take, seed=seed, settled=settled, on_pair=steps.one_more
    )
    decisions = []
    for i, (quarter, move) in enumerate(moves):
        pair = [(outcomes[0], outcomes[i + 1]) for outcomes, _, _ in taken]
        decisions.append(
            Decision(
                quarter,
                move,
                game.cost(quarter, move, base),
                _effect([a.profit - b.profit for a, b in pair]),
                _effect([a.loyalty - b.loyalty for a, b in pair]),
                _effect([float((a.well_being - b.well_being).mean()) for a, b in pair]),
            )
        )
    now = _effect([profit for _, profit, _ in taken])
    later = _effect([profit for _, _, profit in taken])
    return tuple(decisions), now, later


def _effect(values: Sequence[float]) -> Effect:
    held = np.array(values)
    mean, half = float(held.mean()), float(half_width(held, LEVEL))
    return Effect(mean, mean - half, mean + half)


@dataclass(frozen=True)
class Forecast:
    """A forecast beside what came of it.

    Attributes
    ----------
    quarter
        The quarter it was for, from 1.
    said
        The forecast; None where none was made.
    came, low, high
        Mean over other futures of that quarter, and between what four of five of them lie.
    share
        What the forecast is worth, 0 to 1.
    as_before
        What "as in the quarter before" would have been worth, 0 to 1.
    """

    quarter: int
    said: float | None
    came: float
    low: float
    high: float
    share: float
    as_before: float


def judged(
    game: Game,
    company: Scenario,
    futures: Sequence[int],
    *,
    seed: int = 0,
    settled: SettledCache | None = None,
    on_quarter: Callable[[int], None] = lambda done: None,
) -> tuple[Forecast, ...]:
    """Judge every quarter's forecast.

    The player's company is taken as it stood when the forecast was made, and that quarter is
    run again with the luck of other replications, so luck is nobody's foresight.

    Parameters
    ----------
    company
        The company with everything that was decided.
    futures
        The replications whose luck is tried; none may be the player's own.
    """
    scoring = game.challenge.score
    metric = BY_NAME[scoring.forecast_metric]
    own = Engine(company, seed, OWN, threads=1, settled=settled)
    other = [Engine(company, seed, future, threads=1, settled=settled) for future in futures]

    def run_quarter(engine: Engine) -> float:
        books = Recorder(QUARTER, len(engine.world.units))
        for _ in range(QUARTER):
            engine.step()
            books.keep(engine.world.ledger)
        return float(over_spans(books.ledgers, metric, [0], [QUARTER])[0])

    def run_future(engine: Engine, stood: World, future: int) -> float:
        engine.restore(stood)
        engine.world.replication = future
        return run_quarter(engine)

    result = []
    before = run_quarter(own)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for number, turn in enumerate(game.turns, 1):
            stood = own.world.copy()
            came = np.array(list(pool.map(run_future, other, [stood] * len(other), futures)), np.float64)
            mean = float(came.mean())
            low, high = np.quantile(came, [0.1, 0.9])
            result.append(
                Forecast(
                    number,
                    turn.forecast,
                    mean,
                    float(low),
                    float(high),
                    forecast_share(turn.forecast, mean, scoring.forecast_off),
                    forecast_share(before, mean, scoring.forecast_off),
                )
            )
            before = run_quarter(own)
            on_quarter(number)
    return tuple(result)
