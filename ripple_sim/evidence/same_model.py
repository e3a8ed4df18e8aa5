"""Which model gave a number: a mark of all that the board's numbers depend on.

The mark is worked out from the sources as the computer understands them: comments, layout and
sentences don't count, names and numbers do. It is the same on every machine and Python.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = ("rules", "model", "observe", "scenario", "evidence")
# They tell of numbers or of plans, or keep what was worked out: they give the board none.
_ASIDE = (
    "evidence/cautions/*",
    "evidence/board.py",
    "evidence/facts.py",
    "evidence/figure.py",
    "evidence/check_result.py",
    "evidence/page.py",
    "evidence/table.py",
    "evidence/same_model.py",
    "evidence/stored.py",
    "model/settled_files.py",
    "scenario/checked_files.py",
    "scenario/plan*",
    "scenario/toml_texts.py",
    "scenario/under_way.py",
    "scenario/writing.py",
)
DIGITS = 12
_TRIES = 50


@cache
def model_mark() -> str:
    """Return twelve hexadecimal digits that name the model, its parameters and the checks."""
    digest = hashlib.sha256()
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        held = tomllib.loads(text) if path.suffix == ".toml" else _parsed(text)
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update("\0".join(meaning(held)).encode() + b"\0")
    return digest.hexdigest()[:DIGITS]


def _parsed(text: str) -> ast.AST:
    # Python 3.11 may fail to build two trees in two threads at once.
    for _ in range(_TRIES):
        with contextlib.suppress(SystemError):
            return ast.parse(text)
    return ast.parse(text)


def meaning(held: Any) -> Iterator[str]:
    """Yield what counts of a syntax tree or of plain data, in order; sentences don't."""
    if isinstance(held, ast.AST):
        yield type(held).__name__
        for name, value in ast.iter_fields(held):
            # What a later Python knows and an earlier one doesn't is empty in both.
            if value is not None and value != []:
                yield name
                yield from meaning(value)
    elif isinstance(held, dict):
        for name, value in sorted(held.items()):
            yield name
            yield from meaning(value)
    elif isinstance(held, list):
        for value in held:
            yield from meaning(value)
    elif isinstance(held, str) and any(sign.isspace() for sign in held):
        yield "a sentence"
    else:
        yield repr(held)


def _sources() -> list[Path]:
    found = [_PACKAGE / "scenario" / "fitted.toml"]
    found += (_PACKAGE / "scenario" / "presets").glob("*.toml")
    for folder in _FOLDERS:
        found += (_PACKAGE / folder).rglob("*.py")
    return sorted(path for path in found if not _aside(path.relative_to(_PACKAGE)))


def _aside(path: Path) -> bool:
    return any(path.match(pattern) for pattern in _ASIDE)
