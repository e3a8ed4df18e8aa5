"""What every file of Learn may name: companies, metrics, facts, units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

from ripple_sim.evidence.facts import facts
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario import parameters
from ripple_sim.scenario.files import preset_names
from ripple_sim.scenario.parameters import Slug, as_text
from ripple_sim.scenario.problems import UnfitError, near, near_or_known
from ripple_sim.wording import mark


def known(word: str, among: Iterable[str], unknown: str) -> str:
    """Return a word that is known; ``unknown`` is the text on one that is not, about ``{word}``.

    Raises
    ------
    UnfitError
        Naming the nearest known word.
    """
    names = list(among)
    if word not in names:
        hint = near(word, names) or near_or_known(word, names[:12])
        raise UnfitError(unknown, word=word[:40], hint=hint)
    return word


def _company(name: str) -> str:
    return known(name, preset_names(), mark("there is no company '{word}'"))


def _metric(name: str) -> str:
    return known(name, BY_NAME, mark("there is no metric '{word}'"))


def _fact(name: str) -> str:
    return known(name, [fact.id for fact in facts()], mark("there is no fact '{word}'"))


LONGEST_TEXT = 1000


def _text(text: str) -> str:
    if not text.strip():
        raise UnfitError("must have at least 1 character")
    return as_text(text, LONGEST_TEXT)


Name = Slug
Title = parameters.Name
Text = Annotated[str, AfterValidator(_text)]
Company = Annotated[str, AfterValidator(_company)]
Metric = Annotated[str, AfterValidator(_metric)]
FactId = Annotated[str, AfterValidator(_fact)]
