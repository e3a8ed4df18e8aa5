"""Machine code is kept between runs, never past a change, and wherever a folder can be written."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ripple_sim.compiled as compiled

PACKAGE = Path(compiled.__file__).parent
SOURCES = ("compiled.py", "scenario/__init__.py", "scenario/checked_files.py", "scenario/under_way.py")

RULE = """
from ripple_sim.compiled import rule

@rule
def step(x):
    return x + {amount}
"""
LOOP = """
from ripple_sim.compiled import loop
from ripple_sim.rules.x import step

@loop
def walk(n):
    total = 0
    for _ in range(n):
        total = step(total)
    return total
"""
RUN = """
from ripple_sim import compiled
from ripple_sim.model.loop import walk
first = compiled.needs_compiling()
result = walk(3)
hits = sum(walk.stats.cache_hits.values()) if hasattr(walk, "stats") else 0
compiled.mark_compiled()
print(result, hits, first, compiled._FOLDER)
"""


class Copy:
    """A small package around a copy of compiled.py, run in processes of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root / "site"
        self.package = self.root / "ripple_sim"
        self.home = root / "home"
        self.temporary = root / "tmp"
        for folder in (self.package / "rules", self.package / "model", self.home, self.temporary):
            folder.mkdir(parents=True)
        # A folder without __init__.py would give way to the installed package.
        for folder in (self.package, self.package / "rules", self.package / "model"):
            (folder / "__init__.py").touch()
        (self.package / "scenario").mkdir()
        for name in SOURCES:
            shutil.copy(PACKAGE / name, self.package / name)
        (self.package / "model" / "loop.py").write_text(LOOP)
        self.set_amount(1)

    def set_amount(self, amount: int) -> None:
        (self.package / "rules" / "x.py").write_text(RULE.format(amount=amount))

    def run(self, script: str = RUN, **variables: object) -> list[str]:
        """Run a script with the copy in its path; returns the printed words."""
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("RIPPLE_", "NUMBA_", "XDG_", "PYTHON"))
        }
        env |= {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(self.root),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        env |= {name: str(value) for name, value in variables.items()}
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, env=env, cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    def no_home(self) -> Path:
        """Return a home that nobody, root included, can write to: it lies below a file."""
        blocked = self.home / "file"
        blocked.touch()
        return blocked / "home"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_code_is_kept_until_a_rule_in_another_file_changes(copy: Copy) -> None:
    result, hits, first, folder = copy.run()
    assert (result, hits, first) == ("3", "0", "True")
    assert copy.run() == ["3", "1", "False", folder]

    rule_file = copy.package / "rules" / "x.py"
    loop_file = copy.package / "model" / "loop.py"
    before = loop_file.stat()
    modified = rule_file.stat()
    copy.set_amount(7)
    os.utime(rule_file, ns=(modified.st_atime_ns, modified.st_mtime_ns))
    assert loop_file.stat().st_mtime_ns == before.st_mtime_ns

    result, hits, first, new_folder = copy.run()
    assert (result, hits, first) == ("21", "0", "True")
    assert new_folder != folder


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({}, "home/.cache/ripple_sim"),
        ({"XDG_CACHE_HOME": "{root}/xdg"}, "xdg/ripple_sim"),
        ({"XDG_CACHE_HOME": "relative"}, "home/.cache/ripple_sim"),
        ({"XDG_CACHE_HOME": "{root}/xdg", "RIPPLE_CACHE_DIR": "{root}/chosen"}, "chosen/ripple_sim"),
    ],
)
def test_folder_follows_the_environment(copy: Copy, tmp_path: Path, variables: dict[str, str], place: str) -> None:
    folder = Path(copy.run(**{k: v.format(root=tmp_path) for k, v in variables.items()})[3])
    assert folder.parent == tmp_path / place
    assert list(folder.rglob("*.nbc"))


def test_unwritable_home_falls_back_to_the_temporary_folder(copy: Copy) -> None:
    home = copy.no_home()
    result, _, first, folder = copy.run(HOME=home)
    assert (result, first) == ("3", "True")
    assert Path(folder).parent.parent == copy.temporary
    assert Path(folder).parent.stat().st_mode & 0o077 == 0
    assert copy.run(HOME=home)[1:3] == ["1", "False"]


@pytest.mark.parametrize("taken_by", ["file", "folder others can write to", "link"])
def test_without_any_safe_folder_it_compiles_every_time(copy: Copy, taken_by: str) -> None:
    place = copy.temporary / f"ripple_sim-{os.getuid()}"
    if taken_by == "file":
        place.touch()
    elif taken_by == "link":
        place.symlink_to(copy.root)
    else:
        place.mkdir()
        place.chmod(0o777)
    home = copy.no_home()
    for _ in range(2):
        assert copy.run(HOME=home) == ["3", "0", "True", "None"]


def test_nothing_is_written_into_a_read_only_package(copy: Copy) -> None:
    paths = sorted(copy.package.rglob("*"))
    everything = [copy.package, *paths]
    for path in everything:
        path.chmod(0o555)
    try:
        assert copy.run()[0] == "3"
        assert copy.run()[1] == "1"
        assert sorted(copy.package.rglob("*")) == paths
    finally:
        for path in everything:
            path.chmod(0o755)


def test_only_the_three_newest_hash_folders_stay(copy: Copy) -> None:
    root = copy.home / ".cache" / "ripple_sim"
    for age in range(1, 6):
        folder = root / f"{age:016x}"
        (folder / "inner").mkdir(parents=True)
        time = folder.stat().st_mtime - 1000 * age
        os.utime(folder, (time, time))
    (root / "notes").mkdir()
    os.utime(root / "notes", (0, 0))

    current = Path(copy.run()[3])
    left = {path.name for path in root.iterdir()}
    assert left == {current.name, f"{1:016x}", f"{2:016x}", "notes"}


def test_a_folder_in_use_counts_as_new(copy: Copy) -> None:
    current = Path(copy.run()[3])
    os.utime(current, (0, 0))
    for name in "abc":
        (current.parent / (name * 16)).mkdir()
    copy.run()
    assert current.exists()
    assert len(list(current.parent.iterdir())) == 3


def test_cache_can_be_switched_off(copy: Copy) -> None:
    for _ in range(2):
        assert copy.run(RIPPLE_DISABLE_CACHE="1") == ["3", "0", "True", "None"]
    assert not (copy.home / ".cache").exists()


def test_without_compiling_the_decorators_give_python_functions(copy: Copy) -> None:
    assert copy.run(NUMBA_DISABLE_JIT="1") == ["3", "0", "False", "None"]
    script = "from ripple_sim.model.loop import walk; print(type(walk).__name__)"
    assert copy.run(script, NUMBA_DISABLE_JIT="1") == ["function"]
    assert not (copy.home / ".cache").exists()


def test_a_loop_outside_the_hashed_folders_is_never_out_of_date(copy: Copy) -> None:
    (copy.root / "other_rule.py").write_text(RULE.format(amount=1))
    (copy.root / "other_loop.py").write_text(LOOP.replace("ripple_sim.rules.x", "other_rule"))
    script = "from other_loop import walk; print(walk(3))"
    assert copy.run(script) == ["3"]
    (copy.root / "other_rule.py").write_text(RULE.format(amount=5))
    assert copy.run(script) == ["15"]


def test_bounds_checking_for_debugging_gets_a_folder_of_its_own(copy: Copy) -> None:
    assert copy.run()[3] != copy.run(NUMBA_BOUNDSCHECK="1")[3]


def test_code_that_numba_would_read_unchecked_is_not_kept(copy: Copy) -> None:
    other_numba = "import numba.core.caching as inside; del inside.Cache._index_key\n"
    for _ in range(2):
        assert copy.run(other_numba + RUN) == ["3", "0", "True", "None"]
    assert not list(copy.home.rglob("*.nb?"))


def test_processes_that_compile_at_once_keep_whole_files(copy: Copy) -> None:
    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(lambda _: copy.run(), range(3)))
    assert {words[0] for words in said} == {"3"}
    folder = Path(said[0][3])
    names = {path.name for path in folder.rglob("*.*")}
    assert all(name.endswith(".nbc") for name in names)
    assert copy.run()[1] == "1"
    assert {path.name for path in folder.rglob("*.*")} == names
