"""An outcome that doesn't exist in a company is refused before the study runs."""

import pytest

import ripple_sim as rs
from ripple_sim.scenario.files import to_toml
from ripple_sim.study.sweep import sweep as sweeping

OVER = {"market.churn_per_year": {"low": 0.05, "high": 0.3}, "company.drivers.trust.level": None}


@pytest.fixture
def quiet():
    """A company to which hardly ever a customer comes."""
    values = {"name": "quiet", "market.contacts_per_week": 0.001, "market.members": 4}
    return rs.load("bakery").with_values(values)


@pytest.fixture
def not_run(monkeypatch):
    def refuse(*_):
        raise AssertionError("the study was run")

    monkeypatch.setattr(sweeping, "do_all", refuse)


@pytest.mark.parametrize("ask", [rs.sensitivity, rs.discover])
def test_it_is_refused_first_and_in_one_sentence(quiet, not_run, ask):
    with pytest.raises(rs.RippleError, match="'waiting' doesn't exist in 'quiet'") as refused:
        ask(quiet, over=OVER, outcome="waiting", horizon=4)
    assert "nobody is served in weeks 1 to 4" in str(refused.value)
    assert "such as 'backlog'" in str(refused.value) or "such as 'arrivals'" in str(refused.value)


def test_a_sweep_refuses_it_too(quiet, not_run, tmp_path):
    (tmp_path / "quiet.toml").write_text(to_toml(quiet))
    study = tmp_path / "study.toml"
    study.write_text(
        """
name = "study"
base = "quiet.toml"
weeks = 4
[design]
size = 2
[uncertainties]
market.churn_per_year = { low = 0.1, high = 0.2 }
[outcomes]
waiting = "all"
"""
    )
    with pytest.raises(rs.RippleError, match="'waiting' doesn't exist in 'quiet'"):
        rs.sweep(study, tmp_path / "out")


def test_what_exists_at_some_points_is_run(quiet):
    visits = {"market.contacts_per_week": [0.001, 10.0, 11.0, 12.0, 13.0], **OVER}
    found = rs.discover(quiet, over=visits, outcome="waiting", n=40, horizon=4, replications=1)
    assert len(found.values) == 60


@pytest.mark.parametrize("ask", [rs.sensitivity, rs.discover])
def test_too_few_points_that_have_it_is_no_failure_of_runs(quiet, ask):
    visits = {"market.contacts_per_week": [10.0, *(0.001 + i / 1e5 for i in range(30))], **OVER}
    visits["market.contacts_per_week"].reverse()
    asked = {"over": visits, "outcome": "waiting", "n": 20, "horizon": 4, "replications": 1}
    with pytest.raises(rs.RippleError, match="'waiting' doesn't exist") as refused:
        ask(quiet, **asked)
    assert "failed" not in str(refused.value)
