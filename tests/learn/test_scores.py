"""Points, luck and foresight by hand, and a debrief whose parts can be told in advance."""

from dataclasses import replace

import numpy as np
import pytest

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.debriefing import Debrief, debrief
from ripple_sim.learn.game import Game, Move, look
from ripple_sim.learn.scoring import GameResult, between, forecast_share, outcome_of, points_of, share_of_luck
from ripple_sim.learn.texts import parse
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.recorder import Recorder
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.compare import compare

from .small import CHALLENGE


def challenge() -> Challenge:
    found = parse(CHALLENGE)
    assert isinstance(found, Challenge)
    return found


def test_points_by_hand() -> None:
    scoring = challenge().score
    outcome = GameResult(0.0, 5.0, np.array([0.0, -0.4, -0.5, -0.6]))
    assert points_of(scoring, outcome, 0.2) == pytest.approx([20, 10, 18.75, 3])
    best = GameResult(1e9, 1e9, np.array([1.0]))
    assert points_of(scoring, best, 1.0).sum() == pytest.approx(100)
    worst = GameResult(-1e9, -1e9, np.array([-9.0]))
    assert points_of(scoring, worst, 0.0).sum() == 0


def test_shares_by_hand() -> None:
    assert between(3, 1, 5) == 0.5
    assert between(3, 5, 1) == 0.5  # where less is better
    assert forecast_share(10, 10, 5) == 1
    assert forecast_share(12, 10, 5) == pytest.approx(0.6)
    assert forecast_share(99, 10, 5) == 0
    assert forecast_share(None, 10, 5) == 0
    assert share_of_luck(10, 10) == 0
    assert share_of_luck(0, 10) == 0.5
    assert share_of_luck(5, 0) == 1
    assert share_of_luck(0, 0) == 0


def test_a_company_beside_itself_gains_nothing() -> None:
    books = Recorder(39, 2).ledgers
    full = np.zeros(39 * 2, books.dtype).reshape(39, 2)
    full["filled"], full["customers"], full["profit"] = 1, 1, 500
    outcome = outcome_of(challenge().score, full, full, 2)
    assert (outcome.profit, outcome.loyalty) == (0, 0)
    assert np.array_equal(outcome.well_being, [0, 0])


@pytest.fixture(scope="module")
def settled() -> SettledCache:
    return SettledCache()


@pytest.fixture(scope="module")
def game() -> Game:
    return Game(challenge()).decided((Move("trust", 100, 1),), 60.0).decided(())


@pytest.fixture(scope="module")
def found(game: Game, settled: SettledCache) -> Debrief:
    told: list[tuple[int, int]] = []
    result = debrief(game, lambda *step: told.append(step), settled=settled)
    assert told == [(step, 13) for step in range(1, 14)]
    return result


def test_the_score_is_the_mean_over_hidden_re_runs(found: Debrief) -> None:
    assert found.points.shape == (5, 4)
    assert found.total == pytest.approx(found.points.sum(axis=1).mean())
    low, high = found.range
    assert low <= found.total <= high
    assert 0 <= found.luck <= 1
    assert (found.points <= [40, 20, 25, 15]).all()


def test_profits_are_those_of_a_comparison(game: Game, found: Debrief) -> None:
    beside = compare("bakery", game.plan(), pairs=6).values()["profit"]
    assert found.own_profit == pytest.approx(beside[0])
    assert found.profits == pytest.approx(beside[1:])


def test_the_only_decision_did_all_that_was_done(found: Debrief) -> None:
    (decision,) = found.decisions
    assert decision.profit.mean == pytest.approx(found.profits.mean())
    assert decision.profit.low < decision.profit.mean < decision.profit.high
    assert decision.loyalty.mean == pytest.approx(found.loyalty.mean)


def test_forecasts_are_held_against_other_futures(game: Game, found: Debrief, settled: SettledCache) -> None:
    one, other = found.forecasts
    seen = look(game, settled=settled).reports["engagement"]
    assert one.low <= one.came <= one.high
    assert one.share == forecast_share(60.0, one.came, 5)
    assert one.as_before == pytest.approx(forecast_share(seen[0], one.came, 5))
    assert other.said is None
    assert other.share == 0
    assert other.as_before == pytest.approx(forecast_share(seen[1], other.came, 5))
    # From where the company stood, other futures stay near what came of it.
    assert abs(one.came - seen[1]) < 3


def test_who_does_nothing_earns_no_profit_and_hurts_nobody(settled: SettledCache) -> None:
    idle = Game(challenge()).decided(()).decided(())
    found = debrief(idle, reruns=5, settled=settled)
    assert (found.decisions, found.now, found.later) == ((), None, None)
    assert found.points.mean(axis=0) == pytest.approx([20, 0, 25, 0])
    assert (found.own_profit, found.luck) == (0, 0)


def test_only_what_is_over_is_scored(game: Game) -> None:
    with pytest.raises(RippleError, match="quarter 2 is still to be decided"):
        debrief(replace(game, turns=game.turns[:1]))
