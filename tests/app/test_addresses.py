"""Whatever stands in an address, every page's reader finds a state that is valid."""

import base64
import json
import math
import zlib
from contextlib import suppress
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ripple_sim.app.session import Visit, mirror_study, sharing, watch_address
from ripple_sim.app.session.company import company_in, company_word, fits_into_an_address
from ripple_sim.app.session.evidence import LONGEST, ORDERS, STRENGTHS, USES, VERDICTS, Asked
from ripple_sim.app.session.learning import Learning
from ripple_sim.app.session.mirror_study import GAPS
from ripple_sim.app.session.moves import Move, Moves
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.shell.visiting import language_asked
from ripple_sim.app.words import words_in
from ripple_sim.app.words.catalogue import LANGUAGES
from ripple_sim.learn.progress import from_query
from ripple_sim.learn.texts import challenge_names, lesson_names
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plans import load_plan, plan_names
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario

HUGE = "9" * 400
NESTED = json.loads("[" * 300 + "]" * 300)


def packed(data: object) -> str:
    said = zlib.compress(json.dumps(data).encode("utf-8", "surrogatepass"))
    return "~" + base64.urlsafe_b64encode(said).decode().rstrip("=")


# ------------------------------------------------------------------------------ what is thrown

ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        HUGE,
        "-" + HUGE,
        "nan",
        "inf",
        "-inf",
        "1e999",
        "1_0",
        "٣",
        "²",
        "\x00",
        "\x1b[2J",
        "\ud800",
        "é" * 50,
        "~",
        "~!",
        "~" + "A" * 9_000,
        "../../etc/passwd",
        "..",
        ".",
        "a.b.c.d",
        "%",
        packed(NESTED),
        packed({"name": NESTED}),
        packed({"name": "x", "budget": int(HUGE)}),
        packed(load("bakery").model_dump(mode="json")),
        packed({"market": {"members": int(HUGE)}}),
    ]
)
NUMBERS = st.integers(-9, 999) | st.floats() | st.just(int(HUGE)) | st.just(-int(HUGE))
LEVERS = st.sampled_from([*BY_NAME, "", "nothing"])
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=20),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=8,
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "lever": LEVERS,
        "kind": LEVERS,
        "change": NUMBERS | JSON,
        "start": NUMBERS | JSON,
        "duration": NUMBERS | JSON,
        "size": NUMBERS | JSON,
        "weekly_cost": NUMBERS,
        "ramp": NUMBERS,
        "reach": JSON,
        "name": JSON,
        "context": JSON,
    },
)
PLANS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(max_size=90) | JSON,
        "title": JSON,
        "budget": NUMBERS | JSON,
        "weeks": NUMBERS | JSON,
        "interventions": st.lists(CHANGES, max_size=3) | JSON,
        "context_shocks": st.lists(CHANGES, max_size=2) | JSON,
        "settings": JSON,
        "context": JSON,
    },
)
COMPANIES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(max_size=90) | JSON,
        "weeks": NUMBERS | JSON,
        "seed": NUMBERS,
        "market": st.fixed_dictionaries({}, optional={"members": NUMBERS}) | JSON,
        "company": JSON,
        "interventions": st.lists(CHANGES, max_size=2),
        "currency": JSON,
    },
)
VALUES = st.one_of(
    ODD,
    st.text(max_size=60),
    st.sampled_from([*preset_names(), *plan_names(), *lesson_names(), *challenge_names()]),
    st.sampled_from([*VERDICTS, *STRENGTHS, *USES, *ORDERS, *GAPS, *LANGUAGES, "yes", "auto"]),
    st.builds("{}.{}.{}".format, NUMBERS, LEVERS, NUMBERS),
    st.builds("{}.{}.{}.{}".format, NUMBERS, LEVERS, NUMBERS, NUMBERS),
    st.builds("{}.{}".format, st.sampled_from(["lesson", "challenge", "x"]), st.text(max_size=20)),
    st.builds("{}:back_0_f{}~0".format, st.sampled_from(challenge_names()), NUMBERS),
    PLANS.map(packed),
    COMPANIES.map(packed),
    JSON.map(packed),
    st.binary(max_size=60).map(lambda raw: "~" + base64.urlsafe_b64encode(raw).decode()),
)
NAMES = st.sampled_from(
    [
        "company",
        "week",
        "move",
        "shock",
        "plan",
        "pairs",
        "compared",
        "unit",
        "gap",
        "at",
        "said",
        "game",
        "verdict",
        "strength",
        "link",
        "use",
        "words",
        "order",
        "number",
        "lang",
        "",
        "[]",
    ]
)
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=12)


def as_query(fields: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(n)}={quote(v, errors='surrogatepass')}" for n, v in fields)


SEARCHES = st.one_of(
    FIELDS.map(as_query),
    FIELDS.map(lambda fields: "&".join(f"{n}={v}" for n, v in fields)),
    st.text(max_size=200),
    st.text("%&=;+.~0aF\x00", max_size=200),
    st.integers(80, 300).map(lambda count: "&".join(f"x{one}=1" for one in range(count))),
    st.none(),
)
budget = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


# ------------------------------------------------------------------------------ what is found


@pytest.fixture(scope="module")
def learning() -> Learning:
    return Learning(Visit())


def assert_company(found: Scenario | None) -> None:
    assert found is None or isinstance(found, Scenario)
    if found is not None and fits_into_an_address(found):
        assert company_in(company_word(found)) == found


@budget
@given(SEARCHES)
@example("company=bakery&week=" + HUGE)
@example("company=" + packed({"market": {"members": int(HUGE)}}))
def test_watch_and_home(search: str | None) -> None:
    found = watch_address.read_address(search)
    assert_company(found.company)
    if found.company is None:
        assert found.moves == Moves()
        return
    assert found.refused is None
    assert 1 <= found.week <= found.company.weeks
    assert all(0 <= one.week <= found.week for one in (*found.moves.moves, *found.moves.blows))
    for one in found.moves.moves:
        known = BY_NAME[one.lever]
        assert known.low <= one.level <= known.high


@budget
@given(SEARCHES)
@example("plan=" + packed({"name": "x", "interventions": [{"lever": "pay", "change": int(HUGE)}]}))
@example("plan=" + packed({"name": "x", "budget": int(HUGE)}))
@example("plan=" + packed({"name": "x", "weeks": -int(HUGE)}) + "&company=bakery&pairs=" + HUGE)
def test_what_if(search: str | None) -> None:
    found = sharing.read_address(search)
    assert_company(found.company)
    assert len(found.plans) <= sharing.MOST_PLANS
    assert found.pairs == "auto" or sharing.FEWEST_PAIRS <= found.pairs <= sharing.MOST_PAIRS
    for plan in found.plans:
        assert plan.budget is None or math.isfinite(plan.budget)
        with suppress(RippleError):
            plan.applied(found.company or load("bakery"))
    assert all(str(sentence) for sentence in found.refused)


@budget
@given(SEARCHES)
@example("&".join(f"x{one}=1" for one in range(90)) + "&at=lesson.x")
@example("at=lesson.first-ripple&" + "&".join(f"x{one}=1" for one in range(90)))
def test_learn(learning: Learning, search: str | None) -> None:
    found = learning.checked(from_query(search))
    assert from_query(found.query()) == found
    for name, code in found.games.items():
        if name in learning.challenges:
            assert learning.game(learning.challenges[name], found).code() is not None, code


@budget
@given(SEARCHES, st.integers(0, 40), st.integers(1, 520))
def test_mirror_evidence_and_language(search: str | None, units: int, weeks: int) -> None:
    view = mirror_study.View.from_search(search, units, weeks)
    assert 0 <= view.unit <= units
    assert 0 <= view.week <= weeks
    assert view.gap in GAPS
    asked = Asked.from_search(search)
    assert len(asked.words) <= LONGEST
    assert Asked.from_search(asked.search()) == asked
    assert words_in(language_asked(search)).language in LANGUAGES


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(SEARCHES)
def test_what_is_asked_for_can_be_shown(search: str | None) -> None:
    for read, bring_about in (
        (watch_address.read_address, watch_address.bring_about),
        (lambda text: mirror_study.View.from_search(text, 0, 60), mirror_study.bring_about),
    ):
        visit = Visit()
        bring_about(visit, read(search))
        visit.open_first()
        assert 1 <= visit.week <= visit.base.weeks
    visit = Visit(seed=1)  # for which no example is worked out beside it
    shared = sharing.read_address(search)
    asking = WhatIf(visit)
    asking.take(sharing.Shared(shared.company, shared.plans, shared.pairs, False, shared.refused))
    assert sharing.read_address(asking.address).company == visit.base


@pytest.mark.slow
@pytest.mark.parametrize("test", [test_watch_and_home, test_what_if, test_mirror_evidence_and_language])
def test_many_more_addresses(test, whole: bool) -> None:
    more = settings(budget, max_examples=20_000 if whole else 300)
    given_more = [SEARCHES]
    if test is test_mirror_evidence_and_language:
        given_more += [st.integers(0, 40), st.integers(1, 520)]
    more(given(*given_more)(test.hypothesis.inner_test))()


# ------------------------------------------------------------------------------ smallest inputs


def test_fields_beyond_the_most_leave_the_others() -> None:
    more = "&".join(f"x{one}=1" for one in range(90))
    assert from_query(f"at=lesson.abc&{more}").open == "lesson.abc"
    assert watch_address.read_address(f"company=bakery&{more}&{more}").company == load("bakery")
    assert sharing.read_address(f"company=bakery&{more}").company == load("bakery")
    assert Asked.from_search(f"verdict=miss&{more}").verdict == "miss"


def test_a_number_of_400_digits_is_held_in_its_range() -> None:
    change = {"lever": "coaching", "change": 0.1, "weekly_cost": int(HUGE)}
    wild = {"name": "x", "interventions": [change]}
    (plan,) = sharing.read_address(f"plan={packed(wild)}").plans
    assert 0 < plan.interventions[0].weekly_cost < math.inf
    assert sharing.read_address(f"pairs={HUGE}").pairs == sharing.MOST_PAIRS


def test_nothing_is_nested_without_end() -> None:
    for depth in (20, 300, 900, 100_000):
        text = "[" * depth + "]" * depth
        raw = zlib.compress(('{"name": ' + text + "}").encode())
        word = "~" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
        (refused,) = sharing.read_address(urlencode({"plan": word})).refused
        assert "can't be read" in str(refused)
        assert "can't be read" in str(watch_address.read_address(f"company={word}").refused)


# ------------------------------------------------------------------------------ own companies


def own_company() -> Scenario:
    return load("bakery").with_values(
        {"title": "Mine & yours – کارگاه", "market.members": 700, "about": "Twelve people"}
    )


def too_large_for_an_address() -> Scenario:
    # Compresses badly, as texts that people write do.
    words = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(4_000))
    return load("bakery").with_values({"about": words})


def test_a_company_of_ones_own_goes_along() -> None:
    own = own_company()
    visit = Visit()
    visit.open_company(own)
    visit.move("trust", 0.8)
    other = Visit()
    found = watch_address.read_address(watch_address.address_of(visit))
    assert watch_address.bring_about(other, found) is None
    assert (other.base, other.week, other.moves) == (own, 26, Moves((Move(26, "trust", 0.8),)))
    shared = sharing.read_address(sharing.address_of(own, [load_plan("pay-cut")], 30, False))
    assert (shared.company, shared.refused) == (own, ())
    view = mirror_study.View.from_search(mirror_study.View(company=company_word(own)).search(), 3, 90)
    looking = Visit()
    assert mirror_study.bring_about(looking, view) is None
    assert looking.base == own


def test_a_changed_title_makes_a_company_ones_own() -> None:
    own = load("bakery").with_values({"title": "My own bakery"})
    assert company_in(company_word(own)).title == "My own bakery"
    assert company_word(load("bakery")) == "bakery"


def test_a_company_too_large_for_an_address_never_becomes_another() -> None:
    own = too_large_for_an_address()
    assert not fits_into_an_address(own)
    visit = Visit()
    visit.open_company(own)
    for search in (watch_address.address_of(visit), watch_address.home_address_of(visit)):
        said = watch_address.bring_about(Visit(), watch_address.read_address(search))
        assert "too large for a link" in str(said)
    found = sharing.read_address(sharing.address_of(own, [], 30, False))
    assert "too large for a link" in str(found.refused[0])
    asked = mirror_study.View(company=company_word(own))
    assert "too large for a link" in str(mirror_study.bring_about(Visit(), asked))


@pytest.mark.parametrize("word", ["bakry", "../../etc/passwd", "~", "~!!", "~" + "A" * 9_000])
def test_a_company_that_is_not_there_is_said(word: str) -> None:
    found = watch_address.read_address(urlencode({"company": word}))
    assert found.company is None
    assert found.refused is not None
    visit = Visit()
    assert watch_address.bring_about(visit, found) == found.refused
    assert not visit.opened


def test_a_company_too_large_to_live_week_by_week_is_refused() -> None:
    large = load("bakery").with_values({"market.members": 130_000})
    said = str(watch_address.read_address(f"company={company_word(large)}").refused)
    assert "the page takes at most 120,000" in said


def test_home_keeps_its_company() -> None:
    visit = Visit()
    visit.open("bakery")
    search = watch_address.home_address_of(visit)
    again = Visit()
    watch_address.bring_about(again, watch_address.read_address(search))
    assert again.base == visit.base
    first = Visit()
    first.open_first()
    assert watch_address.home_address_of(first) == ""
