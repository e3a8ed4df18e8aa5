"""Gather every text the page says, for translators: from its code and that of studies and plans,
and from what is known of levers, metrics, parameters, companies and plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from ripple_sim.app.words.catalogue import TRANSLATIONS
from ripple_sim.evidence.cautions import CAUTIONS
from ripple_sim.evidence.check_result import REASONS
from ripple_sim.evidence.checks import CHECKS
from ripple_sim.evidence.facts import UNTESTABLE, facts
from ripple_sim.evidence.figure import LINKS
from ripple_sim.learn.challenge import Challenge, Offer
from ripple_sim.learn.lesson import Lesson, Measure, Question
from ripple_sim.learn.texts import challenge_names, lesson_names, load_challenge, load_lesson, texts_of
from ripple_sim.observe.metrics import METRICS
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.interventions import Intervention, Reach, Shock
from ripple_sim.scenario.levers import LEVERS
from ripple_sim.scenario.parameters import declared
from ripple_sim.scenario.plans import Plan, load_plan, plan_names
from ripple_sim.scenario.schema import parameters
from ripple_sim.study.compare.outcomes import OUTCOMES
from ripple_sim.wording import as_sentence

PACKAGE = Path(__file__).resolve().parents[2]
# Folders that say texts.
SPEAKING = ("app", "evidence", "learn", "briefs", "scenario", "study", "wording")
KEYWORDS = {
    **dict.fromkeys(("say", "mark", "Phrase", "RippleError", "ScenarioError", "UnfitError")),
    **dict.fromkeys(("count", "plural", "Counted"), (1, 2)),
}
METHODS = [("**.py", "python")]
Message = str | tuple[str, ...]


def gathered() -> dict[Message, str]:
    """Return every text with where it comes from; one that has a plural is a pair."""
    result: dict[Message, str] = {}
    for folder in SPEAKING:
        for file, _, message, _, _ in extract_from_dir(PACKAGE / folder, method_map=METHODS, keywords=KEYWORDS):
            result.setdefault(message, f"ripple_sim/{folder}/{file}")
    for text, where in _declared():
        if text:
            result.setdefault(text, where)
    return result


def _declared() -> Iterator[tuple[str, str]]:
    for lever in LEVERS:
        # Within a sentence, a label has no capital letter.
        for text in (lever.label, lever.label.lower(), lever.help, lever.unit):
            yield text, "ripple_sim/scenario/levers.py"
    for metric in METRICS:
        for text in (metric.label, metric.unit, metric.unit.removesuffix("/week")):
            yield text, "ripple_sim/observe/metrics.py"
    for parameter in parameters():
        unit = parameter.unit
        for text in (parameter.label, unit, unit.removeprefix("share "), parameter.help):
            yield text, "ripple_sim/scenario"
    for section in (Plan, Intervention, Shock, Reach, Lesson, Challenge, Offer, Measure, Question):
        for parameter in declared(section):
            yield parameter.unit, "ripple_sim/scenario"
    for outcome in OUTCOMES:
        label, _, meaning = outcome.label.partition(": ")
        for text in (label, meaning[:1].upper() + meaning[1:], outcome.unit):
            yield text, "ripple_sim/study/compare/outcomes.py"
    yield from _of_the_board()
    for text in LINKS.values():
        yield text, "ripple_sim/evidence/figure.py"
    for name in preset_names():
        scenario = load(name)
        for text in (scenario.title, scenario.about):
            yield text, f"ripple_sim/scenario/presets/{name}.toml"
    for name in plan_names():
        plan = load_plan(name)
        done = (*plan.interventions, *plan.shocks, *plan.context_shocks)
        for text in (plan.title, plan.asks, plan.works, *plan.notice, *plan.things_to_try, *(one.name for one in done)):
            yield text, f"ripple_sim/scenario/plans_library/{name}.toml"
    for name in lesson_names():
        for text in texts_of(load_lesson(name)):
            yield text, f"ripple_sim/learn/lessons/{name}.toml"
    for name in challenge_names():
        for text in texts_of(load_challenge(name)):
            yield text, f"ripple_sim/learn/challenges/{name}.toml"


def _of_the_board() -> Iterator[tuple[str, str]]:
    for fact in facts():
        for text in (fact.about, fact.says):
            yield text, "ripple_sim/evidence/plain_words.toml"
    for check in CHECKS:
        for text in (check.name, check.unit, as_sentence(check.says), as_sentence(check.mechanism)):
            yield text, "ripple_sim/evidence/checks"
    for text in REASONS.values():
        yield text, "ripple_sim/evidence/check_result.py"
    for text in UNTESTABLE.values():
        yield text, "ripple_sim/evidence/facts.py"
    for caution in CAUTIONS:
        yield caution.says, "ripple_sim/evidence/cautions"


def write_template(folder: Path = TRANSLATIONS) -> Path:
    """Write the template that translators copy to ``<language>.po``; returns its path."""
    catalogue = Catalog(project="ripple_sim", charset="utf-8", header_comment="# Texts of the page.")
    for message, where in sorted(gathered().items(), key=lambda one: (one[1], str(one[0]))):
        catalogue.add(message, locations=[(where, 1)])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ripple_sim.pot"
    with path.open("wb") as held:
        write_po(held, catalogue, width=100, include_lineno=False, omit_header=True)
    return path
