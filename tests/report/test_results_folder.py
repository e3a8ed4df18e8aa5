"""A results folder appears whole or not at all, and nobody else's files are ever touched."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from ripple_sim.observe.results import Run
from ripple_sim.report import folder
from ripple_sim.report.folder import prepare, write_results
from ripple_sim.report.manifest import hash_file, hash_numbers, read_manifest
from ripple_sim.scenario.files import load
from ripple_sim.scenario.problems import RippleError

FILES = {"series.csv", "chain.csv", "overview.png", "overview.svg", "scenario.toml", "manifest.json"}


pytestmark = pytest.mark.usefixtures("blank_pictures")


def content(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir()}


def test_all_files_are_there_and_nothing_else(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "new" / "demo"
    written = write_results(run, place, ("csv", "parquet", "nc", "xlsx", "csv"))
    every = FILES | {"series.parquet", "series.nc", "series.xlsx"}
    assert {path.name for path in written} == every == set(content(place))
    assert written[-1].name == "manifest.json"
    assert [path.name for path in place.parent.iterdir()] == ["demo"]


def test_others_may_read_the_folder(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    write_results(run, out)
    mask = os.umask(0)
    os.umask(mask)
    assert out.stat().st_mode & 0o777 == 0o777 & ~mask


def test_the_manifest_says_what_was_run(run: Run, out: Path) -> None:
    manifest = read_manifest(out)
    assert (manifest.seed, manifest.replication, manifest.weeks) == (4, 1, 30)
    assert (manifest.scenario, manifest.scenario_hash) == ("small", run.scenario.hash())
    assert manifest.settling_weeks == run.settling_weeks
    assert not manifest.interrupted
    assert {"ripple_sim", "python", "numpy", "numba", "mesa", "xarray"} == set(manifest.versions)
    assert manifest.started[:2] == "20"
    assert manifest.files == {name: hash_file(out / name) for name in FILES - {"manifest.json"}}


def test_the_scenario_kept_is_the_one_run(run: Run, out: Path) -> None:
    assert load(out / "scenario.toml") == run.scenario


def test_the_hash_of_the_numbers_sees_a_single_bit(run: Run) -> None:
    other = {name: values.copy() for name, values in run.arrays.items()}
    assert hash_numbers(other) == hash_numbers(run.arrays)
    values = other["engagement"]
    values[5] += abs(values[5]) * 2**-52
    assert hash_numbers(other) != hash_numbers(run.arrays)


def test_old_results_are_replaced_only_when_asked(run: Run, out: Path) -> None:
    with pytest.raises(RippleError, match="is not empty"):
        write_results(run, out)
    write_results(run, out, ("parquet",), overwrite=True)
    assert set(content(out)) == FILES - {"series.csv"} | {"series.parquet"}
    assert [path.name for path in out.parent.iterdir()] == ["demo"]


def test_an_empty_folder_is_filled(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_results(run, tmp_path / "empty")
    assert set(content(tmp_path / "empty")) == FILES


@pytest.mark.parametrize("problem", [OSError(28, "No space left"), KeyboardInterrupt(), ValueError])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    run: Run, out: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    before = content(out)

    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr(folder, "write_chain", fail)
    expected = RippleError if isinstance(problem, OSError) else BaseException
    with pytest.raises(expected):
        write_results(run, out, overwrite=True)
    assert content(out) == before
    with pytest.raises(expected):
        write_results(run, out.parent / "other")
    assert [path.name for path in out.parent.iterdir()] == ["demo"]


def test_a_failure_of_the_last_step_brings_the_old_results_back(
    run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(out)
    rename = Path.rename

    def fail_for_new(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_new)
    with pytest.raises(RippleError, match=r"can't be written: Input/output error"):
        write_results(run, out, overwrite=True)
    assert content(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["demo"]


def test_a_folder_that_is_not_ours_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    with pytest.raises(RippleError, match=r"no results folder of ripple_sim"):
        prepare(tmp_path / "photos", overwrite=True)


def test_another_programs_manifest_does_not_make_it_ours(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps({**manifest, "made_by": "another"}))
    with pytest.raises(RippleError, match="made by 'another'"):
        prepare(out, overwrite=True)


def test_files_that_somebody_added_are_never_deleted(out: Path) -> None:
    (out / ".DS_Store").write_text("litter")
    prepare(out, overwrite=True)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(RippleError, match=r"also holds 'notes.txt'"):
        prepare(out, overwrite=True)


def test_a_place_where_no_folder_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(RippleError, match="is a file; name a folder"):
        prepare(tmp_path / "file", overwrite=True)
    with pytest.raises(RippleError, match="is a file, so"):
        prepare(tmp_path / "file" / "demo", overwrite=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RippleError, match="the folder you work in"):
        prepare(Path("."), overwrite=True)


def test_a_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(RippleError, match="can't be written: Read-only file system in"):
        prepare(tmp_path / "new" / "demo", overwrite=False)


def test_preparing_makes_nothing(tmp_path: Path) -> None:
    prepare(tmp_path / "new" / "demo", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused_before_anything_is_made(run: Run, tmp_path: Path) -> None:
    with pytest.raises(RippleError, match="'xls' is not a format"):
        write_results(run, tmp_path / "demo", ("xls",))
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_folder_stays_a_link(run: Run, out: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(out)
    write_results(run, tmp_path / "link", ("parquet",), overwrite=True)
    assert (tmp_path / "link").is_symlink()
    assert (out / "series.parquet").exists()


def test_every_format_is_written(run: Run, tmp_path: Path) -> None:
    assert set(folder.FORMATS) == {"csv", "parquet", "nc", "xlsx"}
    names = {path.name for path in write_results(run, tmp_path / "all", folder.FORMATS)}
    assert {f"series.{name}" for name in folder.FORMATS} < names
