"""Finished runs: in memory, or in a folder where each is on the disk before the next is counted."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.whole_files import write_whole
from ripple_sim.study.lock import LOCK, locked
from ripple_sim.study.sweep.about import About
from ripple_sim.study.sweep.work import Finished, RunId

if TYPE_CHECKING:
    import pyarrow as pa

STUDY = "study.json"
PARTS = "parts"
RUNS = "runs.parquet"


@dataclass(frozen=True)
class World:
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
    parts: int = 0

    def add(self, runs: Sequence[Finished]) -> None:
        """Write finished runs down; they are on the disk when this returns."""
        if runs:
            write_parquet(_rows(runs), self.folder / PARTS / f"{self.parts:06d}.parquet")
            self.parts += 1
        super().add(runs)


@contextmanager
def opened(
    folder: Path, about: About, identity: str, worlds: Sequence[World], resume: bool
) -> Iterator[FolderStore]:
    """Hold a study's folder, with what is finished in it.

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
            store = FolderStore(folder=folder)
            if (folder / STUDY).exists():
                known = _read_study(folder)
                if known["identity"] != identity:
                    raise RippleError(
                        f"{folder} holds a study with another specification or model; "
                        "choose another folder"
                    )
                store.finished = _read_parts(folder)
                if store.finished and not resume:
                    raise RippleError(
                        f"{folder} holds {len(store.finished)} finished runs of this study; "
                        "add --resume to go on, or choose another folder"
                    )
            (folder / PARTS).mkdir(exist_ok=True)
            for torn in (folder / PARTS).glob(".*"):
                torn.unlink()
            numbers = [int(path.stem) for path in (folder / PARTS).glob("*.parquet")]
            store.parts = max(numbers, default=-1) + 1
            told = {
                "identity": identity,
                "about": asdict(about),
                "worlds": [asdict(one) for one in worlds],
            }
            write_whole(folder / STUDY, json.dumps(told))
        except OSError as problem:
            raise RippleError(f"{folder} can't be used: {problem.strerror}") from None
        yield store


def read(folder: Path) -> tuple[About, list[World], dict[RunId, Finished]]:
    """Return what a study's folder holds so far.

    Raises
    ------
    RippleError
        When it holds no study, or a file of it is damaged.
    """
    study = _read_study(folder)
    try:
        about = About.read(study["about"])
        worlds = [World(**one) for one in study["worlds"]]
    except (KeyError, TypeError):
        raise RippleError(f"{folder / STUDY} is damaged or of another version") from None
    return about, worlds, _read_parts(folder)


def _read_study(folder: Path) -> dict[str, Any]:
    path = folder / STUDY
    try:
        study: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        study["identity"]
    except FileNotFoundError:
        raise RippleError(f"{folder} holds no study (it has no {STUDY})") from None
    except (ValueError, KeyError, TypeError):
        raise RippleError(f"{path} is damaged; choose another folder") from None
    return study


def _rows(runs: Sequence[Finished]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "scenario": pa.array([one.run[0] for one in runs], pa.string()),
            "replication": pa.array([one.run[1] for one in runs], pa.int64()),
            "values": pa.array([list(one.values) for one in runs], pa.list_(pa.float64())),
            "reason": pa.array([one.reason for one in runs], pa.string()),
        }
    )


def _read_parts(folder: Path) -> dict[RunId, Finished]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    finished: dict[RunId, Finished] = {}
    for path in sorted((folder / PARTS).glob("*.parquet")):
        try:
            rows = pq.read_table(path).to_pylist()
        except (pa.ArrowException, OSError):
            raise RippleError(f"{path} is damaged; remove it and resume the study") from None
        for row in rows:
            run = (row["scenario"], row["replication"])
            finished[run] = Finished(run, tuple(row["values"]), row["reason"])
    return finished


def write_parquet(rows: pa.Table, path: Path) -> None:
    """Write a Parquet file beside its place and rename it, so that it is whole when it appears."""
    import pyarrow.parquet as pq

    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        pq.write_table(rows, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
