"""Compare the same plans 200 times with new luck: how often does the interval hold the truth?

python experiments/coverage/repeated_studies.py [--quick] [--company NAME ...] [--studies N]
    [--pairs N] [--out DIR] [--publish]
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import ripple_sim as rs
from ripple_sim.study.compare.stopping import FIRST_PAIRS, MOST_PAIRS_BY_ITSELF, next_number
from ripple_sim.study.core.intervals import chance_interval, half_width

HERE = Path(__file__).resolve().parent
HORIZON = "12mo"
USUAL, SMALL = "retail-branches", "bakery"
EVEN, RARE = "skills-training", "coaching-everywhere"
OUTCOMES = ("profit", "net_present_value", "cnps", "enps", "waiting", "customers")
STUDIES, PAIRS = 200, 30
QUICK_STUDIES, QUICK_PAIRS = 25, 6
EFFECTS = (0.0, 0.1, 0.2, 0.4, 0.8)
STOPPED_STUDIES, QUICK_STOPPED_STUDIES = 4000, 400
BEGIN, END = "<!-- result -->", "<!-- end of result -->"
HEADINGS = (
    "company",
    "plan",
    "outcome",
    "unit",
    "true difference",
    "80 % interval holds it, %",
    "from",
    "to",
    "95 % interval holds it, %",
    "from",
    "to",
)
STOP_HEADINGS = ("true effect, in spreads of single futures", "80 % interval holds it, %", "from", "to", "pairs, mean")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Coverage:
    """How often intervals of an outcome held the true difference."""

    company: str
    plan: str
    outcome: str
    unit: str
    truth: float
    held_80: int
    held_95: int
    studies: int

    @property
    def percent(self) -> float:
        """The share of 80 % intervals that held it."""
        return 100 * self.held_80 / self.studies


def live(company: str, studies: int, pairs: int) -> list[rs.Comparison]:
    """Compare with a new seed for each study."""
    base = rs.load(company)
    found = []
    for seed in range(studies):
        found.append(rs.compare(base, EVEN, RARE, pairs=pairs, horizon=HORIZON, seed=seed))
        if sys.stderr.isatty():
            print(f"\r{company}: {seed + 1} of {studies} studies", end="", file=sys.stderr)
    return found


def coverages(company: str, found: Sequence[rs.Comparison]) -> list[Coverage]:
    """Count which intervals hold the truth: the mean over all pairs of all studies.

    A study's own pairs are a part of it, which makes its distance smaller by half a percent with
    200 studies.
    """
    rows = []
    for plan in found[0].plans:
        estimates = [study.outcomes(plan) for study in found]
        for name in OUTCOMES:
            truth = float(np.mean([study.values(plan)[name] for study in found]))
            ranges = [(of[name].interval_80, of[name].interval_95) for of in estimates]
            held = [[low <= truth <= high for low, high in both] for both in ranges]
            held_80, held_95 = np.sum(held, axis=0)
            unit = found[0].unit_of(estimates[0][name].outcome)
            kept = int(held_80), int(held_95), len(found)
            rows.append(Coverage(company, plan, name, unit, truth, *kept))
    return rows


def stopped(effect: float, studies: int) -> tuple[int, float]:
    """Let pairs be added by the rule of ``auto``, to normal differences with a spread of 1.

    Returns how many 80 % intervals held the effect at the end, and the mean number of pairs.
    """
    luck = np.random.default_rng(0)
    held, pairs_used = 0, 0
    for _ in range(studies):
        differences = effect + luck.standard_normal(MOST_PAIRS_BY_ITSELF)
        wanted: int | None = FIRST_PAIRS
        pairs = 0
        while wanted is not None:
            pairs = wanted
            wanted = next_number([differences[:pairs]], floor=0.0)
        seen = differences[:pairs]
        held += bool(abs(seen.mean() - effect) <= half_width(seen, 0.80))
        pairs_used += pairs
    return held, pairs_used / studies


def rows_of(found: Sequence[Coverage]) -> list[tuple[str, ...]]:
    """Return a row an outcome, with 95 % intervals of the shares."""
    rows = []
    for one in found:
        shares = [_share(held, one.studies) for held in (one.held_80, one.held_95)]
        what = (one.company, one.plan, one.outcome, one.unit, f"{one.truth:.4g}")
        rows.append((*what, *shares[0], *shares[1]))
    return rows


def _share(held: int, count: int) -> tuple[str, str, str]:
    ends = chance_interval(held, count, 0.95)
    return tuple(f"{100 * share:.0f}" for share in (held / count, *ends))  # type: ignore[return-value]


def stop_rows(studies: int) -> list[tuple[str, ...]]:
    """Return a row an effect: coverage and mean number of pairs under the rule of stopping."""
    rows = []
    for effect in EFFECTS:
        held, pairs = stopped(effect, studies)
        rows.append((f"{effect:g}", *_share(held, studies), f"{pairs:.0f}"))
    return rows


def main(words: list[str] | None = None) -> int:
    """Run the studies and write both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_STUDIES} studies of {QUICK_PAIRS} pairs")
    parser.add_argument(
        "--company",
        action="append",
        metavar="NAME",
        dest="companies",
        help=f"a company; {USUAL} and {SMALL} if none is named",
    )
    parser.add_argument("--studies", type=int, help=f"studies; {STUDIES} if not given")
    parser.add_argument("--pairs", type=int, help=f"pairs a study; {PAIRS} if not given")
    parser.add_argument("--out", default="results/coverage", help="folder for the results")
    parser.add_argument("--publish", action="store_true", help="also renew the README")
    asked = parser.parse_args(words)
    studies = asked.studies or (QUICK_STUDIES if asked.quick else STUDIES)
    pairs = asked.pairs or (QUICK_PAIRS if asked.quick else PAIRS)
    if studies < 2 or pairs < 2:
        parser.error("at least 2 studies of at least 2 pairs are needed")
    companies = asked.companies or [USUAL, SMALL]
    rows = []
    for company in companies:
        rows += rows_of(coverages(company, live(company, studies, pairs)))
    stops = stop_rows(QUICK_STOPPED_STUDIES if asked.quick else STOPPED_STUDIES)
    folder = Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, headings, table in (("coverage", HEADINGS, rows), ("stopping", STOP_HEADINGS, stops)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([headings, *table])
    named = " and ".join(f"`{company}`" for company in companies)
    about = f"{studies} studies of {pairs} pairs; {named} over {HORIZON}."
    print(about)
    for row in rows:
        print(f"{', '.join(row[:3])}: {row[5]} % ({row[6]} to {row[7]}) of 80 % intervals hold it")
    print(f"written to {folder}")
    if asked.publish:
        publish(about, rows, stops)
    return 0


def publish(about: str, rows: list[tuple[str, ...]], stops: list[tuple[str, ...]]) -> None:
    """Renew the result in the README."""
    readme = HERE / "README.md"
    head, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    made = [
        BEGIN,
        "",
        about,
        "",
        *_markdown(HEADINGS, rows),
        "",
        f"{STOPPED_STUDIES:,} studies of normal differences, pairs added by `auto`:",
        "",
        *_markdown(STOP_HEADINGS, stops),
        "",
        END,
    ]
    readme.write_text(head + "\n".join(made) + tail, encoding="utf-8")


def _markdown(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(headings)} |", "|" + "---|" * len(headings), *(f"| {' | '.join(row)} |" for row in rows)]


if __name__ == "__main__":
    sys.exit(main())
