"""The board that ships with the package: written and read alike, and known by its model."""

import math
import tomllib
from ast import parse

import numpy as np
import pytest

from ripple_sim.evidence import Board, CheckResult, fact, stored
from ripple_sim.evidence import checks as all_checks
from ripple_sim.evidence.board import in_order
from ripple_sim.evidence.check import Check
from ripple_sim.evidence.same_model import meaning, model_mark
from ripple_sim.scenario.checked_files import from_shipped_json
from ripple_sim.scenario.problems import RippleError
from tests.flipped import flipped

TOYS = tuple(
    Check(id, name, "a toy", lambda lab: 0.0, 0, 1, 0.5, "r", "range", "Toys (rule)")
    for id, name in (("A01", "right"), ("A02", "wrong"), ("A03", "broken"))
)


@pytest.fixture
def board(monkeypatch):
    monkeypatch.setattr(all_checks, "CHECKS", TOYS)
    values = ([0.5, 0.51234567891], [7.0, 8.0], [math.nan])
    problems = ((), (), ("ZeroDivisionError: nobody left",))
    return Board(
        in_order(
            CheckResult(check, fact(check.fact), np.array(held), said)
            for check, held, said in zip(TOYS, values, problems, strict=True)
        ),
        {},
    )


def test_a_stored_board_is_the_board_again(board, tmp_path):
    path = tmp_path / "board.json"
    stored.store(board, path)
    held = stored.from_data(from_shipped_json(path.read_bytes()))
    assert held.of_this_model
    assert [one.check.key for one in held.board.findings] == [one.check.key for one in board.findings]
    for one, other in zip(held.board.findings, board.findings, strict=True):
        assert one.verdict == other.verdict
        assert one.problems == other.problems
        np.testing.assert_allclose(one.values, other.values, rtol=1e-8)
    assert held.board.say().split(";")[0] == board.say().split(";")[0]


def test_a_check_that_was_added_since_is_not_measured(board):
    data = stored.as_data(board)
    del data["numbers"]["A01 right"]
    data["numbers"]["A99 gone"] = {"values": [1.0]}
    verdicts = {one.check.key: one.verdict for one in stored.from_data(data).board.findings}
    assert verdicts == {"A01 right": "not measured", "A02 wrong": "miss", "A03 broken": "not measured"}


def test_another_model_and_another_format_are_known(board):
    data = stored.as_data(board)
    assert not stored.from_data({**data, "model": "0" * 12}).of_this_model
    with pytest.raises(RippleError, match="format"):
        stored.from_data({**data, "format": 99})


def test_a_file_that_cannot_be_read_is_no_board(tmp_path, monkeypatch):
    for text in (None, "{", "[]", '{"format": 1}'):
        path = tmp_path / "board.json"
        if text is not None:
            path.write_text(text)
        monkeypatch.setattr(stored, "STORED", path)
        assert stored.stored.__wrapped__() is None


def test_a_board_with_a_flipped_bit_is_no_board(board, tmp_path, monkeypatch, whole):
    path = tmp_path / "board.json"
    stored.store(board, path)
    monkeypatch.setattr(stored, "STORED", path)
    assert stored.stored.__wrapped__() is not None
    for altered in flipped(path.read_bytes(), whole):
        path.write_bytes(altered)
        assert stored.stored.__wrapped__() is None


def test_the_package_ships_a_board_of_all_checks():
    held = stored.stored()
    assert held is not None
    assert {one.check.key for one in held.board.findings} == {c.key for c in all_checks.CHECKS}
    assert held.board.worlds >= 1
    assert len(held.model) == 12


def told(text):
    return list(meaning(parse(text)))


def test_the_mark_follows_what_is_computed_and_not_how_it_is_told():
    assert len(model_mark()) == 12
    assert told('def f(x):\n    """One thing."""\n    return 2 * x  # twice\n') == told(
        'def f(x):\n    """Other words."""\n\n    return (2*x)\n'
    )
    assert told("x = 2 * y") != told("x = 3 * y")
    assert told("x = 'trust'") != told("x = 'pride'")
    one, other = tomllib.loads("a = 1\nb = 2"), tomllib.loads("# about\nb = 2\na = 1")
    assert list(meaning(one)) == list(meaning(other))
