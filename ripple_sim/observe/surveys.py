"""Surveys of staff and of customers: instruments that look at a company and change nothing.

An answer to an item is the nearest point of its scale to ::

    state + weight * (lasting halo + occasion halo) + item noise          held in 0 to 1

where ``state`` is the item's latent state (0 to 1). Both halos are one person's, shared by all
items; the occasion's is new in every wave. ``weight`` is -1 for items where a kind respondent
answers low and 0 for plain matters of fact. A person answers with the odds ::

    staff:      rate / (1 - rate) * exp(of_engagement * (engagement - reference))
    customers:  rate / (1 - rate) * exp(of_satisfaction * (satisfaction - reference)
                                        + of_extremes * |satisfaction - reference|)

Only filled seats and present customers are asked, so those who have left are missing. Draws are
addressed by person and wave: two worlds that differ in one person's state differ in that person's
answers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ripple_sim.model.randomness import Decision, normals, uniforms
from ripple_sim.model.records import CUSTOMER
from ripple_sim.model.world import World
from ripple_sim.observe.survey_items import CUSTOMER_ITEMS, STAFF_ITEMS, Asked, Floats, Item, State, likely
from ripple_sim.scenario.market import CustomerSurvey, StaffSurvey, Surveys
from ripple_sim.scenario.problems import RippleError

Whole: TypeAlias = NDArray[np.int64]
Items: TypeAlias = tuple[Item, ...]
Settings: TypeAlias = StaffSurvey | CustomerSurvey

PROMOTER, DETRACTOR = 9, 6
Draws = NDArray[np.float32]

MOST_BLOCKS = 64
ITEMS_PER_BLOCK = 4


@dataclass(frozen=True)
class States:
    """How people are, without a survey; arrays are of shape (people,)."""

    rows: Whole
    unit: Whole
    team: Whole  # customers have none, -1
    latent: dict[str, Floats]  # their state by construct, 0 to 1
    units: int  # how many there are, the centre included

    def unit_means(self, construct: str) -> tuple[Floats, Whole]:
        """Return the mean state of each unit's people and how many they are, shape (units,)."""
        return _means(_of(self.latent, construct), self.unit, self.units)


@dataclass(frozen=True)
class Answers(States):
    """The answers to one wave of a survey, and the true states of those who gave them."""

    incumbent: Whole  # of the seat; 0 for customers
    items: Items
    points: NDArray[np.int16]  # answers as points of the scale from 0, shape (responded, items)
    asked: int  # how many were asked

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
        scores: dict[str, Floats] = {}
        for construct in dict.fromkeys(item.construct for item in self.items):
            own = [i for i, item in enumerate(self.items) if item.construct == construct]
            top = np.array([self.items[i].points - 1 for i in own])
            scores[construct] = (self.points[:, own] / top).mean(axis=1)
        return scores

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


def _of(scores: dict[str, Floats], construct: str) -> Floats:
    if construct not in scores:
        raise RippleError(f"the survey does not measure '{construct}'; it measures {', '.join(scores)}")
    return scores[construct]


def _means(values: Floats, unit: Whole, units: int) -> tuple[Floats, Whole]:
    counts = np.bincount(unit, minlength=units)
    sums = np.bincount(unit, weights=values, minlength=units)
    means = np.full(units, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means, counts


def survey_staff(world: World, wave: int, *, settings: Surveys, items: Items = STAFF_ITEMS) -> Answers:
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
        The instrument. An item's random draws go by its place in it.

    Raises
    ------
    ripple_sim.RippleError
        When there are no items or more than 256, two bear one name, a scale has fewer than two
        points, or an item asks for a field that people don't have.
    """
    blocks = _blocks(items)
    how = settings.staff
    asked = _at_work(world)
    people = world.employees[asked]
    incumbent = people["incumbent"].astype(np.int64)
    unusual = people["engagement"].astype(np.float64) - float(world.p["reference_engagement"][0])
    day = _draws(world, Decision.STAFF_SURVEY, asked, wave, incumbent)
    answer = day[:, 0] < likely(how.response_rate, how.response_of_engagement * unusual)
    rows, incumbent = asked[answer], incumbent[answer]
    style = _draws(world, Decision.STAFF_SURVEY_STYLE, rows, 0, incumbent)
    noise = [
        _draws(world, Decision.STAFF_SURVEY_ITEMS, rows, wave * MOST_BLOCKS + block, incumbent) for block in blocks
    ]
    who = Asked(world, people[answer], settings)
    return _answers(rows, incumbent, who, len(asked), items, _halo(how, style, day[answer]), noise, how)


def survey_customers(world: World, wave: int, *, settings: Surveys, items: Items = CUSTOMER_ITEMS) -> Answers:
    """Ask all present customers; quarterly. As :func:`survey_staff`."""
    blocks = _blocks(items)
    how = settings.customers
    asked = _present(world)
    people = world.members[asked]
    unusual = people["satisfaction"].astype(np.float64) - float(world.p["reference_satisfaction"][0])
    pull = how.response_of_satisfaction * unusual + how.response_of_extremes * np.abs(unusual)
    day = _draws(world, Decision.CUSTOMER_SURVEY, asked, wave)
    answer = day[:, 0] < likely(how.response_rate, pull)
    rows = asked[answer]
    style = _draws(world, Decision.CUSTOMER_SURVEY_STYLE, rows, 0)
    noise = [_draws(world, Decision.CUSTOMER_SURVEY_ITEMS, rows, wave, block) for block in blocks]
    who = Asked(world, people[answer], settings)
    nobody = np.zeros(len(rows), np.int64)
    return _answers(rows, nobody, who, len(asked), items, _halo(how, style, day[answer]), noise, how)


def states_of_staff(world: World, *, settings: Surveys, items: Items = STAFF_ITEMS) -> States:
    """Return the true states of everybody at work, whether they would answer or not."""
    rows = _at_work(world)
    asked = Asked(world, world.employees[rows], settings)
    return States(rows, *_places(asked), _latent(items, _states(asked, items)), len(world.units))


def states_of_customers(world: World, *, settings: Surveys, items: Items = CUSTOMER_ITEMS) -> States:
    """Return the true states of all present customers, whether they would answer or not."""
    rows = _present(world)
    asked = Asked(world, world.members[rows], settings)
    return States(rows, *_places(asked), _latent(items, _states(asked, items)), len(world.units))


def _answers(
    rows: Whole, incumbent: Whole, who: Asked, asked: int, items: Items, halo: Floats, noise: list[Draws], how: Settings
) -> Answers:
    states = _states(who, items)
    points = _points(items, states, halo, noise, how)
    latent = _latent(items, states)
    return Answers(rows, *_places(who), latent, len(who.world.units), incumbent, items, points, asked)


def _at_work(world: World) -> Whole:
    return np.flatnonzero(world.employees["filled"]).astype(np.int64)


def _present(world: World) -> Whole:
    return np.flatnonzero(world.members["standing"] == CUSTOMER).astype(np.int64)


def _places(who: Asked) -> tuple[Whole, Whole]:
    """Return units and teams; customers have no team, -1."""
    unit = who.people["unit"].astype(np.int64)
    team = who.people["team"].astype(np.int64) if "team" in (who.people.dtype.names or ()) else np.full_like(unit, -1)
    return unit, team


def _draws(world: World, decision: Decision, rows: Whole, week: int, generation: ArrayLike = 0) -> Draws:
    return uniforms(world.seed, world.replication, decision, rows, week, generation)


def _blocks(items: Items) -> range:
    """Return the numbers of the blocks of four draws that an instrument takes, or refuse it."""
    most = MOST_BLOCKS * ITEMS_PER_BLOCK
    if not 0 < len(items) <= most:
        raise RippleError(f"a survey has 1 to {most} items, not {len(items)}")
    names: set[str] = set()
    for item in items:
        if item.name in names:
            raise RippleError(f"two items of the survey are called '{item.name}'")
        if item.points < 2:
            raise RippleError(f"the scale of '{item.name}' has fewer than two points")
        names.add(item.name)
    return range(-(-len(items) // ITEMS_PER_BLOCK))


def _states(asked: Asked, items: Items) -> list[Floats]:
    """Return each item's state; a state that several items share is worked out once."""
    known: dict[State, Floats] = {}
    for item in items:
        if item.state not in known:
            state = item.state
            known[state] = asked.field(state) if isinstance(state, str) else state(asked)
    return [known[item.state] for item in items]


def _latent(items: Items, states: list[Floats]) -> dict[str, Floats]:
    latent: dict[str, list[Floats]] = {}
    for item, state in zip(items, states, strict=True):
        latent.setdefault(item.construct, []).append(state)
    return {construct: np.mean(own, axis=0) for construct, own in latent.items()}


def _halo(how: Settings, style: Draws, day: Draws) -> Floats:
    lasting, occasion = normals(style[:, 0]), normals(day[:, 1])
    return np.asarray(how.lasting_halo * lasting + how.occasion_halo * occasion)


def _points(items: Items, states: list[Floats], halo: Floats, noise: list[Draws], how: Settings) -> NDArray[np.int16]:
    points = np.empty((len(halo), len(items)), np.int16)
    for i, (item, state) in enumerate(zip(items, states, strict=True)):
        own = normals(noise[i // ITEMS_PER_BLOCK][:, i % ITEMS_PER_BLOCK])
        shown = state + item.halo * halo
        if item.recommends:
            shown += how.recommend_shift + how.recommend_noise * own
        else:
            shown += how.item_noise * own
        points[:, i] = np.floor(np.clip(shown, 0.0, 1.0) * (item.points - 1) + 0.5)
    return points
