"""Items: one question each, with the state it asks for and the scale it is answered on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import Records
from ripple_sim.model.world import World
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.scenario.market import Surveys
from ripple_sim.scenario.problems import RippleError

Floats: TypeAlias = NDArray[np.float64]

FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")


@dataclass(frozen=True)
class Asked:
    """Some people of a world, as items see them."""

    world: World
    people: Records  # a copy of rows of the employees or the members
    settings: Surveys

    def field(self, name: str) -> Floats:
        """Return a field of the people's records."""
        if name not in (self.people.dtype.names or ()):
            raise RippleError(f"a survey can't ask for '{name}': the people asked have no such state")
        return np.asarray(self.people[name], np.float64)

    def coefficient(self, name: str) -> float:
        """Return one of the scenario's coefficients."""
        return float(self.world.p[name][0])


State: TypeAlias = "str | Callable[[Asked], Floats]"


@dataclass(frozen=True)
class Item:
    """One question; the answers to all items of a construct are averaged."""

    name: str
    construct: str
    state: State  # 0 to 1: a field of the record, or a function of those asked
    points: int  # of the scale
    lowest: int = 1  # printed at the lowest point
    halo: float = 1.0  # 1, -1 where a kind respondent answers low, 0 for matters of fact
    recommends: bool = False  # the recommend question has a noise and a shift of its own


def several(construct: str, state: State, points: int, count: int = 3, halo: float = 1.0) -> tuple[Item, ...]:
    """Return ``count`` items of one construct, named ``construct_1`` and so on."""
    return tuple(Item(f"{construct}_{i + 1}", construct, state, points, halo=halo) for i in range(count))


def to_recommend(state: State) -> Item:
    """Return the recommend question on its scale from 0 to 10."""
    return Item("recommend", "recommend", state, 11, lowest=0, recommends=True)


def likely(usual: float, pull: Floats) -> Floats:
    """Return chances whose log-odds are ``pull`` above those of ``usual``, which may be 0 or 1."""
    odds = usual * np.exp(pull)
    return np.asarray(odds / (1.0 - usual + odds))


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


def service_climate(asked: Asked) -> Floats:
    """Return the priority of service that a person can see, 0 to 1 (A21).

    The mean of the team's customer focus and the manager's attention for customers, the latter
    times 1.5 so that the usual third of a manager's time is a half.
    """
    team = asked.people["team"]
    focus = np.asarray(asked.world.teams["customer_focus"][team], np.float64)
    attention = np.asarray(asked.world.managers["customer_attention"][team], np.float64)
    return (focus + np.clip(1.5 * attention, 0.0, 1.0)) / 2


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
    *several("satisfaction", lambda asked: satisfaction_of(asked.people), 5),
    *several("trust", "trust", 5),
    *several("manager", "manager", 5),
    *(Item(driver.name, driver.name, driver.name, 5) for driver in DRIVERS if driver.name not in ("trust", "manager")),
    *several("service_climate", service_climate, 5),
    *several("intention", "intention", 5, halo=-1.0),
    Item("view_of_service", "view_of_service", "view_of_service", 5),
    *several("own_service", lambda asked: service_of(asked.people), 5),
    to_recommend(recommends_employer),
    *(Item(force, force, force, 5) for force in FORCES),
)
"""The quarterly survey of staff; trust and the relationship with the manager have three items."""


def quality(asked: Asked) -> Floats:
    """Return quality as a customer judges it: the mean of the six forces, coloured by taste."""
    remembered: Floats = np.mean([asked.field(force) for force in FORCES], axis=0)
    return np.clip(remembered + asked.field("taste"), 0.0, 1.0)


def value(asked: Asked) -> Floats:
    """Return value to the customer: quality, plus ``gain_loss`` times what exceeds the expectation.

    What one gets, and the gain or loss against what one counted on (Koszegi and Rabin 2006).
    """
    got = quality(asked)
    gain = got - asked.field("expectation")
    return np.clip(got + asked.settings.customers.gain_loss * gain, 0.0, 1.0)


def image(asked: Asked) -> Floats:
    """Return the company's image: the unit's public rating, moved by the words the person heard."""
    rating = np.asarray(asked.world.units["rating"][asked.people["unit"]], np.float64)
    heard = asked.coefficient("word_to_expectation") * asked.field("heard")
    return np.clip(rating + heard, 0.0, 1.0)


def loyalty(asked: Asked) -> Floats:
    """Return stated loyalty: what keeps a customer but for barriers and competitors.

    ``loyalty_level`` where nothing pulls; its log-odds move by the terms of satisfaction,
    attachment and trust in ``rules.loyalty.stay_or_lapse``, with the opposite sign.
    """
    return likely(asked.settings.customers.loyalty_level, _ties(asked))


def repurchase(asked: Asked) -> Floats:
    """Return the intention to buy again: as loyalty, with barriers and competitors."""
    competitor = np.asarray(asked.world.unit_levers["competitor"][asked.people["unit"]], np.float64)
    held = asked.coefficient("lapse_of_barrier") * (asked.field("barrier") - asked.coefficient("barrier_level"))
    drawn = asked.coefficient("lapse_of_competitor") * competitor
    return likely(asked.settings.customers.loyalty_level, _ties(asked) + held - drawn)


def _ties(asked: Asked) -> Floats:
    satisfaction = asked.field("satisfaction")
    usual = asked.coefficient("reference_quality")
    broken = np.maximum(asked.coefficient("breaking_point") - satisfaction, 0.0)
    return np.asarray(
        asked.coefficient("lapse_of_satisfaction") * (satisfaction - asked.coefficient("reference_satisfaction"))
        + asked.coefficient("lapse_of_attachment") * (asked.field("attachment") - usual)
        + asked.coefficient("lapse_of_trust") * (asked.field("trust") - usual)
        - asked.coefficient("lapse_below_threshold") * broken
    )


def failed(asked: Asked) -> Floats:
    """Return 1 for customers whose last contact failed, put right or not."""
    return np.asarray(asked.people["failure"] > 0, np.float64)


def failed_for_good(asked: Asked) -> Floats:
    """Return 1 for customers whose last contact failed and was not put right."""
    return np.asarray(asked.people["failure"] == 2, np.float64)


CUSTOMER_ITEMS: tuple[Item, ...] = (
    *several("quality", quality, 10),
    Item("satisfaction_overall", "satisfaction", "satisfaction", 10),
    Item("satisfaction_2", "satisfaction", "satisfaction", 10),
    Item("satisfaction_3", "satisfaction", "satisfaction", 10),
    *several("value", value, 10, 2),
    *several("image", image, 10),
    *several("expectation", "expectation", 10),
    *several("trust", "trust", 10),
    *several("loyalty", loyalty, 10),
    Item("repurchase", "repurchase", repurchase, 10),
    to_recommend("advocacy"),
    Item("failure", "failure", failed, 2, lowest=0, halo=0.0),
    Item("failure_not_put_right", "failure_not_put_right", failed_for_good, 2, lowest=0, halo=0.0),
    *(Item(force, force, force, 10) for force in FORCES),
)
"""The quarterly survey of customers; ``satisfaction_overall`` alone is B12's question."""
