"""Lessons and challenges as files, and every text in them that a reader meets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.lesson import Lesson
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.problems import RippleError, ScenarioError, Where, near_or_all
from ripple_sim.scenario.toml_texts import text_of, toml_of

_HERE = Path(__file__).resolve().parent
Taught = Lesson | Challenge


def lesson_names() -> list[str]:
    """Return the names of the lessons that come with the package, in the order they build up."""
    return [lesson.name for lesson in sorted(_lessons(), key=lambda one: one.order)]


def challenge_names() -> list[str]:
    """Return the names of the challenges that come with the package, in their order."""
    return [one.name for one in sorted(_challenges(), key=lambda one: one.order)]


def load_lesson(name_or_path: str | Path) -> Lesson:
    """Return a lesson by its name or the path of its file.

    Raises
    ------
    ScenarioError
        With one sentence on what is wrong: where, what, and what is allowed.
    """
    text, where = text_of(name_or_path, _stems("lessons"), lesson_path, "lesson")
    taught = parse(text, where)
    if not isinstance(taught, Lesson):
        raise ScenarioError("{where} is a challenge, not a lesson", where=where)
    return taught


def load_challenge(name_or_path: str | Path) -> Challenge:
    """Return a challenge by its name or the path of its file; refuses as a lesson does."""
    text, where = text_of(name_or_path, _stems("challenges"), challenge_path, "challenge")
    taught = parse(text, where)
    if not isinstance(taught, Challenge):
        raise ScenarioError("{where} is a lesson, not a challenge", where=where)
    return taught


def parse(text: str, where: Where = "file") -> Taught:
    """Return the lesson or the challenge that a text describes.

    A file with ``offers`` or a ``budget`` is a challenge, one with ``predict``, ``measures`` or a
    ``question`` a lesson; ``where`` is what sentences call it.
    """
    data = toml_of(text, where)
    if data.keys() & {"offers", "score", "budget", "quarters"}:
        return checked_as(Challenge, data, where, text)
    if data.keys() & {"predict", "measures", "question", "idea"}:
        return checked_as(Lesson, data, where, text)
    raise ScenarioError(
        "{where} is neither a lesson (it has no predict and measures) nor a challenge (it has no offers and score)",
        where=where,
    )


def lesson_path(name: str) -> Path:
    """Return the file of a lesson that comes with the package."""
    if name not in _stems("lessons"):
        hint = near_or_all(name, _stems("lessons"))
        raise RippleError("there is no lesson '{lesson}'", lesson=name[:40], hint=hint)
    return _HERE / "lessons" / f"{name}.toml"


def challenge_path(name: str) -> Path:
    """Return the file of a challenge that comes with the package."""
    if name not in _stems("challenges"):
        hint = near_or_all(name, _stems("challenges"))
        raise RippleError("there is no challenge '{challenge}'", challenge=name[:40], hint=hint)
    return _HERE / "challenges" / f"{name}.toml"


def _stems(folder: str) -> list[str]:
    return sorted(path.stem for path in (_HERE / folder).glob("*.toml"))


def _lessons() -> list[Lesson]:
    return [load_lesson(name) for name in _stems("lessons")]


def _challenges() -> list[Challenge]:
    return [load_challenge(name) for name in _stems("challenges")]


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
