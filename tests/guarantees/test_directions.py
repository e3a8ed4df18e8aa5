"""Whole companies move in the direction that theory says, on average over several worlds."""

from dataclasses import dataclass

import numpy as np
import pytest

from guarantees.worlds import alive, live, small
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder

# With hours to spare, so that there is room for better and for worse.
COMPANY = small(units=4, front=18, back=6, centre=8, members=1200).with_values({"service.hours_per_contact": 4.2})
SEEDS = 4
WEEKS = 60
START = 5


@dataclass(frozen=True)
class Direction:
    """What is done, and which figures rise or fall because of it."""

    lever: str
    change: float
    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()

    def done(self):
        """Return the company in which it is done."""
        if self.lever in ("demand_wave", "competitor", "flu"):
            return {"shocks": [{"kind": self.lever, "size": self.change, "start": START}]}
        change = {"lever": self.lever, "change": self.change, "start": START}
        return {"interventions": [change]}


DIRECTIONS = [
    Direction(
        "demand_wave",
        0.3,
        ("waiting", "pressure", "overtime_hours", "arrivals"),
        ("customer_satisfaction", "time_given", "energy"),
    ),
    Direction("slack", 0.25, ("headcount", "wages"), ("waiting", "pressure", "overtime_hours")),
    Direction("slack", -0.2, ("waiting", "pressure"), ("headcount", "wages")),
    Direction("flu", 0.3, ("absence", "waiting", "pressure"), ("customer_satisfaction",)),
    Direction("promise", 0.3, ("expectation",), ()),
    Direction("coaching", 1.0, ("leadership", "manager", "engagement", "programmes"), ("intention_to_leave",)),
    Direction("trust", 0.35, ("trust", "engagement", "enps"), ("intention_to_leave",)),
    Direction("manager", -0.5, ("intention_to_leave",), ("manager", "engagement")),
    Direction("pay", 0.3, ("wages",), ("intention_to_leave", "profit")),
    Direction("announced_values", 0.35, (), ("integrity", "trust", "engagement")),
    Direction("coordination", 0.5, ("service_quality", "customer_satisfaction"), ("failures",)),
    Direction("transparency", 0.5, ("control", "fair_treatment", "trust"), ()),
    Direction("personalisation", 0.6, ("status", "share_of_wallet"), ()),
    Direction("recovery", 0.6, ("compensation", "customer_satisfaction"), ()),
    Direction("empathy_training", 0.8, ("belonging",), ()),
    Direction("customer_metrics", -0.5, (), ("customer_focus", "fair_treatment")),
    Direction("acquisition", 0.8, ("customers_won", "customers", "programmes"), ()),
    Direction("competitor", 0.9, ("customers_lost",), ("customers", "share_of_wallet", "revenue")),
]


def told(scenario):
    """Return the books of the company in every world."""
    books = []
    for seed in range(SEEDS):
        week = alive(scenario, seed)
        recorder = Recorder(WEEKS, len(week.world.units))
        live(week, WEEKS, after=lambda world, recorder=recorder: recorder.keep(world.ledger))
        books.append(recorder)
    return books


@pytest.fixture(scope="module")
def undisturbed():
    return told(COMPANY)


def mean(recorder, name):
    """Return a figure's mean over the weeks in which a change has had time to act."""
    return np.nanmean(recorder.company(BY_NAME[name])[START + 10 :])


@pytest.mark.parametrize("direction", DIRECTIONS, ids=lambda d: f"{d.lever} {d.change:+g}")
def test_a_company_moves_in_the_direction_of_theory(undisturbed, direction):
    disturbed = told(COMPANY.with_values(direction.done()))
    wrong = {}
    for name in direction.rises + direction.falls:
        pairs = zip(undisturbed, disturbed, strict=True)
        gains = [mean(after, name) - mean(before, name) for before, after in pairs]
        gain = float(np.mean(gains))
        if (gain <= 0) if name in direction.rises else (gain >= 0):
            wrong[name] = gain
    assert wrong == {}


def test_coaching_does_not_drive_people_away(undisturbed):
    coaching = Direction("coaching", 1.0)
    disturbed = told(COMPANY.with_values(coaching.done()))
    leavers = [sum(recorder.ledgers["leavers"].sum() for recorder in books) for books in (undisturbed, disturbed)]
    # Within two standard deviations of a count.
    assert leavers[1] <= leavers[0] + 2 * np.sqrt(leavers[0])
