"""What a number rests on: its kind, source, range, interval, and how strong the evidence is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ripple_sim.evidence import Fact, fact, facts
from ripple_sim.evidence.stored import stored
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.scenario.parameters import Parameter
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import parameter_at
from ripple_sim.study.compare.outcomes import Outcome

Kind = Literal["given", "fitted", "guess", "setting", "simulated", "compared", "rerun", "measured"]
_FACT = re.compile(r"\b[A-Z]\d\d\b")
# Under which letters the board keeps the facts about a link of the chain.
_LETTERS = {"drivers": "EH", "managers": "E", "employees": "DEF", "service": "C", "customers": "BG", "money": "AB"}


@dataclass(frozen=True)
class Provenance:
    """What is known of a number.

    Attributes
    ----------
    label, unit
        What it is, and in what.
    kind
        ``given`` (published, or a fact of the company), ``fitted`` to facts, a ``guess``, a
        ``setting`` that the visitor may move, ``simulated`` by a run, ``compared`` between twin
        companies, ``rerun`` in companies that differ in luck, ``measured`` for the board.
    help
        What it means, in a sentence.
    source
        What it rests on, as it is written down.
    facts
        The published facts that the source names.
    low, high
        Its range; None where it has none.
    interval, level
        The interval around it and with what certainty, in per cent; None where there is none.
    checked
        How many verified numbers of its link of the chain the model shows, and of how many.
    """

    label: str
    unit: str
    kind: Kind
    help: str = ""
    source: str = ""
    facts: tuple[Fact, ...] = ()
    low: float | None = None
    high: float | None = None
    interval: tuple[float, float] | None = None
    level: int = 95
    checked: tuple[int, int] | None = None

    @property
    def strength(self) -> str:
        """The strength of the best fact: strong, fair, weak; ``none`` where none is named."""
        known = {one.strength for one in self.facts}
        return next((word for word in ("strong", "fair", "weak") if word in known), "none")


def of_parameter(parameter: Parameter) -> Provenance:
    """Return what a parameter of a scenario rests on."""
    kind: Kind = "guess"
    if parameter.kind in ("given", "fitted"):
        kind = "given" if parameter.kind == "given" else "fitted"
    return Provenance(
        parameter.label,
        parameter.unit,
        kind,
        parameter.help,
        parameter.source,
        facts_in(parameter.source),
        parameter.low,
        parameter.high,
        parameter.interval,
        90,
    )


def of_path(scenario: Scenario, *path: str) -> Provenance | None:
    """Return what the number at a path of a scenario rests on; None where there is none."""
    parameter = parameter_at(path, scenario.model_dump(), Scenario)
    return None if parameter is None else of_parameter(parameter)


def of_metric(metric: Metric) -> Provenance:
    """Return what a figure of a run rests on: the rules, and how far its link stood the tests."""
    return Provenance(metric.label, metric.unit, "simulated", checked=standing(_LETTERS[metric.link]))


def of_difference(metric: Metric) -> Provenance:
    """Return what a metric's difference between twin companies rests on."""
    return replace(of_metric(metric), kind="compared")


def of_outcome(outcome: Outcome) -> Provenance:
    """Return what a difference between twin companies rests on."""
    metric = BY_NAME.get(outcome.name)
    label, _, meaning = outcome.label.partition(": ")
    return Provenance(
        label,
        outcome.unit,
        "compared",
        meaning[:1].upper() + meaning[1:],
        checked=standing(_LETTERS[metric.link if metric else "money"]),
    )


def facts_in(source: str) -> tuple[Fact, ...]:
    """Return the facts whose ids stand in a source."""
    known = {one.id for one in facts()}
    return tuple(fact(id) for id in dict.fromkeys(_FACT.findall(source)) if id in known)


def standing(letters: str) -> tuple[int, int] | None:
    """Return how many numbers under some letters lie in their range, and of how many.

    By the stored board, weak evidence aside; None without one.
    """
    held = stored()
    if held is None:
        return None
    among = [one for one in held.board.findings if one.fact.id[0] in letters and one.kind != "reference" and one.worlds]
    return sum(one.inside for one in among), len(among)
