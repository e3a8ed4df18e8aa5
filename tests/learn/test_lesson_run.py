"""A lesson's run: its numbers are those of a comparison, its option is found, never stated."""

from dataclasses import replace

import numpy as np
import pytest

from ripple_sim.learn.lesson_run import LessonResult, PairNumbers, findings, live
from ripple_sim.learn.scoring import by_quarter, by_week, over_spans
from ripple_sim.learn.texts import lesson_names, load_lesson, parse
from ripple_sim.model.records import LEDGER
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.files import load
from ripple_sim.study.compare import compare
from ripple_sim.study.run import run as simulate

from .small import LESSON


@pytest.fixture(scope="module")
def lived() -> LessonResult:
    return live(parse(LESSON))


def test_its_numbers_are_those_of_the_command_line(lived: LessonResult) -> None:
    lesson = lived.lesson
    beside = compare("bakery", lesson.plans[0], pairs=3, horizon=39).outcomes()["profit"]
    money = lived.deciding
    assert money.value == pytest.approx(beside.value / 39)
    assert (money.low, money.high) == pytest.approx([end / 39 for end in beside.interval_80])


def test_it_tells_which_option_holds_and_whether_that_is_sure(lived: LessonResult) -> None:
    money = lived.findings[0]
    assert lived.option == (0 if money.value < 0 else 1)
    assert lived.certain == (money.high < 0 or money.low >= 0)
    assert lived.as_expected == (lived.option == 0)
    unsure = replace(lived, findings=(replace(money, low=-1.0, high=1.0), *lived.findings[1:]))
    assert not unsure.certain
    higher = replace(lived, findings=(replace(money, value=3.0), *lived.findings[1:]))
    assert higher.option == 1
    assert not higher.as_expected


def test_a_measure_beside_itself_is_one_without_doubt(lived: LessonResult) -> None:
    rate = lived.findings[2]
    assert (rate.value, rate.low, rate.high) == (1.0, 1.0, 1.0)


def test_before_a_plan_starts_nothing_differs(lived: LessonResult) -> None:
    (path,) = lived.paths
    assert not path.mean[:4].any()
    assert path.mean[-1] > 0
    assert (path.low <= path.mean).all()
    assert (path.mean <= path.high).all()


def test_delay_and_peak_of_a_line_that_is_known() -> None:
    text = LESSON.replace('kind = "delay"', 'kind = "{kind}"')
    rising = np.concatenate([np.zeros(4), np.linspace(1, 20, 20), np.full(15, 18.0)])
    for kind, weeks in (("delay", 10), ("peak", 20)):
        lesson = parse(text.format(kind=kind))
        kept = [
            PairNumbers({"money": np.array([1.0]), "people": size * rising}, np.zeros((1, 1, 39)))
            for size in (1.0, -0.5, 1.5)
        ]
        people = findings(lesson, kept)[1]
        assert (people.value, people.low, people.high, people.unit) == (weeks, weeks, weeks, "weeks")


def test_spans_are_counted_as_runs_count_them() -> None:
    run = simulate(load("bakery"), weeks=39)
    books = run.recorder.ledgers
    assert books.dtype == LEDGER
    for name in ("profit", "engagement", "leavers", "retention", "customers"):
        metric = BY_NAME[name]
        quarters = [run.recorder.company_over(metric, at, at + 13) for at in (0, 13, 26)]
        assert by_quarter(books, metric) == pytest.approx(quarters, nan_ok=True)
        assert by_week(books, metric)[[12, 25, 38]] == pytest.approx(quarters, nan_ok=True)
        whole = over_spans(books, metric, [0], [39])[0]
        assert whole == pytest.approx(run.recorder.company_over(metric, 0, 39), nan_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", lesson_names())
def test_each_lesson_shows_what_its_explanation_tells(name: str) -> None:
    shown = live(load_lesson(name), pairs=3)
    assert shown.as_expected, shown.findings
