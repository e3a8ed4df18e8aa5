"""What varies in a study, as it is written on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from ripple_sim.scenario.problems import RippleError


def varied(words: Sequence[str]) -> dict[str, object] | None:
    """Return ranges and values by path; None where nothing was said.

    ``PATH`` alone varies over its own range, ``PATH=LOW:HIGH`` over another, ``PATH=A,B,C`` takes
    these values. Numbers may carry their unit: ``market.churn_per_year=5 %:40 %``.

    Raises
    ------
    RippleError
        When one can't be read.
    """
    if not words:
        return None
    over: dict[str, object] = {}
    for word in words:
        path, equals, given = (part.strip() for part in word.partition("="))
        if path in over:
            raise RippleError("{path} is varied twice", path=path)
        over[path] = _range(word, given) if equals else None
    return over


def _range(word: str, given: str) -> object:
    ends = [part.strip() for part in given.split(":")]
    if len(ends) == 2 and all(ends):
        low, high = (_number(end) for end in ends)
        return {"low": low, "high": high}
    values = [_number(part.strip()) for part in given.split(",")]
    if len(ends) > 1 or "" in values or len(values) < 2:
        raise RippleError(
            "'{given}' can't be read; write a path alone, with a range (path=0.2:0.6) or with "
            "values (path=1,2,3)",
            given=word,
        )
    return values


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
