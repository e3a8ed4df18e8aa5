"""A company and a plan whose every text is hostile: nothing that is written of them runs."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

import ripple_sim as rs
from ripple_sim.briefs.formats import FORMS, writer
from ripple_sim.briefs.make import brief as make_brief
from ripple_sim.briefs.make import content_of
from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.record import exact, read_record
from ripple_sim.briefs.verify import verify_brief
from ripple_sim.report.folder import read_series, write_results
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.study.core.verify import verify_results

COMPANY = {
    "name": "=1+1",
    "title": "=cmd|' /C calc'!A0",
    "about": "@SUM(1)",
    "currency": "+EUR",
    "company": {
        "structure": {
            "units": 2,
            "frontline_per_unit": 3,
            "backstage_per_unit": 2,
            "central_staff": 2,
            "unit_names": ["=HYPERLINK(A1)", "-2+3"],
            "frontline_function": "@seller",
            "backstage_function": "=baker",
            "central_functions": ["+supplier"],
        },
        "pay": {"wage_per_year": 40_000, "fixed_cost_per_week": 500},
    },
    "market": {"members": 150, "contacts_per_week": 0.5, "wallet_per_week": 100},
    "service": {"hours_per_contact": 1.0, "tolerated_wait_hours": 0.5},
}
PLAN = """
name = "{name}"
title = "@title"
budget = 9000
[[interventions]]
name = "=training"
lever = "skills_training"
change = 0.8
start = 1
duration = 3
one_off_cost = 50
[[shocks]]
name = "-flu"
kind = "flu"
size = 0.3
start = 3
duration = 2
"""
LIVE = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
OVER = {"market.churn_per_year": {"low": 0.05, "high": 0.4}, "plan.1.change": {"low": 0.1, "high": 0.9}}
WEEKS = 8


def company():
    return rs.scenario.schema.Scenario.model_validate(COMPANY)


def plan(name, title="@title"):
    return parse_plan(PLAN.replace("{name}", name)).model_copy(update={"title": title})


def cells_of_csv(path):
    """Return headings and fields; numbers are left out."""
    text = path.read_bytes().decode("utf-8-sig")
    sign = ";" if path.parent.name.endswith("-comma") else ","
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
        for cell in row:
            try:
                float(cell.replace(",", ".") or "nan")
            except ValueError:
                yield cell


def formulas(path):
    book = openpyxl.load_workbook(path)
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """Every folder that the package writes, once with points and once with decimal commas."""
    place = tmp_path_factory.mktemp("hostile")
    base, one, other = company(), plan("=1+1 first"), plan("-1+1", title="")
    asked = {"horizon": WEEKS, "seed": 3}
    run = rs.run(base, weeks=WEEKS)
    compared = rs.compare(base, one, other, pairs=3, **asked)
    explained = rs.explain(base, one, pairs=2, **asked)
    traced = rs.trace(base, one, pairs=2, **asked)
    found = rs.sensitivity(base, one, over=OVER, n=2, replications=1, **asked)
    where = rs.discover(base, one, over=OVER, lowest=0.3, n=20, replications=1, **asked)
    best = rs.optimise(base, one, trials=2, replications=2, pairs=2, **asked)
    for ending, comma in (("", False), ("-comma", True)):
        write_results(run, place / f"run{ending}", ("csv", "xlsx"), decimal_comma=comma)
        compared.save(place / f"compared{ending}", decimal_comma=comma)
        explained.save(place / f"explained{ending}", decimal_comma=comma)
        traced.save(place / f"traced{ending}", decimal_comma=comma)
        best.save(place / f"optimum{ending}", decimal_comma=comma)
        for answer in (found, where):
            folder = place / f"{answer.kind}{ending}"
            folder.mkdir()
            answer.save(folder, decimal_comma=comma)
    return place


def test_no_table_of_text_holds_a_formula(everything):
    paths = sorted(everything.rglob("*.csv"))
    assert {path.name for path in paths} == {
        "series.csv",
        "chain.csv",
        "outcomes.csv",
        "units.csv",
        "ranking.csv",
        "parts.csv",
        "rings.csv",
        "passages.csv",
        "optimum.csv",
        "sensitivity.csv",
        "discovery.csv",
    }
    seen = set()
    for path in paths:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path
        texts = set(cells_of_csv(path))
        assert not [text for text in texts if LIVE.match(text)], path
        seen |= texts
    # The walk met the hostile texts, and did not pass because they were not there.
    assert {"'=1+1 first", "'-1+1", "'=HYPERLINK(A1)", "'-2+3", "'+EUR"} <= seen


@pytest.mark.parametrize("ending", ["", "-comma"])
def test_no_workbook_holds_a_formula_and_verify_says_the_same(everything, tmp_path, ending):
    assert not formulas(everything / f"run{ending}" / "series.xlsx")
    made = make_brief(
        everything / f"compared{ending}",
        plan="=1+1 first",
        why=everything / f"explained{ending}",
        tornado=everything / f"sensitivity{ending}",
    )
    path = made.write(tmp_path / "brief.xlsx")
    assert not formulas(path)
    shown = {cell.value for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row}
    # Plans stand by their titles, and by their names where they have none.
    assert {"=HYPERLINK(A1)", "@title", "-1+1", "+EUR"} <= shown
    verification = verify_brief(path)
    assert verification.same, verification.say


def test_points_and_commas_give_the_same_brief(everything):
    made = [
        make_brief(everything / f"compared{ending}", plan="-1+1", why=None, tornado=None) for ending in ("", "-comma")
    ]
    assert exact(made[0].numbers()) == exact(made[1].numbers())
    assert made[0].say() == made[1].say()


@pytest.mark.parametrize("name", ["run", "compared", "explained"])
def test_folders_with_commas_verify(everything, name):
    assert verify_results(everything / f"{name}-comma").same


def test_a_series_is_read_back_with_either_sign(everything):
    points, commas = (read_series(everything / name) for name in ("run", "run-comma"))
    assert points is not None
    assert points.equals(commas)
    assert {"=HYPERLINK(A1)", "-2+3"} <= set(points["unit"])


# Each breaks something else; those that count as a whole stand alone.
HOSTILE = ("x\x07y a\x00b\x1b[31m _x0041_ _x0041_x0042_ \ud800 $\\frac{$ ]]>--> " + "long " * 200, "<r>&</r>", "=1+1")


@pytest.mark.parametrize("text", HOSTILE, ids=("signs", "markup", "formula"))
@pytest.mark.parametrize("form", FORMS)
def test_no_text_breaks_a_format_or_what_it_carries(everything, monkeypatch, form, text):
    made = make_brief(everything / "compared", plan="-1+1")
    for name in ("title", "question"):
        monkeypatch.setattr(BriefPage, name, property(lambda _: text))
    monkeypatch.setattr(BriefPage, "say", lambda _: text)
    module, content = writer(form), content_of(made, form)
    record = read_record(module.carried(content), "here")
    assert module.look(content).words == record.words


def only_in(pattern, *allowed):
    """Return the lines of the package in which something stands that has its own writer."""
    root = Path(rs.__file__).parent
    return [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).as_posix() not in allowed
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_every_text_passes_through_the_one_writer_of_its_format():
    assert not only_in(r"\.to_csv\(|csv\.writer|csv\.DictWriter|\.to_excel\(")
    assert not only_in(
        r"xlsxwriter\.Workbook|\.write_(string|rich_string|formula|url|row|column)\(|"
        r"\.merge_range\(|\bsheet\.write\(",
        "report/workbook.py",
    )
    assert not only_in(r"\.to_netcdf\(", "report/folder.py")


def test_labelled_data_hold_what_they_can(tmp_path):
    from ripple_sim.report.folder import write_labelled

    run = rs.run(company(), weeks=1)
    data = run.data.assign_coords(unit=["a\x00b", *run.data["unit"].to_numpy()[1:]])
    data = data.assign_attrs(title="x\x00\x07")
    write_labelled(data, tmp_path / "data.nc")
    import xarray as xr

    with xr.open_dataset(tmp_path / "data.nc", engine="h5netcdf") as back:
        assert back.attrs["title"] == r"x\x00\x07"
        assert back["unit"].to_numpy()[0] == r"a\x00b"
    assert data.attrs["title"] == "x\x00\x07"


def test_a_picture_with_a_bell_in_its_text_is_whole_markup(tmp_path):
    import lxml.etree
    from matplotlib.figure import Figure

    from ripple_sim.report.overview_figure import save

    figure = Figure()
    figure.text(0.5, 0.5, "x\x07\x00--> & <b>")
    save(figure, tmp_path / "drawn.svg")
    lxml.etree.parse(tmp_path / "drawn.svg")
