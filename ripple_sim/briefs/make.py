"""Make a brief from what studies found, and find or make what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ripple_sim.briefs.formats import form_of, writer
from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.record import Form, Record, Study, exact
from ripple_sim.briefs.verify import plan_between, refuse_other_explanation, refuse_other_sensitivity
from ripple_sim.report.manifest import MADE_BY, MANIFEST, read_manifest
from ripple_sim.scenario.accepted import MAYBE_NAME, NAME, Named
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.checked_files import write_whole
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FLAG, FUNCTION, PATH, Maybe
from ripple_sim.study.compare import Comparison
from ripple_sim.study.core.answer import Answer, StudyAnswer
from ripple_sim.study.core.results_folder import with_article
from ripple_sim.study.explain import Explanation
from ripple_sim.study.sensitivity import Sensitivity
from ripple_sim.wording import mark

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Brief(BriefPage, Answer):
    """One page about a plan.

    Its attributes are those of :class:`ripple_sim.briefs.content.BriefContent`.
    """

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the profit difference over time."""
        return lambda brief: brief.compared.figure(plan=brief.plan, compact=True)

    @takes(out=PATH, form=Maybe(NAME), overwrite=FLAG)
    def write(self, out: str | Path, form: str | None = None, overwrite: bool = False) -> Path:
        """Write the brief to a file; it is never seen half written.

        Parameters
        ----------
        out
            The file.
        form
            ``html``, ``pdf``, ``pptx`` or ``xlsx``; what the file's ending says if None.
        overwrite
            Whether a file that is there may be replaced.

        Raises
        ------
        RippleError
            When the format is unknown, its library isn't installed, or the file can't be written.
        """
        return write_brief(self, out, form, overwrite)


def write_brief(brief: Brief, out: str | Path, form: str | None, overwrite: bool) -> Path:
    """Write a brief; see :meth:`ripple_sim.briefs.make.Brief.write`."""
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


Joined = TypeVar("Joined", Explanation, Sensitivity)


@takes(
    result=Named(mark("a comparison, or the path of its folder"), Comparison),
    plan=MAYBE_NAME,
    why=Maybe(Named(mark("an explanation, or the path of its folder"), Explanation)),
    tornado=Maybe(Named(mark("a sensitivity, or the path of its folder"), Sensitivity)),
    complete=FLAG,
    on_pair=Maybe(FUNCTION),
    on_run=Maybe(FUNCTION),
)
def brief(
    result: str | Path | Comparison,
    *,
    plan: str | None = None,
    why: str | Path | Explanation | None = None,
    tornado: str | Path | Sensitivity | None = None,
    complete: bool = False,
    on_pair: Callable[[int, int], None] | None = None,
    on_run: Callable[..., None] | None = None,
) -> Brief:
    """Make a one-page brief of a comparison.

    Parameters
    ----------
    result
        A comparison, or the folder that ``ripple compare --out`` wrote.
    plan
        The plan that it is about; the best one if None.
    why, tornado
        An explanation and a sensitivity, or the folders with them; if None, such
        folders about the same plan are looked for beside the comparison's.
    complete
        Whether to explain the plan, and to ask what its effect depends on, where no such folder
        is found. Takes minutes.
    on_pair, on_run
        Called on the way, as by :func:`ripple_sim.explain` and :func:`ripple_sim.sensitivity`.

    Returns
    -------
    Brief
        Its ``write`` makes a page, a slide deck or a workbook of it.

    Raises
    ------
    RippleError
        When a folder can't be used, or holds another plan.
    """
    folder = None if isinstance(result, Comparison) else Path(result)
    compared = result if isinstance(result, Comparison) else Comparison.load(result)
    about = compared.plans[compared.number(plan) - 1]
    found_why = _joined(why, folder, compared, about, Explanation, refuse_other_explanation)
    found_tornado = _joined(tornado, folder, compared, about, Sensitivity, refuse_other_sensitivity)
    if complete and found_why is None:
        found_why = _explain(compared, about, on_pair)
    if complete and found_tornado is None:
        found_tornado = _ask_what_matters(compared, about, on_run)
    return Brief(compared, about, found_why, found_tornado)


def _explain(compared: Comparison, plan: str, on_pair: Callable[[int, int], None] | None) -> Explanation:
    """Explain a plan of a comparison: same companies, horizon, luck and uncertainty."""
    from ripple_sim.study.explain import explain

    worlds = compared.worlds
    planned = worlds.planned[compared.number(plan) - 1]
    found = explain(
        worlds.baseline,
        planned.model_copy(update={"name": plan}),
        horizon=compared.weeks,
        uncertainty=compared.uncertainty,
        seed=compared.seed,
        on_pair=on_pair,
    )
    return replace(found, planned=planned, title=worlds.title(plan))


def _ask_what_matters(compared: Comparison, plan: str, on_run: Callable[..., None] | None) -> Sensitivity:
    """Ask what a plan's profit difference depends on: same companies, horizon and luck."""
    from ripple_sim.study.sensitivity import sensitivity

    baseline = compared.worlds.baseline
    planned = compared.worlds.planned[compared.number(plan) - 1]
    return sensitivity(
        baseline, plan_between(baseline, planned, plan), horizon=compared.weeks, seed=compared.seed, on_run=on_run
    )


def _joined(
    given: str | Path | Joined | None,
    beside: Path | None,
    compared: Comparison,
    plan: str,
    kind: type[Joined],
    refuse: Callable[[Joined, Comparison, str, str], None],
) -> Joined | None:
    """Return what is given or its folder holds, or the newest that fits beside the comparison's."""
    if isinstance(given, kind):
        refuse(given, compared, plan, with_article(kind.kind))
        return given
    if given is not None:
        found = kind.load(str(given))
        refuse(found, compared, plan, str(given))
        return found
    fitting = []
    for folder in _kept_beside(beside, kind.kind) if beside else ():
        try:
            found = kind.load(folder)
            refuse(found, compared, plan, str(folder))
        except RippleError:
            continue  # another plan's, or one that has changed: nobody asked for it
        fitting.append(found)
    return max(fitting, key=lambda one: one.provenance.manifest.started, default=None)


def _kept_beside(folder: Path, kind: str) -> list[Path]:
    found = []
    for path in sorted(folder.resolve().parent.glob(f"*/{MANIFEST}")):
        try:
            study = read_manifest(path.parent).study
        except RippleError:
            continue
        if study is not None and study.kind == kind:
            found.append(path.parent)
    return found
