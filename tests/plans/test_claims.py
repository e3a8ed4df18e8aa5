"""What the bundled plans tell people to notice is what the model shows, in pairs of worlds."""

import os

import pytest

from plans import claims_on_people, claims_on_service
from plans.evidence import findings
from ripple_sim.scenario.plans import load_plan, plan_names

CLAIMS = {**claims_on_people.CLAIMS, **claims_on_service.CLAIMS}
# Few pairs show the directions; with eight or more, each must also be beyond chance.
PAIRS = int(os.environ.get("PLAN_CLAIM_PAIRS", "4"))
ENOUGH = 8
QUICK = {"cutting-training-in-a-crisis": "Skill fades", "lip-service": "Trust falls first"}


def of_plan(name):
    """Return all claims of a plan."""
    return [claim for claims in CLAIMS[name].values() for claim in claims]


def test_every_sentence_to_notice_has_its_claims_and_none_is_left_over():
    assert sorted(CLAIMS) == plan_names()
    for name, claims in CLAIMS.items():
        for sentence in load_plan(name).notice:
            backed = [beginning for beginning in claims if sentence.startswith(beginning)]
            assert len(backed) == 1, (name, sentence)
            assert claims[backed[0]]
        assert len(claims) == len(load_plan(name).notice), name


def test_some_claims_in_few_pairs():
    claims = {name: CLAIMS[name][beginning] for name, beginning in QUICK.items()}
    found = findings(claims, 2)
    assert [str(one) for name in found for one in found[name] if not one.mean > 0] == []


@pytest.mark.slow
def test_every_claim_holds(whole):
    if not whole:
        pytest.skip("all claims in many pairs; run with --whole")
    found = findings({name: of_plan(name) for name in CLAIMS}, PAIRS)
    missed = [
        f"{name}: {one}"
        for name, of_one in found.items()
        for one in of_one
        if not (one.surely if PAIRS >= ENOUGH else one.mean) > 0
    ]
    assert missed == []
