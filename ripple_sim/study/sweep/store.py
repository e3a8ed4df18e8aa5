"""Finished runs: in memory, or in a folder where each is on the disk before the next is counted."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.scenario.checked_files import (
    DamagedError,
    SetAsideWarning,
    from_checked_json,
    read_named,
    set_aside,
    to_checked_json,
    with_checksum,
    write_whole,
)
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.core.results_folder import LOCK, locked
from ripple_sim.study.sweep.specification import About
from ripple_sim.study.sweep.workers import Finished, RunId

if TYPE_CHECKING:
    import pyarrow as pa

STUDY = "study.json"
PARTS = "parts"
RUNS = "runs.parquet"
_IDENTITY = b"ripple_sim study"


@dataclass(frozen=True)
class PlannedWorld:
    """What is run at a point under a plan, by hashes of scenarios; empty where it can't be.

    Attributes
    ----------
    point, plan
        The point's number from 0, and the plan's name.
    scenario, baseline
        The plan's world and what it is compared with; no baseline where there are no plans.
    problem
        Why there is no such world.
    """

    point: int
    plan: str
    scenario: str
    baseline: str
    problem: str = ""


@dataclass
class Store:
    """Finished runs by scenario and replication, in memory."""

    finished: dict[RunId, Finished] = field(default_factory=dict)

    def add(self, runs: Sequence[Finished]) -> None:
        """Keep finished runs."""
        self.finished.update((one.run, one) for one in runs)

    def done(self, run: RunId) -> bool:
        """Tell whether a run has its outcomes; one that failed is tried again."""
        return run in self.finished and not self.finished[run].reason


@dataclass
class FolderStore(Store):
    """Finished runs in a folder, as Parquet parts that appear by renaming."""

    folder: Path = field(kw_only=True)
    identity: str = field(kw_only=True)
    parts: int = 0

    def add(self, runs: Sequence[Finished]) -> None:
        """Write finished runs down; they are on the disk when this returns.

        Raises
        ------
        RippleError
            When they can't be written; it says what is kept and what is lost.
        """
        if runs:
            with self.writing():
                write_part(_rows(runs, self.identity), self.folder / PARTS, self.parts)
            self.parts += 1
        super().add(runs)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn trouble with the folder into a sentence on what is kept and what is lost."""
        try:
            yield
        except OSError as problem:
            number = f"{len(self.finished):,}"
            if not (self.folder / PARTS).is_dir():
                raise RippleError(
                    "the folder {folder} was removed while the study wrote into it; the {number} "
                    "runs that were finished are lost, so run the study again",
                    folder=str(self.folder),
                    number=number,
                ) from None
            raise RippleError(
                "{folder} can't be written ({problem}); the {number} runs that are finished are "
                "kept in it; resume the study (--resume) once that is mended",
                folder=str(self.folder),
                problem=problem.strerror or str(problem),
                number=number,
            ) from None


def holds_runs(folder: Path) -> bool:
    """Tell whether a folder is that of a study's runs."""
    return (folder / STUDY).is_file()


@contextmanager
def opened(
    folder: Path, about: About, identity: str, worlds: Sequence[PlannedWorld], resume: bool
) -> Iterator[FolderStore]:
    """Hold a study's folder, with what is finished in it.

    A damaged part of a study that is resumed is set aside with a :class:`.SetAsideWarning`, and its
    runs count as missing.

    Raises
    ------
    RippleError
        Where another study works in it or left its runs, or this one did and isn't resumed.
    """
    strange = folder.is_dir() and any(path.name != LOCK for path in folder.iterdir())
    if strange and not (folder / STUDY).exists():
        raise RippleError(f"{folder} is not empty and holds no study; name another folder")
    with locked(folder):
        try:
            store = FolderStore(folder=folder, identity=identity)
            if (folder / STUDY).exists():
                _check_identity(folder, identity, resume)
                store.finished = _read_parts(folder, identity, mend=resume)
                if not resume:
                    _refuse_what_is_there(folder, len(store.finished))
            (folder / PARTS).mkdir(exist_ok=True)
            for torn in (folder / PARTS).glob(".*"):
                torn.unlink()
            store.parts = 1 + max(map(_number, _part_files(folder)), default=-1)
            told = {"identity": identity, "about": asdict(about), "worlds": [asdict(one) for one in worlds]}
            write_whole(folder / STUDY, to_checked_json(told), durable=True)
        except OSError as problem:
            raise RippleError(f"{folder} can't be used: {problem.strerror}") from None
        yield store


def _check_identity(folder: Path, identity: str, resume: bool) -> None:
    try:
        known = _read_study(folder)["identity"]
    except DamagedStudyError as damaged:
        if not resume:
            raise
        # What it says follows from the study's file; the parts say themselves whose they are.
        said = f"{damaged.path} is damaged and is written anew"
        warnings.warn(SetAsideWarning(said), stacklevel=2)
        return
    if known != identity:
        raise _of_another(folder)


def _of_another(folder: Path) -> RippleError:
    return RippleError(f"{folder} holds a study with another specification or model; choose another folder")


def _refuse_what_is_there(folder: Path, finished: int) -> None:
    if (folder / RUNS).exists():
        raise RippleError(
            f"{folder} holds this study, and it is finished; add --resume to read it and to try "
            "again what failed, or choose another folder"
        )
    if finished:
        raise RippleError(
            f"{folder} holds {finished} finished runs of this study; add --resume to go on, or choose another folder"
        )


def read(folder: Path) -> tuple[About, list[PlannedWorld], dict[RunId, Finished], str]:
    """Return what a study's folder holds so far, its identity last.

    Raises
    ------
    RippleError
        When it holds no study, or a file of it is damaged.
    """
    study = _read_study(folder)
    try:
        about = About.read(study["about"])
        worlds = [PlannedWorld(**one) for one in study["worlds"]]
    except (KeyError, TypeError):
        raise RippleError(f"{folder / STUDY} is of another version") from None
    identity = study["identity"]
    return about, worlds, _read_parts(folder, identity, mend=False), identity


class DamagedStudyError(RippleError):
    """A study's own file isn't as it was written.

    Attributes
    ----------
    path
        The file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            "{file} is damaged; resume the study (--resume), which writes it anew and keeps the finished runs",
            file=str(path),
        )
        self.path = path


def _read_study(folder: Path) -> dict[str, Any]:
    path = folder / STUDY
    try:
        study = from_checked_json(path.read_bytes())
        study["identity"]
    except FileNotFoundError:
        raise RippleError(f"{folder} holds no study (it has no {STUDY})") from None
    except OSError as problem:
        raise RippleError(f"{path} can't be read: {problem.strerror}") from None
    except (DamagedError, KeyError):
        raise DamagedStudyError(path) from None
    return study


def _rows(runs: Sequence[Finished], identity: str) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "scenario": pa.array([one.run[0] for one in runs], pa.string()),
            "replication": pa.array([one.run[1] for one in runs], pa.int64()),
            "values": pa.array([list(one.values) for one in runs], pa.list_(pa.float64())),
            "reason": pa.array([one.reason for one in runs], pa.string()),
        },
        metadata={_IDENTITY: identity},
    )


def _part_files(folder: Path) -> list[Path]:
    return sorted((folder / PARTS).glob("*.parquet"))


def _number(part: Path) -> int:
    digits = part.name.partition(".")[0]
    return int(digits) if digits.isdecimal() else -1


def _read_parts(folder: Path, identity: str, *, mend: bool) -> dict[RunId, Finished]:
    """Return all finished runs; a damaged part is refused, or set aside if that is to be mended."""
    finished: dict[RunId, Finished] = {}
    for path in _part_files(folder):
        try:
            finished |= _read_part(path, identity)
        except DamagedError:
            if not mend:
                raise RippleError(
                    "{file} is damaged; resume the study (--resume), which does its runs again", file=str(path)
                ) from None
            aside = set_aside(path)
            warnings.warn(
                SetAsideWarning(f"{path} is damaged; it is set aside as {aside.name}, and its runs are done again"),
                stacklevel=2,
            )
        except _OthersPartError:
            raise _of_another(folder) from None
        except OSError as problem:
            raise RippleError(f"{path} can't be read: {problem.strerror}") from None
    return finished


class _OthersPartError(Exception):
    """A part that belongs to another study."""


def _read_part(path: Path, identity: str) -> dict[RunId, Finished]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(read_named(path)))
    if (table.schema.metadata or {}).get(_IDENTITY) != identity.encode():
        raise _OthersPartError
    result = {}
    for row in table.to_pylist():
        run = (row["scenario"], row["replication"])
        result[run] = Finished(run, tuple(row["values"]), row["reason"])
    return result


def write_part(rows: pa.Table, folder: Path, number: int) -> Path:
    """Write a part whose name ends in the checksum of its content; returns its path."""
    content = _as_parquet(rows)
    path = folder / with_checksum(f"{number:06d}.parquet", content)
    write_whole(path, content, durable=True)
    return path


def write_parquet(rows: pa.Table, path: Path) -> None:
    """Write a Parquet file that is whole when it appears."""
    write_whole(path, _as_parquet(rows), durable=True)


def _as_parquet(rows: pa.Table) -> bytes:
    import pyarrow.parquet as pq

    held = io.BytesIO()
    pq.write_table(rows, held)
    return held.getvalue()
