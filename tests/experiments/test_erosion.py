"""The erosion study: standards fall under overload and come back only where they are upheld."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "experiments" / "erosion"


@pytest.fixture(scope="module")
def erosion():
    sys.path.insert(0, str(FOLDER))
    try:
        import erosion
    finally:
        sys.path.remove(str(FOLDER))
    return erosion


@pytest.fixture(scope="module")
def courses(erosion):
    return {course.name: course for course in erosion.live(2)}


def test_before_the_overload_all_courses_are_equal(erosion, courses):
    usual = courses["no overload"]
    for course in courses.values():
        for metric in erosion.SHOWN:
            before = slice(None, erosion.START)
            assert (course.series[metric][:, before] == usual.series[metric][:, before]).all()


def test_the_overload_cuts_time_and_lengthens_hours(erosion, courses):
    usual, short = courses["no overload"], courses["half a year"]
    during = slice(erosion.START, erosion.START + 13)
    assert short.series["time_given"][:, during].mean() < (usual.series["time_given"][:, during].mean() - 5)
    assert short.series["overtime_hours"][:, during].mean() > (usual.series["overtime_hours"][:, during].mean())
    assert short.series["energy"][:, during].mean() < usual.series["energy"][:, during].mean()


def test_standards_come_back_only_where_they_are_upheld(erosion, courses):
    ended = erosion.START + erosion.HALF_A_YEAR
    alone, _, high = erosion.regained(courses["half a year"], ended, ended + 52)
    assert alone < 0.5
    mended, low, _ = erosion.regained(
        courses["half a year, then standards are upheld"], erosion.EFFORT_FROM, erosion.EFFORT_FROM + 52
    )
    assert low > 3
    assert mended > high


def test_lasting_overload_costs_the_most(erosion, courses):
    last = slice(erosion.WEEKS - 13, erosion.WEEKS)
    lost = [
        np.mean(courses["no overload"].series["standard"][:, last]) - np.mean(courses[name].series["standard"][:, last])
        for name in ("half a year", "for good")
    ]
    assert 0 < lost[0] < lost[1]


def test_the_quick_command_writes_table_series_and_picture(erosion, tmp_path, capsys):
    assert erosion.main(["--worlds", "2", "--out", str(tmp_path)]) == 0
    assert "by itself" in capsys.readouterr().out
    with (tmp_path / "findings.csv").open(encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == len(erosion.findings(erosion.live(2))) + 1
    with (tmp_path / "series.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in file) == 1 + 4 * len(erosion.SHOWN) * erosion.WEEKS
    assert (tmp_path / "erosion.png").stat().st_size > 50_000
