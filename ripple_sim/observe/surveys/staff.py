"""What staff are asked, and the states behind it."""

from __future__ import annotations

import numpy as np

from ripple_sim.model.records import Records
from ripple_sim.observe.surveys.items import FORCES, Asked, Floats, Item, several, to_recommend
from ripple_sim.scenario.levers import DRIVERS


def column(people: Records, name: str) -> Floats:
    """Return a field of some people's records in double precision."""
    return np.asarray(people[name], np.float64)


def satisfaction_of(people: Records) -> Floats:
    """Return satisfaction with the job: the drivers, each by its weight for the person.

    Source: facets weighed by their importance to the person (Locke 1976).
    """
    total = np.zeros(len(people))
    for driver in DRIVERS:
        total += column(people, f"weighs_{driver.name}") * column(people, driver.name)
    return total


def service_of(people: Records) -> Floats:
    """Return how well people serve: the mean of warmth, competence and fairness."""
    return (column(people, "warmth") + column(people, "competence") + column(people, "fairness")) / 3


def job_satisfaction(asked: Asked) -> Floats:
    """Return satisfaction with the job of those asked."""
    return satisfaction_of(asked.people)


def service_climate(asked: Asked) -> Floats:
    """Return the priority of service that a person can see, 0 to 1 (A21).

    The mean of the team's customer focus and the manager's attention for customers, the latter
    times 1.5 so that the usual third of a manager's time is a half.
    """
    team = asked.people["team"]
    focus = np.asarray(asked.world.teams["customer_focus"][team], np.float64)
    attention = np.asarray(asked.world.managers["customer_attention"][team], np.float64)
    return (focus + np.clip(1.5 * attention, 0.0, 1.0)) / 2


def own_service(asked: Asked) -> Floats:
    """Return how well those asked serve."""
    return service_of(asked.people)


def recommends_employer(asked: Asked) -> Floats:
    """Return how likely a person is to recommend the employer, as ``rules.feeling.intend`` does."""
    return np.clip(
        asked.coefficient("employer_level")
        + asked.coefficient("employer_of_engagement")
        * (asked.field("engagement") - asked.coefficient("reference_engagement"))
        + asked.field("answering"),
        0.0,
        1.0,
    )


STAFF_ITEMS: tuple[Item, ...] = (
    *several("engagement", "engagement", 5),
    *several("satisfaction", job_satisfaction, 5),
    *several("trust", "trust", 5),
    *several("manager", "manager", 5),
    *(Item(driver.name, driver.name, driver.name, 5) for driver in DRIVERS if driver.name not in ("trust", "manager")),
    *several("service_climate", service_climate, 5),
    *several("intention", "intention", 5, halo=-1.0),
    Item("view_of_service", "view_of_service", "view_of_service", 5),
    *several("own_service", own_service, 5),
    to_recommend(recommends_employer),
    *(Item(force, force, force, 5) for force in FORCES),
)
"""The quarterly survey of staff; trust and the relationship with the manager have three items."""
