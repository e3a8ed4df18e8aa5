"""A company as a word of an address and back: its name, or the whole of one's own, packed."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from ripple_sim.app.session.sizes import LARGEST_RUN, beyond
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.wording import Phrase

OWN = "~"
# Browsers, proxies and mail programs take addresses so long without cutting them.
LONGEST_WORD = 6_000
LARGEST_COMPANY = 256 * 1024
_MOST_REMEMBERED = 64
_DEEPEST = 12
_Unpackable = (ValueError, binascii.Error, zlib.error, RecursionError, MemoryError)


def company_word(base: Scenario) -> str:
    """Return a company as a word for an address.

    A company that comes with the package goes by its name, one of the visitor's own is packed
    whole, and one that is too large for an address is ``~`` alone, so that whoever opens the
    address is told, and never sees another company in its place.
    """
    if base.name in preset_names() and load(base.name) == base:
        return base.name
    return _packed(base.model_dump_json(exclude_defaults=True))


def fits_into_an_address(base: Scenario) -> bool:
    """Tell whether an address can bring a company along."""
    return company_word(base) != OWN


def company_in(word: str) -> Scenario:
    """Return the company that a word of an address means.

    Raises
    ------
    RippleError
        With one sentence on why there is none.
    """
    found = _read(word)
    if isinstance(found, Phrase):
        raise RippleError(found)
    return found


def search_of(base: Scenario) -> str:
    """Return the query of an address that opens a company."""
    return urlencode({"company": company_word(base)}, safe=OWN)


@lru_cache(_MOST_REMEMBERED)
def _packed(said: str) -> str:
    packed = base64.urlsafe_b64encode(zlib.compress(said.encode(), 9)).decode().rstrip("=")
    return OWN + packed if len(packed) < LONGEST_WORD else OWN


@lru_cache(_MOST_REMEMBERED)
def _read(word: str) -> Scenario | Phrase:
    try:
        # A name from an address must never be taken for a file of the server.
        if word in preset_names():
            return load(word)
        if not word.startswith(OWN):
            hint = near(word[:40], preset_names())
            raise RippleError("there is no company '{company}'", company=word[:40], hint=hint)
        if word == OWN:
            raise RippleError(
                "this link is about the sender's own company, whose file is too large for a "
                "link; ask for the file and open it on Home"
            )
        found = checked(unpacked(word[len(OWN) :], LONGEST_WORD, LARGEST_COMPANY, _CUT), _WHERE)
        for size, most in beyond(found, found.weeks, LARGEST_RUN):
            raise RippleError(
                "the company in the address has {size}, and the page takes at most {most}", size=size, most=most
            )
    except RippleError as problem:
        return problem.sentence
    return found


_WHERE = Phrase("the company in the address")
_CUT = Phrase("the company in the address can't be read; the address may have been cut")


def unpacked(text: str, longest: int, largest: int, unreadable: Phrase) -> dict[str, Any]:
    """Return the plain data that was packed into an address.

    Parameters
    ----------
    text
        Base64 of compressed JSON, without the signs that fill it up.
    longest, largest
        How many characters it may have, and how many bytes it may unpack to.
    unreadable
        What is said where it isn't that.

    Raises
    ------
    RippleError
        With ``unreadable``.
    """
    try:
        if len(text) > longest:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        # Never more than so much, however well it was packed.
        found = json.loads(zlib.decompressobj().decompress(packed, largest))
    except _Unpackable:
        raise RippleError(unreadable) from None
    if not isinstance(found, dict) or not _is_flat(found):
        raise RippleError(unreadable)
    return found


def _is_flat(data: dict[str, Any]) -> bool:
    """Tell whether data is nested no deeper than files of companies and plans are."""
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return not level
