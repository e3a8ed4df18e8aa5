"""Studies in processes of their own."""

import time
from collections.abc import Callable, Iterator

import pytest

from ripple_sim import RippleError
from ripple_sim.app.session.jobs import MOST_AT_ONCE, Jobs
from ripple_sim.app.session.workers import Workers

pytestmark = pytest.mark.slow


def count(number: int, tell: Callable[[int, int], None]) -> int:
    for done in range(number):
        tell(done + 1, number)
    return number


def refuse(tell: Callable[[int, int], None]) -> None:
    raise RippleError("this can't be done")


def fail(tell: Callable[[int, int], None]) -> None:
    raise ValueError("a secret")


def last(tell: Callable[[int, int], None]) -> None:
    time.sleep(600)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    workers = Workers(most=1)
    yield workers
    workers.close()


def test_a_study_tells_how_far_it_is_and_what_it_gives(workers: Workers) -> None:
    jobs, told = Jobs(workers), []
    job = jobs.start("count", count, 3, when_changed=lambda: told.append((job.done, job.total)))
    assert job.finished.wait(60)
    assert (job.state, job.result, job.done) == ("done", 3, 3)
    assert told[:3] == [(1, 3), (2, 3), (3, 3)]
    assert jobs["count"] is job


def test_a_refusal_is_a_sentence_and_a_failure_says_nothing(workers: Workers) -> None:
    jobs = Jobs(workers)
    refused = jobs.start("refuse", refuse)
    assert refused.finished.wait(60)
    assert (refused.state, str(refused.problem)) == ("refused", "this can't be done")
    failed = jobs.start("fail", fail)
    assert failed.finished.wait(60)
    assert (failed.state, failed.problem) == ("failed", None)


def test_a_study_is_cancelled_at_once_and_the_next_one_is_done(workers: Workers) -> None:
    jobs = Jobs(workers)
    running, waiting = jobs.start("one", last), jobs.start("two", last)
    jobs.start("three", last)
    with pytest.raises(RippleError, match="three studies"):
        jobs.start("four", last)
    assert MOST_AT_ONCE == 3
    time.sleep(0.5)
    began = time.monotonic()
    jobs.close()
    for job in (running, waiting, jobs["three"]):
        assert job.finished.wait(20)
        assert job.state == "cancelled"
    assert time.monotonic() - began < 15
    again = Jobs(workers).start("count", count, 1)
    assert again.finished.wait(60)
    assert again.state == "done"
