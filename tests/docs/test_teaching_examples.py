"""The guide's lesson and challenge are files that can be used."""

import re
from pathlib import Path

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.lesson_run import live
from ripple_sim.learn.texts import parse

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "teaching.md"


def test_the_examples_are_a_lesson_and_a_challenge() -> None:
    lesson, challenge = map(parse, re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.S))
    assert isinstance(lesson, Lesson)
    assert isinstance(challenge, Challenge)
    assert live(lesson, pairs=3).findings[0].unit == "0 to 100"
