"""Every caution is shown by a run, or says that the run does not show it."""

import math
import re

import numpy as np
import pytest

from ripple_sim.evidence import fact
from ripple_sim.evidence.cautions import CAUTIONS, Caution
from ripple_sim.evidence.cautions.caution import books_beside, books_with, more_engaged
from ripple_sim.evidence.cautions.claims import SINGLE_CASES
from ripple_sim.evidence.cautions.units import units_to_see, units_to_see_a_path
from ripple_sim.evidence.check import Check
from ripple_sim.evidence.checks import CHECKS
from ripple_sim.evidence.laboratory import UNLINKED, Laboratory

BY_ID = {caution.id: caution for caution in CAUTIONS}
FEW_STORES = {"company.structure.units": 6, "company.structure.central_staff": 4, "market.members": 900}


@pytest.fixture(scope="module")
def laboratory() -> Laboratory:
    return Laboratory(0)


def test_there_are_twelve_in_order() -> None:
    assert [caution.id for caution in CAUTIONS] == [f"K{number}" for number in range(1, 13)]


@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.id)
def test_each_names_facts_that_ship(caution: Caution) -> None:
    assert caution.facts
    assert [fact(id).id for id in caution.facts] == list(caution.facts)
    assert re.fullmatch(r"[A-Z].*\.", caution.says)


@pytest.mark.slow
@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.id)
def test_a_run_shows_it(caution: Caution, laboratory: Laboratory) -> None:
    numbers = caution.shown(laboratory)
    for label, value, unit in numbers:
        assert label
        assert unit
        assert math.isfinite(value), label
    assert caution.holds(numbers), numbers


@pytest.mark.slow
@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.id)
def test_what_could_not_be_measured_shows_nothing(caution: Caution, laboratory: Laboratory) -> None:
    unknown = [(label, math.nan, unit) for label, _, unit in caution.shown(laboratory)]
    assert not caution.holds(unknown)


def test_k1_does_not_hold_where_the_experiment_finds_an_effect() -> None:
    right = [0.4, -0.05, 0.2, 0.0, 0.2, 0.2, -0.05, 2.0]
    assert BY_ID["K1"].judge(*right)
    assert not BY_ID["K1"].judge(*right[:3], 1.5, *right[4:])
    assert not BY_ID["K1"].judge(*right[:1], 0.2, -0.05, *right[3:])


def test_k3_takes_both_a_correlation_without_a_cause_and_a_cause_against_it() -> None:
    assert BY_ID["K3"].judge(0.4, 0.0, -0.3, 1.0)
    assert not BY_ID["K3"].judge(0.4, 0.0, 0.3, 1.0)
    assert not BY_ID["K3"].judge(0.4, 0.0, -0.3, -1.0)
    assert not BY_ID["K3"].judge(0.0, 0.0, -0.3, 1.0)


def test_where_feelings_have_no_effect_customers_are_the_same_to_the_bit() -> None:
    laboratory = Laboratory(1)
    usual, held = books_beside(laboratory, "store-chain", {**FEW_STORES, **UNLINKED}, 8, more_engaged(0.1))
    np.testing.assert_array_equal(held["satisfaction"], usual["satisfaction"])
    np.testing.assert_array_equal(held["profit"], usual["profit"])
    assert (held["engagement"][:, :-1].sum() > usual["engagement"][:, :-1].sum() * 1.05).all()


def test_by_default_more_engagement_reaches_customers() -> None:
    usual, held = books_beside(Laboratory(1), "store-chain", FEW_STORES, 26, more_engaged(0.1))
    gain = held["satisfaction"][-8:].sum() / held["customers"][-8:].sum()
    gain -= usual["satisfaction"][-8:].sum() / usual["customers"][-8:].sum()
    assert gain > 0.002


def test_other_coefficients_start_from_the_same_company_at_rest() -> None:
    laboratory = Laboratory(1)
    same = books_with(laboratory, "store-chain", FEW_STORES, 3, {})
    other = books_with(laboratory, "store-chain", FEW_STORES, 3, {"talk_base": 0.5})
    assert same["standard"][0].sum() == pytest.approx(other["standard"][0].sum(), rel=0.1)
    assert other["spoken"][-1].sum() > same["spoken"][-1].sum()


def test_the_sample_for_a_correlation_is_the_textbooks() -> None:
    assert units_to_see(0.3) == pytest.approx(85, abs=1)
    assert units_to_see(0.1) == pytest.approx(783, abs=2)
    assert units_to_see(0.0) == math.inf


def test_a_path_of_two_links_takes_more_units_than_either() -> None:
    assert units_to_see_a_path(0.3, 0.3, 0.9) > units_to_see(0.3)
    assert units_to_see_a_path(0.3, 0.0, 0.9) == math.inf


def test_no_folk_number_with_weak_evidence_is_fitted() -> None:
    def weak(check: Check) -> bool:
        return check.fact in SINGLE_CASES and not fact(check.fact).may_be_fitted

    assert not [check.key for check in CHECKS if check.fitted and weak(check)]
