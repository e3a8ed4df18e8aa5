"""Every text of lessons and challenges that a reader meets, for translators."""

from __future__ import annotations

from collections.abc import Iterator

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.lesson import Lesson


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
