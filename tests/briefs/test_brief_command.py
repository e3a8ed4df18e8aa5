"""The command `brief`, from end to end, and `verify` with what it wrote."""

import shutil
import sys
from types import SimpleNamespace

import pytest

from ripple_sim import cli
from ripple_sim.briefs import verify as checking

PLAN = "coaching-everywhere"


@pytest.fixture
def ripple(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def said(*words):
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        code = ended.value.code or 0
        return SimpleNamespace(code=code, out=captured.out, err=captured.err)

    return said


def test_it_says_the_answer_and_writes_one_file_beside_the_folder(ripple, studies, tmp_path, found):
    shutil.copytree(studies / "compared", tmp_path / "mine")
    said = ripple("brief", "mine", "--plan", PLAN)
    assert said.code == 0
    assert " ".join(said.out.split()) == found[0].say(PLAN)
    words = " ".join(said.err.split())
    assert "Without the path chart" in words
    assert "the tornado" in words
    assert words.endswith("Written to mine-brief.html")
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "mine-brief.html"}
    again = ripple("brief", "mine")
    assert again.code == 2
    assert "mine-brief.html exists already" in again.err


def test_what_lies_beside_is_joined_and_verify_checks_it(ripple, studies, tmp_path, monkeypatch, brief, written):
    said = ripple("brief", studies / "compared", "--plan", PLAN, "--out", "new/deck.pptx")
    assert said.code == 0
    assert said.err.split() == ["Written", "to", "new/deck.pptx"]
    monkeypatch.setattr(checking, "again", lambda record: brief)
    checked = ripple("verify", "new/deck.pptx")
    assert (checked.code, checked.out.split(":")[0]) == (0, "The same")
    page = tmp_path / "page.html"
    page.write_bytes(written["html"].read_bytes().replace(b"<caption>", b"<caption>Not ", 1))
    checked = ripple("verify", page)
    assert checked.code == 1
    assert checked.out.startswith("Changed since the brief was written")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), "there is no folder nowhere"),
        ((".",), "no results folder: it has no manifest.json"),
        (("{compared}", "--plan", "coaching"), "did you mean 'coaching-everywhere'"),
        (("{compared}", "--out", "brief.doc"), "there are html, pdf, pptx, xlsx"),
        (("{compared}", "--out", "brief.pdf", "--format", "xlsx"), "the format asked for is xlsx"),
        (("{compared}", "--out", "folder.pdf"), "folder.pdf is a folder; name a file"),
        (("{compared}", "--why", "{asked}"), "must hold an explanation"),
        (("{explained}",), "must hold a comparison"),
        ((), "RESULT"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(ripple, studies, tmp_path, words, sentence):
    (tmp_path / "folder.pdf").mkdir()
    folders = {name: studies / name for name in ("compared", "explained", "asked")}
    said = ripple("brief", *(word.format(**folders) for word in words))
    assert said.code == 2
    assert said.err.startswith("ripple: ")
    assert said.err.count("\n") == 1
    assert sentence in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


def test_verify_refuses_another_file(ripple, tmp_path):
    (tmp_path / "letter.html").write_text("<p>Dear all", encoding="utf-8")
    said = ripple("verify", "letter.html")
    assert (said.code, said.out) == (2, "")
    assert "letter.html is no brief that can be checked" in said.err
