"""Finished examples that all visitors may look at; nothing in them is ever changed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from ripple_sim.app.session.company import Company
from ripple_sim.app.session.jobs import Jobs
from ripple_sim.app.session.network import Link, chain_of
from ripple_sim.app.session.room import ROOM
from ripple_sim.app.session.studies import compare_plans
from ripple_sim.evidence.same_model import model_mark
from ripple_sim.scenario.checked_files import from_shipped_json, to_checked_json, write_whole
from ripple_sim.scenario.plans import load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.messages import said_of
from ripple_sim.study.compare.summary import InShort, in_short
from ripple_sim.wording import ENGLISH, Wording

T = TypeVar("T")
MOST_CACHED = 12


class Cache(Generic[T]):
    """Results by what they were made from; each is made once, whoever asks first."""

    def __init__(self, most: int = MOST_CACHED) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: dict[object, tuple[threading.Lock, list[T]]] = {}

    def get(self, key: object, make: Callable[[], T]) -> T:
        """Return the result of a key, made now if it isn't there."""
        with self._lock:
            making, place = self._held.setdefault(key, (threading.Lock(), []))
            while len(self._held) > self._most:
                self._held.pop(next(iter(self._held)))
        with making:
            if not place:
                place.append(make())
            return place[0]


_CHAINS: Cache[list[Link]] = Cache()


def finished_chain(scenario: Scenario, seed: int) -> list[Link]:
    """Return the chain of a company that has lived to its horizon with nothing done to it."""

    def make() -> list[Link]:
        with ROOM.turn(scenario):
            company = Company(scenario, seed)
            company.live_to(scenario.weeks)
            return chain_of(company)

    return _CHAINS.get((scenario.hash(), seed), make)


class Example:
    """What a plan that comes with the package would bring a company; worked out once for all.

    Attributes
    ----------
    comparison
        The plan beside going on as before, once it is known.
    done, total
        Pairs of worlds run, and those planned so far.
    """

    def __init__(self, base: Scenario, plan: str) -> None:
        self.comparison: Comparison | None = None
        self.done = 0
        self.total = 0
        self._told: list[Callable[[], None]] = []
        self._jobs = Jobs()
        self._job = self._jobs.start("example", compare_plans, base, [plan], when_changed=self._tell)

    @property
    def failed(self) -> bool:
        """Whether it could not be worked out."""
        return self._job.state in ("refused", "failed", "cancelled")

    def when_changed(self, call: Callable[[], None]) -> None:
        """Call this at every step until it is known."""
        if not self._job.finished.is_set() and call not in self._told:
            self._told.append(call)

    def _tell(self) -> None:
        job = self._job
        self.done, self.total = job.done, job.total
        self.comparison = job.result
        told = list(self._told)
        if job.finished.is_set():
            self._told.clear()
        for call in told:
            call()


_EXAMPLES: Cache[Example] = Cache()
MOST_STAFF_OF_EXAMPLE, MOST_MEMBERS_OF_EXAMPLE = 1_000, 30_000


def example_of(base: Scenario, plan: str) -> Example | None:
    """Return what a plan would bring a company; None where that takes too long to wait for."""
    if (
        base.heads() > MOST_STAFF_OF_EXAMPLE
        or base.market.members > MOST_MEMBERS_OF_EXAMPLE
        or not plan_fits(base, plan)
    ):
        return None
    return _EXAMPLES.get((base.hash(), plan), lambda: Example(base, plan))


def plan_fits(base: Scenario, plan: str) -> bool:
    """Tell whether a plan can be carried out in a company."""
    try:
        load_plan(plan).applied(base)
    except RippleError:
        return False
    return True


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
        """How many pairs of worlds run."""
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
