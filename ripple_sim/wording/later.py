"""Texts that are written down now and said once somebody asks, in whatever language."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.wording.english import ENGLISH
from ripple_sim.wording.wording import Wording


def mark(text: str) -> str:
    """Return the text as it is; by this mark translators' tools find what is said elsewhere."""
    return text


def plural(one: str, many: str) -> tuple[str, str]:
    """Return two texts for a number of things as they are; marks them as :func:`mark` does."""
    return one, many


@dataclass(frozen=True)
class Text:
    """A text that is said later.

    Attributes
    ----------
    template
        The text in English, marked; or a name, which is no text and stays as it is.
    number
        The number that names what it is about, its field ``{number}``; None where there is none.
    name
        Whether it is a name.
    """

    template: str
    number: int | None = None
    name: bool = False

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the text in a language."""
        if self.name:
            return self.template
        if self.number is None:
            return words.say(self.template)
        return words.say(self.template, number=words.numeral(self.number))

    def __str__(self) -> str:
        return self.said()
