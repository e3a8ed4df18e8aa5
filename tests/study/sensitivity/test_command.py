"""The command `sensitivity`, from end to end."""

import sys

import pandas as pd
import pytest

from ripple_sim import cli
from ripple_sim.cli.options import varied
from ripple_sim.scenario.problems import RippleError


@pytest.fixture
def ripple(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def said(*words):
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return ended.value.code or 0, captured.out, captured.err

    return said


SOBOL = (
    "sensitivity",
    "bakery",
    "coaching-everywhere",
    "--method",
    "sobol",
    "-n",
    2,
    "--pairs",
    "--vary",
    "market.churn_per_year=5 %:40 %",
    "--vary",
    "plan.1.change=0.1:0.9",
    "--horizon",
    "8 weeks",
    "--replications",
    1,
    "--out",
    "found",
)


def test_it_prints_and_keeps_and_goes_on(ripple, tmp_path):
    code, out, _ = ripple(*SOBOL)
    assert code == 0
    assert all(len(line) <= 80 for line in out.splitlines())
    words = " ".join(out.split())
    for expected in (
        "Profit difference of 'Coaching for every manager' over 8 weeks",
        "from 5 to 40 %",
        "not discounted",
        "Not included",
        "depends most on",
    ):
        assert expected in words
    table = pd.read_csv(tmp_path / "found" / "sensitivity.csv")
    assert set(table["path"]) == {"market.churn_per_year", "plan.1.change"}
    code, _, err = ripple(*SOBOL)
    assert code == 2
    assert "--resume" in err
    assert ripple(*SOBOL, "--resume") == (0, out, "11 files written to found\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--vary", "market.churn_per_year=1"), "can't be read; write a path alone"),
        (("--vary", "market.churn_per_year=0.5:0.1"), "must rise"),
        (("--vary", "market.churn"), "did you mean 'market.churn_per_year'"),
        (("--resume",), "name it with --out"),
        (("--horizon", "soon"), "the horizon 'soon' can't be read"),
        (("--method", "sobel"), "sobel"),
    ],
)
def test_bad_input_is_one_sentence(ripple, words, said):
    code, out, err = ripple("sensitivity", "bakery", *words)
    assert code == 2
    assert said in " ".join(err.split())
    assert "Traceback" not in out + err


def test_what_varies_is_read_with_units_and_lists():
    assert varied([]) is None
    assert varied(["fitted", "a.b=5 %:40 %", "c=1,2", "d=x,y"]) == {
        "fitted": None,
        "a.b": {"low": "5 %", "high": "40 %"},
        "c": [1.0, 2.0],
        "d": ["x", "y"],
    }
    with pytest.raises(RippleError, match="varied twice"):
        varied(["a=1:2", "a"])
