"""Write docs/EVIDENCE.md, docs/pictures/evidence.png and the package's stored board.

    python scripts/write_evidence.py [--quick] [--out DIR]

`--quick` takes one world and is for trying only; `--out` puts all three elsewhere. The stored board
(ripple_sim/evidence/board.json) is what `ripple app` shows before anything is measured.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import ripple_sim as rs
from ripple_sim.evidence.figure import evidence_figure
from ripple_sim.evidence.stored import STORED, store
from ripple_sim.evidence.table import (
    accepted,
    digits,
    evidence,
    interval,
    mechanism,
    published,
    summary,
    verdict,
    verified,
)
from ripple_sim.report.overview_figure import save

DOCS = Path(__file__).resolve().parents[1] / "docs"
HEADINGS = (
    "fact",
    "what",
    "published",
    "accepted",
    "simulated",
    "95 % interval",
    "verdict",
    "evidence",
    "reason and mechanism",
)

ABOUT = """# Published evidence beside the model

This page is written by `python scripts/write_evidence.py`; don't edit it by hand.
`ripple evidence` prints the same board, `ripple evidence --fact A01` one fact wholly, and
`ripple evidence --html FILE` writes it as a page with a filter.

{summary}

![Every number on the scale of its own acceptance range](pictures/evidence.png)

## How to read it

A check measures a published number in a simulated population of the same design, over worlds that
differ in luck. A **hit** is a mean inside the acceptance range that was laid down with the fact;
*near the bound* means that the 95 % interval of the mean crosses a bound, so that more worlds may
turn the verdict. **Fitted** numbers were used to find the default parameters; all *not fitted* ones
are tests. Evidence is **strong** when the number was read at its publisher, recomputed from open
data or read in a published model, **fair** when it was read in somebody else's text, and **weak**
when nobody verified it or when it is no number to compare with; weak rows are shown for reference
and don't count.
"""


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the pages on evidence from a board.")
    parser.add_argument("--quick", action="store_true", help="one world, for trying")
    parser.add_argument("--out", default=DOCS, type=Path, help="the folder of the documentation")
    asked = parser.parse_args(words)
    board = rs.evidence.board(asked.quick, progress=_say_progress)
    pictures = asked.out / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    save(evidence_figure(board), pictures / "evidence.png")
    (asked.out / "EVIDENCE.md").write_text(text(board), encoding="utf-8")
    store(board, STORED if asked.out == DOCS else asked.out / STORED.name)
    print(board.say())
    return 0


def _say_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        ending = "\n" if done == total else ""
        print(f"\rmeasured {done} of {total}", end=ending, file=sys.stderr)


def text(board: rs.evidence.Board) -> str:
    """Return the page: summary, picture, misses, hits, what can't be tested, and the sources."""
    parts = [ABOUT.format(summary="\n".join(f"- {sentence}" for sentence in summary(board)))]
    for title, findings in (("Misses", board.misses), ("Hits", board.hits)):
        parts += [f"## {title}\n", *_table(HEADINGS, map(_row, findings)), ""]
    parts += ["## Not testable\n", *_table(("fact", "why"), board.untestable.items()), ""]
    sources = ((one.id, one.statistic, one.sample, one.citation, verified(one)) for one in rs.evidence.facts())
    parts += ["## The facts\n"]
    parts += _table(("fact", "what was found", "sample", "citation", "verified"), sources)
    return "\n".join(parts) + "\n"


def _row(finding: rs.evidence.CheckResult) -> Sequence[str]:
    return (
        finding.fact.id,
        f"{finding.fact.link}: {finding.check.name}",
        published(finding),
        accepted(finding),
        f"{digits(finding.value)} {finding.check.unit}",
        interval(finding),
        verdict(finding),
        evidence(finding),
        mechanism(finding),
    )


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return lines


def _cell(words: str) -> str:
    """Return text that can't be taken for Markdown or HTML."""
    for sign in ("\\", "|", "*", "_", "<", ">", "`", "["):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


if __name__ == "__main__":
    sys.exit(main())
