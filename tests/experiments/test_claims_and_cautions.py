"""The studies of claims and of cautions run, and write what they say."""

import csv
import importlib
import math
import sys
from pathlib import Path

import numpy as np
import pytest

from ripple_sim.evidence import fact

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).resolve().parents[2] / "experiments"


def module(folder: str, name: str):
    """Import a study's module as its command imports it."""
    sys.path.insert(0, str(FOLDER / folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(FOLDER / folder))


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    """The quick study of claims: its module and the folder it wrote."""
    study = module("claims", "claims")
    folder = tmp_path_factory.mktemp("claims")
    assert study.main(["--quick", "--out", str(folder)]) == 0
    return study, folder


@pytest.fixture(scope="module")
def cautions(tmp_path_factory):
    """The quick study of cautions: its module and the folder it wrote."""
    study = module("cautions", "cautions")
    folder = tmp_path_factory.mktemp("cautions")
    assert study.main(["--quick", "--out", str(folder)]) == 0
    return study, folder


def test_every_claim_is_a_fact_and_has_a_value(claims) -> None:
    study, folder = claims
    rows = lines(folder / "claims.csv")
    assert [row["claim"] for row in rows] == [claim.says for claim in study.CLAIMS]
    for row in rows:
        assert fact(row["fact"]).id == row["fact"]
        assert math.isfinite(float(row["mean"])), row["claim"]


def test_the_interval_is_of_the_worlds_written(claims) -> None:
    study, folder = claims
    for row in lines(folder / "claims.csv"):
        worlds = np.array([float(row["world_0"]), float(row["world_1"])])
        told = [float(row[name]) for name in ("mean", "low", "high")]
        np.testing.assert_allclose(told, study.interval(worlds), equal_nan=True)
        assert told[0] == pytest.approx(np.nanmean(worlds))


def test_a_claim_that_cannot_be_measured_says_so(claims) -> None:
    study, _ = claims
    said = study.say(study.CLAIMS[0], np.array([math.nan, math.nan]))
    assert said.endswith("not measurable.")
    assert "1 of 2 worlds" not in said


def test_without_links_the_experiment_finds_nothing(cautions) -> None:
    _, folder = cautions
    by_company = {}
    for row in lines(folder / "cautions.csv"):
        by_company.setdefault(row["company"], []).append(float(row["experiment"]))
    assert by_company["reverse"] == [0.0, 0.0]
    assert by_company["no link"] == [0.0, 0.0]
    assert min(by_company["forward"]) > 0
    assert min(by_company["hidden"]) > 0


@pytest.mark.parametrize("name", ["reverse_causality", "third_variable"])
def test_the_pictures_are_there_and_small(cautions, name: str) -> None:
    _, folder = cautions
    assert 10_000 < (folder / f"{name}.png").stat().st_size < 300_000
    assert (folder / f"{name}.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_one_world_is_refused(claims, cautions, capsys) -> None:
    for study, _ in (claims, cautions):
        with pytest.raises(SystemExit):
            study.main(["--worlds", "1"])
    assert "at least 2 worlds" in capsys.readouterr().err
