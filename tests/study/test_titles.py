"""Plans are named by their titles; a plan's name stands once, in brackets, over a table."""

import io

import pytest
from guarantees.worlds import small
from rich.console import Console

import ripple_sim as rs
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.plans import Plan
from ripple_sim.study.compare.tables import comparison_table, ranking_table
from ripple_sim.study.compare.worlds import titles_of
from ripple_sim.study.explain.tables import explanation_table
from ripple_sim.study.optimise.tables import optimum_table
from ripple_sim.study.trace.tables import rings_table

NAME, TITLE = "file-name-x1", "Teach well-meant empathy"
COMPANY = small(units=2, members=80)
DOES = (Intervention(lever="empathy_training", change=0.6, start=1),)
PLAN = Plan(name=NAME, title=TITLE, interventions=DOES)
OTHER = Plan(name="other", title="Teach twice", interventions=DOES)


def shown(*tables):
    screen = Console(width=120, file=io.StringIO())
    for table in tables:
        screen.print(table)
    return " ".join(screen.file.getvalue().split())


@pytest.fixture(scope="module")
def compared():
    return rs.compare(COMPANY, PLAN, OTHER, pairs=2, horizon=6)


def test_a_comparison_names_plans_by_title(compared):
    said = " ".join((compared.say(), compared.say(NAME), *compared.conditions()))
    assert TITLE in said
    assert NAME not in said
    over = shown(comparison_table(compared, NAME), ranking_table(compared))
    assert over.count(NAME) == 1
    assert f"{TITLE} ({NAME}) against" in over
    assert set(compared.ranking()["title"]) == {TITLE, "Teach twice", "none"}


def test_an_explanation_a_trace_and_an_optimum_do(compared):
    explained = rs.explain(COMPANY, PLAN, pairs=2, horizon=6)
    traced = rs.trace(COMPANY, PLAN, pairs=2, horizon=6)
    found = rs.optimise(COMPANY, PLAN, trials=1, replications=2, pairs=2, horizon=6)
    for answer, table in (
        (explained, explanation_table(explained)),
        (traced, rings_table(traced)),
        (found, optimum_table(found)),
    ):
        assert NAME not in answer.say()
        over = shown(table)
        assert over.count(NAME) == 1
        assert f"{TITLE} ({NAME})" in over
    assert f"'{TITLE}'" in explained.say()


def test_a_plan_without_a_title_goes_by_its_name():
    bare = rs.compare(COMPANY, PLAN.model_copy(update={"title": ""}), pairs=2, horizon=6)
    assert bare.say().startswith("File name x1 ")
    assert bare.titled(NAME) == NAME


def test_two_plans_of_one_title_are_told_apart():
    twice = PLAN.model_copy(update={"name": "y"})
    assert titles_of([PLAN, twice, OTHER]) == (f"{TITLE} ({NAME})", f"{TITLE} (y)", "Teach twice")
