"""``import ripple_sim`` is light, shows what there is, and tells editors the same."""

import importlib
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import ripple_sim as rs

STUB = Path(rs.__file__).with_suffix(".pyi")
HEAVY = ("numpy", "numba", "pandas", "xarray", "scipy", "matplotlib", "mesa", "pydantic", "typer")


def stub():
    """Return what ripple_sim/__init__.pyi should hold, made from the table of public names."""
    homes = {**rs._HOME, **{name: module for name, (module, _) in rs._FORMER.items()}}
    imported = sorted((module, name) for name, module in homes.items())
    lines = [
        '"""What editors and type checkers read: each public name and where it lives.',
        "",
        "Written from the table in __init__.py by: python -m tests.docs.test_public_door",
        '"""',
        "",
        "from ripple_sim import evidence as evidence",
    ]
    lines += [f"from ripple_sim.{module} import {name} as {name}" for module, name in imported]
    lines += ["", "__version__: str", "__all__: list[str]"]
    lines += ["", "def __dir__() -> list[str]: ...", ""]
    return "\n".join(lines)


def python(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)


def test_the_stub_for_editors_is_what_the_table_says():
    assert STUB.read_text(encoding="utf-8") == stub(), "write it anew: python -m tests.docs.test_public_door"


@pytest.mark.parametrize("name", rs.__all__)
def test_every_name_is_shown_and_found(name):
    assert name in dir(rs)
    found = getattr(rs, name)
    if name in rs._HOME:
        assert found is getattr(importlib.import_module(f"ripple_sim.{rs._HOME[name]}"), name)


def test_dir_shows_nothing_else():
    assert [name for name in dir(rs) if not name.startswith("__")] == rs.__all__


def test_completion_offers_names_before_they_are_loaded():
    found = python(
        "import rlcompleter, ripple_sim as rs\n"
        "asked = rlcompleter.Completer({'rs': rs})\n"
        "print([asked.complete('rs.expl', 0), asked.complete('rs.load_', 0)])"
    )
    assert found.stdout.strip().replace("(", "") == "['rs.explain', 'rs.load_plan']"


def test_completion_by_jedi_reads_the_stub():
    """Jedi is what IPython and Jupyter complete with; it doesn't run the package."""
    jedi = pytest.importorskip("jedi")
    offered = {one.name for one in jedi.Script("import ripple_sim as rs\nrs.").complete(2, 3)}
    assert set(rs.__all__) <= offered


def test_importing_loads_nothing_heavy():
    found = python(f"import sys, ripple_sim; dir(ripple_sim)\nprint([m for m in {HEAVY} if m in sys.modules])")
    assert found.stdout.strip() == "[]"


def test_a_name_that_is_unknown_is_refused():
    with pytest.raises(AttributeError, match="has no attribute 'simulate'"):
        _ = rs.simulate


@pytest.mark.parametrize("name", rs._FORMER)
def test_a_former_name_works_and_names_the_new_one(name):
    instead = rs._FORMER[name][1]
    with pytest.warns(DeprecationWarning, match=f"{name} is deprecated; use ripple_sim.{instead}"):
        found = getattr(rs, name)
    assert callable(found)
    assert name not in dir(rs)
    assert instead in rs.__all__


def test_the_former_run_takes_its_arguments_in_the_former_order():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        former = rs.run_scenario
    bakery = rs.load("bakery")
    weeks = []
    one = former(bakery, 3, 2, 1, lambda done, total: weeks.append((done, total)), replication=1)
    two = rs.run(bakery, 3, weeks=2, threads=1, replication=1)
    assert weeks == [(1, 2), (2, 2)]
    assert one.recorder.ledgers.tobytes() == two.recorder.ledgers.tobytes()


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
