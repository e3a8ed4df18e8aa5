"""The command `explain`, from end to end, and its folder run again."""

import sys
from types import SimpleNamespace

import pandas as pd
import pytest
import xarray as xr
from guarantees.worlds import small

from ripple_sim import cli
from ripple_sim.scenario.files import save

PLAN = """
name = "coach"
[[interventions]]
lever = "coaching"
change = 0.8
start = 2
one_off_cost = 2000
"""
QUICK = ("--pairs", 2, "--horizon", "20 weeks")


@pytest.fixture
def ripple(tmp_path, monkeypatch, capsys):
    """Return a caller of the command line, in a folder with a small company and a plan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    save(small(), tmp_path / "company.toml")
    (tmp_path / "coach.toml").write_text(PLAN, encoding="utf-8")

    def call(*words):
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code or 0, out=said.out, err=said.err)

    return call


def test_it_prints_both_layers_conditions_and_the_sentence(ripple):
    said = ripple("explain", "company.toml", "coach.toml", *QUICK, "--seed", 3)
    assert (said.code, said.err) == (0, "")
    words = " ".join(said.out.split())
    for expected in (
        "How the plan reached service",
        "How service reached money",
        "mean, 80 %",
        "Who stays",
        "Programmes",
        "sum",
        "EUR",
        "2 pairs",
        "seed 3",
        "20 weeks",
        "not discounted",
        "Not included",
        "Coach costs EUR",
    ):
        assert expected in words
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_the_folder_holds_table_data_picture_and_comes_out_again(ripple, tmp_path):
    out = tmp_path / "kept"
    asked = ("explain", "company.toml", "coach.toml", *QUICK, "--couples", 2, "--out", out)
    said = ripple(*asked, "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert {path.name for path in out.iterdir()} == {
        "answer.npz",
        "answer.txt",
        "explanation.nc",
        "manifest.json",
        "parts.csv",
        "path.png",
        "path.svg",
        "plan-1.toml",
        "scenario.toml",
    }
    parts = pd.read_csv(out / "parts.csv")
    with xr.open_dataset(out / "explanation.nc", engine="h5netcdf") as data:
        assert data["profit"].attrs["units"] == "EUR"
        kept = float(data["profit"].mean("pair"))
    assert parts.loc[parts["part"] == "profit", "mean"].to_numpy() == pytest.approx([kept, kept])
    assert "Not included" in (out / "answer.txt").read_text(encoding="utf-8")
    assert ripple("verify", out).out.startswith("The same: all")

    again = ripple(*asked)
    assert again.code == 2
    assert "not empty" in again.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("bakerei", "coach.toml"), "did you mean 'bakery'"),
        (("company.toml", "coaching-everywere"), "did you mean 'coaching-everywhere'"),
        (("company.toml", "coach.toml", "--pairs", 1), "--pairs"),
        (("company.toml", "coach.toml", "--couples", 1), "--couples"),
        (("company.toml", "coach.toml", "--horizon", "soon"), "write it as 36mo"),
        (("company.toml",), "PLAN"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(ripple, words, sentence):
    said = ripple("explain", *words)
    assert said.code == 2
    assert said.err.startswith("ripple: ")
    assert said.err.count("\n") == 1
    assert sentence in said.err


def test_stopped_by_the_keyboard_it_leaves_nothing_behind(ripple, tmp_path, monkeypatch):
    def stop(*given, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr("ripple_sim.study.explain.study.live_hybrids", stop)
    said = ripple("explain", "company.toml", "coach.toml", *QUICK, "--out", "new")
    assert (said.code, said.err) == (2, "ripple: stopped.\n")
    assert not (tmp_path / "new").exists()
