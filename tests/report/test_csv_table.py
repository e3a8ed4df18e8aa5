"""Tables of text: what goes in comes out, no text is a formula, and spreadsheets can read them."""

import csv
import io
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ripple_sim.report.csv_table import (
    guarded,
    has_decimal_comma,
    numbers_of,
    read_table,
    unguarded,
    write_columns,
    write_table,
)
from ripple_sim.scenario.showing import visible

FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1")
# Pieces of which hostile texts are made; a plain text of Hypothesis rarely holds one.
PIECES = st.sampled_from([*"=+-@\t\r\n,;\"' ab1", "＝", "–", "کارگاه"])
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=12))
LIVE = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")


def cells(path, sign):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


@given(TEXTS)
@example("'=1")
@example("''=1")
@example("\t=")
def test_guarding_is_undone(text):
    assert unguarded(guarded(text)) == visible(text)


@given(TEXTS)
def test_no_guarded_text_begins_like_a_formula_wherever_it_is_parted(text):
    for sign in (",", ";", "\t"):
        for part in re.split(rf"[{sign}\r\n\"]", guarded(text)):
            assert not LIVE.match(part) or not part.strip(" \t\r\n")


@settings(max_examples=60)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    heading=TEXTS,
    numbers=st.lists(st.floats(), min_size=4, max_size=4),
    comma=st.booleans(),
)
def test_texts_and_numbers_come_back_to_the_last_bit(tmp_path_factory, texts, heading, numbers, comma):
    path = tmp_path_factory.mktemp("table") / "table.csv"
    heading = f"a{visible(heading)}".replace("\r", " ")
    # Beside a number, so that a row of one empty text is a row.
    texts = [visible(text).replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    kept = np.array(numbers[: len(texts)])
    write_columns({heading: texts, "number": kept}, path, comma)
    back = read_table(path)
    assert list(back.columns) == [heading, "number"]
    assert back[heading].tolist() == texts
    assert has_decimal_comma(path) == comma
    np.testing.assert_array_equal(numbers_of(back, "number"), kept)


@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_text_in_cells_and_headings(tmp_path, text, comma):
    write_columns({text: [text], "number": [-1.5]}, tmp_path / "table.csv", comma)
    head, row = cells(tmp_path / "table.csv", ";" if comma else ",")
    assert not LIVE.match(head[0])
    assert not LIVE.match(row[0])
    assert row[1] == ("-1,5" if comma else "-1.5")


def test_a_text_that_is_parted_elsewhere_begins_no_formula_there(tmp_path):
    write_columns({"plan": ["a;=1+1", 'b"\n=1+1']}, tmp_path / "table.csv")
    for sign in (",", ";"):
        assert not any(cell.startswith("=") for row in cells(tmp_path / "table.csv", sign) for cell in row)


def test_a_spreadsheet_sees_which_letters_they_are(tmp_path):
    write_columns({"unit": ["Zürich – کارگاه"]}, tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pd.read_csv(tmp_path / "table.csv")["unit"].tolist() == ["Zürich – کارگاه"]


def test_pandas_reads_a_decimal_comma(tmp_path):
    table = pd.DataFrame(
        {"name": ["a, b", "c; d"], "x": [1.5, math.nan], "n": [1, 2], "yes": [True, False], "mixed": [2.5, "2.5"]}
    )
    write_table(table, tmp_path / "table.csv", decimal_comma=True)
    back = pd.read_csv(tmp_path / "table.csv", sep=";", decimal=",")
    pd.testing.assert_frame_equal(back[["name", "x", "n", "yes"]], table[["name", "x", "n", "yes"]], check_dtype=False)
    assert (tmp_path / "table.csv").read_text("utf-8-sig").splitlines()[1] == ('"a, b";1,5;1;True;2,5')


def test_values_that_are_equal_stay_what_they_are(tmp_path):
    write_columns({"a": [1, 1.0, True, None, "1", np.float64(0.1), np.int64(3), math.inf]}, tmp_path / "table.csv")
    lines = (tmp_path / "table.csv").read_text("utf-8-sig").splitlines()
    assert lines == ["a", "1", "1.0", "True", "", "1", "0.1", "3", "inf"]


def test_control_characters_are_written_out(tmp_path):
    write_columns({"a": ["x\x00\x07y\ud800"]}, tmp_path / "table.csv")
    assert read_table(tmp_path / "table.csv")["a"].tolist() == [r"x\x00\x07y\ud800"]
