"""English, by the standard library alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from numbers import Integral
from string import Formatter
from typing import Any, Protocol

from ripple_sim.wording.wording import Wording

NOTHING = "–"
MINUS = "\u2212"
HALF_A_CENT = 0.005


class English:
    """Says texts and numbers in English."""

    language = "en"

    def say(self, text: str, /, **fields: Any) -> str:
        """Return a text, its ``{fields}`` filled in and its cases chosen."""
        return filled_in(text, fields, self) if fields else text

    def count(self, one: str, many: str, number: int, /, **fields: Any) -> str:
        """Return the text for a number of things; ``{number}`` is filled in as well."""
        return (one if number == 1 else many).format(number=self.number(number), **fields)

    def plural(self, number: int) -> str:
        """Return the name of a number's plural: ``one`` or ``other``."""
        return "one" if number == 1 else "other"

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number, such as ``1,234.5``; a dash where there is no value."""
        if not math.isfinite(value):
            return NOTHING
        whole = round(float(value), decimals) + 0.0  # never a zero with a minus sign
        return f"{whole:,.{decimals}f}".replace("-", MINUS)

    def change(self, value: float, decimals: int = 0) -> str:
        """Return a number with its sign, such as ``+0.4``; zero carries none."""
        text = self.number(value, decimals)
        return f"+{text}" if math.isfinite(value) and round(float(value), decimals) > 0 else text

    def numeral(self, number: float, separated: bool = False) -> str:
        """Return a number as it is typed, such as ``4211`` or ``-0.5``; ``4,211`` if separated."""
        digits = "g" if isinstance(number, float) else ""
        return format(number, f",{digits}" if separated else digits)

    def percent(self, value: float, decimals: int = 0) -> str:
        """Return a number of per cents, such as ``93 %``."""
        return f"{self.number(value, decimals)} %"

    def amount(self, value: float, currency: str) -> str:
        """Return money in full, cents only where there are any, such as ``EUR 12,000``."""
        return f"{currency} {self.number(value, cents(value))}"

    def short(self, value: float) -> str:
        """Return a number with its three digits that count, such as ``412k``."""
        return short(value)

    def short_amount(self, value: float, currency: str) -> str:
        """Return money with its three digits that count, such as ``EUR 412k``."""
        return money(value, currency)


ENGLISH = English()


def cents(value: float) -> int:
    """Return the digits that an amount needs after its point: two, or none if it is whole."""
    return 0 if value == round(value) else 2


def money(amount: float, currency: str) -> str:
    """Return an amount with the three digits that count, such as ``EUR 412k``."""
    return f"{currency} {short(amount)}"


def short(amount: float) -> str:
    """Return an amount with its three digits that count: ``1.52``, ``950``, ``412k``, ``−18k``.

    All money that is rounded is rounded here or as here, so that amounts more than a hundredth
    apart never read the same. Less than half a cent is 0.
    """
    if not math.isfinite(amount):
        return NOTHING
    size = float(f"{abs(amount):.3g}")
    for least, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if size >= least:
            text = f"{_in_full(size / least)}{word}"
            break
    else:
        text = _in_full(size) if abs(amount) >= HALF_A_CENT else "0"
    return f"{MINUS}{text}" if amount < 0 and text != "0" else text


def short_change(amount: float) -> str:
    """Return an amount as :func:`short` does, with its sign; zero carries none."""
    text = short(amount)
    return f"+{text}" if amount > 0 and text not in ("0", NOTHING) else text


def _in_full(size: float) -> str:
    """Return a number's three digits that count, without zeros at the end or an exponent."""
    return f"{Decimal(f'{size:.3g}').normalize():f}"


def row(words: Wording, parts: Sequence[str]) -> str:
    """Return phrases one after the other: ``a, b, c``."""
    said = "".join(parts[:1])
    for part in parts[1:]:
        said = words.say("{before}, {next}", before=said, next=part)
    return said


def listed(words: Wording, parts: Sequence[str]) -> str:
    """Return phrases as a list: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return words.say("{most} and {last}", most=row(words, parts[:-1]), last=parts[-1])


def either(words: Wording, parts: Sequence[str]) -> str:
    """Return phrases of which one holds: ``a, b or c``."""
    if len(parts) < 2:
        return "".join(parts)
    return words.say("{most} or {last}", most=row(words, parts[:-1]), last=parts[-1])


def sentences(words: Wording, *parts: str) -> str:
    """Return whole sentences one after the other; empty ones are left out."""
    said = ""
    for part in filter(None, parts):
        said = words.say("{before} {next}", before=said, next=part) if said else part
    return said


def as_sentence(text: str) -> str:
    """Return a text with the full stop of a sentence, be there one already or not."""
    return f"{text.rstrip('.')}."


def significant(words: Wording, value: float, digits: int = 6) -> str:
    """Return a number with so many digits that count, without zeros at its end."""
    if not math.isfinite(value):
        return words.number(value)
    return words.number(float(f"{value:.{digits}g}"), decimals_of(value, digits))


def decimals_of(value: float, digits: int = 6) -> int:
    """Return how many digits after its point a number needs, so many counting at most."""
    exponent = Decimal(f"{value:.{digits}g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


OTHER = "other"
_PARSE = Formatter().parse


class Plurals(Protocol):
    """What a choice has to know of a language."""

    def plural(self, number: int) -> str:
        """Return the name of a number's plural, such as ``one`` or ``other``."""
        ...

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as the language writes it."""
        ...


def filled_in(text: str, fields: Mapping[str, Any], words: Plurals) -> str:
    """Return a text with its fields filled in and its cases chosen.

    Raises
    ------
    KeyError
        When a field is missing, or a case that is neither there nor has an ``other``.
    """
    if "|" not in text:
        return text.format(**fields)
    parts = []
    for literal, name, cases, _ in _PARSE(text):
        parts.append(literal)
        if name is None:
            continue
        value = fields[name]
        if cases and "=" in cases:
            parts.append(filled_in(_chosen(cases, value, words), fields, words))
        else:
            parts.append(format(value, cases or ""))
    return "".join(parts)


def cases_of(cases: str) -> dict[str, str]:
    """Return the texts of a field's cases by their names."""
    depth, parts = 0, [""]
    for sign in cases:
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return {name.strip(): text for name, _, text in (part.partition("=") for part in parts)}


def _chosen(cases: str, value: Any, words: Plurals) -> str:
    texts = cases_of(cases)
    if not isinstance(value, Integral):
        return texts[value] if value in texts else texts[OTHER]
    number = int(value)
    names = (str(number), words.plural(number))
    text = next((texts[name] for name in names if name in texts), None)
    return (texts[OTHER] if text is None else text).replace("#", words.number(number))
