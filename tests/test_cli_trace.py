"""The commands `trace` and `story`, from end to end."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from guarantees.worlds import small

from ripple_sim import cli
from ripple_sim.scenario.files import save
from ripple_sim.study.core.verify import verify_results
from ripple_sim.study.trace import Story

Ripple = Callable[..., Any]
PLAN = """
name = "training"
[[interventions]]
name = "training of unit 1"
lever = "empathy_training"
change = 0.6
start = 2
reach.units = [1]
"""


@pytest.fixture
def ripple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ripple:
    """Return a caller of the command line, in a folder with a small company and a plan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    save(small(), tmp_path / "company.toml")
    (tmp_path / "training.toml").write_text(PLAN, encoding="utf-8")

    def call(command: str, *words: object) -> SimpleNamespace:
        asked = ["ripple", command, "company.toml", "training.toml", *map(str, words)]
        monkeypatch.setattr(sys, "argv", asked)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code or 0, out=said.out, err=said.err)

    return call


def sentence(said: SimpleNamespace) -> str:
    """Return the one sentence with which a call failed."""
    assert said.code == 2
    assert said.err.startswith("ripple: ")
    assert said.err.count("\n") == 1
    return str(said.err)


TRACE = ("trace", "--pairs", 2, "--horizon", "12 weeks")


def test_a_trace_prints_rings_ways_and_one_sentence(ripple: Ripple) -> None:
    said = ripple(*TRACE, "--from", "unit 1")
    assert said.code == 0
    for words in (
        "training against small, from unit 1",
        "The unit's customers",
        "Through whom",
        "whoever serves them",
        "The effect starts from unit 1 with",
    ):
        assert words in said.out


def test_a_trace_is_kept_and_comes_out_again(ripple: Ripple, tmp_path: Path) -> None:
    out = tmp_path / "kept"
    assert ripple(*TRACE, "--from", "team 1", "--out", out, "--quiet").out == ""
    names = {
        "answer.npz",
        "answer.txt",
        "manifest.json",
        "passages.csv",
        "plan-1.toml",
        "rings.csv",
        "scenario.toml",
        "trace.nc",
        "trace.png",
        "trace.svg",
    }
    assert {path.name for path in out.iterdir()} == names
    rings = pd.read_csv(out / "rings.csv")
    assert rings["ring"].iloc[0] == "The manager"
    assert "not empty" in sentence(ripple(*TRACE, "--out", out))
    again = subprocess.run(
        [sys.executable, "-m", "ripple_sim", "verify", str(out)], capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("The same: all")


def test_a_story_is_kept_read_and_told_again(ripple: Ripple, tmp_path: Path) -> None:
    said = ripple("story", "--who", "customer 7", "--horizon", "12 weeks", "--replication", 2, "--out", "kept")
    assert said.code == 0
    kept = Story.load(tmp_path / "kept")
    assert " ".join(kept.text().split()) in " ".join(said.out.split())
    assert kept.replication == 2
    assert (tmp_path / "kept" / "answer.txt").read_text(encoding="utf-8").startswith(kept.say())
    assert verify_results(tmp_path / "kept").same
    assert ripple("story", "--who", "customer 7", "--out", "kept").code == 2


def test_a_story_is_told_from_its_start_to_its_end(ripple: Ripple) -> None:
    said = ripple("story", "--who", "employee 1", "--horizon", "12 weeks")
    assert said.code == 0
    flat = " ".join(said.out.split())
    assert "Employee 1 works in team 1 (service, unit 1)" in flat
    assert "between the two worlds: The first difference comes in step" in flat
    assert "In the end" in flat


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((*TRACE, "--from", "team 99"), "teams are numbered 1 to 8"),
        ((*TRACE, "--from", "unit 11"), "did you mean 'unit 1'?"),
        ((*TRACE, "--size", -1), "more than 0"),
        (("trace", "--pairs", 2, "--horizon", "soon"), "can't be read"),
        (("story", "--who", "employee 9999"), "employees are numbered 1 to"),
        (("story", "--who", "costumer 3"), "did you mean 'customer'?"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(ripple: Ripple, words: tuple[object, ...], part: str) -> None:
    assert part in sentence(ripple(*words))


def test_at_80_columns_nothing_is_cut(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = ripple(*TRACE, "--from", "unit 1")
    assert all(len(line) <= 80 for line in said.out.splitlines())
    whole = " ".join(said.out.split())
    for words in (
        "until half of it is gone.",
        "the nearest is told.",
        "80 % interval",
        "of the mean over 2 pairs.",
        "in 2 pairs of simulated companies.",
    ):
        assert words in whole
