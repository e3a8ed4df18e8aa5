"""The published facts that ship with the package: what was found, where, and how far verified."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near

NEVER_FITTED = ("report-only", "shape-only")
WEAK = ("memory", "seed")
# Single cases and folk numbers (caution K9): reference lines, never fitted, never counted.
FOLK = ("A15", "A27", "B01", "B02", "B03", "E01", "E09", "G06", "H04")


@dataclass(frozen=True)
class Fact:
    """One published fact.

    Attributes
    ----------
    id, link
        ``A01`` and the link of the chain it is about.
    about, says
        What it is about and what it says in plain words, for whoever reads it.
    statistic, estimate
        What was found as it was recorded, research notes included, in words and as numbers.
    type, level, sample, citation
        Kind of statistic, level of analysis, how many, and who published it.
    verification
        ``page`` read at the publisher, ``page-secondary`` at somebody else, ``recomputed`` from
        open data, ``model-file`` in a published model, ``seed`` stated only by a document the
        project began from, ``mixed ...``, or ``memory``: not verified.
    role
        ``input``, ``target``, ``target-direction``, ``demonstration``, ``report-only`` ...
    observable, lag
        How a simulated population shows it, and after how long.
    """

    id: str
    link: str
    statistic: str
    type: str
    level: str
    sample: str
    citation: str
    verification: str
    role: str
    observable: str
    estimate: dict[str, Any] = field(default_factory=dict)
    lag: str | None = None
    confidence: str = ""
    seen_at: str = ""
    about: str = ""
    says: str = ""

    @property
    def verified(self) -> bool:
        """Whether somebody read or recomputed at least a part of it."""
        return self.verification not in WEAK

    @property
    def may_be_fitted(self) -> bool:
        """Whether the model may be fitted to it at all (README of the evidence, rules of use)."""
        return self.verified and self.role == "target" and self.id not in FOLK

    @property
    def strength(self) -> str:
        """How strong the evidence is, in a word: strong, fair or weak."""
        if not self.verified or self.role in NEVER_FITTED or self.id in FOLK:
            return "weak"
        if self.verification in ("page", "recomputed", "model-file"):
            return "strong"
        return "fair"


@cache
def facts() -> tuple[Fact, ...]:
    """Return all facts in the order of their ids."""
    text = files("ripple_sim.evidence").joinpath("facts.json").read_text(encoding="utf-8")
    plain = tomllib.loads(files("ripple_sim.evidence").joinpath("plain_words.toml").read_text(encoding="utf-8"))
    known = {name for name in Fact.__dataclass_fields__}
    return tuple(
        Fact(**{name: value for name, value in row.items() if name in known}, **plain[row["id"]])
        for row in json.loads(text)
    )


@takes(id=NAME)
def fact(id: str) -> Fact:
    """Return one fact; an unknown id is refused with the nearest one."""
    by_id = {one.id: one for one in facts()}
    found = by_id.get(id.upper())
    if found is None:
        raise RippleError("there is no fact '{fact}'", fact=id, hint=near(id.upper(), by_id))
    return found
