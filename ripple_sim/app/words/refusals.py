"""Why something isn't done, as a sentence that stands by itself."""

from __future__ import annotations

from ripple_sim.app.words.catalogue import Words
from ripple_sim.wording import Phrase


def refusal(words: Words, why: Phrase) -> str:
    """Return why something was refused: with a capital letter, and a full stop at its end."""
    said = why.said(words)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?", "!")) else ".")
