"""Intervals that keep their word, in short: 25 studies of six pairs, and the rule of stopping."""

import csv
import sys
from pathlib import Path

import pytest

from ripple_sim.study.core.intervals import chance_interval

FOLDER = Path(__file__).resolve().parents[2] / "experiments" / "coverage"


@pytest.fixture(scope="module")
def studies():
    sys.path.insert(0, str(FOLDER))
    try:
        import repeated_studies
    finally:
        sys.path.remove(str(FOLDER))
    return repeated_studies


@pytest.mark.slow
def test_the_80_percent_interval_holds_the_truth_in_about_80_percent(studies):
    quick = studies.QUICK_STUDIES, studies.QUICK_PAIRS
    found = studies.coverages(studies.SMALL, studies.live(studies.SMALL, *quick))
    profit = next(one for one in found if (one.plan, one.outcome) == (studies.EVEN, "profit"))
    low, high = chance_interval(profit.held_80, profit.studies, 0.95)
    assert low <= 0.8 <= high
    assert profit.held_95 > profit.held_80
    assert profit.unit == "EUR"


@pytest.mark.parametrize("effect", [0.0, 0.4, 1.2])
def test_adding_pairs_until_it_is_known_leaves_the_interval_honest(studies, effect):
    held, pairs = studies.stopped(effect, 1500)
    assert 74 <= 100 * held / 1500 <= 86
    assert 30 <= pairs <= 480


def test_the_command_writes_both_tables(studies, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(studies, "HORIZON", "2mo")
    monkeypatch.setattr(studies, "QUICK_STOPPED_STUDIES", 20)
    companies = ["--company", "bakery", "--company", "hotel-group"]
    few = ["--quick", "--studies", "2", "--pairs", "2", "--out", str(tmp_path)]
    assert studies.main([*companies, *few]) == 0
    assert "80 % intervals hold it" in capsys.readouterr().out
    with (tmp_path / "coverage.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["company"] for row in rows} == {"bakery", "hotel-group"}
    assert {row["plan"] for row in rows} == {studies.EVEN, studies.RARE}
    assert {row["outcome"] for row in rows} == set(studies.OUTCOMES)
    with (tmp_path / "stopping.csv").open(encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == len(studies.EFFECTS) + 1
