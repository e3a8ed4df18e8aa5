"""Show that a correlation is no cause: the same stores by regression and by twin experiment.

python experiments/cautions/cautions.py [--quick] [--worlds N] [--out DIR]
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.cautions.caution import books_beside, gain, more_engaged
from ripple_sim.evidence.estimators import correlation, slope
from ripple_sim.evidence.laboratory import (
    CONFOUNDED,
    FORWARD_ONLY,
    REVERSED,
    SIXTY_STORES,
    UNLINKED,
    Changes,
    Laboratory,
)
from ripple_sim.evidence.observation import QUARTER

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
WORLDS, QUICK_WORLDS = 10, 2
LIFT = 0.1
FEW_STORES: Changes = {"company.structure.units": 20, "company.structure.central_staff": 6, "market.members": 6_000}


@dataclass
class Company:
    """One company in which somebody could ask what engagement brings.

    Attributes
    ----------
    name, title, changes
        How it is called, and what makes it so.
    outcome, unit
        What engagement is set against.
    by_regression, by_experiment
        Slope over stores and effect of the experiment, each for a point of engagement, by world.
    staff, outcomes
        Engagement and outcome of each store in the first world.
    """

    name: str
    title: str
    changes: Changes
    outcome: str
    unit: str
    by_regression: list[float] = field(default_factory=list)
    by_experiment: list[float] = field(default_factory=list)
    correlations: list[float] = field(default_factory=list)
    staff: Floats = field(default_factory=lambda: np.zeros(0))
    outcomes: Floats = field(default_factory=lambda: np.zeros(0))


def companies() -> dict[str, list[Company]]:
    """Return the companies of each picture."""
    customers = ("customers' satisfaction", "points")
    profit = ("contribution a week", "EUR")
    return {
        "reverse_causality": [
            Company("forward", "Staff act on customers", FORWARD_ONLY, *customers),
            Company("reverse", "Customers act on staff", REVERSED, *customers),
        ],
        "third_variable": [
            Company("no link", "Busyness alone, no link", {**CONFOUNDED, **UNLINKED}, *customers),
            Company("hidden", "Busyness hides the link", CONFOUNDED, *profit),
        ],
    }


def main(words: list[str] | None = None) -> int:
    asked = _asked(words)
    started = time.perf_counter()
    folder = Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    sentences, rows = [], []
    for picture, shown in companies().items():
        for company in shown:
            live(company, asked.worlds, FEW_STORES if asked.quick else SIXTY_STORES)
            sentences.append(say(company))
            rows += [
                (company.name, world, company.outcome, company.unit, *numbers)
                for world, numbers in enumerate(
                    zip(company.correlations, company.by_regression, company.by_experiment, strict=True)
                )
            ]
        figure = draw(shown)
        for ending in ("png", "svg"):
            figure.savefig(folder / f"{picture}.{ending}", dpi=150)
    with (folder / "cautions.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["company", "world", "outcome", "unit", "r", "regression", "experiment"])
        table.writerows(rows)
    (folder / "result.txt").write_text("\n".join(sentences) + "\n", encoding="utf-8")
    print("\n".join(sentences))
    print(f"{time.perf_counter() - started:.0f} s; written to {folder}")
    return 0


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Regression beside the twin experiment.")
    parser.add_argument("--quick", action="store_true", help="20 stores and few worlds")
    parser.add_argument("--worlds", type=int, help=f"worlds; {WORLDS} if not given")
    parser.add_argument("--out", default="results/cautions", help="folder for the results")
    asked = parser.parse_args(words)
    asked.worlds = asked.worlds or (QUICK_WORLDS if asked.quick else WORLDS)
    if asked.worlds < 2:
        parser.error("an interval takes at least 2 worlds")
    return asked


def live(company: Company, worlds: int, stores: Changes) -> None:
    """Watch the stores for a year, and beside them the twins whose engagement is held higher."""
    for world in range(worlds):
        laboratory = Laboratory(world)
        changes = {**stores, **company.changes}
        books = books_beside(laboratory, "store-chain", changes, 52, more_engaged(LIFT))
        usual = books[0][:, :-1]
        staff = 100 * usual["engagement"].sum(axis=0) / usual["filled"].sum(axis=0)
        if company.unit == "points":
            outcomes = 100 * usual["satisfaction"].sum(axis=0) / usual["customers"].sum(axis=0)
            effect = 100 * gain(books, "satisfaction", "customers")
        else:
            outcomes = usual["contribution"].mean(axis=0) / 100
            last = [book["contribution"][-QUARTER:, :-1].mean() / 100 for book in books]
            effect = float(last[1] - last[0])
        company.correlations.append(correlation(staff, outcomes))
        company.by_regression.append(slope(staff, outcomes))
        company.by_experiment.append(effect / (100 * LIFT))
        if world == 0:
            company.staff, company.outcomes = staff, outcomes


def interval(values: list[float]) -> tuple[float, float, float]:
    """Return the mean over worlds and the ends of its 95 % interval (Student's t)."""
    from scipy.special import stdtrit

    mean = float(np.mean(values))
    half = float(stdtrit(len(values) - 1, 0.975) * np.std(values, ddof=1) / np.sqrt(len(values)))
    return mean, mean - half, mean + half


def say(company: Company) -> str:
    """Return what both ways of asking found, in a sentence."""
    told = [
        "{:+.3g} ({:+.3g} to {:+.3g})".format(*interval(values))
        for values in (company.by_regression, company.by_experiment)
    ]
    return (
        f"{company.title}: a point more engagement goes with {told[0]} {company.unit} of "
        f"{company.outcome} over stores (r {np.mean(company.correlations):.2f}); by experiment it "
        f"brings {told[1]}."
    )


def draw(shown: list[Company]) -> Figure:
    """Draw the stores of the first world, the line through them, and what the experiment says."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4.6), layout="constrained")
    for axes, company in zip(figure.subplots(1, len(shown)), shown, strict=True):
        x, y = company.staff, company.outcomes
        axes.scatter(x, y, s=16, color="0.6", label="a store")
        ends = np.array([x.min(), x.max()])
        for values, colour, style, label in (
            (company.by_regression, "tab:red", "-", "regression over stores"),
            (company.by_experiment, "tab:blue", "--", "twin experiment"),
        ):
            steep = float(np.mean(values))
            axes.plot(ends, y.mean() + steep * (ends - x.mean()), style, color=colour, lw=2, label=label)
        axes.set_title(company.title)
        axes.set_xlabel("engagement, points of 100")
        axes.set_ylabel(f"{company.outcome}, {company.unit}")
        axes.legend(frameon=False)
    return figure


if __name__ == "__main__":
    sys.exit(main())
