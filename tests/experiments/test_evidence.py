"""The board in full, as files and as pages of the documentation, from toy checks."""

import csv
import importlib.util
import json
from pathlib import Path

import pytest

from ripple_sim.evidence import checks, facts
from ripple_sim.evidence.check import Check
from ripple_sim.evidence.facts import UNTESTABLE

ROOT = Path(__file__).resolve().parents[2]
TOYS = tuple(
    Check(
        id,
        name,
        "a toy",
        lambda lab, value=value: value + lab.seed / 100,
        0,
        1,
        0.5,
        "r",
        "range",
        "Toys | move_it <b>",
        worlds=3,
    )
    for id, name, value in (("A01", "right", 0.5), ("A02", "wrong", 7.0))
)


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(autouse=True)
def toy_checks(monkeypatch):
    monkeypatch.setattr(checks, "CHECKS", TOYS)


def test_the_experiment_keeps_the_board_in_full(tmp_path, capsys):
    command = module(ROOT / "experiments" / "evidence" / "evidence.py")
    assert command.main(["--out", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"board.csv", "worlds.csv", "board.html", "evidence.png", "evidence.svg", "result.txt"}
    with (tmp_path / "board.csv").open(encoding="utf-8", newline="") as file:
        board = {row["fact"]: row for row in csv.DictReader(file)}
    with (tmp_path / "worlds.csv").open(encoding="utf-8", newline="") as file:
        worlds = {row["check"]: row for row in csv.DictReader(file)}
    assert board["A01"]["verdict"] == "hit"
    assert board["A02"]["verdict"] == "miss"
    each = [float(worlds["A02 wrong"][str(world)]) for world in range(3)]
    assert float(board["A02"]["value"]) == pytest.approx(sum(each) / 3)
    assert (tmp_path / "result.txt").read_text("utf-8").splitlines()[0] in capsys.readouterr().out


def test_the_same_command_writes_the_same_bytes(tmp_path):
    command = module(ROOT / "experiments" / "evidence" / "evidence.py")
    for name in ("one", "two"):
        command.main(["--quick", "--out", str(tmp_path / name)])
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_the_documentation_shows_every_row_and_fact(tmp_path, capsys):
    writer = module(ROOT / "scripts" / "write_evidence.py")
    assert writer.main(["--out", str(tmp_path)]) == 0
    page = (tmp_path / "EVIDENCE.md").read_text(encoding="utf-8")
    assert (tmp_path / "pictures" / "evidence.png").stat().st_size > 10_000
    numbers = json.loads((tmp_path / "board.json").read_text(encoding="utf-8"))["numbers"]
    assert set(numbers) == {check.key for check in TOYS}
    assert page.index("## Misses") < page.index("wrong") < page.index("## Hits")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) == len(TOYS) + len(UNTESTABLE) + len(facts()) + 4
    # A sign in a text makes neither a cell nor an element.
    widths = {line.replace("\\|", "").count("|") for line in rows}
    assert widths == {10, 3, 6}
    assert "<b>" not in page.replace("\\<b\\>", "")
