"""Plans: read, refused in one sentence, laid on a company, told, and what they cost in advance."""

import numpy as np
import pytest
from guarantees.worlds import small
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import MEASURES, Intervention, Reach, Shock
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, SHOCKS
from ripple_sim.scenario.plans import (
    Plan,
    load_plan,
    names_a_plan,
    new_plan_file,
    parse_plan,
    plan_names,
    save_plan,
)
from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.scenario.schema import parameters
from ripple_sim.scenario.writing import plan_to_toml

COMPANY = small(units=3)

TEXT = """\
name = "coach and pay"
title = "Coaching, then pay"
budget = 100_000
weeks = "2 years"

[context]
market.churn_per_year = "30 %"
"company.practices.recovery.level" = 0.2

[[context_shocks]]
kind = "demand_wave"
size = 0.5
start = 10

[[interventions]]
lever = "coaching"
change = 0.4
start = 4
duration = "6 months"
reach.roles = ["frontline"]

[[interventions]]
name = "pay"
lever = "pay"
change = 0.05
start = 30
"""


def text(old="", new=""):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def said(written):
    """Return the one sentence with which a plan is refused, as a file or in the company."""
    with pytest.raises(ScenarioError) as caught:
        parse_plan(written, "mine.toml").applied(COMPANY)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


# Reading and writing


def test_a_plan_is_read_in_the_units_of_the_model():
    plan = parse_plan(TEXT)
    assert plan.weeks == 104
    assert plan.context == {
        "market.churn_per_year": 0.3,
        "company.practices.recovery.level": 0.2,
    }
    assert [i.duration for i in plan.interventions] == [26, None]
    assert plan.interventions[0].reach == Reach(roles=("frontline",))


def test_a_choice_by_what_is_measured_is_read():
    written = text(
        '["frontline"]', '["frontline"]\nreach.lowest = "leadership"\nreach.share = "25 %"'
    )
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
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_one_sentence_says_what_is_wrong(case):
    old, new, words = BAD[case]
    sentence = said(text(old, new))
    for word in words:
        assert word in sentence


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FREE = [p for p in parameters() if p.path.count(".") > 1 and "parts" not in p.path]


@st.composite
def reaches(draw, whole_units):
    values = {"units": draw(st.sets(st.sampled_from([1, 2, 3, "unit 1"])))}
    if not whole_units:
        values["roles"] = draw(st.sets(st.sampled_from(["frontline", "central"])))
        values["functions"] = draw(st.sets(st.sampled_from(["service", "buying"])))
    if draw(st.booleans()):
        values |= {
            draw(st.sampled_from(["lowest", "highest"])): draw(st.sampled_from(sorted(MEASURES))),
            "share": draw(st.floats(0.001, 0.999)),
        }
    return Reach(**values)


@st.composite
def interventions(draw):
    lever = draw(st.sampled_from(DRIVERS + PRACTICES))
    duration = draw(st.none() | st.integers(1, 200))
    return Intervention(
        name=draw(WORDS),
        lever=lever.name,
        change=draw(st.floats(lever.low - lever.high, lever.high - lever.low)),
        start=draw(st.integers(0, 99)),
        ramp=draw(st.integers(0, 99)),
        duration=duration,
        decay=draw(st.integers(0, 99)) if duration else 0,
        one_off_cost=draw(st.floats(0, 1e6)),
        reach=draw(reaches(lever.reach == "unit")),
    )


@st.composite
def shocks(draw):
    lever = draw(st.sampled_from(SHOCKS))
    return Shock(kind=lever.name, size=draw(st.floats(lever.low, lever.high)))


@st.composite
def plans(draw):
    chosen = draw(st.lists(st.sampled_from(FREE), max_size=4))
    return Plan(
        name=draw(WORDS.filter(bool)),
        title=draw(WORDS),
        notice=draw(st.lists(WORDS, max_size=2)),
        budget=draw(st.none() | st.floats(0, 1e9)),
        weeks=draw(st.none() | st.integers(1, 500)),
        context={p.path: draw(st.floats(p.low, p.high)) for p in chosen},
        context_shocks=draw(st.lists(shocks(), max_size=2)),
        interventions=draw(st.lists(interventions(), max_size=3)),
        shocks=draw(st.lists(shocks(), max_size=2)),
    )


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


@pytest.mark.parametrize("name", plan_names())
def test_every_bundled_plan_says_what_it_is_for_and_fits_its_company(name):
    plan = load_plan(name)
    assert plan.name == name
    assert all((plan.title, plan.asks, plan.works, plan.notice, plan.things_to_try))
    base = load(plan.base)
    assert plan.applied(base).interventions
    assert plan.check_budget(base).holds
    assert plan.say(base).endswith(".")


# In a company


def test_without_context_the_baseline_is_the_company():
    plan = Plan(name="a", interventions=(Intervention(lever="pay", change=0.1),))
    assert plan.baseline(COMPANY) == COMPANY


def test_the_context_stands_in_the_baseline_and_in_the_plan():
    plan = parse_plan(TEXT)
    usual, planned = plan.baseline(COMPANY), plan.applied(COMPANY)
    assert planned.with_values({"interventions": ()}) == usual
    assert usual.weeks == 104
    assert usual.market.churn_per_year == 0.3
    assert usual.shocks == plan.context_shocks
    assert planned.interventions == plan.interventions


def test_a_plan_adds_to_what_a_company_does_already():
    does = Intervention(lever="coaching", change=0.1)
    busy = COMPANY.with_values({"interventions": [does.model_dump()]})
    shock = Shock(kind="flu", size=0.2)
    plan = Plan(name="a", interventions=(does,), shocks=(shock,))
    assert plan.applied(busy).interventions == (does, does)
    assert plan.applied(busy).shocks == (shock,)
    assert plan.baseline(busy) == busy


def refused(*changes, **values):
    with pytest.raises(ScenarioError) as caught:
        plan_of(*changes, **values).applied(COMPANY)
    return str(caught.value)


def plan_of(*changes, **values):
    made = [Intervention(**({"lever": "coaching", "change": 0.2} | change)) for change in changes]
    return Plan(name="a", interventions=tuple(made), **values)


def test_dates_beyond_the_horizon_are_refused():
    assert "start is 60, and the horizon 60 weeks (0 to 59)" in refused({"start": 60}, weeks=60)
    plan_of({"start": 59}, weeks=60).applied(COMPANY)


def test_what_never_ends_does_not_fade():
    assert "never ends" in refused({"decay": 4, "name": "coach"})


LOWEST = {"lowest": "engagement", "share": 0.5}
HIGHEST = {"highest": "engagement", "share": 0.5}
OVERLAPS = [
    ({}, {}),
    ({"start": 3, "duration": 5}, {"start": 7}),
    ({"reach": {"units": (1, 2)}}, {"reach": {"units": ("unit 2",)}}),
    ({"reach": {"roles": ("central",)}}, {"reach": {"functions": ("buying",)}}),
    ({"reach": LOWEST}, {"reach": {"units": (1,)}}),
    ({"reach": LOWEST}, {"reach": LOWEST}),
    ({"reach": LOWEST}, {"reach": HIGHEST, "start": 1}),
    ({"reach": LOWEST}, {"reach": HIGHEST | {"share": 0.7}}),
]  # fmt: skip
BESIDE = [
    ({"start": 3, "duration": 5, "decay": 9}, {"start": 8}),
    ({"reach": {"units": (1,)}}, {"reach": {"units": (2, 3)}}),
    ({"reach": {"roles": ("frontline",)}}, {"reach": {"functions": ("buying",)}}),
    ({"reach": LOWEST}, {"reach": HIGHEST | {"share": 0.45}}),
    ({}, {"lever": "empathy_training"}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OVERLAPS)
def test_one_lever_moved_twice_for_the_same_people_is_refused(one, other):
    for pair in ((one, other), (other, one)):
        assert "both move manager coaching for the same people" in refused(*pair)


@pytest.mark.parametrize(("one", "other"), BESIDE)
def test_changes_beside_each_other_are_allowed(one, other):
    assert len(plan_of(one, other).applied(COMPANY).interventions) == 2


# Words


def test_a_plan_is_told_in_one_sentence():
    sentence = parse_plan(TEXT).say(COMPANY)
    for words in (
        "Coaching, then pay: manager coaching up by 0.4 for the frontline, after 4 weeks, "
        "for 6 months, taking 0.16 hours a week from each of them; ",
        "pay (pay against the market up by 0.05 for everybody, after 30 weeks); ",
        "with or without the plan ",
        "0.3 share of customers per year",
        "service recovery is 0.2",
        "demand wave of 0.5 share of demand everywhere, after 10 weeks; it costs EUR ",
        "known in advance, in 104 weeks",
        "budget of EUR 100,000.",
    ):
        assert words in sentence
    assert "\n" not in sentence


@settings(deadline=None, max_examples=30)
@given(plans())
def test_every_plan_that_fits_has_a_sentence_and_a_finite_cost(plan):
    plan = plan.model_copy(update={"context": {}})
    try:
        plan.applied(COMPANY)
    except ScenarioError:
        return
    assert len(plan.say(COMPANY).splitlines()) == 1
    assert np.isfinite(plan.planned_cost(COMPANY).total)
