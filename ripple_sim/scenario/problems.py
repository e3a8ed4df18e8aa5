"""What is said when a user's input can't be used: one sentence, never a traceback.

A refusal carries its sentence as a whole text with fields, so that the page can say it in the
visitor's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from numbers import Integral

from ripple_sim.scenario.showing import LONGEST_SENTENCE, is_huge, sentence, short, short_path, short_value
from ripple_sim.wording import ENGLISH, Field, Phrase, Row, Wording, row_of

Where = str | Phrase  # what sentences call the place that something comes from


class _Refusal(Exception):  # noqa: N818  (those that are raised have the suffix)
    """Something that was refused.

    Attributes
    ----------
    sentence
        What was wrong, and what is allowed.
    """

    def __init__(self, text: str | Phrase = "", /, *, hint: Phrase | None = None, **fields: Field) -> None:
        said = text if isinstance(text, Phrase) else Phrase(text, **fields)
        self.sentence = _seen(hinted(said, hint))
        super().__init__(str(self.sentence))

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the sentence in a language."""
        return self.sentence.said(words)


# Fields that hold more than a name or a value: places, and what is itself a sentence.
_LONG: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("where", "file", "folder", "example"), short_path),
    "problem": lambda text: short(text, LONGEST_SENTENCE),
}


def _seen(said: Phrase) -> Phrase:
    """Return a phrase that hides nothing: what was given in it is escaped and cut short."""
    if not said.fields:
        return said.having(template=sentence(said.template))
    fields = {name: _shown(field, _LONG.get(name, short)) for name, field in said.fields.items()}
    return said.having(fields=fields)


def _shown(field: Field, shortened: Callable[[str], str] = short) -> Field:
    if isinstance(field, str):
        return shortened(field)
    if isinstance(field, Phrase):
        return _seen(field)
    if isinstance(field, Row):
        return row_of(_shown(part, shortened) for part in field.parts)
    return short_value(field) if isinstance(field, Integral) and is_huge(field) else field


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
