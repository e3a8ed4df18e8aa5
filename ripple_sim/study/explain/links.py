"""The links of the chain that a plan's effect is split over, as data: the one place they stand.

Each link is a set of readings: fields of a table, as one step of the week reads them. A link is
*open* in a world where the step reads the world's own values, and *closed* where it reads the
baseline's instead, seat by seat and customer by customer. Only the reading is replaced; what the
world itself holds stays its own, so that no link's readings hide what another one carries.

There are two cuts through the chain, and each is complete: with all its links closed, what lies
beyond the cut is the baseline's to the bit (``tests/study/explain``).

- ``service``: between what a plan does to people and what customers meet. Staff follow the plan;
  customers, load and the books are the baseline's, but for what the plan itself costs.
- ``money``: between what customers meet and what they do with their money. They are served as
  under the plan; they stay, spend and join as in the baseline.

What a link moves it moves with all that follows: people who stay fill seats, shorten queues and
draw wages. What links do together (a skilled person who stays *and* cares) is shared by Shapley.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark

Layer = Literal["service", "money"]
LAYERS: tuple[Layer, ...] = ("service", "money")


@dataclass(frozen=True)
class Reading:
    """What a step of the week reads.

    Attributes
    ----------
    step
        The step's name in :data:`ripple_sim.model.week.WEEK`.
    table, fields
        The records of the world, and which of their columns.
    rules
        The rules in the step that read them for this link; others keep the world's own values.
        Empty where all that the step does with them belongs to the link.
    """

    step: str
    table: str
    fields: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """One link of the chain.

    Attributes
    ----------
    name, label
        The name in data, and the manager's words.
    layer
        Which of the two cuts it belongs to.
    readings
        What it carries.
    shown
        The sum of the weekly books in which it shows, and the sum it is divided by, if any.
    up, down
        What to say when that is higher, or lower, in the plan's world, after "because".
    levers
        Where only levers go along it, their names; it can then act only in a plan that moves one.
    """

    name: str
    label: str
    layer: Layer
    readings: tuple[Reading, ...]
    shown: tuple[str, str]
    up: str
    down: str
    levers: tuple[str, ...] = ()


_HIRING = ("selectivity", "placement", "slack", "pay")
_JOURNEY = ("coordination", "acceptance", "sponsorship", "blueprints", "lived_values")
_MET = ("transparency", "personalisation", "recovery", "promise")
_MARKET = ("personalisation", "acquisition", "promise", "competitor")
_AT_ONCE = mark("it reaches customers at once")
_AFTER_PROFIT = mark("profit moves pay and hiring")

SERVICE: tuple[Link, ...] = (
    # Engagement, energy and what teams hold to matter become effort, warmth, competence and
    # fairness; the tired stay away.
    Link(
        "giving",
        mark("What people give"),
        "service",
        (
            Reading("come_and_go", "employees", ("energy",), ("attend",)),
            Reading("work", "employees", ("engagement",)),
            Reading("work", "teams", ("customer_focus",)),
            Reading("serve", "employees", ("engagement", "energy")),
            Reading("serve", "teams", ("customer_focus",)),
            Reading("serve", "managers", ("integrity",)),
            Reading("decide", "teams", ("customer_focus",)),
        ),
        ("warmth", "filled"),
        mark("people give more"),
        mark("people give less"),
    ),
    # Those who stay have skill, fill their seats, draw wages and need not be replaced.
    Link(
        "leaving",
        mark("Who stays"),
        "service",
        (
            Reading("come_and_go", "employees", ("intention",), ("leave",)),
            Reading("lead", "managers", ("in_place",), ("change_manager",)),
        ),
        ("leavers", "filled"),
        mark("more people leave"),
        mark("fewer people leave"),
    ),
    # Who is hired, and how soon.
    Link(
        "hiring",
        mark("Whom it hires"),
        "service",
        (Reading("come_and_go", "team_levers", _HIRING),),
        ("filled", "seats"),
        mark("more seats are filled"),
        mark("fewer seats are filled"),
        _HIRING,
    ),
    Link(
        "learning",
        mark("What people learn"),
        "service",
        (Reading("come_and_go", "team_levers", ("skills_training",), ("learn",)),),
        ("skill", "filled"),
        mark("people know more"),
        mark("people know less"),
        ("skills_training",),
    ),
    # Hours lost to programmes, tiredness, the time given to each customer, and how many come.
    Link(
        "pressure",
        mark("Pressure and waiting"),
        "service",
        (
            Reading("work", "teams", ("attention_hours",)),
            Reading("work", "employees", ("fatigue",)),
            Reading("meet_demand", "units", ("standard",)),
            Reading("meet_demand", "chunk_ledger", ("arrivals",)),
        ),
        ("wait_hours", "served"),
        mark("customers wait longer"),
        mark("customers wait less"),
    ),
    # Practices that reach service and customers without going through anybody's mind.
    Link(
        "direct",
        mark("What it changes at once"),
        "service",
        (
            Reading("come_and_go", "team_levers", ("flu",), ("attend",)),
            Reading("expect", "unit_levers", ("demand_wave",)),
            Reading("serve", "team_levers", ("empathy_training",)),
            Reading("carry", "unit_levers", _JOURNEY),
            Reading("meet", "unit_levers", _MET),
            Reading("decide", "unit_levers", _MARKET),
        ),
        ("satisfaction", "customers"),
        _AT_ONCE,
        _AT_ONCE,
        ("flu", "demand_wave", "empathy_training", *_JOURNEY, *_MET, "acquisition", "competitor"),
    ),
    # A year's profit moves pay and the pace of hiring.
    Link(
        "profit_back",
        mark("Pay and hiring after profit"),
        "service",
        (
            Reading("come_and_go", "company", ("pay_index", "hiring_pace"), ("fill",)),
            Reading("settle", "company", ("pay_index",)),
        ),
        ("wages", "filled"),
        _AFTER_PROFIT,
        _AFTER_PROFIT,
    ),
)

MONEY: tuple[Link, ...] = (
    Link(
        "retention",
        mark("Customers who stay"),
        "money",
        (
            Reading("decide", "members", ("satisfaction", "attachment", "trust"), ("stay_or_lapse",)),
            Reading("decide", "unit_levers", ("competitor",), ("stay_or_lapse",)),
        ),
        ("left_customers", "customers"),
        mark("fewer customers stay"),
        mark("more customers stay"),
    ),
    # The share of wallet; visits, warmth and selling move what is spent at each.
    Link(
        "spending",
        mark("What they spend"),
        "money",
        (
            Reading("decide", "members", ("satisfaction", "attachment", "contacts", "server"), ("allot", "spend")),
            Reading("decide", "employees", ("warmth",), ("spend",)),
            Reading("decide", "teams", ("customer_focus",), ("spend",)),
            Reading("decide", "unit_levers", ("personalisation", "competitor"), ("allot",)),
        ),
        ("spending", "customers"),
        mark("customers spend more"),
        mark("customers spend less"),
    ),
    # Word of mouth, the public rating and advertising decide who joins or comes back.
    Link(
        "winning",
        mark("New customers"),
        "money",
        (
            Reading("decide", "members", ("heard",), ("join_or_wait",)),
            Reading("decide", "units", ("rating",), ("join_or_wait",)),
            Reading("decide", "unit_levers", ("acquisition", "promise", "competitor"), ("join_or_wait",)),
        ),
        ("joined", ""),
        mark("more new customers come"),
        mark("fewer new customers come"),
    ),
)

LINKS = SERVICE + MONEY
BY_NAME = {link.name: link for link in LINKS}


def links_that_can_act(links: tuple[Link, ...], baseline: Scenario, planned: Scenario) -> tuple[Link, ...]:
    """Return the links along which a plan's effect can travel at all.

    Left out are links of levers that the plan doesn't move, and what profit does to pay and hiring
    where these feedbacks are off; with them open or closed every world is the same.
    """
    here: list[Intervention | Shock] = [*baseline.interventions, *baseline.shocks]
    there: list[Intervention | Shock] = [*planned.interventions, *planned.shocks]
    apart = [one for one in here if one not in there] + [one for one in there if one not in here]
    moved = {one.lever if isinstance(one, Intervention) else one.kind for one in apart}
    feedback, finance = planned.behaviour.feedback, planned.behaviour.finance
    from_profit = (
        feedback.profit_to_pay * finance.bonus_of_profit or feedback.profit_to_staffing * finance.hiring_of_profit
    )
    return tuple(
        link
        for link in links
        if (not link.levers or moved & set(link.levers)) and (link.name != "profit_back" or from_profit)
    )
