"""Where a plan loses, from the question to the sentence, and on the command line."""

import sys

import numpy as np
import pandas as pd
import pytest

from ripple_sim import cli
from ripple_sim.report.manifest import read_manifest
from ripple_sim.study.core.verify import verify_results
from ripple_sim.study.discover.boxes import Limit, Share
from ripple_sim.study.discover.messages import box_in_words, share_in_words
from ripple_sim.study.discover.result import condition
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.question import question


def call(*words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return ended.value.code or 0


# Money spent at once is the one thing that decides whether eight weeks pay.
COMMAND = (
    "discover",
    "bakery",
    "plan.toml",
    "--vary",
    "plan.1.one_off_cost=0:4000",
    "--vary",
    "market.contact_spread=0.1:0.8",
    "--below",
    "-2000",
    "-n",
    30,
    "--horizon",
    "6 weeks",
    "--replications",
    1,
    "--seed",
    3,
    "--out",
    "found",
)
PLAN = """
name = "coach"
[[interventions]]
name = "coaching"
lever = "coaching"
change = 0.05
start = 0
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert call(*COMMAND, "--quiet") == 0
    return folder / "found"


def test_what_decides_is_found_and_said(kept):
    table = pd.read_csv(kept / "discovery.csv")
    assert set(table["path"]) == {"plan.1.one_off_cost"}
    assert table["low"].iloc[0] == pytest.approx(2000, abs=300)
    assert np.isinf(table["high"].iloc[0])
    assert table["density (share)"].iloc[0] > 0.8
    answer = (kept / "answer.txt").read_text(encoding="utf-8")
    assert answer.startswith("Profit difference of coach is below EUR −2k over 6 weeks above all when ")
    assert "is over" in answer
    assert "not discounted" in answer
    assert {"discovery.png", "discovery.svg", "discovery.nc", "manifest.json"} <= {path.name for path in kept.iterdir()}


def test_a_folder_is_run_again_to_the_same_numbers(kept):
    settings = read_manifest(kept).study.settings
    assert settings["below"] == -2000
    assert settings["lowest"] is None
    assert verify_results(kept).same


def test_the_table_on_the_screen_fits_and_a_finished_study_is_not_run_again(kept, monkeypatch, capsys):
    monkeypatch.chdir(kept.parent)
    monkeypatch.setenv("COLUMNS", "80")
    assert call(*COMMAND, "--resume") == 0
    out = capsys.readouterr().out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "density" in out
    assert "all points" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--below", 0, "--lowest", 0.2), "give one of below, above, lowest and highest"),
        (("--lowest", 2), "lowest is 2; it must be a number between 0 and 1"),
        (("--resume",), "name it with --out"),
        (("--vary", "market.churn"), "did you mean 'market.churn_per_year'"),
        (("-n", 3), "-n is '3'; it must be at least 20"),
    ],
)
def test_bad_input_is_one_sentence(capsys, words, said):
    assert call("discover", "bakery", *words) == 2
    captured = capsys.readouterr()
    assert said in " ".join(captured.err.split())
    assert "Traceback" not in captured.out + captured.err


def test_bounds_are_told_in_words():
    company = question("bakery", over=["market.churn_per_year"], outcome="enps")
    values = np.arange(100.0)
    assert condition(company, values).says == ("eNPS of bakery is below 19.8 points (the lowest 20 %)")
    assert condition(company, values, above=50).says == "eNPS of bakery is above 50 points"
    assert condition(company, values, highest=0.1).meets(values).sum() == 10
    plan = question("bakery", "coaching-everywhere", ["market.churn_per_year"])
    assert condition(plan, values).says == "'Coaching for every manager' loses"
    assert condition(plan, values, above=0).says == "'Coaching for every manager' pays"


def test_boxes_are_told_in_words_with_units():
    factors = {
        "churn": Factor("churn", "Churn", "share of customers per year", "uncertainty", 0, 1),
        "start": Factor("start", "Start", "weeks", "lever", 0, 52, whole=True),
        "lever": Factor("lever", "Lever", "", "lever", values=("a", "b", "c")),
    }
    limits = (Limit("churn", 0.12), Limit("start", 4, 8), Limit("lever", values=("a", "c")))
    assert box_in_words(limits, factors.__getitem__) == (
        "'Churn' is over 12 % of customers per year, 'Start' is between 4 weeks and 8 weeks and 'Lever' is 'a' or 'c'"
    )
    assert share_in_words(Share(17, 20)).startswith("85 % (80 %: 7")
