"""Every code block of README and docs does what it says: it is run, read, or marked as shown only.

- ``python`` is executed, all blocks of a page in one session.
- Commands are parsed by the real command line; a page's ``ripple`` commands are also run, in the
  page's order and in one folder together with its Python, but for those that take minutes.
- ``toml`` is read by the reader of such files.
- A block under ``<!-- shown, not run: reason -->`` is only shown.

Studies are made small (see small_studies.py), unless ``pytest --whole`` runs them.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import ripple_sim as rs
from ripple_sim.cli.application import app
from ripple_sim.learn.texts import parse as parse_lesson
from ripple_sim.scenario.plans import parse_plan
from tests.docs.printed_blocks import ALL, PAGES, ROOT, Block, blocks, command_lines
from tests.docs.small_studies import small_command, small_studies

# What a fence may say. Text is a picture or a formula.
LANGUAGES = {"python", "toml", "", "text"}
# Parsed, but not run: they serve, wait for other machines, or take minutes.
NOT_RUN = {"app", "calibrate", "balance", "evidence", "sweep"}
TOOLS = {"make", "pip", "python", "pre-commit", "ripple"}
# What a page's commands and code expect to find: a plan or a study of the reader's own.
OWN_PLANS = ("my-plan.toml",)
OWN_STUDIES = ("SPEC.toml", "study.toml")
COMMANDS = [
    pytest.param(words, id=f"{block}-{' '.join(words)[:60]}")
    for block in ALL
    if block.language == "" and not block.shown_because
    for words in command_lines(block)
]


@pytest.mark.parametrize("block", ALL, ids=str)
def test_every_block_says_what_it_is(block: Block) -> None:
    assert block.shown_because or block.language in LANGUAGES, (
        "say what the block is, or write above it: <!-- shown, not run: reason -->"
    )


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_can_be_called_so(words: list[str]) -> None:
    tool, *rest = words
    assert tool in TOOLS, "mark the block: <!-- shown, not run: reason -->"
    if tool == "ripple":
        group = get_command(app)
        with group.make_context("ripple", list(rest)) as context:
            name, command, arguments = group.resolve_command(context, rest)
            command.make_context(name, arguments, parent=context)
    elif tool == "make":
        assert re.search(rf"^{rest[0]}[ \w-]*:", (ROOT / "Makefile").read_text("utf-8"), re.M)
    elif tool == "python":
        assert (ROOT / rest[0]).is_file()
    elif tool == "pip":
        assert _extras(rest) <= set(_project()["optional-dependencies"])


@pytest.mark.parametrize("block", [b for b in ALL if b.language == "toml"], ids=str)
def test_toml_is_read_by_its_reader(block: Block, tmp_path: Path) -> None:
    keys = tomllib.loads(block.text).keys()
    if {"predict", "offers"} & keys:
        parse_lesson(block.text)
    elif "design" in keys:
        (tmp_path / "study.toml").write_text(block.text, encoding="utf-8")
        rs.read_specification(tmp_path / "study.toml")
    else:
        assert "interventions" in keys, "which file is this? say so in this test"
        named = block.text if "name" in keys else f'name = "a-plan"\n{block.text}'
        parse_plan(named).applied(rs.load("retail-branches"))


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)])
def test_a_page_can_be_followed_from_top_to_bottom(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    whole = request.config.getoption("--whole")
    monkeypatch.chdir(tmp_path)
    _own_files(tmp_path)
    names: dict[str, Any] = {"__name__": "__printed__"}
    for block in blocks(page):
        if block.shown_because:
            continue
        with nullcontext() if whole else small_studies():
            if block.language == "python":
                exec(compile(block.text, str(block), "exec"), names)
            elif block.language == "":
                for words in command_lines(block):
                    _follow(words, whole)


def _follow(words: list[str], whole: bool) -> None:
    if words[0] != "ripple" or words[1] in NOT_RUN:
        return
    asked = words if whole else small_command(words)
    code = get_command(app)(args=asked[1:], prog_name="ripple", standalone_mode=False)
    assert not code, (" ".join(words), code)


def _own_files(folder: Path) -> None:
    plan = rs.load_plan("coaching-everywhere")
    for name in OWN_PLANS:
        rs.save_plan(plan, folder / name)
    for name in OWN_STUDIES:
        (folder / name).write_text(
            'name = "small"\nbase = "bakery"\nreplications = 1\nweeks = 4\n'
            "[levers]\ncompany.drivers.trust.level = [0.5, 0.7]\n",
            encoding="utf-8",
        )


def _extras(words: list[str]) -> set[str]:
    found = [re.search(r"\[(.+)\]", word) for word in words]
    return {extra for match in found if match for extra in match[1].split(",")}


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project
