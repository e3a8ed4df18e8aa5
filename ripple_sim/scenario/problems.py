"""What is said when a user's input can't be used: one sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class RippleError(Exception):
    """A problem the user can mend; its text is one clear sentence."""


class ScenarioError(RippleError):
    """A scenario that can't be used: where, what was wrong, what is allowed."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest known name, or an empty string."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean '{found[0]}'?" if found else ""
