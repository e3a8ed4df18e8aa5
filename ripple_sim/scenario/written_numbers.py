"""Numbers as people write them in texts, with a unit behind: ``12.6 %``, ``7 months``."""

from __future__ import annotations

import math
import re

from ripple_sim.scenario.problems import UnfitError


class UnclearError(UnfitError):
    """A number that may be meant in several ways, or is written as other countries do."""


_GAP = "[ \u00a0\u2009\u202f'\u2019]"
_QUANTITY = re.compile(
    rf"\s*([-+]?)([.,]?\d(?:[.,_]?\d|{_GAP}\d{{3}}(?!\d))*)([eE][-+]?\d+)?(?![\d.,])\s*(\S.*?)?\s*", re.DOTALL
)
_IN_THREES = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def number_and_unit(text: str) -> tuple[float, str] | None:
    """Return a number and the unit behind it, "" where there is none; None if it is no number.

    Only a point divides a number. What may be meant otherwise is refused rather than guessed:
    ``1.000`` is one in some countries and a thousand in others.

    Raises
    ------
    UnfitError
        When the number has a decimal comma or marks between its thousands, when it may be read in
        two ways, or when it isn't finite.
    """
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None
    sign, digits, exponent, unit = match[1], match[2], match[3] or "", match[4] or ""
    if not re.fullmatch(r"\d*\.?\d+", digits.replace("_", "")):
        raise _not_plain(text, digits)
    if not exponent and _IN_THREES.fullmatch(digits):
        raise _ambiguous(text, digits)
    value = float(sign + digits.replace("_", "") + exponent)
    if not math.isfinite(value):
        raise UnfitError("'{text}' is not a finite number", text=text)
    return value, unit


def _not_plain(text: str, digits: str) -> UnclearError:
    """Say how a number with other marks than a single point is to be written."""
    if _IN_THREES.fullmatch(digits):
        return _ambiguous(text, digits)
    last = max(digits.rfind("."), digits.rfind(","))
    whole, part = digits[: max(last, 0)], digits[last + 1 :]
    if last < 0 or digits.count(digits[last]) > 1:  # no decimals: all marks part thousands
        return UnclearError("'{text}' has marks between its thousands; write {plain}", text=text, plain=_digits(digits))
    plain = f"{_digits(whole) or 0}.{_digits(part)}"
    if digits[last] == ",":
        return UnclearError("'{text}' has a decimal comma; write it with a point: {plain}", text=text, plain=plain)
    return UnclearError("'{text}' has marks between its thousands; write {plain}", text=text, plain=plain)


def _ambiguous(text: str, digits: str) -> UnclearError:
    whole, part = digits.replace(",", ".").split(".")
    small = f"{whole}.{part}".rstrip("0").rstrip(".")
    if len(small) == len(digits):
        small = f"{small}0"  # with a fourth digit it can't be thousands
    return UnclearError(
        "'{text}' can be read in two ways; write {small} or {large}", text=text, small=small, large=whole + part
    )


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
