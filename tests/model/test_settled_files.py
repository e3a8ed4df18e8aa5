"""A settled company from the disk is the one that was settled."""

import numpy as np
import pytest

from ripple_sim.model import settled_files
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.files import load

BAKERY = load("bakery")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settled_files, "folder", lambda: tmp_path / "settled")
    monkeypatch.setattr(settled_files, "_kept_since", {})
    return tmp_path / "settled"


def company(seed=3, *, on_disk=True):
    return Engine(BAKERY, seed, settled=SettledCache(on_disk=on_disk))


def same(first, second):
    ours, theirs = vars(first.world), vars(second.world)
    return all(np.array_equal(ours[name], theirs[name]) for name in ours)


def lived(engine, weeks=20):
    for _ in range(weeks):
        engine.step()
    return engine


def test_what_is_read_lives_on_to_the_bit_as_what_was_settled(folder):
    settled = company(on_disk=False)
    kept = company()
    assert len(list(folder.iterdir())) == 1
    read = company()
    assert same(settled, kept)
    assert same(settled, read)
    assert read.settling_weeks == settled.settling_weeks
    assert same(lived(settled), lived(read))


def test_every_seed_has_a_file_of_its_own(folder):
    assert not same(company(1), company(2))
    assert len(list(folder.iterdir())) == 2


def test_a_damaged_file_is_settled_anew(folder):
    settled = company()
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-400])
    assert same(settled, company())
    path.write_bytes(b"")
    assert same(settled, company())


def test_where_nothing_can_be_written_companies_settle_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(settled_files, "folder", lambda: tmp_path / "file")
    assert same(company(), company(on_disk=False))


def test_what_was_unused_longest_makes_room(folder, monkeypatch):
    company(1)
    company(2)
    first, second = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    monkeypatch.setattr(settled_files, "_kept_since", {})
    monkeypatch.setattr(settled_files, "MOST_BYTES", second.stat().st_size)
    company(3)
    assert not first.exists()
    assert second.exists()


def test_a_long_study_leaves_no_more_than_there_is_room_for(folder, monkeypatch):
    company(1)
    monkeypatch.setattr(settled_files, "_kept_since", {})
    monkeypatch.setattr(settled_files, "MOST_BYTES", 4 * next(folder.iterdir()).stat().st_size)
    for seed in range(2, 13):
        company(seed)
    assert 3 <= len(list(folder.iterdir())) <= 5
