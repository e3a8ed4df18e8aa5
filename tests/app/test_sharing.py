"""What is asked, as an address and back, and what an address can't do."""

import base64
import json
import zlib

import pytest

from ripple_sim.app.session import planning, sharing
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import load_plan, plan_names

BAKERY = load("bakery")


def packed(data: object) -> str:
    said = zlib.compress(json.dumps(data).encode())
    return "~" + base64.urlsafe_b64encode(said).decode().rstrip("=")


def test_an_address_brings_back_company_plans_and_pairs() -> None:
    own = planning.with_lever(planning.own_plan(BAKERY, {}), BAKERY, "recovery")
    own = planning.with_terms(own, BAKERY, title="Putting it right & more", budget=1234.5)
    asked = (own, load_plan("pay-cut"))
    address = sharing.address_of(BAKERY, asked, "auto", True)
    found = sharing.read_address(address)
    assert found == sharing.Shared(BAKERY, asked, "auto", True, ())
    assert len(address) < 600


def test_every_bundled_plan_goes_by_its_name_and_any_other_whole() -> None:
    for name in plan_names():
        plan = load_plan(name)
        assert f"plan={name}&" in sharing.address_of(BAKERY, [plan], 30, False)
        other = plan.model_copy(update={"title": "Another"})
        found = sharing.read_address(sharing.address_of(BAKERY, [other], 30, False))
        assert found.plans == (other,)


def test_numbers_are_brought_within_their_ranges() -> None:
    wild = {
        "name": "n" * 60,
        "interventions": [{"lever": "coaching", "change": 99, "start": 9_999, "ramp": -4, "weekly_cost": -1}],
    }
    (plan,) = sharing.read_address(f"company=bakery&plan={packed(wild)}&pairs=99999").plans
    one = plan.interventions[0]
    assert (one.change, one.start, one.ramp, one.weekly_cost) == (1, 155, 0, 0)
    assert sharing.read_address("pairs=99999").pairs == sharing.MOST_PAIRS
    assert sharing.read_address("pairs=-3").pairs == sharing.USUAL_PAIRS
    assert sharing.read_address("pairs=1").pairs == sharing.FEWEST_PAIRS


@pytest.mark.parametrize(
    ("search", "says"),
    [
        ("company=bakry", "did you mean 'bakery'"),
        ("company=../../etc/passwd", "there is no company"),
        ("plan=pay-cutt", "did you mean 'pay-cut'"),
        ("plan=/etc/passwd", "there is no plan"),
        ("plan=~!!!", "can't be read"),
        ("plan=~" + "A" * 9_000, "can't be read"),
        (f"plan={packed([1, 2])}", "can't be read"),
        (f"plan={packed({'name': 'x', 'notice': ['y' * 100_000]})}", "can't be read"),
        (f"plan={packed({'name': 'x', 'weaks': 3})}", "there is no 'weaks'"),
        (f"plan={packed({'name': 'x', 'interventions': ['y']})}", "interventions"),
        (f"plan={packed({'name': 'x', 'budget': float('nan')})}", "budget"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(search: str, says: str) -> None:
    found = sharing.read_address(search)
    assert found.plans == ()
    assert says in " ".join(map(str, found.refused))


def test_too_much_is_nothing() -> None:
    assert sharing.read_address("&".join(f"x{n}=1" for n in range(90))) == sharing.Shared()
    assert sharing.read_address("plan=" + "x" * 50_000) == sharing.Shared()
    many = "&".join(f"plan={name}" for name in plan_names())
    assert len(sharing.read_address(many[:900]).plans) <= sharing.MOST_PLANS


def test_a_company_of_ones_own_is_in_the_address() -> None:
    own = BAKERY.with_values({"market.members": 700})
    assert sharing.read_address(sharing.address_of(own, [], 30, False)).company == own
