"""Plans as files: read, refused in one sentence, written, recognised."""

import pytest
from hypothesis import given, settings

from plans.made import COMPANY, TEXT, plans, text
from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Reach
from ripple_sim.scenario.plans import load_plan, names_a_plan, new_plan_file, parse_plan, plan_names, save_plan
from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.scenario.writing import plan_to_toml


def said(written):
    """Return the one sentence with which a plan is refused, as a file or in the company."""
    with pytest.raises(ScenarioError) as caught:
        parse_plan(written, "mine.toml").applied(COMPANY)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


def test_a_plan_is_read_in_the_units_of_the_model():
    plan = parse_plan(TEXT)
    assert plan.weeks == 104
    assert plan.context == {"market.churn_per_year": 0.3, "company.practices.recovery.level": 0.2}
    assert [i.duration for i in plan.interventions] == [26, None]
    assert plan.interventions[0].reach == Reach(roles=("frontline",))


def test_a_choice_by_what_is_measured_is_read():
    written = text('["frontline"]', '["frontline"]\nreach.lowest = "leadership"\nreach.share = "25 %"')
    reach = parse_plan(written).applied(COMPANY).interventions[0].reach
    assert reach == Reach(roles=("frontline",), lowest="leadership", share=0.25)


BAD = {
    "unknown key": ("budget =", "budgte =", ["line 3", "'budgte'", "mean 'budget'?"]),
    "unknown key of an intervention": ("start = 4", "begin = 4", ["line 18", "interventions.1"]),
    "unknown lever": ('"coaching"', '"coching"', ["line 15", "mean 'coaching'?"]),
    "unit": ('"6 months"', '"6 metres"', ["line 19", "metres", "weeks"]),
    "broken": ("= 0.4", "= ?", ["line 17, column 10", "not valid TOML"]),
    "unknown context": ("churn_per_year", "chrn_per_year", ["line 7", "market.churn_per_year'?"]),
    "level left out": ("recovery.level", "recovery", ["line 8", "recovery.level'?"]),
    "dated context": ("market.churn_per_year", "shocks.1.size", ["line 7", "can't set"]),
    "context of the plan": ("market.churn_per_year", "weeks", ["line 7", "can't set 'weeks'"]),
    "context out of range": ("30 %", "400 %", ["'coach and pay'", "market.churn_per_year is 4"]),
    "negative budget": ("100_000", "-1", ["line 3", "budget is -1"]),
    "no name": ('name = "coach and pay"\n', "", ["name is missing"]),
    "unit that isn't there": ('roles = ["frontline"]', "units = [9]", ["unit 9", "1 to 3"]),
    "unknown measure": (
        'roles = ["frontline"]',
        'lowest = "leadrship"\nreach.share = 0.2',
        ["line 20", "mean 'leadership'?"],
    ),
    "scenario": ("[context]", "[company]", ["is a scenario, not a plan"]),
}


@pytest.mark.parametrize("case", BAD)
def test_one_sentence_says_what_is_wrong(case):
    old, new, words = BAD[case]
    sentence = said(text(old, new))
    for word in words:
        assert word in sentence


@settings(deadline=None, max_examples=60)
@given(plans())
def test_writing_and_reading_gives_the_same_plan(plan):
    assert parse_plan(plan_to_toml(plan)) == plan


def test_a_plan_is_kept_in_a_file_and_recognised_there(tmp_path):
    plan = parse_plan(TEXT)
    save_plan(plan, tmp_path / "mine.toml")
    assert load_plan(tmp_path / "mine.toml") == plan
    assert names_a_plan(tmp_path / "mine.toml")
    assert not names_a_plan("bakery")
    with pytest.raises(ScenarioError, match="is a plan, not a scenario"):
        load(tmp_path / "mine.toml")


def test_a_bundled_plan_is_copied_once(tmp_path):
    name = plan_names()[0]
    new_plan_file(tmp_path / "mine.toml", name)
    assert load_plan(tmp_path / "mine.toml") == load_plan(name)
    with pytest.raises(ScenarioError, match="exists already"):
        new_plan_file(tmp_path / "mine.toml", name)


def test_a_name_of_nothing_and_a_company_are_refused():
    with pytest.raises(ScenarioError, match="neither a plan nor a file; did you mean"):
        load_plan("coaching-everywher")
    with pytest.raises(ScenarioError, match="is a company, not a plan"):
        load_plan("bakery")
