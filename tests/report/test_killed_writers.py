"""A writer that is killed leaves nothing for good, and what was there before stays."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ripple_sim.report.folder import prepare, write_folder
from ripple_sim.report.manifest import Manifest, hash_file, read_manifest, write_manifest
from ripple_sim.scenario import under_way
from ripple_sim.scenario.checked_files import write_whole
from ripple_sim.scenario.problems import RippleError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")

# Writes results of a generation, and stands still at a moment until it is killed.
WRITER = """
import shutil, sys, time
from pathlib import Path
from tests.report import test_killed_writers as here

out, moment = Path(sys.argv[1]), sys.argv[2]

def stand_still():
    print("there", flush=True)
    time.sleep(600)

rename, rmtree = Path.rename, shutil.rmtree

def stopping_rename(self, target):
    if moment == "before it is moved away" and ".old-" in target.name:
        stand_still()
    if moment == "moved away" and ".new-" in self.name:
        stand_still()
    if moment == "in its place" and ".gone-" in target.name:
        stand_still()
    return rename(self, target)

def stopping_rmtree(path, *args, **more):
    if moment == "half removed" and ".gone-" in path.name:
        (path / "manifest.json").unlink()
        stand_still()
    return rmtree(path, *args, **more)

def fill(folder):
    names = here.fill(folder, "second")
    if moment == "filled":
        stand_still()
    return names

Path.rename, shutil.rmtree = stopping_rename, stopping_rmtree
here.write_folder(out, True, fill)
"""
FOREVER = """
import itertools, sys
from pathlib import Path
from tests.report import test_killed_writers as here

print("there", flush=True)
for number in itertools.count():
    here.write_folder(Path(sys.argv[1]), True, lambda folder: here.fill(folder, str(number)))
"""
FILE = """
import sys, time
from pathlib import Path
from ripple_sim.scenario.under_way import file_under_way

with file_under_way(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("there", flush=True)
    time.sleep(600)
"""
MOMENTS = ("filled", "before it is moved away", "moved away", "in its place", "half removed")


def fill(folder: Path, generation: str) -> list[str]:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(generation * 1000)
    files = {path.name: hash_file(path) for path in folder.iterdir()}
    write_manifest(
        Manifest(
            made_by="ripple_sim",
            versions={},
            platform="",
            scenario=generation,
            scenario_hash="",
            seed=0,
            replication=0,
            weeks=1,
            settling_weeks=0,
            started="",
            wall_seconds=0,
            interrupted=False,
            numbers="",
            files=files,
        ),
        folder,
    )
    return [*files, "manifest.json"]


def generation(out: Path) -> str:
    """Return which generation a folder holds, after a check that it is whole."""
    found = read_manifest(out)
    assert {name: hash_file(out / name) for name in found.files} == found.files
    return found.scenario


def started(script: str, *words: object) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", script, *map(str, words)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    return process


def killed(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def hidden(out: Path) -> list[str]:
    return [path.name for path in out.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(("moment", "before"), [("filled", False), *((moment, True) for moment in MOMENTS)])
def test_what_was_there_stays_and_nothing_is_left_behind(tmp_path: Path, moment: str, before: bool) -> None:
    out = tmp_path / "results [1]"
    if before:
        write_folder(out, False, lambda folder: fill(folder, "first"))
    killed(started(WRITER, out, moment))
    assert hidden(out)
    if before:
        # Whoever reads it next finds it, where need be put back.
        assert generation(out) == ("second" if moment in MOMENTS[3:] else "first")
    write_folder(out, before, lambda folder: fill(folder, "third"))
    assert generation(out) == "third"
    assert hidden(out) == []


def test_what_was_moved_away_is_not_taken_for_a_free_place(tmp_path: Path) -> None:
    out = tmp_path / "results"
    write_folder(out, False, lambda folder: fill(folder, "first"))
    killed(started(WRITER, out, "moved away"))
    assert not out.exists()
    with pytest.raises(RippleError, match="is not empty"):
        prepare(out, overwrite=False)
    assert generation(out) == "first"


def test_half_removed_results_are_never_put_back(tmp_path: Path) -> None:
    out = tmp_path / "results"
    write_folder(out, False, lambda folder: fill(folder, "first"))
    killed(started(WRITER, out, "half removed"))
    out.rename(tmp_path / "elsewhere")
    prepare(out, overwrite=False)
    assert not out.exists()


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_a_living_process_owns_is_left_alone(tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_way, "PATIENCE_SECONDS", 0.1)
    out = tmp_path / "results"
    write_folder(out, False, lambda folder: fill(folder, "first"))
    living = started(WRITER, out, moment)
    owned = hidden(out)
    assert owned
    try:
        if moment in ("filled", "moved away"):
            write_folder(out, moment == "filled", lambda folder: fill(folder, "third"))
            assert generation(out) == "third"
        else:
            with pytest.raises(RippleError, match="another process is replacing it"):
                write_folder(out, True, lambda folder: fill(folder, "third"))
            assert generation(out) in ("first", "second")
        assert set(hidden(out)) == set(owned)
    finally:
        killed(living)
    write_folder(out, True, lambda folder: fill(folder, "fourth"))
    assert (generation(out), hidden(out)) == ("fourth", [])


def test_a_folder_of_a_similar_name_is_left_alone(tmp_path: Path) -> None:
    others = [
        *(".results.new-file", ".results.new-abcdefgh2", ".results.old", "results.new-abcdefgh"),
        *(".results2.new-abcdefgh", ".results.new-b.old-abcdefgh"),
    ]
    for name in others:
        (tmp_path / name).mkdir()
    write_folder(tmp_path / "results", False, lambda folder: fill(folder, "first"))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "results"])


@pytest.mark.slow
def test_killed_at_any_moment_one_generation_is_whole(tmp_path: Path, whole: bool) -> None:
    out = tmp_path / "results"
    luck = random.Random(0)
    write_folder(out, False, lambda folder: fill(folder, "first"))
    for _ in range(60 if whole else 5):
        process = started(FOREVER, out)
        time.sleep(luck.uniform(0, 0.05))
        killed(process)
        generation(out)
        write_folder(out, True, lambda folder: fill(folder, "again"))
        assert (generation(out), hidden(out)) == ("again", [])


def test_a_file_that_a_killed_process_began_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    write_whole(path, "before")
    living = started(FILE, path)
    (half,) = hidden(path)
    write_whole(path, "meanwhile")
    assert hidden(path) == [half]
    killed(living)
    assert path.read_text() == "meanwhile"
    write_whole(path, "after")
    assert (path.read_text(), hidden(path)) == ("after", [])
