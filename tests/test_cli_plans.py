"""The commands about plans, end to end."""

import sys

import pytest

from ripple_sim import cli
from ripple_sim.scenario.plan_library import SYSTEMS
from ripple_sim.scenario.plans import load_plan, plan_names


@pytest.fixture
def ripple(tmp_path, monkeypatch, capsys):
    """Return a caller of the command line in an empty folder: code, output, problems."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["ripple", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call


def test_plans_are_listed_with_their_titles_by_system(ripple):
    code, out, _ = ripple("plans")
    assert code == 0
    lines = iter(out.splitlines())
    for system in SYSTEMS:
        assert next(line for line in lines if line.strip()) == system
        for plan in (plan for plan in map(load_plan, plan_names()) if plan.system == system):
            line = next(lines)
            assert plan.name in line
            assert plan.title in line


@pytest.mark.parametrize("name", plan_names())
def test_a_plan_is_shown_with_all_it_says(ripple, name):
    code, out, _ = ripple("plans", name)
    assert code == 0
    plan = load_plan(name)
    for words in (plan.asks, plan.works, *plan.notice, *plan.things_to_try):
        assert words in " ".join(out.split())
    assert f"For {plan.base}" in out


def test_a_plan_is_told_for_another_company(ripple):
    code, out, _ = ripple("plans", "coaching-everywhere", "--for", "lending-centre")
    assert code == 0
    assert "For lending-centre" in out
    assert "GBP" in out


def test_a_plan_becomes_a_file_that_is_checked_as_a_plan(ripple):
    assert ripple("new", "mine.toml", "--from", "skills-training")[0] == 0
    code, out, _ = ripple("check", "mine.toml")
    assert code == 0
    assert "OK as a plan for retail-branches: 1 intervention, 0 shocks" in out
    code, _, err = ripple("run", "mine.toml")
    assert code == 2
    assert "mine.toml is a plan, not a scenario" in err


def test_a_plan_in_the_place_of_a_company_is_told_how_to_be_compared(ripple, tmp_path):
    (tmp_path / "mine.toml").write_text('name = "a"\nasks = "b"\n')
    for words, company in (("skills-training", "retail-branches"), ("mine.toml", "COMPANY")):
        for command in (("run", words), ("show", words), ("compare", words, "lip-service")):
            code, _, err = ripple(*command)
            assert code == 2
            assert err.count("\n") == 1
            assert f"'ripple compare {company} {words}' shows what it changes" in err


def test_a_plan_without_a_company_says_so(ripple, tmp_path):
    (tmp_path / "mine.toml").write_text('name = "a"\nasks = "b"\n')
    assert "names no company" in ripple("check", "mine.toml")[1]
    code, _, err = ripple("plans", "mine.toml")
    assert code == 2
    assert "--for" in err
    assert ripple("plans", "mine.toml", "--for", "bakery")[0] == 0


def test_what_is_no_plan_is_refused_in_one_sentence(ripple):
    for words in (("plans", "bakery"), ("plans", "nothing"), ("check", "nothing")):
        code, _, err = ripple(*words)
        assert code == 2
        assert err.count("\n") == 1
