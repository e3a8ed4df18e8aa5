"""Refusals in another language: beyond names and what a file holds, no word is English."""

import pickle
from collections.abc import Callable, Iterator

import pytest
from learn.small import CHALLENGE, LESSON

import ripple_sim as rs
from ripple_sim.app.components.form import not_opened
from ripple_sim.app.session import Visit, planning, sharing
from ripple_sim.app.session.jobs import Jobs
from ripple_sim.app.session.learning import Learning
from ripple_sim.app.session.visit import company_of
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.session.workers import Workers
from ripple_sim.app.words import words_in
from ripple_sim.app.words.catalogue import refusal
from ripple_sim.learn.game import Game, Move
from ripple_sim.learn.texts import challenge_names, load_challenge
from ripple_sim.scenario.files import override, parse, preset_path
from ripple_sim.scenario.plans import load_plan, parse_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase

from .made_up import bypassed, made_up
from .test_sharing import packed

BAKERY = rs.load("bakery")
COMPANY = preset_path("bakery").read_text(encoding="utf-8")
PLAN = 'name = "mine"\n[[interventions]]\nlever = "coaching"\nchange = 0.2\n'


def assert_translated(why: Phrase | None, *names: str) -> None:
    assert why is not None
    said = refusal(made_up(), why)
    assert not bypassed(said, *names), said
    assert why.said(words_in("en")) == str(why)


def refused(do: Callable[[], object]) -> Phrase:
    with pytest.raises(RippleError) as caught:
        do()
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.sentence) == (str(caught.value), caught.value.sentence)
    return caught.value.sentence


@pytest.fixture
def asking() -> Iterator[WhatIf]:
    visit = Visit(seed=1)  # no example, which would go on living pairs
    visit.open("bakery")
    asking = visit.keep(WhatIf)
    asking.follow()
    yield asking
    visit.close()


@pytest.mark.parametrize(
    "values",
    [
        {"change": 7},
        {"start": 999},
        {"start": 2.5},
        {"ramp": -1},
        {"weekly_cost": -3},
        {"decay": 4},
        {"reach": {"units": [99]}},
        {"lever": "coachin"},
        {"lever": "recovery", "reach": {"roles": ["frontlin"]}},
        {"duration": 0},
    ],
)
def test_a_value_typed_in_what_if(asking: WhatIf, values: dict[str, object]) -> None:
    assert asking.write(lambda plan, base: planning.with_lever(plan, base, "recovery"))
    assert not asking.write(lambda plan, base: planning.changed(plan, base, 1, values))
    assert_translated(
        asking.problem,
        "coaching-everywhere",
        "bakery",
        "interventions.2",
        "coachin",
        "coaching",
        "frontlin",
        "frontline",
        "backstage",
        "central",
        "recovery",
        "change",
        "start",
        "ramp",
        "weekly_cost",
        "duration",
        ".reach",
    )


def test_what_a_plan_cannot_be(asking: WhatIf) -> None:
    names = ("coaching-everywhere", "bakery", "plan-1", "pay-cut")
    for lever in ("coaching", "coaching"):
        asking.write(lambda plan, base, lever=lever: planning.with_lever(plan, base, lever))
    assert "both move" in str(asking.problem)
    assert_translated(asking.problem, *names)
    asking.add_bundled("pay-cutt")
    assert_translated(asking.problem, "pay-cutt", *names)
    asking.write(lambda plan, base: planning.with_lever(plan, base, "coachin"))
    assert_translated(asking.problem, "coachin", "coaching")
    asking.begin_own()
    asking.write(lambda plan, base: planning.with_terms(plan, base, name="coaching-everywhere"))
    assert_translated(asking.problem, *names)
    for name in ("pay-cut", "lip-service", "skills-training"):
        asking.add_bundled(name)
    assert "4 plans already" in str(asking.problem)
    assert_translated(asking.problem)
    asking.refuse(not_opened("mine.bin"))
    assert_translated(asking.problem, "mine.bin")


def test_a_company_too_large(asking: WhatIf) -> None:
    huge = load_plan("pay-cut").model_copy(update={"context": {"market.members": 5_000_000}})
    asking.visit.plans.held.clear()
    asking.add(huge)
    assert not asking.compare()
    assert "5,000,000 market members" in str(asking.problem)
    assert_translated(asking.problem, "bakery")
    text = COMPANY.replace("members = ", "members = 900_000  # ", 1)
    why = refused(lambda: asking.visit.open_company(company_of(text, "mine.toml")))
    assert "'ripple run' takes any" in str(why)
    assert_translated(why, "mine.toml")
    several = refused(lambda: override(BAKERY, ["market.members=20_000_000_000"]))
    assert "GiB of memory" in str(several)
    assert_translated(several, "market.members", "20_000_000_000", "=")


@pytest.mark.parametrize(
    "search",
    [
        "company=bakry",
        "company=xyzzy",
        "plan=pay-cutt",
        "plan=~cut",
        f"plan={packed({'name': 'x', 'interventions': [{'lever': 'coachin', 'change': 1}]})}",
        f"plan={packed({'name': 'x', 'budget': -1, 'weeks': 0})}",
    ],
)
def test_an_address(search: str) -> None:
    for why in sharing.read_address(search).refused:
        assert_translated(
            why,
            "bakry",
            "bakery",
            "xyzzy",
            "pay-cutt",
            "pay-cut",
            "interventions.1",
            "coachin",
            "coaching",
            "budget",
            "weeks",
        )


@pytest.mark.parametrize(
    "text",
    [
        "name =",
        "[company",
        'a = "x',
        "a = 1\na = 2",
        "a = 1979-99-99",
        "a = [1, 2",
        "a b",
        "a = {b = 1",
        "a = 1 2",
        '"',
        "[a]\n[a]",
        "a = {b = 1, b = 2}",
        "a = " + "[" * 2_000,
        "a = 0xg",
        'a = "\\q"',
        "a = \x01",
        "a = '\x01'",
    ],
)
def test_a_broken_file(text: str) -> None:
    for read in (parse, parse_plan):
        assert_translated(
            refused(lambda read=read: read(text, "'mine.toml'")), "mine.toml", "('a',)", "'a'", "'b'", r"'\x01'"
        )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("weaks = 3", ["weaks", "weeks"]),
        ('base = "bakery"\n[company]', []),
        (PLAN + 'reach = {lowest = "engagment", share = 0.5}', ["engagment", "engagement"]),
        (PLAN + "reach = {share = 0.5}", ["share", "lowest", "highest", "engagement"]),
        (PLAN + "one_off_cost = -9\nweekly_cost = -3", ["one_off_cost"]),
        (PLAN + 'start = "soon"', ["start", "soon"]),
        (PLAN + 'duration = "3 km"\nweekly_cost = true', ["duration", "weekly_cost", "3 km", "km", "true"]),
        ("[context]\nname = 3", ["context", "name"]),
        ("[context.market]\nmembers = true", ["context", "market.members", "true"]),
        ('[[shocks]]\nkind = "fluu"\nsize = 0.1', ["shocks.1", "fluu", "flu"]),
        ('[[shocks]]\nkind = "flu"\nsize = 9', ["shocks.1", "flu", "size"]),
        ("[[shocks]]\nsize = 9", ["shocks.1", "kind"]),
        ("interventions = 3", ["interventions", "[[interventions]]"]),
        ("title = 3", ["title", "a"]),
    ],
)
def test_a_plan_file(text: str, names: list[str]) -> None:
    text = text if "name" in text else f'name = "mine"\n{text}'
    why = refused(lambda: parse_plan(text, "'mine.toml'"))
    assert_translated(why, "mine.toml", "ripple show", "interventions.1", "coaching", ".reach", *names)


def test_files_of_learn() -> None:
    visit = Visit()
    learning = visit.keep(Learning)
    changes = (
        (LESSON, "pairs = ", "paris = "),
        (LESSON, "right = ", "right = 6 # "),
        (CHALLENGE, "offers", "ofers"),
        (CHALLENGE, "budget = ", "budget = -1 # "),
        (CHALLENGE, 'base = "', 'base = "my-'),
    )
    for text, old, new in changes:
        assert old in text
        broken = text.replace(old, new, 1)
        why = refused(lambda broken=broken: learning.open_text(broken, "own.toml"))
        assert_translated(
            why,
            "own.toml",
            "paris",
            "pairs",
            "ofers",
            "offers",
            "score",
            "predict",
            "measures",
            "budget",
            "base",
            "question.right",
            "my-bakery",
            "bakery",
            "EUR",
            "question",
            *rs.preset_names(),
        )
    for text in (
        "",
        "x = 1",
        'kind = "progress"\nlesons = 3',
        'kind = "progress"\nlessons = 3',
        'kind = "progress"\n[lessons.a]\npredicted = 9',
    ):
        why = refused(lambda text=text: learning.open_text(text, "own.toml"))
        assert_translated(why, "own.toml", "lesons", "lessons", "predicted", "a")
    visit.close()


def test_a_game() -> None:
    challenge = load_challenge(challenge_names()[0])
    game, offer = Game(challenge), challenge.offers[0]
    wrong = (
        (Move("no-such-offer"),),
        (Move(offer.name, 101),),
        (Move(offer.name, quarters=99),),
        tuple(Move(one.name) for one in challenge.offers) * 3,
    )
    names = (challenge.name, "no-such-offer", *(one.name for one in challenge.offers))
    for moves in wrong:
        assert_translated(refused(lambda moves=moves: game.decided(moves)), *names)
    assert_translated(refused(game.stepped))


def refuse_all(tell: Callable[[int, int], None]) -> None:
    rs.compare("bakery", "pay-cut", pairs=1)


def test_a_study_in_its_own_process() -> None:
    workers = Workers(most=1)
    job = Jobs(workers).start("refuse", refuse_all)
    assert job.finished.wait(60)
    workers.close()
    assert "pairs is 1; it must be a whole number" in str(job.problem)
    assert_translated(job.problem, "pairs", "auto")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: rs.compare("bakery", "pay-cut", "pay-cut"),
        lambda: rs.compare("bakery", "pay-cut", horizon="soon"),
        lambda: rs.compare("bakery", "pay-cut", horizon=9_999),
        lambda: rs.explain("bakery", "pay-cut", couples=0),
        lambda: rs.trace("bakery", "pay-cut", pairs=1),
        lambda: rs.trace("bakery", "pay-cut", pairs=2, start="team 99"),
        lambda: rs.story("bakery", "pay-cut", "emplyee 3", horizon=4),
        lambda: rs.sensitivity("bakery", "pay-cut", method="sobl"),
        lambda: rs.sensitivity("bakery", over={"market.churn": (0.1, 0.2)}, n=2),
        lambda: rs.sensitivity("bakery", over={"market.churn_per_year": (0.2, 0.1)}, n=2),
        lambda: rs.sensitivity("bakery", over={"market.churn_per_year": (0.2, "9 km")}, n=2),
    ],
)
def test_what_a_study_cannot_be_asked(ask: Callable[[], object]) -> None:
    assert_translated(
        refused(ask),
        "pay-cut",
        "bakery",
        "soon",
        "9999",
        "team 99",
        "team 3",
        "emplyee 3",
        "employee",
        "sobl",
        "sobol",
        "morris",
        "market.churn_per_year",
        "market.churn",
        "9 km",
        "km",
        "pairs",
        "couples",
        "method",
        "luck",
        "all",
        *BAKERY.unit_names(),
    )
