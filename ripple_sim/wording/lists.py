"""Phrases and sentences in a row, joined as a language joins them.

How they are joined is in the catalogue with all other texts: Babel's lists come with the page only,
while the command line says lists too, and its English puts a comma before "and".
"""

from __future__ import annotations

from collections.abc import Sequence

from ripple_sim.wording.wording import Wording


def row(words: Wording, parts: Sequence[str]) -> str:
    """Return phrases one after the other: ``a, b, c``."""
    said = "".join(parts[:1])
    for part in parts[1:]:
        said = words.say("{before}, {next}", before=said, next=part)
    return said


def listed(words: Wording, parts: Sequence[str]) -> str:
    """Return phrases as a list: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return words.say("{most} and {last}", most=row(words, parts[:-1]), last=parts[-1])


def either(words: Wording, parts: Sequence[str]) -> str:
    """Return phrases of which one holds: ``a, b or c``."""
    if len(parts) < 2:
        return "".join(parts)
    return words.say("{most} or {last}", most=row(words, parts[:-1]), last=parts[-1])


def sentences(words: Wording, *parts: str) -> str:
    """Return whole sentences one after the other; empty ones are left out."""
    said = ""
    for part in filter(None, parts):
        said = words.say("{before} {next}", before=said, next=part) if said else part
    return said


def as_sentence(text: str) -> str:
    """Return a text with the full stop of a sentence, be there one already or not."""
    return f"{text.rstrip('.')}."
