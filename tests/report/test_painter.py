"""The second process that draws: the same bytes, or else it says that nothing is drawn."""

import subprocess
import sys

import pytest

from ripple_sim.report import painter as place
from ripple_sim.report.folder import write_results
from ripple_sim.report.painter import PICTURES, Painter, paint


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    monkeypatch.setattr(place.os, "cpu_count", lambda: 2)


def test_draws_the_same_bytes_as_this_process(run, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    with Painter() as painter:
        painter.begin(run, there)
        assert painter.finish()
    paint(run, here)
    for name in PICTURES:
        assert (here / name).read_bytes() == (there / name).read_bytes()


def test_says_so_where_it_cannot_write(run, tmp_path):
    with Painter() as painter:
        painter.begin(run, tmp_path / "nowhere")
        assert not painter.finish()


@pytest.mark.parametrize("program", [sys.executable + "-missing", ""])
def test_results_are_whole_without_it(run, tmp_path, monkeypatch, program, blank_pictures):
    monkeypatch.setattr(place.sys, "executable", program)
    with Painter() as painter:
        write_results(run, tmp_path / "results", painter=painter)
    assert {*PICTURES} <= {path.name for path in (tmp_path / "results").iterdir()}


def test_is_gone_when_nothing_is_drawn(monkeypatch):
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            started.append(self)

    monkeypatch.setattr(place.subprocess, "Popen", Noted)
    with pytest.raises(KeyboardInterrupt), Painter():
        raise KeyboardInterrupt
    assert [process.returncode is not None for process in started] == [True]
