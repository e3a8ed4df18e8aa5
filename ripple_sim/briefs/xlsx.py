"""A brief as a workbook: the summary first, then months, units, reasons and assumptions."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from typing import Any

from ripple_sim import __version__
from ripple_sim.briefs.content import Brief
from ripple_sim.briefs.formats import Seen, seen
from ripple_sim.briefs.months import CUMULATED, FIELDS
from ripple_sim.briefs.pictures import pngs
from ripple_sim.briefs.xlsx_cells import SHEET_OF_RECORD, cells_of, media_of, record_of
from ripple_sim.briefs.xlsx_sheet import Formats, Sheet
from ripple_sim.report.sheet_text import heading, workbook, write_text
from ripple_sim.report.style import ACCENT, LIGHT, MIDDLE
from ripple_sim.report.workbook import number_format
from ripple_sim.scenario.showing import visible
from ripple_sim.study.compare.outcomes import BY_NAME
from ripple_sim.study.explain.links import LAYERS
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered
from ripple_sim.study.sensitivity.figure import MEASURES, MOST_BARS

_MONEY = number_format(2)  # with its cents, so that small amounts keep their digits too
_IN_A_CELL = 30_000  # letters; Excel takes 32,767
_RANGES = {
    "value": "value",
    "interval_80_low": "mean, 80 %, low",
    "interval_80_high": "mean, 80 %, high",
    "interval_95_low": "mean, 95 %, low",
    "interval_95_high": "mean, 95 %, high",
    "single_80_low": "80 % of futures, low",
    "single_80_high": "80 % of futures, high",
}
_OF_LEVELS = ("mean", "low_80", "high_80")
_WORDS = {
    "mean": "mean",
    "low_80": "mean, 80 %, low",
    "high_80": "mean, 80 %, high",
    "low_95": "mean, 95 %, low",
    "high_95": "mean, 95 %, high",
    "single_low_80": "80 % of futures, low",
    "single_high_80": "80 % of futures, high",
}


def render(brief: Brief, record: str) -> bytes:
    """Return the file."""
    file = io.BytesIO()
    with workbook(file, in_memory=True) as book:
        book.set_properties({"title": visible(brief.title), "subject": visible(brief.question), "author": "ripple_sim"})
        formats = Formats(book)
        summary = Sheet(book, formats, "summary", (34, 15, 15, 15, 15, 15, 15, 15, 26))
        _summary(summary, brief)
        _monthly(Sheet(book, formats, "monthly", (8,)), brief)
        _units(Sheet(book, formats, "by unit", (22, 26, *[15] * 7, 26)), brief)
        if brief.why:
            _why(Sheet(book, formats, "why", (30, 34, 15, 15, 15, 12)), brief, *pngs(brief)["path"])
        if brief.tornado:
            _tornado(Sheet(book, formats, "depends on", (46, 30, 14, 14, 14, 18, 40)), brief)
        _assumptions(Sheet(book, formats, "assumptions", (24, 110)), brief)
        _chart(book, summary, brief)
        sheet = book.add_worksheet(SHEET_OF_RECORD)
        for row, start in enumerate(range(0, len(record), _IN_A_CELL)):
            write_text(book, sheet, row, 0, record[start : start + _IN_A_CELL])
        sheet.hide()
    return file.getvalue()


def look(content: bytes) -> Seen:
    """Return all cells, each with its place, and the pictures."""
    return seen(cells_of(content), media_of(content))


def carried(content: bytes) -> str | None:
    """Return the record that the file carries."""
    return record_of(content)


def _summary(sheet: Sheet, brief: Brief) -> None:
    sheet.say(brief.question, "soft")
    sheet.say(brief.title, "soft")
    sheet.say(brief.say(), "answer")
    for sentence in brief.done:
        sheet.say(sentence, "soft")
    sheet.skip()
    sheet.head(["plan less baseline", *_RANGES.values(), "unit"], texts=(0, -1))
    for row in brief.table().to_dict("records"):
        style = _style(str(row["outcome"]), row["unit_of_measure"] == brief.currency)
        sheet.row([row["label"], *(row[name] for name in _RANGES), row["unit_of_measure"]], style)
    ranking = brief.ranking
    if ranking is not None:
        sheet.skip()
        sheet.head(
            [
                "plans by net present value",
                f"value, {brief.currency}",
                f"cost, {brief.currency}",
                "probability that it is best in expectation",
                "share of futures in which it is best",
                f"expected regret, {brief.currency}",
            ]
        )
        names = ("net_present_value", "cost", "probability_best_expected", "share_best_single", "regret_expected")
        for row in ranking.to_dict("records"):
            large = ["", _MONEY, _MONEY, "0.00", "0.00", _MONEY]
            sheet.row([row["title"], *(row[name] for name in names)], large)


def _style(outcome: str, money: bool) -> str:
    return _MONEY if money else number_format(BY_NAME[outcome].decimals)


def _monthly(sheet: Sheet, brief: Brief) -> None:
    months = brief.months
    measures = list(dict.fromkeys(months["measure"]))
    shown = {name: FIELDS[:7] if name == CUMULATED else _OF_LEVELS for name in measures}
    head, columns, styles = ["month"], [], ["0"]
    for name in measures:
        rows = months[months["measure"] == name]
        about = rows.iloc[0]
        for field in shown[name]:
            head.append(f"{about['label']}: {_WORDS[field]} ({about['unit_of_measure']})")
            columns.append(rows[field].tolist())
            styles.append(_MONEY if name == CUMULATED else number_format(2))
    sheet.head(head, width=17, tall=75)
    for number, month in enumerate(brief.cumulated["month"].tolist()):
        sheet.row([month, *(column[number] for column in columns)], styles)
    sheet.freeze(1)


def _units(sheet: Sheet, brief: Brief) -> None:
    sheet.head(["business unit", "plan less baseline", *_RANGES.values(), "unit of measure"], texts=(0, 1, -1))
    for row in brief.by_unit().to_dict("records"):
        values = [row["unit"], row["label"], *(row[name] for name in _RANGES)]
        style = _style(str(row["outcome"]), row["unit_of_measure"] == brief.currency)
        sheet.row([*values, row["unit_of_measure"]], style)
    sheet.freeze(2, filtered=True)


def _why(sheet: Sheet, brief: Brief, picture: bytes, words: str) -> None:
    assert brief.why is not None
    sheet.say(brief.why.say(), "answer")
    sheet.head(["layer", "link", "mean", "mean, 80 %, low", "mean, 80 %, high", "unit"], texts=(0, 1, -1))
    for layer in LAYERS:
        for part in (*ordered(brief.why, layer), brief.why.total):
            ends = (float(part.band.low_80), float(part.band.high_80))
            sheet.row([LAYER_LABELS[layer], part.label, part.mean, *ends, brief.currency], _MONEY)
    sheet.skip()
    sheet.picture(picture, words)


def _tornado(sheet: Sheet, brief: Brief) -> None:
    assert brief.tornado is not None
    tornado = brief.tornado
    sheet.say(tornado.say(), "answer")
    sheet.say(f"Effect: {MEASURES[tornado.method]}.", "soft")
    sheet.head(
        ["what", "moved from … to", "effect", "95 % interval, low", "95 % interval, high", "unit", "path"],
        texts=(0, 1, -2, -1),
    )
    first = sheet.place
    for bar in brief.bars:
        ends = (bar.value - bar.half, bar.value + bar.half)
        style = number_format(0 if abs(brief.bars[0].value) >= 100 else 3)
        sheet.row([bar.label, bar.moved, bar.value, *ends, tornado.index_unit, bar.path], style)
    bars = sheet.book.add_chart({"type": "bar"})
    shown = min(len(brief.bars), MOST_BARS)
    last = first + shown - 1
    bars.add_series(
        {
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, 2, last, 2],
            "fill": {"color": ACCENT},
            "gap": 40,
        }
    )
    bars.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    bars.set_x_axis({"name": heading(f"effect, {tornado.index_unit}"), "major_gridlines": {"visible": True}})
    bars.set_legend({"none": True})
    bars.set_title({"name": heading(tornado.question.label), "name_font": {"size": 11}})
    bars.set_size({"width": 900, "height": 120 + 26 * shown})
    sheet.chart(bars, f"Bar chart of the column effect: {tornado.say()}")


def _assumptions(sheet: Sheet, brief: Brief) -> None:
    sheet.head(["what", "said"], texts=(0, 1))
    for sentence in brief.done:
        sheet.row(["what is done", sentence], "@")
    for sentence in brief.limits:
        sheet.row(["assumptions and limits", sentence], "@")
    for name, value in brief.origin:
        sheet.row([name, value], "@")
    sheet.row(
        [
            "how to check",
            f"“ripple verify” with this file computes its numbers again and compares. ripple_sim {__version__}",
        ],
        "@",
    )


def _chart(book: Any, sheet: Sheet, brief: Brief) -> None:
    """Add the profit difference over time, drawn by the spreadsheet from the sheet "monthly"."""
    lines = book.add_chart({"type": "line"})
    last = len(brief.cumulated)
    looks: Iterable[tuple[int, str, dict[str, Any]]] = (
        (1, "mean", {"color": ACCENT, "width": 2.5}),
        (2, "mean, 80 %, low", {"color": ACCENT, "width": 1, "dash_type": "dash"}),
        (3, "mean, 80 %, high", {"color": ACCENT, "width": 1, "dash_type": "dash"}),
        (6, "80 % of futures", {"color": MIDDLE, "width": 1}),
        (7, "80 % of futures, high", {"color": MIDDLE, "width": 1}),
    )
    for column, name, line in looks:
        lines.add_series(
            {
                "name": name,
                "categories": ["monthly", 1, 0, last, 0],
                "values": ["monthly", 1, column, last, column],
                "line": line,
            }
        )
    lines.set_title({"name": f"Profit, plan less baseline, cumulated ({brief.currency})", "name_font": {"size": 11}})
    step = max(math.ceil(last / 12), 1)
    lines.set_x_axis({"name": "month", "interval_unit": step, "label_position": "low"})
    lines.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": LIGHT}}})
    lines.set_legend({"position": "bottom", "delete_series": [2, 4]})
    lines.set_size({"width": 900, "height": 380})
    sheet.skip()
    sheet.chart(lines, "Line chart of the sheet monthly: mean, 80 % interval, 80 % of futures.")
