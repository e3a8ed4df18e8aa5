"""The mirror, what moves its gaps, and what an address asks of it; without a browser."""

import math

import pytest

from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import Company
from ripple_sim.app.session.mirror import Reflection, largest, mirror_of
from ripple_sim.app.session.mirror_study import GAPS, View, bring_about, gap_values, study_mirror
from ripple_sim.scenario.files import load
from ripple_sim.study.run import run as simulate


@pytest.fixture(scope="module")
def company() -> Company:
    held = Company(load("call-centre"))
    held.live_to(20)
    return held


@pytest.fixture(scope="module")
def mirror(company):
    return mirror_of(company.scenario, company.run().recorder, company.world)


def test_both_sides_are_the_figures_of_a_run(mirror):
    data = simulate(load("call-centre"), weeks=20).data.isel(week=slice(7, 20))
    held = data["customers"]
    whole = (data["customer_satisfaction"] * held).sum() / held.sum()
    assert mirror.whole.customers == pytest.approx(float(whole))
    for unit, one in enumerate(mirror.units):
        seen = data["view_of_service_by_unit"].isel(unit=unit)
        staff = data["headcount_by_unit"].isel(unit=unit)
        assert one.staff == pytest.approx(float((seen * staff).sum() / staff.sum()))
        assert one.name == load("call-centre").unit_names()[unit]
    assert (mirror.first, mirror.last) == (7, 20)


def test_forces_are_those_of_staff_and_of_customers(company, mirror):
    by_name = {one.name: one for one in mirror.forces}
    assert len(by_name) == 6
    assert by_name["fair_treatment"].staff == company.lately("staff_fair_treatment")
    assert by_name["fair_treatment"].customers == company.lately("fair_treatment")
    assert len(mirror.forces_by_unit) == len(mirror.units)


def test_promises_are_the_levels_of_the_company(company, mirror):
    practices = company.scenario.company.practices
    assert mirror.promise.promised == pytest.approx(100 * practices.promise.level)
    assert mirror.promise.announced == pytest.approx(100 * practices.announced_values.level)
    assert mirror.promise.met == company.lately("service_quality")
    assert mirror.promise.promise_gap == mirror.promise.promised - mirror.promise.met
    assert mirror.promise.delivered < mirror.promise.lived


def test_the_largest_gap_leaves_out_what_is_not_known():
    sides = (Reflection("a", 50, 52), Reflection("b", 60, 40), Reflection("c", math.nan, 9))
    assert largest(sides).name == "b"
    assert largest(sides[2:]) is None


def test_gaps_are_distances_or_what_is_said_less_what_is_done(mirror):
    gaps = gap_values(mirror)
    assert set(gaps) == set(GAPS)
    assert gaps["forces"] == pytest.approx(sum(abs(one.gap) for one in mirror.forces) / 6)
    assert gaps["values"] == mirror.promise.announced - mirror.promise.delivered


def test_levers_are_measured_in_pairs():
    told = []
    base = load("bakery")
    study = study_mirror(base, ("lived_values", "promise", "group_metrics"), 3, 6, 0, lambda *far: told.append(far))
    by_name = {one.lever: one for one in study.moved}
    assert by_name["promise"].after == pytest.approx(by_name["promise"].before - 0.25)
    promise = by_name["promise"].gaps["promise"]
    assert promise.told_apart
    assert promise.mean == pytest.approx(-25, abs=1)
    assert by_name["lived_values"].gaps["values"].mean < 0
    assert study.by_effect("promise")[0].lever == "promise"
    assert told[-1] == (12, 12)
    assert study.weeks == 6
    again = study_mirror(base, ("lived_values",), 3, 6, 0, lambda *far: None)
    alone = again.moved[0].gaps["values"].mean
    assert alone == pytest.approx(by_name["lived_values"].gaps["values"].mean)


def test_a_lever_at_its_end_is_left_out():
    base = load("bakery").with_values({"company.practices.transparency.level": 1.0})
    study = study_mirror(base, ("transparency",), 1, 4, 0, lambda *far: None)
    assert study.left_out == ("transparency",)
    assert study.moved == ()


def test_an_address_is_held_in_range():
    view = View.from_search("unit=99&gap=forces&week=9999999&company=bakery", 12, 156)
    assert (view.unit, view.gap, view.company, view.week) == (12, "forces", "bakery", 0)
    assert View.from_search("unit=-1&gap=<b>&week=x", 12, 156) == View()
    held = View(3, "values", "bakery", 40)
    assert View.from_search(held.search(), 12, 156) == held


def test_a_company_that_is_not_there_is_said():
    for word in ("../etc/passwd", "bakry", "~"):
        visit = Visit()
        said = bring_about(visit, View.from_search(f"company={word}", 12, 156))
        assert said is not None
        assert not visit.opened


def test_an_address_is_lived_once():
    visit = Visit()
    bring_about(visit, View(company="bakery", week=30))
    visit.open_first()
    assert (visit.base.name, visit.week, visit.beginnings) == ("bakery", 30, 1)


def test_an_address_opens_what_it_names_but_undoes_nothing():
    visit = Visit()
    visit.open("bakery")
    bring_about(visit, View(company="bakery", week=30))
    assert (visit.base.name, visit.week) == ("bakery", 30)
    visit.move("trust", 0.9)
    bring_about(visit, View(company="call-centre", week=10))
    assert (visit.base.name, visit.week) == ("bakery", 30)
