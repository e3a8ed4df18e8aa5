"""A challenge as it is played: budget, overlaps, the one step back, codes, and what is seen."""

import math

import numpy as np
import pytest

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.game import Game, Move, game_of, look, range_of
from ripple_sim.learn.texts import parse
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME, METRICS
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.writing import plan_to_toml
from ripple_sim.study.run import run
from ripple_sim.study.run import run as simulate

from .small import CHALLENGE


@pytest.fixture
def game() -> Game:
    challenge = parse(CHALLENGE)
    assert isinstance(challenge, Challenge)
    return Game(challenge)


def test_decisions_are_a_plan_with_dates_costs_and_a_budget(game: Game) -> None:
    after = game.decided((Move("trust", 50, 1),), 70.0).decided((Move("seat"),))
    one, other = after.plan().interventions
    assert (one.start, one.duration, one.change) == (13, 13, pytest.approx(0.15))
    assert (other.start, other.duration, other.change) == (26, 13, 0.2)
    assert after.over
    assert after.spent() == pytest.approx(after.plan().planned_cost(after.base).total)
    assert after.left() == pytest.approx(20_000 - after.spent())
    assert parse_plan(plan_to_toml(after.plan())) == after.plan()


def test_the_budget_holds_and_savings_are_none(game: Game) -> None:
    costly = parse(CHALLENGE.replace("20_000\nreruns", "100\nreruns"))
    with pytest.raises(RippleError, match=r"that costs EUR .*, and EUR 100 of the budget is left"):
        Game(costly).decided((Move("seat"),))
    saved = game.decided((Move("less-training"),))
    assert saved.spent() == 0
    assert saved.plan().planned_cost(saved.base).total < 0


def test_one_lever_is_moved_once_at_a_time(game: Game) -> None:
    with pytest.raises(RippleError, match="both move trust"):
        game.decided((Move("trust", 25), Move("trust-loudly", 25)))
    first = game.decided((Move("trust", 25, 1),))
    assert first.decided((Move("trust-loudly", 25),)).over
    with pytest.raises(RippleError, match="both move trust"):
        game.decided((Move("trust", 25, 2),)).decided((Move("trust-loudly", 25),))


def test_there_is_one_step_back(game: Game) -> None:
    with pytest.raises(RippleError, match="no step to take back"):
        game.stepped()
    back = game.decided((Move("trust", 25),)).stepped()
    assert (back.turns, back.stepped_back, back.spent()) == ((), True, 0)
    with pytest.raises(RippleError, match="one step back has been used"):
        back.decided(()).stepped()


@pytest.mark.parametrize(
    ("move", "says"),
    [
        (Move("trst"), "did you mean 'trust'"),
        (Move("seat", 50), "must be one of 100 %"),
        (Move("trust", 100, 3), "0 .to the end. to 2"),
    ],
)
def test_a_move_that_cannot_be_made(game: Game, move: Move, says: str) -> None:
    with pytest.raises(RippleError, match=says):
        game.decided((move,))


def test_what_is_over_is_over(game: Game) -> None:
    done = game.decided(()).decided(())
    with pytest.raises(RippleError, match="all quarters are played"):
        done.decided(())
    with pytest.raises(RippleError, match="at most 6"):
        game.decided((Move("trust", 25),) * 7)
    with pytest.raises(RippleError, match="must lie between 0 and 100"):
        game.decided((), float("nan"))


@pytest.mark.parametrize("forecast", [33_000, 100.5, -1, math.inf, math.nan])
def test_a_forecast_that_cannot_come_true_is_refused(game: Game, forecast: float) -> None:
    with pytest.raises(RippleError, match=r"the forecast of Engagement is .* between 0 and 100"):
        game.decided((), forecast)
    assert game.turns == ()
    for held in (0, 66.6, 100):
        assert game.decided((), held).turns[-1].forecast == held


def test_what_is_measured_lies_in_the_range_of_its_forecasts() -> None:
    lived = run("bakery", weeks=52)
    for metric in METRICS:
        low, high = range_of(metric)
        values = lived.arrays[metric.name]
        assert np.nanmin(values) >= low, metric.name
        assert np.nanmax(values) <= high, metric.name


def test_a_code_tells_the_whole_game(game: Game) -> None:
    played = game.decided((Move("trust", 25, 1), Move("seat", 100, 1)), 1.5).stepped()
    played = played.decided((Move("less-training"),), 71.25).decided(())
    assert game_of(game.challenge, played.code()) == played
    assert game_of(game.challenge, "") == game


@pytest.mark.parametrize(
    "code",
    [
        "x",
        "trust.25",
        "trust.30.0",
        "nothing.25.0",
        "fnan",
        "f1e999",
        "0_0_0",
        "seat.100.0~seat.100.0",
        "trust.25.0_trust.25.0",
        "0" * 5000,
        "f33000",
        "seat.100.0_<script>",
    ],
)
def test_a_code_that_no_game_gave_is_refused(game: Game, code: str) -> None:
    with pytest.raises(RippleError):
        game_of(game.challenge, code)


def test_what_is_seen_is_what_a_run_gives_and_stays(game: Game) -> None:
    settled = SettledCache()
    first = game.decided((Move("trust", 25),))
    second = first.decided((Move("seat"),))
    seen = [look(one, settled=settled) for one in (game, first, second)]
    run = simulate(second.plan().applied(second.base), weeks=39)
    for name in ("profit", "engagement"):
        lived = [run.recorder.company_over(BY_NAME[name], at, at + 13) for at in (0, 13, 26)]
        assert seen[2].reports[name] == pytest.approx(lived)
        for count, one in enumerate(seen, 1):
            assert np.array_equal(one.reports[name], seen[2].reports[name][:count])


@pytest.mark.parametrize(
    ("metric", "fits", "misfits"),
    [
        ("cnps", (-100, 100), (-101, 101)),
        ("retention", (0, 100), (-1, 101)),
        ("waiting", (0, 900), (-1,)),
        ("profit", (-1e9, 1e9), (1e13,)),
    ],
)
def test_every_figure_has_a_scale_of_its_own(metric: str, fits: tuple[float, ...], misfits: tuple[float, ...]) -> None:
    text = CHALLENGE.replace('forecast_metric = "engagement"', f'forecast_metric = "{metric}"')
    challenge = parse(text)
    assert isinstance(challenge, Challenge)
    for value in fits:
        assert Game(challenge).decided((), value).turns
    for value in misfits:
        with pytest.raises(RippleError, match="forecast"):
            Game(challenge).decided((), value)


def test_what_a_run_shows_lies_within_its_scale(game: Game) -> None:
    run = simulate(game.base, weeks=26)
    weekly = run.frame()
    for name, metric in BY_NAME.items():
        low, high = range_of(metric)
        seen = weekly.loc[weekly["metric"] == name, "value"].dropna()
        assert seen.between(low, high).all(), name
