"""The published facts that ship with the package, and why some of them can't be tested."""

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


UNTESTABLE: dict[str, str] = {
    "B13": "It defines the net promoter score and finds nothing: the survey layer computes cNPS "
    "and eNPS by it, and a test of that layer holds them to it.",
    "B18": "The model books contacts and failures, but no case that stays unresolved over several "
    "calls, so nobody has a count of unresolved calls to cross a threshold with.",
    "B20": "The model has no stock market: it knows a company's profit, but not what shareholders would pay for it.",
    "C05": "The table of fatigue and output is an input that the rule of tired work follows in "
    "straight lines, and no range is stated for it: a check would only read the input back.",
    "C10": "The table of time given and perceived quality is an input that the rule of service "
    "follows in straight lines: a check would only read the input back.",
    "C11": "The delays of perception are inputs, taken as the time constants of the rules: a check "
    "would only read them back.",
    "C16": "Waiting is a unit's mean over a week; no customer stands before a visible queue, so "
    "the length seen can't be separated from the time expected.",
    "D08": "The data are made up by a software maker, and their items don't hang together as "
    "answers of real people do, so agreement would say nothing.",
    "D09": "Rates of leaving by sector are what the presets state and are balanced to: they would "
    "come back by construction.",
    "E15": "The share of staff who see a line from their work to the company's goals is not "
    "verified, and in the model it is a starting level: a check would only read the input back.",
    "H03": "Shares of companies by how they are governed describe a population of companies, of "
    "which a scenario is one: they are given as input.",
    "H04": "The eight drivers are the model's structure; their source gives no weights that could be compared.",
    "H05": "The return on shares of admired companies takes a stock market, which the model doesn't have.",
}
