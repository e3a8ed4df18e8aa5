"""Checks of customers by experiment and by diary (B02, B07, B14 to B16, B19, C15, C19, R03).

Twins share the settled company and all luck; one of them is moved by hand where no lever does it.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.checks.customers import five_points_more_retention
from ripple_sim.evidence.estimators import ratio, regression, share
from ripple_sim.evidence.laboratory import SIXTY_STORES, SMALL_CALL_CENTRE, Changes, Laboratory
from ripple_sim.evidence.observation import QUARTER, Observation
from ripple_sim.evidence.twins import Touch, by_hand
from ripple_sim.model.records import CUSTOMER, LAPSED, Records
from ripple_sim.model.week import Step, Week, compiled
from ripple_sim.model.world import World
from ripple_sim.observe.survey_items import FORCES, column
from ripple_sim.observe.surveys import states_of_customers
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

SIZES = (0.05, 0.1)  # of 0 to 1: within the zone of tolerance, and beyond it
SECONDS = 7.0
SIXTY_SHOPS: Changes = {
    **SIXTY_STORES,
    "company.practices.promise.level": 0.65,
    "company.practices.announced_values.level": 0.65,
    "company.practices.lived_values.level": 0.65,
}
HALF = 30


# A fall and an equal rise (B07, R03)


def service_moved(by: float) -> Touch:
    """Move what every contact gives: warmth, competence, fairness and time, by as much."""

    def start(_: World, moved: World) -> None:
        for name in ("warmth_level", "competence_level", "fairness_level", "time_quality_level"):
            moved.p[name] += by

    return start


def retention(books: Records) -> float:
    """Return the share of customers kept a year."""
    return 1 - WEEKS_PER_YEAR * float(books["left_customers"].sum() / books["customers"].sum())


def fall_against_rise(lab: Laboratory, preset: str, size: float, changes: Changes | None = None) -> float:
    """Return what a fall of service costs in retention over what an equal rise brings."""
    effects = []
    for by in (-size, size):
        pair = by_hand(lab, preset, 2 * WEEKS_PER_YEAR, start=service_moved(by), changes=changes)
        effects.append(retention(pair.books[1]) - retention(pair.books[0]))
    fall, rise = effects
    return ratio(-fall, rise) if rise > 0 else float("nan")


# Profit of a year against lifetime value (B02)


def profit_of_a_year(lab: Laboratory, year: int = 0, more: float = 0.05) -> float:
    """Return % more profit in a year once retention is five points higher, all else as it was."""
    usual = lab.observe("retail-branches").recorder.ledgers
    churn = 1 - retention(usual)
    if churn <= more:
        return float("nan")

    def start(_: World, moved: World) -> None:
        moved.p["lapse_offset"] += np.log((churn - more) / churn)

    weeks = slice(year * WEEKS_PER_YEAR, (year + 1) * WEEKS_PER_YEAR)
    pair = by_hand(lab, "retail-branches", (year + 1) * WEEKS_PER_YEAR, start=start)
    before, after = (float(books["profit"][weeks].sum()) for books in pair.books)
    return 100 * (after - before) / abs(before)


def profit_against_lifetime(lab: Laboratory) -> float:
    """Return % more profit of the first year over % more lifetime value."""
    own = retention(lab.observe("retail-branches").recorder.ledgers)
    return ratio(profit_of_a_year(lab), five_points_more_retention(lab, own))


def profit_comes_later(lab: Laboratory) -> float:
    """Return % more profit of the third year less that of the first."""
    return profit_of_a_year(lab, 2) - profit_of_a_year(lab)


# Forces: what is missed and what delights (B14)


def forces_moved(forces: tuple[str, ...], by: float) -> Touch:
    """Hold what customers remember of some forces by so much above, or below, the twin's."""

    def hold(usual: World, moved: World) -> None:
        for force in forces:
            moved.members[force] = np.clip(usual.members[force] + by, 0, 1)

    return hold


def hygiene_forces(lab: Laboratory, fall: float, rise: float = 0.1) -> float:
    """Return points of satisfaction: the cost of falling hygiene less the gain of rising delight.

    Certainty and fairness fall by ``fall`` each; status, belonging and enjoyment rise by ``rise``
    each, in another twin; the last quarter of a year.
    """
    effects = []
    for forces, by in ((("certainty", "fair"), -fall), (("status", "belonging", "enjoyment"), rise)):
        hold = forces_moved(forces, by)
        pair = by_hand(lab, "retail-branches", WEEKS_PER_YEAR, start=hold, hold=hold)
        usual, moved = (float(b["satisfaction"][-QUARTER:].sum() / b["customers"][-QUARTER:].sum()) for b in pair.books)
        effects.append(100 * (moved - usual))
    fallen, risen = effects
    return -fallen - risen


# Promises (B15)


def odds_of_falling_short(short: Booleans, differ: Booleans) -> float:
    """Return the share of firms that fall short where values differ, over that where they don't.

    Half a firm is added to those short and one to all, so that none short is still a number.
    """
    shares = [(short[of].sum() + 0.5) / (of.sum() + 1) for of in (differ, ~differ)]
    return ratio(float(shares[0]), float(shares[1]))


def short_of_promise(lab: Laboratory) -> float:
    """Return how much more often shops fall short of their promise where values differ.

    Sixty shops, each taken for a firm. In one half promise, announced and lived values are the
    same; in the other, promise and announced values lie 0.2 above those lived. A shop falls short
    when the mean quality that its customers remember is below its promise, after two years.
    """
    reach = {"units": tuple(range(1, HALF + 1))}
    o = lab.observe(
        "store-chain",
        2,
        {
            **SIXTY_SHOPS,
            "interventions": [
                {"lever": lever, "change": 0.2, "start": 0, "reach": reach} for lever in ("promise", "announced_values")
            ],
        },
    )
    world = o.snapshots[-1]
    there = world.members[world.members["standing"] == CUSTOMER]
    met = np.mean([column(there, force) for force in FORCES], axis=0)
    heads = np.bincount(there["unit"], minlength=o.units)[: o.units]
    delivered = np.bincount(there["unit"], met, o.units)[: o.units] / np.maximum(heads, 1)
    short = delivered < world.unit_levers["promise"][: o.units]
    return odds_of_falling_short(short, np.arange(o.units) < HALF)


# What drove customers away (B16), and mood (C19)


def _diary(lab: Laboratory) -> Observation:
    fields = (
        *(
            f"members.{name}"
            for name in ("standing", "tenure", "server", "contacts", "failure", "satisfaction", "taste", *FORCES)
        ),
        *(f"employees.{name}" for name in ("mood", "warmth", "competence", "fairness")),
        *(f"units.{name}" for name in ("process", "wait_comfort", "time_quality")),
    )
    return lab.observe("retail-branches", 1, diary=fields)


def whole(o: Observation, name: str) -> NDArray[np.int64]:
    """Return a diary of the members in whole numbers, shape (weeks, members)."""
    return o.diaries[f"members.{name}"].astype(np.int64)


def _mean_of(o: Observation, table: str, names: tuple[str, ...]) -> Floats:
    """Return the mean of some diaries of a table, shape (weeks, rows)."""
    columns = [o.diaries[f"{table}.{name}"].astype(np.float64) for name in names]
    return np.asarray(np.mean(columns, axis=0))


def worst_events(failed: Booleans, person: Floats, place: Floats) -> NDArray[np.str_]:
    """Return the worst event of each defection.

    Parameters
    ----------
    failed
        Whether a contact failed and wasn't put right, shape (weeks, defections).
    person, place
        By how much the person, and the place (process, wait and time given), fell short of the
        company's mean, 0 to 1, same shape; NaN in weeks without a contact.

    Returns
    -------
    numpy.ndarray
        ``"failure"``, or else ``"person"`` or ``"place"``, whichever fell shorter; ``"none"`` where
        nothing fell short.
    """
    by_person = np.nan_to_num(person, nan=-np.inf).max(axis=0)
    by_place = np.nan_to_num(place, nan=-np.inf).max(axis=0)
    return np.select(
        [failed.any(axis=0), np.maximum(by_person, by_place) <= 0, by_person >= by_place],
        ["failure", "none", "person"],
        "place",
    )


def employees_drove_away(lab: Laboratory) -> float:
    """Return the share of defections whose worst event of the last quarter is who served."""
    o = _diary(lab)
    service = _mean_of(o, "employees", ("warmth", "competence", "fairness"))
    place = _mean_of(o, "units", ("process", "wait_comfort", "time_quality"))
    unit = o.snapshots[0].members["unit"]
    standing, tenure, contacts, failure, met_by = (
        whole(o, name) for name in ("standing", "tenure", "contacts", "failure", "server")
    )
    events = []
    for week in range(QUARTER - 1, len(service)):
        gone = np.flatnonzero((standing[week] == LAPSED) & (tenure[week] == 0))
        weeks = slice(week - QUARTER + 1, week + 1)
        contact = contacts[weeks, gone] > 0
        server = met_by[weeks, gone]
        by_person = service[weeks].mean() - np.take_along_axis(service[weeks], np.maximum(server, 0), axis=1)
        by_place = place[weeks, :-1].mean() - place[weeks][:, unit[gone]]
        events.append(
            worst_events(
                contact & (failure[weeks, gone] == 2),
                np.where(contact & (server >= 0), by_person, np.nan),
                np.where(contact, by_place, np.nan),
            )
        )
    return share(np.concatenate(events) == "person")


def mood_beyond_quality(mood: ArrayLike, quality: ArrayLike, satisfaction: ArrayLike) -> float:
    """Return the size of mood's standardised weight in satisfaction, quality held."""
    return abs(float(regression(satisfaction, mood, quality, standardised=True)[0]))


def mood_and_satisfaction(lab: Laboratory) -> float:
    """Return mood's weight beyond appraised quality, over single encounters.

    The mood is what the server brought to the week; quality is what the customer then remembers.
    """
    o = _diary(lab)
    server = whole(o, "server")[1:]
    met = (server >= 0) & (whole(o, "standing")[1:] == CUSTOMER)
    mood = np.take_along_axis(o.diaries["employees.mood"][:-1], np.maximum(server, 0), axis=1)
    quality = _mean_of(o, "members", FORCES) + _mean_of(o, "members", ("taste",))
    satisfaction = o.diaries["members.satisfaction"][1:]
    return mood_beyond_quality(mood[met], np.clip(quality[1:], 0, 1)[met], satisfaction[met])


# Recovery (B19)


SURE_RECOVERY: Changes = {"company.practices.recovery.level": 1.0}


def recovered_against_served(lab: Laboratory) -> tuple[float, float]:
    """Return what a failure put right does, against no failure: points of satisfaction, loyalty.

    In one week half of all contacts fail and every failure is put right; in the twin's none fails.
    Loyalty is what the survey asks for, without its noise. The company always puts failures right.
    """

    def start(usual: World, moved: World) -> None:
        usual.p["failure_base"], moved.p["failure_base"] = 0, 1

    pair = by_hand(lab, "retail-branches", 1, start=start, changes=SURE_RECOVERY)
    put_right = (pair.moved.members["failure"] == 1) & (pair.usual.members["failure"] == 0)
    for world in (pair.usual, pair.moved):
        put_right &= world.members["standing"] == CUSTOMER
    settings = lab.scenario("retail-branches").surveys
    found = []
    for construct in ("satisfaction", "loyalty"):
        latent = []
        for world in (pair.usual, pair.moved):
            states = states_of_customers(world, settings=settings)
            by_row = np.full(len(world.members), np.nan)
            by_row[states.rows] = states.latent[construct]
            latent.append(by_row[put_right].mean())
        found.append(100 * float(latent[1] - latent[0]))
    return found[0], found[1]


# Waiting (C15)


def seven_seconds_less(lab: Laboratory, preset: str = "bakery") -> float:
    """Return % more share of the market's money half a year after every wait fell by 7 seconds."""

    def run(step: Step, week: Week) -> None:
        compiled(step, week)
        if step.name != "meet_demand":
            return
        units = week.world.units
        units["wait"] = np.maximum(units["wait"] - SECONDS / 3600, 0)
        relative = units["wait"] / week.world.p["tolerated_wait_hours"]
        units["wait_comfort"] = 1 / (1 + relative**2)

    pair = by_hand(lab, preset, 3 * QUARTER, run=run)
    # What members could spend is the same in both.
    usual, quicker = (
        float((b["share_of_wallet"] / b["members"].sum(axis=1, keepdims=True))[-QUARTER:].sum()) for b in pair.books
    )
    return 100 * (quicker / usual - 1)


_ASYMMETRIC = (
    "Falling short weighs more than exceeding (judge), trust falls faster than it rises, and "
    "lapsing is steep below the breaking point (stay_or_lapse)"
)

_HYGIENE = "Missing certainty and fairness is punished, falling short weighs more (judge)"

# fmt: off
CHECKS: tuple[Check, ...] = (
    experiment("B02", "profit moves much less",
        "branches, five points more retention, % more profit "
        "of the first year over % more lifetime value, at most half",
        profit_against_lifetime, (-INFINITE, 0.5, None, "ratio"),
        "Those kept are few in the first year and spend as before (stay_or_lapse)"),
    experiment("B02", "profit moves later",
        "branches, five points more retention, % more profit of the third year less that of the first",
        profit_comes_later, (0, INFINITE, None, "points"), "Customers kept add up over the years (stay_or_lapse)"),
    *(
        experiment(
            "B07",
            f"fall over rise, {size:g}",
            "branches, twins, service down and up by as much, retention of two years",
            partial(fall_against_rise, preset="retail-branches", size=size),
            (1.5, INFINITE, None, "ratio"),
            _ASYMMETRIC,
            worlds=20,
        )
        for size in SIZES
    ),
    experiment("B14", "hygiene, each force by as much",
        "branches, twins, certainty and fairness down "
        "against status, belonging and enjoyment up, 0.1 each, satisfaction",
        partial(hygiene_forces, fall=0.1), (0, INFINITE, None, "points"), _HYGIENE),
    experiment("B14", "hygiene, the mean by as much", "the same with two forces 0.15 down against three 0.1 up",
        partial(hygiene_forces, fall=0.15), (0, INFINITE, None, "points"), _HYGIENE),
    experiment("B15", "short of the promise",
        "60 shops, half with promise and announced values 0.2 above what is done", short_of_promise,
        (3, 5, 4, "ratio"), "Practised values reach customers and staff; the promise doesn't (carry, lead)", worlds=20),
    experiment("B16", "employees' part", "branches, a year, worst event of the last quarter before a defection",
        employees_drove_away, (0.25, 0.45, 0.34, "share"),
        "Who serves differs as much as the place does (encounter)"),
    experiment("B19", "satisfaction", "branches, twins, failures all put right in one week",
        lambda lab: recovered_against_served(lab)[0], (0, INFINITE, None, "points"),
        "A failure put right lifts the verdict (judge)"),
    experiment("B19", "loyalty", "the same customers", lambda lab: recovered_against_served(lab)[1],
        (-INFINITE, 0, None, "points"), "Loyalty follows satisfaction and trust (stay_or_lapse)"),
    experiment("C15", "seven seconds", "bakery, twins, each wait 7 s shorter, share of wallets after half a year",
        seven_seconds_less, (0.5, 1.5, 1, "%"),
        "Waiting costs certainty and control (encounter), and so the share of wallet (allot)"),
    experiment("C19", "mood beyond quality",
        "branches, a year of encounters, standardised weight of the server's mood, size", mood_and_satisfaction,
        (0, 0.05, 0, "weight"), "Mood reaches customers through the service they judge (serve, judge)"),
    *(
        experiment(
            "R03",
            f"fall over rise, {size:g}",
            "a small call centre, twins, service down and up by as much, retention of two years",
            partial(fall_against_rise, preset="call-centre", size=size, changes=SMALL_CALL_CENTRE),
            (1.5, INFINITE, None, "ratio"),
            _ASYMMETRIC,
            worlds=20,
        )
        for size in SIZES
    ),
)
# fmt: on
