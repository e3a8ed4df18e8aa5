"""A brief as a file, with the record that it carries."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.briefs.content import Brief
from ripple_sim.briefs.formats import form_of, writer
from ripple_sim.briefs.record import Form, Record, Study, exact
from ripple_sim.report.manifest import MADE_BY
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.whole_files import write_whole
from ripple_sim.study.core.answer import StudyAnswer


def write_brief(brief: Brief, out: str | Path, form: str | None, overwrite: bool) -> Path:
    """Write a brief; see :meth:`ripple_sim.briefs.content.Brief.write`."""
    path = Path(out)
    asked = form_of(path, form)
    check_file(path, overwrite)
    content = content_of(brief, asked)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as problem:
        raise RippleError(f"{path} can't be written: {problem.strerror or problem}") from problem
    return path


def check_file(path: Path, overwrite: bool) -> None:
    """Refuse a file that may not be written.

    Raises
    ------
    RippleError
        When it is a folder, or is there and may not be replaced.
    """
    if path.is_dir():
        raise RippleError(f"{path} is a folder; name a file")
    if path.exists() and not overwrite:
        raise RippleError(f"{path} exists already; name another file, or add --overwrite")


def content_of(brief: Brief, form: Form) -> bytes:
    """Return a brief as a file's content.

    It is written twice: the record holds what the first one shows.
    """
    module = writer(form)
    record = _record(brief, form)
    shown = module.look(module.render(brief, record.text()))
    record = record.model_copy(update={"words": shown.words, "pictures": shown.pictures})
    return module.render(brief, record.text())


def _record(brief: Brief, form: Form) -> Record:
    return Record(
        made_by=MADE_BY,
        form=form,
        plan=brief.plan,
        compared=_study(brief.compared),
        why=_study(brief.why) if brief.why else None,
        tornado=_study(brief.tornado) if brief.tornado else None,
        numbers=exact(brief.numbers()),
    )


def _study(answer: StudyAnswer) -> Study:
    known = answer.provenance
    return Study(manifest=known.manifest, texts=known.texts)
