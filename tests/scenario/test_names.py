"""Names in files: what may stand in them, and what is shown of what may not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.learn.texts import challenge_path, lesson_path
from ripple_sim.learn.texts import parse as parse_taught
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.files import load, override, parse, preset_path, to_toml
from ripple_sim.scenario.parameters import alike, as_name, as_text, folded
from ripple_sim.scenario.plans import Plan, load_plan, parse_plan, plan_path
from ripple_sim.scenario.problems import RippleError, ScenarioError, UnfitError
from ripple_sim.scenario.schema import checked
from ripple_sim.scenario.showing import escaped, short
from ripple_sim.study.compare.worlds import worlds_of
from ripple_sim.study.sweep.specification import SweepFile

HIDDEN = {
    "bell": "a\x07b",
    "escape": "a\x1b[31mb",
    "nothing": "a\x00b",
    "delete": "a\x7fb",
    "C1": "a\x9bb",
    "override": "a\u202eb",
    "isolate": "a\u2066b",
    "zero-width space": "a\u200bb",
    "byte order mark": "a\ufeffb",
    "soft hyphen": "a\u00adb",
    "line separator": "a\u2028b",
    "a joiner outside of a word": "a \u200d b",
}


@pytest.mark.parametrize("case", HIDDEN)
def test_a_name_has_nothing_that_cannot_be_seen(case):
    with pytest.raises(UnfitError, match="can't be seen, such as") as caught:
        as_name(HIDDEN[case])
    assert str(caught.value).isprintable()


def test_a_name_is_composed_trimmed_and_not_too_long():
    assert as_name("  Zu\u0308rich \u00a0 Nord ") == "Z\u00fcrich Nord"
    assert as_name("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") != ""  # Persian's own joiner
    assert as_name("x" * 120) == "x" * 120
    for text, said in (("x" * 121, "at most 120"), ("", "at least 1"), (" \u3164 ", "at least 1")):
        with pytest.raises(UnfitError, match=said):
            as_name(text)


def test_a_text_may_have_lines_and_a_limit():
    assert as_text("a\r\nb\tc") == "a\nb c"
    for text, said in (("x" * 4001, "at most 4,000"), ("a\x1bb", "can't be seen")):
        with pytest.raises(UnfitError, match=said):
            as_text(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North", "north"),
        ("North", "\uff2eorth"),
        ("Stra\u00dfe", "STRASSE"),
        ("A B", "a  b"),
        ("same", "same"),
        ("Zu\u0308rich", "z\u00fcrich"),
        ("ab", "a\u034fb"),
        ("\u2764", "\u2764\ufe0f"),
    ],
)
def test_names_that_look_the_same_are_one(one, other):
    assert alike([one, "else", other]) == (one, other)
    assert alike([one, "else"]) is None


def test_names_that_must_differ_differ_in_more_than_capitals():
    units = load("bakery").model_dump()
    units["company"]["structure"] |= {"units": 2, "unit_names": ["North", "NORTH"]}
    with pytest.raises(ScenarioError, match="'North' and 'NORTH' don't"):
        checked(units, "mine")
    units["company"]["structure"]["unit_names"] = ["North", "Centre"]
    with pytest.raises(ScenarioError, match="'centre': it is taken"):
        checked(units, "mine")
    one = load_plan("coaching-everywhere")
    other = one.model_copy(update={"name": one.name.upper()})
    with pytest.raises(RippleError, match="two plans are called"):
        worlds_of("bakery", [one, other])


FILES = {
    "company": (preset_path("bakery").read_text(), parse),
    "plan": (plan_path("pay-cut").read_text(), parse_plan),
    "lesson": (lesson_path("delay").read_text(), parse_taught),
    "challenge": (challenge_path("demand-wave").read_text(), parse_taught),
}


def test_a_lesson_is_told_which_characters_its_name_may_have():
    text = FILES["lesson"][0].replace('name = "delay"', 'name = "My Delay"', 1)
    with pytest.raises(ScenarioError) as caught:
        parse_taught(text, "mine.toml")
    assert "name is 'My Delay', but must have only small letters a to z, digits" in str(caught.value)
    assert "as in 'my-delay'" in str(caught.value)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("name", Plan),
        ("title", Plan),
        ("system", Plan),
        ("asks", Plan),
        ("works", Plan),
        ("notice", Plan),
        ("things_to_try", Plan),
        ("base", Plan),
        ("name", SweepFile),
    ],
)
@pytest.mark.parametrize("case", HIDDEN)
def test_no_text_of_a_plan_or_a_study_has_what_cannot_be_seen(path, kind, case):
    hidden = HIDDEN[case]
    value = [hidden] if path in ("notice", "things_to_try") else hidden
    with pytest.raises(ScenarioError, match="can't be seen") as caught:
        checked_as(kind, {"name": "x", path: value}, "mine.toml")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("case", HIDDEN)
def test_no_text_of_a_company_has_what_cannot_be_seen(case):
    hidden = HIDDEN[case]
    whole = load("bakery").model_dump()
    for change in (
        {"name": hidden},
        {"title": hidden},
        {"about": hidden},
        {"currency": hidden[:8]},
        {"interventions": [{"lever": "coaching", "change": 0.1, "name": hidden}]},
        {"shocks": [{"kind": "flu", "size": 0.1, "reach": {"units": [hidden]}}]},
        {"company": whole["company"] | {"structure": whole["company"]["structure"] | {"unit_names": [hidden]}}},
        {"company": whole["company"] | {"structure": whole["company"]["structure"] | {"frontline_function": hidden}}},
    ):
        with pytest.raises(ScenarioError, match="can't be seen") as caught:
            checked(whole | change, "mine.toml")
        assert str(caught.value).isprintable()


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(
        [
            "name",
            "title",
            "about",
            "currency",
            "weeks",
            "x",
            "company",
            "interventions",
            "company.structure.unit_names",
            "market.members",
        ]
    ),
)
def test_any_text_makes_a_company_without_hidden_characters_or_one_sentence(text, key):
    data = load("bakery").model_dump()
    place = data
    for part in key.split(".")[:-1]:
        place = place[part]
    place[key.rsplit(".", maxsplit=1)[-1]] = [text] if key.endswith("names") else text
    try:
        said = to_toml(checked(data, text), full=False)
    except ScenarioError as problem:
        said = str(problem)
        assert len(said) < 700
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in said if c != "\n")


@settings(max_examples=200)
@given(st.text())
def test_what_is_shown_hides_nothing_and_is_short(text):
    for shown in (escaped(text), short(text)):
        assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Zl", "Zp"}
        assert "\u202e" not in shown
    assert len(short(text)) <= 80
    assert escaped(escaped(text)) == escaped(text)


@settings(max_examples=100)
@given(st.text())
def test_a_name_that_is_taken_stays_as_it_is(text):
    try:
        name = as_name(text)
    except UnfitError:
        return
    assert as_name(name) == name
    assert folded(folded(name)) == folded(name)
    assert len(name) <= 120


def test_a_refused_value_of_any_length_is_shown_in_part():
    for assignment in (
        "market.members=" + "x" * 5000,
        "x" * 5000 + "=1",
        "y" * 5000,
        "name=" + "x" * 5000,
        "currency=" + "x" * 5000,
    ):
        with pytest.raises(ScenarioError) as caught:
            override(load("bakery"), [assignment])
        assert len(str(caught.value)) < 400


@pytest.mark.parametrize("kind", FILES)
def test_a_byte_order_mark_is_taken_in_any_file(kind):
    text, read = FILES[kind]
    assert read(f"\ufeff{text}") == read(text)
    with pytest.raises(ScenarioError, match="line "):
        read(f"\ufeff{text}\nxyzzy = 1\n", "mine.toml")
