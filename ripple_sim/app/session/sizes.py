"""How large a company may be on a page, where somebody waits for it; commands take any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
