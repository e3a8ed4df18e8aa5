"""Every metric, declared once: name, label, unit, link of the chain, and how it is worked out.

A metric is a ratio of sums over units, ``scale * sum(of) / sum(per)``, or a plain sum. A company's
figure is the ratio of the sums, never a mean of means, and every metric exists by unit too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.wording import mark

_MISSING: dict[tuple[str, ...], str] = {
    ("filled",): mark("nobody is employed"),
    ("seats",): mark("there is no seat"),
    ("managers",): mark("there is no manager"),
    ("teams",): mark("there is no team"),
    ("present",): mark("nobody is at work"),
    ("arrivals",): mark("no customer comes"),
    ("served",): mark("nobody is served"),
    ("contacts",): mark("there is no contact"),
    ("customers",): mark("there are no customers"),
    ("customers", "left_customers"): mark("there were no customers at the start of the week"),
    ("wages", "overtime", "replacement", "programmes", "compensation"): mark(
        "nothing is spent on people and programmes, as while nobody is employed"
    ),
}
Link = Literal["drivers", "employees", "managers", "service", "customers", "money"]
Kind = Literal["flow", "stock"]
Money = "currency"


@dataclass(frozen=True)
class Metric:
    """One figure of the week: ``scale * (of - minus) / per``, of sums of the week's ledger."""

    name: str
    label: str
    unit: str  # ``currency`` stands for the scenario's
    link: Link
    kind: Kind  # a flow counts what happened in a week, a stock says how things stand
    of: tuple[str, ...]
    minus: tuple[str, ...] = ()
    per: tuple[str, ...] = ()  # empty for a plain sum
    scale: float = 1.0
    headline: bool = False  # stands in the one-page table and must not drift in a company at rest
    decimals: int = 1  # worth showing

    @property
    def missing_where(self) -> str:
        """Where it doesn't exist and is NaN, in a phrase; empty where it always does.

        A ratio has no value where nothing stands below: a unit with customers in which every seat
        is vacant has no return on customer experience, for nothing is spent there.
        """
        return _MISSING[self.per] if self.per else ""


def _score(name: str, label: str, link: Link, of: str, per: str = "filled", headline: bool = True) -> Metric:
    return Metric(name, label, "0 to 100", link, "stock", (of,), (), (per,), 100.0, headline)


def _ratio(
    name: str, label: str, unit: str, link: Link, kind: Kind, sums: str, per: str, scale: float = 100.0, **more: Any
) -> Metric:
    """Return a metric whose sums are written as ``"a b - c"``."""
    of, _, minus = sums.partition(" - ")
    return Metric(
        name, label, unit, link, kind, tuple(of.split()), tuple(minus.split()), tuple(per.split()), scale, **more
    )


def _headline(*given: Any) -> Metric:
    return _ratio(*given, headline=True)


def _money(name: str, label: str, of: tuple[str, ...], headline: bool = False) -> Metric:
    return Metric(name, label, f"{Money}/week", "money", "flow", of, (), (), 0.01, headline, 0)


_PEOPLE_AND_SERVICE = ("wages", "overtime", "replacement", "programmes", "compensation")
_COSTS = ("goods", "contact_cost", *_PEOPLE_AND_SERVICE, "fixed")

METRICS: tuple[Metric, ...] = (
    *(_score(driver.name, driver.label, "drivers", driver.name) for driver in DRIVERS),
    _score("engagement", "Engagement", "employees", "engagement"),
    _score("energy", "Energy", "employees", "energy"),
    Metric("burnt_out", "Burnt-out staff", "% of staff", "employees", "stock", ("burnt_out",), (), ("filled",), 100.0),
    _score("intention_to_leave", "Intention to leave", "employees", "intention", headline=False),
    _headline(
        "leavers",
        "Leavers per year",
        "% of seats/year",
        "employees",
        "flow",
        "leavers",
        "seats",
        100.0 * WEEKS_PER_YEAR,
    ),
    Metric("vacancies", "Vacant seats", "% of seats", "employees", "stock", ("vacant",), (), ("seats",), 100.0),
    Metric("absence", "Absence", "% of staff", "employees", "flow", ("filled",), ("present",), ("filled",), 100.0),
    _headline("enps", "eNPS", "points", "employees", "stock", "employer_promoters - employer_detractors", "filled"),
    Metric("skill", "Skill", "% of experienced", "employees", "stock", ("skill",), (), ("filled",), 100.0, True),
    Metric("headcount", "Headcount", "people", "employees", "stock", ("filled",), decimals=0),
    _score("leadership", "Leadership of managers", "managers", "leadership", "managers", False),
    _score("integrity", "Word-deed integrity", "managers", "integrity", "managers", False),
    _score("customer_focus", "Customer focus of teams", "managers", "customer_focus", "teams", False),
    Metric("pressure", "Work pressure", "% of capacity", "service", "flow", ("pressure",), (), ("arrivals",), 100.0),
    Metric("waiting", "Waiting", "hours", "service", "flow", ("wait_hours",), (), ("served",), 1.0, True, 2),
    Metric("backlog", "Contacts waiting at week's end", "contacts", "service", "stock", ("backlog",), decimals=0),
    Metric("arrivals", "Contacts", "contacts/week", "service", "flow", ("arrivals",), decimals=0),
    _ratio(
        "overtime_hours", "Overtime", "hours/person", "service", "flow", "overtime_hours", "present", 1.0, decimals=2
    ),
    Metric("standard", "Service standard", "% of official", "service", "stock", ("standard",), (), ("filled",), 100.0),
    _ratio("time_given", "Time given to a contact", "% of official", "service", "flow", "time_ratio", "served"),
    _headline(
        "service_quality",
        "Service quality",
        "0 to 100",
        "service",
        "flow",
        "certainty control status belonging_of_customers enjoyment fair",
        "customers",
        100.0 / 6,
    ),
    Metric("failures", "Failed contacts", "% of contacts", "service", "flow", ("failures",), (), ("contacts",), 100.0),
    _score("view_of_service", "Service as staff see it", "service", "view_of_service", headline=False),
    _score("customer_satisfaction", "Customer satisfaction", "customers", "satisfaction", "customers"),
    _score("expectation", "Expectation", "customers", "expectation", "customers", False),
    _score("customer_trust", "Customers' trust", "customers", "trust_of_customers", "customers", False),
    _score("attachment", "Attachment", "customers", "attachment", "customers", False),
    _headline("cnps", "cNPS", "points", "customers", "stock", "promoters - detractors", "customers"),
    _headline("retention", "Retention", "%/year", "customers", "flow", "customers", "customers left_customers"),
    _headline(
        "share_of_wallet", "Share of wallet", "% of spending", "customers", "stock", "share_of_wallet", "customers"
    ),
    _headline(
        "word_of_mouth",
        "Word of mouth: good less bad",
        "words/1,000 customers/week",
        "customers",
        "flow",
        "good_word - bad_word",
        "customers",
        1000.0,
    ),
    _score("certainty", "Customers: certainty", "customers", "certainty", "customers", False),
    _score("control", "Customers: control", "customers", "control", "customers", False),
    _score("status", "Customers: status", "customers", "status", "customers", False),
    _score("belonging", "Customers: belonging", "customers", "belonging_of_customers", "customers", False),
    _score("enjoyment", "Customers: enjoyment", "customers", "enjoyment", "customers", False),
    _score("fair_treatment", "Customers: fair treatment", "customers", "fair", "customers", False),
    _score("staff_certainty", "Staff: certainty", "employees", "staff_certainty", headline=False),
    _score("staff_control", "Staff: control", "employees", "staff_control", headline=False),
    _score("staff_status", "Staff: status", "employees", "staff_status", headline=False),
    _score("staff_belonging", "Staff: belonging", "employees", "staff_belonging", headline=False),
    _score("staff_enjoyment", "Staff: enjoyment", "employees", "staff_enjoyment", headline=False),
    _score("staff_fair_treatment", "Staff: fair treatment", "employees", "staff_fair", headline=False),
    Metric("customers", "Customers", "people", "customers", "stock", ("customers",), decimals=0),
    Metric("customers_won", "Customers won", "people/week", "customers", "flow", ("joined",)),
    Metric("customers_lost", "Customers lost", "people/week", "customers", "flow", ("left_customers",)),
    _money("revenue", "Revenue", ("revenue",), True),
    _money("cost", "Cost", _COSTS, True),
    *(
        _money(name, label, (part,))
        for name, label, part in (
            ("goods", "Goods and money", "goods"),
            ("contact_cost", "Cost of contacts", "contact_cost"),
            ("wages", "Wages", "wages"),
            ("overtime_pay", "Overtime pay", "overtime"),
            ("replacement", "Replacing leavers", "replacement"),
            ("programmes", "Programmes", "programmes"),
            ("compensation", "Compensation", "compensation"),
            ("fixed_cost", "Fixed cost", "fixed"),
        )
    ),
    _money("contribution", "Customer contribution", ("contribution",)),
    _money("profit", "Profit", ("profit",), True),
    Metric(
        "rocxi",
        "Return on customer experience",
        f"{Money} of contribution per {Money} spent on people and programmes",
        "money",
        "flow",
        ("contribution",),
        (),
        _PEOPLE_AND_SERVICE,
        1.0,
        True,
        2,
    ),
)
BY_NAME: dict[str, Metric] = {metric.name: metric for metric in METRICS}
