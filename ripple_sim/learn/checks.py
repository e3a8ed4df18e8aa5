"""What every file of Learn may name: companies, metrics, facts, units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from ripple_sim.evidence.facts import facts
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.files import preset_names
from ripple_sim.scenario.problems import nearest


def known(word: str, among: Iterable[str], what: str) -> str:
    """Return a word that is known.

    Raises
    ------
    ValueError
        Naming the nearest known word.
    """
    names = list(among)
    if word not in names:
        hint = nearest(word, names) or f"; known are {', '.join(names[:12])}"
        raise ValueError(f"there is no {what} '{word[:40]}'{hint}")
    return word


def _company(name: str) -> str:
    return known(name, preset_names(), "company")


def _metric(name: str) -> str:
    return known(name, BY_NAME, "metric")


def _fact(name: str) -> str:
    return known(name, [fact.id for fact in facts()], "fact")


Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1, max_length=1000)]
Company = Annotated[str, AfterValidator(_company)]
Metric = Annotated[str, AfterValidator(_metric)]
FactId = Annotated[str, AfterValidator(_fact)]
