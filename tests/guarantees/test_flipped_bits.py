"""A flipped bit is found in every file that is read back: nothing is read as another value."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import warnings

import numba
import numpy as np
import pytest

from ripple_sim import compiled
from ripple_sim.compiled import CheckedCache, keep
from ripple_sim.learn.progress import Progress, Said, from_text
from ripple_sim.model import settled_files
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.report import manifest
from ripple_sim.scenario.checked_files import (
    DamagedError,
    SetAsideWarning,
    from_checked_bytes,
    from_checked_json,
    to_checked_bytes,
    to_checked_json,
)
from ripple_sim.scenario.files import load, to_toml
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.fit import Fit
from ripple_sim.study.calibrate.problem import Free, Target
from ripple_sim.study.calibrate.simulations import Journal
from ripple_sim.study.core import verify
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.study.sweep.specification import About
from ripple_sim.study.sweep.store import PARTS, STUDY, PlannedWorld, opened, read
from ripple_sim.study.sweep.workers import Finished
from tests.flipped import flipped

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch):
    """Leave out waiting for the disk: nothing is killed here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.parametrize("content", [b"", b"\0", b"numbers" * 50])
def test_checked_bytes(content, whole):
    kept = to_checked_bytes(content)
    assert bytes(from_checked_bytes(kept)) == content
    for altered in flipped(kept, whole):
        with pytest.raises(DamagedError):
            from_checked_bytes(altered)
    for length in range(len(kept)):
        with pytest.raises(DamagedError):
            from_checked_bytes(kept[:length])


@pytest.mark.parametrize("indent", [None, 1, 2])
@pytest.mark.parametrize("data", [{"a": 1}, {"é,}": [0.1, None, {"blake2b": "x"}], "b": {}}])
def test_checked_json(data, indent, whole):
    kept = to_checked_json(data, indent=indent, belongs_to="this").encode()
    assert from_checked_json(kept + b"\n", belongs_to="this") == data
    assert {name: value for name, value in json.loads(kept).items() if name != "blake2b"} == data
    for altered in [*flipped(kept, whole), kept[:-1], kept[1:], b"", b"{}", b"[1]"]:
        with pytest.raises(DamagedError):
            from_checked_json(altered, belongs_to="this")
    with pytest.raises(DamagedError):
        from_checked_json(kept, belongs_to="that")


def test_a_settled_company_is_dropped_and_settles_again(tmp_path, monkeypatch, whole):
    monkeypatch.setattr(settled_files, "folder", lambda: tmp_path)
    monkeypatch.setattr(settled_files, "_kept_since", {})
    first = Engine(load("bakery"), 3, settled=SettledCache(on_disk=True)).world
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()
    for altered in flipped(content, whole):
        path.write_bytes(altered)
        assert settled_files.read(path.stem) is None
        assert not path.exists()
    path.write_bytes(next(flipped(content, whole)))
    again = Engine(load("bakery"), 3, settled=SettledCache(on_disk=True)).world
    assert all(np.array_equal(vars(first)[name], vars(again)[name]) for name in vars(first))
    assert path.read_bytes() == content


def small_loop(number):
    total = 0.0
    for i in range(number):
        total += 1.5 * i
    return total


def test_compiled_code_is_dropped_and_compiled_again(tmp_path, monkeypatch, whole):
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))

    def fresh():
        made = numba.njit(small_loop)
        keep(made)
        assert isinstance(made._cache, CheckedCache)
        return made

    first = fresh()
    assert first(4) == 9.0
    (path,) = tmp_path.rglob("*.nbc")
    content = path.read_bytes()
    again = fresh()
    assert again(4) == 9.0
    assert sum(again.stats.cache_hits.values()) == 1
    (sig,) = again.signatures
    for altered in flipped(content, whole):
        path.write_bytes(altered)
        assert again._cache.load_overload(sig, again.targetctx) is None
        assert not path.exists()
    path.write_bytes(next(flipped(content, whole)))
    mended = fresh()
    assert mended(4) == 9.0
    assert sum(mended.stats.cache_hits.values()) == 0
    from_checked_bytes(path.read_bytes())


def test_compiled_code_without_a_checksum_is_never_unpickled(tmp_path, monkeypatch):
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    made = numba.njit(small_loop)
    keep(made)
    made(4)
    (path,) = tmp_path.rglob("*.nbc")
    path.write_bytes(b"cos\nsystem\n(S'touch " + str(tmp_path / "run").encode() + b"'\ntR.")
    assert made._cache.load_overload(made.signatures[0], made.targetctx) is None
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(compiled.cache_folder() is None, reason="nothing is kept here")
def test_the_week_gives_the_same_numbers_after_a_flipped_bit(tmp_path, whole):
    # All of a small company's week is in one file, which takes a minute to compile.
    names = ("week._week_at_once-", "unit_loops.units_survey-")[0 if whole else 1 :]
    kept = compiled.cache_folder()
    copy = tmp_path / "cache" / "ripple_sim" / kept.name
    # What is settled would hide a loop that went wrong while settling.
    shutil.copytree(kept, copy, ignore=shutil.ignore_patterns("settled"))
    numbers = {}
    for turn in ("as compiled", "after a flip", "read again"):
        out = tmp_path / turn
        if turn == "after a flip":
            for name in names:
                (path,) = copy.rglob(f"{name}*.nbc")
                content = bytearray(path.read_bytes())
                content[len(content) // 2] ^= 4
                path.write_bytes(content)
        subprocess.run(
            [sys.executable, "-m", "ripple_sim", "run", "bakery", "--weeks", "6", "--quiet", "--out", out],
            check=True,
            env={**os.environ, "RIPPLE_CACHE_DIR": str(tmp_path / "cache")},
        )
        shutil.rmtree(copy / "settled")
        numbers[turn] = manifest.read_manifest(out).numbers
        assert all(from_checked_bytes(one.read_bytes()) for one in copy.rglob("*.nbc"))
    assert len(set(numbers.values())) == 1


def study(folder, **more):
    about = About(
        "small", "bakery", "EUR", ("coach",), (), ((), ()), (SweepOutcome("profit", "profit", 1, 4),), 4, 2, 0
    )
    worlds = [PlannedWorld(0, "coach", "with", "without"), PlannedWorld(1, "coach", "with", "without")]
    return opened(folder, about, "identity", worlds, **more)


RUNS = [
    [Finished(("with", 0), (1.25,)), Finished(("without", 0), (-3.5,))],
    [Finished(("with", 1), (), "it failed"), Finished(("without", 1), (1e300,))],
]


@pytest.fixture
def swept(tmp_path):
    folder = tmp_path / "study"
    with study(folder, resume=False) as store:
        for runs in RUNS:
            store.add(runs)
    return folder


def test_a_part_of_a_sweep_is_named_and_set_aside(swept, whole):
    first, second = sorted((swept / PARTS).iterdir())
    content = first.read_bytes()
    for altered in flipped(content, whole):
        first.write_bytes(altered)
        with pytest.raises(RippleError, match=rf"{first.name} is damaged; resume the study"):
            read(swept)
    mended = study(swept, resume=True)
    with pytest.warns(SetAsideWarning, match=rf"{first.name} is damaged; it is set aside as"):
        store = mended.__enter__()
    with contextlib.ExitStack() as held:
        held.push(mended)
        assert store.finished == {one.run: one for one in RUNS[1]}
        names = {path.name for path in (swept / PARTS).iterdir()}
        assert names == {f"{first.name}.damaged", second.name}
        store.add(RUNS[0])
    assert read(swept)[2] == {one.run: one for runs in RUNS for one in runs}


def test_the_file_of_a_sweep_is_written_anew(swept, whole):
    path = swept / STUDY
    content = path.read_bytes()
    for altered in flipped(content, whole):
        path.write_bytes(altered)
        with pytest.raises(RippleError, match=r"study.json is damaged; resume the study"):
            read(swept)
    with pytest.raises(RippleError, match=r"study.json is damaged; resume the study"), study(swept, resume=False):
        pass
    with (
        pytest.warns(SetAsideWarning, match=r"study.json is damaged and is written anew"),
        study(swept, resume=True) as store,
    ):
        assert len(store.finished) == 4
    assert path.read_bytes() == content


def test_parts_of_another_study_are_refused_where_its_file_is_damaged(swept, tmp_path):
    with opened(tmp_path / "other", read(swept)[0], "another", [], resume=False) as store:
        store.add(RUNS[0])
    (tmp_path / "other" / STUDY).write_text("{}", encoding="utf-8")
    with (
        pytest.warns(SetAsideWarning),
        pytest.raises(RippleError, match="another specification"),
        study(tmp_path / "other", resume=True),
    ):
        pass


def test_a_line_of_a_journal_is_left_out(tmp_path, whole):
    keys = [((float(number), 0.1), number) for number in range(6)]

    def journal():
        return Journal(tmp_path, "identity")

    with journal() as one:
        for key in keys[:-1]:
            one.add(key, {"moment": key[0][0] / 3, "none": float("nan")}, None)
        one.add(keys[-1], None, "it failed")
        before = {key: (dict(one.moments(key)), one.failure(key)) for key in keys}
    path = tmp_path / "journal.jsonl"
    content = path.read_bytes()
    for altered in flipped(content, whole):
        path.write_bytes(altered)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            with journal() as one:
                known = [key for key in keys if key in one]
                assert len(one._known) == len(known)
                # A flipped end of a line damages the two that it parted.
                assert len(known) >= len(keys) - 2
                for key in known:
                    np.testing.assert_equal(dict(one.moments(key)), before[key][0])
                    assert one.failure(key) == before[key][1]
        torn = not altered.endswith(b"\n")
        assert torn or [one.category for one in said] == [SetAsideWarning]
        with journal() as one:
            assert [key for key in keys if key in one] == known


def test_a_fit_is_refused(tmp_path, whole):
    fit = Fit(
        (Free("a", 0.0, 4.0, 2.0),),
        (Target("sum", 3.2, 2.8, 3.6),),
        "linear",
        {"a": 2.5},
        {"a": 0.1},
        {"a": (2.3, 2.7)},
        (),
        {"sum": 3.1},
        {"sum": 0.2},
        {"sum": True},
        0.1,
        {"sum": {"a": 1.0}},
        {"sum": {"a": 2.0}},
        (3.0,),
        [{"a": 2.4}],
        [{"sum": 3.0}],
        0.5,
        1.1,
        ("a note",),
    )
    path = tmp_path / "fit.json"
    fit.save(path)
    assert Fit.load(path) == fit
    for altered in flipped(path.read_bytes(), whole):
        path.write_bytes(altered)
        with pytest.raises(RippleError, match="has changed since it was written"):
            Fit.load(path)


@pytest.fixture
def results(tmp_path):
    """A folder that looks like results: verifying it stops before anything runs."""
    company = load("bakery")
    (tmp_path / "scenario.toml").write_text(to_toml(company, full=True), encoding="utf-8")
    (tmp_path / "series.csv").write_text("week,unit,metric,value\n1,all,profit,3.25\n")
    files = {path.name: manifest.hash_file(path) for path in sorted(tmp_path.iterdir())}
    manifest.write_manifest(
        manifest.Manifest(
            made_by="ripple_sim",
            versions={"python": "3.11"},
            platform="Linux",
            scenario="bakery",
            scenario_hash=company.hash(),
            seed=1,
            replication=0,
            weeks=4,
            settling_weeks=520,
            started="2026-01-01",
            wall_seconds=1.5,
            interrupted=False,
            numbers="0",
            files=files,
        ),
        tmp_path,
    )
    return tmp_path


def test_a_manifest_is_refused(results, whole):
    path = results / manifest.MANIFEST
    for altered in flipped(path.read_bytes(), whole):
        path.write_bytes(altered)
        with pytest.raises(RippleError, match=r"manifest.json (has changed|can't be|was made by)"):
            manifest.read_manifest(results)


@pytest.mark.parametrize("name", ["scenario.toml", "series.csv"])
def test_another_file_of_a_results_folder_is_named(results, name, whole, monkeypatch):
    monkeypatch.setattr(verify, "run", None)
    path = results / name
    for altered in flipped(path.read_bytes(), whole):
        path.write_bytes(altered)
        found = verify.verify_results(results)
        assert (found.same, found.say) == (False, f"Changed since the results were written: {name} has other content.")


def test_kept_progress_is_refused(whole):
    kept = Progress("", {"delay": Said(3, 1)}, {"silo-bank": "back_sponsor.50.0~f-12.5_0"}).text()
    from_text(kept, "progress.toml")
    for altered in flipped(kept.encode(), whole):
        with contextlib.suppress(UnicodeDecodeError), pytest.raises(RippleError):
            from_text(altered.decode(), "progress.toml")
