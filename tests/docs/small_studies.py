"""Studies as small as they can be, so that what the documents show can be run in the tests.

Code and commands are run as they are printed; only these numbers are set where nothing is said, or
where something larger is said. ``pytest --whole`` leaves them out and runs everything at full size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest

import ripple_sim as rs

PAIRS = {"pairs": 2, "horizon": 26}
FACTORS = ("market.churn_per_year", "company.drivers.trust.level")
VARIED = {"over": {path: None for path in FACTORS}, "replications": 1, "horizon": 26}

# By the name under which Python users call it.
CALLS: dict[str, dict[str, Any]] = {
    "run": {"weeks": 4},
    "compare": PAIRS,
    "explain": {**PAIRS, "couples": 2},
    "trace": PAIRS,
    "story": {"horizon": 26},
    "sensitivity": {"n": 2, **VARIED},
    "discover": {"n": 20, **VARIED},
    "optimise": {"trials": 2, "replications": 2, **PAIRS},
}
BOARD = {"worlds": 1, "facts": ["A01"]}

# The same on the command line.
OPTIONS: dict[str, list[str]] = {
    "run": ["--weeks", "4"],
    "compare": ["--pairs", "2", "--horizon", "26"],
    "explain": ["--pairs", "2", "--horizon", "26", "--couples", "2"],
    "trace": ["--pairs", "2", "--horizon", "26"],
    "story": ["--horizon", "26"],
    "sensitivity": ["-n", "2", "--horizon", "26", "--replications", "1"],
    "discover": ["-n", "20", "--horizon", "26", "--replications", "1"],
    "optimise": ["--trials", "2", "--replications", "2", "--pairs", "2", "--horizon", "26"],
    "balance": ["--seeds", "1"],
}
VARY = [word for path in FACTORS for word in ("--vary", path)]


@contextmanager
def small_studies() -> Iterator[None]:
    """Let every study that is called through ``ripple_sim`` be a small one."""
    from ripple_sim import evidence

    with pytest.MonkeyPatch.context() as patch:
        for name, numbers in CALLS.items():
            patch.setattr(rs, name, _smaller(getattr(rs, name), numbers))
        patch.setattr(evidence, "board", _smaller(evidence.board, BOARD))
        yield


def _smaller(study: Callable[..., Any], numbers: dict[str, Any]) -> Callable[..., Any]:
    @wraps(study)
    def small(*given: Any, **named: Any) -> Any:
        return study(*given, **{**named, **numbers})

    return small


def small_command(words: list[str]) -> list[str]:
    """Return the words of a ``ripple`` command with small numbers in place of its own."""
    name = words[1]
    options = list(OPTIONS.get(name, ()))
    if name in ("sensitivity", "discover") and "--vary" not in words:
        options += VARY
    return [*words, *options]
