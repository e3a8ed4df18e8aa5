"""Whatever is in a file: a thing that can be used, or one sentence; never a traceback."""

import unicodedata
import warnings

import pytest
from hypothesis import HealthCheck, given, settings

import ripple_sim as rs
from ripple_sim.learn.texts import (
    challenge_names,
    challenge_path,
    lesson_names,
    lesson_path,
    load_challenge,
    load_lesson,
)
from ripple_sim.scenario.files import parse, preset_path, to_toml
from ripple_sim.scenario.plan_library import plan_path
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.writing import plan_to_toml
from tests.fuzz.mutations import spoiled

SHORT, WHOLE = 150, 4000
LONGEST_SENTENCE = 600
MOST_MEMBERS, MOST_HEADS = 2000, 100  # of companies that are also run

STUDY = """
name = "coaching and churn"
base = "bakery"
plans = ["coaching-everywhere"]
replications = 10
seed = 3

[design]
kind = "sobol"
size = 8

[levers]
plan.1.change = { low = 0.2, high = 0.4 }
company.pay.wage_per_year = [38_000, 42_000]

[uncertainties]
market.churn_per_year = { low = "5 %", high = "20 %" }
behaviour = "ensemble"

[outcomes]
profit = "all"
enps = "last quarter"
profit_of_year_2 = { metric = "profit", window = "year 2", total = true }
"""


def use_scenario(path):
    company = rs.load(path)
    assert parse(to_toml(company)) == company
    if company.market.members <= MOST_MEMBERS and company.heads() <= MOST_HEADS:
        rs.run(company, weeks=2)


def use_plan(path):
    plan = rs.load_plan(path)
    assert parse_plan(plan_to_toml(plan)) == plan


def texts_of(names, path_of):
    return [path_of(name).read_text(encoding="utf-8") for name in names]


READERS = {
    "scenario": (use_scenario, texts_of(rs.preset_names(), preset_path)),
    "plan": (use_plan, texts_of(rs.plan_names(), plan_path)),
    "lesson": (load_lesson, texts_of(lesson_names(), lesson_path)),
    "challenge": (load_challenge, texts_of(challenge_names(), challenge_path)),
    "study": (rs.read_specification, [STUDY]),
}


@pytest.mark.parametrize("kind", READERS)
def test_what_is_spoiled_could_be_used_before(kind, tmp_path):
    read, texts = READERS[kind]
    path = tmp_path / "whole.toml"
    for text in texts:
        path.write_text(text, encoding="utf-8")
        read(path)


def is_one_sentence(said):
    """Say whether a refusal is one line that draws nothing on a terminal and can be read."""
    drawn = [sign for sign in said if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    return 0 < len(said) <= LONGEST_SENTENCE and not drawn


def refusal_of(read, path):
    """Return why a file was refused, or None if it could be used."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read(path)
        except RippleError as refusal:
            return str(refusal)
    return None


@pytest.mark.parametrize("kind", READERS)
def test_a_spoiled_file_is_used_or_refused_in_a_sentence(kind, tmp_path_factory, whole):
    read, texts = READERS[kind]
    path = tmp_path_factory.mktemp(kind) / "spoiled.toml"

    @settings(max_examples=WHOLE if whole else SHORT, suppress_health_check=list(HealthCheck), database=None)
    @given(spoiled(texts))
    def try_one(content):
        path.write_bytes(content)
        refused = refusal_of(read, path)
        assert refused is None or is_one_sentence(refused), refused

    try_one()
