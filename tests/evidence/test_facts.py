"""The facts that ship: complete, readable, and each either tested or excused."""

import pytest

from ripple_sim.evidence.check_result import REASONS
from ripple_sim.evidence.checks import CHECKS
from ripple_sim.evidence.facts import NEVER_FITTED, UNTESTABLE, WEAK, fact, facts
from ripple_sim.evidence.figure import LINKS
from ripple_sim.scenario.problems import RippleError

TESTED = {check.fact for check in CHECKS}


def test_all_facts_ship():
    assert len(facts()) == 105
    assert len({one.id for one in facts()}) == 105
    for one in facts():
        assert one.statistic
        assert one.citation
        assert one.observable
        assert one.id[0] in LINKS


def test_every_fact_is_either_tested_or_excused():
    ids = {one.id for one in facts()}
    assert TESTED | set(UNTESTABLE) == ids
    assert TESTED & set(UNTESTABLE) == set()


def test_an_excuse_is_one_sentence():
    for id, why in UNTESTABLE.items():
        assert why.endswith("."), id
        assert ". " not in why, id


def test_enough_is_tested():
    assert len(TESTED) >= 60
    assert len({check.fact for check in CHECKS if check.kind in ("direction", "shape")}) >= 12


def test_checks_are_told_apart_by_their_keys():
    keys = [check.key for check in CHECKS]
    assert len(set(keys)) == len(keys)
    assert set(REASONS) <= set(keys)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_a_check_says_what_it_does(check):
    assert check.low < check.high
    assert check.says
    assert check.mechanism
    assert check.unit
    assert check.worlds >= 1


def test_only_verified_targets_are_fitted():
    fitted = {check.fact for check in CHECKS if check.fitted}
    assert fitted
    for id in fitted:
        assert fact(id).role == "target"
        assert fact(id).verification not in WEAK
        assert fact(id).role not in NEVER_FITTED


def test_evidence_that_nobody_verified_is_weak():
    assert fact("B03").strength == "weak"  # stated by a single text
    assert fact("D03").strength == "weak"  # from memory
    assert fact("B18").strength == "weak"  # recomputed, but for its shape only
    assert fact("F04").strength == "strong"  # recomputed
    assert fact("A01").strength == "fair"  # read in somebody else's text


def test_a_fact_is_found_by_its_id_in_any_case():
    assert fact("a01") is fact("A01")


def test_an_unknown_fact_is_refused_with_the_nearest():
    with pytest.raises(RippleError, match=r"there is no fact 'C20'; did you mean 'C\d\d'"):
        fact("C20")
