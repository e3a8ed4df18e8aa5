"""Presets load, are short, and say for every number its unit and where it comes from."""

import re

import pytest

from ripple_sim.scenario.files import load, preset_names, preset_path

NUMBER = re.compile(r"^[\w.]+\s*=\s*[-+]?\.?\d")
ORIGIN = re.compile(r"\b[A-Z]\d\d\b|assumption|fitted")


def test_there_are_presets() -> None:
    assert "retail-branches" in preset_names()


@pytest.mark.parametrize("name", preset_names())
def test_preset_loads(name: str) -> None:
    scenario = load(name)
    assert scenario.name == name
    assert scenario.title
    assert scenario.about


@pytest.mark.parametrize("name", preset_names())
def test_preset_is_short(name: str) -> None:
    assert len(preset_path(name).read_text(encoding="utf-8").splitlines()) <= 100


@pytest.mark.parametrize("name", preset_names())
def test_every_number_has_a_unit_and_an_origin(name: str) -> None:
    for line in preset_path(name).read_text(encoding="utf-8").splitlines():
        if NUMBER.match(line):
            comment = line.partition("#")[2]
            assert ORIGIN.search(comment), line
            unit = re.split(r"[;,]", comment)[0].strip()
            assert unit, line
            assert not ORIGIN.fullmatch(unit), line
