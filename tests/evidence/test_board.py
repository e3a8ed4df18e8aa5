"""The board: verdicts, intervals, failures as rows, the same numbers whatever the workers."""

import math
import threading
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

import ripple_sim as rs
from ripple_sim.evidence import Board, CheckResult, fact
from ripple_sim.evidence.check import INFINITE, Check
from ripple_sim.evidence.facts import UNTESTABLE
from ripple_sim.evidence.figure import evidence_figure, strip_place
from ripple_sim.evidence.page import page
from ripple_sim.evidence.table import summary
from ripple_sim.scenario.problems import RippleError


def check(id="A01", name="toy", measure=float, low=0.0, high=1.0, **more):
    settings = {"published": 0.5, "unit": "r", "kind": "range", "mechanism": "Toys (rule)", **more}
    return Check(id, name, "a toy", measure, low, high, **settings)


def finding(values, **more):
    one = check(**more)
    return CheckResult(one, fact(one.fact), np.array(values, dtype=float))


def of_world(laboratory):
    return 0.1 * laboratory.seed


def broken(laboratory):
    raise ZeroDivisionError("nobody\nleft.")


def without_answer(laboratory):
    return math.nan


TOYS = (
    check("A01", "inside", of_world, -1, 1, fitted=True, worlds=4),
    check("A02", "outside", of_world, 5, 6, worlds=3),
    check("A03", "broken", broken, worlds=2),
    check("A04", "empty", without_answer, worlds=2),
    check("B03", "weak", of_world, -1, 1, worlds=2),
    check("A10", "direction", of_world, 0, INFINITE, kind="direction", published=None, worlds=4),
)


def toy_board(**more):
    return rs.evidence.board(checks=TOYS, **more)


# ------------------------------------------------------------------------------------ findings


def test_interval_is_students_over_worlds():
    one = finding([0.1, 0.4, 0.3, np.nan, 0.6])
    low, high = stats.t.interval(0.95, 3, 0.35, stats.sem([0.1, 0.4, 0.3, 0.6]))
    assert one.value == pytest.approx(0.35)
    assert one.interval == pytest.approx((low, high))
    assert (one.worlds, one.missing) == (4, 1)


def test_one_world_has_no_interval():
    one = finding([0.5])
    assert all(map(math.isnan, one.interval))
    assert one.verdict == "hit"
    assert not one.near_the_bound


def test_the_mean_decides_and_the_interval_warns():
    assert finding([0.9, 1.0]).verdict == "hit"
    assert finding([0.9, 1.0]).near_the_bound
    assert finding([1.1, 1.2]).verdict == "miss"
    assert not finding([0.50, 0.51, 0.49]).near_the_bound


def test_the_bounds_belong_to_the_range():
    assert finding([0.0]).inside
    assert finding([1.0]).inside


def test_what_has_no_value_is_no_hit():
    one = finding([np.nan, np.nan])
    assert one.verdict == "not measured"
    assert not one.inside
    assert "could not be measured" in one.reason


@given(some.floats(-10, 10), some.floats(0.01, 5))
def test_a_miss_says_on_which_side_it_lies(low, wide):
    assert "above the range" in finding([low + 2 * wide], low=low, high=low + wide).reason
    assert "below the range" in finding([low - wide], low=low, high=low + wide).reason


def test_a_known_reason_is_told(monkeypatch):
    monkeypatch.setitem(rs.evidence.check_result.REASONS, "A01 toy", "Stores are too alike.")
    assert finding([7.0]).reason == "Stores are too alike."
    assert finding([0.5]).reason == ""


# --------------------------------------------------------------------------------------- board


def test_misses_come_first_and_the_fitted_ones_before_all():
    found = rs.evidence.board(
        checks=[
            check("B03", "weak", lambda lab: 9.0),
            check("A01", "inside", lambda lab: 0.5, fitted=True),
            check("A17", "outside", lambda lab: 9.0),
            check("E02", "fitted", lambda lab: 9.0, fitted=True),
            check("A02", "outside", lambda lab: 9.0),
        ],
        worlds=1,
    )
    assert [one.fact.id for one in found.findings] == ["E02", "A02", "A17", "B03", "A01"]


def test_a_check_is_measured_in_as_many_worlds_as_it_wants():
    found = toy_board()
    counts = {one.check.name: len(one.values) for one in found.findings}
    assert counts["inside"] == 4
    assert counts["outside"] == 3
    assert {len(one.values) for one in toy_board(quick=True).findings} == {1}
    assert {len(one.values) for one in toy_board(worlds=5).findings} == {5}


def test_a_check_that_fails_is_a_row_with_the_reason():
    rows = {one.check.name: one for one in toy_board().findings}
    assert rows["broken"].verdict == "not measured"
    assert rows["broken"].reason == ("It could not be measured: ZeroDivisionError: nobody left.")
    assert rows["empty"].reason == "It could not be measured: no world gave a number."
    assert rows["inside"].inside


def test_numbers_do_not_depend_on_the_workers():
    one, four = toy_board(workers=1), toy_board(workers=4)
    assert one.data.equals(four.data)


def test_a_world_has_one_laboratory_for_all_checks():
    seen = {}

    def who(laboratory):
        seen.setdefault(laboratory.seed, set()).add(id(laboratory))
        return 0.0

    rs.evidence.board(checks=[check("A01", "a", who), check("A02", "b", who)], worlds=3)
    assert sorted(seen) == [0, 1, 2]
    assert all(len(laboratories) == 1 for laboratories in seen.values())


def test_values_reach_every_laboratory():
    path = "behaviour.employees.pull_of_team"
    one = check("A01", "value", lambda lab: lab.values[path])
    found = rs.evidence.board(checks=[one], worlds=2, values={path: 0.25})
    assert found.findings[0].values.tolist() == [0.25, 0.25]


def test_progress_counts_every_number_once():
    told, lock = [], threading.Lock()

    def tell(done, total):
        with lock:
            told.append((done, total))

    toy_board(progress=tell)
    total = sum(toy.worlds for toy in TOYS)
    assert sorted(told) == [(done, total) for done in range(1, total + 1)]


def test_stopping_ends_the_board():
    def stop(laboratory):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rs.evidence.board(checks=[check("A01", "stop", stop, worlds=8)])


def test_only_the_facts_asked_for():
    found = toy_board(facts=["a02", "H05"])
    assert {one.fact.id for one in found.findings} == {"A02"}
    assert set(found.untestable) == {"H05"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"facts": ["A0l"]}, "there is no fact 'A0l'"),
        ({"worlds": 0}, "worlds is 0; it must be a whole number from 1"),
        ({"workers": 0}, "workers is 0; it must be a whole number from 1"),
        ({"uncertainty": "some"}, "must be luck or all"),
    ],
)
def test_what_cannot_be_done_is_refused(asked, said):
    with pytest.raises(RippleError, match=said):
        toy_board(**asked)


def test_counts_keep_fitted_verified_and_weak_apart():
    found = toy_board()
    assert found.inside("fitted") == (1, 1)
    assert found.inside("not fitted") == (1, 4)
    assert found.inside("reference") == (1, 1)
    assert found.facts_inside("not fitted") == (1, 4)
    assert "1 of 1 inside" in found.say()
    assert "1 of 4 numbers inside (25 %)" in found.say()


def test_a_fact_is_inside_when_all_its_numbers_are():
    found = rs.evidence.board(
        checks=[
            check("A02", "in", lambda lab: 0.5),
            check("A02", "out", lambda lab: 2.0),
            check("A03", "in", lambda lab: 0.5),
        ],
        worlds=1,
    )
    assert found.inside("not fitted") == (2, 3)
    assert found.facts_inside("not fitted") == (1, 2)


def test_table_and_data_hold_what_was_found():
    found = toy_board()
    table = found.table().set_index("number")
    assert list(table.index) == [one.check.name for one in found.findings]
    assert table.loc["outside", "value"] == pytest.approx(0.1)
    assert table.loc["outside", "verdict"] == "miss"
    assert table.loc["broken", "missing_worlds"] == 2
    data = found.data
    assert data["value"].dims == ("check", "world")
    assert data["value"].sel(check="A01 inside").values == pytest.approx([0, 0.1, 0.2, 0.3])
    assert np.isnan(data["value"].sel(check="A02 outside").values[3])


def test_a_board_of_nothing_says_so():
    empty = Board((), {})
    assert empty.table().empty
    assert "0 of 0" in empty.say()
    evidence_figure(empty)


# ------------------------------------------------------------------------------- page and picture


def test_the_band_is_where_the_range_is():
    one = finding([0.5], low=2.0, high=4.0)
    assert strip_place(one, 2.0) == pytest.approx(0.3)
    assert strip_place(one, 4.0) == pytest.approx(0.7)
    open_above = finding([0.5], low=1.0, high=INFINITE, published=3.0)
    assert strip_place(open_above, 1.0) == pytest.approx(0.3)
    assert strip_place(open_above, 3.0) == pytest.approx(0.7)
    open_below = finding([0.5], low=-INFINITE, high=1.0, published=None)
    assert strip_place(open_below, 1.0) == pytest.approx(0.7)
    assert strip_place(open_below, 0.5) == pytest.approx(0.3)


@given(some.floats(-5, 5), some.floats(-5, 5), some.floats(0.1, 5), some.booleans())
def test_a_mark_lies_on_the_band_exactly_when_it_is_a_hit(value, low, wide, is_open):
    one = finding([value], low=low, high=INFINITE if is_open else low + wide)
    place = strip_place(one, value)
    on_the_band = place >= 0.3 and (is_open or place <= 0.7)
    near = min(abs(value - low), abs(value - low - wide)) < 1e-9
    assert near or on_the_band == one.inside


class Reader(HTMLParser):
    """Keeps the elements of a page and checks that they are closed in order."""

    EMPTY = ("meta", "input")

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.links, self.words = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href") and not value.startswith("#")]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_needs_nothing_else_and_holds_every_row():
    found = toy_board()
    read = Reader(page(found))
    assert read.links == []
    assert read.seen.count("svg") == 1
    # A row a finding and a row a fact that can't be tested, a head each.
    assert read.seen.count("tr") == len(TOYS) + len(UNTESTABLE) + 2
    words = " ".join(read.words)
    for sentence in summary(found):
        assert sentence in words


def test_the_page_escapes_what_it_is_given():
    attack = "<script>alert('x')</script> & \"so\""
    found = rs.evidence.board(checks=[check("A01", attack, lambda lab: 5.0, unit=attack, mechanism=attack)], worlds=1)
    read = Reader(page(found))
    assert read.seen.count("script") == 1
    assert any(attack in text for text in read.words)


def test_the_picture_is_the_same_every_time():
    found = toy_board()
    assert page(found) == page(found)
