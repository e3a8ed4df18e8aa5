"""What a text that isn't TOML is told, as texts of the catalogue rather than of Python's reader."""

from __future__ import annotations

import re

from ripple_sim.scenario.problems import ScenarioError, Where
from ripple_sim.scenario.showing import one_line
from ripple_sim.scenario.toml_depth import MOST_DEEP
from ripple_sim.wording import Phrase, mark

_TOO_LONG = "Exceeds the limit"  # how Python begins to say so
_POSITION = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
# Python's own sentences, word by word; what it says beyond these is shown as it is.
_KNOWN = (
    mark("invalid statement"),
    mark("invalid value"),
    mark("invalid hex value"),
    mark("invalid date or datetime"),
    mark("invalid initial character for a key part"),
    mark("expected newline or end of document after a statement"),
    mark("expected ']' at the end of a table declaration"),
    mark("expected ']]' at the end of an array declaration"),
    mark("expected '=' after a key in a key/value pair"),
    mark("expected {found}"),
    mark("found invalid character {found}"),
    mark("illegal character {found}"),
    mark("cannot declare {found} twice"),
    mark("cannot overwrite a value"),
    mark("cannot mutate immutable namespace {found}"),
    mark("cannot redefine namespace {found}"),
    mark("duplicate inline table key {found}"),
    mark("unclosed array"),
    mark("unclosed inline table"),
    mark("unterminated string"),
    mark("unescaped '\\' in a string"),
    mark("escaped character is not a Unicode scalar value"),
)


_CURLY = re.compile("[\u201c-\u201f\u2018-\u201b\u00ab\u00bb\u2039\u203a]")
_WORD = re.compile(r"[^\W\d_][\w .-]*")


def broken_toml(problem: ValueError, where: Where, text: str = "") -> ScenarioError:
    """Return the sentence on a text that isn't TOML, with line and column.

    Words without quotation marks, curly ones and decimal commas are told how to be written.
    """
    message = str(problem)
    match = _POSITION.search(message)
    hint = _hint(text, match)
    said = one_line(_POSITION.sub("", message))
    wrong = _known(said[:1].lower() + said[1:])
    if said.startswith(_TOO_LONG):
        wrong = Phrase("a whole number has too many digits")
    if match and match.group(1):
        return ScenarioError(
            "{where}, line {line}, column {column}: this is not valid TOML: {problem}",
            where=where,
            line=int(match.group(1)),
            column=int(match.group(2)),
            problem=wrong,
            hint=hint,
        )
    if match:
        return ScenarioError(
            "{where}, at its end: this is not valid TOML: {problem}", where=where, problem=wrong, hint=hint
        )
    return ScenarioError("{where}: this is not valid TOML: {problem}", where=where, problem=wrong)


def nested_too_deeply(where: Where) -> ScenarioError:
    """Return the sentence on tables and lists that stand inside too many others."""
    return ScenarioError(
        "{where} is nested too deeply; at most {most} tables and lists may stand inside each other",
        where=where,
        most=MOST_DEEP,
    )


def _hint(text: str, position: re.Match[str] | None) -> Phrase | None:
    """Return how to write what stands where a text stops being TOML, if that can be told."""
    lines = text.replace("\r\n", "\n").split("\n")
    at = len(lines) if position is None or position[1] is None else int(position[1])
    line = lines[at - 1] if 0 < at <= len(lines) else ""
    column = int(position[2]) - 1 if position and position[2] else len(line)
    before, rest = line[:column], line[column:]
    curly = _CURLY.search(line)
    if curly:
        return Phrase("a text needs straight quotation marks ('\"'), not {curly}", curly=curly[0])
    if re.match(r",\s*\d", rest) and before[-1:].isdigit():
        return Phrase("decimals are written with a point, as in 12.6, and thousands without a mark")
    word = _WORD.match(rest)
    if word and before.rstrip()[-1:] in ("=", "[", ","):
        said = word[0].strip()
        if said.lower() in ("true", "false"):
            return Phrase("true and false are written in small letters")
        return Phrase('a text needs straight quotation marks: "{word}"', word=said)
    return None


def _known(said: str) -> Phrase:
    for text in _KNOWN:
        before, field, after = text.partition("{found}")
        if not field and said == text:
            return Phrase(text)
        if field and said.startswith(before) and said.endswith(after):
            return Phrase(text, found=said[len(before) : len(said) - len(after)])
    return Phrase(said)
