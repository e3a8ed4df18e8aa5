"""The board: rows with strips, or the table that says the same, and one number in detail."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.form import SearchBox
from ripple_sim.app.components.pictures import FactBoard, Group, Row, Strip
from ripple_sim.app.components.progress import Button
from ripple_sim.app.session.evidence import LONGEST, Asked, grouped_findings
from ripple_sim.app.shell.navigation import use_way
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.evidence import Board, Finding
from ripple_sim.evidence.strip import LINKS, strip_place
from ripple_sim.evidence.table import decimals_of, decimals_stated, verified
from ripple_sim.wording import as_sentence, mark

Ask = Callable[[Asked], None]
VERDICTS = {
    "miss": mark("misses"),
    "hit": mark("hits"),
    "not measured": mark("not measured"),
    "not testable": mark("not testable"),
}
STRENGTHS = {"strong": mark("strong"), "fair": mark("fair"), "weak": mark("weak")}
USES = {"fitted": mark("fitted"), "not fitted": mark("checked, not fitted"), "reference": mark("for reference only")}
ORDERS = {"misses": mark("misses first"), "links": mark("by link of the chain")}


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
            Button(words.say("Show everything"), lambda: ask(Asked(order=asked.order)), plain=True, small=True)


VERDICT = {
    "hit": (mark("hit"), mark("hit, near the bound"), "check-circle"),
    "miss": (mark("miss"), mark("miss, near the bound"), "rhombus-outline"),
    "not measured": (mark("not measured"), mark("not measured"), "close"),
}
KINDS = {"range": mark("a range only"), "direction": mark("a direction"), "shape": mark("a shape")}


@solara.component
def TheBoard(board: Board, again: Board | None, asked: Asked, ask: Ask) -> None:
    """Draw the filters and the numbers asked for; ``again`` is what was measured just now."""
    words = use_words()
    groups = grouped_findings(board, asked)
    now = {one.check.key: one for one in again.findings if one.worlds} if again else {}
    count = sum(len(rows) for _, rows in groups)
    titles = {
        "miss": words.count("{number} miss", "{number} misses", len(dict(groups).get("miss", ()))),
        "hit": words.count("{number} hit", "{number} hits", len(dict(groups).get("hit", ()))),
    }

    def title(name: str) -> str:
        return titles[name] if name in titles else f"{name}  {words.say(LINKS[name])}"

    rows = solara.use_memo(
        lambda: [
            Group(name, title(name), [_row(words, one, now) for one in found], name == groups[0][0] or asked.filtered)
            for name, found in groups
        ],
        [id(board), id(again), asked.but(number=""), words.language],
    )

    def picture() -> Any:
        opened = next((one for _, rows in groups for one in rows if one.check.key == asked.number), None)
        FactBoard(
            rows,
            asked.number,
            detail(words, opened, now.get(opened.check.key)) if opened else [],
            [words.say("simulated"), words.say("accepted"), words.say("verdict")],
            lambda key: ask(asked.but(number="" if key == asked.number else key)),
        )

    def table() -> Any:
        return _table(words, [one for _, found in groups for one in found], now)

    note = words.say(
        "Band: the accepted range, each row on its own scale; tick: the published value; dot "
        "or diamond with bar: the simulated mean and its 95 % interval over worlds; dashed "
        "band: weak evidence. Select a row for its source and details."
    )
    with html.within("section", class_="r-card r-stack", aria_label=words.say("Rows shown")):
        Filters(asked, ask)
        html.element(
            "p",
            words.count(
                "{number} number of {all} shown",
                "{number} numbers of {all} shown",
                count,
                all=words.number(len(board.findings)),
            ),
            class_="r-quiet",
            role="status",
        )
    Pictured(words.say("The board"), picture, table, note)


def _row(words: Words, finding: Finding, now: dict[str, Finding]) -> Row:
    check = finding.check
    measured = now.get(check.key)
    return Row(
        key=check.key,
        id=finding.fact.id,
        link=words.say(finding.fact.about),
        name=words.say(check.name),
        value=_number(words, finding.value),
        unit=words.say(check.unit),
        accepted=_accepted(words, finding),
        verdict=_verdict(words, finding),
        icon=VERDICT[finding.verdict][2],
        inside=finding.inside,
        weak=finding.kind == "reference",
        strip=_strip(finding, measured),
        again=words.say("now {value}", value=_number(words, measured.value)) if measured else "",
    )


def _strip(finding: Finding, measured: Finding | None) -> Strip:
    check = finding.check

    def place(value: float | None) -> float | None:
        if value is None or not math.isfinite(value):
            return None
        return round(strip_place(finding, value), 4)

    low, high = place(check.low), place(check.high)
    return Strip(
        low=0.0 if low is None else low,
        high=1.0 if high is None else high,
        published=place(check.published),
        value=place(finding.value),
        from_=place(finding.low),
        to=place(finding.high),
        now=place(measured.value) if measured else None,
    )


def detail(words: Words, finding: Finding, measured: Finding | None) -> list[tuple[str, str]]:
    """Return everything that is known of a number, a term and its text a row."""
    check, fact = finding.check, finding.fact
    unit = words.say(check.unit)
    rows = [
        (words.say("the fact"), words.say(fact.says)),
        (words.say("citation"), fact.citation),
        (words.say("sample"), fact.sample),
        (words.say("the statistic as it was recorded"), fact.statistic),
        (words.say("statistic"), f"{fact.type}; {fact.level}"),
        (words.say("lag"), fact.lag or ""),
        (words.say("verified"), verified(fact)),
        (
            words.say("evidence"),
            words.say(
                "{strength}; {use}", strength=words.say(STRENGTHS[fact.strength]), use=words.say(USES[finding.kind])
            ),
        ),
        (
            words.say("published"),
            words.say(
                "{value}; accepted: {range} {unit}",
                value=_published(words, finding),
                range=_accepted(words, finding),
                unit=unit,
            ),
        ),
        (words.say("simulated"), _simulated(words, finding)),
        (words.say("just now"), _simulated(words, measured) if measured else ""),
        (words.say("how measured"), words.say(as_sentence(check.says))),
        (words.say("reason"), finding.reason_in(words)),
        (words.say("mechanism"), words.say(as_sentence(check.mechanism))),
    ]
    return [(term, text) for term, text in rows if text]


def _simulated(words: Words, finding: Finding) -> str:
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


def _table(words: Words, findings: list[Finding], now: dict[str, Finding]) -> Any:
    heads = [
        words.say("Number"),
        words.say("Published"),
        words.say("Accepted"),
        words.say("Simulated"),
        words.say("95 % interval"),
        words.say("Unit"),
        words.say("Verdict"),
        words.say("Evidence"),
        words.say("Use"),
    ]
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


def _verdict(words: Words, finding: Finding) -> str:
    plain, near, _ = VERDICT[finding.verdict]
    return words.say(near if finding.near_the_bound else plain)


def _interval(words: Words, finding: Finding) -> str:
    if not math.isfinite(finding.low):
        return "–"
    return words.say("{low} to {high}", low=_number(words, finding.low), high=_number(words, finding.high))


def _accepted(words: Words, finding: Finding) -> str:
    low, high = finding.check.low, finding.check.high
    if math.isinf(high):
        return words.say("{low} or more", low=_stated(words, low))
    if math.isinf(low):
        return words.say("{high} or less", high=_stated(words, high))
    return words.say("{low} to {high}", low=_stated(words, low), high=_stated(words, high))


def _published(words: Words, finding: Finding) -> str:
    value = finding.check.published
    return words.say(KINDS[finding.check.kind]) if value is None else _stated(words, value)


def _number(words: Words, value: float) -> str:
    return words.number(value, decimals_of(value))


def _stated(words: Words, value: float) -> str:
    return words.number(value, decimals_stated(value))
