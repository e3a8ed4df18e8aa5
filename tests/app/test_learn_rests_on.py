"""What the *i* tells of the numbers of lessons and challenges."""

import math

import pytest
from learn.small import CHALLENGE

from ripple_sim.app.components.information_mark import told
from ripple_sim.app.pages.learn.number_sources import (
    of_budget,
    of_cost,
    of_decisions,
    of_forecasts,
    of_lines,
    of_measure,
    of_points,
    of_rules,
)
from ripple_sim.app.words import words_in
from ripple_sim.app.words.gathering import gathered
from ripple_sim.learn.challenge import PARTS, Challenge
from ripple_sim.learn.lesson_run import LessonResult, MeasureResult
from ripple_sim.learn.texts import challenge_names, lesson_names, load_challenge, load_lesson, parse

WORDS = words_in("en")


def lived(name: str, low: float = 1.0) -> LessonResult:
    lesson = load_lesson(name)
    findings = tuple(MeasureResult(one.name, one.label, "currency/week", 1, 2.0, low, 3.0) for one in lesson.measures)
    return LessonResult(lesson, findings, (), lesson.pairs, lesson.weeks, 0, "EUR")


@pytest.mark.parametrize("name", lesson_names())
def test_every_measure_of_a_lesson_tells_its_interval_and_how_it_is_made(name: str) -> None:
    run = lived(name)
    for finding in run.findings:
        rows = dict(told(WORDS, of_measure(WORDS, run, finding)))
        assert rows["80 % interval"] == "1 to 3 EUR/week"
        assert rows["what"]
        assert rows["kind"].startswith(("compared", "re-run"))
        assert "tested" in rows
    assert len(of_lines(run)) == len(run.lesson.lines)


def test_what_has_no_interval_tells_none() -> None:
    run = lived("delay", low=math.nan)
    rows = dict(told(WORDS, of_measure(WORDS, run, run.findings[0])))
    assert "80 % interval" not in rows


@pytest.mark.parametrize(
    "challenge", [*map(load_challenge, challenge_names()), parse(CHALLENGE)], ids=lambda challenge: challenge.name
)
def test_every_part_of_the_score_tells_its_rule_and_its_range(challenge: Challenge) -> None:
    parts = of_points(challenge.score)[: len(PARTS)]
    for part, known in zip(PARTS, parts, strict=True):
        rows = dict(told(WORDS, known))
        assert rows["range"] == f"0 to {getattr(challenge.score, part):g} points"
        assert rows["based on"] == "the rules of the challenge"
        assert rows["kind"].startswith("re-run")
        assert "tested" in rows


def test_its_texts_can_be_translated() -> None:
    scoring = load_challenge("silo-bank").score
    every = [of_rules(), of_cost(), of_budget(), *of_points(scoring), *of_decisions(scoring), *of_forecasts(scoring)]
    run = lived("cause")
    every += [*of_lines(run), *(of_measure(WORDS, run, one) for one in run.findings)]
    known = gathered()
    for one in every:
        for text in (one.label, one.help, one.source):
            assert not text or text in known, text
