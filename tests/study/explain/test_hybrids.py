"""Hybrid worlds: complete cuts through the chain, and links that carry what they should."""

from dataclasses import replace

import numpy as np
import pytest
from guarantees.worlds import eventful, small

from ripple_sim.study.explain.hybrid import KEPT, live_hybrids
from ripple_sim.study.explain.links import LINKS, MONEY, SERVICE
from ripple_sim.study.explain.result import split

WEEKS = 50
NONE = frozenset()
CARRIES_NOTHING = replace(SERVICE[0], name="nothing", readings=())
BASE = small(members=300).with_values({"market.cost_per_contact": 1.0})
EVENTFUL = eventful(BASE)  # every lever is moved, every shock strikes


def names(links):
    return frozenset(link.name for link in links)


@pytest.fixture(scope="module", params=[4, 5])
def told(request):
    """A pair with every link closed, each one alone closed, and none that carries anything."""
    layers = {
        "service": (
            (*SERVICE, CARRIES_NOTHING),
            [NONE, names(SERVICE), *(names(SERVICE) - {one.name} for one in SERVICE)],
        ),
        "money": (MONEY, [NONE, *(names(MONEY) - {one.name} for one in MONEY)]),
    }
    return live_hybrids(BASE, EVENTFUL, layers, WEEKS, seed=request.param)


def differing(sums, others):
    return {name for name, same in zip(KEPT, sums == others, strict=True) if not same}


def test_with_all_links_to_service_closed_only_the_plans_own_costs_differ(told):
    assert differing(told.games["service"][NONE], told.baseline) == {"programmes", "wages"}


def test_with_all_links_to_money_closed_customers_and_revenue_are_the_baselines(told):
    apart = differing(told.games["money"][NONE], told.baseline)
    assert apart & {"revenue", "goods", "spending", "joined", "left_customers", "customers"} == set()
    assert "leavers" in apart  # people live under the plan


def test_with_no_link_closed_the_world_is_the_plans_to_the_bit(told):
    assert np.array_equal(told.games["service"][names(SERVICE)], told.planned)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)
def test_closing_any_link_changes_the_books(told, link):
    links = SERVICE if link.layer == "service" else MONEY
    # The service layer has a link that carries nothing, which stays closed throughout.
    whole = told.games[link.layer][names(links)]
    assert differing(told.games[link.layer][names(links) - {link.name}], whole)


def test_two_links_that_carry_the_same_get_the_same_parts():
    twins = replace(SERVICE[0], name="one"), replace(SERVICE[0], name="other")
    both = [NONE, frozenset({"one"}), frozenset({"other"}), frozenset({"one", "other"})]
    links = {"service": twins, "money": MONEY[:1]}
    lived = {"service": (twins, both), "money": (MONEY[:1], [NONE])}
    found = split(live_hybrids(BASE, EVENTFUL, lived, 25, seed=1), links, {"service": [], "money": []})
    assert found.parts["service", "one"] == found.parts["service", "other"] != 0


def test_worlds_that_never_part_are_the_same_throughout():
    layers = {"service": (SERVICE, [NONE]), "money": (MONEY, [NONE])}
    told = live_hybrids(BASE, EVENTFUL, layers, 1, seed=1)  # the plan starts in week 1
    for sums in (told.planned, told.games["service"][NONE], told.games["money"][NONE]):
        assert np.array_equal(sums, told.baseline)
