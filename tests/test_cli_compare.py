"""The command `compare`, from end to end, and its folder run again."""

import json
import sys
from types import SimpleNamespace

import pandas as pd
import pytest
import xarray as xr

from ripple_sim import cli
from ripple_sim.scenario.checked_files import to_checked_json

QUICK = ("--pairs", "3", "--horizon", "3mo")
PLANS = ("coaching-everywhere", "skills-training")


def call(*words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return ended.value.code or 0


@pytest.fixture
def ripple(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def said(*words):
        capsys.readouterr()
        code = call(*words)
        captured = capsys.readouterr()
        return SimpleNamespace(code=code, out=captured.out, err=captured.err)

    return said


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Two plans for the bakery, compared and written once for all tests."""
    folder = tmp_path_factory.mktemp("compared") / "bakery"
    assert call("compare", "bakery", *PLANS, *QUICK, "--quiet", "--out", folder) == 0
    return folder


def test_it_prints_ranges_conditions_and_the_sentence(ripple):
    said = ripple("compare", "bakery", "coaching-everywhere", *QUICK, "--seed", 2)
    assert said.code == 0
    words = " ".join(said.out.split())
    for expected in (
        "Payback",
        "mean, 80 %",
        "futures, 80 %",
        "80 % of futures",
        "EUR",
        "3 months",
        "3 pairs",
        "seed 2",
        "Not included",
        "'Coaching for every manager' doesn't pay",
        "Coaching for every manager (coaching-everywhere) against",
    ):
        assert expected in words
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert said.err == ""


def test_several_plans_are_ranked(ripple):
    said = ripple("compare", "bakery", *PLANS, *QUICK)
    assert "Plans by net present value" in said.out
    assert "none" in said.out
    assert "Of 2 plans" in " ".join(said.out.split())


def test_the_folder_holds_tables_data_pictures_and_scenarios(written):
    names = {path.name for path in written.iterdir()}
    assert names == {
        "manifest.json",
        "answer.npz",
        "answer.txt",
        "outcomes.csv",
        "units.csv",
        "ranking.csv",
        "comparison.nc",
        "comparison-1.png",
        "comparison-1.svg",
        "comparison-2.png",
        "comparison-2.svg",
        "scenario.toml",
        "plan-1.toml",
        "plan-2.toml",
    }
    outcomes = pd.read_csv(written / "outcomes.csv")
    with xr.open_dataset(written / "comparison.nc", engine="h5netcdf") as data:
        profit = data["profit"].mean("pair").to_numpy()
        assert data["cnps_monthly"].attrs["units"] == "points"
    kept = outcomes[outcomes["outcome"] == "profit"]["value"].to_numpy()
    assert kept == pytest.approx(profit)
    answer = (written / "answer.txt").read_text(encoding="utf-8")
    assert "Of 2 plans" in answer
    assert "8 % a year" in answer


def test_the_folder_verifies(written, ripple):
    said = ripple("verify", written)
    assert (said.code, said.out.split(":")[0]) == (0, "The same")


def test_another_number_of_pairs_is_found_out(written, ripple, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in written.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    del manifest["blake2b"]
    manifest["study"]["settings"]["pairs"] = 2
    (copy / "manifest.json").write_text(to_checked_json(manifest), encoding="utf-8")
    said = ripple("verify", copy)
    assert (said.code, said.out) == (1, "Different: other numbers than then.\n")
    manifest["study"]["kind"] = "horoscope"
    (copy / "manifest.json").write_text(to_checked_json(manifest), encoding="utf-8")
    said = ripple("verify", copy)
    assert said.code == 2
    assert "a study of the kind 'horoscope'" in said.err


def test_quiet_says_nothing(ripple):
    said = ripple("compare", "bakery", "coaching-everywhere", *QUICK, "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("bakery", "coaching-everywere"), "did you mean 'coaching-everywhere'"),
        (("bakerei", "coaching-everywhere"), "did you mean 'bakery'"),
        (("bakery", "coaching-everywhere", "--pairs", "many"), "write auto or a whole number"),
        (("bakery", "coaching-everywhere", "--pairs", "1"), "must be a whole number from 2 to 100,000 or auto"),
        (("bakery", "coaching-everywhere", "--horizon", "soon"), "write it as 36mo"),
        (("bakery", "coaching-everywhere", "coaching-everywhere"), "two plans are called"),
        (("bakery",), "PLAN"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(ripple, words, sentence):
    said = ripple("compare", *words)
    assert said.code == 2
    assert said.err.startswith("ripple: ")
    assert said.err.count("\n") == 1
    assert sentence in said.err


def test_a_folder_in_use_is_refused_before_anything_is_lived(ripple, tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    monkeypatch.setattr("ripple_sim.study.compare.study.live_together", None)
    said = ripple("compare", "bakery", "coaching-everywhere", *QUICK, "--out", "mine")
    assert said.code == 2
    assert "mine is not empty" in said.err


def test_stopped_by_the_keyboard_it_leaves_nothing_behind(ripple, tmp_path, monkeypatch):
    def stop(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr("ripple_sim.study.compare.study.live_together", stop)
    said = ripple("compare", "bakery", "coaching-everywhere", *QUICK, "--out", "new")
    assert (said.code, said.err) == (2, "ripple: stopped.\n")
    assert list(tmp_path.iterdir()) == []
