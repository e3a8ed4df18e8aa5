"""Companies of all visitors within a bound of memory; many uploads at once."""

import json
import subprocess
import sys
import threading

import pytest

from ripple_sim.app.components.form import MOST_BYTES as LARGEST_FILE
from ripple_sim.app.pages.home import opened
from ripple_sim.app.session import Visit, room
from ripple_sim.app.session.room import LARGEST_COMPARISON, LARGEST_RUN, Room, bytes_of
from ripple_sim.app.session.visit import company_of
from ripple_sim.scenario.files import load, preset_names, to_toml
from ripple_sim.scenario.problems import RippleError

BAKERY = load("bakery")
SMALL, LARGE = BAKERY, BAKERY.with_values({"market.members": 100_000, "weeks": 30})


class Somebody:
    """Who takes room."""


def test_large_companies_share_their_room_and_small_ones_always_find_some() -> None:
    shared = Room(most=2 * bytes_of(LARGE), small=2 * bytes_of(SMALL))
    one, two, three = Somebody(), Somebody(), Somebody()
    shared.take(one, LARGE)
    shared.take(two, LARGE)
    for ask in (shared.look, shared.take):
        with pytest.raises(RippleError, match="there is no room for 'A bakery of ten people"):
            ask(three, LARGE)
    shared.take(three, SMALL)
    shared.take(two, LARGE)
    assert shared.taken == 2 * bytes_of(LARGE), "one's own is replaced, not added"
    shared.leave(one)
    shared.take(three, LARGE)
    del two
    assert shared.taken == bytes_of(LARGE), "who is gone takes none"


def test_only_so_many_large_companies_are_settled_at_once() -> None:
    shared = Room(small=bytes_of(SMALL), at_once=2)
    inside, most, lock = [0], [0], threading.Lock()

    def settle(base, seconds: float) -> None:
        with shared.turn(base):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            threading.Event().wait(seconds)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=settle, args=(LARGE, 0.05)) for _ in range(8)]
    for one in threads:
        one.start()
    settle(SMALL, 0)
    for one in threads:
        one.join()
    assert most[0] <= 3  # two large ones, and the small one beside them


def test_the_companies_of_the_package_are_never_far_from_small() -> None:
    for name in preset_names():
        assert bytes_of(load(name)) <= max(room.SMALL_BYTES, room.MOST_BYTES // 15), name
    largest = LARGEST_RUN.members * room.BYTES_PER_MEMBER + LARGEST_RUN.staff * room.BYTES_PER_SEAT
    assert 10 * room.WORLDS * largest <= room.MOST_BYTES, "ten of the largest find room"
    assert LARGEST_COMPARISON.members <= LARGEST_RUN.members


def test_a_visit_gives_its_room_back(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Room(most=bytes_of(LARGE), small=bytes_of(SMALL))
    monkeypatch.setattr("ripple_sim.app.session.visit.ROOM", shared)
    monkeypatch.setattr("ripple_sim.app.pages.home.ROOM", shared)
    one, two = Visit(), Visit()
    one.open_company(LARGE)
    two.open("bakery")
    before = two.company
    refused = opened(lambda: LARGE, two)
    assert "there is no room" in str(refused)
    assert two.company is before, "what was open stays"
    one.close()
    assert opened(lambda: LARGE, two) is None
    assert two.base == LARGE


def file_of(number: int, members: int) -> str:
    """Return the largest file accepted: a company of its own, and a comment up to the limit."""
    own = BAKERY.with_values({"market.members": members - number, "weeks": 30, "name": "own"})
    text = to_toml(own)
    return text + "#" * (LARGEST_FILE - len(text.encode()))


SCRIPT = """
import json, resource, sys, threading
from ripple_sim.app.pages.home import opened
from ripple_sim.app.session import Visit, room
from ripple_sim.app.session.visit import company_of
asked = json.load(sys.stdin)
room.ROOM._most = asked["most"]

def used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

Visit().open("bakery")
before, said, visits = used(), [None] * len(asked["files"]), []
def upload(place, text):
    visit = Visit()
    visits.append(visit)
    found = opened(lambda: company_of(text, f"own{place}.toml"), visit)
    said[place] = "opened" if found is None and visit.week == 26 else str(found)
threads = [threading.Thread(target=upload, args=one) for one in enumerate(asked["files"])]
for one in threads: one.start()
for one in threads: one.join()
print(json.dumps({"grew": used() - before, "said": said}))
"""


def uploaded(files: list[str], most: int) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps({"files": files, "most": most}),
        text=True,
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_ten_uploads_of_the_largest_file_at_once() -> None:
    files = [file_of(number, LARGEST_RUN.members) for number in range(10)]
    assert all(len(text.encode()) == LARGEST_FILE for text in files)
    found = uploaded(files, room.MOST_BYTES)
    assert found["said"] == ["opened"] * 10
    assert found["grew"] < room.MOST_BYTES


@pytest.mark.slow
def test_uploads_beyond_the_room_end_in_a_sentence() -> None:
    files = [file_of(number, 60_000) for number in range(9)] + ["weeks = 3"]
    room_for_four = 4 * bytes_of(company_of(files[0], "own.toml"))
    found = uploaded(files, room_for_four)
    said = found["said"]
    assert said.count("opened") == 4
    assert sum("there is no room for" in one for one in said) == 5
    assert "'own9.toml'" in said[9]
    assert found["grew"] < room.MOST_BYTES
