"""`--decimal-comma` means the same on every command that writes tables of text."""

import sys

import pandas as pd
import pytest

from ripple_sim import cli
from ripple_sim.cli.application import app

WRITERS = {"run", "compare", "explain", "story", "trace", "sweep", "sensitivity", "discover", "optimise"}


def call(*words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return ended.value.code or 0


def test_every_command_that_writes_tables_has_the_option():
    import typer

    group = typer.main.get_command(app)
    having = {
        name
        for name in group.list_commands(None)
        if any("--decimal-comma" in option.opts for option in group.get_command(None, name).params)
    }
    assert having == WRITERS


def test_a_run_with_commas_is_read_by_pandas_and_verified(tmp_path, capsys):
    words = ("run", "bakery", "--weeks", 3, "--quiet")
    assert call(*words, "--out", tmp_path / "points") == 0
    assert call(*words, "--out", tmp_path / "commas", "--decimal-comma") == 0
    points = pd.read_csv(tmp_path / "points" / "series.csv")
    commas = pd.read_csv(tmp_path / "commas" / "series.csv", sep=";", decimal=",")
    pd.testing.assert_frame_equal(points, commas)
    chain = pd.read_csv(tmp_path / "commas" / "chain.csv", sep=";", decimal=",")
    assert chain["start"].dtype == float
    assert call("verify", tmp_path / "commas") == 0
    assert "The same" in capsys.readouterr().out


def test_a_comparison_with_commas_makes_a_brief(tmp_path):
    out = tmp_path / "compared"
    assert (
        call(
            "compare",
            "bakery",
            "coaching-everywhere",
            "--pairs",
            2,
            "--horizon",
            "3mo",
            "--out",
            out,
            "--decimal-comma",
            "--quiet",
        )
        == 0
    )
    table = pd.read_csv(out / "outcomes.csv", sep=";", decimal=",")
    assert table["value"].dtype == float
    assert call("brief", out, "--out", tmp_path / "brief.xlsx", "--quiet") == 0
    assert call("verify", tmp_path / "brief.xlsx") == 0


def test_a_sweep_writes_its_table_with_commas(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(
        'name = "small"\nbase = "bakery"\nweeks = 3\nreplications = 1\n[design]\nkind = "sobol"\n'
        'size = 2\n[uncertainties]\n"market.churn_per_year" = { low = 0.05, high = 0.4 }\n'
        '[outcomes]\nprofit = "all"\n',
        encoding="utf-8",
    )
    assert call("sweep", "spec.toml", "--out", "found", "--decimal-comma") == 0
    table = pd.read_csv(tmp_path / "found" / "table.csv", sep=";", decimal=",")
    assert len(table.columns) > 1
