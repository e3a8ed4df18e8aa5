"""Checks of people: performance, quitting and what is felt in common (A11 to A13, D, E, F).

The population is the staff of the 300 stores. Published survey correlations are compared with
surveyed ones, published true scores and behaviour with states and events.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from ripple_sim.evidence.check import INFINITE, Check, Population, experiment
from ripple_sim.evidence.estimators import correlation, partial_correlation, ratio, regression, share, slope
from ripple_sim.evidence.laboratory import TWO_HUNDRED_HOTELS, Laboratory
from ripple_sim.evidence.observation import Floats, follow, performance, same_people
from ripple_sim.evidence.twins import twins, weekly
from ripple_sim.model.records import Records
from ripple_sim.observe.survey_items import column, satisfaction_of, service_of

INTENDING = 0.30  # of the dissatisfied, as published: it sets where intending begins
HIGHLY_SATISFIED = 0.60  # of everybody, as published
BROKEN_PROMISE = 0.3


def _front(lab: Laboratory, quarter: int = 4) -> Records:
    """Return the experienced frontline at a quarter's end."""
    people = lab.stores.people[quarter]
    chosen: Records = people[(people["frontline"] == 1) & (people["tenure"] > 0)]
    return chosen


def engagement_and_service(lab: Laboratory) -> float:
    people = _front(lab)
    return correlation(people["engagement"], service_of(people))


def engagement_and_task(lab: Laboratory) -> float:
    people = _front(lab)
    return correlation(people["engagement"], column(people, "competence"))


def engagement_and_helping(lab: Laboratory) -> float:
    people = _front(lab)
    return correlation(people["engagement"], column(people, "warmth"))


def satisfaction_and_output(lab: Laboratory) -> float:
    people = _front(lab)
    return correlation(satisfaction_of(people), performance(people))


def answer_and_quitting(lab: Laboratory, construct: str) -> float:
    """Return the correlation of a surveyed construct with quitting in the next 12 months."""
    answers = lab.stores.staff(4)
    people = follow(lab.stores, 4, 8)
    left = np.zeros(len(lab.stores.snapshots[4].employees), bool)
    left[people.seats] = people.left
    return correlation(answers.score[construct], left[answers.rows])


def satisfaction_and_quitting_beyond_intention(lab: Laboratory) -> float:
    people = follow(lab.stores, 4, 5)
    return abs(partial_correlation(satisfaction_of(people.rows), people.left, column(people.rows, "intention")))


def quits_under_good_managers(lab: Laboratory) -> float:
    """Return the quit rate under the best tenth of managers against that under the worst."""
    o = lab.stores
    leadership = column(o.snapshots[4].managers, "leadership")
    low, high = np.quantile(leadership, (0.1, 0.9))
    people = follow(o, 4, 8)
    led = leadership[people.rows["team"]]
    return ratio(share(people.left, led >= high), share(people.left, led <= low))


def monthly_hazard(lab: Laboratory, first_month: float, last_month: float) -> float:
    """Return the monthly chance of quitting between two tenures, over seven quarters."""
    left = at_risk = 0.0
    for quarter in range(8):
        people = follow(lab.stores, quarter, quarter + 1)
        months = column(people.rows, "tenure") * 12 / 52
        among = (months >= first_month) & (months < last_month)
        left += float(people.left[among].sum())
        at_risk += float(among.sum())
    kept = 1 - ratio(left, at_risk)
    return float(1 - kept ** (1 / 3))


def newcomers_hazard(lab: Laboratory) -> float:
    return ratio(monthly_hazard(lab, 0, 6), monthly_hazard(lab, 12, 24))


def hump_of_hazard(lab: Laboratory) -> float:
    return ratio(monthly_hazard(lab, 12, 24), monthly_hazard(lab, 36, 1e9))


def yearly_hazard(lab: Laboratory) -> float:
    """Return the share of staff that quits in a year in the branches of a bank."""
    o = lab.observe("retail-branches", 5)
    ledgers = o.recorder.ledgers
    return 52 * float(ledgers["leavers"].sum() / ledgers["filled"].sum())


def quitting_spreads(lab: Laboratory) -> float:
    """Return how much likelier people quit where a team mate quit last quarter.

    The ratio is taken within thirds of own satisfaction, and averaged over them.
    """
    o = lab.stores
    ratios = []
    for quarter in (1, 3, 5):
        before, now = follow(o, quarter, quarter + 1), follow(o, quarter + 1, quarter + 2)
        teams = len(o.snapshots[0].teams)
        gone = np.bincount(before.rows["team"], before.left, teams) > 0
        exposed = gone[now.rows["team"]]
        felt = satisfaction_of(now.rows)
        thirds = np.digitize(felt, np.quantile(felt, (1 / 3, 2 / 3)))
        for third in range(3):
            among = thirds == third
            ratios.append(ratio(share(now.left, among & exposed), share(now.left, among & ~exposed)))
    return float(np.mean(ratios))


def intending_when_dissatisfied(lab: Laboratory) -> float:
    """Return how much likelier the bottom third in satisfaction is to intend to leave.

    Intending begins where as many of the dissatisfied intend as in the published study.
    """
    answers = lab.stores.staff(4)
    felt, intention = answers.score["satisfaction"], answers.score["intention"]
    low, high = np.quantile(felt, (1 / 3, 2 / 3))
    intends = intention > np.quantile(intention[felt <= low], 1 - INTENDING)
    return ratio(share(intends, felt <= low), share(intends, felt >= high))


def leavers_performance(lab: Laboratory) -> float:
    """Return how far leavers' performance lies below stayers', in standard deviations."""
    people = follow(lab.stores, 4, 8)
    front = people.rows["frontline"] == 1
    rated = performance(people.rows)
    gap = rated[front & ~people.left].mean() - rated[front & people.left].mean()
    return float(gap / rated[front].std())


def manager_and_mood(lab: Laboratory, good: bool, happy: bool) -> float:
    """Return the chance to be highly engaged, by management and manager's mood.

    As many count as highly engaged as in the published study, where they weren't the upper half.
    """
    o = lab.stores
    managers = o.snapshots[4].managers
    quality, mood = column(managers, "leadership"), column(managers, "engagement")
    people = o.people[4]
    above = people["engagement"] > np.quantile(people["engagement"], 1 - HIGHLY_SATISFIED)
    well_led = (quality > np.median(quality))[people["team"]]
    cheerful = (mood > np.median(mood))[people["team"]]
    return share(above, (well_led == good) & (cheerful == happy))


def _surveyed(lab: Laboratory, one: str, other: str) -> float:
    score = lab.stores.staff(4).score
    return correlation(score[one], score[other])


def relationship_and_quality(lab: Laboratory) -> float:
    answers = lab.stores.staff(4)
    front = lab.stores.snapshots[4].employees["frontline"][answers.rows] == 1
    given = service_of(lab.stores.snapshots[4].employees[answers.rows])
    return correlation(answers.score["manager"][front], given[front])


def integrity_and_profit(lab: Laboratory) -> float:
    """Return the difference in profit, % of revenue, that goes with 3.1 points of integrity."""
    o = lab.observe("hotel-group", 2, TWO_HUNDRED_HOTELS)
    world = o.snapshots[4]
    serving = world.teams["unit"] < o.units
    unit = world.teams["unit"][serving]
    integrity = np.bincount(unit, world.managers["integrity"][serving]) / np.bincount(unit)
    margin = 100 * o.over_units("profit") / o.over_units("revenue")
    return 0.031 * slope(integrity, margin)


def _broken_promise(lab: Laboratory) -> Floats:
    """Return the weekly drop of engagement after a promise is broken, in standard deviations."""
    change = {"lever": "announced_values", "change": BROKEN_PROMISE, "start": 0}
    usual, broken = twins(lab, "retail-branches", 2, [change])
    spread = column(usual.people[0], "engagement").std()

    drop = weekly(usual, "engagement", "filled") - weekly(broken, "engagement", "filled")
    return np.asarray(drop / spread)


def drop_after_broken_promise(lab: Laboratory) -> float:
    return float(_broken_promise(lab)[:13].max())


def hangover_of_broken_promise(lab: Laboratory) -> float:
    """Return weeks until half of the largest drop is made good; 104 if it never is."""
    drop = _broken_promise(lab)
    peak = int(np.argmax(drop))
    below = np.flatnonzero(drop[peak:] < drop[peak] / 2)
    return float(below[0]) if len(below) else float(len(drop))


def fit_and_satisfaction(lab: Laboratory) -> float:
    answers = lab.stores.staff(4)
    people = lab.stores.snapshots[4].employees[answers.rows]
    return correlation(people["fit"], answers.score["satisfaction"])


def fit_and_performance(lab: Laboratory) -> float:
    people = _front(lab)
    return correlation(people["fit"], performance(people))


def own_and_team_engagement(lab: Laboratory) -> float:
    """Return the slope of own engagement on that of team mates, own drivers and energy held."""
    answers = lab.stores.staff(4)
    own = answers.score["engagement"]
    teams = len(lab.stores.snapshots[0].teams)
    heads = np.bincount(answers.team, minlength=teams)[answers.team]
    total = np.bincount(answers.team, own, teams)[answers.team]
    others = (total - own) / np.maximum(heads - 1, 1)
    enough = heads > 2
    held = [answers.score[name][enough] for name in ("job", "growth", "training", "manager")]
    return float(regression(own[enough], others[enough], *held)[0])


def satisfaction_again(lab: Laboratory, later: int) -> float:
    first, second = lab.stores.staff(2), lab.stores.staff(2 + later)
    a, b = same_people(first, second)
    return correlation(first.score["satisfaction"][a], second.score["satisfaction"][b])


_SERVES = "Engagement lifts warmth and competence (serve), beside empathy, skill and the day"
_INTENDS = "Attitudes move the intention to leave, and only intention moves quitting (intend, leave)"
_MANAGER = "People see the company through their manager (perceive); the relationship is the manager's"
_DISPOSED = "A lasting disposition, slow drivers and the halo of a respondent, against weekly mood"

_STAFF = Population("staff of 300 stores")

# fmt: off
CHECKS: tuple[Check, ...] = (
    _STAFF.check("A11", "engagement and service", "states", engagement_and_service, (0.25, 0.45, 0.37, "r"), _SERVES,
        fitted=True),
    _STAFF.check("A12", "task performance", "states", engagement_and_task, (0.33, 0.53, 0.43, "r"), _SERVES),
    _STAFF.check("A12", "contextual performance", "warmth, states", engagement_and_helping, (0.24, 0.44, 0.34, "r"),
        _SERVES),
    _STAFF.check("A13", "satisfaction and output", "quality-adjusted output, states", satisfaction_and_output,
        (0.20, 0.35, 0.30, "r"), _SERVES),
    _STAFF.check("D03", "satisfaction and quitting", "survey, quits of the next 12 months",
        partial(answer_and_quitting, construct="satisfaction"), (-0.25, -0.12, -0.19, "r"), _INTENDS),
    _STAFF.check("D03", "intention and quitting", "survey, quits of the next 12 months",
        partial(answer_and_quitting, construct="intention"), (0.28, 0.48, 0.38, "r"), _INTENDS),
    _STAFF.check("D04", "beyond intention", "partial r of satisfaction with quits of a quarter, size",
        satisfaction_and_quitting_beyond_intention, (0, 0.05, 0, "r"), _INTENDS, kind="direction"),
    _STAFF.check("D06", "best against worst managers", "quit rates of a year, outer tenths of leadership",
        quits_under_good_managers, (0.3, 0.6, 0.4, "ratio"),
        "The relationship with the manager moves the intention to leave (intend)"),
    experiment("D07", "quits a year", "branches of a bank, five years", yearly_hazard,
        (0.12, 0.20, 0.16, "share a year"), "Given turnover, kept by the quitting offset (leave)", 20),
    _STAFF.check("D07", "first half-year", "hazard against that of the second year", newcomers_hazard,
        (0.4, 0.9, 0.57, "ratio"), "Newcomers' honeymoon (leave)", fitted=True),
    _STAFF.check("D07", "second year", "hazard against that after the third year", hump_of_hazard,
        (1.0, 1.7, 1.32, "ratio"), "Those who fit badly leave first, the others stay", kind="shape"),
    _STAFF.check("D10", "a team mate quit", "chance to quit in the next quarter, by third of satisfaction",
        quitting_spreads, (1.2, 2.0, None, "ratio"),
        "Departures are remembered and move the intention to leave (intend)"),
    _STAFF.check("D11", "intending", "survey, bottom against top third of satisfaction", intending_when_dissatisfied,
        (2, 4, 3, "ratio"), _INTENDS),
    _STAFF.check("D12", "leavers", "performance below stayers'", leavers_performance, (0.3, 0.6, None, "sd"),
        "Those who fit or feel badly give less and leave sooner"),
    *(
        _STAFF.check(
            "E04",
            name,
            "chance to be among the 60 % most engaged",
            partial(manager_and_mood, good=good, happy=happy),
            (value - 0.08, value + 0.08, value, "share"),
            _MANAGER,
        )
        for name, good, happy, value in (
            ("bad management, unhappy manager", False, False, 0.458),
            ("bad management, happy manager", False, True, 0.568),
            ("good management, unhappy manager", True, False, 0.649),
            ("good management, happy manager", True, True, 0.724),
        )
    ),
    _STAFF.check("E06", "objective quality", "surveyed relationship, service given", relationship_and_quality,
        (0.15, 0.30, 0.24, "r"), _MANAGER),
    _STAFF.check("E06", "same source", "surveyed relationship, own rating of service",
        lambda lab: _surveyed(lab, "manager", "own_service"), (0.25, 0.40, 0.30, "r"),
        f"{_MANAGER}; both answers carry the respondent's halo"),
    _STAFF.check("E07", "relationship and satisfaction", "survey",
        lambda lab: _surveyed(lab, "manager", "satisfaction"), (0.40, 0.55, 0.50, "r"), _MANAGER),
    _STAFF.check("E07", "relationship and quitting", "survey, quits of the next 12 months, far lower",
        partial(answer_and_quitting, construct="manager"), (-0.20, 0, -0.04, "r"), _INTENDS, kind="direction"),
    _STAFF.check("E08", "trust and engagement", "survey", lambda lab: _surveyed(lab, "trust", "engagement"),
        (0.40, 0.55, 0.51, "r"), "Trust is a driver of engagement (feel)"),
    experiment("E09", "word-deed integrity and profit", "206 hotels, 3.1 points of integrity", integrity_and_profit,
        (0.3, 2.5, 2.5, "% of revenue"), "Integrity builds trust and fair treatment (perceive, serve)"),
    experiment("E10", "drop", "branches of a bank, values announced that nobody acts on, 13 weeks",
        drop_after_broken_promise, (0.5, 1.0, None, "sd of engagement"),
        "Lip service costs trust, and trust is lost faster than built (lead, see)"),
    experiment("E10", "half-life", "branches of a bank, weeks until half of the drop is made good",
        hangover_of_broken_promise, (26, INFINITE, None, "weeks"),
        "Trust returns only when words meet deeds again (lead)"),
    _STAFF.check("E11", "fit and satisfaction", "survey, fit at hiring", fit_and_satisfaction, (0.4, 0.6, 0.5, "r"),
        "Fit moves engagement and intention, not the drivers"),
    _STAFF.check("E11", "fit and performance", "states", fit_and_performance, (0.1, 0.3, 0.2, "r"),
        "Fit moves engagement, which moves effort"),
    _STAFF.check("E12", "control and satisfaction", "survey", lambda lab: _surveyed(lab, "control", "satisfaction"),
        (0.54, 0.74, 0.64, "r"), _DISPOSED),
    _STAFF.check("E12", "control and intention", "survey", lambda lab: _surveyed(lab, "control", "intention"),
        (-0.46, -0.26, -0.36, "r"), _INTENDS),
    _STAFF.check("E13", "fairness and satisfaction", "survey", lambda lab: _surveyed(lab, "fair", "satisfaction"),
        (0.52, 0.72, 0.62, "r"), _DISPOSED),
    _STAFF.check("E14", "the job and satisfaction", "survey", lambda lab: _surveyed(lab, "job", "satisfaction"),
        (0.38, 0.58, 0.48, "r"), _DISPOSED),
    _STAFF.check("E14", "co-workers and satisfaction", "survey",
        lambda lab: _surveyed(lab, "coworkers", "satisfaction"), (0.46, 0.66, 0.56, "r"), _DISPOSED),
    _STAFF.check("F02", "own and team's engagement", "survey, own drivers held", own_and_team_engagement,
        (0.1, 0.4, None, "slope"), "Colleagues pull (feel)", fitted=True),
    _STAFF.check("F04", "half a year", "surveyed satisfaction, same people", lambda lab: satisfaction_again(lab, 2),
        (0.50, 0.65, 0.56, "r"), _DISPOSED, fitted=True),
    _STAFF.check("F04", "a year", "surveyed satisfaction, same people", lambda lab: satisfaction_again(lab, 4),
        (0.35, 0.50, 0.38, "r"), _DISPOSED, fitted=True),
)
# fmt: on
