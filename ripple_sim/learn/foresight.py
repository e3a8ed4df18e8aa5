"""Forecasts judged: what came in other futures from where the player stood."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from ripple_sim.learn.challenge import Challenge, forecast_share
from ripple_sim.learn.game import OWN, Game
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.measuring import over_spans
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.schema import Scenario


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
    lived again with the luck of other replications, so luck is nobody's foresight.

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

    def quarter_lived(engine: Engine) -> float:
        books = Recorder(QUARTER, len(engine.world.units))
        for _ in range(QUARTER):
            engine.step()
            books.keep(engine.world.ledger)
        return float(over_spans(books.ledgers, metric, [0], [QUARTER])[0])

    def future_lived(engine: Engine, stood: World, future: int) -> float:
        engine.restore(stood)
        engine.world.replication = future
        return quarter_lived(engine)

    found = []
    before = quarter_lived(own)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for number, turn in enumerate(game.turns, 1):
            stood = own.world.copy()
            came = np.array(list(pool.map(future_lived, other, [stood] * len(other), futures)), np.float64)
            mean = float(came.mean())
            low, high = np.quantile(came, [0.1, 0.9])
            found.append(
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
            before = quarter_lived(own)
            on_quarter(number)
    return tuple(found)


def texts_of(taught: Lesson | Challenge) -> Iterator[str]:
    """Return the texts of a lesson or a challenge, in the order of its file."""
    yield from (taught.title, taught.says)
    if isinstance(taught, Challenge):
        yield from taught.brief
        for offer in taught.offers:
            yield from (offer.title, offer.says)
        return
    yield from taught.idea
    yield taught.predict.asks
    yield from (option.says for option in taught.predict.options)
    yield from (measure.label for measure in taught.measures)
    yield from (line.label for line in taught.lines if line.label)
    yield from (plan.title or plan.name for plan in taught.plans)
    yield from taught.explain
    yield taught.question.asks
    for answer in taught.question.answers:
        yield from (answer.says, answer.because)
