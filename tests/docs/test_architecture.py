"""docs/architecture.md is true: its files exist, and a question takes the way it says."""

from __future__ import annotations

import inspect
import re
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from typer.main import get_command

from ripple_sim.cli.application import app
from ripple_sim.model.engine import Engine
from ripple_sim.study.compare import messages
from ripple_sim.study.compare.study import Comparison

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ripple_sim"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MOST_FILES = 8
# A company is run week by week; then the comparison says its sentence.
MILESTONES = ((Engine, "step"), (Comparison, "say"), (messages, "said_of"))
# Every call passes these on its way: they check arguments and turn problems into a sentence.
AT_EVERY_DOOR = {"cli/application.py", "scenario/arguments.py"}
STUDIES = ("compare", "explain", "trace", "sensitivity", "discover", "optimise")
WORDS = ("world", "pair", "luck", "unit", "team", "seat", "member", "plan", "lever", "driver", "parameter set")


def part(name: str) -> str:
    """Return what stands under a heading."""
    found = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def first_cells(name: str) -> list[str]:
    """Return the first cells of the table under a heading, without backticks."""
    return re.findall(r"^\| `?([^`|]+?)`? +\|", part(name), re.MULTILINE)[1:]


def layers() -> list[str]:
    """Return the rooms from the top downwards, as the check of layers knows them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (contract,) = [one for one in settings["contracts"] if one["type"] == "layers"]
    return [layer.removeprefix("ripple_sim.") for layer in contract["layers"]]


def test_every_file_named_is_there():
    named = set(re.findall(r"`([\w./<>*-]+(?:\.(?:py|pyi|toml|json|pot|md)|/))`", TEXT))
    files = {name for name in named if "<" not in name and "*" not in name}
    assert len(files) > 30
    places = (ROOT, PACKAGE, *(PACKAGE / "study" / name for name in STUDIES))
    missing = [name for name in sorted(files) if not any((at / name).exists() for at in places)]
    assert missing == []
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXT):
        assert (ROOT / "docs" / link).exists(), link


def test_every_room_has_its_sentence_in_the_order_of_the_layers():
    rooms = [room.strip("/") for room in first_cells("The rooms")]
    assert rooms == layers(), "write the table of rooms as pyproject.toml orders the layers"
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == set(rooms)


def test_ripple_compare_takes_the_way_that_is_listed(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    taken: list[str] = []

    def note(called, frame: FrameType) -> None:
        """Add the files through which the command came to what is called, the outermost first."""
        inner = [] if threading.current_thread() is threading.main_thread() else _files(frame)
        outer = sys._current_frames()[threading.main_thread().ident]
        way = [*reversed(list(_files(outer))), *reversed(list(inner)), _file(called)]
        taken.extend(file for file in way if file not in taken)

    for holder, name in MILESTONES:
        monkeypatch.setattr(holder, name, _noting(getattr(holder, name), note))
    words = ["compare", "bakery", "coaching-everywhere", "--pairs", "2", "--horizon", "26"]
    assert not get_command(app)(args=words, prog_name="ripple", standalone_mode=False)

    listed = first_cells("The way of a question")
    assert listed == [file for file in taken if file not in AT_EVERY_DOOR]
    assert len(listed) <= MOST_FILES
    down_to_model = [layers().index(file.split("/")[0]) for file in listed if "result" not in file]
    turn = [file.startswith("model/") for file in listed].index(True) + 1
    assert down_to_model[:turn] == sorted(down_to_model[:turn]), "downwards until a week is run"


def _noting(called, note):
    def noted(*given, **named):
        note(called, sys._getframe(1))
        return called(*given, **named)

    return noted


def _file(called) -> str:
    path = Path(inspect.unwrap(called).__code__.co_filename)
    return path.relative_to(PACKAGE).as_posix()


def _files(frame: FrameType | None) -> Iterator[str]:
    """Yield the package's files on the stack, the innermost first."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            yield path.relative_to(PACKAGE).as_posix()
        frame = frame.f_back


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_has_the_word(word):
    assert word in first_cells("Glossary")


def test_where_things_stand_names_real_things():
    """Each `name` in `file` of the page is defined or held in that file."""
    for name, file in re.findall(r"`(\w+)` in `([\w/]+\.py)`", TEXT):
        held = (PACKAGE / file).read_text(encoding="utf-8")
        defined = rf"^(def|class) {name}\b|^{name}\b"
        assert re.search(defined, held, re.MULTILINE), (name, file)
