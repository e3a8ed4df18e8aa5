"""Make a brief from what studies found, and find or make what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ripple_sim.briefs import explained, sensitive
from ripple_sim.briefs.compared import Compared, read_comparison, taken_from
from ripple_sim.briefs.content import Brief
from ripple_sim.briefs.tornado import Tornado
from ripple_sim.briefs.why import Why
from ripple_sim.report.manifest import MANIFEST, read_manifest
from ripple_sim.scenario.accepted import MAYBE_NAME, Named
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FLAG, FUNCTION, PATH, Maybe
from ripple_sim.study.compare import Comparison
from ripple_sim.wording import mark

Joined = TypeVar("Joined", Why, Tornado)


@takes(
    result=Named(mark("a comparison, or the path of its folder"), Comparison),
    plan=MAYBE_NAME,
    why=Maybe(PATH),
    tornado=Maybe(PATH),
    complete=FLAG,
    on_pair=Maybe(FUNCTION),
    on_run=Maybe(FUNCTION),
)
def brief(
    result: str | Path | Comparison,
    *,
    plan: str | None = None,
    why: str | Path | None = None,
    tornado: str | Path | None = None,
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
        The folders that ``ripple explain`` and ``ripple sensitivity`` wrote; if None, such
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
    folder: Path | None = None
    if isinstance(result, Comparison):
        compared = taken_from(result)
    else:
        folder = Path(result)
        compared = read_comparison(folder)
    about = compared.named(plan)
    found_why = _joined(
        why, folder, compared, about, explained.KIND, explained.read_explanation,
        explained.refuse_other_plan,
    )  # fmt: skip
    found_tornado = _joined(
        tornado, folder, compared, about, sensitive.KIND, sensitive.read_sensitivity,
        sensitive.refuse_other_plan,
    )  # fmt: skip
    if complete and found_why is None:
        found_why = explained.explain_plan(compared, about, on_pair)
    if complete and found_tornado is None:
        found_tornado = sensitive.ask_what_matters(compared, about, on_run)
    return Brief(compared, about, found_why, found_tornado)


def _joined(
    named: str | Path | None,
    beside: Path | None,
    compared: Compared,
    plan: str,
    kind: str,
    read: Callable[[Path], Joined],
    refuse: Callable[[Joined, Compared, str, str], None],
) -> Joined | None:
    """Return what a named folder holds, or the newest that fits beside the comparison's."""
    if named is not None:
        found = read(Path(named))
        refuse(found, compared, plan, str(named))
        return found
    fitting = []
    for folder in _kept_beside(beside, kind) if beside else ():
        try:
            found = read(folder)
            refuse(found, compared, plan, str(folder))
        except RippleError:
            continue  # another plan's, or one that has changed: nobody asked for it
        fitting.append(found)
    return max(fitting, key=lambda one: one.manifest.started, default=None)


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
