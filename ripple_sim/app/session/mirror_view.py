"""What of the mirror is looked at, as an address holds it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from ripple_sim.app.session.company_address import LONGEST_WORD, OWN, company_in, company_word
from ripple_sim.app.session.mirror_study import GAPS
from ripple_sim.app.session.visit import WEEKS_AT_FIRST, Visit
from ripple_sim.learn.progress import asked_in, first_of, whole_number
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase

MOST_FIELDS, LONGEST_ADDRESS = 20, 1_000 + LONGEST_WORD


@dataclass(frozen=True)
class View:
    """What is looked at.

    Attributes
    ----------
    unit
        The unit's number from 1; 0 for the whole company.
    gap
        One of ``GAPS``.
    company, week
        A company as :func:`~ripple_sim.app.session.company_address.company_word` writes it, and
        how many weeks it has lived; "" and 0 leave it as it is.
    """

    unit: int = 0
    gap: str = GAPS[0]
    company: str = ""
    week: int = 0

    @classmethod
    def from_search(cls, search: str | None, units: int, weeks: int) -> View:
        """Return what an address asks for; what makes no sense is left out or held in range."""
        given = asked_in(search, MOST_FIELDS, LONGEST_ADDRESS)
        gap = first_of(given, "gap")
        return cls(
            min(whole_number(first_of(given, "unit")), units),
            gap if gap in GAPS else GAPS[0],
            first_of(given, "company"),
            min(whole_number(first_of(given, "week")), weeks),
        )

    def search(self) -> str:
        """Return the query that asks for this."""
        held = {
            "company": self.company,
            "week": self.week,
            "unit": self.unit,
            "gap": self.gap if self.gap != GAPS[0] else "",
        }
        return urlencode({name: value for name, value in held.items() if value}, safe=OWN)


def bring_about(visit: Visit, view: View) -> Phrase | None:
    """Open the company and live to the week that are asked for.

    What a visitor did to a company is never thrown away for the sake of an address. Where no
    company is open yet, the one that is asked for is the first to live. Returns why the company
    that is asked for isn't shown, if it isn't.
    """
    if visit.moves:
        return None
    if view.company and not (visit.opened and company_word(visit.base) == view.company):
        try:
            visit.open_company(company_in(view.company), week=view.week or WEEKS_AT_FIRST)
        except RippleError as problem:
            return problem.sentence
        return None
    visit.open_first()
    if view.week and view.week != visit.week:
        visit.go_to(view.week)
    return None
