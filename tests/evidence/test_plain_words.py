"""What a visitor reads of facts, lessons, plans and levers holds no research notes."""

import re

import pytest

from ripple_sim.app.words.gathering import gathered
from ripple_sim.evidence.facts import facts
from ripple_sim.learn.texts import challenge_names, lesson_names, load_challenge, load_lesson, texts_of
from ripple_sim.scenario.levers import LEVERS
from ripple_sim.scenario.plans import load_plan, plan_names
from ripple_sim.scenario.schema import parameters

NOTES = re.compile(
    r"->|→|\brefit\b|\bseed says\b|\b(from|in) memory\b.*verified|\bmemory[:)]|\bpath \.\d"
    r"|\b(ES|SQ|CS|LMX|WOM|OCB|BUs?|O&S|SEM)\b|\br ?= ?[-.]|\bICC\b|(?<![\d.])\.\d\d\b|\bbetas?\b"
)
# Where the evidence board speaks of statistics by their names, to those who look for them.
FOR_RESEARCHERS = ("ripple_sim/evidence/checks", "ripple_sim/evidence/check_result.py", "ripple_sim/evidence/cautions")


def told_to_visitors():
    for fact in facts():
        yield fact.about
        yield fact.says
    for name in lesson_names():
        yield from texts_of(load_lesson(name))
    for name in challenge_names():
        yield from texts_of(load_challenge(name))
    for name in plan_names():
        plan = load_plan(name)
        yield from (plan.title, plan.asks, plan.works, *plan.notice, *plan.things_to_try)
    for lever in LEVERS:
        yield from (lever.label, lever.help)
    for parameter in parameters():
        yield from (parameter.label, parameter.help)


def test_the_notes_that_leaked_are_told_from_plain_words():
    for note in (
        "refit here -0.615",
        "(The seed says 12",
        "(memory: 10th->90th percentile",
        "ES->SQ path .423",
        "engagement->many",
        "r = .33 true score",
    ):
        assert NOTES.search(note), note


def test_no_research_note_is_told_to_visitors():
    assert [text for text in told_to_visitors() if NOTES.search(text)] == []


def test_no_text_of_the_page_is_a_research_note():
    found = [
        (text, where)
        for message, where in gathered().items()
        if not where.startswith(FOR_RESEARCHERS)
        for text in (message if isinstance(message, tuple) else (message,))
        if NOTES.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact.id)
def test_every_fact_has_a_title_and_one_or_more_plain_sentences(fact):
    assert fact.about[:1].isupper()
    assert not fact.about.endswith(".")
    assert len(fact.about) <= 80
    assert fact.says[:1].isupper()
    assert fact.says.endswith(".")
    assert len(fact.says) <= 320
    assert fact.says != fact.statistic


def test_what_is_not_established_is_not_told_as_if_it_were():
    for id in ("A15", "B01", "B03", "A27", "G06"):
        says = next(fact.says for fact in facts() if fact.id == id)
        assert any(
            doubt in says for doubt in ("No study behind it", "single case", "not disclosed", "unknown origin")
        ), id


def test_numbers_in_plain_words_are_those_of_the_statistic():
    """A number with a decimal point stands in the statistic too, sign and leading zero aside."""
    for fact in facts():
        if fact.id in ROUNDED:
            continue
        for number in re.findall(r"\d+\.\d+", fact.says):
            plain = number.lstrip("0").rstrip("0")
            stated = [one.lstrip("0").rstrip("0") for one in re.findall(r"\d*\.\d+", fact.statistic)]
            assert plain in stated, (fact.id, number)


# Their numbers are rounded, or turned into per cents, for whoever reads them.
ROUNDED = ("A18", "G03", "G04", "H01")
