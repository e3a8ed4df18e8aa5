"""Every format gives back the numbers of the run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xarray as xr

from ripple_sim.observe.results import Run
from ripple_sim.report import workbook
from ripple_sim.report.folder import check_formats, read_series, write_chain, write_series
from ripple_sim.report.numbers import thousands_or_millions
from ripple_sim.report.workbook import number_format, write_workbook
from ripple_sim.scenario.problems import RippleError


def test_an_unknown_format_is_refused_with_a_hint() -> None:
    with pytest.raises(RippleError, match=r"'parkett' is not a format.*did you mean 'parquet'"):
        check_formats(("csv", "parkett"))


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_the_tidy_series_comes_back_to_the_last_bit(run: Run, tmp_path: Path, name) -> None:
    write_series(run, tmp_path / f"series.{name}")
    back = read_series(tmp_path)
    assert back is not None
    expected = run.frame()
    for column in ("week", "unit", "metric", "value"):
        assert back[column].tolist() == expected[column].tolist()


def test_the_tidy_series_holds_the_data_set_with_units(run: Run, tmp_path: Path) -> None:
    write_series(run, tmp_path / "series.csv")
    tidy = pd.read_csv(tmp_path / "series.csv", keep_default_na=False)
    assert set(tidy["unit"]) == {"company", "NA", "North, east", "centre"}
    for name in ("engagement", "profit"):
        rows = tidy[(tidy["metric"] == name) & (tidy["unit"] == "company")]
        assert rows["value"].to_numpy() == pytest.approx(run.data[name].to_numpy(), rel=1e-15)
        assert set(rows["unit_of_measure"]) == {run.data[name].attrs["units"]}


def test_netcdf_comes_back_with_units_and_names(run: Run, tmp_path: Path) -> None:
    write_series(run, tmp_path / "series.nc")
    with xr.open_dataset(tmp_path / "series.nc", engine="h5netcdf") as back:
        xr.testing.assert_identical(back.load(), run.data)


def test_the_chain_comes_back(run: Run, tmp_path: Path) -> None:
    write_chain(run, tmp_path / "chain.csv")
    back = pd.read_csv(tmp_path / "chain.csv")
    assert list(back.columns) == ["link", "label", "start", "end", "change", "unit"]
    assert back["label"].tolist() == [row.label for row in run.chain()]
    assert back["end"].to_numpy() == pytest.approx([row.end for row in run.chain()], rel=1e-15)


@pytest.fixture(scope="module")
def book(run: Run, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("excel") / "series.xlsx"
    write_workbook(run, path)
    return openpyxl.load_workbook(path)


def test_the_workbook_begins_with_the_chain(book: openpyxl.Workbook, run: Run) -> None:
    assert book.sheetnames == ["summary", "company", "units"]
    rows = list(book["summary"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [row.label for row in run.chain()]
    assert [row[3] for row in rows] == pytest.approx([row.end for row in run.chain()])
    assert [row[5] for row in rows] == [row.unit for row in run.chain()]


def column(sheet, header: str) -> list[object]:
    headers = [cell.value for cell in sheet[1]]
    return [row[headers.index(header)].value for row in sheet.iter_rows(min_row=2)]


def test_the_workbook_holds_the_series_with_units(book: openpyxl.Workbook, run: Run) -> None:
    profit = column(book["company"], "Profit (CHF/week)")
    assert profit == pytest.approx(run.data["profit"].to_numpy().tolist(), rel=1e-15)
    engagement = column(book["units"], "Engagement (0 to 100)")
    expected = run.data["engagement_by_unit"].to_numpy().ravel().tolist()
    assert engagement == pytest.approx(expected, rel=1e-15)
    assert column(book["units"], "unit")[:3] == ["NA", "North, east", "centre"]
    missing = run.data["waiting_by_unit"].to_numpy().ravel()
    found = column(book["units"], "Waiting (hours)")
    assert [value is None for value in found] == np.isnan(missing).tolist()


def test_the_workbook_is_laid_out_for_reading(book: openpyxl.Workbook) -> None:
    for name, pane in (("summary", "C2"), ("company", "B2"), ("units", "C2")):
        assert book[name].freeze_panes == pane
    cell = book["company"]["B2"]
    assert cell.number_format.startswith("#,##0")
    assert isinstance(cell.value, int | float)
    assert book["summary"]["E2"].number_format.startswith("+#,##0")
    assert book["summary"].column_dimensions["B"].width > 30


def test_long_runs_go_on_in_another_sheet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_OF_A_SHEET", 41)
    write_workbook(run, tmp_path / "series.xlsx")
    book = openpyxl.load_workbook(tmp_path / "series.xlsx")
    assert book.sheetnames == ["summary", "company", "units", "units 2", "units 3"]
    assert [book[name].max_row for name in book.sheetnames[2:]] == [41, 41, 11]


def test_a_workbook_that_cannot_be_written_is_an_os_error(run: Run, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(run, tmp_path / "nowhere" / "series.xlsx")


def test_without_a_readable_series_there_is_none(tmp_path: Path) -> None:
    assert read_series(tmp_path) is None


def test_number_formats() -> None:
    assert (number_format(0), number_format(2)) == ("#,##0", "#,##0.00")
    assert thousands_or_millions(999, 1e3) == (1, "")
    assert thousands_or_millions(1e5, 1e3) == (1e3, "thousand ")
    assert thousands_or_millions(1e7, 1e3) == (1e6, "million ")
    assert thousands_or_millions(float("nan"), 1e3) == (1, "")
