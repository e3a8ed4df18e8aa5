"""Every format says the same, with the studies' numbers, and needs nothing else."""

import io
import re
import sys
from xml.etree import ElementTree

import openpyxl
import pytest
from pptx import Presentation

from ripple_sim.briefs import formats as forms
from ripple_sim.briefs import html as page
from ripple_sim.briefs import pdf as paper
from ripple_sim.briefs import pptx as slides
from ripple_sim.briefs import xlsx as workbook
from ripple_sim.briefs.formats import FORMS, form_of, seen
from ripple_sim.briefs.make import content_of
from ripple_sim.briefs.record import exact, read_record
from ripple_sim.briefs.tables import tables
from ripple_sim.scenario.problems import RippleError
from tests.briefs.pdf_text import read_paper

MODULES = {"html": page, "pdf": paper, "pptx": slides, "xlsx": workbook}


@pytest.fixture
def contents(written):
    """The brief's content in every format."""
    return {form: path.read_bytes() for form, path in written.items()}


def words_of(form, content):
    """Return what a file says; paper is read back by the tests alone."""
    if form == "pdf":
        return seen(read_paper(content).words(), []).words
    return MODULES[form].look(content).words


@pytest.mark.parametrize("form", ["html", "pdf", "pptx"])
def test_every_cell_of_every_table_is_shown(brief, contents, form):
    words = words_of(form, contents[form])
    told = tables(brief)
    if form == "pdf":  # its path chart tells the parts
        told = {name: table for name, table in told.items() if not name.startswith("why")}
    for table in told.values():
        for row in table.rows:
            for cell in row:
                assert " ".join(cell.split()) in words


@pytest.mark.parametrize("form", FORMS)
def test_question_answer_and_limits_are_told(brief, contents, form):
    words = words_of(form, contents[form])
    for sentence in (brief.question, brief.say(), brief.why.say(), *brief.limits):
        # Lines are broken elsewhere on paper, where a table's cells stand between.
        assert " ".join(sentence.split()) in words
    assert brief.manifest.scenario_hash in words


@pytest.mark.parametrize("form", FORMS)
def test_the_record_holds_all_numbers_and_what_repeats_them(brief, contents, form):
    record = read_record(MODULES[form].carried(contents[form]), "the brief")
    assert record.form == form
    assert record.numbers == exact(brief.numbers())
    for study, answer in ((record.compared, brief.compared), (record.why, brief.why), (record.tornado, brief.tornado)):
        assert study.texts == answer.provenance.texts
        assert study.manifest == answer.provenance.manifest
    shown = MODULES[form].look(contents[form])
    assert (record.words, record.pictures) == (shown.words, shown.pictures)


def test_the_workbook_has_the_numbers_themselves(brief, contents):
    book = openpyxl.load_workbook(io.BytesIO(contents["xlsx"]))
    assert book.sheetnames == ["summary", "monthly", "by unit", "why", "depends on", "assumptions", "record"]
    assert book["record"].sheet_state == "hidden"
    rows = {row[0]: row for row in book["summary"].iter_rows(values_only=True) if row[0]}
    for row in brief.table().to_dict("records"):
        cells = rows[row["label"]]
        expected = [row["value"], row["interval_80_low"], row["interval_80_high"]]
        for cell, value in zip(cells[1:4], expected, strict=True):
            if value == value and abs(value) != float("inf"):
                assert cell == pytest.approx(value, rel=1e-14, abs=1e-12)
            else:
                assert cell in (None, "never")
    months = list(book["monthly"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in months] == pytest.approx(brief.cumulated["mean"].tolist())
    units = list(book["by unit"].iter_rows(min_row=2, values_only=True))
    assert len(units) == len(brief.by_unit())
    parts = [row[2] for row in book["why"].iter_rows(min_row=3, values_only=True) if row[1]]
    assert sum(part.mean for part in brief.why.parts) == pytest.approx(sum(parts) - 2 * brief.why.total.mean)


def test_the_page_asks_nothing_of_the_network_and_nothing_of_other_files(contents):
    text = contents["html"].decode()
    assert not re.search(r"""(?:src|href|action|poster|srcset)\s*=\s*["'](?!#)""", text)
    assert not re.search(r"url\((?!#)|@import|<(?:link|iframe|object|embed|img)\b", text)
    assert "default-src 'none'" in text
    assert not re.search(r'<script(?! type="application/json")', text)


def test_the_page_can_be_read_aloud(contents):
    text = contents["html"].decode()
    assert '<html lang="en">' in text
    assert text.count("<h1") == 1
    assert len(re.findall("<h2", text)) == 5
    svgs = re.findall(r"<svg\b[^>]*>", text)
    assert len(svgs) == 3
    assert all('role="img"' in svg and 'aria-label="' in svg for svg in svgs)
    assert "%" in svgs[0]
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    used = re.findall(r'(?:url\(|href=")#([^")]+)', text)
    assert set(used) <= set(ids)
    assert text.count("<table>") == text.count("<caption>") == 5
    assert "<td" not in re.sub(r"<tr[^>]*><th scope=\"row\">.*?</tr>", "", text)
    for svg in re.findall(r"<svg\b.*?</svg>", text, re.DOTALL):
        ElementTree.fromstring(svg)
        assert not re.search("#[0-9a-f]{6}", svg)  # colours are the page's, light or dark


def test_the_paper_is_one_page(contents):
    objects = read_paper(contents["pdf"]).objects.values()
    assert sum(bool(re.search(rb"/Type /Page\b(?!s)", head)) for head, _ in objects) == 1


def test_slides_have_native_tables_titles_and_told_pictures(brief, contents):
    deck = Presentation(io.BytesIO(contents["pptx"]))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        brief.say(),
        "Which plan is best",
        "Why: the profit difference along the chain",
        "What it depends on most",
        "Assumptions and limits",
    ]
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    native = {
        shape.name: [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in shapes
        if shape.has_table
    }
    for table in tables(brief).values():
        assert native[table.caption] == [list(table.head), *map(list, table.rows)]
    pictures = [shape for shape in shapes if hasattr(shape, "image")]
    assert len(pictures) == 3
    assert all(shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures)
    bottom = max(shape.top + shape.height for shape in shapes)
    assert bottom <= deck.slide_height


def test_without_the_other_studies_it_is_shorter(brief):
    text = content_of(type(brief)(brief.compared, brief.plan), "html").decode()
    assert text.count("<svg") == 1
    assert "What it depends on most" not in text


def test_the_same_brief_is_the_same_file(brief, contents):
    assert content_of(brief, "html") == contents["html"]


@pytest.mark.parametrize(
    ("out", "form", "found"),
    [
        (None, None, "html"),
        ("a.PDF", None, "pdf"),
        ("a.htm", None, "html"),
        ("a", "xlsx", "xlsx"),
        ("a.b", "pptx", "pptx"),
    ],
)
def test_the_format_is_asked_for_or_told_by_the_file(tmp_path, out, form, found):
    assert form_of(out and tmp_path / out, form) == found


@pytest.mark.parametrize(
    ("out", "form", "sentence"),
    [
        ("a.docx", None, "'docx'; there are html, pdf, pptx, xlsx"),
        ("a.ppt", None, "did you mean 'pptx'"),
        ("a.pdf", "html", r"a\.pdf ends in \.pdf, but the format asked for is html"),
    ],
)
def test_another_format_is_refused(tmp_path, out, form, sentence):
    with pytest.raises(RippleError, match=sentence):
        form_of(tmp_path / out, form)


@pytest.mark.parametrize(("form", "library"), [("html", "jinja2"), ("pdf", "reportlab"), ("pptx", "pptx")])
def test_a_library_that_is_missing_is_one_sentence(monkeypatch, form, library):
    name = f"ripple_sim.briefs.{forms.MODULES[form]}"
    for loaded in [one for one in sys.modules if one == library or one.startswith(f"{library}.")]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, name)
    with pytest.raises(RippleError, match=r'install it with: pip install "ripple_sim\[reports\]"'):
        forms.writer(form)
