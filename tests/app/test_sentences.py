"""What studies and plans say in another language: no word of it bypasses the catalogue."""

import dataclasses
import itertools
import math

import pytest
from study.coaching import COACHING

import ripple_sim as rs
from ripple_sim.app.words import words_in
from ripple_sim.evidence.cautions import CAUTIONS
from ripple_sim.evidence.stored import stored
from ripple_sim.model.week import WEEK
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import SHOCKS
from ripple_sim.scenario.plan_costs import BudgetCheck, PlannedCost
from ripple_sim.scenario.plan_words import said_of_intervention, said_of_shock
from ripple_sim.scenario.plans import load_plan, plan_names
from ripple_sim.study.compare.messages import said_of
from ripple_sim.study.compare.outcomes import OUTCOMES
from ripple_sim.study.explain.result import COSTS, LEFT_OVER
from ripple_sim.study.trace.messages import END, EVENTS, LINES, PARTED, START
from ripple_sim.wording import Phrase, as_sentence

from .made_up import FIELD, bypassed, made_up

NAMES = ("Coaching everywhere", "coaching-everywhere", "Pay cut", "pay-cut", "EUR")
ENGLISH_OF_THE_PAGE = words_in("en")

IN_SHORT = dataclasses.replace(COACHING, plan="coaching-everywhere")


@pytest.fixture(scope="module")
def compared():
    return rs.compare("bakery", "coaching-everywhere", "pay-cut", pairs=10, horizon="6 months")


@pytest.fixture(scope="module")
def explained():
    return rs.explain("bakery", "coaching-everywhere", pairs=2, horizon=13)


def test_every_case_of_a_plans_sentence_can_be_said():
    cases = itertools.product(
        (False, True),
        (False, True),
        (-5_000.0, 0.0, 180_000.0),
        (-1, 1),
        (None, 14.0),
        (0.0, 0.5, 93.0, 99.5, 100.0),
        (None, 55.0, 2e6),
    )
    for changes, told, cost, sign, month, chance, wanted in cases:
        case = dataclasses.replace(
            IN_SHORT,
            changes=changes,
            told=told,
            cost=cost,
            programmes=cost,
            seats=1_000 * sign,
            raises=-2_000.0 * sign,
            hours_at_wage=3_000.0 * sign,
            payback=month,
            pays_back=chance,
            payback_to=None if chance < 50 else 19.0,
            pairs_to_tell=wanted,
            profit=tuple(sign * end for end in IN_SHORT.profit),
        )
        for reason in (None, "⟦⟧"):
            assert not bypassed(said_of(case, reason, made_up()), *NAMES)
            assert said_of(case, reason) == said_of(case, reason, ENGLISH_OF_THE_PAGE)


def test_a_comparison(compared):
    words = made_up()
    for plan in compared.plans:
        assert not bypassed(compared.say(plan, words=words), *NAMES)
    assert not bypassed(compared.say(words=words), *NAMES)
    for alike in (compared, dataclasses.replace(compared, uncertainty="all")):
        for said in alike.conditions(words):
            # A seed is typed as it is told, whatever the language.
            assert not bypassed(said, *NAMES)


def test_an_explanation(explained):
    words = made_up()
    several = dataclasses.replace(explained, couples={"service": 4, "money": None})
    for found in (explained, several, dataclasses.replace(several, uncertainty="all")):
        assert not bypassed(found.say(words=words), *NAMES)
        assert not bypassed(found.because(words), *NAMES)
        for said in found.conditions(words):
            assert not bypassed(said, *NAMES)
    for label in (*COSTS.values(), *LEFT_OVER.values(), *(part.label for part in explained.parts)):
        assert not bypassed(words.say(label))


def test_in_english_the_page_says_what_the_command_line_says(compared, explained):
    for found in (compared, explained):
        assert found.say(words=ENGLISH_OF_THE_PAGE) == found.say()
        assert found.conditions(ENGLISH_OF_THE_PAGE) == found.conditions()


@pytest.fixture(scope="module")
def traced():
    return rs.trace("bakery", "coaching-everywhere", pairs=2, horizon=13)


def test_a_trace_and_its_rings(traced):
    words = made_up()
    for origin in (traced.origin, Phrase("team {number}", number=3), Phrase("{unit}", unit="Oststadt")):
        found = dataclasses.replace(traced, origin=origin)
        assert not bypassed(found.say(words=words), "Oststadt")
        assert found.say(words=ENGLISH_OF_THE_PAGE) == found.say()
    assert not bypassed(dataclasses.replace(traced, movers=[None]).say(words=words))
    never = dataclasses.replace(traced, first={ring.name: [None] * 2 for ring in traced.rings})
    assert not bypassed(never.say(words=words))
    for ring in traced.rings:
        for text in (ring.label, ring.within, ring.shows.label, ring.shows.unit):
            assert not bypassed(words.say(text))


@pytest.mark.parametrize("who", ["employee 2", "customer 7"])
@pytest.mark.parametrize("plan", ["coaching-everywhere", "bakery"])
def test_a_story(who, plan):
    base = rs.load("bakery")
    plan = base if plan == "bakery" else plan
    found = rs.story(base, plan, who, horizon=80)
    words, names = made_up(), ("EUR", *base.unit_names(), *base.function_names())
    steps = [f"'{step.name}'" for step in WEEK]  # what the model calls them, like a file's name
    assert not bypassed(found.say(words=words))
    for line in found.lines(words):
        assert not bypassed(line, *names, *(step.strip("'") for step in steps))
    assert found.say(words=ENGLISH_OF_THE_PAGE) == found.say()
    assert found.lines(ENGLISH_OF_THE_PAGE) == found.lines()


def test_every_text_of_traces_and_stories_is_known():
    for texts in (EVENTS, START, END, PARTED, LINES):
        for text in texts.values():
            assert not bypassed(made_up().say(text, **dict.fromkeys(FIELD.findall(text), "⟦⟧")))


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "morris", "n": 2},
        {"method": "sobol", "n": 2, "outcome": "customers"},
        {"method": "morris", "n": 2, "plan": "coaching-everywhere"},
    ],
)
def test_what_moves_an_outcome(asked):
    over = {
        "market.churn_per_year": (0.05, 0.4),
        "market.wallet_per_week": (5.0, 20.0),
        "company.pay.wage_per_year": (20_000.0, 30_000.0),
        "market.cost_per_contact": (0.1, 1.0),
    }
    found = rs.sensitivity("bakery", over=over, horizon=8, **asked)
    words, names = made_up(), ("coaching-everywhere", "bakery", "EUR")
    assert not bypassed(found.say(words=words), *names)
    for said in found.conditions(words):
        assert not bypassed(said, *names)
    assert found.say(words=ENGLISH_OF_THE_PAGE) == found.say()
    assert found.conditions(ENGLISH_OF_THE_PAGE) == found.conditions()


@pytest.mark.parametrize("plan", plan_names())
def test_a_plan(plan):
    plan = load_plan(plan)
    base = rs.load(plan.base)
    words, names = made_up(), ("EUR", *base.unit_names(), *base.function_names())
    assert not bypassed(plan.say(base, words), *names)
    assert plan.say(base, ENGLISH_OF_THE_PAGE) == plan.say(base)


def test_a_plan_of_everything_that_a_plan_can_hold():
    base = rs.load("store-chain")
    store, function = base.unit_names()[0], base.function_names()[0]
    one = {"lever": "coaching", "change": 0.1}
    reaches = (
        {"units": (1, 2)},
        {"roles": ("frontline", "backstage")},
        {"teams": (1,)},
        {"functions": (function,), "units": (store,)},
        {"teams": (1, 2, 3)},
        {"lowest": "engagement", "share": 0.25},
        {"highest": "departures", "share": 0.125},
        {"lowest": "standard", "share": 0.25, "units": (1, 2)},
        {"roles": ("frontline",), "highest": "leadership", "share": 0.5},
        {"roles": ("frontline",), "highest": "pressure", "share": 0.5, "units": (1, 2)},
    )
    dates = (
        {"start": 4, "ramp": 8},
        {"duration": 26, "decay": 3},
        {"duration": 4, "ramp": 8},
        {"start": 52, "duration": 4, "ramp": 8},
        {"start": 1, "duration": 2},
    )
    costs = ({"one_off_cost": 1_000.5}, {"weekly_cost": 20}, {"one_off_cost": 5, "weekly_cost": 1})
    words, names = made_up(), ("EUR", "Lead", *base.unit_names(), *base.function_names())
    changes = [one | {"reach": reach} for reach in reaches]
    changes += [one | date for date in dates] + [one | cost for cost in costs]
    changes += [one | {"change": -0.1, "name": "Lead", "attention_hours": 1.5}]
    for change in map(Intervention.model_validate, changes):
        said = said_of_intervention(change, base, words)
        assert not bypassed(said, *names), said
        assert said_of_intervention(change, base, ENGLISH_OF_THE_PAGE) == said_of_intervention(change, base)
    for lever in SHOCKS:
        shock = Shock(kind=lever.name, size=lever.high, start=3, duration=5)
        assert not bypassed(said_of_shock(shock, base, words), *names)


@pytest.mark.parametrize("total", [-1_200.0, 0.0, 3_000.0])
@pytest.mark.parametrize("budget", [None, 1_000.0, 5_000.5])
def test_a_budget(total, budget):
    for estimated, weeks in itertools.product((False, True), (1, 104)):
        cost = PlannedCost(total, 0.0, 0.0, 0.0, estimated)
        check = BudgetCheck(cost, budget, "EUR", weeks)
        assert not bypassed(check.say(made_up()))
        assert check.say(ENGLISH_OF_THE_PAGE) == check.say()


def test_why_a_number_of_the_board_misses():
    held = stored()
    words = made_up()
    for finding in held.board.findings:
        few = dataclasses.replace(finding, values=finding.values[:1])
        for one in (finding, few, dataclasses.replace(finding, values=finding.values * math.nan)):
            assert not bypassed(one.reason_in(words))
            assert one.reason_in(ENGLISH_OF_THE_PAGE) == one.reason
        for text in (as_sentence(finding.check.says), as_sentence(finding.check.mechanism)):
            assert not bypassed(words.say(text))
    for text in (*held.board.untestable.values(), *(caution.says for caution in CAUTIONS)):
        assert not bypassed(words.say(text))


def test_labels_of_outcomes():
    for outcome in OUTCOMES:
        label, _, meaning = outcome.label.partition(": ")
        for text in (label, meaning[:1].upper() + meaning[1:], outcome.unit):
            assert not text or not bypassed(made_up().say(text))
