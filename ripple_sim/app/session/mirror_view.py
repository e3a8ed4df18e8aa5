"""What of the mirror is looked at, as an address holds it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from ripple_sim.app.session.mirror_study import GAPS
from ripple_sim.app.session.sharing import company_is_shared
from ripple_sim.app.session.visit import WEEKS_AT_FIRST, Visit
from ripple_sim.scenario.files import preset_names


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
        A company that comes with the package, and how many weeks it has lived; "" and 0 leave it
        as it is.
    """

    unit: int = 0
    gap: str = GAPS[0]
    company: str = ""
    week: int = 0

    @classmethod
    def from_search(cls, search: str | None, units: int, weeks: int) -> View:
        """Return what an address asks for; what makes no sense is left out or held in range."""
        given = {name: values[0] for name, values in parse_qs(search or "").items()}
        gap, company = given.get("gap", ""), given.get("company", "")
        return cls(
            min(_whole(given.get("unit")), units),
            gap if gap in GAPS else GAPS[0],
            company if company in preset_names() else "",
            min(_whole(given.get("week")), weeks),
        )

    def search(self) -> str:
        """Return the query that asks for this."""
        held = {
            "company": self.company,
            "week": self.week,
            "unit": self.unit,
            "gap": self.gap if self.gap != GAPS[0] else "",
        }
        return urlencode({name: value for name, value in held.items() if value})


def bring_about(visit: Visit, view: View) -> None:
    """Open the company and live to the week that are asked for.

    What a visitor did to a company is never thrown away for the sake of an address. Where no
    company is open yet, the one that is asked for is the first to live.
    """
    if visit.moves:
        return
    if view.company and not (visit.opened and shown_company(visit) == view.company):
        visit.open(view.company, week=view.week or WEEKS_AT_FIRST)
        return
    visit.open_first()
    if view.week and view.week != visit.week:
        visit.go_to(view.week)


def shown_company(visit: Visit) -> str:
    """Return the name of the company if it comes with the package, "" for a file of one's own."""
    return visit.base.name if company_is_shared(visit.base) else ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
