"""What is said when a user's input can't be used: one sentence, never a traceback.

A refusal carries its sentence as a whole text with fields, so that the page can say it in the
visitor's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ripple_sim.wording import ENGLISH, Field, Phrase, Wording, row_of

_JOINERS = "\u200c\u200d"  # within words of Persian, Hindi and other languages
Where = str | Phrase  # what sentences call the place that something comes from


class _Refusal(Exception):  # noqa: N818  (those that are raised have the suffix)
    """Something that was refused.

    Attributes
    ----------
    sentence
        What was wrong, and what is allowed.
    """

    def __init__(
        self, text: str | Phrase = "", /, *, hint: Phrase | None = None, **fields: Field
    ) -> None:
        said = text if isinstance(text, Phrase) else Phrase(text, **fields)
        self.sentence = hinted(said, hint)
        super().__init__(_harmless(str(self.sentence)))

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the sentence in a language."""
        return _harmless(self.sentence.said(words))


class RippleError(_Refusal):
    """A problem the user can mend; its text is one clear sentence.

    It is made from a whole text in English and its fields, ``RippleError("there is no plan
    '{plan}'", plan=name)``; a ``hint`` stands after it. What only the command line says may be a
    text without fields.
    """


class ScenarioError(RippleError):
    """A scenario that can't be used: where, what was wrong, what is allowed."""


class UnfitError(_Refusal, ValueError):
    """A value that doesn't fit, found while a section is made; its sentence says what is wrong."""


def _harmless(sentence: str) -> str:
    """Return a sentence on one line, with what can't be seen escaped: it may quote anything."""
    return "".join(
        c if c.isprintable() or c in _JOINERS
        else " " if c.isspace()
        else c.encode("unicode_escape").decode("ascii")
        for c in sentence
    )  # fmt: skip


def hinted(said: Phrase, hint: Phrase | None) -> Phrase:
    """Return a sentence with a hint after it, if there is one."""
    return Phrase("{sentence}; {hint}", sentence=said, hint=hint) if hint else said


def near(word: str, known: Iterable[str]) -> Phrase | None:
    """Return the hint ``did you mean 'x'?`` for the nearest known name, or None."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return meant(found[0]) if found else None


def meant(name: str) -> Phrase:
    """Return the hint ``did you mean 'x'?``."""
    return Phrase("did you mean '{name}'?", name=name)


def near_or_all(word: str, known: Iterable[str]) -> Phrase:
    """Return the hint for the nearest known name, or one with all of them."""
    names = list(known)
    return near(word, names) or Phrase("there are {names}", names=row_of(names))


def near_or_known(word: str, known: Iterable[str]) -> Phrase:
    """Return the hint for the nearest known name, or one with all that are known."""
    names = list(known)
    return near(word, names) or Phrase("known are {names}", names=row_of(names))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest known name, or an empty string."""
    hint = near(word, known)
    return f"; {hint}" if hint else ""
