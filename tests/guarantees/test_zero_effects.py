"""An effect of zero is no effect: what lies behind a cut link doesn't move by a bit.

Each link is cut by setting its coefficients to zero; then what lies before it is moved hard. With
the same coefficients at their defaults what lies behind it does move, so a test can't pass by
moving nothing.
"""

from dataclasses import dataclass

import pytest

from guarantees.worlds import alive, differing, hold, holding, live, small
from ripple_sim.model.week import compiled
from ripple_sim.scenario.levers import DRIVERS

WEEKS = 40
EMPLOYEES, LEADERS = "behaviour.employees", "behaviour.leaders"
WORK, CUSTOMERS, FEEDBACK = "behaviour.work", "behaviour.customers", "behaviour.feedback"
BEST_DRIVERS = {driver.name: 1.0 for driver in DRIVERS}
FELT = {"engagement", "mood", "energy", "intention", "recommend", "warmth", "competence"}
PERCEIVED = set(BEST_DRIVERS)
PROFIT_OFF = {f"{FEEDBACK}.profit_to_{what}": 0.0 for what in ("pay", "security", "staffing", "pride")}


def zeros(section, *names):
    return {f"{section}.{name}": 0.0 for name in names}


@dataclass(frozen=True)
class Link:
    """A link of the chain.

    Attributes
    ----------
    name
        What it joins.
    cut
        The coefficients, at zero, without which it doesn't exist.
    aside
        Other ways from one end to the other, always closed.
    moved
        Levers held at other levels.
    before
        Columns that must move in any case.
    behind
        Columns, or whole tables, that must not move when the link is cut, and move otherwise.
    """

    name: str
    cut: dict
    aside: dict
    moved: dict
    before: set
    behind: set


ENGAGEMENT_ASIDE = (
    PROFIT_OFF
    | zeros(EMPLOYEES, "intention_of_manager", "intention_of_growth", "hygiene_at_work")
    | zeros(LEADERS, "room_for_people")
)

LINKS = [
    Link(
        "drivers to engagement",
        zeros(EMPLOYEES, "pull_of_drivers"),
        ENGAGEMENT_ASIDE,
        BEST_DRIVERS,
        {f"employees.{name}" for name in PERCEIVED},
        {"employees.engagement", "employees.energy", "employees.intention", "managers", "members"},
    ),
    Link(
        "engagement to customers",
        zeros(EMPLOYEES, "effort_of_engagement", "energy_of_engagement")
        | zeros(EMPLOYEES, "intention_of_engagement")
        | zeros(WORK, "warmth_of_engagement", "competence_of_engagement"),
        ENGAGEMENT_ASIDE,
        BEST_DRIVERS,
        {"employees.engagement", "employees.recommend"},
        {"members", "units", "ledger.leavers", "ledger.profit"},
    ),
    Link(
        "drivers to leaving",
        zeros(EMPLOYEES, "intention_slope"),
        PROFIT_OFF,
        BEST_DRIVERS,
        {"employees.intention"},
        {"employees.tenure", "employees.filled", "ledger.leavers", "ledger.hires"},
    ),
    Link(
        "coaching to leadership",
        zeros(LEADERS, "coaching_gain"),
        {},
        {"coaching": 1.0},
        {"managers.coached"},
        {"managers.leadership", "managers.relationship", "employees", "members", "ledger.profit"},
    ),
    Link(
        "announced values to trust",
        zeros(LEADERS, "lip_service") | zeros(EMPLOYEES, "trust_lost_to_lip_service"),
        {},
        {"announced_values": 1.0},
        set(),
        {"managers.integrity", "employees", "members", "ledger"},
    ),
    Link(
        "customer metrics to everything but the norm",
        zeros(EMPLOYEES, "job_of_selling", "sight_of_metrics", "output_of_selling")
        | zeros(WORK, "competence_of_focus", "fairness_of_focus", "corner_cutting")
        | zeros(CUSTOMERS, "sales_of_pushing"),
        zeros(LEADERS, "paperwork_of_money_metrics"),
        {"customer_metrics": 0.0},
        {"teams.customer_focus", "ledger.customer_focus"},
        {"managers", "employees", "members", "units", "ledger.profit"},
    ),
    Link(
        "pressure to overtime",
        zeros(WORK, "overtime_slope"),
        {},
        {"demand_wave": 2.0},
        {"units.pressure", "units.backlog"},
        {"units.intensity", "employees.fatigue", "employees.strain", "ledger.overtime"},
    ),
    Link(
        "pressure to time given",
        zeros(WORK, "time_elasticity"),
        zeros(WORK, "corner_cutting"),
        {"demand_wave": 2.0},
        {"units.pressure", "units.wait"},
        {"units.time_ratio", "units.time_quality", "employees.standard", "teams.standard"},
    ),
    Link(
        "transparency to trust at work",
        zeros(EMPLOYEES, "trust_of_transparency"),
        PROFIT_OFF
        | zeros(FEEDBACK, "customers_to_employees", "customers_to_pride")
        | zeros(
            CUSTOMERS,
            "lapse_of_satisfaction",
            "lapse_of_attachment",
            "lapse_of_trust",
            "lapse_below_threshold",
            "join_of_word",
            "join_of_rating",
        )
        | zeros(LEADERS, "blindness"),
        {"transparency": 1.0},
        {"members.control", "members.fair", "members.satisfaction", "employees.view_of_service"},
        {"employees.trust", "employees.engagement", "employees.intention", "managers"},
    ),
    Link(
        "words to choices",
        zeros(CUSTOMERS, "word_to_satisfaction", "word_to_expectation", "join_of_word"),
        zeros(CUSTOMERS, "review_share"),
        {},
        {"members.voice", "members.heard", "ledger.spoken"},
        {"members.satisfaction", "members.expectation", "members.standing", "employees"},
    ),
    Link(
        "reviews to choices",
        zeros(CUSTOMERS, "image", "join_of_rating")
        # The centre, which meets no customers, sees the rating in their place.
        | zeros(FEEDBACK, "customers_to_pride", "customers_to_employees")
        | zeros(LEADERS, "blindness"),
        # A strong pull, so that single people decide differently within the weeks lived here.
        zeros(CUSTOMERS, "word_to_satisfaction", "word_to_expectation", "join_of_word")
        | {f"{CUSTOMERS}.join_of_rating": 5.0},
        {},
        {"units.rating", "ledger.reviews"},
        {"members.satisfaction", "members.standing", "employees"},
    ),
]

# Instead of by levers these two are moved by how much people talk.
BY_TALKING = {"words to choices", "reviews to choices"}


def moved_by(link, coefficients):
    """Return what moving the levers moves, in a company with these coefficients."""
    company = small().with_values(link.aside | coefficients)
    talkative = company
    if link.name in BY_TALKING:
        talkative = company.with_values({f"{CUSTOMERS}.talk_base": 0.5})
    before, after = alive(company), alive(talkative)
    changed = set()
    for _ in range(WEEKS):
        one, other = live(before, 1), live(after, 1, holding(**link.moved))
        changed |= differing(one, other)
    return changed


def among(columns, changed):
    """Return the columns, or tables, that changed."""
    return {name for name in columns if any(c == name or c.startswith(f"{name}.") for c in changed)}


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)
def test_nothing_passes_a_cut_link(link):
    changed = moved_by(link, link.cut)
    assert among(link.before, changed) == link.before
    assert among(link.behind, changed) == set()


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)
def test_everything_passes_an_open_link(link):
    assert among(link.behind, moved_by(link, {})) == link.behind


# What acts back: each switch, off and on.

SILENT = PROFIT_OFF | zeros(FEEDBACK, "customers_to_employees", "customers_to_pride")
# Customers reach employees by their number and by what managers are told, too: closed here.
NOT_BY_NUMBER = zeros(
    CUSTOMERS,
    "lapse_of_satisfaction",
    "lapse_of_attachment",
    "lapse_of_trust",
    "lapse_below_threshold",
    "join_of_word",
    "join_of_rating",
    "repeat_contacts",
) | zeros(LEADERS, "blindness")
# Hiring is a rare event: one is changed within weeks where many leave and the pull is strong.
STRONG = {
    "behaviour.finance.hiring_of_profit": 5.0,
    f"{FEEDBACK}.staffing_lag_weeks": 4.0,
    "company.staffing.turnover_per_year": 2.5,
    "company.pay.wage_per_year": 25_000,
}
SEEN = "employees.view_of_service"
SWITCHES = {
    "customers_to_employees": "employees.engagement",
    "customers_to_pride": "company.pride",
    "profit_to_pay": "company.pay_index",
    "profit_to_security": "company.security",
    "profit_to_staffing": "company.hiring_pace",
    "profit_to_pride": "company.pride",
}


def delight(step, week):
    """Run a step; customers are served better and asked for more, whatever staff do."""
    compiled(step, week)
    if step.name == "plan":
        hold(week.world, {"personalisation": 1.0, "recovery": 1.0})


def acting_back(switches):
    company = small().with_values(SILENT | NOT_BY_NUMBER | STRONG | switches)
    before, after = alive(company), alive(company)
    changed = set()
    for _ in range(80):
        changed |= differing(live(before, 1), live(after, 1, delight))
    assert {"members.satisfaction", "units.rating", "company.margin"} <= changed
    return changed


def test_with_all_switches_off_nothing_acts_back():
    changed = acting_back({})
    assert among({"managers", "teams", *SWITCHES.values()}, changed) == set()
    # Employees see how customers take the service, and that is all.
    assert {name for name in changed if name.startswith("employees.")} == {SEEN}


@pytest.mark.parametrize("switch", SWITCHES)
def test_each_switch_lets_something_act_back(switch):
    changed = acting_back({f"{FEEDBACK}.{switch}": 1.0})
    assert SWITCHES[switch] in changed
    assert {name for name in changed if name.startswith("employees.")} > {SEEN}
