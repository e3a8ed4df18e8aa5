"""A brief checked: does it still say what was written, and does the same come out again?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ripple_sim import __version__
from ripple_sim.briefs.formats import FORMS, Seen, writer
from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.record import Form, Record, Study, exact, read_record
from ripple_sim.report.manifest import Manifest, hash_numbers
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.study import compare_again
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.horizon import horizon_in_words
from ripple_sim.study.core.results_folder import Provenance, write_texts
from ripple_sim.study.core.verify import Verification, other_versions
from ripple_sim.study.explain import Explanation
from ripple_sim.study.explain.study import explain_again
from ripple_sim.study.sensitivity import Sensitivity
from ripple_sim.study.sensitivity.study import sensitivity_again


def check_fits(baseline: Scenario, planned: Scenario, weeks: int, compared: Comparison, plan: str, where: str) -> None:
    """Refuse a study of another company, plan or horizon than a comparison's.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    if weeks != compared.weeks:
        raise RippleError(
            f"{where} looks {horizon_in_words(weeks)} ahead and the comparison "
            f"{horizon_in_words(compared.weeks)}, so they don't belong together"
        )
    if _hash(baseline) != _hash(compared.worlds.baseline):
        raise RippleError(f"{where} is about another company than the comparison's baseline")
    if _hash(planned) != _hash(compared.worlds.planned[compared.number(plan) - 1]):
        raise RippleError(f"{where} is about another plan than '{plan}'")


def refuse_other_explanation(result: Explanation, compared: Comparison, plan: str, where: str) -> None:
    """Refuse an explanation that isn't about the plan of a comparison.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    check_fits(result.baseline, result.planned, result.weeks, compared, plan, where)


def refuse_other_sensitivity(result: Sensitivity, compared: Comparison, plan: str, where: str) -> None:
    """Refuse a sensitivity that isn't about the plan of a comparison.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    asked = result.question
    if not asked.plans:
        raise RippleError(f"{where} asks about the company without a plan, not about '{plan}'")
    own = asked.plans[asked.plan]
    check_fits(own.baseline(asked.base), own.applied(asked.base), asked.weeks, compared, plan, where)


def _hash(company: Scenario) -> str:
    """Return a company's hash whatever its own horizon, which a study's replaces."""
    return company.model_copy(update={"weeks": 1}).hash()


def plan_between(baseline: Scenario, planned: Scenario, name: str) -> Plan:
    """Return the plan that makes of a baseline what is planned.

    Raises
    ------
    RippleError
        When the two differ in more than what is done and what happens.
    """
    plan = Plan(
        name=name,
        interventions=tuple(one for one in planned.interventions if one not in baseline.interventions),
        shocks=tuple(one for one in planned.shocks if one not in baseline.shocks),
    )
    if _hash(plan.applied(baseline.model_copy(update={"weeks": planned.weeks}))) != _hash(planned):
        raise RippleError(
            "'{plan}' changes the company itself and not only what is done, so what it depends on can't be asked",
            plan=name,
        )
    return plan


_BEGINNINGS: dict[bytes, tuple[Form, ...]] = {b"%PDF": ("pdf",), b"PK": ("pptx", "xlsx")}
Read = TypeVar("Read")
Done = TypeVar("Done", bound=StudyAnswer)
_CONTEXT = 2  # words to quote before the one that differs


def verify_brief(path: Path) -> Verification:
    """Check what a brief says, do its studies again, and compare all its numbers.

    A brief that says something else than was written is reported as such without a run.

    Raises
    ------
    RippleError
        When the file can't be read, or is no brief.
    """
    record, shown = read_brief(path)
    if difference := _changed(record, shown):
        return Verification(False, f"Changed since the brief was written: {difference}.")
    brief = again(record)
    others = other_versions(record.compared.manifest)
    if difference := _different(record, brief):
        return Verification(False, f"Different: {difference}{others}.")
    return Verification(
        True, f"The same: all {len(record.numbers):,} numbers of the brief come out to the last bit{others}."
    )


def read_brief(path: Path) -> tuple[Record, Seen]:
    """Return what a brief carries, and what is seen in it.

    Raises
    ------
    RippleError
        When the file can't be read, or is no brief.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise RippleError(f"{path} can't be read: {problem.strerror or problem}") from None
    forms = next((forms for start, forms in _BEGINNINGS.items() if content.startswith(start)), ("html",))
    for form in (form for form in FORMS if form in forms):
        module = writer(form)
        text = _read(module.carried, content)
        if text is not None:
            record, shown = read_record(text, str(path)), _read(module.look, content)
            if shown is None:
                raise RippleError(f"{path} is damaged: what it says can't be read")
            return record, shown
    raise RippleError(f"{path} is no brief that can be checked: what 'ripple brief' adds for that isn't in it")


def _read(reader: Callable[[bytes], Read | None], content: bytes) -> Read | None:
    """Return what a format's reader finds, or None in a file that is damaged."""
    try:
        return reader(content)
    except Exception:  # ZIP, XML and PDF can be damaged in more ways than their readers document
        return None


def _changed(record: Record, shown: Seen) -> str:
    if shown.words != record.words:
        return first_difference(record.words, shown.words)
    if shown.pictures != record.pictures:
        return "the page is another" if record.form == "pdf" else "a picture is another"
    return ""


def first_difference(before: str, now: str) -> str:
    """Return in words where one text first differs from another."""
    old, new = before.split(), now.split()
    alike = next(
        (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
    start, end = max(alike - _CONTEXT, 0), alike + 1
    said = [" ".join(words[start:end]) or "nothing" for words in (old, new)]
    return f"it said '{said[0]}' and says '{said[1]}'"


def again(record: Record) -> BriefPage:
    """Return the same brief, its studies done again."""
    return BriefPage(
        _done_again(record.compared, compare_again),
        record.plan,
        _done_again(record.why, explain_again) if record.why else None,
        _done_again(record.tornado, sensitivity_again) if record.tornado else None,
    )


def _done_again(study: Study, again: Callable[[Path, Manifest], Done]) -> Done:
    """Return a study done again; how it came about stays what the record says."""
    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_texts(study.texts, Path(place))
        answer = again(Path(place), study.manifest)
    return answer._known_from(Provenance(study.manifest, study.texts))


def _different(record: Record, again: BriefPage) -> str:
    now = exact(again.numbers())
    for name, value in record.numbers.items():
        if now.get(name) != value:
            return f"'{name}' is {value} in the brief and {now.get(name, 'missing')} now"
    if hash_numbers(dict(again.compared.numbers())) != record.compared.manifest.numbers:
        return "other numbers of single pairs than then"
    if record.ripple_sim == __version__:
        module = writer(record.form)
        words = module.look(module.render(again, "{}")).words
        if words != record.words:
            return first_difference(record.words, words)
    return ""
