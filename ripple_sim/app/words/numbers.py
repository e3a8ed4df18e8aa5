"""Numbers, money and time as people of a language write them."""

from __future__ import annotations

import math

from babel import Locale
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    format_scientific,
    get_minus_sign_symbol,
)

from ripple_sim.wording.english import ENGLISH, HALF_A_CENT, MINUS, NOTHING, cents, decimals_of

_BEYOND_DECIMALS = 1e15
FEW_UNITS = 100
OWN = "default"  # the signs that a language has of its own, where it has any
# Where a language's own digits begin; Babel knows their signs and not them.
_ZEROS = {"arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966}


class Numbers:
    """Numbers of one language.

    Numbers within the sentences of studies and plans are in English those of the command line.
    """

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def plural(self, number: int) -> str:
        """Return the name of a number's plural in this language, such as ``one`` or ``few``."""
        return str(self.locale.plural_form(number))

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number, such as ``1,234.5``; a dash where there is no value."""
        if not math.isfinite(value):
            return NOTHING
        return self._own(format_decimal(_whole(value, decimals), _pattern(decimals), self.locale, numbering_system=OWN))

    def change(self, value: float, decimals: int = 0) -> str:
        """Return a number with its sign, such as ``+0.4``; zero carries none."""
        return self._signed(value, self.number(value, decimals), decimals)

    def money(self, value: float, currency: str, decimals: int | None = None) -> str:
        """Return an amount, such as ``€1,234``; with its cents where there are any and few units.

        Under a hundred units whole ones would say less than three digits.
        """
        if not math.isfinite(value):
            return NOTHING
        if decimals is None:
            decimals = _cents_of_few(value)
        standard = self.locale.currency_formats["standard"].pattern
        return self._own(
            format_currency(
                _whole(value, decimals),
                currency,
                standard.replace("#,##0.00", _pattern(decimals)),
                self.locale,
                currency_digits=False,
                numbering_system=OWN,
            )
        )

    def money_change(self, value: float, currency: str, decimals: int | None = None) -> str:
        """Return an amount with its sign; zero carries none."""
        if decimals is None:
            decimals = _cents_of_few(value)
        return self._signed(value, self.money(value, currency, decimals), decimals)

    def short_money(self, value: float, currency: str) -> str:
        """Return an amount with its three digits that count, such as ``€1.24M``."""
        if not math.isfinite(value):
            return NOTHING
        held = _three_digits(value)
        if not self._compact(held):
            return self.money(held, currency, decimals_of(held, 3))
        return self._own(
            format_compact_currency(held, currency, locale=self.locale, fraction_digits=2, numbering_system=OWN)
        )

    def numeral(self, number: float, separated: bool = False) -> str:
        """Return a number as it is typed, such as ``4211`` or ``-0.5``; ``4,211`` if separated."""
        if self._english:
            return ENGLISH.numeral(number, separated)
        if not math.isfinite(number):
            return NOTHING
        if abs(number) >= _BEYOND_DECIMALS:
            return self._own(format_scientific(number, "0.#####E0", self.locale, numbering_system=OWN))
        pattern = "#,##0" if separated else "0"
        if isinstance(number, float):
            pattern += "." + "#" * decimals_of(number)
        return self._own(format_decimal(number, pattern, self.locale, numbering_system=OWN))

    def percent(self, value: float, decimals: int = 0) -> str:
        """Return a number of per cents, such as ``93 %``."""
        if self._english:
            return ENGLISH.percent(value, decimals)
        if not math.isfinite(value):
            return NOTHING
        standard = self.locale.percent_formats[None].pattern
        pattern = standard.replace("#,##0", _pattern(decimals))
        return self._own(format_percent(_whole(value, decimals) / 100, pattern, self.locale, numbering_system=OWN))

    def amount(self, value: float, currency: str) -> str:
        """Return money in full, cents only where there are any, such as ``EUR 12,000``."""
        if self._english:
            return ENGLISH.amount(value, currency)
        return self.money(value, currency, cents(value) if math.isfinite(value) else 0)

    def short(self, value: float) -> str:
        """Return a number with its three digits that count, such as ``412k``."""
        if self._english:
            return ENGLISH.short(value)
        held = _three_digits(value)
        return self._compact(held) or self.number(held, decimals_of(held, 3))

    def short_amount(self, value: float, currency: str) -> str:
        """Return money with its three digits that count, such as ``EUR 412k``."""
        if self._english:
            return ENGLISH.short_amount(value, currency)
        return self.short_money(value, currency)

    def _compact(self, value: float) -> str:
        """Return a number with a word for thousands or millions; empty where it takes none."""
        said = format_compact_decimal(value, locale=self.locale, fraction_digits=2, numbering_system=OWN)
        return self._own(said) if any(sign.isalpha() for sign in said) else ""

    @property
    def _english(self) -> bool:
        return bool(self.locale.language == ENGLISH.language)

    @property
    def tag(self) -> str:
        """The language's tag, by which a browser writes numbers alike."""
        return str(self.locale).replace("_", "-")

    def _own(self, text: str) -> str:
        """Return a number with the language's digits and a true minus sign."""
        said = text.replace(get_minus_sign_symbol(self.locale), MINUS).replace("-", MINUS)
        zero = _ZEROS.get(self.locale.default_numbering_system)
        return said.translate({48 + digit: zero + digit for digit in range(10)}) if zero else said

    def _signed(self, value: float, text: str, decimals: int) -> str:
        return f"+{text}" if math.isfinite(value) and _whole(value, decimals) > 0 else text


def _whole(value: float, decimals: int) -> float:
    """Return a rounded value; never a zero with a minus sign."""
    return round(float(value), decimals) + 0.0


def _three_digits(value: float) -> float:
    """Return an amount as :func:`ripple_sim.wording.english.short` rounds it."""
    return float(f"{value:.3g}") + 0.0 if abs(value) >= HALF_A_CENT else 0.0


def _cents_of_few(value: float) -> int:
    """Return the digits after the point of an amount: none from a hundred units on."""
    return cents(round(value, 2)) if math.isfinite(value) and abs(value) < FEW_UNITS else 0


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")
