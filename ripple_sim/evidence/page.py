"""The board as one page that needs nothing else: no network, no other file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from ripple_sim import __version__
from ripple_sim.evidence.figure import evidence_figure
from ripple_sim.evidence.table import (
    accepted,
    digits,
    evidence,
    fact_rows,
    interval,
    mechanism,
    published,
    summary,
    verdict,
)
from ripple_sim.report.style import look

if TYPE_CHECKING:
    from ripple_sim.evidence import Board, CheckResult

_HEADINGS = (
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

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #30383f; --pale: #5c666e;
  --line: #c9cfd3; --accent: #0b6e8a; --miss: #9a4a0c; --shade: #f3f5f6; }
@media (prefers-color-scheme: dark) { :root { --paper: #171b1e; --ink: #e3e7ea; --pale: #a5b0b8;
  --line: #434c53; --accent: #6cc3dc; --miss: #f0a868; --shade: #20262a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; color: var(--accent); }
label { display: block; font-weight: 600; }
input { font: inherit; width: 100%; max-width: 30rem; padding: .4rem .6rem; color: inherit;
  background: var(--shade); border: 1px solid var(--pale); border-radius: .3rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.frame { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .5rem;
  border-bottom: 1px solid var(--line); }
thead th { background: var(--shade); }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.miss .verdict { color: var(--miss); font-weight: 700; }
tr.reference .evidence { color: var(--pale); font-style: italic; }
summary { cursor: pointer; color: var(--accent); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem; margin: .5rem 0; }
dt { color: var(--pale); } dd { margin: 0; }
figure { margin: 0; } figure svg { width: 100%; max-width: 62rem; height: auto;
  background: #fff; border: 1px solid var(--line); }
footer { margin-top: 2rem; color: var(--pale); font-size: .8rem; }
@media print { #filter { display: none; } }
"""

_FILTER = """
const words = document.getElementById("words"), count = document.getElementById("count");
const rows = [...document.querySelectorAll("tbody.findings tr")];
const texts = rows.map(row => row.textContent.toLowerCase());
words.addEventListener("input", () => {
  const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, i) => {
    row.hidden = !wanted.every(word => texts[i].includes(word));
    shown += !row.hidden;
  });
  count.textContent = `${shown} of ${rows.length} rows shown`;
});
"""


def page(board: Board) -> str:
    """Return the board as HTML: summary, a table that can be searched, the figure, the rest."""
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in summary(board))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Published facts beside the model</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Published facts beside the model</h1>
<ul>{said}</ul>
<h2 id="board">The board</h2>
<div id="filter"><label for="words">Show rows with these words</label>
<input id="words" type="search" autocomplete="off" aria-describedby="count">
<p id="count" role="status">{len(board.findings)} rows</p></div>
<div class="frame" role="region" aria-labelledby="board" tabindex="0">{_table(board)}</div>
<h2>On one page</h2>
<figure>{_picture(board)}
<figcaption>All numbers of the table above; each row on the scale of its own acceptance range.
</figcaption></figure>
{_untestable(board)}
</main>
<footer>ripple_sim {escape(__version__)}</footer>
<script>{_FILTER}</script>
</body>
</html>
"""


def _table(board: Board) -> str:
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in _HEADINGS)
    rows = "\n".join(_row(finding) for finding in board.findings)
    return (
        f"<table><caption>Misses first, with the probable reason; then hits</caption>"
        f"<thead><tr>{heads}</tr></thead>\n<tbody class='findings'>\n{rows}\n</tbody></table>"
    )


def _row(finding: CheckResult) -> str:
    check, fact = finding.check, finding.fact
    kind = f"{'hit' if finding.inside else 'miss'} {finding.kind.replace(' ', '-')}"
    rows = [*fact_rows(fact), ("how it is measured", check.says)]
    cells = [
        ("what", f"{escape(f'{fact.about}: {check.name}')}{_details(rows)}"),
        ("number", escape(published(finding))),
        ("number", escape(accepted(finding))),
        ("number", f"{escape(digits(finding.value))} {escape(check.unit)}"),
        ("number", escape(interval(finding))),
        ("verdict", escape(verdict(finding))),
        ("evidence", escape(evidence(finding))),
        ("why", escape(mechanism(finding))),
    ]
    told = "".join(f'<td class="{name}">{text}</td>' for name, text in cells)
    return f'<tr class="{kind}"><th scope="row">{escape(fact.id)}</th>{told}</tr>'


def _details(rows: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in rows)
    return f"<details><summary>the fact</summary><dl>{listed}</dl></details>"


def _untestable(board: Board) -> str:
    if not board.untestable:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(id)}</th><td>{escape(why)}</td></tr>' for id, why in board.untestable.items()
    )
    return (
        "<h2>Not testable</h2><table><caption>Facts that the model can't be tested against"
        '</caption><thead><tr><th scope="col">fact</th><th scope="col">why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _picture(board: Board) -> str:
    """Return the figure as an SVG element that reads as one picture."""
    file = io.StringIO()
    with look(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        evidence_figure(board).savefig(file, format="svg", metadata={"Date": None})
    drawn = file.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    label = escape("Published ranges and simulated intervals of all facts; " + board.say())
    return drawn.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
