"""Overload a lending centre for half a year, or for good, and watch standards fade.

python experiments/erosion/erosion.py [--quick] [--worlds N] [--out DIR] [--publish]
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.stats import t as student

from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.report import style
from ripple_sim.scenario.files import load

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PRESET, WEEKS, OVERLOAD, START = "lending-centre", 156, 0.35, 13
HALF_A_YEAR = 26
EFFORT_FROM = START + HALF_A_YEAR + 26
WORLDS, QUICK_WORLDS = 20, 3
INTERVAL = 0.80
BEGIN, END = "<!-- result -->", "<!-- end of result -->"

WAVE = {"kind": "demand_wave", "size": OVERLOAD, "start": START}
EFFORT = {"lever": "standards", "change": 0.8, "start": EFFORT_FROM}
COURSES = {
    "no overload": {},
    "half a year": {"shocks": [{**WAVE, "duration": HALF_A_YEAR}]},
    "half a year, then standards are upheld": {
        "shocks": [{**WAVE, "duration": HALF_A_YEAR}],
        "interventions": [EFFORT],
    },
    "for good": {"shocks": [WAVE]},
}
COLOURS = (style.LIGHT, style.ACCENT, style.SHOCK, style.DARK)
DASHES = ("-", "-", "--", ":")
SHOWN = (
    "pressure",
    "time_given",
    "overtime_hours",
    "energy",
    "standard",
    "service_quality",
    "customer_satisfaction",
    "leavers",
)


@dataclass
class Course:
    """What one course showed: every metric, shape (worlds, weeks)."""

    name: str
    series: dict[str, NDArray[np.float64]]

    def band(self, metric: str) -> tuple[NDArray[np.float64], ...]:
        """Return the mean over worlds and its 80 % interval, week by week."""
        each = self.series[metric]
        count = len(each)
        mean = each.mean(axis=0)
        half = student.ppf((1 + INTERVAL) / 2, count - 1) * each.std(axis=0, ddof=1) / count**0.5
        return mean, mean - half, mean + half


def live(worlds: int) -> list[Course]:
    """Let every course be lived in every world; the courses share all luck."""
    scenario = load(PRESET)
    settled = SettledCache()
    courses = []
    for name, changes in COURSES.items():
        series: dict[str, list[NDArray[np.float64]]] = {metric: [] for metric in SHOWN}
        for seed in range(worlds):
            engine = Engine(scenario.with_values(changes), seed, settled=settled)
            recorder = Recorder(WEEKS, len(engine.world.units))
            for _ in range(WEEKS):
                engine.step()
                recorder.keep(engine.world.ledger)
            for metric in SHOWN:
                series[metric].append(recorder.company(BY_NAME[metric]))
        courses.append(Course(name, {metric: np.array(rows) for metric, rows in series.items()}))
    return courses


def regained(course: Course, from_week: int, to_week: int) -> tuple[float, float, float]:
    """Return by how many points the standard rose between two weeks, with its interval."""
    standard = course.series["standard"]
    back = standard[:, to_week - 1] - standard[:, from_week - 1]
    half = student.ppf((1 + INTERVAL) / 2, len(back) - 1) * back.std(ddof=1) / len(back) ** 0.5
    return float(back.mean()), float(back.mean() - half), float(back.mean() + half)


def findings(courses: list[Course]) -> list[tuple[str, str]]:
    """Return what the study found, a line each: what, and how much."""
    by_name = {course.name: course for course in courses}
    short, mended, lasting = (by_name[name] for name in list(COURSES)[1:])
    ended = START + HALF_A_YEAR

    def told(numbers: tuple[float, float, float]) -> str:
        mean, low, high = numbers
        return f"{mean:+.2g} % of official ({low:+.2g} to {high:+.2g})"

    def change(course: Course, metric: str, first: int, last: int) -> str:
        usual = by_name["no overload"].series[metric][:, first:last].mean(axis=1)
        gap = course.series[metric][:, first:last].mean(axis=1) - usual
        half = student.ppf((1 + INTERVAL) / 2, len(gap) - 1) * gap.std(ddof=1) / len(gap) ** 0.5
        unit = BY_NAME[metric].unit
        return f"{gap.mean():+.2g} {unit} ({gap.mean() - half:+.2g} to {gap.mean() + half:+.2g})"

    return [
        ("time given to a customer in the first quarter of overload", change(short, "time_given", START, START + 13)),
        ("overtime in that quarter", change(short, "overtime_hours", START, START + 13)),
        ("energy at the end of the half-year", change(short, "energy", ended - 4, ended)),
        ("standard lost when the half-year ends", change(short, "standard", ended - 1, ended)),
        ("regained by itself within a year", told(regained(short, ended, ended + 52))),
        ("regained within a year in which standards are upheld", told(regained(mended, EFFORT_FROM, EFFORT_FROM + 52))),
        ("standard lost under lasting overload, last quarter", change(lasting, "standard", WEEKS - 13, WEEKS)),
        ("customer satisfaction then", change(lasting, "customer_satisfaction", WEEKS - 13, WEEKS)),
        ("leavers then", change(lasting, "leavers", WEEKS - 26, WEEKS)),
    ]


def draw(courses: list[Course]) -> Figure:
    """Draw the courses as small multiples."""
    with style.look_of_panels():
        figure = Figure(figsize=(11, 6.2))
        for i, metric in enumerate(SHOWN):
            axes = figure.add_subplot(2, 4, i + 1)
            axes.axvspan(START, START + HALF_A_YEAR, color=style.SHOCK, alpha=style.PALE, lw=0)
            for course, colour, dash in zip(courses, COLOURS, DASHES, strict=True):
                mean, low, high = (smooth(row) for row in course.band(metric))
                weeks = np.arange(1, len(mean) + 1)
                axes.fill_between(weeks, low, high, color=colour, alpha=0.15, lw=0)
                axes.plot(weeks, mean, dash, color=colour, lw=1.5, label=course.name)
            metric_ = BY_NAME[metric]
            axes.set_title(metric_.label, loc="left", fontsize=9, fontweight="bold")
            axes.text(0, 1.0, metric_.unit, transform=axes.transAxes, fontsize=7, va="top", color=style.MIDDLE)
            axes.set_xlim(1, WEEKS)
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="lower center", ncols=4, frameon=False, fontsize=8)
        figure.suptitle(
            f"A lending centre with {100 * OVERLOAD:.0f} % more demand from week {START + 1}: "
            "standards don't come back by themselves",
            x=0.01,
            ha="left",
            fontsize=11,
            fontweight="bold",
        )
        figure.subplots_adjust(0.05, 0.12, 0.99, 0.87, 0.22, 0.35)
    return figure


def smooth(series: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return means over four weeks, the first weeks over as many as there are."""
    total = np.cumsum(np.insert(series, 0, 0.0))
    first = np.maximum(np.arange(1, len(series) + 1) - 4, 0)
    last = np.arange(1, len(series) + 1)
    return (total[last] - total[first]) / (last - first)


def main(words: list[str] | None = None) -> int:
    """Run the study and write its table, series and picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_WORLDS} worlds")
    parser.add_argument("--worlds", type=int, help=f"worlds; {WORLDS} if not given")
    parser.add_argument("--out", default="results/erosion", help="folder for the results")
    parser.add_argument("--publish", action="store_true", help="also renew the picture and the result in the README")
    asked = parser.parse_args(words)
    worlds = asked.worlds or (QUICK_WORLDS if asked.quick else WORLDS)
    if worlds < 2:
        parser.error("an interval takes at least 2 worlds")
    courses = live(worlds)
    folder = Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    rows = findings(courses)
    with (folder / "findings.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([("what", "how much"), *rows])
    write_series(courses, folder / "series.csv")
    figure = draw(courses)
    figure.savefig(folder / "erosion.png", dpi=150)
    for what, how_much in rows:
        print(f"{what}: {how_much}")
    print(f"written to {folder}")
    if asked.publish:
        figure.savefig(ROOT / "docs" / "pictures" / "erosion.png", dpi=150)
        publish(rows, worlds)
    return 0


def write_series(courses: list[Course], path: Path) -> None:
    """Write every number of the picture."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["course", "metric", "unit", "week", "mean", "low", "high"])
        for course in courses:
            for metric in SHOWN:
                bands = zip(*course.band(metric), strict=True)
                for week, numbers in enumerate(bands, 1):
                    table.writerow(
                        [course.name, metric, BY_NAME[metric].unit, week, *(repr(float(number)) for number in numbers)]
                    )


def publish(rows: list[tuple[str, str]], worlds: int) -> None:
    """Renew the result in the README."""
    readme = HERE / "README.md"
    head, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    lines = [f"| {what} | {how_much} |" for what, how_much in rows]
    about = f"{worlds} worlds, means with {100 * INTERVAL:.0f} % intervals."
    made = "\n".join([BEGIN, "", about, "", "| | |", "|---|---|", *lines, "", END])
    readme.write_text(head + made + tail, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
