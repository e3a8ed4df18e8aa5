"""Surveys show what people feel through noise, halo and non-response, and change nothing."""

import numpy as np
import pytest
from guarantees.worlds import alive, bits, live, small
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.model.population import build_population
from ripple_sim.observe.survey_items import CUSTOMER_ITEMS, STAFF_ITEMS, Item, several, to_recommend
from ripple_sim.observe.surveys import (
    Answers,
    States,
    states_of_customers,
    states_of_staff,
    survey_customers,
    survey_staff,
)
from ripple_sim.rules.loyalty import stay_or_lapse
from ripple_sim.scenario.market import CustomerSurvey, StaffSurvey, Surveys
from ripple_sim.scenario.parameters import declared
from ripple_sim.scenario.problems import RippleError

SURVEYS = {"staff": survey_staff, "customers": survey_customers}
PLAIN = {
    "response_rate": 1.0,
    "item_noise": 0.0,
    "lasting_halo": 0.0,
    "occasion_halo": 0.0,
    "recommend_noise": 0.0,
    "recommend_shift": 0.0,
}
RESPONDING_ALIKE = {
    "staff": {"response_of_engagement": 0.0},
    "customers": {"response_of_satisfaction": 0.0, "response_of_extremes": 0.0},
}


def settings(**changes):
    """Return surveys of full response without noise and halo, but for some values."""
    values = PLAIN | changes
    return Surveys(
        staff=StaffSurvey(**RESPONDING_ALIKE["staff"] | values),
        customers=CustomerSurvey(**RESPONDING_ALIKE["customers"] | values),
    )


def correlation(one, other):
    return float(np.corrcoef(one, other)[0, 1])


@pytest.fixture(scope="module")
def lived():
    """A company of some hundreds of staff and thousands of customers after some months."""
    calm = {"company.staffing.turnover_per_year": 0.1}
    company = small(units=12, front=30, back=6, centre=0, members=6000, **calm)
    return live(alive(company, seed=3), 20)


@pytest.fixture
def world(lived):
    return lived.copy()


def spread_out(world):
    """Give staff engagement all over the scale, and a relationship with the manager likewise."""
    rows = np.arange(len(world.employees))
    world.employees["engagement"] = 0.2 + 0.6 * (rows * 0.618 % 1)
    world.employees["manager"] = 0.2 + 0.6 * (rows * 0.414 % 1)
    return world


# ------------------------------------------------------------------------------ what is asked


@pytest.mark.parametrize(("ask", "items"), [(survey_staff, STAFF_ITEMS), (survey_customers, CUSTOMER_ITEMS)])
def test_without_noise_and_halo_everybody_answers_the_state_to_the_nearest_point(world, ask, items):
    answers = ask(world, 4, settings=settings(), items=items)
    assert answers.responded == answers.asked > 400
    for item in items:
        step = 1 / (item.points - 1)
        shown = (answers.answer(item.name) - item.lowest) * step
        assert np.abs(shown - answers.latent[item.construct]).max() <= step / 2 + 1e-6, item.name


@pytest.mark.parametrize("ask", SURVEYS.values(), ids=SURVEYS)
def test_latent_states_lie_on_the_scale(world, ask):
    for construct, state in ask(world, 0, settings=Surveys()).latent.items():
        assert 0 <= state.min() <= state.max() <= 1, construct


def test_latent_states_are_the_records_own(world):
    staff = states_of_staff(world, settings=Surveys())
    customers = states_of_customers(world, settings=Surveys())
    for construct in ("engagement", "intention", "trust", "growth", "belonging"):
        np.testing.assert_allclose(staff.latent[construct], world.employees[construct][staff.rows], rtol=1e-6)
    for construct in ("satisfaction", "expectation", "trust", "enjoyment"):
        np.testing.assert_allclose(customers.latent[construct], world.members[construct][customers.rows], rtol=1e-6)


def test_recommend_questions_ask_for_what_the_model_itself_records(world):
    staff = survey_staff(world, 0, settings=settings())
    customers = survey_customers(world, 0, settings=settings())
    # Single precision may round a half the other way, and words heard last move satisfaction.
    own = world.employees["recommend"][staff.rows]
    assert np.mean(staff.answer("recommend") != own) < 0.01
    own = world.members["recommend"][customers.rows]
    assert np.mean(customers.answer("recommend") != own) < 0.02


def test_who_means_to_buy_again_is_who_stays_in_the_model(lived):
    """The odds against buying again are the chance of lapsing, but for one factor for all."""
    world = lived.copy()
    world.unit_levers["competitor"] = np.linspace(0, 0.5, len(world.units))
    customers = states_of_customers(world, settings=Surveys())
    p, level = world.p[0], Surveys().customers.loyalty_level
    intends = customers.latent["repurchase"]
    usual = p["churn_per_year"] / p["weeks_per_year"] * np.exp(p["lapse_offset"])
    lapsing = usual * level / (1 - level) * (1 - intends) / intends
    for i in range(0, len(customers.rows), 100):
        for draw, standing in ((lapsing[i] * 0.999, 2), (lapsing[i] * 1.001, 1)):
            member = world.members[customers.rows[i]].copy()
            lever = world.unit_levers[customers.unit[i]]
            stay_or_lapse(member, lever, p, np.float32(draw))
            assert member["standing"] == standing


def test_only_filled_seats_and_present_customers_are_asked(world):
    world.employees["filled"][::5] = 0
    world.members["standing"][::3] = 2
    staff = survey_staff(world, 0, settings=settings())
    customers = survey_customers(world, 0, settings=settings())
    np.testing.assert_array_equal(staff.rows, np.flatnonzero(world.employees["filled"]))
    np.testing.assert_array_equal(customers.rows, np.flatnonzero(world.members["standing"] == 1))


@given(points=st.integers(2, 11), lowest=st.integers(0, 1), noise=st.floats(0, 0.5))
def test_answers_stay_on_their_scale(lived, points, lowest, noise):
    items = (Item("one", "one", "engagement", points, lowest),)
    answers = survey_staff(lived, 0, settings=settings(item_noise=noise), items=items)
    given_ = answers.answer("one")
    assert lowest <= given_.min() <= given_.max() <= lowest + points - 1
    assert 0 <= answers.score["one"].min() <= answers.score["one"].max() <= 1


def test_every_point_of_a_scale_is_used(lived):
    for points in (2, 5, 11):
        items = (Item("one", "one", "engagement", points),)
        answers = survey_staff(lived, 0, settings=settings(item_noise=0.5), items=items)
        assert set(answers.answer("one")) == set(range(1, points + 1))


def test_a_construct_is_the_mean_of_its_items_and_a_unit_the_mean_of_its_people(world):
    answers = survey_staff(world, 2, settings=Surveys())
    items = [answers.answer(f"engagement_{i}") for i in (1, 2, 3)]
    np.testing.assert_allclose(answers.score["engagement"], (np.mean(items, axis=0) - 1) / 4)
    means, counts = answers.unit_means("engagement")
    assert counts.sum() == answers.responded
    assert np.isnan(means[-1]), "nobody works at this company's centre"
    for unit in range(12):
        own = answers.unit == unit
        assert counts[unit] == own.sum()
        assert means[unit] == pytest.approx(answers.score["engagement"][own].mean())
        assert States.unit_means(answers, "engagement")[0][unit] == pytest.approx(
            answers.latent["engagement"][own].mean()
        )


# ------------------------------------------------------------------------------ luck


@pytest.mark.parametrize("ask", SURVEYS.values(), ids=SURVEYS)
def test_the_same_wave_gives_the_same_answers_and_another_wave_others(world, ask):
    first, again, later = (ask(world, wave, settings=Surveys()) for wave in (3, 3, 4))
    np.testing.assert_array_equal(first.who, again.who)
    np.testing.assert_array_equal(first.points, again.points)
    assert not np.array_equal(first.rows, later.rows)
    everybody = [ask(world, wave, settings=settings(item_noise=0.1)).points for wave in (3, 4)]
    assert np.mean(everybody[0] == everybody[1]) < 0.9
    world.seed += 1
    assert not np.array_equal(ask(world, 3, settings=Surveys()).rows, first.rows)


@given(seat=st.integers(0, 399), wave=st.integers(-40, 400))
def test_one_persons_state_changes_that_persons_answers_alone(lived, seat, wave):
    twin = lived.copy()
    seat = int(np.flatnonzero(lived.employees["filled"])[seat])
    twin.employees["engagement"][seat] = (lived.employees["engagement"][seat] + 0.5) % 1
    noisy = settings(item_noise=0.1, lasting_halo=0.1, occasion_halo=0.1, recommend_noise=0.1)
    one, other = (survey_staff(w, wave, settings=noisy) for w in (lived, twin))
    differing = (one.points != other.points).any(axis=1)
    assert one.rows[differing].tolist() == [seat]
    changed = (one.points != other.points).any(axis=0)
    asked = {item.construct for item, moved in zip(STAFF_ITEMS, changed, strict=True) if moved}
    assert "engagement" in asked <= {"engagement", "recommend"}


@given(number=st.integers(0, 1999), wave=st.integers(-40, 400))
def test_one_customers_state_changes_that_customers_answers_alone(lived, number, wave):
    twin = lived.copy()
    row = int(np.flatnonzero(lived.members["standing"] == 1)[number])
    for force in ("certainty", "enjoyment"):
        twin.members[force][row] = (lived.members[force][row] + 0.5) % 1
    noisy = settings(item_noise=0.1, lasting_halo=0.1, occasion_halo=0.1, recommend_noise=0.1)
    one, other = (survey_customers(w, wave, settings=noisy) for w in (lived, twin))
    differing = (one.points != other.points).any(axis=1)
    assert one.rows[differing].tolist() == [row]


def test_whether_one_person_answers_moves_nobody_elses_answers(world):
    twin = world.copy()
    present = np.flatnonzero(world.members["standing"] == 1)
    twin.members["satisfaction"][present[::2]] = 0.01
    one, other = (survey_customers(w, 7, settings=Surveys()) for w in (world, twin))
    untouched = np.setdiff1d(present, present[::2])
    kept = [answers.points[np.isin(answers.rows, untouched)] for answers in (one, other)]
    np.testing.assert_array_equal(*kept)


def test_the_lasting_halo_belongs_to_the_person_and_the_other_to_the_day(world):
    items = (Item("one", "one", "engagement", 1001),)

    def coloured(wave, **halo):
        answers = survey_staff(world, wave, settings=settings(**halo), items=items)
        return answers.score["one"] - answers.latent["one"]

    world.employees["engagement"] = 0.5
    lasting = coloured(1, lasting_halo=0.05)
    np.testing.assert_array_equal(lasting, coloured(2, lasting_halo=0.05))
    assert lasting.std() == pytest.approx(0.05, rel=0.15)
    days = [coloured(wave, occasion_halo=0.05) for wave in (1, 2)]
    assert abs(correlation(*days)) < 0.2
    world.employees["incumbent"] += 1
    assert abs(correlation(lasting, coloured(1, lasting_halo=0.05))) < 0.2


def test_noise_of_items_is_unrelated_between_items_people_and_waves(world):
    world.employees["engagement"] = 0.5
    items = several("one", "engagement", 1001, count=9)
    answers = [survey_staff(world, wave, settings=settings(item_noise=0.1), items=items).points for wave in (0, 1)]
    related = np.corrcoef(np.hstack(answers).T) - np.eye(18)
    assert np.abs(related).max() < 4.5 / np.sqrt(len(answers[0]))


# ------------------------------------------------------------------------------ what a survey does


def test_a_shared_halo_raises_correlations_within_a_source_above_those_across(world):
    """K2: two scales filled in by the same person agree more than with anything seen otherwise."""
    spread_out(world)

    def within_and_across(halo):
        answers = survey_staff(world, 1, settings=settings(item_noise=0.1, lasting_halo=halo, occasion_halo=halo))
        told = answers.score["manager"]
        within = correlation(told, answers.score["own_service"])
        return within, correlation(told, answers.latent["own_service"])

    plain, coloured = within_and_across(0.0), within_and_across(0.12)
    assert abs(plain[0] - plain[1]) < 0.1
    assert coloured[0] > coloured[1] + 0.25
    assert coloured[0] > plain[0] + 0.25


def test_a_kind_respondent_answers_low_where_low_is_kind_and_facts_as_they_are(world):
    answers = survey_staff(world, 0, settings=settings(lasting_halo=0.2))
    halo = answers.score["engagement"] - answers.latent["engagement"]
    intention = answers.score["intention"] - answers.latent["intention"]
    assert correlation(halo, intention) < -0.4
    customers = survey_customers(world, 0, settings=settings(lasting_halo=0.3, occasion_halo=0.3))
    np.testing.assert_array_equal(customers.score["failure"], customers.latent["failure"])


def test_noise_weakens_a_correlation_and_more_items_restore_it(world):
    """K12: an observed correlation is below the true one, the more so the fewer the items."""
    spread_out(world)
    world.employees["intention"] = np.clip(
        0.9 - world.employees["engagement"] + 0.2 * (world.employees["manager"] - 0.5), 0, 1
    )
    found_ = []
    for count in (1, 3, 12):
        items = several("engagement", "engagement", 5, count)
        answers = survey_staff(world, 1, settings=settings(item_noise=0.3), items=items)
        outcome = world.employees["intention"][answers.rows]
        found_.append(abs(correlation(answers.score["engagement"], outcome)))
    true = abs(correlation(answers.latent["engagement"], outcome))
    assert found_[0] + 0.1 < found_[1] < found_[2] - 0.03 < true - 0.03


def test_survivors_and_the_engaged_paint_too_bright_a_picture(world):
    """K8: those who don't answer, and those who have left, are the disengaged ones."""
    spread_out(world)
    true = states_of_staff(world, settings=Surveys()).latent["engagement"].mean()

    def surveyed(slope):
        how = Surveys(staff=StaffSurvey(response_of_engagement=slope))
        return survey_staff(world, 5, settings=how).score["engagement"].mean()

    assert surveyed(0.0) == pytest.approx(true, abs=0.02)
    assert surveyed(6.0) > surveyed(3.0) > true + 0.02
    leaving = world.employees["engagement"] < 0.4
    world.employees["filled"][leaving] = 0
    assert survey_staff(world, 5, settings=settings()).score["engagement"].mean() > true + 0.08


def test_response_depends_on_engagement_and_has_its_rate_at_the_reference(world):
    world.employees["engagement"] = world.p["reference_engagement"][0]
    answers = survey_staff(world, 0, settings=Surveys(staff=StaffSurvey(response_rate=0.6)))
    error = np.sqrt(0.6 * 0.4 / answers.asked)
    assert answers.responded / answers.asked == pytest.approx(0.6, abs=4 * error)
    spread_out(world)
    rows = survey_staff(world, 0, settings=Surveys()).rows
    engaged = world.employees["engagement"] > 0.5
    filled = world.employees["filled"] == 1
    rates = [np.isin(np.flatnonzero(filled & half), rows).mean() for half in (engaged, ~engaged)]
    assert rates[0] > rates[1] + 0.1


def test_customers_at_both_ends_of_satisfaction_answer_more_often(world):
    present = np.flatnonzero(world.members["standing"] == 1)
    usual = float(world.p["reference_satisfaction"][0])
    how = Surveys(customers=CustomerSurvey(response_of_extremes=8.0, response_of_satisfaction=0.0))
    shares = []
    for satisfaction in (usual - 0.2, usual, usual + 0.2):
        world.members["satisfaction"][present] = satisfaction
        answers = survey_customers(world, 0, settings=how)
        shares.append(answers.responded / answers.asked)
    assert min(shares[0], shares[2]) > shares[1] + 0.2


@pytest.mark.parametrize("ask", SURVEYS.values(), ids=SURVEYS)
def test_a_survey_nobody_answers_has_no_result_and_no_error(world, ask):
    answers = ask(world, 0, settings=settings(response_rate=0.0))
    assert answers.responded == 0 < answers.asked
    assert np.isnan(answers.net_promoter_score())
    means, counts = answers.unit_means("trust")
    assert np.isnan(means).all()
    assert not counts.any()


# ------------------------------------------------------------------------------ net promoter score


def recommending(points):
    """Return a survey in which the recommend question was answered so."""
    people = len(points)
    rows = np.arange(people)
    return Answers(
        rows=rows,
        incumbent=rows,
        unit=np.zeros(people, int),
        team=np.zeros(people, int),
        items=(to_recommend("advocacy"),),
        points=np.array(points, np.int16).reshape(people, 1),
        latent={},
        asked=people,
        units=1,
    )


def test_net_promoter_score_is_promoters_less_detractors():
    shares = recommending([10, 9, 9, 8, 7, 7, 6, 0]).recommend_shares()
    assert shares == (3 / 8, 3 / 8, 2 / 8)
    assert recommending([10, 9, 9, 8, 7, 7, 6, 0]).net_promoter_score() == 12.5
    assert [recommending([point]).net_promoter_score() for point in range(11)] == ([-100] * 7 + [0] * 2 + [100] * 2)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_shares_of_the_recommend_question_make_a_whole(points):
    answers = recommending(points)
    promoters, passives, detractors = answers.recommend_shares()
    assert promoters + passives + detractors == pytest.approx(1)
    assert answers.net_promoter_score() == pytest.approx(100 * (promoters - detractors))


# ------------------------------------------------------------------------------ guarantees


def test_a_company_that_is_surveyed_lives_exactly_as_one_that_is_not():
    scenario = small(members=400)
    left_alone = live(alive(scenario), 40)
    asked = []

    def ask(world):
        if world.week % 13 == 0:
            asked.append(survey_staff(world, world.week // 13, settings=scenario.surveys))
            survey_customers(world, world.week // 13, settings=scenario.surveys)

    assert bits(live(alive(scenario), 40, after=ask)) == bits(left_alone)
    assert len(asked) == 3


@pytest.mark.parametrize("parameter", list(declared(Surveys)), ids=lambda p: p.path)
def test_every_number_of_the_surveys_changes_some_answer(world, parameter):
    section, name = parameter.path.split(".")
    usual = Surveys()
    other = parameter.high if parameter.default != parameter.high else parameter.low
    changed = Surveys.model_validate(usual.model_dump() | {section: usual.model_dump()[section] | {name: other}})
    one, two = (SURVEYS[section](world, 1, settings=how) for how in (usual, changed))
    assert not np.array_equal(one.rows, two.rows) or not np.array_equal(one.points, two.points)


@pytest.mark.parametrize(("path", "value"), [("surveys.staff.item_noise", 0.3), ("surveys.customers.gain_loss", 3.0)])
def test_numbers_of_the_surveys_change_nothing_in_the_company(path, value):
    scenario = small()
    assert bits(build_population(scenario.with_values({path: value}), 1, 0)) == bits(build_population(scenario, 1, 0))


# ------------------------------------------------------------------------------ mistakes


def test_unknown_constructs_and_items_are_refused_by_name(world):
    answers = survey_staff(world, 0, settings=Surveys())
    with pytest.raises(RippleError, match="does not measure 'zeal'; it measures engagement, "):
        answers.unit_means("zeal")
    with pytest.raises(RippleError, match="no item 'zeal'"):
        answers.answer("zeal")


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ((), "1 to 256 items, not 0"),
        (several("trust", "trust", 5, 257), "1 to 256 items, not 257"),
        ((*several("trust", "trust", 5), *several("trust", "trust", 5)), "called 'trust_1'"),
        (several("trust", "trust", 1), "'trust_1' has fewer than two points"),
        (several("zeal", "zeal", 5), "can't ask for 'zeal'"),
    ],
)
def test_instruments_that_cannot_be_asked_are_refused(world, items, sentence):
    for ask in SURVEYS.values():
        with pytest.raises(RippleError, match=sentence):
            ask(world, 0, settings=Surveys(), items=items)
