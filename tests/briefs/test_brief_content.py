"""What a brief says: the studies' own numbers, joined if they belong together."""

import dataclasses
import shutil

import numpy as np
import pytest

import ripple_sim as rs
from ripple_sim.briefs.messages import answer
from ripple_sim.briefs.verify import refuse_other_explanation, refuse_other_sensitivity
from ripple_sim.scenario.problems import RippleError

PLAN = "coaching-everywhere"


def test_its_numbers_are_those_of_the_studies(brief, found):
    compared, why, asked = found
    numbers = brief.numbers()
    for row in compared.table().query("plan == @PLAN").to_dict("records"):
        for name in ("value", "interval_80_low", "single_95_high"):
            assert np.array_equal(numbers[f"{row['outcome']}, {name}"], row[name], equal_nan=True)
    band = compared.over_time(PLAN)
    assert numbers["profit_cumulated, month 3, low_95"] == band.low_95[2]
    for part in why.parts:
        assert numbers[f"{part.layer}, {part.name}, mean"] == part.mean
    assert numbers["all links and costs, mean"] == why.total.mean
    for path in asked.indices.table.index:
        assert numbers[f"tornado, {path}, value"] == asked.value(path, "mu_star")
    best = compared.ranking().iloc[0]
    assert numbers[f"ranking, {best['plan']}, net_present_value"] == best["net_present_value"]


def test_a_comparison_says_the_same_as_its_folder(brief, found):
    direct = rs.brief(found[0], plan=PLAN)
    assert (direct.why, direct.tornado) == (None, None)
    kept = brief.numbers()
    assert all(np.array_equal(value, kept[name], equal_nan=True) for name, value in direct.numbers().items())
    assert direct.say() == found[0].say(PLAN)


def test_it_names_question_horizon_conditions_and_origin(brief, found):
    assert "“Coaching for every manager”" in brief.question
    assert "3 months" in brief.question
    assert set(found[0].conditions()) <= set(brief.limits)
    assert any("2 pairs" in sentence for sentence in brief.limits)
    assert any("guesses" in sentence for sentence in brief.limits)
    assert "Manager coaching" in brief.done[0]
    origin = dict(brief.origin)
    assert origin["Seed"] == "5"
    assert rs.__version__ in origin["Versions"]
    assert found[0].worlds.baseline.hash() in origin["Baseline"]
    assert found[0].worlds.planned[0].hash() in origin["With the plan"]


def test_it_is_about_the_best_plan_unless_another_is_named(studies, found):
    best = rs.brief(studies / "compared")
    assert best.plan == found[0].plans[found[0].number() - 1]
    assert best.say().startswith(found[0].say())
    assert found[0].say(best.plan) in best.say()
    with pytest.raises(RippleError, match=r"no plan 'coaching-everywere'.*did you mean 'coaching"):
        rs.brief(studies / "compared", plan="coaching-everywere")


@pytest.mark.parametrize(("low", "reason"), [(1.0, True), (-1.0, False)])
def test_a_reason_is_given_only_for_a_gain_that_is_known(brief, monkeypatch, low, reason):
    monkeypatch.setattr(type(brief), "number", lambda *_: low)
    monkeypatch.setattr(type(brief.why), "because", lambda _: "fewer people leave")
    told = dataclasses.replace(brief)
    assert answer(told).endswith(" Most of the effect is because fewer people leave.") is reason


def test_what_is_about_another_plan_is_left_out_or_refused(studies, brief):
    other = rs.brief(studies / "compared", plan="skills-training")
    assert (other.why, other.tornado) == (None, None)
    with pytest.raises(RippleError, match="explained is about another plan than 'skills-training'"):
        rs.brief(studies / "compared", plan="skills-training", why=studies / "explained")
    with pytest.raises(RippleError, match="asked is about another plan than 'skills-training'"):
        refuse_other_sensitivity(brief.tornado, brief.compared, "skills-training", "asked")


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ({"why": "compared"}, "holds a comparison, but it must hold an explanation"),
        ({"tornado": "explained"}, "holds an explanation, but it must hold a sensitivity"),
        ({"why": "nowhere"}, "there is no folder"),
    ],
)
def test_other_folders_are_refused(studies, named, sentence):
    folders = {name: studies / folder for name, folder in named.items()}
    with pytest.raises(RippleError, match=sentence):
        rs.brief(studies / "compared", **folders)


def test_an_altered_folder_makes_no_brief(studies, tmp_path):
    copy = shutil.copytree(studies / "compared", tmp_path / "copy")
    table = (copy / "outcomes.csv").read_text(encoding="utf-8")
    (copy / "outcomes.csv").write_text(table.replace("EUR,3 months", "USD,3 months"))
    with pytest.raises(RippleError, match=r"has changed since it was written: outcomes\.csv"):
        rs.brief(copy)
    (copy / "units.csv").unlink()
    (copy / "outcomes.csv").write_text(table)
    with pytest.raises(RippleError, match=r"is not whole: units\.csv is missing"):
        rs.brief(copy)


def test_what_is_missing_is_computed_for_the_same_plan_and_luck(found, undrawn, monkeypatch):
    asked = {}

    def explain(base, plan, **given):
        asked["why"] = (base.hash(), plan.name, given["horizon"], given["seed"])
        return found[1]

    def sensitivity(base, plan, **given):
        asked["tornado"] = (base.hash(), plan.name, given["horizon"], given["seed"])
        assert [one.lever for one in plan.interventions] == ["coaching"]
        return found[2]

    monkeypatch.setattr("ripple_sim.study.explain.explain", explain)
    monkeypatch.setattr("ripple_sim.study.sensitivity.sensitivity", sensitivity)
    whole = rs.brief(found[0], plan=PLAN, complete=True)
    expected = (found[0].worlds.baseline.hash(), PLAN, 13, 5)
    assert asked == {"why": expected, "tornado": expected}
    assert whole.why.total.mean == found[1].total.mean
    assert len(whole.bars) == 2


def test_another_horizon_is_refused(brief):
    figures = brief.compared.figures
    longer = dataclasses.replace(figures, profit=np.repeat(figures.profit, 2, axis=2))
    later = dataclasses.replace(brief.compared, figures=longer)
    with pytest.raises(RippleError, match="3 months ahead and the comparison 6 months"):
        refuse_other_explanation(brief.why, later, PLAN, "mine")
    with pytest.raises(RippleError, match="3 months ahead and the comparison 6 months"):
        refuse_other_sensitivity(brief.tornado, later, PLAN, "mine")


def test_a_part_is_a_cost_or_a_link(studies):
    why = rs.Explanation.load(studies / "explained")
    costs = {part.name for part in why.layer("service") if part.cost}
    assert "programmes" in costs
    assert "giving" not in costs
    for layer in ("service", "money"):
        parts = sum(part.mean for part in why.layer(layer))
        assert parts == pytest.approx(why.total.mean)
