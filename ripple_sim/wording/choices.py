"""Texts that hold their own cases, as ICU messages do, so that a sentence stands once.

After a field's name and a colon stand its cases, parted by ``|``, the last for whatever is left::

    "{plan} {does:costs=costs {cost}|saves=saves {cost}|other=costs nothing}."
    "{left:one=# pair is|other=# pairs are} left."

A field that is a text chooses the case of its name; a whole number chooses the case of that number
or else by the language's plural, and ``#`` is that number as the language writes it. Cases may hold
fields and cases of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral
from string import Formatter
from typing import Any, Protocol

OTHER = "other"
_PARSE = Formatter().parse


class Plurals(Protocol):
    """What a choice has to know of a language."""

    def plural(self, number: int) -> str:
        """Return the name of a number's plural, such as ``one`` or ``other``."""
        ...

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as the language writes it."""
        ...


def filled_in(text: str, fields: Mapping[str, Any], words: Plurals) -> str:
    """Return a text with its fields filled in and its cases chosen.

    Raises
    ------
    KeyError
        When a field is missing, or a case that is neither there nor has an ``other``.
    """
    if "|" not in text:
        return text.format(**fields)
    parts = []
    for literal, name, cases, _ in _PARSE(text):
        parts.append(literal)
        if name is None:
            continue
        value = fields[name]
        if cases and "=" in cases:
            parts.append(filled_in(_chosen(cases, value, words), fields, words))
        else:
            parts.append(format(value, cases or ""))
    return "".join(parts)


def cases_of(cases: str) -> dict[str, str]:
    """Return the texts of a field's cases by their names."""
    depth, parts = 0, [""]
    for sign in cases:
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return {name.strip(): text for name, _, text in (part.partition("=") for part in parts)}


def _chosen(cases: str, value: Any, words: Plurals) -> str:
    texts = cases_of(cases)
    if not isinstance(value, Integral):
        return texts[value] if value in texts else texts[OTHER]
    number = int(value)
    names = (str(number), words.plural(number))
    text = next((texts[name] for name in names if name in texts), None)
    return (texts[OTHER] if text is None else text).replace("#", words.number(number))
