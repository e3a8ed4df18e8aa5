"""TOML made to keep a processor busy, and TOML as people get it wrong."""

import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.learn.progress import from_text
from ripple_sim.learn.texts import parse as parse_taught
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.files import load, override, parse
from ripple_sim.scenario.plans import Plan, parse_plan
from ripple_sim.scenario.problems import RippleError, ScenarioError
from ripple_sim.scenario.toml_texts import MOST_DEEP, is_too_deep, toml_of
from ripple_sim.study.sweep.specification import read_specification

LONG = ".".join("a" * 16_000)
DEEP = {
    "dotted key": f"{LONG} = 1",
    "dotted key of quoted parts": '"a".' * 16_000 + "a = 1",
    "spaced dots": " . ".join("a" * 16_000) + " = 1",
    "table": f"[{LONG}]",
    "table of tables": f"[[{LONG}]]",
    "lists": "a = " + "[" * 5000 + "]" * 5000,
    "lists on lines of their own": "a = " + "[\n" * 5000 + "]\n" * 5000,
    "inline tables": "a = " + "{ a = " * 5000 + "1" + " }" * 5000,
    "dotted keys in inline tables": "a = " + ("{ a.a.a.a.a.a.a.a = " * 5) + "1" + " }" * 5,
    "a table and a key": f"[{'.'.join('a' * 20)}]\n{'.'.join('a' * 20)} = 1",
    "a key and lists": f"{'.'.join('a' * 20)} = {'[' * 20}1{']' * 20}",
    "after texts": 'b = """\n" \\" # [[\n"""\nc = \'\'\'\'\'\'\nd = "\\"["\n' + f"{LONG} = 1",
}


@pytest.fixture
def no_parser(monkeypatch):
    def loads(text):
        pytest.fail("the reader was called")

    monkeypatch.setattr(tomllib, "loads", loads)


@pytest.mark.usefixtures("no_parser")
@pytest.mark.parametrize("case", DEEP)
@pytest.mark.parametrize("read", [parse, parse_plan, parse_taught])
def test_deep_texts_are_refused_before_they_are_parsed(case, read):
    with pytest.raises(ScenarioError, match="nested too deeply; at most 32 tables"):
        read(DEEP[case], "mine.toml")


@pytest.mark.usefixtures("no_parser")
@pytest.mark.parametrize("case", DEEP)
def test_deep_studies_and_progress_are_refused_before_they_are_parsed(case, tmp_path):
    (tmp_path / "study.toml").write_text(DEEP[case])
    with pytest.raises(ScenarioError, match="nested too deeply"):
        read_specification(tmp_path / "study.toml")
    with pytest.raises(RippleError, match="not valid TOML"):
        from_text(DEEP[case], "progress.toml")


SHALLOW = {
    "dots in texts": f'a = "{LONG}"\nb = \'{LONG}\'\nc = """{LONG}\n{LONG}"""',
    "dots in comments": f"# {LONG} [[[[\na = 1",
    "many tables": "".join(f"[a.b.c{i}]\nd.e.f = 1.5\n" for i in range(500)),
    "long lists": f"a = [{'1.5, [2.5], ' * 5000}]",
    "just deep enough": f"{'.'.join('a' * (MOST_DEEP - 1))} = 1",
    "times": "a = 1979-05-27T07:32:00.999999-07:00\nb = 07:32:00.5",
    "quotes": 'a = """"""\nb = ""\nc = """a"\\""""\nd = \'\'\'a\'\'\'\'\n[e]\nf = 1',
}


@pytest.mark.parametrize("case", SHALLOW)
def test_what_only_looks_deep_is_read(case):
    assert toml_of(SHALLOW[case], "mine.toml") == tomllib.loads(SHALLOW[case])


def depth(data):
    """Return how many tables and lists stand around the innermost value."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return max(map(depth, inner), default=0) + 1 if isinstance(data, dict | list) else 0


PIECES = st.sampled_from(
    [
        "a",
        "b",
        ".",
        "=",
        " ",
        "\n",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        '"""',
        "'''",
        "1",
        "#",
        "\\",
        "a.b.c",
        "a = ",
        "[a.b]\n",
        "[[c]]\n",
        "1.5",
        '"x"',
        "\ufeff",
        "\r\n",
        "a.a.a.a.a.a.a = 1\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.integers(1, 6))
def test_whatever_is_parsed_is_no_deeper_than_was_told(text, most):
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    if not is_too_deep(text, most):
        assert depth(data) <= 2 * most + 1  # each part of a [[name]] is a list of tables


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=60).map("".join),
        st.text(),
        st.tuples(
            st.sampled_from(["a.", "[", "{a=", "[a.", "a=[", '"', '"""\\"\n', "'''", "[[a]]\n"]),
            st.integers(1, 3000),
            st.text(max_size=5),
        ).map(lambda one: one[0] * one[1] + one[2]),
    )
)
def test_any_toml_is_read_or_refused_in_one_sentence(text):
    for read in (parse, parse_plan, parse_taught, from_text):
        with pytest.raises(RippleError) as caught:
            read(text, "mine.toml")
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 1000


UNENDING = ('\\"""\n', "a = '''\n", '"""\\"\n', "'''a\\\n", '"\n', "[a\n", "{ a = 1,\n", "a.\n")


@pytest.mark.parametrize("piece", UNENDING)
def test_the_look_at_the_depth_is_one_pass(piece):
    """Texts without an end aren't looked through again from each beginning: that took minutes."""
    began = time.process_time()
    is_too_deep(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 5


def test_data_that_is_deep_is_refused_wherever_it_comes_from():
    data = {"name": "deep", "context": {}}
    inner = data["context"]
    for _ in range(5000):
        inner["a"] = {}
        inner = inner["a"]
    with pytest.raises(ScenarioError, match="nested too deeply"):
        checked_as(Plan, data, "the plan in the address")


@pytest.mark.parametrize("parts", [40, 900, 16_000])
def test_a_long_path_is_refused(parts):
    with pytest.raises(ScenarioError, match=r"there is no 'a\.a\.a"):
        override(load("bakery"), [f"{'.'.join('a' * parts)}=1"])
    with pytest.raises(ScenarioError, match=r"there is no 'company\.company"):
        override(load("bakery"), [f"{'.'.join(['company'] * parts)}=1"])


def test_a_setting_within_a_table_that_was_emptied_is_refused():
    with pytest.raises(ScenarioError, match="unit_names"):
        override(load("bakery"), ["company={}", "company.structure.unit_names=1"])


def test_a_value_is_not_set_within_a_number():
    for path in ("company.practices.coaching.level", "company.drivers.trust.level"):
        with pytest.raises(ScenarioError) as caught:
            override(load("bakery"), ["company=1", f"{path}=0.5"])
        assert str(caught.value) == "company is '1', so nothing can be set within it"
    with pytest.raises(ScenarioError, match="interventions is '3', so nothing"):
        override(load("bakery"), ["interventions=3", "interventions.1.change=0.5"])


SETTABLE = (
    "company",
    "company.practices",
    "company.practices.coaching.level",
    "interventions",
    "interventions.1",
    "interventions.1.reach.units",
    "shocks.1.size",
    "weeks",
    "name",
    "company.structure.unit_names",
    "market",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SETTABLE),
            st.sampled_from(["1", "[]", "{}", "[1]", "[{}]", "true", "nan", "x", "'y'", "{a.b = 1}"]) | st.text(),
        ),
        max_size=4,
    )
)
def test_any_settings_make_a_company_or_one_sentence(settings_):
    try:
        override(load("bakery"), [f"{path}={value}" for path, value in settings_])
    except RippleError as problem:
        said = str(problem)
    else:
        said = ""
    assert said.isprintable()
    assert len(said) < 1000


WRITTEN_BY_HAND = {
    "no quotation marks": ("title = Delay", 'needs straight quotation marks: "Delay"'),
    "several words": ("title = My Delay # x", '"My Delay"'),
    "in a list": ("facts = [C01]", 'quotation marks: "C01"'),
    "curly": ("title = \u201cDelay\u201d", "straight quotation marks ('\"'), not \u201c"),
    "low and high": ("title = \u201eDelay\u201c", "straight quotation marks"),
    "one straight, one curly": ('title = "Delay\u201d', "straight quotation marks"),
    "curly key": ("\u201ctitle\u201d = 1", "straight quotation marks"),
    "True": ("a = True", "true and false are written in small letters"),
    "decimal comma": ("a = 12,6", "decimals are written with a point"),
}


@pytest.mark.parametrize("case", WRITTEN_BY_HAND)
@pytest.mark.parametrize("read", [parse, parse_plan, parse_taught])
def test_what_people_write_is_told_how_to_be_written(case, read):
    text, words = WRITTEN_BY_HAND[case]
    with pytest.raises(ScenarioError) as caught:
        read(f'name = "x"\r\n{text}\r\nb = 1', "mine.toml")
    assert "line 2" in str(caught.value)
    assert words in str(caught.value)


LARGE = {
    "keys that aren't known": 'name = "x"\n' + "".join(f"k{i} = 1\n" for i in range(70_000)),
    "settings that aren't known": 'name = "x"\n[context]\n' + "".join(f'a{i}.b = "1"\n' for i in range(50_000)),
    "wrong numbers": 'name = "x"\n' + '[[interventions]]\nlever = "x"\nchange = "y"\n' * 18_000,
    "a key of a million letters": 'name = "x"\n' + "k" * 1_000_000 + " = 1\n",
    "a name of a million letters": f'name = "{"k" * 1_000_000}"\n',
    "a list that is cut at every line": "name = 'x'\nnotice = [\n" + "'a',\n" * 15_000 + "]\nx = 1\n",
    "too many changes": 'name = "x"\n' + '[[interventions]]\nlever = "trust"\nchange = 0.1\n' * 18_000,
}


@pytest.mark.parametrize("case", LARGE)
def test_a_large_file_is_refused_within_seconds(case):
    """The largest file that is read took a minute, most of it for sentences nobody saw."""
    began = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        parse_plan(LARGE[case], "mine.toml")
    assert time.process_time() - began < 15
    assert len(str(caught.value)) < 700


def test_more_changes_than_a_plan_may_have_are_counted():
    with pytest.raises(ScenarioError, match="interventions is a list, but must be of at most 400"):
        parse_plan(LARGE["too many changes"], "mine.toml")


def test_only_so_many_sentences_are_looked_for(monkeypatch):
    asked = []
    monkeypatch.setattr("ripple_sim.scenario.tree.nearest_path", lambda *path: asked.append(path))
    monkeypatch.setattr("ripple_sim.scenario.quantities.nearest_path", lambda *path: asked.append(path))
    for case in ("keys that aren't known", "settings that aren't known"):
        with pytest.raises(ScenarioError, match="more problems"):
            parse_plan(LARGE[case], "mine.toml")
    assert len(asked) <= 60
