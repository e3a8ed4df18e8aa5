"""Which panels the overview shows, in the order of the chain, and between which limits."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.scenario.levers import DRIVERS


@dataclass(frozen=True)
class Panel:
    """A picture of one or several metrics that share a unit.

    Attributes
    ----------
    title
        What is shown.
    metrics
        Names of metrics; the first is the one in colour, unless all are equals.
    labels
        What is written at the end of each line; empty where the title says it.
    span
        The least that the vertical axis spans, in the metrics' unit, so that chance looks like
        chance.
    floor, ceiling
        Values beyond which the axis goes only where the series does.
    from_zero
        Whether zero is always in sight.
    equals
        Whether no metric stands out but by how much it moved.
    """

    title: str
    metrics: tuple[str, ...]
    span: float
    labels: tuple[str, ...] = ("",)
    floor: float | None = None
    ceiling: float | None = None
    from_zero: bool = False
    equals: bool = False


_SHORT = {
    "trust": "Trust",
    "job": "Job",
    "growth": "Growth",
    "pride": "Pride",
    "training": "Training",
    "manager": "Manager",
}


def _score(title: str, name: str, *others: str, labels: tuple[str, ...] = ("",)) -> Panel:
    return Panel(title, (name, *others), 25, labels, floor=0, ceiling=100)


COLUMNS: tuple[tuple[str, tuple[Panel, ...]], ...] = (
    (
        "People",
        (
            Panel(
                "Drivers of engagement",
                tuple(lever.name for lever in DRIVERS),
                25,
                tuple(_SHORT.get(lever.name, lever.label) for lever in DRIVERS),
                floor=0,
                ceiling=100,
                equals=True,
            ),
            _score("Engagement and energy", "engagement", "energy", labels=("Engagement", "Energy")),
            Panel("Leavers per year", ("leavers",), 20, floor=0, from_zero=True),
        ),
    ),
    (
        "Service",
        (
            Panel("Skill", ("skill",), 20, floor=0, ceiling=100),
            Panel("Waiting", ("waiting",), 1, floor=0, from_zero=True),
            _score("Service quality", "service_quality"),
        ),
    ),
    (
        "Customers",
        (
            _score("Customer satisfaction", "customer_satisfaction"),
            Panel(
                "Recommendation: cNPS and eNPS",
                ("cnps", "enps"),
                50,
                ("Customers", "Employees"),
                floor=-100,
                ceiling=100,
            ),
            Panel("Retention", ("retention",), 15, floor=0, ceiling=100),
        ),
    ),
    (
        "Growth and money",
        (
            Panel("Share of wallet", ("share_of_wallet",), 20, floor=0, ceiling=100),
            Panel("Word of mouth: good less bad", ("word_of_mouth",), 40, from_zero=True),
            Panel(
                "Revenue, cost and profit",
                ("profit", "revenue", "cost"),
                1,
                ("Profit", "Revenue", "Cost"),
                from_zero=True,
            ),
        ),
    ),
)
