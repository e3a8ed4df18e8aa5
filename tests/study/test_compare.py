"""Plans against their baseline: what the pairs live through, and what is made of them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import ripple_sim as rs
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME as METRICS
from ripple_sim.scenario.plans import Plan
from ripple_sim.study.compare import study as comparing
from ripple_sim.study.compare.figures import LEVELS, Figures
from ripple_sim.study.compare.outcomes import OUTCOMES, discounted, payback_months, rank, turning_point_months
from ripple_sim.study.compare.study import Comparison
from ripple_sim.study.compare.worlds import Worlds, worlds_of
from ripple_sim.study.core.horizon import horizon_in_words, month_ends
from ripple_sim.study.core.intervals import band, chance_interval, half_width, median_interval, pairs_for
from ripple_sim.study.core.pairs import live_together, weeks_in_common
from ripple_sim.wording.english import short

PROFIT_MOVES_NOBODY = {f"behaviour.feedback.profit_to_{what}": 0.0 for what in ("pay", "security", "staffing", "pride")}
COACHING = {"name": "coaching", "lever": "coaching", "change": 0.8, "start": 6, "weekly_cost": 40}


def small(**more):
    return rs.Scenario.model_validate(
        {
            "name": "small",
            "currency": "CHF",
            "weeks": 30,
            "company": {
                "structure": {
                    "units": 2,
                    "frontline_per_unit": 6,
                    "backstage_per_unit": 2,
                    "central_staff": 4,
                    "unit_names": ["North", "South"],
                },
                "pay": {"wage_per_year": 50_000, "fixed_cost_per_week": 1_000},
            },
            "market": {"members": 300, "contacts_per_week": 0.5, "wallet_per_week": 150},
            "service": {"hours_per_contact": 1.0, "tolerated_wait_hours": 0.5},
            **more,
        }
    )


def plan(name="coaching", *interventions, **more):
    return Plan.model_validate({"name": name, "interventions": interventions or [COACHING], **more})


@pytest.fixture(scope="module")
def base():
    return small()


@pytest.fixture(scope="module")
def settled():
    return SettledCache(most=64)


@pytest.fixture(scope="module")
def found(base, settled):
    plans = plan(), plan("hours", {"lever": "skills_training", "change": 1.0, "start": 3})
    return rs.compare(base, *plans, pairs=8, seed=3, settled=settled)


def synthetic(*profits, spent=100.0, pairs="auto", floor=0.0, weeks=52):
    """Return a comparison in which plan i brings ``profits[i]`` (one a pair) evenly over time."""
    gains = np.stack([np.zeros(len(profits[0])), *profits], axis=1)  # pairs, worlds
    weekly = np.round(100 * gains[:, :, None] / weeks * np.ones(weeks)).astype(np.int64)
    cost = np.zeros_like(weekly)
    cost[:, 1:, 0] = round(100 * spent)
    worlds = gains.shape
    months, levels, units = len(month_ends(weeks)), len(LEVELS), 3
    figures = Figures(
        profit=weekly,
        spent=cost,
        revenue=np.full(worlds, 100_000),
        profit_by_unit=np.zeros((*worlds, units), np.int64),
        leavers_by_unit=np.zeros((*worlds, units)),
        monthly=np.zeros((*worlds, levels, months)),
        last=np.zeros((*worlds, levels)),
        last_by_unit=np.zeros((*worlds, levels, units)),
        raises=np.zeros(worlds),
        seats=np.zeros(worlds),
        hours=np.zeros(worlds),
        hours_at_wage=np.zeros(worlds),
    )
    names = tuple(f"plan-{i}" for i in range(len(profits)))
    scenario = small()
    return Comparison(
        Worlds(scenario, names, (scenario,) * len(profits), weeks),
        figures,
        0,
        "luck",
        0.08,
        floor=floor,
        asked=pairs,
        wall_seconds=1.0,
    )


# ------------------------------------------------------------------------------------------ pairs


def test_worlds_lived_together_are_those_lived_alone(base):
    worlds = base, plan().applied(base)
    books = live_together(worlds, 20, seed=5, replication=2)
    for world, book in zip(worlds, books, strict=True):
        alone = rs.run(world, 5, weeks=20, replication=2)
        assert np.array_equal(book, alone.recorder.ledgers)


def test_weeks_before_the_first_thing_done_are_common(base):
    planned = plan().applied(base)
    assert weeks_in_common([base, planned]) == 6
    assert weeks_in_common([base, base]) is None
    assert weeks_in_common([base, base.with_values({"market.churn_per_year": 0.3})]) == 0
    books = live_together([base, planned], 12)
    assert np.array_equal(books[0][:6], books[1][:6])
    assert not np.array_equal(books[0][6:], books[1][6:])


def test_other_companies_settle_for_themselves(base):
    other = base.with_values({"company.pay.fixed_cost_per_week": 900})
    books = live_together([base, other], 4, replication=1)
    difference = books[1]["profit"].sum(axis=1) - books[0]["profit"].sum(axis=1)
    assert (difference > 0).all()
    assert np.array_equal(books[1], rs.run(other, 0, weeks=4, replication=1).recorder.ledgers)


def test_neither_threads_nor_a_cache_change_a_number(base, found):
    again = rs.compare(base, plan(), pairs=8, seed=3, workers=1)
    for name, values in again.values("coaching").items():
        assert np.array_equal(values, found.values("coaching")[name], equal_nan=True)


def test_another_seed_has_another_luck(base, found, settled):
    other = rs.compare(base, plan(), pairs=2, seed=4, settled=settled)
    assert (other.values()["profit"] != found.values("coaching")["profit"][:2]).all()


def test_each_pair_tells_progress(base, settled):
    told = []
    rs.compare(
        base,
        plan(),
        pairs=3,
        seed=3,
        settled=settled,
        horizon=8,
        on_pair=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


# ------------------------------------------------------------------------------- known differences


def test_a_plan_that_does_nothing_changes_nothing(base, settled):
    idle = plan("idle", {"lever": "coaching", "change": 0.0, "start": 3})
    found = rs.compare(base, idle, pairs=4, seed=3, settled=settled)
    for outcome in found.outcomes().values():
        if outcome.outcome.kind == "mean" and outcome.outcome.name != "return_on_investment":
            assert outcome.value == 0
            assert outcome.interval_95 == (0, 0)
            assert outcome.single_95 == (0, 0)
    assert math.isnan(found.outcomes()["return_on_investment"].value)
    assert found.outcomes()["pays_back"].value == 0
    assert math.isinf(found.outcomes()["payback_month"].value)
    assert found.say() == "Idle changes nothing in 30 weeks: every figure is the same without it."
    by_unit = found.by_unit()
    assert (by_unit["value"].dropna() == 0).all()
    assert (found.over_time().high_95 == 0).all()


def test_a_constant_cost_is_the_difference_without_any_width():
    base = small().with_values(PROFIT_MOVES_NOBODY)
    cost = {"lever": "coaching", "change": 0.0, "weekly_cost": 210, "one_off_cost": 1000}
    found = rs.compare(base, plan("costly", cost), pairs=3, horizon=26, discount_rate=0.1)
    outcomes = found.outcomes()
    # Shared out by heads and rounded to the cent in each unit.
    assert outcomes["profit"].value == pytest.approx(-(1000 + 26 * 210), abs=26 * 0.015)
    assert outcomes["cost"].value == -outcomes["profit"].value
    assert outcomes["gain"].value == 0
    assert outcomes["return_on_investment"].value == -100
    for name in ("profit", "cost", "net_present_value"):
        low, high = outcomes[name].interval_95
        assert low == high == outcomes[name].value
    weekly = np.full(26, 210.0)
    weekly[0] += 1000
    present = sum(money / 1.1 ** ((week + 1) / 52) for week, money in enumerate(weekly))
    assert outcomes["net_present_value"].value == pytest.approx(-present, rel=1e-4)
    assert outcomes["engagement"].value == 0
    assert "doesn't pay in 6 months" in found.say()
    assert "in none of the 3 simulated futures" in found.say()


def test_figures_agree_with_runs(base, found):
    without, with_it = (
        [rs.run(world, 3, weeks=30, replication=pair) for pair in range(8)] for world in (base, plan().applied(base))
    )
    values = found.values("coaching")
    for pair, (before, after) in enumerate(zip(without, with_it, strict=True)):
        profit = (after.arrays["profit"] - before.arrays["profit"]).sum()
        assert values["profit"][pair] == pytest.approx(profit, abs=0.01)
        for name in ("cnps", "waiting", "customers", "retention"):
            change = [run.recorder.company_over(METRICS[name], 17, 30) for run in (after, before)]
            assert values[name][pair] == pytest.approx(change[0] - change[1], abs=1e-9)
    leavers = [sum(run.recorder.ledgers["leavers"].sum() for run in runs) for runs in (without, with_it)]
    assert values["leavers_avoided"].sum() == pytest.approx(leavers[0] - leavers[1])


def test_units_add_up_to_the_company(found):
    data = found.data
    assert np.allclose(data["profit_by_unit"].sum("unit"), data["profit"])
    assert np.allclose(data["leavers_avoided_by_unit"].sum("unit"), data["leavers_avoided"])
    assert np.allclose(data["profit_cumulated"][..., -1], data["profit"])
    table = found.by_unit()
    assert set(table["unit"]) == {"North", "South", "centre"}
    profit = table[(table["plan"] == "hours") & (table["outcome"] == "profit")]
    assert profit["value"].sum() == pytest.approx(found.outcomes("hours")["profit"].value)


def test_pairs_draw_the_members_of_the_ensemble(base):
    worlds = worlds_of(base, [plan()])
    assert worlds.of_pair(4, "luck") == worlds.all
    sets = rs.ensemble()
    for pair in (0, 4, len(sets)):
        without, with_it = worlds.of_pair(pair, "all")
        assert without == base.with_values(dict(sets[pair % len(sets)]))
        assert with_it.interventions == worlds.planned[0].interventions
    found = rs.compare(base, plan(), pairs=2, horizon=8, uncertainty="all")
    alone = live_together(worlds.of_pair(1, "all"), 8, 0, 1)
    profit = sum(int(book["profit"].sum()) * sign for book, sign in zip(alone, (-1, 1), strict=True))
    assert found.values()["profit"][1] == pytest.approx(profit / 100)
    assert "parameters' values (the fitted ensemble)" in " ".join(found.conditions())


# ------------------------------------------------------------------------------------- what is said


def test_every_number_has_its_unit_and_the_conditions_are_told(found):
    for variable in found.data.data_vars.values():
        assert variable.attrs["units"]
        assert variable.attrs["long_name"]
        assert "currency" not in variable.attrs["units"]
    table = found.table()
    assert len(table) == 2 * len(OUTCOMES)
    assert table["unit_of_measure"].str.len().min() > 0
    assert set(table["window"]) == {"30 weeks", "last quarter"}
    said = " ".join(found.conditions())
    for word in ("30 weeks", "CHF", "8 % a year", "8 pairs", "seed 3", "Not included", "random draws"):
        assert word in said
    assert found.data.attrs["conditions"] == said


def test_the_board_reads_what_it_costs_brings_and_when():
    rng = np.linspace(-1, 1, 40)
    found = synthetic(412_000 + 100_000 * rng, spent=180_000, weeks=156)
    said = found.say(because="fewer people leave")
    assert said.startswith("Plan 0 costs CHF 180k and brings CHF 592k (80 % of futures: ")
    assert "in 36 months, CHF 412k more than it costs. It pays back in month 1, in all" in said
    assert said.endswith("in all 40 simulated futures. Most of the effect is because fewer people leave.")

    class Explained:
        def because(self, words):
            return words.say("queues are shorter")

    assert found.say(because=Explained()).endswith("Most of the effect is because queues are shorter.")
    assert "because" not in found.say()


def test_a_plan_that_does_not_pay_is_called_so_and_nothing_explains_it_away():
    found = synthetic(-50_000 + 1000 * np.linspace(-1, 1, 30), spent=80_000)
    said = found.say(because="fewer people leave")
    assert said.startswith("Plan 0 doesn't pay in 12 months: it costs CHF 80k and brings CHF 30k")
    assert "CHF 50k less than it costs" in said
    assert "because" not in said


def test_what_cannot_be_told_is_called_so_with_the_pairs_it_would_take():
    values = 10_000 * np.tile([-1.0, 1.1], 15)
    found = synthetic(values, spent=5_000)
    said = found.say(because="fewer people leave")
    assert "isn't clear yet" in said
    assert "because" not in said
    wanted = found.pairs_to_tell()
    assert str(math.ceil(wanted / 10 ** (len(str(math.ceil(wanted))) - 2))) in said
    # Were the spread and the mean as found, that many pairs would just leave out zero.
    more = np.tile(values, math.ceil(wanted / 30) + 1)
    assert synthetic(more).outcomes()["profit"].told_from_zero


def test_a_rare_future_that_makes_most_of_the_spread_is_pointed_out():
    rare = np.full(30, -20_000.0)
    rare[4] = -8_000
    said = synthetic(rare).conditions()
    assert any("One of 30 futures makes most of the spread of profit with 'plan-0'" in s for s in said)
    usual = synthetic(1_000 * np.random.default_rng(3).normal(size=30)).conditions()
    for conditions in (usual, synthetic(np.zeros(30)).conditions(), synthetic(rare[:5]).conditions()):
        assert not any("makes most of the spread" in sentence for sentence in conditions)


def test_without_any_cost_profit_is_raised_or_lowered():
    found = synthetic(-9_000 + np.arange(30.0), spent=0)
    assert found.say().startswith(
        "Plan 0 costs nothing in 12 months and lowers profit by CHF 8.99k (80 % of futures: 8.97k to 9k)"
    )
    saving = synthetic(9_000 + np.arange(30.0), spent=-500)
    assert "saves CHF 500 in 12 months and raises profit" in saving.say()


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0"),
        (-0.2, "−0.2"),
        (-0.002, "0"),
        (949.6, "950"),
        (999.9, "1k"),
        (412_345, "412k"),
        (-18_000, "−18k"),
        (1_236_000, "1.24m"),
        (2.5e9, "2.5bn"),
        (999_950, "1m"),
    ],
)
def test_money_in_three_digits(amount, text):
    assert short(amount) == text


# --------------------------------------------------------------------------------------- intervals


def test_intervals_of_known_samples():
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])[:, None]
    # t(4) at 0.975 is 2.776; the standard error is sqrt(2.5 / 5).
    assert half_width(values, 0.95)[0] == pytest.approx(2.776 * math.sqrt(0.5), rel=1e-3)
    assert half_width(values, 0.80)[0] == pytest.approx(1.533 * math.sqrt(0.5), rel=1e-3)
    assert chance_interval(8, 10, 0.95) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert chance_interval(0, 10, 0.95)[0] == 0
    assert chance_interval(10, 10, 0.95)[1] == 1
    # Order statistics: 2 and 9 of 10 enclose the median with 97.9 %, 3 and 8 with 89.1 %.
    assert median_interval(np.arange(1.0, 11), 0.95) == (2, 9)
    assert median_interval(np.arange(1.0, 11), 0.80) == (3, 8)
    assert all(np.isnan(median_interval(np.arange(3.0), 0.95)))
    assert median_interval(np.array([3.0] * 5 + [np.inf] * 5), 0.80) == (3, np.inf)


def test_more_pairs_narrow_the_interval_but_not_the_futures():
    few, many = (band(np.tile(np.linspace(0, 1, 10), n)) for n in (3, 300))
    assert many.high_80 - many.low_80 < 0.15 * (few.high_80 - few.low_80)
    assert many.single_high_80 - many.single_low_80 == pytest.approx(0.8, abs=0.05)
    assert few.single_high_80 - few.single_low_80 == pytest.approx(0.8, abs=0.08)
    assert few.low_95 < few.low_80 < few.mean < few.high_80 < few.high_95


@given(arrays(np.float64, st.tuples(st.integers(2, 30)), elements=st.just(0.1)))
def test_what_never_varies_has_no_width(values):
    found = band(values)
    assert found.mean == found.low_95 == found.high_95 == 0.1


def test_missing_values_are_left_out():
    found = band(np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, np.nan]]))
    assert found.mean[0] == 2
    assert np.isnan(found.mean[1])
    assert half_width(np.array([1.0, 3.0, np.nan]), 0.8) == half_width(np.array([1.0, 3.0]), 0.8)


def test_four_times_the_pairs_halve_the_width():
    assert pairs_for(half=2.0, count=30, wanted=1.0) == 120
    assert pairs_for(half=0.0, count=30, wanted=0.0) == 30
    assert pairs_for(half=1.0, count=30, wanted=0.0) == math.inf


def test_months_of_known_curves():
    curves = np.array(
        [
            [-5, -9, -2, 1, 4],
            [-5, -9, 2, -1, 4],
            [-1, -2, -3, -4, -5],
            [0, 0, 0, 0, 0],
            [0, 0, 3, 5, 6],
            [2, 3, 4, 5, 6],
            [0, -2, -2, -1, 0],
        ],
        dtype=float,
    )
    inf = math.inf
    assert payback_months(curves).tolist() == [4, 5, inf, inf, 3, 1, inf]
    assert turning_point_months(curves).tolist() == [3, 3, inf, inf, 3, 1, 4]


def test_discounting():
    assert discounted(np.full(52, 1.0), 0.0) == 52
    year_end = np.zeros(52)
    year_end[-1] = 108
    assert discounted(year_end, 0.08) == pytest.approx(100)


# ----------------------------------------------------------------------------------------- ranking


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(2, 12), st.integers(2, 5)),
        elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 2)),
    )
)
def test_someone_is_best_and_regret_is_never_negative(values):
    found = rank(values)
    for share in (found.best_expected, found.best_single):
        assert share.sum() == pytest.approx(1)
        assert (share >= 0).all()
    for regret in (found.regret_expected, found.regret_single):
        assert (regret >= 0).all()
    # Two choices differ in regret by what they differ in mean, whatever the best is.
    further = found.regret_single - found.regret_single.min()
    assert np.allclose(found.mean.max() - found.mean, further, atol=1e-4)


def test_ranks_of_known_choices():
    alike = np.random.default_rng(1).normal(size=(200, 1))
    equal = rank(np.concatenate([alike, alike], axis=1))
    assert equal.best_single.tolist() == [0.5, 0.5]
    assert equal.regret_single.tolist() == [0, 0]
    apart = rank(np.concatenate([alike, alike + 100], axis=1))
    assert apart.best_expected.tolist() == [0, 1]
    assert apart.regret_expected[0] == pytest.approx(100)
    # One noisy mean against a sure zero: the probability is that of Student's t.
    from scipy.special import stdtr

    noisy = np.stack([np.linspace(-1, 1.5, 30), np.zeros(30)], axis=1)
    error = noisy[:, 0].std(ddof=1) / math.sqrt(30)
    expected = stdtr(29, noisy[:, 0].mean() / error)
    assert rank(noisy).best_expected[0] == pytest.approx(expected, abs=0.01)


def test_plans_are_ranked_with_going_on_as_it_is():
    luck = 1000 * np.linspace(-1, 1, 30)
    found = synthetic(5_000 + luck, 9_000 + luck, -3_000 + luck)
    table = found.ranking()
    assert table["plan"].tolist() == ["plan-1", "plan-0", "none", "plan-2"]
    assert table["probability_best_expected"].sum() == pytest.approx(1)
    assert table["regret_expected"].iloc[0] == pytest.approx(0, abs=1)
    assert found.say().startswith(
        "Of 3 plans, 'plan-1' is best by net present value: on average with a probability of 100 %"
    )
    assert "Choosing 'plan-1' is expected to lose" in " ".join(found.conditions())
    assert found.number() == 2
    # Luck that both share drops out of their difference.
    between = found.between("plan-1", "plan-0", "profit")
    assert between.value == pytest.approx(4_000, abs=1)
    assert between.interval_95[1] - between.interval_95[0] < 2
    assert found.between("plan-0", "plan-1", "profit").value == -between.value
    losing = synthetic(-5_000 + luck, -9_000 + luck)
    assert "going on without any is best" in losing.say()


# ---------------------------------------------------------------------------------- enough pairs


def play(monkeypatch, profit_of):
    """Let pairs come from a function of their numbers, and note how many were asked for."""
    asked = []

    def side_by_side(pair, replications, *rest):
        numbers = np.array(list(replications))
        asked.append(len(numbers))
        return [synthetic(profit_of(numbers)).figures]

    monkeypatch.setattr(comparing, "side_by_side", side_by_side)
    return asked


def test_auto_stops_when_the_effect_is_known_to_a_tenth(monkeypatch, base):
    asked = play(monkeypatch, lambda n: 10_000 + 1_000 * (-1.0) ** n)
    found = rs.compare(base, plan(), floor=0)
    assert asked == [30]
    assert found.precise()


def test_auto_doubles_until_it_is_known(monkeypatch, base):
    asked = play(monkeypatch, lambda n: 10_000 + 8_000 * (-1.0) ** n)
    found = rs.compare(base, plan(), floor=0)
    assert asked == [30, 30, 60]
    assert found.pairs == 120
    assert found.half_width() < 1_000


def test_auto_stops_at_the_floor(monkeypatch, base):
    asked = play(monkeypatch, lambda n: 10 + 1_000 * (-1.0) ** n)
    found = rs.compare(base, plan(), floor=300)
    assert asked == [30]
    assert found.precise()


def test_auto_gives_up_where_hardly_any_number_is_enough(monkeypatch, base):
    asked = play(monkeypatch, lambda n: 10 + 1_000 * (-1.0) ** n)
    found = rs.compare(base, plan(), floor=0)
    assert asked == [30]
    assert not found.precise()
    assert found.pairs_for_precision() > 480
    assert "isn't clear yet" in found.say()


def test_auto_never_goes_beyond_its_most(monkeypatch, base):
    asked = play(monkeypatch, lambda n: 10_000 + 16_400 * (-1.0) ** n)
    rs.compare(base, plan(), floor=0)
    assert asked == [30, 30, 60, 120, 240]


def test_the_default_floor_is_a_share_of_revenue(found):
    revenue = found.figures.revenue[:, 0].mean() / 100
    assert found.floor == pytest.approx(0.0005 * revenue)


# ------------------------------------------------------------------------------ horizon and refusal


def test_horizons_are_said_in_months_where_they_are_whole():
    assert [horizon_in_words(weeks) for weeks in (156, 13, 30, 1)] == ["36 months", "3 months", "30 weeks", "1 week"]


@given(st.integers(1, 5200))
def test_months_end_one_after_the_other_and_with_the_horizon(weeks):
    ends = month_ends(weeks)
    assert ends[-1] == weeks
    assert (np.diff(ends) >= 2).all()
    assert (np.diff(ends) <= 7).all()


def test_the_horizon_is_the_plans_own_or_as_asked(base, settled):
    long = plan("long", weeks=40)
    assert rs.compare(base, long, pairs=2, seed=3, settled=settled).weeks == 40
    assert rs.compare(base, long, pairs=2, seed=3, settled=settled, horizon="2mo").weeks == 9


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"pairs": 1}, "pairs is 1; it must be a whole"),
        ({"pairs": "some"}, "pairs is 'some'"),
        ({"pairs": 30.5}, "pairs is 30.5"),
        ({"pairs": True}, "pairs is True"),
        ({"horizon": "soon"}, "horizon 'soon' can't be read"),
        ({"horizon": 0}, "between 1 and 5,200"),
        ({"uncertainty": "none"}, "uncertainty is 'none'"),
        ({"seed": -1}, "seed is -1"),
        ({"discount_rate": 8}, "discount_rate is 8"),
        ({"floor": -1}, "floor is -1"),
    ],
)
def test_what_cannot_be_used_is_refused(base, more, said):
    with pytest.raises(rs.RippleError, match=said):
        rs.compare(base, plan(), **more)


def test_plans_that_do_not_fit_together_are_refused(base):
    crowded = plan("crowded", context={"market.contacts_per_week": 0.7})
    with pytest.raises(rs.RippleError, match="different circumstances"):
        worlds_of(base, [plan(), crowded])
    with pytest.raises(rs.RippleError, match="two plans are called 'coaching'"):
        rs.compare(base, plan(), plan())
    with pytest.raises(rs.RippleError, match="name at least one plan"):
        rs.compare(base)
    with pytest.raises(rs.RippleError, match="counts in CHF and 'small' in EUR"):
        rs.compare(base.with_values({"currency": "EUR"}), base.with_values({"name": "other"}))
    with pytest.raises(rs.RippleError, match="other units"):
        rs.compare(base, base.with_values({"name": "x", "company.structure.unit_names": ("North", "West")}))


def test_unknown_plans_and_outcomes_are_refused(found):
    with pytest.raises(rs.RippleError, match="did you mean 'coaching'"):
        found.say("coachin")
    with pytest.raises(rs.RippleError, match="'payback_month' is no outcome"):
        found.between("coaching", "hours", "payback_month")


# ------------------------------------------------------------------------------------------ picture


def test_the_slide_shows_the_fan_and_the_outcomes(found):
    figure = found.figure()
    assert [axes.get_label() for axes in figure.axes] == ["fan", "outcomes"]
    fan, outcomes = figure.axes
    mean = found.over_time().mean
    drawn = [line.get_ydata() for line in fan.lines if len(line.get_ydata()) == len(mean) + 1]
    assert any(np.array_equal(line[1:], mean) for line in drawn)
    assert len(drawn) == found.pairs + 1
    assert any("Net present value" in text.get_text() for text in outcomes.texts)
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert found.conditions()[0] in said
    assert found.say(found.plans[found.number() - 1]) in said


@pytest.mark.parametrize("weeks", [1, 9, 52, 520])
def test_the_slide_of_a_plan_without_effect_and_of_any_length(weeks):
    figure = synthetic(np.zeros(3), spent=0, weeks=weeks).figure()
    figure.canvas.draw()
    ticks = [tick for tick in figure.axes[0].get_xticks()]
    assert 2 <= len(ticks) <= 8


@pytest.mark.parametrize("asked", ["3 weeks", 4, "1 month"])
@pytest.mark.parametrize("study", ["compare", "explain", "trace", "story"])
def test_a_horizon_before_a_plans_start_is_refused(base, asked, study):
    late = plan("late", COACHING | {"start": "1 month"})
    more = {"who": "employee 1"} if study == "story" else {"pairs": 2}
    with pytest.raises(rs.RippleError, match="would start after the horizon: start is 4"):
        getattr(rs, study)(base, late, horizon=asked, **more)


def test_a_change_of_the_company_itself_may_lie_beyond_the_horizon(base):
    own = base.with_values({"interventions": [COACHING | {"start": 40}]})
    worlds = worlds_of(own, [plan("now", COACHING | {"start": 0, "lever": "trust", "change": 0.1})])
    assert worlds.horizon("5 weeks") == 5
