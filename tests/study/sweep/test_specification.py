"""A study's file is read with the same care as a scenario."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.scenario.fitted import ensemble
from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.study.sweep.factors import Factor, points
from ripple_sim.study.sweep.specification import read_specification

CHURN = '"market.churn_per_year" = { low = 0.05, high = "40 %" }'


def test_ranges_carry_units_and_plans_lie_beside_the_file(spec):
    read = read_specification(spec())
    change, churn = read.factors
    assert (change.role, change.of_plan, churn.role) == ("lever", True, "uncertainty")
    assert (churn.low, churn.high) == (0.05, 0.4)
    assert list(read.plans) == ["coach"]
    assert read.weeks == 6
    assert len(read.points) == 4
    assert all(0.1 <= a <= 0.5 and 0.05 <= b <= 0.4 for a, b in read.points)


def test_paths_may_be_nested_tables(spec):
    nested = (CHURN, "market.churn_per_year = { low = 0.05, high = 0.4 }")
    assert read_specification(spec(nested)).factors == read_specification(spec()).factors


@pytest.mark.parametrize("words", ['uncertainties = "ensemble"', None])
def test_the_ensemble_is_an_uncertainty(spec, words):
    if words:
        replaced = [("seed = 3", f"seed = 3\n{words}"), ("[uncertainties]", ""), (CHURN, "")]
    else:
        replaced = [(CHURN, 'behaviour = "ensemble"')]
    drawn = read_specification(spec(*replaced)).factors[-1]
    assert len(drawn.values) == len(ensemble())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("replications", "replication", r"line 6: there is no 'replication'; did you mean"),
        ("weeks = 6", "weeks = 0", r"line 5: weeks is 0, but must be .* from 1"),
        ('"sobol"', '"sobel"', r"line 10: design.kind: 'sobel' is not one .* did you mean 'sobol'"),
        ("churn_per_year", "churn_per_yaer", r"line 17: .*did you mean 'market.churn_per_year'"),
        ('"40 %"', "4", r"line 17: market.churn_per_year is 4, but must be a number from"),
        ('"40 %"', "0.01", r"line 17: the range of market.churn_per_year must rise"),
        ("plan.1.change", "plan.2.change", r"line 14: there is no plan.2.change: 'coach' has 1"),
        ("low = 0.1,", "lo = 0.1,", r"line 14: plan.1.change needs a range"),
        ('profit = "all"', 'profits = "all"', r"line 20: there is no measure 'profits'; did you"),
        ('profit = "all"', 'profit = "year 1"', r"line 20: .* weeks 1 to 52 of a study of 6 weeks"),
        ('profit = "all"', "enps_ = {metric = 'enps', total = true}", r"can't be added up"),
        ('plans = ["plan.toml"]', "plans = []", r"line 14: plan.1.change belongs to a plan"),
        ('"bakery"', '"bakkery"', r"line 3: 'bakkery' is neither .* did you mean 'bakery'"),
        ("seed = 3", "seed = ", r"line 7, column \d+: this is not valid TOML"),
        ("size = 4", "size = 4\nuncertainty = 1", r"there is no 'design.uncertainty'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(spec, old, new, said):
    with pytest.raises(ScenarioError, match=said) as caught:
        read_specification(spec((old, new)))
    assert "\n" not in str(caught.value)


def test_a_number_varied_twice_is_refused(spec):
    twice = (CHURN, f"{CHURN}\n[levers.market]\nchurn_per_year = [0.1, 0.2]")
    with pytest.raises(ScenarioError, match=r"market\.churn_per_year is varied twice"):
        read_specification(spec(twice))


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(ScenarioError, match="there is no file"):
        read_specification(tmp_path / "nowhere.toml")


def factors(count):
    return [Factor(f"f{i}", f"f{i}", "", "lever", low=-i, high=i + 1.0) for i in range(count)]


@given(st.integers(1, 5), st.integers(1, 40), st.integers(0, 100))
def test_a_latin_hypercube_meets_every_slice_of_every_range_once(count, size, seed):
    drawn = points(factors(count), "latin_hypercube", size, seed)
    for i, column in enumerate(zip(*drawn, strict=True)):
        slices = {min(int((value + i) / (2 * i + 1.0) * size), size - 1) for value in column}
        assert slices == set(range(size))


@given(st.integers(1, 4), st.integers(1, 30), st.integers(31, 100))
def test_a_larger_sobol_design_begins_with_the_smaller(count, few, many):
    larger = points(factors(count), "sobol", many, 7)
    assert points(factors(count), "sobol", few, 7) == larger[:few]


def test_a_grid_crosses_all_values():
    listed = Factor("a", "a", "", "lever", values=("x", "y", "z"))
    whole = Factor("b", "b", "", "lever", low=1, high=4, whole=True)
    crossed = points([listed, whole], "grid", 3, 0)
    assert len(set(crossed)) == len(crossed) == 9
    assert {b for _, b in crossed} == {1.0, 2.0, 4.0}


@given(st.floats(0, 1, exclude_max=True), st.integers(-5, 5), st.integers(1, 9))
def test_whole_numbers_are_whole_and_inside(share, low, width):
    value = Factor("a", "a", "", "lever", low=low, high=low + width, whole=True).at(share)
    assert value == int(value)
    assert low <= value <= low + width
