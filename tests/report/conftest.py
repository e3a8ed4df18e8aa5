"""A small company, run once for all tests of what is shown and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from ripple_sim.observe.results import Run
from ripple_sim.report import overview_figure as figures
from ripple_sim.report.folder import write_results
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.run import run as simulate

SMALL = {
    "name": "small",
    "title": "A small shop: 2 counters",
    "currency": "CHF",
    "weeks": 30,
    "company": {
        "structure": {
            "units": 2,
            "frontline_per_unit": 6,
            "backstage_per_unit": 2,
            "central_staff": 4,
            "unit_names": ["NA", "North, east"],
        },
        "pay": {"wage_per_year": 50_000, "fixed_cost_per_week": 1_000},
    },
    "market": {"members": 400, "contacts_per_week": 0.5, "wallet_per_week": 150},
    "service": {"hours_per_contact": 1.0, "tolerated_wait_hours": 0.5},
    "interventions": [
        {"name": "Coaching", "lever": "coaching", "change": 0.5, "start": 8, "duration": 12, "ramp": 3, "decay": 4},
        {"lever": "training", "change": 0.2, "start": 12},
    ],
    "shocks": [{"name": "Flu", "kind": "flu", "size": 0.3, "start": 20, "duration": 3}],
}


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return Scenario.model_validate(SMALL)


@pytest.fixture(scope="session")
def run(scenario: Scenario) -> Run:
    return simulate(scenario, seed=4, replication=1)


@pytest.fixture(scope="session")
def written(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("written") / "demo"
    write_results(run, place)
    return place


@pytest.fixture
def out(written: Path, tmp_path: Path) -> Path:
    """A results folder that a test may change."""
    return shutil.copytree(written, tmp_path / "results" / "demo")


@pytest.fixture
def blank_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write results without the time that drawing takes."""
    monkeypatch.setattr(figures, "overview", lambda run: Figure(figsize=(1, 1)))
