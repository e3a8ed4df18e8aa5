"""An explanation as a results folder, and the same explanation again from one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.csv_table import write_table
from ripple_sim.report.folder import started_at, write_folder
from ripple_sim.report.labelled_file import write_labelled
from ripple_sim.report.manifest import (
    MANIFEST,
    Manifest,
    describe_study,
    hash_file,
    write_manifest,
)
from ripple_sim.scenario.files import load, to_toml
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.study.explain import Explanation

KIND = "explanation"
_PLAN = "plan-1.toml"


def write_explanation(
    found: Explanation, out: Path, overwrite: bool = False, decimal_comma: bool = False
) -> list[Path]:
    """Write everything there is to keep of an explanation; the folder appears whole or not at all.

    ``decimal_comma`` gives the tables of text a decimal comma, and semicolons between fields.

    Returns
    -------
    list[Path]
        The files written, the manifest last.

    Raises
    ------
    RippleError
        As :func:`ripple_sim.report.folder.write_folder` does.
    """
    started = started_at(found.wall_seconds)
    return write_folder(out, overwrite, lambda fresh: _fill(fresh, found, started, decimal_comma))


def _fill(folder: Path, found: Explanation, started: str, decimal_comma: bool) -> list[str]:
    from ripple_sim.report.overview_figure import save

    figure = found.figure()
    for ending in ("png", "svg"):
        save(figure, folder / f"path.{ending}")
    write_table(found.table(), folder / "parts.csv", decimal_comma)
    write_labelled(found.data, folder / "explanation.nc")
    for name, text in (
        ("answer.txt", "\n".join([found.say(), "", *found.conditions()]) + "\n"),
        ("scenario.toml", to_toml(found.baseline, full=True)),
        (_PLAN, to_toml(found.planned, full=True)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    files = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    write_manifest(_describe(found, started, files), folder)
    return [*files, MANIFEST]


def _describe(found: Explanation, started: str, files: dict[str, str]) -> Manifest:
    return describe_study(
        KIND,
        {
            "plan": found.plan,
            "title": found.title,
            "pairs": found.pairs,
            "uncertainty": found.uncertainty,
            "couples": found.asked_couples,
        },
        found.baseline,
        seed=found.seed,
        weeks=found.weeks,
        started=started,
        wall_seconds=found.wall_seconds,
        numbers=numbers(found),
        files=files,
    )


def numbers(found: Explanation) -> dict[str, NDArray[np.float64]]:
    """Return every part of every pair, what the orders leave unknown of it, and the whole."""
    arrays = {"profit": found.total.values}
    for part in found.parts:
        arrays[f"{part.layer} {part.name}"] = part.values
        arrays[f"{part.layer} {part.name} error"] = np.array([part.error])
    return arrays


def explain_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Explain again what a folder holds, and return its numbers.

    Raises
    ------
    RippleError
        As :func:`explanation_again` does.
    """
    return numbers(explanation_again(folder, manifest))


def explanation_again(folder: Path, manifest: Manifest) -> Explanation:
    """Explain again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    from ripple_sim.study.explain import explain

    settings = manifest.study.settings if manifest.study else {}
    try:
        name = str(settings["plan"])
        asked = {key: settings[key] for key in ("pairs", "uncertainty")}
    except KeyError:
        raise RippleError(
            f"{folder / MANIFEST} doesn't say how the plan was explained, so it can't be repeated"
        ) from None
    found = explain(
        load(folder / "scenario.toml"),
        # The world in the file bears the company's name; an explanation calls it by its plan's.
        load(folder / _PLAN).model_copy(update={"name": name}),
        horizon=manifest.weeks,
        seed=manifest.seed,
        couples=settings.get("couples"),  # type: ignore[arg-type]
        **asked,  # type: ignore[arg-type]
    )
    title = settings.get("title", "")  # folders of earlier versions keep none
    return replace(found, title=title if isinstance(title, str) else "")
