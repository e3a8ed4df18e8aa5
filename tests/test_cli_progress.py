"""Where there is no terminal, long commands say now and then how far they are."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.cli import progress
from ripple_sim.cli.progress import Screen, line, progress_bar


@pytest.fixture
def often(monkeypatch):
    monkeypatch.setattr(progress, "FIRST_AFTER", 0.05)
    monkeypatch.setattr(progress, "LONGEST_SILENCE", 0.05)


@pytest.fixture
def piped():
    screen = Screen(stderr=True)
    screen.file = io.StringIO()
    return screen


def test_before_the_first_run_and_on_the_way(often, piped):
    with progress_bar(piped, "Preparing", "Run") as tell:
        time.sleep(0.4)
        tell(12, 1200)
        time.sleep(0.4)
    said = piped.file.getvalue().splitlines()
    assert said[0] == "Preparing, 0 s so far"
    assert said[-1].startswith("Run 12 of 1,200 (1 %) after ")
    assert said[-1].endswith(" left")
    before = len(said)
    time.sleep(0.2)
    assert len(piped.file.getvalue().splitlines()) == before


def test_what_ends_soon_says_nothing(piped):
    with progress_bar(piped, "Preparing", "Run") as tell:
        tell(1, 1)
    assert piped.file.getvalue() == ""


def test_quiet_is_quiet(often):
    screen = Screen(stderr=True, quiet=True)
    screen.file = io.StringIO()
    with progress_bar(screen, "Preparing", "Run"):
        time.sleep(0.3)
    assert screen.file.getvalue() == ""


def test_the_first_sign_comes_within_five_seconds():
    import inspect

    source = inspect.getsource(progress)
    assert "FIRST_AFTER = 3.0" in source  # tests' own setting aside


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0, 1e6))
def test_a_line_is_one_line(done, total, seconds):
    said = line("Preparing", "Run", done, max(done, total), seconds)
    assert said.isprintable()
    assert len(said) < 100


def test_times_are_short():
    assert line("Preparing", "Run", 12, 360, 15.0) == "Run 12 of 360 (3 %) after 15 s, about 7 min left"
