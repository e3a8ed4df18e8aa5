"""Surveys of staff and of customers: instruments that look at a company and change nothing.

An answer to an item is the nearest point of its scale to ::

    state + weight * (lasting halo + occasion halo) + item noise          held in 0 to 1

where ``state`` is the item's latent state (0 to 1). Both halos are one person's, shared by all
items; the occasion's is new in every wave. ``weight`` is -1 for items where a kind respondent
answers low and 0 for plain matters of fact. A person answers with the odds ::

    rate / (1 - rate) * exp(slope * (state - its reference))

Only filled seats and present customers are asked, so those who have left are missing. Luck is
addressed by person and wave: two worlds that differ in one person's state differ in that person's
answers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.randomness import Decision, normals, uniforms
from ripple_sim.model.records import CUSTOMER, Records
from ripple_sim.model.world import World
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.surveys import CustomerSurvey, StaffSurvey, Surveys

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]

FORCES = ("certainty", "control", "status", "belonging", "enjoyment", "fair")
PROMOTER, DETRACTOR = 9, 6
MOST_BLOCKS = 64
ITEMS_PER_BLOCK = 4


@dataclass(frozen=True)
class Asked:
    """Some people of a world, as items see them.

    Attributes
    ----------
    world
        The company.
    people
        Records of the people, one a row: a copy of rows of the employees or the members.
    settings
        The scenario's surveys.
    """

    world: World
    people: Records
    settings: Surveys

    def field(self, name: str) -> Floats:
        """Return a field of the people's records."""
        return np.asarray(self.people[name], np.float64)

    def coefficient(self, name: str) -> float:
        """Return one of the scenario's coefficients."""
        return float(self.world.p[name][0])


State: TypeAlias = "str | Callable[[Asked], Floats]"


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes
    ----------
    name
        The question.
    construct
        What it measures; the answers to all items of a construct are averaged.
    state
        The latent state, 0 to 1: a field of the record, or a function of those asked.
    points
        How many points the scale has.
    lowest
        The number printed at the lowest point.
    halo
        The weight of the respondent's halo: 1, -1 where a kind respondent answers low, 0 for
        matters of fact.
    recommends
        Whether it is the recommend question, with a noise and a shift of its own.
    """

    name: str
    construct: str
    state: State
    points: int
    lowest: int = 1
    halo: float = 1.0
    recommends: bool = False


def several(
    construct: str, state: State, points: int, count: int = 3, halo: float = 1.0
) -> tuple[Item, ...]:
    """Return ``count`` items of one construct, named ``construct_1`` and so on."""
    return tuple(
        Item(f"{construct}_{i + 1}", construct, state, points, halo=halo) for i in range(count)
    )


def to_recommend(state: State) -> Item:
    """Return the recommend question on its scale from 0 to 10."""
    return Item("recommend", "recommend", state, 11, lowest=0, recommends=True)


def job_satisfaction(asked: Asked) -> Floats:
    """Return satisfaction with the job: the drivers, each by its weight for the person.

    Source: facets weighed by their importance to the person (Locke 1976).
    """
    total = np.zeros(len(asked.people))
    for driver in DRIVERS:
        total += asked.field(f"weighs_{driver.name}") * asked.field(driver.name)
    return total


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
    """Return how well a person serves: the mean of warmth, competence and fairness."""
    return (asked.field("warmth") + asked.field("competence") + asked.field("fairness")) / 3


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
    return _at_log_odds(asked, _ties(asked))


def repurchase(asked: Asked) -> Floats:
    """Return the intention to buy again: as loyalty, with barriers and competitors."""
    competitor = np.asarray(asked.world.unit_levers["competitor"][asked.people["unit"]], np.float64)
    held = asked.coefficient("lapse_of_barrier") * (asked.field("barrier") - 0.5)
    drawn = asked.coefficient("lapse_of_competitor") * competitor
    return _at_log_odds(asked, _ties(asked) + held - drawn)


def _ties(asked: Asked) -> Floats:
    satisfaction = asked.field("satisfaction")
    usual = asked.coefficient("reference_quality")
    broken = np.maximum(asked.coefficient("breaking_point") - satisfaction, 0.0)
    return np.asarray(
        asked.coefficient("lapse_of_satisfaction")
        * (satisfaction - asked.coefficient("reference_satisfaction"))
        + asked.coefficient("lapse_of_attachment") * (asked.field("attachment") - usual)
        + asked.coefficient("lapse_of_trust") * (asked.field("trust") - usual)
        - asked.coefficient("lapse_below_threshold") * broken
    )


def _at_log_odds(asked: Asked, pull: Floats) -> Floats:
    return _likely(asked.settings.customers.loyalty_level, pull)


def _likely(usual: float, pull: Floats) -> Floats:
    """Return chances whose log-odds are ``pull`` above those of ``usual``, which may be 0 or 1."""
    odds = usual * np.exp(pull)
    return np.asarray(odds / (1.0 - usual + odds))


def failed(asked: Asked) -> Floats:
    """Return 1 for customers whose last contact failed, put right or not."""
    return np.asarray(asked.people["failure"] > 0, np.float64)


def failed_for_good(asked: Asked) -> Floats:
    """Return 1 for customers whose last contact failed and was not put right."""
    return np.asarray(asked.people["failure"] == 2, np.float64)


STAFF_ITEMS: tuple[Item, ...] = (
    *several("engagement", "engagement", 5),
    *several("satisfaction", job_satisfaction, 5),
    *several("trust", "trust", 5),
    *several("manager", "manager", 5),
    *(
        Item(driver.name, driver.name, driver.name, 5)
        for driver in DRIVERS
        if driver.name not in ("trust", "manager")
    ),
    *several("service_climate", service_climate, 5),
    *several("intention", "intention", 5, halo=-1.0),
    Item("view_of_service", "view_of_service", "view_of_service", 5),
    Item("own_service", "own_service", own_service, 5),
    to_recommend(recommends_employer),
    *(Item(force, force, force, 5) for force in FORCES),
)
"""The quarterly survey of staff; trust and the relationship with the manager have three items."""

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


@dataclass(frozen=True)
class States:
    """How people are, without a survey.

    Attributes
    ----------
    rows
        Their rows, shape (people,).
    unit, team
        Their unit and team; customers have no team, -1.
    latent
        Their state by construct, 0 to 1, each of shape (people,).
    units
        How many units there are, the centre included.
    """

    rows: Whole
    unit: Whole
    team: Whole
    latent: dict[str, Floats]
    units: int

    def unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return the mean state of each unit's people and how many they are, shape (units,)."""
        return _means(_of(self.latent, construct), self.unit, self.units)


@dataclass(frozen=True)
class Answers:
    """The answers to one wave of a survey.

    Attributes
    ----------
    rows
        Rows of those who answered, shape (responded,).
    incumbent
        The number of the seat's incumbent; 0 for customers. ``rows`` and ``incumbent`` together
        are one person in every wave.
    unit, team
        Their unit and team; customers have no team, -1.
    items
        The instrument.
    points
        The answers as points of the scale counted from 0, shape (responded, items).
    latent
        True state of the same people by construct, 0 to 1.
    asked
        How many were asked.
    units
        How many units there are, the centre included.
    """

    rows: Whole
    incumbent: Whole
    unit: Whole
    team: Whole
    items: tuple[Item, ...]
    points: NDArray[np.int16]
    latent: dict[str, Floats]
    asked: int
    units: int

    @property
    def responded(self) -> int:
        """How many answered."""
        return len(self.rows)

    @property
    def who(self) -> Whole:
        """Row and incumbent of each respondent, shape (responded, 2): one person in every wave."""
        return np.column_stack((self.rows, self.incumbent))

    @cached_property
    def score(self) -> dict[str, Floats]:
        """The mean of each construct's items, brought to 0 to 1, each of shape (responded,)."""
        found: dict[str, Floats] = {}
        for construct in dict.fromkeys(item.construct for item in self.items):
            own = [i for i, item in enumerate(self.items) if item.construct == construct]
            top = np.array([self.items[i].points - 1 for i in own])
            found[construct] = (self.points[:, own] / top).mean(axis=1)
        return found

    def answer(self, name: str) -> Whole:
        """Return the answers to one item as printed on its scale, shape (responded,)."""
        for i, item in enumerate(self.items):
            if item.name == name:
                return self.points[:, i].astype(np.int64) + item.lowest
        raise RippleError(f"the survey has no item '{name}'")

    def unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return each unit's mean score and how many answered there, shape (units,).

        The mean is NaN where nobody answered.
        """
        return _means(_of(self.score, construct), self.unit, self.units)

    def latent_unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return the mean true state of those who answered in each unit, and their number."""
        return _means(_of(self.latent, construct), self.unit, self.units)

    def recommend_shares(self) -> tuple[float, float, float]:
        """Return the shares of promoters (9, 10), passives (7, 8) and detractors (0 to 6)."""
        given = self.answer("recommend")
        if not len(given):
            return float("nan"), float("nan"), float("nan")
        promoters = float(np.mean(given >= PROMOTER))
        detractors = float(np.mean(given <= DETRACTOR))
        return promoters, float(np.mean((given < PROMOTER) & (given > DETRACTOR))), detractors

    def net_promoter_score(self) -> float:
        """Return the percentage of promoters less that of detractors, -100 to 100."""
        promoters, _, detractors = self.recommend_shares()
        return 100.0 * (promoters - detractors)


def survey_staff(
    world: World, wave: int, *, settings: Surveys, items: tuple[Item, ...] = STAFF_ITEMS
) -> Answers:
    """Ask everybody at work; quarterly.

    Parameters
    ----------
    world
        The company as it is; it stays as it is.
    wave
        The number of the survey. The same wave of the same world gives the same answers.
    settings
        The scenario's ``surveys``.
    items
        The instrument. An item's luck goes by its place in it.

    Raises
    ------
    ripple_sim.RippleError
        When there are no items or more than 256, or two bear one name.
    """
    how = settings.staff
    filled = np.flatnonzero(world.employees["filled"]).astype(np.int64)
    people = world.employees[filled]
    incumbent = people["incumbent"].astype(np.int64)
    engagement = people["engagement"].astype(np.float64)
    usual = float(world.p["reference_engagement"][0])
    pull = how.response_of_engagement * (engagement - usual)
    day = uniforms(world.seed, world.replication, Decision.STAFF_SURVEY, filled, wave, incumbent)
    answers = day[:, 0] < _likely(how.response_rate, pull)
    rows, incumbent, people = filled[answers], incumbent[answers], people[answers]
    style = uniforms(world.seed, world.replication, Decision.STAFF_SURVEY_STYLE, rows, 0, incumbent)
    blocks = [
        uniforms(
            world.seed,
            world.replication,
            Decision.STAFF_SURVEY_ITEMS,
            rows,
            wave * MOST_BLOCKS + block,
            incumbent,
        )
        for block in _blocks(items)
    ]
    states = _states(Asked(world, people, settings), items)
    return Answers(
        rows=rows,
        incumbent=incumbent,
        unit=people["unit"].astype(np.int64),
        team=people["team"].astype(np.int64),
        items=items,
        points=_points(items, states, style[:, 0], day[answers, 1], blocks, how),
        latent=_latent(items, states),
        asked=len(filled),
        units=len(world.units),
    )


def survey_customers(
    world: World, wave: int, *, settings: Surveys, items: tuple[Item, ...] = CUSTOMER_ITEMS
) -> Answers:
    """Ask all present customers; quarterly. As :func:`survey_staff`."""
    how = settings.customers
    present = _present(world)
    satisfaction = world.members["satisfaction"][present].astype(np.float64)
    unusual = satisfaction - float(world.p["reference_satisfaction"][0])
    pull = how.response_of_satisfaction * unusual + how.response_of_extremes * np.abs(unusual)
    day = uniforms(world.seed, world.replication, Decision.CUSTOMER_SURVEY, present, wave)
    answers = day[:, 0] < _likely(how.response_rate, pull)
    rows = present[answers]
    people = world.members[rows]
    style = uniforms(world.seed, world.replication, Decision.CUSTOMER_SURVEY_STYLE, rows, 0)
    blocks = [
        uniforms(world.seed, world.replication, Decision.CUSTOMER_SURVEY_ITEMS, rows, wave, block)
        for block in _blocks(items)
    ]
    states = _states(Asked(world, people, settings), items)
    return Answers(
        rows=rows,
        incumbent=np.zeros(len(rows), np.int64),
        unit=people["unit"].astype(np.int64),
        team=np.full(len(rows), -1, np.int64),
        items=items,
        points=_points(items, states, style[:, 0], day[answers, 1], blocks, how),
        latent=_latent(items, states),
        asked=len(present),
        units=len(world.units),
    )


def states_of_staff(
    world: World, *, settings: Surveys, items: tuple[Item, ...] = STAFF_ITEMS
) -> States:
    """Return the true states of everybody at work, whether they would answer or not."""
    rows = np.flatnonzero(world.employees["filled"]).astype(np.int64)
    people = world.employees[rows]
    return States(
        rows=rows,
        unit=people["unit"].astype(np.int64),
        team=people["team"].astype(np.int64),
        latent=_latent(items, _states(Asked(world, people, settings), items)),
        units=len(world.units),
    )


def states_of_customers(
    world: World, *, settings: Surveys, items: tuple[Item, ...] = CUSTOMER_ITEMS
) -> States:
    """Return the true states of all present customers, whether they would answer or not."""
    rows = _present(world)
    people = world.members[rows]
    return States(
        rows=rows,
        unit=people["unit"].astype(np.int64),
        team=np.full(len(rows), -1, np.int64),
        latent=_latent(items, _states(Asked(world, people, settings), items)),
        units=len(world.units),
    )


def _present(world: World) -> Whole:
    return np.flatnonzero(world.members["standing"] == CUSTOMER).astype(np.int64)


def _blocks(items: tuple[Item, ...]) -> range:
    if not 0 < len(items) <= MOST_BLOCKS * ITEMS_PER_BLOCK:
        raise RippleError(
            f"a survey has 1 to {MOST_BLOCKS * ITEMS_PER_BLOCK} items, not {len(items)}"
        )
    names = [item.name for item in items]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise RippleError(f"two items of the survey are called '{twice}'")
    return range(-(-len(items) // ITEMS_PER_BLOCK))


def _states(asked: Asked, items: tuple[Item, ...]) -> list[Floats]:
    """Return each item's state; a state that several items share is worked out once."""
    known: dict[State, Floats] = {}
    for item in items:
        if item.state not in known:
            state = item.state
            known[state] = asked.field(state) if isinstance(state, str) else state(asked)
    return [known[item.state] for item in items]


def _latent(items: tuple[Item, ...], states: list[Floats]) -> dict[str, Floats]:
    found: dict[str, list[Floats]] = {}
    for item, state in zip(items, states, strict=True):
        found.setdefault(item.construct, []).append(state)
    return {construct: np.mean(own, axis=0) for construct, own in found.items()}


def _points(
    items: tuple[Item, ...],
    states: list[Floats],
    style: NDArray[np.float32],
    day: NDArray[np.float32],
    blocks: list[NDArray[np.float32]],
    how: StaffSurvey | CustomerSurvey,
) -> NDArray[np.int16]:
    halo = how.lasting_halo * normals(style) + how.occasion_halo * normals(day)
    points = np.empty((len(style), len(items)), np.int16)
    for i, (item, state) in enumerate(zip(items, states, strict=True)):
        noise = normals(blocks[i // ITEMS_PER_BLOCK][:, i % ITEMS_PER_BLOCK])
        shown = state + item.halo * halo
        if item.recommends:
            shown += how.recommend_shift + how.recommend_noise * noise
        else:
            shown += how.item_noise * noise
        points[:, i] = np.floor(np.clip(shown, 0.0, 1.0) * (item.points - 1) + 0.5)
    return points


def _of(found: dict[str, Floats], construct: str) -> Floats:
    if construct not in found:
        raise RippleError(
            f"the survey does not measure '{construct}'; it measures {', '.join(found)}"
        )
    return found[construct]


def _means(values: Floats, unit: Whole, units: int) -> tuple[Floats, Whole]:
    counts = np.bincount(unit, minlength=units)
    sums = np.bincount(unit, weights=values, minlength=units)
    means = np.full(units, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means, counts
