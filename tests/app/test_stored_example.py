"""The answer that Home opens with."""

from ripple_sim.app.pages.home import PLAN
from ripple_sim.app.session import examples as stored_example_module
from ripple_sim.app.session.examples import known_answer, store, stored_example
from ripple_sim.app.session.visit import FIRST_COMPANY
from ripple_sim.scenario.checked_files import from_shipped_json
from ripple_sim.scenario.files import load
from ripple_sim.study.compare import compare
from tests.flipped import flipped


def test_it_is_what_this_model_gives() -> None:
    base = load(FIRST_COMPANY)
    known = known_answer(base, PLAN)
    assert known is not None, "run scripts/write_example.py"
    assert compare(base, PLAN, pairs=known.pairs).say() == known.say()


def test_another_company_or_plan_has_none() -> None:
    base = load(FIRST_COMPANY)
    assert known_answer(base.with_values({"market.members": 8_000}), PLAN) is None
    assert known_answer(base, "pay-cut") is None


def test_it_is_written_whole_and_read_whole(tmp_path, monkeypatch, whole) -> None:
    base = load("bakery")
    found = compare(base, "pay-cut", pairs=2, horizon=8)
    store(found, base, "pay-cut", tmp_path / "example.json")
    content = (tmp_path / "example.json").read_bytes()
    held = from_shipped_json(content)
    assert held["answer"]["pairs"] == 2
    assert held.keys() == {"format", *vars(stored_example())}
    monkeypatch.setattr(stored_example_module, "STORED", tmp_path / "example.json")
    assert stored_example.__wrapped__().pairs == 2
    for altered in flipped(content, whole):
        (tmp_path / "example.json").write_bytes(altered)
        assert stored_example.__wrapped__() is None
