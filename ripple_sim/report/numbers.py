"""Numbers as people read them: thin thousands separators, a true minus sign, millions."""

from __future__ import annotations

import math

from ripple_sim.wording import decimals_of

THIN = "\u202f"  # narrow no-break space
MINUS = "\u2212"
NOTHING = "–"


def plain(value: float, decimals: int) -> str:
    """Return a number such as ``12 345.6``; a dash where there is no value."""
    if not math.isfinite(value):
        return NOTHING
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN)
    return f"{MINUS}{text}" if value < 0 and _shows(text) else text


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign, such as ``+0.04``; zero carries none."""
    text = plain(value, decimals)
    return f"+{text}" if value > 0 and _shows(text) else text


def _shows(text: str) -> bool:
    return any(digit in text for digit in "123456789")


def decimals_of_three(value: float) -> int:
    """Return the digits after the point with which a number shows three digits that count."""
    return decimals_of(value, 3) if math.isfinite(value) and value else 0


def weeks_in_words(weeks: int) -> str:
    """Return ``1 week`` or ``156 weeks``."""
    return f"{weeks} week{'' if weeks == 1 else 's'}"


def thousands_or_millions(largest: float, least: float) -> tuple[float, str]:
    """Return by what to divide and the word for it: 1 and "", 1e3 "thousand " or 1e6 "million ".

    Numbers up to ``least`` stay as they are; larger ones are brought below it, if that is enough.
    """
    if not math.isfinite(largest) or largest < least:
        return 1.0, ""
    return (1e3, "thousand ") if largest < least * 1e3 else (1e6, "million ")
