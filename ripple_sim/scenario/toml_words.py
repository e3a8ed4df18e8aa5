"""What a text that isn't TOML is told, as texts of the catalogue rather than of Python's reader."""

from __future__ import annotations

import re

from ripple_sim.scenario.problems import ScenarioError, Where
from ripple_sim.scenario.showing import one_line
from ripple_sim.wording import Phrase, mark

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


def broken_toml(problem: ValueError, where: Where) -> ScenarioError:
    """Return the sentence on a text that isn't TOML, with line and column."""
    message = str(problem)
    match = _POSITION.search(message)
    said = one_line(_POSITION.sub("", message))
    wrong = _known(said[:1].lower() + said[1:])
    if match and match.group(1):
        return ScenarioError(
            "{where}, line {line}, column {column}: this is not valid TOML: {problem}",
            where=where, line=int(match.group(1)), column=int(match.group(2)), problem=wrong,
        )  # fmt: skip
    if match:
        return ScenarioError(
            "{where}, at its end: this is not valid TOML: {problem}", where=where, problem=wrong
        )
    return ScenarioError("{where}: this is not valid TOML: {problem}", where=where, problem=wrong)


def _known(said: str) -> Phrase:
    for text in _KNOWN:
        before, field, after = text.partition("{found}")
        if not field and said == text:
            return Phrase(text)
        if field and said.startswith(before) and said.endswith(after):
            return Phrase(text, found=said[len(before) : len(said) - len(after)])
    return Phrase(said)
