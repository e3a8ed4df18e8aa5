"""Coach one manager, leave the twin alone, and watch the difference travel.

python experiments/first_ripple/first_ripple.py [--quick] [--pairs N] [--weeks N] [--out DIR]
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from pairs import PRESET, SEED, START, live_pairs
from picture import draw, save

from ripple_sim.study.trace import Trace
from ripple_sim.study.trace.result import INTERVAL

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAIRS, WEEKS = 40, 156
QUICK_PAIRS, QUICK_WEEKS = 4, 52
MOST_NAMED = 3  # rings in one sentence
BEGIN, END = "<!-- result -->", "<!-- end of result -->"


def main(words: list[str] | None = None) -> int:
    asked = _asked(words)
    started = time.perf_counter()
    study = live_pairs(asked.pairs, asked.weeks, asked.seed, on_pair=_say_progress)
    folder = Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    sentence = f"{journey(study)} {result(study)}"
    write_series(study, folder / "first_ripple.csv")
    write_moves(study, folder / "moves.csv")
    (folder / "result.txt").write_text(sentence + "\n", encoding="utf-8")
    figure = draw(study, sentence)
    for name in ("first_ripple.png", "first_ripple.svg"):
        save(figure, folder / name)
    if asked.publish:
        publish(study, figure, sentence)
    print(sentence)
    print(f"{time.perf_counter() - started:.0f} s; written to {folder}")
    return 0


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Coach one manager and watch the difference travel through twin worlds."
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PAIRS} pairs, {QUICK_WEEKS} weeks")
    parser.add_argument("--pairs", type=int, help=f"pairs of twin worlds; {PAIRS} if not given")
    parser.add_argument("--weeks", type=int, help=f"weeks lived; {WEEKS} if not given")
    parser.add_argument("--seed", type=int, default=SEED, help="where the luck comes from")
    parser.add_argument("--out", default="results/first_ripple", help="folder for the results")
    parser.add_argument(
        "--publish", action="store_true", help="also renew docs/pictures/first_ripple.png and the result in the README"
    )
    asked = parser.parse_args(words)
    asked.pairs = asked.pairs or (QUICK_PAIRS if asked.quick else PAIRS)
    asked.weeks = asked.weeks or (QUICK_WEEKS if asked.quick else WEEKS)
    if asked.pairs < 2:
        parser.error("an interval takes at least 2 pairs")
    if asked.weeks <= START:
        parser.error(f"the coaching begins after {START} weeks; live more than that")
    return asked


def _say_progress(done: int, pairs: int) -> None:
    if sys.stderr.isatty():
        print(f"\rpair {done} of {pairs}", end="\n" if done == pairs else "", file=sys.stderr)


def journey(study: Trace) -> str:
    """Return how far the difference travelled, in a plain sentence."""
    last = max(study.rings, key=lambda ring: ring.distance)
    first = study.first_week(last.name)
    reaches = f"reaches {_within(last.label)} in week {first[0]}" if first else "travels"
    plain = [_within(ring.label) for ring in study.rings if study.plain_week(ring)]
    named = f" ({', '.join(plain)})" if 0 < len(plain) <= MOST_NAMED else ""
    return (
        f"The difference {reaches}; {len(plain)} of {len(study.rings)} rings change by enough to "
        f"be plain to see{named}."
    )


def _within(label: str) -> str:
    return label[0].lower() + label[1:]


def result(study: Trace) -> str:
    """Return what the study found on profit, in plain sentences."""
    profit, cost = study.rows["money", "profit"], study.rows["money", "cost"]
    mean, low, high = (float(series[-1]) for series in (profit.mean, profit.low, profit.high))
    paid = float(cost.mean[-1])
    currency = study.plan.currency
    better = int((study.each["money", "profit"][:, -1] > 0).sum())
    told = (
        f"In {study.weeks - START} weeks, coaching one manager cost {currency} {_round(paid)} and "
        f"brought {currency} {_round(paid + mean)} back: the company earned {currency} "
        f"{_round(abs(mean))} {'more' if mean >= 0 else 'less'} than its twin "
        f"({100 * INTERVAL:.0f} % interval {_signed(low)} to {_signed(high)} over {study.pairs} "
        f"pairs; it earned more in {better} of them)."
    )
    if low <= 0 <= high:
        return told + (" The interval includes zero: with so many pairs the effect on profit can't be told from zero.")
    ending = "it paid for itself" if low > 0 else "it didn't pay for itself"
    return f"{told} In this model and this time, {ending}."


def _round(amount: float) -> str:
    """Return an amount with the three digits that are worth reading."""
    digits = 3 - len(f"{abs(amount):.0f}")
    return f"{round(amount, min(digits, 0)):,.0f}".replace("-", "−")


def _signed(amount: float) -> str:
    return f"{'' if amount < 0 else '+'}{_round(amount)}"


def write_series(study: Trace, path: Path) -> None:
    """Write every number of the picture: a line a week, ring and measure."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["week", "ring", "measure", "label", "unit", "mean", "low", "high", "pairs"])
        for (ring, name), row in study.rows.items():
            for week in range(study.weeks):
                numbers = (repr(float(v[week])) for v in (row.mean, row.low, row.high))
                table.writerow([week + 1, ring, name, row.measure.label, row.unit, *numbers, study.pairs])


def write_moves(study: Trace, path: Path) -> None:
    """Write when each ring moved: touched first, half of it touched, plain to see."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            ["ring", "label", "distance", "who", "first_week", "first_step", "half_touched_week", "plain_week"]
        )
        for ring in study.rings:
            week, step = study.first_week(ring.name) or ("", "")
            table.writerow(
                [
                    ring.name,
                    ring.label,
                    ring.distance,
                    ring.who,
                    week,
                    step,
                    study.half_week(ring.name) or "",
                    study.plain_week(ring) or "",
                ]
            )


def publish(study: Trace, figure: object, sentence: str) -> None:
    """Renew the picture in the documentation and the result in the README."""
    pictures = ROOT / "docs" / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    save(figure, pictures / "first_ripple.png")
    readme = HERE / "README.md"
    text = readme.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    rows = ["| ring | first touched | half touched | plain to see | in the last week |", "|---|---|---|---|---|"]
    for ring in study.rings:
        size = study.rows[ring.name, ring.shows.name]
        week, step = study.first_week(ring.name) or ("–", "–")
        rows.append(
            f"| {ring.label} | week {week}, step `{step}` | {_week(study.half_week(ring.name))} "
            f"| {_week(study.plain_week(ring))} | {ring.shows.label.lower()} "
            f"{size.mean[-1]:+.2g} {size.unit} ({size.low[-1]:+.2g} to {size.high[-1]:+.2g}) |"
        )
    about = f"Preset `{PRESET}`, seed {study.seed}, {study.pairs} pairs, {study.weeks} weeks."
    made = "\n".join([BEGIN, "", sentence, "", about, "", *rows, "", END])
    readme.write_text(head + made + tail, encoding="utf-8")


def _week(week: int | None) -> str:
    return "never" if week is None else f"week {week}"


if __name__ == "__main__":
    sys.exit(main())
