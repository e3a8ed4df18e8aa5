"""Whole texts with fields, written down now and said once somebody asks, in whatever language.

A field is a name, which stays as it is; a number, said as it is typed; or anything that can be
said itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from numbers import Real
from typing import Any, Protocol, Self

from ripple_sim.wording.english import ENGLISH, row
from ripple_sim.wording.wording import Wording


def mark(text: str) -> str:
    """Return the text as it is; by this mark translators' tools find what is said elsewhere."""
    return text


def plural(one: str, many: str) -> tuple[str, str]:
    """Return two texts for a number of things as they are; marks them as :func:`mark` does."""
    return one, many


class Sayable(Protocol):
    """What can be said in a language."""

    def said(self, words: Wording = ..., /) -> str:
        """Return it in a language."""
        ...


Field = str | float | Sayable


class Phrase:
    """A text with fields that is said later.

    Attributes
    ----------
    template
        The text in English; translators' tools find it where a phrase is made.
    fields
        What fills it in.
    """

    def __init__(self, template: str, /, **fields: Field) -> None:
        self.template = template
        self.fields = fields

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the text in a language."""
        return words.say(self.template, **_said_of(self.fields, words))

    def having(self, template: str = "", fields: Mapping[str, Field] | None = None) -> Self:
        """Return a copy with another text or other fields."""
        other = copy(self)
        other.template = template or self.template
        other.fields = dict(self.fields if fields is None else fields)
        return other

    def __str__(self) -> str:
        return self.said()

    def __repr__(self) -> str:
        return f"Phrase({self.said()!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(self.template)


class Counted(Phrase):
    """A text for a number of things; its field ``{number}`` is that number."""

    def __init__(self, one: str, many: str, number: int, /, **fields: Field) -> None:
        super().__init__(one, **fields)
        self.many = many
        self.number = number

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the text in a language."""
        return words.count(self.template, self.many, self.number, **_said_of(self.fields, words))


@dataclass(frozen=True)
class Number:
    """A number with its separators, such as ``5,000,000``; with as many decimals as it has."""

    value: float

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the number in a language."""
        return words.numeral(self.value, True)


@dataclass(frozen=True)
class Amount:
    """Money in full, such as ``EUR 12,000``."""

    value: float
    currency: str

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the amount in a language."""
        return words.amount(self.value, self.currency)


@dataclass(frozen=True)
class Row:
    """Names or numbers one after the other: ``a, b, c``."""

    parts: tuple[Field, ...]

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the row in a language."""
        return row(words, [_said(part, words) for part in self.parts])


def row_of(parts: Iterable[Field]) -> Row:
    """Return names or numbers as a row."""
    return Row(tuple(parts))


def _said_of(fields: Mapping[str, Field], words: Wording) -> dict[str, Any]:
    return {name: _said(field, words) for name, field in fields.items()}


def _said(field: Field, words: Wording) -> str:
    if isinstance(field, str):
        return field
    if isinstance(field, Real):
        return words.numeral(field)  # type: ignore[arg-type]
    return field.said(words)  # type: ignore[union-attr]
