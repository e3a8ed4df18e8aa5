"""Every quantity that a company can move or that can happen to it, declared once.

A lever's level holds for a team (``reach = "team"``) or for a business unit (``reach = "unit"``).
Interventions and shocks add to it for a while; rules read the sum and never know who moved it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import create_model

from ripple_sim.scenario.parameters import Section, number

Group = Literal["driver", "practice", "shock"]


@dataclass(frozen=True)
class Lever:
    """A named level that interventions may change.

    Attributes
    ----------
    name, label, unit, low, high
        The scenario's key, the manager's words, and the range in which the level is held.
    level
        The ordinary level: where it stands in a company that says nothing else, pulls at nothing,
        costs nothing and takes no hours.
    group, reach
        Driver, practice or shock; whether teams or whole business units carry it.
    cost
        Running cost of one unit of the level, as a share of the payroll it reaches, where a
        scenario says nothing else (``levers.<name>.cost``).
    hours
        Hours a week and person that one unit of the level takes from those it reaches, where a
        scenario says nothing else (``levers.<name>.hours``).
    source, help
        What it rests on, and what moving it means.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    level: float
    group: Group
    reach: Literal["team", "unit"]
    cost: float
    hours: float
    source: str
    help: str


@dataclass(frozen=True)
class Driver(Lever):
    """A driver of engagement, which people see and weigh.

    A further entry in ``DRIVERS`` is a further driver: perceived, weighed, touched by events,
    surveyed and reported. What there is to see of it beyond its level is an equation in
    ``rules/drivers.py``.

    Attributes
    ----------
    seen_weeks, seen_label
        In how many weeks people's view of it moves (``behaviour.employees.<name>_seen_weeks``),
        and what that number is called.
    """

    seen_weeks: float
    seen_label: str


def _driver(
    name: str, label: str, level: float, cost: float, hours: float, help: str, seen_weeks: float, seen_label: str
) -> Driver:
    source = "H04 names the driver; its level is an assumption"
    return Driver(
        name, label, "0 to 1", 0.0, 1.0, level, "driver", "team", cost, hours, source, help, seen_weeks, seen_label
    )


# fmt: off
# A table: an entry for each lever, in as few lines as it takes.
DRIVERS: tuple[Driver, ...] = (
    _driver("trust", "Trust and integrity", 0.60, 0.02, 0.3,
            "What the company does so that people can rely on its word.",
            40, "Trust is built in"),
    _driver("job", "Nature of the job", 0.60, 0.05, 0.2,
            "Autonomy, variety and meaning designed into the work.",
            24, "A changed job is noticed in"),
    _driver("line_of_sight", "Line of sight", 0.50, 0.02, 0.4,
            "How clearly people are shown what their work does for customers and the company.",
            26, "Line of sight is seen in"),
    _driver("growth", "Career growth", 0.50, 0.06, 0.3,
            "Openings, promotions from within and career talks.",
            52, "Career growth is believed in"),
    _driver("pride", "Pride in the company", 0.60, 0.03, 0.2,
            "What the company does to deserve and show a good reputation.",
            52, "Pride changes in"),
    _driver("coworkers", "Co-workers", 0.65, 0.02, 0.3,
            "How teams are put together, placed and given time with each other.",
            20, "Co-workers become known in"),
    _driver("training", "Training and development", 0.55, 0.05, 0.8,
            "The opportunities to learn and develop, as people see them.",
            32, "Training is noticed in"),
    _driver("manager", "Relationship with the manager", 0.60, 0.03, 0.4,
            "The time and rules with which the company lets managers care for their people.",
            26, "A manager becomes known in"),
)

PRACTICES: tuple[Lever, ...] = (
    Lever("coaching", "Manager coaching", "0 to 1", 0.0, 1.0, 0.0, "practice", "team", 0.015, 0.4,
          "D06, E04", "Managers learn to lead: regular coaching with practice and feedback."),
    Lever("skills_training", "Skills training", "hours/week", 0.0, 4.0, 0.5, "practice", "team",
          0.010, 1.0, "H01", "Paid hours of skills training for each person."),
    Lever("selectivity", "Hiring selectivity", "0 to 1", 0.0, 1.0, 0.3, "practice", "team",
          0.01, 0.0, "E11", "How strict selection is: better fit and more empathy, but "
                            "vacancies are filled later."),
    Lever("placement", "Ablest people at the front", "-1 to 1", -1.0, 1.0, 0.0, "practice", "team",
          0.0, 0.0, "assumption",
          "Above zero, able and empathetic hires go to the front; below zero, backstage."),
    Lever("slack", "Staffing slack", "share of seats", -0.2, 0.25, 0.0, "practice", "team",
          0.0, 0.0, "C04, C05", "Seats opened or closed, as a share of the present number."),
    Lever("customer_metrics", "Customer-centred metrics", "0 to 1", 0.0, 1.0, 0.5, "practice",
          "team", 0.005, 0.1, "H02", "What people are measured on: 0 money only, 1 customers."),
    Lever("group_metrics", "Group metrics", "0 to 1", 0.0, 1.0, 0.4, "practice", "team",
          0.0, 0.0, "assumption", "0 individuals are measured, 1 the whole team."),
    Lever("backstage_metrics", "Customer metrics for backstage staff", "0 to 1", 0.0, 1.0, 0.3,
          "practice", "team", 0.005, 0.1, "assumption",
          "How far customer metrics also apply to staff whom customers never see."),
    Lever("empathy_training", "Empathy training", "0 to 1", 0.0, 1.0, 0.1, "practice", "team",
          0.02, 0.5, "H01", "Practice in seeing things from the customer's side."),
    Lever("standards", "Service standards upheld", "0 to 1", 0.0, 1.0, 0.0, "practice", "team",
          0.02, 0.4, "C03", "A deliberate effort to restore the time given to each customer."),
    Lever("pay", "Pay against the market", "index", 0.7, 1.4, 1.0, "practice", "team",
          0.0, 0.0, "assumption", "1 is the market wage; the wage bill changes with it."),
    Lever("sponsorship", "Support from top management", "0 to 1", 0.0, 1.0, 0.59, "practice",
          "unit", 0.002, 0.0, "H03", "How strongly top management stands for customer experience."),
    Lever("acceptance", "Internal acceptance", "0 to 1", 0.0, 1.0, 0.67, "practice", "unit",
          0.005, 0.1, "H03", "How far staff accept the work on customer experience."),
    Lever("coordination", "Coordination across functions", "0 to 1", 0.0, 1.0, 0.4, "practice",
          "unit", 0.01, 0.3, "H03",
          "How far all functions share one customer journey instead of one each."),
    Lever("blueprints", "Service blueprints", "0 to 1", 0.0, 1.0, 0.1, "practice", "unit",
          0.008, 0.2, "assumption",
          "Backstage work planned and managed as part of the customer journey."),
    Lever("promise", "Brand promise", "0 to 1", 0.0, 1.0, 0.65, "practice", "unit",
          0.0, 0.0, "B15", "The experience that advertising leads customers to expect."),
    Lever("announced_values", "Values announced", "0 to 1", 0.0, 1.0, 0.65, "practice", "unit",
          0.002, 0.1, "B15, E10", "What the company says it stands for."),
    Lever("lived_values", "Values practised", "0 to 1", 0.0, 1.0, 0.60, "practice", "unit",
          0.01, 0.2, "B15, E09", "How far the company acts on the values that it announces."),
    Lever("transparency", "Transparency", "0 to 1", 0.0, 1.0, 0.5, "practice", "unit",
          0.005, 0.1, "assumption", "Openness towards staff and customers, failures included."),
    Lever("personalisation", "Personalisation", "0 to 1", 0.0, 1.0, 0.3, "practice", "unit",
          0.04, 0.3, "assumption", "Service tailored to each customer."),
    Lever("recovery", "Service recovery", "0 to 1", 0.0, 1.0, 0.4, "practice", "unit",
          0.01, 0.1, "B19", "The chance that a failure is put right on the spot."),
    Lever("joint_reporting", "Joint reporting", "0 to 1", 0.0, 1.0, 0.2, "practice", "unit",
          0.004, 0.1, "C11", "Staff, customer and money figures in one report, sooner."),
    Lever("mirror_analysis", "Mirror analysis", "0 to 1", 0.0, 1.0, 0.0, "practice", "unit",
          0.003, 0.1, "assumption",
          "Comparison of employees' and customers' view of the service; directs managers' effort."),
    Lever("acquisition", "Acquisition push", "0 to 1", 0.0, 1.0, 0.2, "practice", "unit",
          0.10, 0.0, "C17", "Spending and selling effort to win new customers."),
)

SHOCKS: tuple[Lever, ...] = (
    Lever("demand_wave", "Demand wave", "share of demand", -0.9, 3.0, 0.0, "shock", "unit",
          0.0, 0.0, "assumption", "Additional contacts, as a share of the usual number."),
    Lever("competitor", "Competitor", "0 to 1", 0.0, 1.0, 0.0, "shock", "unit",
          0.0, 0.0, "assumption", "How much better a competitor's offer has become."),
    Lever("flu", "Flu", "share of staff", 0.0, 0.8, 0.0, "shock", "team",
          0.0, 0.0, "C13", "Additional absence of staff."),
    Lever("manager_loss", "Loss of a manager", "0 or 1", 0.0, 1.0, 0.0, "shock", "team",
          0.0, 0.0, "assumption", "The manager of the team leaves in the first week."),
)
# fmt: on

LEVERS: tuple[Lever, ...] = DRIVERS + PRACTICES + SHOCKS
BY_NAME: dict[str, Lever] = {lever.name: lever for lever in LEVERS}


@dataclass(frozen=True)
class Terms:
    """A lever's terms in a scenario.

    Attributes
    ----------
    ordinary
        The level of an ordinary company, from which cost and hours count.
    cost
        Running cost of one unit of the level beyond it, as a share of the payroll reached.
    hours
        Hours a week and person that one unit of the level beyond it takes.
    """

    ordinary: float
    cost: float
    hours: float


def _terms(lever: Lever) -> type[Section]:
    return create_model(
        f"{lever.name.title().replace('_', '')}Terms",
        __base__=Section,
        __doc__=lever.help,
        ordinary=(
            float,
            number(
                lever.level,
                lever.unit,
                lever.low,
                lever.high,
                f"{lever.label}: ordinary level",
                lever.source,
                help="The level of an ordinary company, at which the lever has no effect, "
                "costs nothing and takes no hours.",
            ),
        ),
        cost=(
            float,
            number(
                lever.cost,
                "share of payroll per unit",
                0,
                1,
                f"{lever.label}: running cost",
                "assumption",
                help="What one unit of the level beyond the ordinary costs, as a share of the payroll it reaches.",
            ),
        ),
        hours=(
            float,
            number(
                lever.hours,
                "hours/week per unit",
                0,
                10,
                f"{lever.label}: hours taken",
                "assumption",
                help="Hours a week that one unit of the level beyond the ordinary takes from each person it reaches.",
            ),
        ),
    )


def _all_terms() -> type[Section]:
    fields: dict[str, Any] = {}
    for lever in DRIVERS + PRACTICES:
        terms = _terms(lever)
        fields[lever.name] = (terms, terms())
    doc = "Ordinary level, cost and hours of drivers and practices."
    return create_model("Levers", __base__=Section, __doc__=doc, **fields)


Levers = _all_terms()
