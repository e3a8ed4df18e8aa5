"""docs/ODD.md says what the code says, and its links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

from ripple_sim.model.week import WEEK

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "docs" / "ODD.md",
    ROOT / "docs" / "extending.md",
    ROOT / "docs" / "EVIDENCE.md",
    ROOT / "experiments" / "evidence" / "README.md",
    ROOT / "experiments" / "first_ripple" / "README.md",
)


@pytest.fixture(scope="module")
def writer():
    path = ROOT / "scripts" / "write_odd.py"
    spec = importlib.util.spec_from_file_location("write_odd", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def odd():
    return (ROOT / "docs" / "ODD.md").read_text(encoding="utf-8")


def test_writing_the_generated_parts_anew_changes_nothing(writer, odd):
    assert writer.renewed(odd) == odd, "run: python scripts/write_odd.py"


def test_a_part_that_is_out_of_date_is_written_anew(writer, odd):
    assert writer.renewed(odd.replace("| `satisfaction` |", "| `happiness` |")) == odd


def test_missing_markers_are_named(writer, odd):
    with pytest.raises(ValueError, match="'<!-- generated: week -->'"):
        writer.renewed(odd.replace("<!-- generated: week -->", ""))


def test_all_seven_elements_and_eleven_design_concepts_are_there(odd):
    elements = re.findall(r"^## (\d) (.+)$", odd, re.MULTILINE)
    assert elements == [
        ("1", "Purpose and patterns"),
        ("2", "Entities, state variables, and scales"),
        ("3", "Process overview and scheduling"),
        ("4", "Design concepts"),
        ("5", "Initialisation"),
        ("6", "Input data"),
        ("7", "Submodels"),
    ]
    concepts = odd.split("## 4 Design concepts")[1].split("## 5")[0]
    assert re.findall(r"^### (.+)$", concepts, re.MULTILINE) == [
        "Basic principles",
        "Emergence",
        "Adaptation",
        "Objectives",
        "Learning",
        "Prediction",
        "Sensing",
        "Interaction",
        "Stochasticity",
        "Collectives",
        "Observation",
    ]


def test_every_rule_of_the_week_is_a_submodel(odd):
    for step in WEEK:
        for rule in step.rules:
            assert rule == "Dated.strength" or f"#### `{rule}`" in odd, rule


def test_every_rule_file_is_among_the_submodels(writer):
    files = {path.stem for path in (ROOT / "ripple_sim" / "rules").glob("*.py")} - {"__init__"}
    assert set(writer.RULE_FILES) == files


def test_equations_are_shown_as_they_stand(writer):
    text = "Do so.\n\n    Chance::\n\n        a = b\n          + c\n\n    ``d`` is e.\n    "
    assert writer._markdown(text) == "Do so.\n\nChance:\n\n```text\na = b\n  + c\n```\n\n`d` is e."
    flat = "Do so. Chance::\n\n    a = b\n      + c\n    "
    assert writer._markdown(flat) == "Do so. Chance:\n\n```text\na = b\n  + c\n```"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), target


def anchors(text):
    """The anchors that a page's headings get."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads]
    assert all(plain.count(rule) == 1 for rule in plain if "_" in rule)
    return plain
