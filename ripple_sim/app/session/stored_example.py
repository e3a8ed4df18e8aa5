"""An answer that was worked out before and ships with the package, so that Home opens with it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ripple_sim.evidence.same_model import model_mark
from ripple_sim.scenario.checked_files import from_shipped_json, to_checked_json
from ripple_sim.scenario.plans import load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.whole_files import write_whole
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.messages import said_of
from ripple_sim.study.compare.summary import InShort, in_short
from ripple_sim.wording import ENGLISH, Wording

STORED = Path(__file__).resolve().parent / "example.json"
_FORMAT = 2  # the first had no checksum


@dataclass(frozen=True)
class StoredExample:
    """What a plan brings a company, and what gave it.

    Attributes
    ----------
    company, plan, model
        Marks of the company, of the plan and of the model.
    answer
        The numbers that the answer rests on.
    """

    company: str
    plan: str
    model: str
    answer: InShort

    @property
    def pairs(self) -> int:
        """How many pairs of worlds lived."""
        return self.answer.pairs

    def say(self, words: Wording = ENGLISH) -> str:
        """Return the answer in a language."""
        return said_of(self.answer, words=words)


def known_answer(base: Scenario, plan: str) -> StoredExample | None:
    """Return the stored answer where it is of this company, this plan and this model."""
    held = stored_example()
    if held is None or held.company != base.hash() or held.plan != plan_mark(plan):
        return None
    return held if held.model == model_mark() else None


def store(result: Comparison, base: Scenario, plan: str, path: Path = STORED) -> None:
    """Write an answer where :func:`known_answer` finds it."""
    answer = in_short(result, result.plans[0])
    example = StoredExample(base.hash(), plan_mark(plan), model_mark(), answer)
    write_whole(path, to_checked_json({"format": _FORMAT, **asdict(example)}, indent=1) + "\n")


def plan_mark(plan: str) -> str:
    """Return a mark of a plan that comes with the package."""
    return hashlib.sha256(load_plan(plan).model_dump_json().encode()).hexdigest()[:12]


@cache
def stored_example() -> StoredExample | None:
    """Return the answer that ships with the package; None where there is none to be read."""
    try:
        held = from_shipped_json(STORED.read_bytes())
        held.pop("format", None)
        answer = {"title": load_plan(held["answer"]["plan"]).title, **held["answer"]}
        ranges = {name: tuple(answer[name]) for name in ("profit", "gain")}
        return StoredExample(**held | {"answer": InShort(**answer | ranges)})
    except (OSError, ValueError, TypeError, KeyError, RippleError):
        return None
