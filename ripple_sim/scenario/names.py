"""Names and longer texts in files: what may stand in them, and when two names are one.

Names stand in sentences, tables, files and addresses. So they hold nothing that can't be seen, and
two that look the same are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

from ripple_sim.scenario.problems import UnfitError
from ripple_sim.scenario.showing import escaped, hidden
from ripple_sim.wording import Number

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
