"""Published facts about the chain, and how the model shows each of them.

>>> import ripple_sim as rs
>>> board = rs.evidence.board(quick=True)
>>> print(board.say())
"""

from ripple_sim.evidence.board import Board, board
from ripple_sim.evidence.check_result import CheckResult
from ripple_sim.evidence.facts import Fact, fact, facts

__all__ = ["Board", "CheckResult", "Fact", "board", "fact", "facts"]
