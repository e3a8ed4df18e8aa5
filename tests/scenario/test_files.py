"""Scenario files: what is read, what is refused and in which words, and what is written."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.scenario.files import load, new_file, override, parse, preset_path, save, to_toml
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, SHOCKS
from ripple_sim.scenario.parameters import folded
from ripple_sim.scenario.problems import ScenarioError
from ripple_sim.scenario.schema import Scenario, parameters
from ripple_sim.scenario.tree import field_at, place_of

SMALL = """\
name = "small"
weeks = 12

[company.structure]
units = 2
frontline_per_unit = 4
unit_names = ["north", "south"]

[company.staffing]
hiring_weeks = 8

[company.pay]
wage_per_year = 50_000
fixed_cost_per_week = 1_000

[market]
members = 300
contacts_per_week = 0.5
wallet_per_week = 40

[service]
hours_per_contact = 0.5
tolerated_wait_hours = 0.5

[[interventions]]
name = "coaching"
lever = "coaching"
change = 0.4
start = 4
duration = 6
"""


def said(text: str) -> str:
    """Return the one sentence with which a text is refused."""
    with pytest.raises(ScenarioError) as caught:
        parse(text, "small.toml")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


def small(old: str = "", new: str = "") -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def test_small_scenario_is_read() -> None:
    scenario = parse(SMALL)
    assert (scenario.name, scenario.market.members) == ("small", 300)
    assert scenario.interventions[0].duration == 6


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ('hiring_weeks = "7 months"', "staffing.hiring_weeks", 30),
        ('hiring_weeks = "10 days"', "staffing.hiring_weeks", 10 / 7),
        ('hiring_weeks = "14"', "staffing.hiring_weeks", 14),
        ('hiring_weeks = "1 year"', "staffing.hiring_weeks", 52),
        ('turnover_per_year = "12.6 %"', "staffing.turnover_per_year", 0.126),
        ('hours_per_week = "37 hours/week"', "staffing.hours_per_week", 37),
    ],
)
def test_quantities_are_turned_into_the_unit(written: str, path: str, value: float) -> None:
    company = parse(small("hiring_weeks = 8", written)).company
    section, name = path.split(".")
    assert getattr(getattr(company, section), name) == pytest.approx(value)


def test_quantities_in_interventions_and_in_the_scenarios_currency() -> None:
    text = small("start = 4", 'start = "1 year"\nweekly_cost = "300 CHF/week"')
    intervention = parse(f'currency = "CHF"\n{text}').interventions[0]
    assert (intervention.start, intervention.weekly_cost) == (52, 300)
    shock = '\n[[shocks]]\nkind = "flu"\nsize = "30 %"\n'
    assert parse(SMALL + shock).shocks[0].size == pytest.approx(0.3)


BAD = {
    "wrong unit": ("hiring_weeks = 8", 'hiring_weeks = "7 euros"', ["line 10", "'euros'", "weeks"]),
    "no number": ("hiring_weeks = 8", 'hiring_weeks = "soon"', ["'soon'", "from 1 to 104 (weeks)"]),
    "list": ("hiring_weeks = 8", "hiring_weeks = [8]", ["line 10", "a list", "a number"]),
    "date": ("hiring_weeks = 8", "hiring_weeks = 2020-01-01", ["2020-01-01", "a number"]),
    "too large": (
        "hiring_weeks = 8",
        "hiring_weeks = 800",
        ["line 10", "company.staffing.hiring_weeks is 800", "from 1 to 104 (weeks)"],
    ),
    "quantity too large": ("hiring_weeks = 8", 'hiring_weeks = "9 years"', ["468", "1 to 104"]),
    "nan": ("hiring_weeks = 8", "hiring_weeks = nan", ["is nan", "from 1 to 104 (weeks)"]),
    "infinite": ("hiring_weeks = 8", "hiring_weeks = -inf", ["is -inf", "from 1 to 104"]),
    "overflow": ("hiring_weeks = 8", "hiring_weeks = 1e999", ["is inf", "from 1 to 104"]),
    "true": ("hiring_weeks = 8", "hiring_weeks = true", ["line 10", "is true", "a number"]),
    "true for a count": ("units = 2", "units = true", ["line 5", "is true", "a number"]),
    "true in a list": ("start = 4", "reach.teams = [true]", ["teams.1", "true"]),
    "no heads": (
        "frontline_per_unit = 4",
        "frontline_per_unit = 0",
        ["line 6", "frontline_per_unit is 0", "from 1 to 5,000 (people)"],
    ),
    "half a head": ("frontline_per_unit = 4", "frontline_per_unit = 4.5", ["4.5", "whole number"]),
    "a billion customers": (
        "members = 300",
        "members = 1_000_000_000",
        ["line 17", "1,000,000,000", "20,000,000 (people)", "149 GiB of memory"],
    ),
    "a huge integer": ("members = 300", f"members = 0x{'f' * 5000}", ["10^6020", "20,000,000"]),
    "impossible sum": (
        "hours_per_contact = 0.5",
        "hours_per_contact = 0.5\nfrontline_part = 0.9",
        ["line 21", "sum to 1, not 1.3"],
    ),
    "too few members": ("members = 300", "members = 1", ["line 17", "fewer than one for each"]),
    "names for other units": (
        '"north", "south"',
        '"north"',
        ["line 7", "company.structure.unit_names has 1 names for 2 units"],
    ),
    "mistyped key": ("members = 300", "memebrs = 300", ["line 17", "no 'market.memebrs'", "did you mean 'members'?"]),
    "key of another table": (
        "contacts_per_week = 0.5",
        "contacts_per_week = 0.5\nhiring_weeks = 3",
        ["line 19", "did you mean 'company.staffing.hiring_weeks'?"],
    ),
    "unknown key": ("weeks = 12", "xyzzy = 12", ["line 2", "no 'xyzzy'", "known here: name,"]),
    "lever without level": (
        "[company.pay]",
        "[company.drivers]\ntrust = 0.6\n[company.pay]",
        ["line 13", "write company.drivers.trust.level = 0.6"],
    ),
    "missing number": ("members = 300\n", "", ["line 16", "market.members is missing", "1 to 20,"]),
    "number for a table": (
        "[company.staffing]\nhiring_weeks = 8",
        "[company]\nstaffing = 8",
        ["line 10", "company.staffing is 8", "headed [company.staffing]"],
    ),
    "text for a list": ('["north", "south"]', '"north"', ["line 7", "'north'", "a list"]),
    "number for a text": ('name = "small"', "name = 3", ["line 1", "name is 3", "a text"]),
    "empty name": ('name = "small"', 'name = ""', ["name is ''", "at least 1 character"]),
    "table for a list": ("[[interventions]]", "[interventions]", ["headed [[interventions]]"]),
    "unknown lever": (
        'lever = "coaching"',
        'lever = "coching"',
        ["line 25", "interventions.1", "'coching'", "did you mean 'coaching'?"],
    ),
    "change beyond the range": ("change = 0.4", "change = 1.4", ["1.4", "0 to 1"]),
    "endless change": ("change = 0.4", "change = inf", ["interventions.1.change is inf", "-1 to 1"]),
    "no duration": ("duration = 6", "duration = 0", ["line 30", "is 0", "1 to 5,200 (weeks)"]),
    "unknown role": ("start = 4", 'reach.roles = ["frontlin"]', ["line 29", "mean 'frontline'?"]),
    "unknown unit": ("start = 4", 'reach.units = ["nort"]', ["no unit 'nort'", "mean 'north'?"]),
    "unit number": ("start = 4", "reach.units = [3]", ["unit 3", "1 to 2"]),
}


@pytest.mark.parametrize("case", BAD)
def test_one_sentence_says_where_what_and_what_is_allowed(case: str) -> None:
    old, new, words = BAD[case]
    sentence = said(small(old, new))
    assert sentence.startswith("small.toml")
    for word in words:
        assert word in sentence


def test_missing_tables_are_named() -> None:
    assert "the table [company] is missing" in said('name = "a"')


def test_other_problems_are_counted() -> None:
    text = small("members = 300", "members = 0").replace("units = 2", "units = 0")
    assert said(text).endswith("(and 1 more problem)")
    assert said(text.replace("weeks = 12", "weeks = 0")).endswith("(and 2 more problems)")
    assert "more problem" not in said(small("members = 300", "memebrs = 300"))


def test_broken_toml_is_told_with_line_and_column() -> None:
    assert "small.toml, line 2, column 9: this is not valid TOML" in said(small("= 12", "= ?"))
    assert "at its end" in said('name = """')
    assert "line 3" in said("a = 1\nb = 2\na = 3\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = " + "[" * 100_000, "nested too deeply; at most 32"),
        ("weeks = " + "9" * 5000, "not valid TOML: a whole number has too many digits"),
    ],
)
def test_texts_made_to_break_a_parser_are_refused(text: str, words: str) -> None:
    assert words in said(text)


def test_lines_are_found_beside_long_texts_and_arrays() -> None:
    before = 'about = """\nhiring_weeks = 3\n[market]\n"""\n'
    text = before + small("hiring_weeks = 8", "hiring_weeks = 800")
    assert "line 14:" in said(text)
    text = small("unit_names = [", "unit_names = [\n").replace("members = 300", "members = 0")
    assert "line 18:" in said(text)


def test_overlong_values_are_cut() -> None:
    assert "..." in said(small("hiring_weeks = 8", f'hiring_weeks = "{"x" * 10_000}"'))
    assert "..." in said(small("weeks = 12", f"{'x' * 10_000} = 12"))


# ------------------------------------------------------------------------------ files


def refused(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return str(caught.value)


def test_files_that_are_no_scenario_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    assert refused(file) == f"there is no file {file}"
    file.write_bytes(b"")
    assert "is empty" in refused(file)
    file.write_bytes(b'name = "a"\nabout = "caf\xe9"\n')
    assert "line 2: the file is not written in UTF-8" in refused(file)
    file.write_bytes(b"#" * (2**20 + 1))
    assert "at most 1 MiB" in refused(file)
    assert "is a folder" in refused(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    assert "not an ordinary file" in refused(tmp_path / "pipe.toml")
    assert "can't be read" in refused(tmp_path / "nul\0.toml")


def test_files_without_permission_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "a.toml"
    file.write_text(SMALL)
    monkeypatch.setattr(Path, "read_bytes", deny)  # a superuser may read every file
    assert refused(file) == f"{file} can't be read: permission denied"


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load(file) == parse(SMALL)


def test_unknown_names_get_the_nearest_preset() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'retail-branches'"):
        load("retail-branche")
    with pytest.raises(ScenarioError, match=r"the presets are .*retail-branches"):
        load("xyzzy")
    with pytest.raises(ScenarioError, match="did you mean 'retail-branches'"):
        preset_path("retail-branchs")


def test_a_new_file_is_the_presets_text_and_never_overwrites(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    new_file(file, "retail-branches")
    assert file.read_text() == preset_path("retail-branches").read_text()
    with pytest.raises(ScenarioError, match="exists already"):
        new_file(file, "retail-branches")
    with pytest.raises(ScenarioError, match="can't be written"):
        new_file(tmp_path / "none" / "mine.toml", "retail-branches")


def test_saving_leaves_nothing_half_written(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    save(parse(SMALL), file)
    assert load(file) == parse(SMALL)
    with pytest.raises(ScenarioError, match="can't be written"):
        save(parse(SMALL), tmp_path / "none" / "mine.toml")
    assert os.listdir(tmp_path) == ["mine.toml"]


# ------------------------------------------------------------------------------ overriding


def test_values_are_overridden_by_path() -> None:
    changed = override(
        parse(SMALL),
        [
            "company.drivers.trust.level=0.9",
            "company.staffing.hiring_weeks = 2 months",
            "name=two words",
            "interventions.1.change=-0.2",
            "interventions.1.reach.units=[2]",
        ],
    )
    assert changed.company.drivers.trust.level == 0.9
    assert changed.company.staffing.hiring_weeks == 9
    assert changed.name == "two words"
    assert changed.interventions[0].change == -0.2
    assert changed.interventions[0].reach.units == (2,)
    assert override(changed, []) == changed


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("company.drivers.trst.level=0.5", "did you mean 'company.drivers.trust.level'?"),
        ("company.trust=0.5", "did you mean 'company.drivers.trust.level'?"),
        ("hiring_weeks=5", "did you mean 'company.staffing.hiring_weeks'?"),
        ("company.drivers.trust=0.5", "write company.drivers.trust.level = 0.5"),
        ("company.drivers.trust.level=5", "company.drivers.trust.level is 5, but must be"),
        ("company.drivers.trust.level=", "from 0 to 1"),
        ("company.drivers.trust.level", "write a dotted path, '=' and a value"),
        ("=3", "write a dotted path, '=' and a value"),
        ("interventions.2.change=0.1", "there is no 'interventions.2'; there are 1"),
        ("shocks.1.size=0.1", "there is no 'shocks.1'; there are none"),
        ("weeks=3\nname='x'", "weeks"),
        ("xyzzy=1", "there is no 'xyzzy'"),
    ],
)
def test_overrides_that_fit_nowhere_are_refused(assignment: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        override(parse(SMALL), [assignment])
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------------------------ writing


def test_defaults_are_written_only_when_asked() -> None:
    brief, full = to_toml(parse(SMALL)), to_toml(parse(SMALL), full=True)
    assert "absence_share" not in brief
    for parameter in parameters():
        words = parameter.path.split(".")
        assert words[-1] in full
    assert parse(full) == parse(brief) == parse(SMALL)


def test_every_number_is_written_with_unit_label_and_source() -> None:
    lines = to_toml(override(parse(SMALL), ["currency=CHF"]), full=True).splitlines()
    assert "hiring_weeks = 8 " in "\n".join(lines)
    numbers = [line for line in lines if line.partition("= ")[2][:1] in "-0123456789."]
    numbers = [line for line in numbers if " = " in line]
    assert len(numbers) > 250
    for line in numbers:
        assert line.partition("  # ")[2].count("; ") >= 2, line
    wage = next(line for line in lines if line.startswith("wage_per_year"))
    assert wage.endswith("# CHF/year; Wage and on-costs of a person; assumption")


FREE = [
    parameter
    for parameter in parameters()
    if not parameter.path.startswith("company.structure")
    and parameter.path not in ("market.members", "weeks")
    and not parameter.path.endswith("_part")
]
TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=20)
TEXT = TEXT.filter(lambda text: folded(text) or not text.strip())


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    values: dict[str, object] = {
        "name": draw(TEXT.filter(folded)),
        "about": "\n".join(draw(st.lists(TEXT, max_size=2))),
    }
    values["currency"] = draw(st.text("abcEUR€$=+'\"\\", min_size=1, max_size=8))
    for parameter in draw(st.lists(st.sampled_from(FREE), max_size=12)):
        field = field_at(place_of(parameter.path), Scenario)
        assert field is not None
        number = st.floats(parameter.low, parameter.high)
        values[parameter.path] = draw(number)
    levers = st.sampled_from(DRIVERS + PRACTICES)
    dates = st.integers(0, 500)
    values["interventions"] = [
        Intervention(
            name=draw(TEXT),
            lever=lever.name,
            change=draw(st.floats(-0.4, 0.4)),
            start=draw(dates),
            ramp=draw(dates),
            duration=draw(st.none() | st.integers(1, 500)),
            weekly_cost=draw(st.floats(0, 1e12)),
        ).model_dump()
        for lever in draw(st.lists(levers, max_size=3))
    ]
    values["shocks"] = [
        Shock(kind=lever.name, size=draw(st.floats(lever.low, lever.high))).model_dump()
        for lever in draw(st.lists(st.sampled_from(SHOCKS), max_size=2))
    ]
    units = draw(st.lists(st.sampled_from([1, 2, "north", "south"]), max_size=2))
    for change in values["interventions"]:
        change["reach"]["units"] = units
    return parse(SMALL).with_values(values)


@settings(deadline=None)
@given(scenarios(), st.booleans())
def test_writing_and_reading_gives_the_same_scenario(scenario: Scenario, full: bool) -> None:
    again = parse(to_toml(scenario, full))
    assert again == scenario
    assert again.hash() == scenario.hash()
