"""What a visitor does, without a browser."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from ripple_sim import RippleError
from ripple_sim.app.pages.home import drawn_links
from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import Company
from ripple_sim.app.session.moves import PACES, Player, rest_after
from ripple_sim.app.session.network import NOBODY, VIEWS, chain_of, network_of
from ripple_sim.app.session.visit import company_of
from ripple_sim.app.words import words_in
from ripple_sim.app.words.catalogue import read_change
from ripple_sim.observe.metrics import METRICS
from ripple_sim.scenario.files import load, save, to_toml
from ripple_sim.study.run import run
from ripple_sim.study.run import run as simulate


@pytest.fixture
def visit() -> Visit:
    visit = Visit()
    visit.open("bakery")
    return visit


def test_a_visit_begins_with_half_a_year_lived(visit: Visit) -> None:
    assert visit.week == 26
    assert visit.company.week == visit.twin.week == 26
    assert not any(visit.ripple.moved().values())


def test_what_is_done_by_hand_is_what_a_file_of_it_gives(visit: Visit, tmp_path: Path) -> None:
    visit.move("coaching", 0.5)
    for _ in range(10):
        visit.step()
    visit.move("coaching", 0.9)
    visit.move("trust", 0.4)
    visit.start_shock("flu", 0.4, 3)
    visit.go_to(80)
    file = tmp_path / "done.toml"
    save(visit.company.scenario, file)
    again = run(file, weeks=80)
    lived = visit.company.run()
    for metric in METRICS:
        np.testing.assert_array_equal(lived.arrays[metric.name], again.arrays[metric.name])


def test_changes_that_chose_their_teams_keep_them_when_a_lever_is_moved() -> None:
    change = {
        "name": "for the weakest",
        "lever": "coaching",
        "change": 0.6,
        "start": 10,
        "reach": {"lowest": "leadership", "share": 0.25},
    }
    base = load("retail-branches").with_values({"interventions": (change,), "weeks": 40})
    visit = Visit()
    visit.open_company(company_of(to_toml(base), "own.toml"))
    visit.move("trust", 0.9)
    visit.go_to(40)
    expected = simulate(visit.company.scenario).arrays["leadership"]
    np.testing.assert_array_equal(visit.company.run().arrays["leadership"], expected)


def test_the_twin_stays_as_it_was(visit: Visit) -> None:
    visit.move("trust", 0.95)
    visit.go_to(60)
    untouched = run("bakery", weeks=60)
    np.testing.assert_array_equal(visit.twin.run().arrays["profit"], untouched.arrays["profit"])
    assert visit.ripple.moved()["employees"] > 0
    assert visit.company.lately("trust") > visit.twin.lately("trust")


def test_going_back_undoes_what_was_done_later(visit: Visit) -> None:
    visit.move("trust", 0.9)
    visit.go_to(50)
    visit.move("growth", 0.9)
    beginnings = visit.beginnings
    visit.go_to(40)
    assert visit.week == 40
    assert [move.lever for move in visit.moves.moves] == ["trust"]
    assert visit.level("growth") == 0.5
    assert visit.beginnings == beginnings + 1
    visit.reset()
    assert visit.week == 26
    assert not visit.moves


def test_what_going_back_took_back_is_told_and_can_be_had_again(visit: Visit) -> None:
    visit.move("trust", 0.9)
    visit.start_shock("flu", 0.2, 4)
    visit.go_to(50)
    visit.start_shock("flu", 0.3, 2)
    done, satisfied = visit.moves, visit.company.lately("customer_satisfaction")
    visit.go_to(60)
    visit.go_to(55)
    assert visit.taken_back is None, "nothing was done from then on"
    visit.go_to(50)
    assert visit.taken_back is not None
    assert [one.size for one in visit.taken_back.undone.blows] == [0.3]
    assert (visit.taken_back.week, visit.taken_back.back_to) == (55, 50)
    visit.go_to(20)
    assert visit.taken_back.undone == done.before(50), "what was taken back last"
    visit.bring_back()
    assert (visit.week, visit.moves, visit.taken_back) == (50, done.before(50), None)
    assert visit.company.lately("customer_satisfaction") == satisfied
    visit.reset()
    assert visit.taken_back.undone == done.before(50)
    visit.move("trust", 0.7)
    assert visit.taken_back is None, "it would undo what was done since"


def test_a_lever_is_held_in_its_range_and_brought_back(visit: Visit) -> None:
    visit.move("trust", 7)
    assert visit.level("trust") == 1.0
    visit.move("trust", 0.6)
    assert visit.moves.interventions(visit.base) == ()
    for wrong in ("truste", "flu"):
        with pytest.raises(RippleError, match="no driver or practice"):
            visit.move(wrong, 0.5)


def test_nothing_happens_beyond_the_horizon(visit: Visit) -> None:
    visit.go_to(10_000)
    assert visit.week == visit.base.weeks
    visit.step()
    assert visit.week == visit.base.weeks
    assert visit.company.over


def test_figures_are_those_of_a_run(visit: Visit) -> None:
    visit.go_to(70)
    lived = {row.name: row.end for row in run("bakery", weeks=70).chain()}
    for name in ("engagement", "leavers", "profit"):
        assert visit.company.lately(name) == lived[name]
    series = visit.company.series("profit")
    assert len(series) == 70
    assert series[-1] == visit.company.lately("profit")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "'own.toml'"),
        (to_toml(load("bakery")).replace("members = 600", "members = 900000"), "at most 120,000"),
        ('name = "plan"\n[[interventions]]\nlever = "trust"\nchange = 0.1', "'own.toml'"),
    ],
)
def test_a_file_that_can_not_be_opened_is_refused_in_a_sentence(visit: Visit, text: str, says: str) -> None:
    with pytest.raises(RippleError, match=says):
        visit.open_company(company_of(text, "own.toml"))
    assert visit.base.name == "bakery"


def test_a_company_is_opened_by_its_name_never_by_a_path(visit: Visit, tmp_path: Path) -> None:
    save(load("bakery"), tmp_path / "own.toml")
    for name in (str(tmp_path / "own.toml"), "bakeri"):
        with pytest.raises(RippleError, match="no company"):
            visit.open(name)


def test_two_visits_share_nothing() -> None:
    one, other = Visit(), Visit()
    for visit in (one, other):
        visit.open("bakery")
    one.move("trust", 1.0)
    one.go_to(40)
    assert other.week == 26
    assert other.level("trust") == 0.6
    other.go_to(40)
    assert other.company.lately("trust") == other.twin.lately("trust")


def test_everybody_looking_on_is_told(visit: Visit) -> None:
    frames = []
    visit.when_changed(lambda: frames.append(visit.frame))
    visit.step()
    visit.move("trust", 0.7)
    assert frames == [visit.frame - 1, visit.frame]
    visit.close()
    visit.step()
    assert len(frames) == 2


# ------------------------------------------------------------------------------ weeks that play


def test_weeks_wait_until_they_are_painted() -> None:
    lived: list[int] = []
    player = Player(lambda stopped: lived.append(1) or True)
    player.pace = PACES[-1]
    player.play()
    time.sleep(0.4)
    assert len(lived) == 1, "the first week isn't painted yet"
    player.painted()
    _until(lambda: len(lived) == 2)
    player.pause()
    assert player.wait(5)
    assert len(lived) == 2
    assert not player.playing


@pytest.mark.parametrize(
    ("took", "pace", "rest"),
    [(0.05, 4.0, 0.20), (0.1, 12.0, 0.0), (0.3, 1.0, 0.7), (0.3, 12.0, 0.36)],
    ids=["time left", "no time left", "time left though slow", "processors are scarce"],
)
def test_slow_weeks_leave_the_processors_to_others(took: float, pace: float, rest: float) -> None:
    assert rest_after(took, pace) == pytest.approx(rest)


def test_nobody_painting_ends_the_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ripple_sim.app.session.moves.PATIENCE_SECONDS", 0.01)
    lived: list[int] = []
    ended = threading.Event()
    player = Player(lambda stopped: lived.append(1) or True)
    player.pace, player.ended = 1000.0, ended.set
    player.play()
    assert ended.wait(5)
    assert player.wait(5)
    assert 1 < len(lived) <= 6


def test_a_visit_plays_to_its_horizon_and_closes(visit: Visit) -> None:
    visit.go_to(visit.base.weeks - 3)
    visit.when_changed(visit.player.painted)
    visit.player.pace = 1000.0
    visit.player.play()
    assert visit.player.wait(10)
    assert visit.company.over
    visit.reset()
    visit.player.play()
    visit.close()
    assert visit.player.wait(5)
    visit.player.play()
    assert not visit.player.playing


def _until(holds, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


# ------------------------------------------------------------------------------ people drawn


@pytest.mark.parametrize("name", ["bakery", "retail-branches", "lending-centre"])
def test_everybody_drawn_stands_within_the_picture(name: str) -> None:
    company = Company(load(name))
    network = network_of(company.world)
    assert network.points.min() >= 0
    assert network.points.max() <= 1
    assert len(np.unique(network.points, axis=0)) == len(network.points)
    assert (network.tables == 0).sum() == len(company.world.teams)
    assert network.ties.max() < len(network.rows)
    for view in VIEWS.values():
        state = np.frombuffer(network.state(company.world, view), np.uint8)
        assert len(state) == len(network.rows)
        assert (state != NOBODY).any()


def test_the_ripple_glows_where_it_arrives(visit: Visit) -> None:
    network = network_of(visit.company.world)
    assert not any(network.glow(visit.ripple, visit.week))
    visit.move("coworkers", 1.0)
    visit.go_to(visit.week + 8)
    glow = np.frombuffer(network.glow(visit.ripple, visit.week), np.uint8)
    since = visit.ripple.since["employees"][network.rows[network.tables == 1]]
    assert ((glow[network.tables == 1] > 0) == (since > 0)).all()
    assert glow.max() > 100


def test_what_changed_is_worked_out_for_every_week(visit: Visit) -> None:
    visit.go_to(60)
    for link in chain_of(visit.company):
        assert link.first == 13
        assert np.isnan(link.changes[:13]).all()
        for week in (14, 30, 60):
            change = link.values[week - 1] - link.values[12]
            assert link.changes[week - 1] == pytest.approx(change)
    short = Company(load("bakery").with_values({"weeks": 2}))
    short.live_to(2)
    assert [len(link.changes) for link in chain_of(short)] == [2] * 6


def test_the_texts_of_the_chain_name_the_week_s_own_change(visit: Visit) -> None:
    visit.go_to(40)
    chain = chain_of(visit.company)
    for link, drawn in zip(chain, drawn_links(chain, words_in("en"), "EUR"), strict=True):
        assert drawn["changes"][12] == "the first quarter"
        change = read_change(words_in("en"), link.metric, link.changes[19], "EUR")
        assert drawn["changes"][19] == f"{change} since the first quarter"
        assert len(drawn["changes"]) == len(drawn["shown"]) == 40
