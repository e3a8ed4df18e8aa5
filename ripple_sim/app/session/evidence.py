"""The board as a visitor asks for it: which rows, in which order, measured when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from ripple_sim.evidence import Board, CheckResult, Fact, fact
from ripple_sim.evidence.cautions.caution import Number
from ripple_sim.evidence.figure import LINKS
from ripple_sim.learn.progress import asked_in, first_of

VERDICTS = ("miss", "hit", "not measured", "not testable")
STRENGTHS = ("strong", "fair", "weak")
USES = ("fitted", "not fitted", "reference")
ORDERS = ("misses", "links")
LONGEST = 60
MOST_FIELDS, LONGEST_ADDRESS = 20, 16_000


@dataclass(frozen=True)
class Asked:
    """What a visitor asks the board for; an empty word asks for everything.

    Attributes
    ----------
    verdict, strength, link, use
        One of :data:`VERDICTS`, :data:`STRENGTHS`, the letters of ``LINKS`` and :data:`USES`.
    words
        Words that must all stand in a row or its fact.
    order
        Misses first, or by link of the chain.
    number
        The number shown in detail, by its check's key.
    """

    verdict: str = ""
    strength: str = ""
    link: str = ""
    use: str = ""
    words: str = ""
    order: str = ORDERS[0]
    number: str = ""

    @classmethod
    def from_search(cls, search: str | None) -> Asked:
        """Return what the query of an address asks for; what makes no sense is left out."""
        given = asked_in(search, MOST_FIELDS, LONGEST_ADDRESS)
        known = {"verdict": VERDICTS, "strength": STRENGTHS, "link": LINKS, "use": USES, "order": ORDERS}
        held = {name: first_of(given, name) for name in known}
        held = {name: value for name, value in held.items() if value in known[name]}
        for name in ("words", "number"):
            held[name] = " ".join(first_of(given, name)[:LONGEST].split())
        return cls(**held)

    def search(self) -> str:
        """Return the query that asks for this."""
        plain = Asked()
        return urlencode(
            {
                one.name: getattr(self, one.name)
                for one in fields(self)
                if getattr(self, one.name) != getattr(plain, one.name)
            }
        )

    def but(self, **changed: str) -> Asked:
        """Return the same with something else asked."""
        return replace(self, **changed)

    @property
    def filtered(self) -> bool:
        """Whether it asks for less than the whole board."""
        return any((self.verdict, self.strength, self.link, self.use, self.words))

    def wants(self, finding: CheckResult) -> bool:
        """Tell whether a number of the board is asked for."""
        return (
            self.verdict in ("", finding.verdict)
            and self.strength in ("", finding.fact.strength)
            and self.link in ("", finding.fact.id[0])
            and self.use in ("", finding.kind)
            and self._has(finding.fact, finding.check.name, finding.check.says, finding.check.mechanism, finding.reason)
        )

    def wants_untestable(self, one: Fact, why: str) -> bool:
        """Tell whether a fact that can't be tested is asked for."""
        return (
            self.verdict in ("", VERDICTS[-1])
            and self.strength in ("", one.strength)
            and self.link in ("", one.id[0])
            and not self.use
            and self._has(one, why)
        )

    def _has(self, one: Fact, *texts: str) -> bool:
        if not self.words:
            return True
        known = (one.id, one.about, one.says, one.link, one.statistic, one.citation)
        whole = " ".join((*known, *texts)).lower()
        return all(word in whole for word in self.words.lower().split())


def grouped_findings(board: Board, asked: Asked) -> list[tuple[str, list[CheckResult]]]:
    """Return the numbers asked for in groups: ``miss`` and ``hit``, or letters of the chain."""
    result = [finding for finding in board.findings if asked.wants(finding)]
    if asked.order == "links":
        by_id = sorted(result, key=lambda one: (one.fact.id, one.check.name))
        groups = [(letter, [f for f in by_id if f.fact.id[0] == letter]) for letter in LINKS]
    else:
        groups = [
            ("miss", [finding for finding in result if not finding.inside]),
            ("hit", [finding for finding in result if finding.inside]),
        ]
    return [(name, rows) for name, rows in groups if rows]


def untestable(board: Board, asked: Asked) -> list[tuple[Fact, str]]:
    """Return the facts asked for that nothing can show, each with the reason."""
    known = [(fact(id), why) for id, why in board.untestable.items()]
    return [(one, why) for one, why in known if asked.wants_untestable(one, why)]


@dataclass(frozen=True)
class Coverage:
    """How far a link of the chain is covered by facts, and how it stands.

    Attributes
    ----------
    letter
        Of the link.
    facts, untestable
        Published facts about it, and those among them that can't be tested.
    fitted, others, weak
        Numbers inside their range, and all: fitted ones, verified ones not fitted, weak ones.
    """

    letter: str
    facts: int
    untestable: int
    fitted: tuple[int, int]
    others: tuple[int, int]
    weak: tuple[int, int]


def coverage(board: Board) -> list[Coverage]:
    """Return the coverage of every link of the chain."""
    rows = []
    for letter in LINKS:
        findings = [one for one in board.findings if one.fact.id[0] == letter]
        untested = [id for id in board.untestable if id[0] == letter]
        tested = {one.fact.id for one in findings}
        rows.append(
            Coverage(
                letter,
                len(tested | set(untested)),
                len(untested),
                *(_inside(one for one in findings if one.kind == kind) for kind in USES),
            )
        )
    return [row for row in rows if row.facts]


def _inside(findings: Iterable[CheckResult]) -> tuple[int, int]:
    held = list(findings)
    return sum(one.inside for one in held), len(held)


def same_verdicts(now: Board, before: Board) -> tuple[int, int]:
    """Return how many numbers measured now have the verdict they had before, and of how many."""
    verdicts = {one.check.key: one.verdict for one in before.findings}
    measured = [one for one in now.findings if len(one.values)]
    same = sum(one.verdict == verdicts.get(one.check.key) for one in measured)
    return same, len(measured)


def measure_again(facts: list[str] | None, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """Measure some facts, or all, in one world; return what ``evidence.stored`` reads."""
    from ripple_sim.evidence import board
    from ripple_sim.evidence.stored import as_data

    return as_data(board(quick=True, facts=facts, progress=tell))


def show_caution(id: str, tell: Callable[[int, int], None]) -> tuple[list[Number], bool]:
    """Return the numbers of a run of one world, and whether they show the caution."""
    from ripple_sim.evidence.cautions import CAUTIONS
    from ripple_sim.evidence.laboratory import Laboratory

    caution = next(one for one in CAUTIONS if one.id == id)
    tell(0, 1)
    numbers = caution.shown(Laboratory(0))
    return numbers, caution.holds(numbers)
