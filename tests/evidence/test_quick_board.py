"""The quick board of the real checks: all of them can be measured."""

import pytest

import ripple_sim as rs
from ripple_sim.evidence.checks import CHECKS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def quick():
    """The quick board."""
    return rs.evidence.board(quick=True)


def test_every_number_can_be_measured(quick):
    board = quick
    assert len(board.findings) == len(CHECKS)
    unmeasured = {f.check.key: f.reason for f in board.findings if f.verdict == "not measured"}
    assert unmeasured == {}
