"""The place of a results folder: whether one can be written there, checked before a run."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.report.manifest import MANIFEST, read_manifest
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.under_way import folder_under_way, put_back

_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by file browsers


def prepare(out: Path, overwrite: bool) -> None:
    """Check that results can be written to a folder; nothing is left behind or changed.

    What a killed process had moved out of the way there is put back.

    Parameters
    ----------
    out
        The folder; it need not exist, nor need the folders above it.
    overwrite
        Whether results that this program wrote there earlier may be replaced.

    Raises
    ------
    RippleError
        When the folder holds something that may not be replaced, or can't be written.
    """
    place = out.resolve()
    put_back(place)
    if place.exists() and not place.is_dir():
        raise RippleError(f"{out} is a file; name a folder for the results")
    if place == Path.cwd() or place in Path.cwd().parents:
        raise RippleError(f"{out} is the folder you work in; name a folder inside it")
    if place.is_dir() and any(place.iterdir()):
        _check_replaceable(out, place, overwrite)
    above = next(folder for folder in place.parents if folder.exists())
    if not above.is_dir():
        raise RippleError(f"{above} is a file, so {out} can't be made inside it")
    try:
        # Trying tells more than asking: some file systems refuse what the permissions allow.
        with folder_under_way(above / "ripple"):
            pass
    except OSError as problem:
        raise RippleError(f"{out} can't be written: {problem.strerror} in {above}") from None


def _check_replaceable(out: Path, place: Path, overwrite: bool) -> None:
    if not overwrite:
        raise RippleError(f"{out} is not empty; name another folder, or add --overwrite to replace its results")
    if not (place / MANIFEST).is_file():
        raise RippleError(
            f"{out} is not empty and no results folder of ripple_sim (it has no {MANIFEST}), so it is not overwritten"
        )
    files = read_manifest(place).files
    folders = {name.split("/")[0] for name in files if "/" in name}
    there = [*place.iterdir(), *(path for name in folders for path in (place / name).glob("*"))]
    ours = {*files, *folders, MANIFEST}
    others = sorted(
        path.relative_to(place).as_posix()
        for path in there
        if path.name not in _LITTER and path.relative_to(place).as_posix() not in ours
    )
    if others:
        raise RippleError(
            f"{out} also holds '{others[0]}', which ripple_sim did not write, "
            "so it is not overwritten; move that away first"
        )
