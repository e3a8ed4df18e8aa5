"""Paid hours at the front follow the work that customers bring, where a company lets them (C08)."""

import numpy as np
import pytest

from ripple_sim.model.engine import Engine
from ripple_sim.scenario.files import load

WAVE = {"kind": "demand_wave", "size": 0.2, "start": 0}
YEARS = 3


def live(follow, shocks=(), years=YEARS):
    scenario = load("retail-branches").with_values(
        {"company.staffing.hours_follow_work": follow, "shocks": list(shocks)}
    )
    engine = Engine(scenario, 1)
    rosters, books = [], []
    for _ in range(52 * years):
        engine.step()
        rosters.append(engine.world.units["roster"][:-1].copy())
        books.append(engine.world.ledger.copy())
    return np.array(rosters), np.array(books)


def pressure(books):
    return last_year(books, "pressure") / last_year(books, "arrivals")


@pytest.fixture(scope="module")
def planned():
    return live(0, [WAVE])


@pytest.fixture(scope="module")
def following():
    return live(1, [WAVE])


def last_year(books, of):
    return float(books[-52:][of].sum())


def test_planned_hours_stay_what_was_planned(planned):
    assert (planned[0] == 1).all()


def test_hours_come_to_follow_a_lasting_wave_after_months(following):
    mean = following[0].mean(axis=1)
    assert mean[8] < 1.05
    assert 20 < np.argmax(mean > 1.1) < 52
    assert 1.12 < mean[-52:].mean() < 1.3


def test_a_company_left_alone_keeps_its_hours():
    """Single branches win and lose customers; all together need the hours they needed."""
    rosters, _ = live(1)
    assert rosters.mean() == pytest.approx(1, abs=0.02)
    assert np.abs(rosters.mean(axis=1) - 1).max() < 0.05


def test_hours_that_follow_cost_wages_and_take_off_pressure(planned, following):
    frontline = load("retail-branches").company.structure
    part = frontline.frontline_per_unit * frontline.units
    whole = part + frontline.backstage_per_unit * frontline.units + frontline.central_staff
    more = last_year(following[1], "wages") / last_year(planned[1], "wages") - 1
    paid = following[0][-52:].mean() - 1
    assert more == pytest.approx(paid * part / whole, rel=0.25)
    assert pressure(following[1]) < pressure(planned[1]) - 0.03


def test_less_work_means_fewer_hours():
    rosters, _ = live(1, [{**WAVE, "size": -0.2}], years=2)
    assert 0.75 < rosters[-26:].mean() < 0.9
