"""A study survives its death: what is finished is kept, and going on gives the same bits."""

import os
import signal
import subprocess
import sys
import time

import pytest

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.core.results_folder import locked
from ripple_sim.study.sweep import workers
from ripple_sim.study.sweep.sweep import StudyStoppedError, open_sweep, sweep

MANY = (("size = 4", "size = 8"),)


def parts(folder):
    return sorted((folder / "parts").glob("*.parquet"))


@pytest.mark.slow
def test_killed_and_resumed_is_as_if_never_killed(spec, tmp_path):
    path = spec(*MANY)
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "ripple_sim", "sweep", path, "--out", folder, "--workers", "1"]
    process = subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, cwd=tmp_path)
    deadline = time.monotonic() + 300
    while len(parts(folder)) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()
    kept = {path.name: path.stat().st_mtime_ns for path in parts(folder)}
    assert kept
    assert not (folder / "runs.parquet").exists()

    before = open_sweep(folder)
    assert before.failed > 0
    counted = []
    resumed = sweep(path, folder, workers=2, resume=True, on_run=lambda *n: counted.append(n))
    assert counted[0][0] == len(before.finished)
    assert {p.name: p.stat().st_mtime_ns for p in parts(folder) if p.name in kept} == kept
    whole = sweep(path, tmp_path / "whole", workers=1)
    assert resumed.failed == whole.failed == 0
    assert (folder / "runs.parquet").read_bytes() == (tmp_path / "whole" / "runs.parquet").read_bytes()


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(spec, tmp_path):
    folder = tmp_path / "stopped"

    pressed = []

    def impatient(ended, total):
        if ended >= 3 and not pressed:
            pressed.append(ended)
            raise KeyboardInterrupt

    with pytest.raises(StudyStoppedError, match=r"stopped after \d+ of 20 runs; resume .*stopped"):
        sweep(spec(("size = 4", "size = 5")), folder, workers=1, on_run=impatient)
    kept = open_sweep(folder)
    assert 3 <= len(kept.finished) < 20
    assert "not finished" in set(kept.runs()["reason"])
    resumed = sweep(tmp_path / "spec.toml", folder, resume=True)
    assert resumed.failed == 0


def test_failed_runs_are_tried_again(spec, tmp_path, monkeypatch):
    def figures(*_):
        raise MemoryError("none left")

    with monkeypatch.context() as broken:
        broken.setattr(workers, "_figures", figures)
        assert sweep(spec(), tmp_path / "study").failed == 8
    found = sweep(spec(), tmp_path / "study", resume=True)
    assert found.failed == 0
    assert open_sweep(tmp_path / "study").failed == 0


def test_a_finished_study_is_not_run_again(spec, tmp_path, monkeypatch):
    first = sweep(spec(), tmp_path / "study")
    with pytest.raises(RippleError, match=r"this study, and it is finished; add --resume to read"):
        sweep(spec(), tmp_path / "study")
    monkeypatch.setattr(workers, "_figures", None)
    again = sweep(spec(), tmp_path / "study", resume=True)
    assert again.table().equals(first.table())


def test_two_studies_never_write_into_one_folder(spec, tmp_path):
    with locked(tmp_path / "study"), pytest.raises(RippleError, match=f"process {os.getpid()}. works in .*study"):
        sweep(spec(), tmp_path / "study")
    sweep(spec(), tmp_path / "study")
    with pytest.raises(RippleError, match="another specification"):
        sweep(spec(("seed = 3", "seed = 4")), tmp_path / "study", resume=True)


def test_a_folder_with_other_things_is_left_alone(spec, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(RippleError, match="is not empty and holds no study"):
        sweep(spec(), tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_damaged_part_is_named(spec, tmp_path):
    sweep(spec(), tmp_path / "study")
    parts(tmp_path / "study")[0].write_bytes(b"PAR1 torn")
    with pytest.raises(RippleError, match=r"000000\.\w+\.parquet is damaged; resume the study"):
        open_sweep(tmp_path / "study")


def test_a_folder_without_a_study_is_one_sentence(tmp_path):
    with pytest.raises(RippleError, match="holds no study"):
        open_sweep(tmp_path)
