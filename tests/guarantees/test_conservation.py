"""Nothing is lost and nothing appears: heads, customers, contacts and cents, in every preset."""

import numpy as np
import pytest

from guarantees.worlds import alive, eventful, live, small
from ripple_sim.model.records import CUSTOMER, LAPSED, LEDGER, MONEY_PARTS
from ripple_sim.observe.metrics import BY_NAME, METRICS
from ripple_sim.observe.recorder import Recorder
from ripple_sim.scenario.files import load, preset_names

COMPANIES = [*preset_names(), "small"]
# What programmes save where a lever stands below its default counts as a negative cost.
MAY_BE_NEGATIVE = {"programmes", "programme_spending", "profit", "contribution"}


class Told:
    """The books of a company in which everything happens, and sums over its records."""

    def __init__(self, name):
        scenario = eventful(small() if name == "small" else load(name))
        week = alive(scenario)
        self.world = week.world
        self.sums = [self.summed()]
        weeks = 8 if len(self.world.members) > 50_000 else 40
        recorder = Recorder(weeks, len(self.world.units))
        live(week, weeks, after=lambda world: self.keep(recorder, world))
        self.recorder = recorder
        self.ledgers = recorder.ledgers
        self.sum = {key: np.array([sums[key] for sums in self.sums]) for key in self.sums[0]}

    def keep(self, recorder, world):
        recorder.keep(world.ledger)
        self.sums.append(self.summed())

    def summed(self):
        """Sum the records themselves by unit, the centre last."""
        employees, members, units = self.world.employees, self.world.members, self.world.units

        def by_unit(table, weights):
            return np.bincount(table["unit"], weights, len(units))

        return {
            "filled": by_unit(employees, employees["filled"]),
            "open": by_unit(employees, employees["open"]),
            "customers": by_unit(members, members["standing"] == CUSTOMER),
            "lapsed": by_unit(members, members["standing"] == LAPSED),
            "contacts": by_unit(members, members["contacts"]),
            "spent": by_unit(members, members["spent"].astype(np.float64)),
            "backlog": units["backlog"].astype(np.float64),
        }


@pytest.fixture(scope="module", params=COMPANIES)
def told(request):
    return Told(request.param)


def test_heads(told):
    books, filled = told.ledgers, told.sum["filled"]
    assert np.array_equal(books["filled"], filled[1:])
    assert np.array_equal(filled[1:], filled[:-1] - books["leavers"] + books["hires"])
    assert np.array_equal(books["seats"], told.sum["open"][1:])
    assert np.array_equal(books["seats"], books["filled"] + books["vacant"])
    assert (books["present"] <= books["filled"]).all()
    assert books["leavers"].any()
    assert books["hires"].any()


def test_customers(told):
    books, customers = told.ledgers, told.sum["customers"]
    assert np.array_equal(books["customers"], customers[1:])
    assert np.array_equal(customers[1:], customers[:-1] + books["joined"] - books["left_customers"])
    assert np.array_equal(books["lapsed"], told.sum["lapsed"][1:])
    assert (books["customers"] + books["lapsed"] <= books["members"]).all()
    assert (books["members"] == told.world.units["members"]).all()
    assert books["joined"].any()
    assert books["left_customers"].any()


def test_contacts(told):
    books, backlog = told.ledgers, told.sum["backlog"]
    assert np.array_equal(books["arrivals"], told.sum["contacts"][1:])
    rest = backlog[:-1] + books["arrivals"] - books["served"] - books["gave_up"]
    # Contacts are shared out in single precision.
    np.testing.assert_allclose(backlog[1:], rest, rtol=1e-5, atol=1e-6 * books["arrivals"].max())
    assert (backlog > 0).any()
    assert books["gave_up"].any()


def test_money(told):
    books = told.ledgers
    costs = sum(books[part] for part in MONEY_PARTS)
    assert np.array_equal(books["profit"], books["revenue"] - costs)
    by_customers = books["goods"] + books["contact_cost"] + books["compensation"]
    assert np.array_equal(books["contribution"], books["revenue"] - by_customers)
    np.testing.assert_allclose(books["revenue"] / 100, told.sum["spent"][1:], rtol=1e-9, atol=0.006)
    assert books["revenue"].any()
    assert books["profit"].any()


def test_the_company_is_the_sum_of_its_units(told):
    sums = [metric for metric in METRICS if not metric.per]
    assert {"profit", "revenue", "cost", "contribution"} <= {metric.name for metric in sums}
    for metric in sums:
        whole, parts = told.recorder.company(metric), told.recorder.by_unit(metric)
        np.testing.assert_allclose(whole, parts.sum(axis=1), rtol=1e-12, err_msg=metric.name)
    whole = {name: told.recorder.company(BY_NAME[name]) for name in ("revenue", "cost", "profit")}
    np.testing.assert_allclose(whole["profit"], whole["revenue"] - whole["cost"], atol=1e-6)


def test_what_is_counted_is_never_negative(told):
    for name in set(LEDGER.names) - MAY_BE_NEGATIVE:
        assert (told.ledgers[name] >= 0).all(), name
