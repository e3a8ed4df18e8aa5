"""Paths in refusals: the end, which tells the file, is shown however deep the folder is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.showing import LONGEST_PATH, escaped, short_path
from ripple_sim.scenario.toml_texts import write, write_new
from ripple_sim.study.core.results_folder import locked
from ripple_sim.study.sweep.specification import read_specification
from ripple_sim.study.sweep.store import STUDY
from ripple_sim.study.sweep.sweep import open_sweep
from ripple_sim.wording import Phrase


def _locked(path):
    with locked(path):
        pass


def _written_again(path):
    path.write_text("here", encoding="utf-8")
    write_new(path, "again")


def _damaged(path):
    path.mkdir()
    (path / STUDY).write_text("torn", encoding="utf-8")
    open_sweep(path)


REFUSALS = {
    "no company": load,
    "no plan": load_plan,
    "no study file": read_specification,
    "a folder": lambda path: (path.mkdir(), load(path)),
    "nothing in it": lambda path: (path.touch(), load(path)),
    "exists": _written_again,
    "no folder to write into": lambda path: write(path / "x.toml", "x"),
    "no study": open_sweep,
    "a damaged study": _damaged,
    "a file for a folder": lambda path: (path.touch(), _locked(path)),
}


@pytest.mark.parametrize("deep", [60, 150])
@pytest.mark.parametrize("refusal", REFUSALS)
def test_the_end_of_a_path_is_shown(refusal, deep, tmp_path):
    folder = tmp_path / ("a" * deep)
    folder.mkdir()
    with pytest.raises(RippleError, match=r"the-very-end\.toml") as caught:
        REFUSALS[refusal](folder / "the-very-end.toml")
    assert len(str(caught.value)) < 2 * LONGEST_PATH + 200


@pytest.mark.parametrize("field", ["where", "file", "folder"])
def test_a_place_in_a_sentence_keeps_its_end(field):
    long = "/" + "folder/" * 100 + "end.toml"
    text = f"{{{field}}} is damaged"
    for made in (
        RippleError(text, **{field: long}),
        RippleError("{said}", said=Phrase(text, **{field: long})),
        RippleError(f"{long} is damaged"),
    ):
        assert str(made).endswith("end.toml is damaged")
        assert len(str(made)) <= LONGEST_PATH + len(" is damaged")


@given(st.text(max_size=50), st.integers(0, 40))
def test_a_path_of_any_length_is_short(text, times):
    shown = short_path(text * times)
    assert len(shown) <= LONGEST_PATH
    assert escaped(shown) == shown


def test_bytes_of_a_command_line_are_shown_as_letters():
    given_in_ascii = "–≥é.toml".encode().decode("ascii", "surrogateescape")
    assert escaped(given_in_ascii) == "–≥é.toml"
    assert escaped("\udcff.toml") == r"\udcff.toml"
    hidden_in_bytes = "a\u202eb".encode().decode("ascii", "surrogateescape")
    assert escaped(hidden_in_bytes) == r"a\u202eb"
