"""A plan's profit difference in parts: who gets what, and that it adds up."""

import math
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from guarantees.worlds import eventful, small

import ripple_sim as rs
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import parameters
from ripple_sim.study.core.pairs import side_by_side
from ripple_sim.study.explain import links
from ripple_sim.study.explain import study as explaining
from ripple_sim.study.explain.study import threads_for

PATHS = {parameter.name: parameter.path for parameter in parameters()}
LAYERS = ("service", "money")


def off(*names):
    return {PATHS[name]: 0.0 for name in names}


ACTS_BACK_ON_NOBODY = off(
    "profit_to_pay",
    "profit_to_security",
    "profit_to_staffing",
    "profit_to_pride",
    "customers_to_employees",
    "customers_to_pride",
    "focus_of_attention",
)
CENT = 0.005


def plan(name, lever, change, **more):
    done = {"lever": lever, "change": change, "start": 2, **more}
    return Plan.model_validate({"name": name, "interventions": [done]})


@pytest.fixture(scope="module")
def eventful_company():
    """Every lever moved, every shock: all links can act."""
    base = small(members=300)
    return base, eventful(base).model_copy(update={"name": "eventful"})


@pytest.fixture(scope="module")
def coached():
    return rs.explain(small(), plan("coach", "coaching", 0.8), pairs=3, horizon=30, seed=2)


def assert_adds_up(found):
    for layer in LAYERS:
        together = np.sum([part.values for part in found.layer(layer)], axis=0)
        assert together == pytest.approx(found.total.values, abs=CENT)


# ----------------------------------------------------------------------------------- who gets what


def test_where_only_winning_customers_can_act_it_gets_all():
    base = small(members=300).with_values(
        {
            **ACTS_BACK_ON_NOBODY,
            # Nobody ever waits, and neither words nor service move anybody who is a customer already.
            "service.hours_per_contact": 0.01,
            "market.cost_per_contact": 0.0,
            "market.recurring_share": 1.0,
            **off(
                "word_to_satisfaction",
                "image",
                "compensation",
                "lapse_of_satisfaction",
                "lapse_of_attachment",
                "lapse_of_trust",
                "lapse_below_threshold",
                "wallet_of_satisfaction",
                "wallet_of_attachment",
            ),
        }
    )
    found = rs.explain(base, plan("push", "acquisition", 0.5), pairs=2, horizon=30)
    gain = found.total.values - found.part("service", "programmes").values
    assert (gain > 0).all()
    for layer, alone in (("service", "direct"), ("money", "winning")):
        assert found.part(layer, alone).values == pytest.approx(gain, abs=CENT)
        others = [part for part in found.layer(layer) if part.name not in (alone, "programmes")]
        assert not any(part.values.any() for part in others)
    assert "because it reaches customers at once" in found.say()


def test_where_only_pressure_can_act_it_gets_all():
    base = small(members=300).with_values(
        {
            **ACTS_BACK_ON_NOBODY,
            **off(
                "coaching_gain",
                "job_under_pressure",
                "energy_of_overtime",
                "energy_of_strain",
                "energy_of_empathy",
                "quits_of_strain",
                "manager_overload",
                "firefighting",
                "paperwork_of_initiatives",
            ),
        }
    )
    meetings = plan("meetings", "coaching", 0.5, attention_hours=4)
    found = rs.explain(base, meetings, pairs=2, horizon=30)
    gain = found.total.values - found.part("service", "programmes").values
    assert (gain < 0).all()
    assert found.part("service", "pressure").values == pytest.approx(gain, abs=CENT)
    assert found.because() == "customers wait longer"
    assert "loses" in found.say()


def test_a_plan_that_does_nothing_gives_zeros():
    found = rs.explain(small(), plan("nothing", "coaching", 0.0), pairs=2, horizon=12)
    assert not any(part.values.any() for part in (*found.parts, found.total))
    assert "changes nothing" in found.say()
    found.figure()


def test_a_plan_that_starts_after_the_horizon_is_refused():
    late = plan("late", "coaching", 0.8, start=20)
    with pytest.raises(RippleError, match="start is 20, and the last week is 11"):
        rs.explain(small(), late, pairs=2, horizon=12)


# ---------------------------------------------------------------------------------------- adding up


def test_the_parts_of_each_layer_add_up_to_the_whole(eventful_company):
    found = rs.explain(*eventful_company, pairs=2, horizon=26)
    assert_adds_up(found)
    names = [part.name for part in found.parts]
    assert {link.name for link in links.LINKS} < set(names)
    assert "raises" in names
    assert not [name for name in names if name.startswith("left_over")]


def test_the_whole_is_what_a_comparison_finds(coached):
    compared = rs.compare(small(), plan("coach", "coaching", 0.8), pairs=3, horizon=30, seed=2)
    assert coached.total.values == pytest.approx(compared.values()["profit"], abs=CENT)
    assert compared.say(because=coached)


def test_parameters_may_differ_between_pairs():
    found = rs.explain(small(), plan("coach", "coaching", 0.8), pairs=2, horizon=15, uncertainty="all")
    assert_adds_up(found)
    assert not [part for part in found.parts if part.name.startswith("left_over")]
    assert "fitted ensemble" in " ".join(found.conditions())


def test_some_orders_add_up_and_say_how_far_they_may_be_out(coached):
    found = rs.explain(small(), plan("coach", "coaching", 0.8), pairs=3, horizon=30, seed=2, couples=2)
    assert_adds_up(found)
    assert found.couples == {"service": 2, "money": None}
    assert "over 4 orders of the links in each pair" in " ".join(found.conditions())
    # Two couples of orders hardly tell a single part's error; the largest of a layer is its scale.
    error = max(part.error for part in found.layer("service"))
    assert error > 0
    for part in found.layer("service"):
        exact = coached.part("service", part.name)
        assert part.mean == pytest.approx(exact.mean, abs=3 * error + CENT)


def test_more_than_eight_links_are_sampled_and_have_an_error(eventful_company, monkeypatch):
    more = [replace(links.SERVICE[number], name=f"again_{number}") for number in (0, 4)]
    monkeypatch.setattr(explaining, "SERVICE", (*links.SERVICE, *more))
    for link in more:
        monkeypatch.setitem(links.BY_NAME, link.name, link)
    found = rs.explain(*eventful_company, pairs=2, horizon=26)
    assert len([part for part in found.layer("service") if part.name in links.BY_NAME]) == 9
    assert found.couples == {"service": 3, "money": None}
    assert_adds_up(found)
    errors = {part.name: part.error for part in found.layer("service") if not part.cost}
    assert all(math.isfinite(error) for error in errors.values())
    assert errors["giving"] > 0
    assert errors["again_0"] > 0


# ------------------------------------------------------------------------------- what it looks like


def test_every_part_has_an_interval_and_a_unit(coached):
    table = coached.table()
    assert set(table["unit"]) == {"EUR"}
    assert (table["low_95"] <= table["low_80"]).all()
    assert (table["low_80"] <= table["mean"]).all()
    assert (table["mean"] <= table["high_80"]).all()
    sums = table[table["part"] == "profit"]
    for layer, mean in zip(sums["layer"], sums["mean"], strict=True):
        parts = table[(table["layer"] == layer) & (table["part"] != "profit")]
        assert parts["mean"].sum() == pytest.approx(mean, abs=CENT)


def test_the_data_are_labelled(coached):
    data = coached.data
    assert data["service"].attrs["units"] == "EUR"
    assert data["service"].sum("service_part").values == pytest.approx(data["profit"].values)
    assert data["money"].sum("money_part").values == pytest.approx(data["profit"].values)
    assert list(data["pair"]) == [0, 1, 2]
    assert data.attrs["orders_service"] == "all"
    assert "not discounted" in data.attrs["conditions"]


def test_the_picture_shows_every_part_with_its_money(coached):
    words = " ".join(text.get_text().replace("\n", " ") for text in coached.figure().texts)
    for part in coached.parts:
        assert part.label in words
    for expected in ("How service reached money", "Not included", "80 %", "EUR"):
        assert expected.lower() in words.lower()


def test_the_sentence_claims_no_reason_that_the_pairs_cannot_tell(coached):
    # In half of the pairs each part is turned around: no mean can be told from zero.
    turned = [
        replace(split, total=-split.total, parts={at: -worth for at, worth in split.parts.items()})
        for split in coached.splits
    ]
    found = replace(coached, splits=(*coached.splits, *turned[:2]))
    assert "isn't clear after" in found.say()
    assert "because" not in found.say()


def test_where_gains_and_losses_weigh_alike_the_sentence_tells_both(coached):
    worth = {"giving": 900.0, "leaving": 0.0, "pressure": -800.0, "profit_back": 0.0}
    parts = {("service", name): worth.get(name, 0.0) for layer, name in coached.splits[0].parts if layer == "service"}
    splits = [
        replace(split, parts=split.parts | {at: more * amount for at, amount in parts.items()})
        for split, more in zip(coached.splits, (0.9, 1.0, 1.1), strict=True)
    ]
    said = replace(coached, splits=tuple(splits)).say()
    assert "It gains most because people give" in said
    assert "and loses most because customers wait" in said
    assert "EUR 900 (80 %" in said
    assert "EUR −800 (80 %" in said


def test_an_unknown_part_is_refused_with_the_nearest_name(coached):
    with pytest.raises(rs.RippleError, match="did you mean 'leaving'"):
        coached.part("service", "leavin")


# -------------------------------------------------------------------------------- threads and input


def test_the_numbers_do_not_depend_on_the_threads(coached):
    alone = rs.explain(small(), plan("coach", "coaching", 0.8), pairs=3, horizon=30, seed=2, workers=1)
    for part, again in zip(coached.parts, alone.parts, strict=True):
        assert np.array_equal(part.values, again.values)


def test_when_one_pair_fails_the_others_stop_soon():
    begun, ended, stop = threading.Event(), threading.Event(), threading.Event()

    def one(pair):
        if pair == 0:
            begun.wait(10)
            raise rs.RippleError("pair 0 fails")
        begun.set()
        try:
            while not stop.is_set():
                time.sleep(0.005)
        finally:
            ended.set()

    with pytest.raises(rs.RippleError, match="pair 0 fails"):
        side_by_side(one, range(2), 2, stop=stop)
    assert ended.is_set()


def test_large_companies_are_lived_on_fewer_threads():
    assert threads_for(4, members=9_000, worlds=40) == 4
    assert threads_for(4, members=1_000_000, worlds=40) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"pairs": 1}, "pairs is 1; it must be a whole number from 2"),
        ({"pairs": 2.5}, "pairs is 2.5; it must be a whole number"),
        ({"couples": 1}, "couples is 1; it must be a whole number from 2"),
        ({"uncertainty": "none"}, "must be luck or all"),
        ({"seed": -1}, "seed is -1; it must be a whole number from 0"),
        ({"horizon": "soon"}, "can't be read"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(asked, sentence):
    with pytest.raises(rs.RippleError, match=sentence):
        rs.explain(small(), plan("coach", "coaching", 0.8), **asked)


def test_another_company_is_no_plan():
    other = small().with_values({"market.churn_per_year": 0.3})
    with pytest.raises(rs.RippleError, match="different companies"):
        rs.explain(small(), other.model_copy(update={"name": "other"}))
