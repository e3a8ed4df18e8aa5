"""What a visitor learns with, without a browser: files, progress, runs in the pool."""

import pytest
from learn.small import CHALLENGE, LESSON

from ripple_sim.app.session import Visit
from ripple_sim.app.session.jobs import Jobs
from ripple_sim.app.session.learning import DEBRIEF, QUARTER_RUN, Learning
from ripple_sim.app.session.learning import LESSON as LESSON_JOB
from ripple_sim.app.session.workers import Workers
from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.debriefing import debrief
from ripple_sim.learn.game import Game, Move, look
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.lesson_run import live
from ripple_sim.learn.progress import Progress, Said
from ripple_sim.scenario.problems import RippleError


@pytest.fixture
def learning() -> Learning:
    return Visit().keep(Learning)


def test_files_of_ones_own_stand_beside_those_of_the_package(learning: Learning) -> None:
    assert len(learning.lessons) == 6
    lesson = learning.open_text(LESSON, "small.toml")
    challenge = learning.open_text(CHALLENGE, "little.toml")
    assert learning.lessons["small"] is lesson
    assert learning.challenges["little"] is challenge
    assert learning.own == {"small", "little"}
    changed = learning.open_text(LESSON.replace("A small", "Another"), "small.toml")
    assert learning.lessons["small"] is changed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            LESSON.replace('name = "trusting"', 'name = "t"\ncontext = {"market.members" = 90000}'),
            "takes at most 20,000",
        ),
        (CHALLENGE + '\n[context]\n"company.structure.frontline_per_unit" = 900\n', "at most 600"),
        (LESSON.replace('metric = "profit"', 'metric = "profits"'), "did you mean 'profit'"),
        ('kind = "progress"\n[lesson]\n', "did you mean 'lessons'"),
    ],
)
def test_what_cannot_be_used_is_refused(learning: Learning, text: str, says: str) -> None:
    with pytest.raises(RippleError, match=says):
        learning.open_text(text, "own.toml")
    assert learning.own == set()


def test_progress_is_held_within_what_there_is(learning: Learning) -> None:
    said = {"delay": Said(6, 1), "cause": Said(2, 6), "bad-news": Said(0, 1), "own": Said(6, 6)}
    games = {"silo-bank": "sponsor.50.0_0", "demand-wave": "nothing.50.0", "own": "x.25.0"}
    held = learning.checked(Progress("", said, games))
    assert held.said == {"delay": Said(0, 0), "cause": Said(2, 0), "bad-news": Said(0, 0), "own": Said(6, 6)}
    assert set(held.games) == {"silo-bank", "own"}
    opened = learning.open_text(held.text(), "progress.toml")
    assert isinstance(opened, Progress)
    assert opened.games == held.games


def test_runs_in_the_pool_give_what_runs_here_give() -> None:
    visit = Visit()
    workers = Workers(1)
    visit.jobs = Jobs(workers)
    learning = visit.keep(Learning)
    lesson = learning.open_text(LESSON, "small.toml")
    challenge = learning.open_text(CHALLENGE, "little.toml")
    assert isinstance(lesson, Lesson)
    assert isinstance(challenge, Challenge)
    game = Game(challenge).decided((Move("trust", 25),), 60.0).decided(())

    def done(name: str) -> None:
        job = visit.jobs[name]
        assert job is not None
        assert job.finished.wait(300)  # a guard against hanging, not a measure of speed
        assert job.state == "done", job.problem
        assert job.done == job.total > 0

    learning.run_lesson(lesson)
    done(LESSON_JOB)
    lived = learning.lived(lesson)
    assert lived is not None
    assert lived.findings == live(lesson).findings
    learning.run_quarter(game)
    done(QUARTER_RUN)
    seen = learning.seen(game)
    assert seen is not None
    assert (seen.reports["profit"] == look(game).reports["profit"]).all()
    assert learning.seen(Game(challenge)) is None
    learning.run_debrief(game)
    done(DEBRIEF)
    found = learning.debriefed(game)
    assert found is not None
    assert found.total == debrief(game).total

    learning.run_debrief(game)
    job = visit.jobs[DEBRIEF]
    assert job is not None
    job.cancel()
    assert job.finished.wait(60)
    assert job.state == "cancelled"
    assert learning.debriefed(game) is None
    workers.close()
    visit.close()
