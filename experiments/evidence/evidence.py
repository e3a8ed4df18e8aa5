"""Measure every published fact in the model and keep the board in full.

python experiments/evidence/evidence.py [--quick] [--worlds N] [--uncertainty luck|all] [--out DIR]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import ripple_sim as rs
from ripple_sim.evidence.figure import evidence_figure
from ripple_sim.evidence.page import page
from ripple_sim.evidence.table import summary
from ripple_sim.report.overview_figure import save


def main(words: list[str] | None = None) -> int:
    asked = _asked(words)
    started = time.perf_counter()
    board = rs.evidence.board(asked.quick, worlds=asked.worlds, uncertainty=asked.uncertainty, progress=_say_progress)
    write(board, Path(asked.out))
    print("\n".join(summary(board)))
    print(f"{time.perf_counter() - started:.0f} s; written to {asked.out}")
    return 0


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Every published fact beside the model.")
    parser.add_argument("--quick", action="store_true", help="one world: is something broken?")
    parser.add_argument("--worlds", type=int, help="worlds; as many as each number wants if not given")
    parser.add_argument(
        "--uncertainty", choices=("luck", "all"), default="luck", help="luck, or all: the parameters' values as well"
    )
    parser.add_argument("--out", default="results/evidence", help="folder for the results")
    return parser.parse_args(words)


def _say_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        ending = "\n" if done == total else ""
        print(f"\rmeasured {done} of {total}", end=ending, file=sys.stderr)


def write(board: rs.evidence.Board, folder: Path) -> None:
    """Write the board as a table, as every value by world, as a picture and as a page."""
    folder.mkdir(parents=True, exist_ok=True)
    board.table().to_csv(folder / "board.csv", index=False, lineterminator="\n")
    worlds = board.data["value"].to_pandas()
    worlds.to_csv(folder / "worlds.csv", lineterminator="\n")
    figure = evidence_figure(board)
    for name in ("evidence.png", "evidence.svg"):
        save(figure, folder / name)
    (folder / "board.html").write_text(page(board), encoding="utf-8")
    (folder / "result.txt").write_text("\n".join(summary(board)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
