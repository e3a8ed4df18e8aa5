"""Workbooks hold text as it is, whatever it looks like."""

import io

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ripple_sim.briefs.xlsx_sheet import cells_of
from ripple_sim.report.workbook import LONGEST, heading, workbook, write_across, write_text
from ripple_sim.scenario.showing import visible

PIECES = st.sampled_from(
    [
        "=",
        "+",
        "@",
        "_x0041_",
        "_x0042_",
        "x0041_",
        "_",
        "<r>",
        "</r>",
        "&",
        "a",
        " ",
        "\n",
        "\t",
        "\x07",
        "http://a.b",
        "{=1}",
        "1",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, min_size=1, max_size=8).map("".join), st.text(min_size=1))


def written(text, constant_memory=False, across=False, tmp_path=None):
    file = io.BytesIO() if not constant_memory else tmp_path / "book.xlsx"
    settings = {"constant_memory": True} if constant_memory else {"in_memory": True}
    with workbook(file, **settings) as book:
        sheet = book.add_worksheet("sheet")
        if across:
            write_across(book, sheet, 0, 3, text, book.add_format({"bold": True}))
        else:
            write_text(book, sheet, 0, 0, text)
    return file.read_bytes() if constant_memory else file.getvalue()


@settings(max_examples=150)
@given(text=TEXTS, across=st.booleans())
@example(text="=1+1", across=True)
@example(text="_x0041_", across=False)
@example(text="_x0041_x0042_", across=True)
@example(text="<r>&</r>", across=False)
@example(text="x\x07", across=True)
def test_text_is_read_back_as_it_was(text, across):
    content = written(text, across=across)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {cell.data_type for row in book["sheet"].iter_rows() for cell in row} <= {"s", "n"}
    expected = visible(text).replace("\r\n", "\n")
    assert cells_of(content) == [f"sheet!A1={visible(text)}"]
    if "x005F_" not in text and "\r" not in text:  # which openpyxl reads otherwise than Excel
        assert book["sheet"]["A1"].value == expected


@pytest.mark.parametrize("text", ["=1+1", "<r>&</r>", "_x0041_x0042_", "_x0041_", " a "])
def test_text_is_text_in_large_books_too(tmp_path, text):
    content = written(text, constant_memory=True, tmp_path=tmp_path)
    assert cells_of(content) == [f"sheet!A1={text}"]
    assert openpyxl.load_workbook(io.BytesIO(content))["sheet"]["A1"].data_type != "f"


def test_what_is_too_long_for_a_cell_says_so():
    (cell,) = cells_of(written("😀" * LONGEST))
    assert cell.endswith("😀…")


def test_a_chart_takes_no_title_for_an_address():
    assert heading("=A1") == " =A1"
    assert heading("plain") == "plain"
