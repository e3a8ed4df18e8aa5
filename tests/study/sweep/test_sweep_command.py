"""The command `sweep`: what its exit code and its sentences say of what failed or was there."""

import shutil
import sys
from types import SimpleNamespace

import pytest

from ripple_sim import cli
from ripple_sim.study.sweep import workers
from ripple_sim.study.sweep.sweep import open_sweep

BROKEN = """
name = "broken"
base = "bakery"
weeks = 4
replications = 2

[design]
kind = "grid"

[levers]
"company.structure.units" = {units}

[outcomes]
profit = "all"
"""


@pytest.fixture
def ripple(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def said(*words):
        monkeypatch.setattr(sys, "argv", ["ripple", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code or 0, out=captured.out, err=captured.err)

    return said


@pytest.fixture
def broken(tmp_path):
    """A function that writes a study of a bakery with numbers of units; it has a name for one."""

    def write(units):
        path = tmp_path / "broken.toml"
        path.write_text(BROKEN.format(units=units), encoding="utf-8")
        return path

    return write


def test_a_study_of_which_every_run_failed_is_no_success(ripple, broken):
    said = ripple("sweep", broken([2, 3]), "--out", "study")
    assert said.code == 2
    assert said.err.splitlines()[-1] == (
        "ripple: every one of the 4 worlds of the study failed; the reasons are in "
        "study/runs.parquet, and the same command with --resume tries again."
    )
    assert "unit_names has 1 names for 2 units" in said.err
    again = ripple("sweep", broken([2, 3]), "--out", "study")
    assert again.code == 2
    assert "study holds this study, and it is finished; add --resume" in again.err
    assert ripple("sweep", broken([2, 3]), "--out", "study", "--resume").code == 2


def test_runs_that_die_are_no_success_either(ripple, spec, monkeypatch):
    def figures(*_):
        raise MemoryError("none left")

    monkeypatch.setattr(workers, "_figures", figures)
    said = ripple("sweep", spec(), "--out", "study")
    assert said.code == 2
    assert "every one of the 8 worlds of the study failed" in said.err


def test_a_study_of_which_some_runs_failed_has_a_code_of_its_own(ripple, broken):
    said = ripple("sweep", broken([1, 2]), "--out", "study")
    assert said.code == 1
    assert (
        "2 of 4 worlds failed; the reasons are in study/runs.parquet, and the same command with "
        "--resume tries again." in said.err
    )
    assert said.out


def test_a_finished_study_is_read_with_resume_and_refused_without(ripple, spec):
    path = spec()
    first = ripple("sweep", path, "--out", "study")
    assert first.code == 0
    again = ripple("sweep", path, "--out", "study")
    assert (again.code, again.out) == (2, "")
    assert again.err == (
        "ripple: study holds this study, and it is finished; add --resume to read it and to try "
        "again what failed, or choose another folder.\n"
    )
    resumed = ripple("sweep", path, "--out", "study", "--resume")
    assert (resumed.code, resumed.out) == (0, first.out)


def test_a_damaged_part_is_told_and_its_runs_are_done_again(ripple, spec, tmp_path):
    path = spec()
    ripple("sweep", path, "--out", "study", "--workers", "1")
    runs = (tmp_path / "study" / "runs.parquet").read_bytes()
    part = min((tmp_path / "study" / "parts").glob("*.parquet"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 16
    part.write_bytes(content)
    said = ripple("sweep", path, "--out", "study", "--resume")
    assert said.code == 0
    assert (
        f"study/parts/{part.name} is damaged; it is set aside as {part.name}.damaged, and its runs "
        "are done again." in said.err
    )
    assert (tmp_path / "study" / "runs.parquet").read_bytes() == runs
    assert open_sweep(tmp_path / "study").failed == 0


def test_a_folder_removed_midway_is_named_with_what_is_lost(ripple, spec, tmp_path, monkeypatch):
    true_figures = workers._figures
    done = []

    def figures(*args):
        done.append(args)
        if len(done) == 6:
            shutil.rmtree(tmp_path / "study")
        return true_figures(*args)

    monkeypatch.setattr(workers, "_figures", figures)
    said = ripple("sweep", spec(), "--out", "study", "--workers", "1")
    assert said.code == 2
    number = said.err.partition("; the ")[2].split()[0]
    assert 0 < int(number) < 6
    assert said.err == (
        "ripple: the folder study was removed while the study wrote into it; the "
        f"{number} runs that were finished are lost, so run the study again.\n"
    )
    assert ripple("sweep", tmp_path / "spec.toml", "--out", "study").code == 0


def test_a_full_disk_is_named_and_what_is_finished_goes_on_later(ripple, spec, monkeypatch):
    from ripple_sim.study.sweep import store

    write = store.write_whole
    written = []

    def full(path, *args, **more):
        if path.suffix == ".parquet" and len(written) == 2:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write(path, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_whole", full)
        said = ripple("sweep", spec(), "--out", "study", "--workers", "1")
    assert said.code == 2
    assert "study can't be written (No space left on device); the " in said.err
    assert ripple("sweep", spec(), "--out", "study", "--resume").code == 0
