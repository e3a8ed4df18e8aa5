"""The board as it is asked for, what a number rests on, and measuring again; without a browser."""

import math

from hypothesis import given
from hypothesis import strategies as some

from ripple_sim.app.components.information_mark import told
from ripple_sim.app.components.row_charts import span_around
from ripple_sim.app.session.evidence import (
    ORDERS,
    STRENGTHS,
    USES,
    VERDICTS,
    Asked,
    coverage,
    grouped_findings,
    measure_again,
    same_verdicts,
    show_caution,
    untestable,
)
from ripple_sim.app.session.provenance import of_metric, of_parameter, of_path
from ripple_sim.app.words import words_in
from ripple_sim.evidence import checks as all_checks
from ripple_sim.evidence.check import Check
from ripple_sim.evidence.stored import from_data, stored
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.files import load
from ripple_sim.scenario.schema import parameters

BOARD = stored().board


def numbers(asked):
    return [one for _, rows in grouped_findings(BOARD, asked) for one in rows]


@given(
    some.builds(
        Asked,
        some.sampled_from(("", *VERDICTS)),
        some.sampled_from(("", *STRENGTHS)),
        some.sampled_from(("", "A", "L")),
        some.sampled_from(("", *USES)),
        some.sampled_from(("", "profit", "a b")),
        some.sampled_from(ORDERS),
    )
)
def test_an_address_says_what_was_asked(asked):
    assert Asked.from_search(asked.search()) == asked


def test_an_address_that_makes_no_sense_asks_for_everything():
    assert Asked.from_search("verdict=great&link=Z&order=&strength=1") == Asked()
    assert Asked.from_search(None) == Asked()
    assert len(Asked.from_search("words=" + "x" * 5000).words) == 60


def test_filters_keep_what_is_asked_for():
    assert len(numbers(Asked())) == len(BOARD.findings)
    misses = numbers(Asked(verdict="miss"))
    assert misses
    assert all(one.verdict == "miss" for one in misses)
    fitted = numbers(Asked(use="fitted", link="A"))
    assert all(one.check.fitted and one.fact.id[0] == "A" for one in fitted)
    named = numbers(Asked(words="harter engagement"))
    assert {"A01", "A02"} <= {one.fact.id for one in named}
    assert len(named) < len(BOARD.findings)


def test_misses_come_first_or_links_in_their_order():
    assert [name for name, _ in grouped_findings(BOARD, Asked())] == ["miss", "hit"]
    letters = [name for name, _ in grouped_findings(BOARD, Asked(order="links"))]
    assert letters[:3] == ["A", "B", "C"]


def test_what_cannot_be_tested_is_filtered_too():
    assert len(untestable(BOARD, Asked())) == len(BOARD.untestable)
    assert not untestable(BOARD, Asked(verdict="miss"))
    only = untestable(BOARD, Asked(verdict="not testable", words="stock market"))
    assert "H05" in {one.id for one, _ in only}
    assert not numbers(Asked(verdict="not testable"))


def test_coverage_counts_every_number_once():
    rows = coverage(BOARD)
    assert sum(row.fitted[1] + row.others[1] + row.weak[1] for row in rows) == len(BOARD.findings)
    assert sum(row.untestable for row in rows) == len(BOARD.untestable)
    assert sum(row.others[0] for row in rows) == BOARD.inside("not fitted")[0]


def test_numbers_are_measured_again(monkeypatch):
    toys = tuple(
        Check(id, "toy", "a toy", lambda lab: 0.5, 0, 1, 0.5, "r", "range", "Toys (rule)") for id in ("A01", "A02")
    )
    monkeypatch.setattr(all_checks, "CHECKS", toys)
    far = []
    now = from_data(measure_again(["A02"], lambda *told: far.append(told)))
    assert far == [(1, 1)]
    assert now.of_this_model
    assert [one.fact.id for one in now.board.findings if one.worlds] == ["A02"]
    assert same_verdicts(now.board, now.board) == (1, 1)
    assert same_verdicts(now.board, BOARD) == (0, 1)


def test_a_caution_is_shown_by_a_run(monkeypatch):
    from ripple_sim.evidence import cautions
    from ripple_sim.evidence.cautions.caution import Caution

    toy = Caution("K1", "Toys.", ("A01",), lambda lab: [("a toy", 2.0, "r")], lambda x: x > 1)
    monkeypatch.setattr(cautions, "CAUTIONS", (toy,))
    assert show_caution("K1", lambda *told: None) == ([("a toy", 2.0, "r")], True)


def test_a_parameter_tells_source_range_strength_and_interval():
    words = words_in("en")
    fitted = next(one for one in parameters() if one.kind == "fitted")
    rows = dict(told(words, of_parameter(fitted), "0.5"))
    assert rows["kind"] == "fitted to published facts"
    assert "90 % interval" in rows
    assert " to " in rows["range"]
    assert rows["based on"] == fitted.source
    promise = of_path(load("bakery"), "company", "practices", "promise", "level")
    assert promise is not None
    assert [one.id for one in promise.facts] == ["B15"]
    assert promise.strength in STRENGTHS
    assert of_path(load("bakery"), "company", "nothing") is None


def test_a_simulated_figure_tells_how_its_link_was_tested():
    known = of_metric(BY_NAME["profit"])
    inside, all_ = known.checked
    assert 0 < inside <= all_
    assert "tested" in dict(told(words_in("en"), known))


@given(some.lists(some.floats(-1e4, 1e4), max_size=5), some.floats(0.1, 50))
def test_an_axis_holds_its_values_in_round_steps(values, least):
    span = span_around(values, least)
    assert all(span.low - 1e-6 <= value <= span.high + 1e-6 for value in values)
    assert math.isclose(round(span.low / span.step) * span.step, span.low, abs_tol=1e-6)
    assert 1 <= round((span.high - span.low) / span.step) <= 8
