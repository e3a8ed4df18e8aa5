"""How far somebody has come, in an address or a file, and addresses read so that nothing raises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode

from ripple_sim.learn.game import LONGEST_CODE
from ripple_sim.scenario.checked_files import DamagedError, check_text, to_checked_text
from ripple_sim.scenario.problems import RippleError, ScenarioError, near
from ripple_sim.scenario.toml_texts import toml_of
from ripple_sim.wording import Phrase

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SAID = re.compile(r"([a-z][a-z0-9-]{0,39})\.([0-6])\.([0-6])")
_CODE = re.compile(r"[a-z0-9._~+-]*")
MOST = 40
LONGEST_QUERY = 32_000


@dataclass(frozen=True)
class Said:
    """What somebody said in a lesson: the option predicted and the answer given, from 1; 0 none."""

    predicted: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Progress:
    """What was said in lessons and decided in challenges, and what is open.

    Attributes
    ----------
    open
        ``lesson.NAME``, ``challenge.NAME``, or "" for the list.
    said
        By lesson.
    games
        The code of each challenge's game.
    """

    open: str = ""
    said: Mapping[str, Said] = field(default_factory=dict)
    games: Mapping[str, str] = field(default_factory=dict)

    def opened(self, what: str) -> Progress:
        """Return it with something else open."""
        return replace(self, open=what)

    def having_said(self, lesson: str, said: Said) -> Progress:
        """Return it with what is said in a lesson."""
        return replace(self, said={**self.said, lesson: said})

    def having_played(self, challenge: str, code: str) -> Progress:
        """Return it with a challenge's game."""
        return replace(self, games={**self.games, challenge: code})

    def query(self) -> str:
        """Return it as the query of an address; what is in it is all that a page needs."""
        pairs = [("at", self.open)] if self.open else []
        pairs += [("said", f"{lesson}.{said.predicted}.{said.answered}") for lesson, said in self.said.items()]
        pairs += [("game", f"{name}:{code}") for name, code in self.games.items()]
        return urlencode(pairs, safe=":~")

    def text(self) -> str:
        """Return it as the text of a file to keep."""
        lines = ["# My progress in Learn; open this file there to continue.", 'kind = "progress"']
        for lesson, said in self.said.items():
            lines += ["", f"[lessons.{lesson}]", f"predicted = {said.predicted}"]
            lines += [f"answered = {said.answered}"]
        for name, code in self.games.items():
            lines += ["", f"[challenges.{name}]", f'game = "{code}"']
        return to_checked_text("\n".join(lines) + "\n")


def from_query(query: str | None) -> Progress:
    """Return what an address holds; whatever can't be read is left out."""
    held = asked_in(query, 2 * MOST + 8, LONGEST_QUERY)
    said = {
        match[1]: Said(int(match[2]), int(match[3]))
        for match in map(_SAID.fullmatch, held.get("said", [])[:MOST])
        if match
    }
    games = {}
    for one in held.get("game", [])[:MOST]:
        name, _, code = one.partition(":")
        if _NAME.fullmatch(name) and len(code) <= LONGEST_CODE and _CODE.fullmatch(code):
            games[name] = code
    kind, _, name = first_of(held, "at").partition(".")
    known = kind in ("lesson", "challenge") and _NAME.fullmatch(name)
    return Progress(f"{kind}.{name}" if known else "", said, games)


def from_text(text: str, where: str) -> Progress:
    """Return what a file holds.

    Raises
    ------
    RippleError
        With one sentence on why it can't be used.
    """
    try:
        data = toml_of(text, where)
    except ScenarioError:
        raise RippleError("{where} is no file of progress: it is not valid TOML", where=where) from None
    if data.get("kind") != "progress":
        raise RippleError("{where} is no file of progress; 'Save my progress' writes one", where=where)
    for key in data:
        if key not in ("kind", "lessons", "challenges"):
            hint = near(key, ("lessons", "challenges"))
            hint = hint or Phrase("known are lessons and challenges")
            raise RippleError("{where}: there is no '{key}'", where=where, key=key[:40], hint=hint)
    said, games = {}, {}
    for name, row in _tables(data, "lessons", where):
        predicted, answered = (_choice(row, key, name, where) for key in ("predicted", "answered"))
        said[name] = Said(predicted, answered)
    for name, row in _tables(data, "challenges", where):
        code = row.get("game", "")
        if not isinstance(code, str) or len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
            raise RippleError("{where}: the game of '{challenge}' can't be read", where=where, challenge=name)
        games[name] = code
    try:
        check_text(text)
    except DamagedError:
        raise RippleError("{where} has changed since it was kept", where=where) from None
    return Progress("", said, games)


def _tables(data: Mapping[str, object], key: str, where: str) -> list[tuple[str, dict[str, object]]]:
    held = data.get(key, {})
    rows = held.items() if isinstance(held, dict) else []
    if not isinstance(held, dict) or len(held) > MOST:
        raise RippleError("{where}: {key} must be at most {most} tables", where=where, key=key, most=MOST)
    for name, row in rows:
        if not _NAME.fullmatch(name) or not isinstance(row, dict):
            raise RippleError(
                "{where}: '{name}' in {key} is no name with a table", where=where, name=name[:40], key=key
            )
    return list(rows)


def _choice(row: Mapping[str, object], key: str, name: str, where: str) -> int:
    value = row.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 6:
        raise RippleError(
            "{where}: {key} of '{lesson}' must be a whole number from 0 to 6", where=where, key=key, lesson=name
        )
    return value


def asked_in(search: str | None, most_fields: int, longest: int) -> dict[str, list[str]]:
    """Return what a query asks for, by name; nothing where it is too long to have been meant.

    Parameters
    ----------
    search
        The query, without its question mark; None where there is none.
    most_fields
        Fields beyond these are left out.
    longest
        Characters that a query may have.
    """
    if not search or len(search) > longest:
        return {}
    fields = search.split("&", most_fields)[:most_fields]
    return parse_qs("&".join(fields), max_num_fields=None)


def first_of(asked: dict[str, list[str]], name: str) -> str:
    """Return what is asked first by a name; "" where nothing is."""
    return asked.get(name, [""])[0]


def whole_number(text: str) -> int:
    """Return a whole number of at most five digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
