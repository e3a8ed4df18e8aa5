"""The manifest of a results folder: what was run, with what, and what came of it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from ripple_sim import __version__
from ripple_sim.model.settling import YEARS
from ripple_sim.scenario.checked_files import DamagedError, from_checked_json, to_checked_json
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.scenario.under_way import put_back

if TYPE_CHECKING:
    from ripple_sim.scenario.schema import Scenario

MANIFEST = "manifest.json"
MADE_BY = "ripple_sim"
PACKAGES = ("numpy", "numba", "mesa", "xarray")


class Asked(BaseModel):
    """What was asked of a study: its kind, such as ``comparison``, and its settings.

    With the scenarios in the folder, the settings bring out the same numbers again.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    settings: dict[str, JsonValue]


class Manifest(BaseModel):
    """What a results folder says of itself.

    Attributes
    ----------
    made_by, layout
        The program, and the number of this layout of the file.
    versions, platform
        Versions of Python and of the packages that can change a number; the machine's kind.
    scenario, scenario_hash, study
        Name and hash of the scenario as run; what was asked, if the folder holds a study and not
        one run, of which the scenario is the baseline.
    seed, replication, weeks, settling_weeks
        The address of the run, or of a study's first one; weeks reported, and run before.
    started, wall_seconds, interrupted
        ISO time at which the run began, how long it took, whether it was stopped early.
    numbers, files
        SHA-256 of all the run's numbers, see :func:`hash_numbers`, and of every other file.
    """

    model_config = ConfigDict(frozen=True)

    made_by: str
    layout: Literal[1] = 1
    versions: dict[str, str]
    platform: str
    scenario: str
    scenario_hash: str
    study: Asked | None = None
    seed: int
    replication: int
    weeks: int
    settling_weeks: int
    started: str
    wall_seconds: float
    interrupted: bool
    numbers: str
    files: dict[str, str]


def describe(
    scenario: Scenario, numbers: Mapping[str, NDArray[np.float64]], wall_seconds: float, **known: Any
) -> Manifest:
    """Return the manifest of a run, or of a study of a baseline, whose files are written already.

    ``known`` are those of its fields that are known by themselves: where they are left out, it is
    a study of whole runs from the first replication on.
    """
    fields = {"replication": 0, "settling_weeks": YEARS * WEEKS_PER_YEAR, "interrupted": False, **known}
    return Manifest(
        made_by=MADE_BY,
        versions=versions(),
        platform=this_platform(),
        scenario=scenario.name,
        scenario_hash=scenario.hash(),
        wall_seconds=round(wall_seconds, 3),
        numbers=hash_numbers(numbers),
        **fields,
    )


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that can change a number."""
    return {
        "ripple_sim": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def this_platform() -> str:
    """Return the kind of this machine, such as ``Linux x86_64``."""
    return f"{platform.system()} {platform.machine()}"


def hash_numbers(arrays: Mapping[str, NDArray[np.float64]]) -> str:
    """Return the SHA-256 of all arrays, in the order of their names.

    Each enters with its name, its shape, and its values as little-endian 64-bit floats, row by row.
    """
    whole = hashlib.sha256()
    for name in sorted(arrays):
        values = np.array(arrays[name], dtype="<f8", order="C")
        values[np.isnan(values)] = np.nan  # a missing value has one face
        whole.update(f"{name} {values.shape}\n".encode())
        whole.update((values + 0.0).tobytes())  # and so has zero
    return whole.hexdigest()


def lies_inside(name: str) -> bool:
    """Tell whether a manifest's name of a file is in its folder, or in a folder right inside."""
    parts = name.split("/")
    return len(parts) <= 2 and all(part not in ("", ".", "..") and Path(part).name == part for part in parts)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Write the manifest into a folder as indented JSON with a checksum; return its path."""
    path = folder / MANIFEST
    said = manifest.model_dump(exclude_none=True)
    path.write_text(to_checked_json(said, indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a results folder.

    Raises
    ------
    RippleError
        When there is none, it can't be read, another program made it, or it has changed since.
    """
    put_back(folder.absolute())
    path = folder / MANIFEST
    if not folder.exists():
        raise RippleError(f"there is no folder {folder}")
    if not path.is_file():
        raise RippleError(f"{folder} is no results folder: it has no {MANIFEST}")
    try:
        content = path.read_bytes()
        manifest = Manifest.model_validate_json(content)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = f"'{where}': {first['msg']}" if where else first["msg"]
        raise RippleError(f"{path} can't be read as a manifest ({said})") from None
    except OSError as problem:
        raise RippleError(f"{path} can't be read: {problem.strerror}") from None
    if manifest.made_by != MADE_BY:
        raise RippleError(f"{path} was made by '{manifest.made_by}', not by {MADE_BY}")
    try:
        from_checked_json(content)
    except DamagedError:
        raise RippleError(f"{path} has changed since the results were written, so it can't be relied on") from None
    return manifest
