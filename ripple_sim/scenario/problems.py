"""What is said when a user's input can't be used: one sentence, never a traceback.

A refusal carries its sentence as a whole text with fields, so that the page can say it in the
visitor's language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from numbers import Integral
from typing import Annotated

from pydantic import AfterValidator

from ripple_sim.scenario.showing import (
    LONGEST_SENTENCE,
    escaped,
    hidden,
    is_huge,
    sentence,
    short,
    short_path,
    short_value,
)
from ripple_sim.wording import ENGLISH, Field, Number, Phrase, Row, Wording, row_of

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


LONGEST_NAME = 120
LONGEST_CURRENCY = 8
LONGEST_TEXT = 4000
_LONGEST_SLUG = 40
_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"


def as_name(text: str, most: int = LONGEST_NAME) -> str:
    """Return a name in Unicode's composed form, trimmed, with single spaces.

    Raises
    ------
    UnfitError
        When it is empty or too long, or holds what can't be seen.
    """
    name = _on_one_line(text, most)
    if not folded(name):
        raise UnfitError("must have at least 1 character")
    return name


def as_optional_name(text: str) -> str:
    """Return a name as :func:`as_name` does, or an empty text."""
    return as_name(text) if text.strip() else ""


def as_text(text: str, most: int = LONGEST_TEXT) -> str:
    """Return a longer text, in which lines may end, in Unicode's composed form.

    Raises
    ------
    UnfitError
        When it is too long, or holds what can't be seen.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    if len(text) > most:
        raise UnfitError("must have at most {most} characters", most=Number(most))
    for line in text.split("\n"):
        _refuse_hidden(line)
    return text


def as_slug(text: str) -> str:
    """Return the name of a lesson or of a part of one, which stands in addresses.

    Raises
    ------
    UnfitError
        Naming the characters that are allowed, when there are others.
    """
    if _SLUG.fullmatch(text) and len(text) <= _LONGEST_SLUG:
        return text
    plain = re.sub(r"[^a-z0-9]+", "-", text[:_LONGEST_SLUG].lower()).strip("-0123456789")
    raise UnfitError(
        "must have only small letters a to z, digits and hyphens, at most {most}, and begin with a "
        "letter, as in '{example}'",
        most=_LONGEST_SLUG,
        example=plain or "my-lesson",
    )


def folded(name: str) -> str:
    """Return what two names have in common that look the same: case, width, nothing unseen."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = (c for c in plain if c not in _BLANK and not 0xFE00 <= ord(c) <= 0xFE0F)
    return " ".join("".join(c for c in seen if unicodedata.category(c) != "Cf").split())


def alike(names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two names that look the same, or None where all differ."""
    known: dict[str, str] = {}
    for name in names:
        key = folded(name)
        if key in known:
            return known[key], name
        known[key] = name
    return None


def _on_one_line(text: str, most: int) -> str:
    _refuse_hidden(text.strip())
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(name) > most:
        raise UnfitError("must have at most {most} characters", most=most)
    return name


def _refuse_hidden(line: str) -> None:
    found = hidden(line)
    if found:
        raise UnfitError("must have no characters that can't be seen, such as {character}", character=escaped(found))


Name = Annotated[str, AfterValidator(as_name)]
OptionalName = Annotated[str, AfterValidator(as_optional_name)]
Currency = Annotated[str, AfterValidator(lambda text: as_name(text, LONGEST_CURRENCY))]
Text = Annotated[str, AfterValidator(as_text)]
Slug = Annotated[str, AfterValidator(as_slug)]
