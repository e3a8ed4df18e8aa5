"""The quick board of the real checks: all of them can be measured, in the time promised."""

import time

import pytest

import ripple_sim as rs
from ripple_sim.evidence.checks import CHECKS

pytestmark = pytest.mark.slow

PROMISED = 90  # seconds, on two processors


@pytest.fixture(scope="module")
def quick():
    """The quick board and the processor time it took."""
    rs.run("bakery", weeks=1)  # what is compiled once doesn't count
    started = time.process_time()
    board = rs.evidence.board(quick=True)
    return board, time.process_time() - started


def test_every_number_can_be_measured(quick):
    board, _ = quick
    assert len(board.findings) == len(CHECKS)
    unmeasured = {f.check.key: f.reason for f in board.findings if f.verdict == "not measured"}
    assert unmeasured == {}


def test_a_quick_board_is_quick(quick):
    assert quick[1] < 2 * PROMISED
