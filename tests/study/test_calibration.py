"""Fits whose answers are known."""

import json
import math
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

import ripple_sim as rs
from ripple_sim.scenario.checked_files import SetAsideWarning
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate import Fit, Free, Target, calibrate
from ripple_sim.study.calibrate.problem import FAILED, Problem

NINETY = 1.6448536269514722


@pytest.fixture
def quick_disk(monkeypatch):
    """Leave out waiting for the disk where nothing is killed."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def luck(*address):
    return np.random.default_rng(address).standard_normal()


FREE = (Free("a", 0.0, 4.0, 2.0), Free("b", -2.0, 2.0, 0.5), Free("idle", 10.0, 30.0, 15.0))
TARGETS = (Target("sum", 3.2, 2.8, 3.6), Target("difference", 1.1, 0.8, 1.4), Target("a_only", 2.2, 1.7, 2.7))
SLOPES = np.array([[1.0, 1.0, 0.0], [1.0, -1.0, 0.0], [1.0, 0.0, 0.0]])


def linear(values, seed):
    """Moments that are linear in the parameters, with luck that is common to all of them."""
    a, b = values["a"], values["b"]
    return {
        "sum": a + b + 0.3 * luck(seed, 0),
        "difference": a - b + 0.3 * luck(seed, 1),
        "a_only": a + 0.3 * luck(seed, 2),
        "not_fitted": a * b,
    }


def fit_linear(folder, **changes):
    settings = {
        "seeds": range(5),
        "search_seeds": range(2),
        "trials": 20,
        "ensemble_size": 8,
        "fingerprint": "linear",
        **changes,
    }
    return calibrate(FREE, TARGETS, settings.pop("simulate", linear), folder=folder, **settings)


def exact(published=None, seeds=range(5)):
    """Return the estimate and its covariance as formulas give them, in the parameters' units."""
    widths = np.array([one.high - one.low for one in FREE])
    start = np.array([one.start for one in FREE])
    half = np.array([(one.high - one.low) / 2 for one in TARGETS])
    if published is None:
        published = np.array([one.value for one in TARGETS])
    noise = 0.3 * np.array([[luck(seed, i) for i in range(3)] for seed in seeds])
    W, P, C = np.diag(half**-2), np.diag(16 / widths**2), np.diag(widths**2 / 16)
    H = SLOPES.T @ W @ SLOPES + P
    estimate = np.linalg.solve(H, SLOPES.T @ W @ (published - noise.mean(axis=0)) + P @ start)
    S = np.diag((half / NINETY) ** 2) + np.cov(noise.T) / len(noise)
    middle = SLOPES.T @ W @ S @ W @ SLOPES + P @ C @ P
    return estimate, np.linalg.inv(H) @ middle @ np.linalg.inv(H)


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(os, "fsync", lambda _: None)
        return fit_linear(tmp_path_factory.mktemp("linear"))


def test_estimate_and_errors_of_a_linear_model_are_the_exact_ones(fitted):
    estimate, covariance = exact()
    errors = np.sqrt(np.diag(covariance))
    for i, one in enumerate(FREE):
        assert fitted.values[one.path] == pytest.approx(estimate[i], abs=0.02 * errors[i])
        assert fitted.standard_errors[one.path] == pytest.approx(errors[i], rel=1e-3)
        low, high = fitted.intervals[one.path]
        assert low == pytest.approx(max(estimate[i] - NINETY * errors[i], one.low), abs=0.01)
        assert high == pytest.approx(min(estimate[i] + NINETY * errors[i], one.high), abs=0.01)


def test_a_parameter_without_evidence_stays_at_its_start_and_is_flagged(fitted):
    assert fitted.weak == ("idle",)
    assert fitted.values["idle"] == pytest.approx(15.0, abs=1e-3)
    assert fitted.standard_errors["idle"] == pytest.approx(5.0)
    assert any("idle" in note and "eakly" in note for note in fitted.notes)


def test_noise_is_not_taken_for_information(tmp_path, quick_disk):
    def simulate(values, seed):
        # 'shuffles' changes the luck and nothing else.
        return {"level": values["a"] + 0.2 * luck(seed, int(values["shuffles"] * 1e6))}

    free = (Free("a", 0.0, 4.0, 2.0), Free("shuffles", 0.0, 1.0, 0.5))
    flagged = 0
    for i in range(10):
        fit = calibrate(
            free,
            [Target("level", 2.5, 2.0, 3.0)],
            simulate,
            seeds=range(100 * i, 100 * i + 6),
            search_seeds=range(2),
            folder=tmp_path / str(i),
            trials=0,
            ensemble_size=0,
        )
        flagged += fit.weak == ("shuffles",)
    assert flagged >= 8


def test_the_table_says_which_target_informs_which_parameter(fitted):
    for path in ("a", "b", "idle"):
        assert sum(row[path] for row in fitted.information.values()) == pytest.approx(1.0)
    assert fitted.information["(start)"]["idle"] == pytest.approx(1.0)
    assert fitted.information["a_only"]["b"] == pytest.approx(0.0)
    assert fitted.growth["difference"]["b"] > 1.2 > fitted.growth["a_only"]["b"]
    assert fitted.singular_values[-1] == pytest.approx(0.0, abs=1e-9)
    table = fitted.table()
    assert list(table.index) == ["a", "b", "idle"]
    assert table.loc["idle", "informed_by"] == "(start)"
    assert bool(table.loc["idle", "weakly_identified"])
    assert fitted.identification().loc[("sum", "b"), "error_grows"] > 1.0


def test_moments_at_the_optimum(fitted):
    a, b = fitted.values["a"], fitted.values["b"]
    assert fitted.moments["not_fitted"] == pytest.approx(a * b)
    mean = a + b + np.mean([0.3 * luck(seed, 0) for seed in range(5)])
    assert fitted.moments["sum"] == pytest.approx(mean)
    spread = np.std([0.3 * luck(seed, 0) for seed in range(5)], ddof=1)
    assert fitted.moment_errors["sum"] == pytest.approx(spread / math.sqrt(5))
    for one in TARGETS:
        assert fitted.inside[one.name] == (one.low <= fitted.moments[one.name] <= one.high)
    assert list(fitted.target_table().index) == ["sum", "difference", "a_only"]


def distance_of(values):
    """Return the squared distance of the mean moments from the targets, in half widths."""
    worlds = [linear(values, seed) for seed in range(5)]
    return sum(
        ((np.mean([world[one.name] for world in worlds]) - one.value) / (one.high - one.low) * 2) ** 2
        for one in TARGETS
    )


def test_a_run_takes_a_parameter_set_under_its_former_name_too():
    run = rs.run("lending-centre", weeks=1, parameter_set=3)
    with pytest.warns(DeprecationWarning, match="now called parameter_set"):
        former = rs.run("lending-centre", weeks=1, member=3)
    assert former.data.equals(run.data)
    assert run.scenario.hash() != rs.load("lending-centre").hash()
    with pytest.raises(RippleError, match="the parameter sets 1 to"):
        rs.run("lending-centre", weeks=1, parameter_set=9999)


def test_every_member_of_the_ensemble_keeps_the_rule(fitted):
    assert all(fitted.inside.values())
    assert len(fitted.ensemble) >= 8
    assert 0 < fitted.acceptance <= 1
    most = distance_of(fitted.values) + chi2.ppf(0.9, len(FREE)) / 1.645**2
    for values in fitted.ensemble:
        assert distance_of(values) <= most + 1e-3
        for one in FREE:
            assert one.low <= values[one.path] <= one.high
    idle = [values["idle"] for values in fitted.ensemble]
    assert max(idle) - min(idle) > 5.0, "what isn't known varies between members"


def test_members_lie_around_a_fit_that_misses(tmp_path, quick_disk):
    targets = (Target("level", 1.0, 0.8, 1.2), Target("same", 2.0, 1.8, 2.2))

    def simulate(values, seed):
        return {"level": values["a"], "same": values["a"]}

    fit = calibrate(
        [Free("a", 0.0, 3.0, 1.5)],
        targets,
        simulate,
        seeds=range(2),
        search_seeds=range(1),
        folder=tmp_path,
        trials=10,
        ensemble_size=6,
    )
    assert not any(fit.inside.values())
    assert any("level, same" in note for note in fit.notes)
    assert len(fit.ensemble) >= 6
    # Two squared distances of a / 0.2 around the fit add up to the joint region at the most.
    furthest = math.sqrt(chi2.ppf(0.9, 1) / 1.645**2 / 2) * 0.2
    for values in fit.ensemble:
        assert abs(values["a"] - fit.values["a"]) <= furthest + 1e-3


def test_the_spread_shrinks_where_too_few_draws_fit(tmp_path, quick_disk):
    names = [f"p{i}" for i in range(20)]
    fit = calibrate(
        [Free(name, 0.0, 1.0, 0.5) for name in names],
        [Target(name, 0.5, 0.4, 0.6) for name in names],
        # Bent, so that the slopes at the fit say little a little away from it.
        lambda values, seed: {name: p + 30 * (p - 0.5) ** 2 for name, p in values.items()},
        seeds=range(1),
        search_seeds=range(1),
        folder=tmp_path,
        trials=0,
        ensemble_size=16,
    )
    assert fit.spread < 1.0
    assert len(fit.ensemble) >= 16
    assert any("shrunk" in note for note in fit.notes)


def test_the_search_leaves_a_wrong_valley(tmp_path, quick_disk):
    def simulate(values, seed):
        x, y = values["x"], values["y"]
        return {"depth": 1.0 + 0.3 * math.cos(2.5 * x) - 0.12 * x + y**2}

    def fit(name, trials):
        return calibrate(
            [Free("x", -4.0, 4.0, -2.0), Free("y", -1.0, 1.0, 0.0)],
            [Target("depth", 0.2, 0.1, 0.3)],
            simulate,
            seeds=range(2),
            search_seeds=range(1),
            folder=tmp_path / name,
            trials=trials,
            ensemble_size=0,
            pull=0.1,
        )

    near, wide = fit("near", 0), fit("wide", 100)
    assert not near.inside["depth"]
    assert wide.inside["depth"]
    assert wide.objective < near.objective


def test_failing_worlds_are_data(tmp_path, quick_disk):
    def simulate(values, seed):
        if values["a"] > 2.6:
            raise RippleError("nobody is left")
        found = linear(values, seed)
        if values["b"] < -0.5:
            found["sum"] = math.nan
        return found

    fit = fit_linear(tmp_path, simulate=simulate)
    estimate, _ = exact()
    assert fit.values["a"] == pytest.approx(estimate[0], abs=0.05)
    assert any("nobody is left" in note for note in fit.notes)
    assert all(one["a"] <= 2.6 and one["b"] >= -0.5 for one in fit.ensemble)
    assert Fit.load(tmp_path / "fit.json") == fit


def test_a_model_that_always_fails_is_reported(tmp_path):
    def simulate(values, seed):
        raise RippleError("nobody is left")

    with pytest.raises(RippleError, match="nobody is left"):
        fit_linear(tmp_path, simulate=simulate)


@given(worlds=st.lists(st.floats(-FAILED, FAILED), min_size=1, max_size=6), lost=st.integers(0, 5))
def test_failing_never_pays(worlds, lost):
    problem = Problem((Free("a", 0.0, 1.0, 0.5),), (Target("m", 0.0, -1.0, 1.0),))
    whole = np.array(worlds)[:, None]
    holed = whole.copy()
    holed[lost % len(worlds)] = np.nan
    before, after = abs(problem.distances(whole)[0]), abs(problem.distances(holed)[0])
    assert before <= after + 1e-9
    assert after <= FAILED


def test_the_number_of_workers_changes_nothing(tmp_path, fitted, quick_disk):
    def unsteady(values, seed):
        time.sleep(0.0005 * (seed % 3))
        return linear(values, seed)

    assert fit_linear(tmp_path, workers=1) == fitted
    assert fit_linear(tmp_path / "many", workers=4, simulate=unsteady) == fitted


def test_a_second_call_simulates_nothing_and_shows_progress(tmp_path, quick_disk):
    first = fit_linear(tmp_path)
    seen = []

    def never(values, seed):
        raise AssertionError("simulated again")

    again = fit_linear(tmp_path, simulate=never, progress=lambda *told: seen.append(told))
    assert again == first
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["search", "polish", "uncertainty", "ensemble"]
    for stage in ("search", "polish", "uncertainty", "ensemble"):
        done = [(count, most) for name, count, most in seen if name == stage]
        assert done == sorted(done)
        assert done[-1][0] == done[-1][1]


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
import test_calibration as toy

def simulate(values, seed):
    with open({calls!r}, "a") as file:
        file.write("x\\n")
    with open({calls!r}) as file:
        if len(file.readlines()) == {last}:
            os.kill(os.getpid(), signal.SIGKILL)
    return toy.linear(values, seed)

toy.fit_linear({folder!r}, simulate=simulate)
"""


def test_a_killed_fit_goes_on_where_it_was(tmp_path, fitted):
    last = 120
    folder, calls = tmp_path / "fit", tmp_path / "calls"
    script = KILLED.format(tests=os.path.dirname(__file__), calls=str(calls), last=last, folder=str(folder))
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert killed.returncode == -9, killed.stderr
    journal = folder / "journal.jsonl"
    kept = journal.read_text().splitlines()[1:]
    # Only what was under way in the two workers is lost.
    assert last - 2 <= len(kept) < last
    with journal.open("a") as file:
        file.write('{"values": [1.5, 0.')

    repeated = []
    known = {(*json.loads(line)["values"], json.loads(line)["seed"]) for line in kept}

    def simulate(values, seed):
        repeated.append((*values.values(), seed) in known)
        return linear(values, seed)

    assert fit_linear(folder, simulate=simulate) == fitted
    assert not any(repeated)
    assert len(journal.read_text().splitlines()) == 1 + len(kept) + len(repeated)


@pytest.mark.parametrize("problem", [KeyboardInterrupt, OSError])
def test_a_stopped_fit_can_be_resumed(tmp_path, fitted, problem, quick_disk):
    calls = []

    def stopped(values, seed):
        calls.append(seed)
        if len(calls) == 50:
            raise problem
        return linear(values, seed)

    with pytest.raises(problem):
        fit_linear(tmp_path, simulate=stopped)
    assert fit_linear(tmp_path) == fitted


def test_two_fits_do_not_share_a_folder(tmp_path, quick_disk):
    begun, leave = threading.Event(), threading.Event()

    def waiting(values, seed):
        begun.set()
        leave.wait(30)
        return linear(values, seed)

    first = threading.Thread(target=fit_linear, args=(tmp_path,), kwargs={"simulate": waiting})
    first.start()
    try:
        assert begun.wait(30)
        with pytest.raises(RippleError, match=f"another fit .process {os.getpid()}. works in"):
            fit_linear(tmp_path)
    finally:
        leave.set()
        first.join()
    assert all(fit_linear(tmp_path).inside.values()), "the lock is given back"


def test_a_lock_of_a_dead_process_is_taken_over(tmp_path, fitted, quick_disk):
    (tmp_path / "lock").write_text("999999999")
    assert fit_linear(tmp_path) == fitted


def test_a_journal_of_another_model_or_a_damaged_one_is_refused(tmp_path, quick_disk):
    fit_linear(tmp_path, trials=0, ensemble_size=0)
    with pytest.raises(RippleError, match="another model"):
        fit_linear(tmp_path, fingerprint="changed")
    journal = tmp_path / "journal.jsonl"
    whole = journal.read_text().splitlines()
    lines = list(whole)
    lines[2] = lines[2][:-5]
    journal.write_text("\n".join(lines) + "\n")
    with pytest.warns(SetAsideWarning, match=r"journal.jsonl is damaged in 1 of \d+ lines"):
        fit_linear(tmp_path, trials=0, ensemble_size=0)
    assert sorted(journal.read_text().splitlines()) == sorted(whole)
    journal.write_text("".join(f"{line[:-5]}\n" for line in whole))
    with pytest.raises(RippleError, match="damaged"):
        fit_linear(tmp_path)


def test_without_optuna_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(RippleError, match=r"pip install \"ripple_sim\[experiments\]\""):
        fit_linear(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seeds": [1, 1]}, "seeds"),
        ({"search_seeds": []}, "search_seeds"),
        ({"workers": 0}, "workers"),
        ({"step": 0.0}, "step"),
        ({"pull": 0.0}, "pull"),
    ],
)
def test_bad_settings_are_refused(tmp_path, changes, said):
    with pytest.raises(RippleError, match=said):
        fit_linear(tmp_path, **changes)


def test_bad_parameters_and_targets_are_refused():
    with pytest.raises(RippleError, match="outside its range"):
        Free("a", 0.0, 1.0, 2.0)
    with pytest.raises(RippleError, match="must rise"):
        Target("m", 1.0, 1.0, 1.0)
    with pytest.raises(RippleError, match="twice"):
        Problem((FREE[0], FREE[0]), TARGETS)


def test_a_file_that_holds_no_fit_is_refused(tmp_path):
    (tmp_path / "fit.json").write_text("[]")
    with pytest.raises(RippleError, match="holds no calibration"):
        Fit.load(tmp_path / "fit.json")


def test_intervals_hold_the_truth_about_as_often_as_they_say(tmp_path, quick_disk):
    """Truths from the prior, published values with their stated error, own luck each."""
    held = []
    for i in range(40):
        draw = np.random.default_rng((7, i))
        truth = [
            float(np.clip(one.start + (one.high - one.low) / 4 * draw.standard_normal(), one.low, one.high))
            for one in FREE[:2]
        ]
        exact_moments = SLOPES[:, :2] @ truth
        targets = []
        for one, moment in zip(TARGETS, exact_moments, strict=True):
            half = (one.high - one.low) / 2
            value = float(moment + half / NINETY * draw.standard_normal())
            targets.append(Target(one.name, value, value - half, value + half))
        fit = calibrate(
            FREE[:2],
            targets,
            linear,
            seeds=range(1000 * i, 1000 * i + 5),
            search_seeds=[1000 * i],
            folder=tmp_path / str(i),
            trials=0,
            ensemble_size=0,
            workers=1,
        )
        for one, true in zip(FREE[:2], truth, strict=True):
            low, high = fit.intervals[one.path]
            held.append(low <= true <= high)
    assert 0.8 < np.mean(held) < 1.0
