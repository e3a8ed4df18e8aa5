"""The code blocks of README and docs, as they are printed, and what each of them is."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "experiments").glob("*/README.md"),
    )
)
_SHOWN = re.compile(r"<!-- shown, not run: (.+) -->")


@dataclass(frozen=True)
class Block:
    """A code block: where it stands, what its fence says, and why it isn't run, if it isn't."""

    page: str
    line: int
    language: str
    text: str
    shown_because: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page in their order, fenced and indented ones."""
    found, before = [], ""
    for token in MarkdownIt("commonmark").parse((ROOT / page).read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block"):
            reason = _SHOWN.fullmatch(before.strip())
            line = token.map[0] + 1
            language = token.info.strip()
            found.append(Block(page, line, language, token.content, reason[1] if reason else ""))
        if token.level == 0:
            before = token.content if token.type == "html_block" else ""
    return found


def command_lines(block: Block) -> list[list[str]]:
    """Return the words of each command of a block without a language; comments are left out."""
    text = block.text.replace("\\\n", " ").replace(" && ", "\n")
    lines = [shlex.split(line, comments=True) for line in text.splitlines()]
    return [words for words in lines if words]


ALL = [block for page in PAGES for block in blocks(page)]
