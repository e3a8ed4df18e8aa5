"""The code in docs/extending.md runs as it is printed and does what the text says."""

import re
from pathlib import Path

import pytest

import ripple_sim as rs
from ripple_sim.model import agents

pytestmark = pytest.mark.slow

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


def block(name):
    """The code block under a marker."""
    found = re.search(rf"<!-- tested: {name} -->\n```python\n(.*?)```", TEXT, re.DOTALL)
    assert found, name
    return found.group(1)


@pytest.fixture(scope="module")
def ran():
    """What the block on regulars leaves behind, and the same weeks without it."""
    names = {}
    exec(block("regulars"), names)
    plain = rs.RippleModel(rs.load("bakery"), seed=7)
    start = plain.world.members.copy()
    plain.run_for_weeks(13)
    return names, start, plain


def test_the_override_takes_ten_lines():
    assert len([line for line in block("regulars").splitlines() if line.strip()]) <= 10


def test_customers_become_regulars_and_lapse_less(ran):
    names, start, plain = ran
    rows = [regular.row for regular in names["regulars"]]
    assert rows == [i for i, standing in enumerate(start["standing"]) if standing == 1]
    lapsed = [int((model.world.members["standing"][rows] == 2).sum()) for model in (plain, names["model"])]
    assert lapsed[1] < lapsed[0]


def test_both_schedules_give_the_same_bits(ran):
    names = dict(ran[0])
    exec(block("agents"), names)
    assert names["same"] is True


def test_the_methods_named_can_be_overridden():
    for kind, methods in re.findall(r"^\| `rs\.(\w+)` \| (.+) \|$", TEXT, re.MULTILINE):
        named = set(re.findall(r"`(\w+)`", methods))
        own = {name for name, one in vars(getattr(agents, kind)).items() if callable(one)}
        steps = set(getattr(agents, kind).steps)
        assert named == {n for n in own - steps if not n.startswith("_")}, kind
