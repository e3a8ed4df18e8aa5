"""Folders of studies that a brief is made from: read if they are whole, written for a repeat."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ripple_sim.report.csv_table import read_table, with_numbers
from ripple_sim.report.manifest import Manifest, hash_file, read_manifest
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.under_way import put_back

if TYPE_CHECKING:
    import pandas as pd

_WORDS = ("plan", "title", "unit", "path", "label", "layer", "part", "direction")
_NAMES = {
    "comparison": "a comparison ('ripple compare … --out FOLDER' writes one)",
    "explanation": "an explanation ('ripple explain … --out FOLDER' writes one)",
    "sensitivity": "a sensitivity ('ripple sensitivity … --out FOLDER' writes one)",
}


def read_kept(folder: Path, kind: str) -> Manifest:
    """Return the manifest of a study's folder, after a check that it is as it was written.

    Raises
    ------
    RippleError
        When it is no results folder, holds something else, or a file has changed.
    """
    put_back(folder.absolute())
    if not folder.exists():
        raise RippleError(f"there is no folder {folder}; it must hold {_NAMES[kind]}")
    manifest = read_manifest(folder)
    found = manifest.study.kind if manifest.study else "run"
    if found == "comparisons" and kind == "comparison":
        raise RippleError(
            f"{folder} holds comparisons for several circumstances; name the folder of one of "
            f"them, such as {folder / 'circumstances-1'}"
        )
    if found != kind:
        article = "an" if found[0] in "aeiou" else "a"
        raise RippleError(f"{folder} holds {article} {found}, but it must hold {_NAMES[kind]}")
    for name, expected in manifest.files.items():
        path = folder / Path(name).name
        if not path.is_file():
            raise RippleError(f"{folder} is not whole: {name} is missing")
        if hash_file(path) != expected:
            raise RippleError(f"{folder} has changed since it was written: {name} is another")
    return manifest


def write_texts(texts: Mapping[str, str], folder: Path) -> None:
    """Write files of companies into a folder."""
    for name, text in texts.items():
        (folder / Path(name).name).write_text(text, encoding="utf-8", newline="\n")


def texts_of(folder: Path) -> dict[str, str]:
    """Return the files of companies and plans in a study's folder, by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def answer_of(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Return a study's answer, and what holds for every number, one sentence each."""
    said = (folder / "answer.txt").read_text(encoding="utf-8")
    answer, _, conditions = said.partition("\n\n")
    return answer, tuple(conditions.splitlines())


def table_of(path: Path) -> pd.DataFrame:
    """Return a table with every number as it was, to the last bit, and every word as it is."""
    return with_numbers(read_table(path), _WORDS)
