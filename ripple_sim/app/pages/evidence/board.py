"""The board: filters, rows with strips or the table that says the same, and one number in detail."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.form import SearchBox
from ripple_sim.app.components.pictures import FactBoard
from ripple_sim.app.session.evidence import LONGEST, Asked, grouped_findings
from ripple_sim.app.shell.visiting import use_way, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import between
from ripple_sim.evidence import Board, CheckResult
from ripple_sim.evidence.figure import LINKS, strip_place
from ripple_sim.evidence.table import decimals_of, decimals_stated, verified
from ripple_sim.wording import as_sentence, mark

Ask = Callable[[Asked], None]
Now = dict[str, CheckResult]  # what was measured just now, by the check's key
VERDICTS = {
    "miss": mark("misses"),
    "hit": mark("hits"),
    "not measured": mark("not measured"),
    "not testable": mark("not testable"),
}
STRENGTHS = {"strong": mark("strong"), "fair": mark("fair"), "weak": mark("weak")}
USES = {"fitted": mark("fitted"), "not fitted": mark("checked, not fitted"), "reference": mark("for reference only")}
ORDERS = {"misses": mark("misses first"), "links": mark("by link of the chain")}
VERDICT = {
    "hit": (mark("hit"), mark("hit, near the bound"), "check-circle"),
    "miss": (mark("miss"), mark("miss, near the bound"), "rhombus-outline"),
    "not measured": (mark("not measured"), mark("not measured"), "close"),
}
KINDS = {"range": mark("a range only"), "direction": mark("a direction"), "shape": mark("a shape")}
HEADS = (
    mark("Number"),
    mark("Published"),
    mark("Accepted"),
    mark("Simulated"),
    mark("95 % interval"),
    mark("Unit"),
    mark("Verdict"),
    mark("Evidence"),
    mark("Use"),
)


def use_asked() -> tuple[Asked, Ask]:
    """Return what the address asks for, and a function that asks for something else."""
    router, way = solara.use_router(), use_way()
    asked = Asked.from_search(router.search)

    def ask(other: Asked) -> None:
        query = other.search()
        way("/evidence" + (f"?{query}" if query else ""))

    return asked, ask


@solara.component
def Filters(asked: Asked, ask: Ask) -> None:
    """Draw the filters; every change stands in the address."""
    words = use_words()

    def choose(name: str, key: str) -> None:
        ask(asked.but(**{name: key}))

    def choice(name: str, label: str, names: dict[str, str], everything: str) -> None:
        options = [("", everything)] if everything else []
        options += [(key, words.say(text)) for key, text in names.items()]
        html.select(label, options, getattr(asked, name), partial(choose, name))

    with html.within("div", class_="r-row", role="search", aria_label=words.say("Filters")):
        choice("verdict", words.say("Verdict"), VERDICTS, words.say("all verdicts"))
        choice("strength", words.say("Evidence"), STRENGTHS, words.say("any strength"))
        choice("use", words.say("Use"), USES, words.say("fitted and checked"))
        choice("link", words.say("Link"), LINKS, words.say("the whole chain"))
        choice("order", words.say("Order"), ORDERS, "")
        SearchBox(words.say("Words"), asked.words, LONGEST, partial(choose, "words"))
        if asked.filtered:
            html.button(words.say("Show everything"), lambda: ask(Asked(order=asked.order)), plain=True, small=True)


@solara.component
def TheBoard(board: Board, again: Board | None, asked: Asked, ask: Ask) -> None:
    """Draw the filters and the numbers asked for; ``again`` is what was measured just now."""
    words = use_words()
    groups = grouped_findings(board, asked)
    now = {one.check.key: one for one in again.findings if one.worlds} if again else {}
    shown = [one for _, rows in groups for one in rows]
    drawn = solara.use_memo(
        lambda: [_group(words, name, rows, now) for name, rows in groups],
        [id(board), id(again), asked.but(number=""), words.language],
    )

    def opens(number: int, rows: Sequence[CheckResult]) -> bool:
        return number == 0 or asked.filtered or any(one.check.key == asked.number for one in rows)

    def pressed(key: str) -> None:
        if any(one.check.key == key for one in shown):
            ask(asked.but(number="" if key == asked.number else key))

    def picture() -> Any:
        opened = next((one for one in shown if one.check.key == asked.number), None)
        FactBoard(
            groups=[
                {**group, "open": opens(number, rows)}
                for number, (group, (_, rows)) in enumerate(zip(drawn, groups, strict=True))
            ],
            opened=asked.number if opened else "",
            detail=detail(words, opened, now.get(opened.check.key)) if opened else [],
            heads=[words.say("simulated"), words.say("accepted"), words.say("verdict")],
            event_open=pressed,
        )

    how_many = words.count(
        "{number} number of {all} shown",
        "{number} numbers of {all} shown",
        len(shown),
        all=words.number(len(board.findings)),
    )
    note = words.say(
        "Band: the accepted range, each row on its own scale; tick: the published value; dot or diamond with bar: the "
        "simulated mean and its 95 % interval over worlds; dashed band: weak evidence. Select a row for its source "
        "and details."
    )
    with html.within("section", class_="r-card r-stack", aria_label=words.say("Rows shown")):
        Filters(asked, ask)
        html.element("p", how_many, class_="r-quiet", role="status")
    Pictured(words.say("The board"), picture, lambda: _table(words, shown, now), note)


def _group(words: Words, name: str, rows: Sequence[CheckResult], now: Now) -> dict[str, Any]:
    titles = {
        "miss": words.count("{number} miss", "{number} misses", len(rows)),
        "hit": words.count("{number} hit", "{number} hits", len(rows)),
    }
    title = titles.get(name) or f"{name}  {words.say(LINKS[name])}"
    return {"name": name, "title": title, "rows": [_row(words, one, now.get(one.check.key)) for one in rows]}


def _row(words: Words, finding: CheckResult, measured: CheckResult | None) -> dict[str, Any]:
    check = finding.check
    return {
        "key": check.key,
        "id": finding.fact.id,
        "link": words.say(finding.fact.about),
        "name": words.say(check.name),
        "value": _number(words, finding.value),
        "unit": words.say(check.unit),
        "accepted": _accepted(words, finding),
        "verdict": _verdict(words, finding),
        "icon": VERDICT[finding.verdict][2],
        "inside": finding.inside,
        "weak": finding.kind == "reference",
        "strip": _strip(finding, measured),
        "again": words.say("now {value}", value=_number(words, measured.value)) if measured else "",
    }


def _strip(finding: CheckResult, measured: CheckResult | None) -> dict[str, float | None]:
    check = finding.check

    def place(value: float | None) -> float | None:
        if value is None or not math.isfinite(value):
            return None
        return round(strip_place(finding, value), 4)

    low, high = place(check.low), place(check.high)
    return {
        "low": 0.0 if low is None else low,
        "high": 1.0 if high is None else high,
        "published": place(check.published),
        "value": place(finding.value),
        "from": place(finding.low),
        "to": place(finding.high),
        "now": place(measured.value) if measured else None,
    }


def detail(words: Words, finding: CheckResult, measured: CheckResult | None) -> list[list[str]]:
    """Return everything that is known of a number, a term and its text a row."""
    check, fact = finding.check, finding.fact
    strength, use = words.say(STRENGTHS[fact.strength]), words.say(USES[finding.kind])
    published = words.say(
        "{value}; accepted: {range} {unit}",
        value=_published(words, finding),
        range=_accepted(words, finding),
        unit=words.say(check.unit),
    )
    rows = [
        [words.say("the fact"), words.say(fact.says)],
        [words.say("citation"), fact.citation],
        [words.say("sample"), fact.sample],
        [words.say("the statistic as it was recorded"), fact.statistic],
        [words.say("statistic"), f"{fact.type}; {fact.level}"],
        [words.say("lag"), fact.lag or ""],
        [words.say("verified"), verified(fact)],
        [words.say("evidence"), words.say("{strength}; {use}", strength=strength, use=use)],
        [words.say("published"), published],
        [words.say("simulated"), _simulated(words, finding)],
        [words.say("just now"), _simulated(words, measured) if measured else ""],
        [words.say("how measured"), words.say(as_sentence(check.says))],
        [words.say("reason"), finding.reason_in(words)],
        [words.say("mechanism"), words.say(as_sentence(check.mechanism))],
    ]
    return [row for row in rows if row[1]]


def _simulated(words: Words, finding: CheckResult) -> str:
    if not finding.worlds:
        return words.say("not measured")
    value = words.say("{number} {unit}", number=_number(words, finding.value), unit=words.say(finding.check.unit))
    if finding.worlds == 1:
        return words.say("{value}, in one world, so without an interval", value=value)
    return words.count(
        "{value}, 95 % interval {low} to {high}, over {number} world",
        "{value}, 95 % interval {low} to {high}, over {number} worlds",
        finding.worlds,
        value=value,
        low=_number(words, finding.low),
        high=_number(words, finding.high),
    )


def _table(words: Words, findings: Sequence[CheckResult], now: Now) -> Any:
    heads = [words.say(head) for head in HEADS]
    rows = [
        [
            f"{one.fact.id} {words.say(one.fact.about)}: {words.say(one.check.name)}",
            _published(words, one),
            _accepted(words, one),
            _number(words, one.value),
            _interval(words, one),
            words.say(one.check.unit),
            _verdict(words, one),
            words.say(STRENGTHS[one.fact.strength]),
            words.say(USES[one.kind]),
        ]
        for one in findings
    ]
    if now:
        heads.insert(5, words.say("Just now"))
        for row, one in zip(rows, findings, strict=True):
            measured = now.get(one.check.key)
            row.insert(5, _number(words, measured.value) if measured else "–")
    return Table(words.say("The numbers shown, simulated over worlds"), heads, rows)


def _verdict(words: Words, finding: CheckResult) -> str:
    plain, near, _ = VERDICT[finding.verdict]
    return words.say(near if finding.near_the_bound else plain)


def _interval(words: Words, finding: CheckResult) -> str:
    if not math.isfinite(finding.low):
        return "–"
    return between(words, finding.low, finding.high, partial(_number, words))


def _accepted(words: Words, finding: CheckResult) -> str:
    low, high = finding.check.low, finding.check.high
    if math.isinf(high):
        return words.say("{low} or more", low=_stated(words, low))
    if math.isinf(low):
        return words.say("{high} or less", high=_stated(words, high))
    return between(words, low, high, partial(_stated, words))


def _published(words: Words, finding: CheckResult) -> str:
    value = finding.check.published
    return words.say(KINDS[finding.check.kind]) if value is None else _stated(words, value)


def _number(words: Words, value: float) -> str:
    return words.number(value, decimals_of(value))


def _stated(words: Words, value: float) -> str:
    return words.number(value, decimals_stated(value))
