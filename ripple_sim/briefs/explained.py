"""Why a plan changes profit: from the folder of an explanation, or explained anew."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ripple_sim.briefs.compared import Compared
from ripple_sim.briefs.same_plan import check_fits
from ripple_sim.briefs.study_folders import answer_of, read_kept, table_of, texts_of, write_texts
from ripple_sim.briefs.why import Part, Why
from ripple_sim.scenario.files import parse

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation

KIND = "explanation"
_WHOLE = "profit"
MOST = re.compile(r"(?:[Mm]ost of it|gains most)(?: is)? because (.+?): ")


def read_explanation(folder: Path) -> Why:
    """Return what the folder of an explanation says.

    Raises
    ------
    RippleError
        When it is no such folder, or its files have changed since they were written.
    """
    from ripple_sim.study.explain.parts import is_cost

    manifest = read_kept(folder, KIND)
    sentence, conditions = answer_of(folder)
    rows = table_of(folder / "parts.csv").to_dict("records")
    parts = [
        Part(
            str(row["layer"]),
            str(row["part"]),
            str(row["label"]),
            is_cost(str(row["part"])),
            *(float(row[name]) for name in ("mean", "low_80", "high_80")),
        )
        for row in rows
    ]
    most = MOST.search(sentence)
    return Why(
        manifest=manifest,
        texts=texts_of(folder),
        sentence=sentence,
        because=most[1] if most else "",
        conditions=conditions,
        parts=tuple(part for part in parts if part.name != _WHOLE),
        total=next(part for part in parts if part.name == _WHOLE),
    )


def refuse_other_plan(why: Why, compared: Compared, plan: str, where: str) -> None:
    """Refuse an explanation that isn't about the plan of a comparison.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    companies = [parse(why.texts[name], name) for name in ("scenario.toml", "plan-1.toml")]
    check_fits(companies[0], companies[1], why.manifest.weeks, compared, plan, where)


def explain_plan(
    compared: Compared, plan: str, on_pair: Callable[[int, int], None] | None = None
) -> Why:
    """Explain a plan of a comparison: same companies, horizon, luck and uncertainty."""
    from ripple_sim.study.explain import explain

    settings = compared.manifest.study.settings if compared.manifest.study else {}
    return _taken_from(
        explain(
            compared.baseline,
            compared.planned(plan).model_copy(update={"name": plan}),
            horizon=compared.manifest.weeks,
            uncertainty=settings.get("uncertainty", "luck"),  # type: ignore[arg-type]
            seed=compared.manifest.seed,
            on_pair=on_pair,
        )
    )


def explained_again(before: Why) -> Why:
    """Explain again from manifest and companies; these stay as they were."""
    from ripple_sim.study.explain.folder import explanation_again

    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_texts(before.texts, Path(place))
        again = _taken_from(explanation_again(Path(place), before.manifest))
    return replace(again, manifest=before.manifest, texts=before.texts)


def _taken_from(found: Explanation) -> Why:
    from ripple_sim.study.explain.folder import write_explanation

    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_explanation(found, Path(place) / KIND)
        return read_explanation(Path(place) / KIND)
