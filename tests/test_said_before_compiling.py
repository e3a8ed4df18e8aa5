"""That the model is compiled is said once a run begins, and never before a refusal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = "coaching-everywhere"
# Each is refused; "taken" is a file and "kept" a folder with something in it.
REFUSED = [
    "run bakerie",
    "run bakery --out taken",
    "run bakery --out kept",
    "run bakery --member 9999",
    "run bakery --set a=1",
    "run bakery --weeks 0",
    "run bakery --threads 0",
    "run bakery --format pdf",
    f"compare bakery {PLAN}x",
    f"compare bakery {PLAN} --pairs 1",
    f"compare bakery {PLAN} --pairs few",
    f"compare bakery {PLAN} --horizon soon",
    f"compare bakery {PLAN} --horizon 0",
    f"compare bakery {PLAN} --out kept",
    f"compare bakery {PLAN} {PLAN}",
    f"compare bakery {PLAN} --discount-rate 2",
    f"explain bakery {PLAN}x",
    f"explain bakery {PLAN} --pairs 1",
    f"explain bakery {PLAN} --couples 1",
    f"explain bakery {PLAN} --horizon soon",
    f"explain bakery {PLAN} --out kept",
    f"trace bakery {PLAN} --pairs 1",
    f"trace bakery {PLAN}x",
    f"trace bakery {PLAN} 'team 99'",
    f"trace bakery {PLAN} --circles 9",
    f"trace bakery {PLAN} --stated 0",
    f"trace bakery {PLAN} --out kept",
    f"trace bakery {PLAN} --horizon soon",
    f"story bakery {PLAN} 'employee 9999'",
    f"story bakery {PLAN}x 'employee 1'",
    f"story bakery {PLAN} 'employee 1' --horizon soon",
    "sweep nowhere.toml",
    "sweep taken",
    "sweep study.toml --out kept",
    "sweep study.toml --out taken",
    "sweep bad.toml",
    "sensitivity bakery --outcome nothing",
    "sensitivity bakery --resume",
    "sensitivity bakery --vary nothing",
    "sensitivity bakery -n 1",
    "sensitivity bakery --out kept",
    "sensitivity bakery --vary market.churn_per_year",
    "sensitivity bakery --outcome 'profit difference'",
    f"sensitivity bakery {PLAN}x",
    "sensitivity bakery --horizon soon",
    "discover bakery --outcome nothing",
    "discover bakery --below 1 --above 2",
    "discover bakery --lowest 2",
    "discover bakery -n 3",
    "discover bakery --out kept",
    "discover bakery --vary nothing",
    "discover bakery --horizon x",
    f"optimise bakery {PLAN}x",
    f"optimise bakery {PLAN} --aim wealth",
    f"optimise bakery {PLAN} --trials 0",
    f"optimise bakery {PLAN} --budget -1",
    f"optimise bakery {PLAN} --horizon soon",
    f"optimise bakery {PLAN} --out kept",
    "brief nowhere",
    "brief kept",
    "evidence Z99",
    "evidence --html taken",
    "evidence --worlds 0",
    "calibrate --targets nothing",
    "calibrate --quick --install",
    "calibrate --out taken",
    "balance bakery --out taken",
    "balance bakerie --out new.toml",
    "balance bakery --out nowhere/new.toml",
    "verify nowhere",
    "verify kept",
    "verify taken",
]
STUDY = """
name = "study"
base = "bakery"
weeks = 2
replications = 1
[design]
size = 2
[uncertainties]
market.churn_per_year = { low = 0.1, high = 0.2 }
"""
ALL = """
import contextlib, io, shlex, sys
from ripple_sim.cli import main
for line in sys.stdin.read().splitlines():
    out, err, code = io.StringIO(), io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        sys.argv = ["ripple", *shlex.split(line)]
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    print(repr((line, code, err.getvalue())))
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "taken").write_text("something")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "something.txt").write_text("something")
    (tmp_path / "study.toml").write_text(STUDY)
    (tmp_path / "bad.toml").write_text(STUDY + '\n[outcomes]\nnothing = "all"\n')
    return tmp_path


def _in_fresh_place(place: Path, script: str, *words: str, said: str = "") -> str:
    """Run Python where nothing is compiled yet, and return what it says."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=place,
        input=said,
        text=True,
        check=False,
        capture_output=True,
        env={**os.environ, "RIPPLE_CACHE_DIR": str(place / "cache"), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout + done.stderr


def test_nothing_is_said_of_compiling_before_a_refusal(place: Path) -> None:
    said = _in_fresh_place(place, ALL, said="\n".join(REFUSED))
    rows = [eval(row) for row in said.splitlines() if row.startswith("(")]
    assert [line for line, _, _ in rows] == REFUSED, said
    for line, code, err in rows:
        assert code == 2, (line, err)
        assert "Compiling" not in err, line
        assert "Traceback" not in err, line


def test_it_is_said_before_a_run(place: Path) -> None:
    script = """
from ripple_sim.model import engine
from ripple_sim.cli.progress import progress_bar
from ripple_sim.cli.progress import Screen
from ripple_sim.scenario.files import load

def stop(*_):
    raise SystemExit("stopped")

engine.settle = stop
with progress_bar(Screen(stderr=True), "Before", "Run"):
    print("checked", flush=True)
    engine.Engine(load("bakery"))
"""
    said = _in_fresh_place(place, script)
    assert said.count("Compiling the model for this machine") == 1
    assert said.index("checked") < said.index("Compiling") < said.index("stopped")
