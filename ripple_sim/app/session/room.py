"""How much memory the companies of all visitors may take, and how many are opened at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ripple_sim.scenario.market import BYTES_PER_MEMBER, BYTES_PER_SEAT
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Number, Phrase, mark


@dataclass(frozen=True)
class Most:
    """The largest market and staff, and the longest horizon in weeks."""

    members: int
    staff: int
    weeks: int


LARGEST_RUN = Most(120_000, 20_000, 520)  # week by week
LARGEST_COMPARISON = Most(120_000, 4_000, 520)  # in many pairs
TAUGHT = Most(20_000, 600, 520)  # in a lesson or a challenge


def beyond(company: Scenario, weeks: int, most: Most) -> Iterator[tuple[Phrase, Number]]:
    """Yield what is too large: so many of what, and the most there may be."""
    for size, allowed, what in (
        (company.market.members, most.members, mark("{number} market members")),
        (company.heads(), most.staff, mark("{number} staff")),
        (weeks, most.weeks, mark("{number} weeks")),
    ):
        if size > allowed:
            yield Phrase(what, number=Number(size)), Number(allowed)


MOST_BYTES = 2**30
WORLDS = 3  # the company, its twin, and how both began
# As much as a page may always take; the pages that can be open take little more than a gibibyte so.
SMALL_BYTES = MOST_BYTES // 60
MOST_OPENED_AT_ONCE = 2


class Room:
    """Room for large companies, shared by all visitors.

    Small ones always find room, so that whoever opens many large ones shuts nobody out.

    Parameters
    ----------
    most, small
        Bytes that large companies take together at most, and up to which a company is small.
    at_once
        How many large companies are settled at the same time; others wait for their turn.
    """

    def __init__(self, most: int = MOST_BYTES, small: int = SMALL_BYTES, at_once: int = MOST_OPENED_AT_ONCE) -> None:
        self._most, self._small = most, small
        self._taken: WeakKeyDictionary[object, int] = WeakKeyDictionary()
        self._turns = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()

    def take(self, visit: object, base: Scenario) -> None:
        """Take room for a visit's company, in the place of the one it had.

        Raises
        ------
        RippleError
            When there is none; what the visit had then stays.
        """
        with self._lock:
            self._refuse_beyond(visit, base)
            if bytes_of(base) <= self._small:
                self._taken.pop(visit, None)
            else:
                self._taken[visit] = bytes_of(base)

    def look(self, visit: object, base: Scenario) -> None:
        """Refuse, before any work is done for it, a company for which there is no room now.

        Raises
        ------
        RippleError
            When :meth:`take` would.
        """
        with self._lock:
            self._refuse_beyond(visit, base)

    def _refuse_beyond(self, visit: object, base: Scenario) -> None:
        bytes_ = bytes_of(base)
        others = sum(taken for one, taken in self._taken.items() if one is not visit)
        if bytes_ > self._small and others + bytes_ > self._most:
            raise RippleError(
                "there is no room for '{company}' now: other visitors have large companies open, "
                "too; try again later, or open a smaller one",
                company=base.title or base.name,
            )

    def leave(self, visit: object) -> None:
        """Give back what a visit took."""
        with self._lock:
            self._taken.pop(visit, None)

    @property
    def taken(self) -> int:
        """Bytes that large companies take now."""
        with self._lock:
            return sum(self._taken.values())

    @contextmanager
    def turn(self, base: Scenario) -> Iterator[None]:
        """Wait until it is a large company's turn to be settled; a small one's always is."""
        if bytes_of(base) <= self._small:
            yield
            return
        with self._turns:
            yield


def bytes_of(base: Scenario) -> int:
    """Return about how much memory a company takes while it is open."""
    world = base.market.members * BYTES_PER_MEMBER + base.heads() * BYTES_PER_SEAT
    return WORLDS * world


ROOM = Room()
