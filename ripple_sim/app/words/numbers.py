"""Numbers, money and time as people of a language write them."""

from __future__ import annotations

import math

from babel import Locale
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    get_minus_sign_symbol,
)

NOTHING = "–"
MINUS = "\u2212"


class Numbers:
    """Numbers of one language."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number, such as ``1,234.5``; a dash where there is no value."""
        if not math.isfinite(value):
            return NOTHING
        return self._minus(format_decimal(_whole(value, decimals), _pattern(decimals), self.locale))

    def change(self, value: float, decimals: int = 0) -> str:
        """Return a number with its sign, such as ``+0.4``; zero carries none."""
        return self._signed(value, self.number(value, decimals), decimals)

    def money(self, value: float, currency: str, decimals: int = 0) -> str:
        """Return an amount, such as ``€1,234``."""
        if not math.isfinite(value):
            return NOTHING
        standard = self.locale.currency_formats["standard"].pattern
        return self._minus(
            format_currency(
                _whole(value, decimals),
                currency,
                standard.replace("#,##0.00", _pattern(decimals)),
                self.locale,
                currency_digits=False,
            )
        )

    def money_change(self, value: float, currency: str, decimals: int = 0) -> str:
        """Return an amount with its sign; zero carries none."""
        return self._signed(value, self.money(value, currency, decimals), decimals)

    def short_money(self, value: float, currency: str) -> str:
        """Return a large amount in short, such as ``€1.2M``."""
        if not math.isfinite(value):
            return NOTHING
        if abs(value) < 1000:
            return self.money(value, currency)  # what is not shortened keeps all its digits
        return self._minus(
            format_compact_currency(value, currency, locale=self.locale, fraction_digits=1)
        )

    @property
    def tag(self) -> str:
        """The language's tag, by which a browser writes numbers alike."""
        return str(self.locale).replace("_", "-")

    def _minus(self, text: str) -> str:
        return text.replace(get_minus_sign_symbol(self.locale), MINUS).replace("-", MINUS)

    def _signed(self, value: float, text: str, decimals: int) -> str:
        return f"+{text}" if math.isfinite(value) and _whole(value, decimals) > 0 else text


def _whole(value: float, decimals: int) -> float:
    """Return a rounded value; never a zero with a minus sign."""
    return round(float(value), decimals) + 0.0


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")
