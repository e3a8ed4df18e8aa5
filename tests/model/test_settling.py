"""A company starts with as many customers as its scenario states."""

import numpy as np
import pytest

from ripple_sim.model.engine import Engine
from ripple_sim.rules.loyalty import CUSTOMER
from ripple_sim.scenario.files import load

SLACK = 0.02  # of the market; weeks of luck in 600 households make half of it


def share_at_the_start(scenario):
    return np.mean(Engine(scenario, 5, threads=1).world.members["standing"] == CUSTOMER)


@pytest.mark.parametrize("name", ["bakery", "retail-branches", "call-centre"])
def test_the_stated_share_is_there(name):
    scenario = load(name)
    assert abs(share_at_the_start(scenario) - scenario.market.customer_share) < SLACK


@pytest.mark.parametrize("stated", [0.45, 0.75])
def test_it_is_there_where_the_rates_would_lead_elsewhere(stated):
    scenario = load("bakery").with_values({"market.customer_share": stated})
    assert abs(share_at_the_start(scenario) - stated) < SLACK


def test_where_nobody_can_be_won_settling_ends_all_the_same():
    scenario = load("bakery").with_values({"market.winning_per_year": 0.0})
    assert 0 < share_at_the_start(scenario) < scenario.market.customer_share
