"""An answer that was worked out before and ships with the package, so that Home opens with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ripple_sim.evidence.same_model import model_mark
from ripple_sim.scenario.plans import load_plan
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.whole_files import write_whole
from ripple_sim.study.compare import Comparison

STORED = Path(__file__).resolve().parent / "example.json"


@dataclass(frozen=True)
class StoredExample:
    """What a plan brings a company, in a sentence, and what gave it.

    Attributes
    ----------
    company, plan, model
        Marks of the company, of the plan and of the model.
    pairs
        How many pairs of worlds lived.
    says
        The answer.
    """

    company: str
    plan: str
    model: str
    pairs: int
    says: str


def known_answer(base: Scenario, plan: str) -> StoredExample | None:
    """Return the stored answer where it is of this company, this plan and this model."""
    held = stored_example()
    if held is None or held.company != base.hash() or held.plan != plan_mark(plan):
        return None
    return held if held.model == model_mark() else None


def store(found: Comparison, base: Scenario, plan: str, path: Path = STORED) -> None:
    """Write an answer where :func:`known_answer` finds it."""
    example = StoredExample(base.hash(), plan_mark(plan), model_mark(), found.pairs, found.say())
    write_whole(path, json.dumps(asdict(example), indent=1, ensure_ascii=False) + "\n")


def plan_mark(plan: str) -> str:
    """Return a mark of a plan that comes with the package."""
    return hashlib.sha256(load_plan(plan).model_dump_json().encode()).hexdigest()[:12]


@cache
def stored_example() -> StoredExample | None:
    """Return the answer that ships with the package; None where there is none to be read."""
    try:
        return StoredExample(**json.loads(STORED.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
